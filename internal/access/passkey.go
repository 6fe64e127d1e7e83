package access

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Passkey is a key pair whose private half never leaves a device of its person (通行密钥, W3C Web Authentication). The
// device asks for a finger or a PIN before it signs, so that it is two factors at once, and signs for one site only, so
// that no other site can pass the answer on.
type Passkey struct {
	ID         int64
	Person     PersonID
	Credential string // what the device calls it
	Public     []byte // COSE key
	Counter    int64  // of signatures, as the device counts; zero for devices that do not
	Title      string // what its person calls it
	Since      civil.Date
	Used       civil.Instant
}

// Codes of the refusals of passkeys.
const (
	CodePasskey  = "access.passkey"
	CodeTooMany  = "access.passkey.many"
	mostPasskeys = 5
	longestTitle = 40 // characters
)

// challengeTime is how long a challenge can be answered.
const challengeTime = 5 * time.Minute

// Challenge is what a device signs (挑战), for one purpose and, when a passkey is added, one person. It says by itself
// until when it is good and proves that this centre made it, so that nothing is kept until it is answered: whoever asks
// for a million costs no row. With its answer it is spent.
type Challenge []byte

const (
	challengeNonce = 16
	challengeBody  = challengeNonce + 8
)

// forSignIn is the purpose of challenges to sign in; those to add a passkey have the id of their person.
const forSignIn = 0

func (s *Service) challenge(purpose PersonID) (Challenge, error) {
	c := make([]byte, challengeBody)
	if _, err := io.ReadFull(s.Random, c[:challengeNonce]); err != nil {
		return nil, fmt.Errorf("make a challenge: %w", err)
	}
	binary.BigEndian.PutUint64(c[challengeNonce:], uint64(after(s.Clock.Now(), challengeTime)))
	return append(c, s.challengeMark(c, purpose)...), nil
}

func (s *Service) challengeMark(body []byte, purpose PersonID) []byte {
	return s.Index.Of("access-challenge", fmt.Sprintf("%d %s", purpose, hex.EncodeToString(body)))
}

// spendChallenge reports whether a challenge is of this centre, for this purpose, and neither old nor answered before.
func (s *Service) spendChallenge(tx unit.Tx, c Challenge, purpose PersonID) (bool, error) {
	if len(c) <= challengeBody || !secret.Equal(c[challengeBody:], s.challengeMark(c[:challengeBody], purpose)) {
		return false, nil
	}
	now, until := s.Clock.Now(), civil.Instant(binary.BigEndian.Uint64(c[challengeNonce:challengeBody]))
	if now >= until {
		return false, nil
	}
	return s.Store.Spend(tx, s.digest(hex.EncodeToString(c)), until, now)
}

// PasskeyOffer is what a device is asked with to make a passkey.
type PasskeyOffer struct {
	Challenge Challenge
	User      []byte   // what the device calls its person; it says nothing to whoever finds the device
	Code      string   // 工号
	Known     []string // the passkeys that the person has: a device makes no second one
}

// OfferPasskey begins to add a passkey of whoever acts. It takes a code of their second factor, which it spends:
// somebody who finds the browser open adds no key of their own.
func (s *Service) OfferPasskey(ctx context.Context, by act.By, factor string) (offer PasskeyOffer, err error) {
	ctx, err = Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return offer, err
	}
	var answer error
	err = s.work.Do(ctx, by, "access.offer-passkey", func(tx unit.Tx) error {
		p, list, err := s.ownPasskeys(tx, by)
		if err != nil {
			return err
		}
		if len(list) >= mostPasskeys {
			return refusal.New(CodeTooMany, fmt.Sprintf("每人至多登记%d个通行密钥", mostPasskeys), "", "请先移除不用的")
		}
		a, err := s.Store.Account(tx, p.ID)
		if err != nil {
			return err
		}
		step, ok, err := s.factor(a, factor)
		if err != nil {
			return err
		}
		if !ok {
			answer = refusal.New(CodeSignIn, "动态验证码不正确", "GB/T 22239-2019 8.1.4.1", "请等验证码换一个，再输入当前的六位")
			s.record(tx, "access.passkey-refused", p, "why", "factor")
			return nil
		}
		a.Step = step
		s.record(tx, "access.factor-used", p)
		offer = PasskeyOffer{User: s.userHandle(p.ID), Code: p.Code}
		for _, k := range list {
			offer.Known = append(offer.Known, k.Credential)
		}
		if offer.Challenge, err = s.challenge(p.ID); err != nil {
			return err
		}
		return s.Store.SaveAccount(tx, a)
	})
	if err == nil {
		err = answer
	}
	return offer, err
}

// ownPasskeys are whoever acts, who must be of the staff, and their passkeys.
func (s *Service) ownPasskeys(tx unit.Tx, by act.By) (p Person, list []Passkey, err error) {
	if p, err = s.employed(tx, by.Actor); err != nil {
		return p, nil, err
	}
	list, err = s.Store.Passkeys(tx, p.ID)
	return p, list, err
}

// userHandle is what devices call a person.
func (s *Service) userHandle(id PersonID) []byte {
	return s.Index.Of("access-user", fmt.Sprint(int64(id)))
}

// AddPasskey adds a passkey that a device of whoever acts has made for the pages at origin (登记通行密钥). What the device
// says about its maker is neither asked for nor believed.
func (s *Service) AddPasskey(ctx context.Context, by act.By, origin, title string, made Made) error {
	ctx, err := Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return err
	}
	if n := len([]rune(title)); n == 0 || n > longestTitle {
		return refusal.Bad(CodeInput, fmt.Sprintf("请给这个通行密钥起一个名字，至多%d个字", longestTitle))
	}
	key, ok := made.verified(origin)
	if !ok {
		return wrongPasskey()
	}
	return s.work.Do(ctx, by, "access.add-passkey", func(tx unit.Tx) error {
		p, list, err := s.ownPasskeys(tx, by)
		if err != nil {
			return err
		}
		good, err := s.spendChallenge(tx, key.challenge, p.ID)
		if err != nil {
			return err
		}
		if !good || len(list) >= mostPasskeys {
			return wrongPasskey()
		}
		k := Passkey{Person: p.ID, Credential: made.Credential, Public: key.public, Counter: key.counter, Title: title,
			Since: s.Clock.Now().Date()}
		if k.ID, err = s.Store.NextID(tx, "access_passkey"); err != nil {
			return err
		}
		if added, err := s.Store.AddPasskey(tx, k); err != nil || !added {
			return errOr(err, wrongPasskey())
		}
		s.record(tx, "access.passkey-added", p, "passkey", fmt.Sprint(k.ID))
		return nil
	})
}

func wrongPasskey() *refusal.Refused {
	return refusal.New(CodePasskey, "通行密钥没有通过验证", "GB/T 22239-2019 8.1.4.1 d）", "请重新再试；仍不行请用口令和动态验证码登录")
}

// Passkeys are those of whoever acts.
func (s *Service) Passkeys(ctx context.Context, by act.By) (list []Passkey, err error) {
	ctx, err = Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return nil, err
	}
	err = s.work.Read(ctx, func(tx unit.Tx) error {
		_, list, err = s.ownPasskeys(tx, by)
		return err
	})
	return list, err
}

// RemovePasskey removes a passkey of whoever acts (移除通行密钥). One that is not theirs is not there.
func (s *Service) RemovePasskey(ctx context.Context, by act.By, id int64) error {
	ctx, err := Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.remove-passkey", func(tx unit.Tx) error {
		p, _, err := s.ownPasskeys(tx, by)
		if err != nil {
			return err
		}
		if gone, err := s.Store.RemovePasskey(tx, p.ID, id); err != nil || !gone {
			return errOr(err, refusal.New(CodeNobody, "没有这个通行密钥", "", "请刷新后再试"))
		}
		s.record(tx, "access.passkey-removed", p, "passkey", fmt.Sprint(id))
		return nil
	})
}

// PasskeyChallenge is a challenge to sign in with a passkey. Nobody says who they are before the device does.
func (s *Service) PasskeyChallenge(ctx context.Context, by act.By) (c Challenge, err error) {
	ctx, err = Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return s.challenge(forSignIn)
}

// EnterByPasskey signs somebody in with a passkey alone, at the pages at origin, and gives the token of a session; an
// earlier session of the person ends. Passwords tried in between do not count against it: whoever locks all accounts
// locks out nobody who has a passkey. A counter that has not moved on says that there is a copy of the key; it is
// refused and written down.
func (s *Service) EnterByPasskey(ctx context.Context, by act.By, origin string, signed Signed) (
	token string, err error) {
	ctx, err = Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return "", err
	}
	secret, err := s.token()
	if err != nil {
		return "", err
	}
	var entered bool
	err = s.work.Do(ctx, by, "access.enter-by-passkey", func(tx unit.Tx) error {
		p, why, err := s.passkeyOwner(tx, origin, signed)
		if entered = err == nil && why == ""; !entered {
			if p.ID != 0 {
				s.record(tx, "access.sign-in-failed", p, "why", why)
			} else {
				s.Audit.Record(tx, audit.Entry{Kind: "access.sign-in-failed",
					Fields: []audit.Field{{Name: "why", Value: why}}})
			}
			return err
		}
		s.record(tx, "access.signed-in", p, "by", "passkey")
		token, err = s.beginSession(tx, p.ID, secret)
		return err
	})
	if err == nil && !entered {
		err = wrongPasskey()
	}
	if err != nil {
		return "", err
	}
	return token, nil
}

// passkeyOwner is whose passkey has signed, or why it does not count; the person is told none of it.
func (s *Service) passkeyOwner(tx unit.Tx, origin string, signed Signed) (p Person, why string, err error) {
	k, found, err := s.Store.PasskeyByCredential(tx, signed.Credential)
	if err != nil || !found {
		return p, "passkey", err
	}
	p, found, err = s.Store.Person(tx, k.Person)
	if err != nil || !found || p.Left != 0 || p.Kind != Staff {
		return p, "person", err
	}
	answer, ok := signed.verified(origin, k.Public)
	if !ok || !secret.Equal(answer.user, s.userHandle(p.ID)) {
		return p, "passkey", nil
	}
	good, err := s.spendChallenge(tx, answer.challenge, forSignIn)
	if err != nil || !good {
		return p, "challenge", err
	}
	moved, err := s.Store.UsePasskey(tx, k.ID, answer.counter, s.Clock.Now())
	if err != nil || !moved {
		return p, "passkey-copy", err
	}
	return p, "", nil
}

// inText is how bytes stand in what browsers send and get.
var inText = base64.RawURLEncoding

// String is the challenge as browsers take it.
func (c Challenge) String() string { return inText.EncodeToString(c) }
