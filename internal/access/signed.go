package access

import (
	"context"
	"encoding/hex"
	"fmt"
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
	off := r.Time - int64(now)/int64(time.Second/time.Microsecond)
	most := int64(skew / time.Second)
	return off >= -most && off <= most
}

// Authenticate says which partner has signed a request (验签). The clocks may differ by the preset's skew; a nonce is
// kept as long as its time would do, so that no process takes one request twice. The entry says which request it was,
// by the digest of what was signed. Whatever is wrong is answered alike and writes nothing.
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
	err = s.work.Do(ctx, by, audit.OpLook, func(tx unit.Tx) error {
		k, found, err := s.Store.PartnerKey(tx, r.Key)
		if err != nil {
			return err
		}
		if !found || k.State != InForce || !verifies(k.Public, r) {
			return wrongSignature()
		}
		p, found, err := s.Store.PersonByCode(tx, k.Code)
		if err != nil {
			return err
		}
		if !found || p.Kind != Partner || p.Left != 0 {
			return wrongSignature()
		}
		until := after(civil.Instant(r.Time)*civil.Instant(time.Second/time.Microsecond), skew)
		fresh, err := s.Store.Spend(tx, s.digest(fmt.Sprintf("%d %x", k.ID, r.Nonce)), until+1, now)
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

func verifies(public []byte, r SignedRequest) bool {
	v, err := gm.NewVerifier(public)
	return err == nil && v.Verify([]byte(r.Canonical()), r.Signature)
}

func wrongSignature() *refusal.Refused {
	return refusal.New(CodeSignature, "请求的签名不能通过验证，或请求已经用过", "GB/T 39786-2021 8.4 a）",
		"请按接口说明重新签名，核对时间，每次另取随机串")
}
