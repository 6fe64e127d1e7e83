package access

import (
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
)

// CodeSignature is the code of the refusal of a request whose signature does not count, whatever the reason.
const CodeSignature = "access.signature"

// SignedRequest is a request that a partner has signed (合作机构签名请求).
type SignedRequest struct {
	Key       int64  // 密钥编号
	Method    string // in capitals
	Target    string // path and query as they were sent
	Body      []byte
	Time      int64  // seconds since 1970-01-01 UTC
	Nonce     string // 随机串, never used before by this key
	Signature []byte // SM2 with SM3 under the default identifier, ASN.1 DER (GM/T 0009)
}

// leastNonce and mostNonce bound a nonce, in letters, digits and hyphens.
const leastNonce, mostNonce = 16, 64

// Canonical is the text that a partner signs: lines that end in LF and hold what they are named for and nothing else,
// so that no two requests have one text.
//
//	GUANGSHA-SM2-1
//	method
//	path and query as they are sent
//	SM3 of the body, hexadecimal
//	number of the key
//	time
//	nonce
func (r SignedRequest) Canonical() string {
	return strings.Join([]string{"GUANGSHA-SM2-1", r.Method, r.Target, hex.EncodeToString(gm.Sum(r.Body)),
		strconv.FormatInt(r.Key, 10), strconv.FormatInt(r.Time, 10), r.Nonce}, "\n") + "\n"
}

// whole reports whether a request can be one that was signed.
func (r SignedRequest) whole(now civil.Instant, skew time.Duration) bool {
	if len(r.Nonce) < leastNonce || len(r.Nonce) > mostNonce || strings.ContainsAny(r.Target, "\r\n") {
		return false
	}
	for _, c := range r.Nonce {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	const most = math.MaxInt64 / int64(time.Second/time.Microsecond) / 2
	return r.Time > 0 && r.Time < most && now <= after(r.at(), skew) && now >= after(r.at(), -skew)
}

// at is the instant that the request says it was signed at.
func (r SignedRequest) at() civil.Instant {
	return civil.Instant(r.Time) * civil.Instant(time.Second/time.Microsecond)
}

// Authenticate says which partner has signed a request (验签). The clocks may differ by the preset's skew; a nonce is
// kept until its time would do by no clock that is as far off, so that no process takes one request twice. The entry
// says which request it was, by the digest of what was signed. Whatever is wrong is answered alike and writes nothing.
func (s *Service) Authenticate(ctx context.Context, by act.By, r SignedRequest) (who act.By, err error) {
	ctx, err = Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return who, err
	}
	now := s.Clock.Now()
	skew := time.Duration(s.Preset.Skew) * time.Minute
	if !r.whole(now, skew) {
		return who, wrongSignature()
	}
	var k PartnerKey
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		k, _, err = s.signer(tx, r.Key)
		return err
	}); err != nil {
		return who, err
	}
	if !verifies(k.Public, r) { // before the unit that writes, which others wait for
		return who, wrongSignature()
	}
	err = s.work.Do(ctx, by, audit.OpLook, func(tx unit.Tx) error {
		k, p, err := s.signer(tx, r.Key)
		if err != nil {
			return err
		}
		fresh, err := s.Store.Spend(tx, s.digest(fmt.Sprintf("%d %x", k.ID, r.Nonce)), after(r.at(), 2*skew)+1, now)
		if err != nil {
			return err
		}
		if !fresh {
			return wrongSignature()
		}
		s.record(tx, "partner.requested", p, "key", fmt.Sprint(k.ID), "request",
			hex.EncodeToString(gm.Sum([]byte(r.Canonical()))))
		who = act.By{Actor: p.Code, Door: act.Gateway, Branch: p.Office, Trace: by.Trace}
		return nil
	})
	if err != nil {
		return act.By{}, err
	}
	return who, nil
}

// signer is a key that is in force, and the partner whose it is.
func (s *Service) signer(tx unit.Tx, key int64) (k PartnerKey, p Person, err error) {
	k, found, err := s.Store.PartnerKey(tx, key)
	if err != nil {
		return k, p, err
	}
	if !found || k.State != InForce {
		return k, p, wrongSignature()
	}
	p, found, err = s.Store.PersonByCode(tx, k.Code)
	if err == nil && (!found || p.Kind != Partner || p.Left != 0) {
		err = wrongSignature()
	}
	return k, p, err
}

func verifies(public []byte, r SignedRequest) bool {
	v, err := gm.NewVerifier(public)
	return err == nil && v.Verify([]byte(r.Canonical()), r.Signature)
}

func wrongSignature() *refusal.Refused {
	return refusal.New(CodeSignature, "请求的签名不能通过验证，或请求已经用过", "GB/T 39786-2021 8.4 a）",
		"请按接口说明重新签名，核对时间，每次另取随机串")
}
