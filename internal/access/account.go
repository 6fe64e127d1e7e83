package access

import (
	"context"
	"fmt"
	"io"
	"slices"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Account is how a person signs in (登录凭证).
type Account struct {
	Person      PersonID
	Password    string // hashed; empty until the person has enrolled
	ChangedOn   civil.Date
	History     []string // passwords before, hashed, the latest first
	Secret      []byte   // of the second factor, sealed
	Step        int64    // last time step whose code was used
	Failures    int      // wrong passwords since the last right one
	LockedUntil civil.Instant
	// SlipSecurity and SlipSystems are the digests of the two halves by which the person enrols. An administrator alone
	// never knows both, and so can sign in as nobody.
	SlipSecurity, SlipSystems []byte
}

// Enrolment is what somebody enrols with.
type Enrolment struct {
	Code string
	Slips
	Password string
	Factor   string // code of the second factor, which proves that the device has the secret
}

// OfferFactor gives a new secret of the second factor to whoever has both slips, before they enrol.
func (s *Service) OfferFactor(ctx context.Context, by act.By, e Enrolment) (offer SecretText, err error) {
	ctx, err = Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return offer, err
	}
	var fresh [20]byte
	if _, err := io.ReadFull(s.Random, fresh[:]); err != nil {
		return offer, fmt.Errorf("make a secret: %w", err)
	}
	err = s.work.Do(ctx, by, "access.offer-factor", func(tx unit.Tx) error {
		p, a, err := s.enrolling(tx, e)
		if err != nil {
			return err
		}
		if a.Secret, err = s.Cipher.Seal(fresh[:], factorPlace(p.ID)); err != nil {
			return fmt.Errorf("seal the second factor of person %d: %w", p.ID, err)
		}
		a.Password, a.Step = "", 0 // whoever enrols anew has no way in but this one
		s.record(tx, "access.factor-offered", p)
		if err := s.Store.RemovePasskeys(tx, p.ID); err != nil {
			return err
		}
		return s.Store.SaveAccount(tx, a)
	})
	return secretText(fresh[:], e.Code), err
}

// factorPlace binds a sealed secret to its person.
func factorPlace(id PersonID) string { return secret.Where("access_account", "secret", int64(id)) }

// enrolling is who has both slips. Every wrong one gets the same answer.
func (s *Service) enrolling(tx unit.Tx, e Enrolment) (p Person, a Account, err error) {
	p, found, err := s.Store.PersonByCode(tx, e.Code)
	if err != nil {
		return p, a, err
	}
	if found {
		if a, err = s.Store.Account(tx, p.ID); err != nil {
			return p, a, err
		}
	}
	if !found || p.Left != 0 || len(a.SlipSecurity) == 0 || len(a.SlipSystems) == 0 ||
		!secret.Equal(a.SlipSecurity, s.digest(e.Slips.Security)) ||
		!secret.Equal(a.SlipSystems, s.digest(e.Slips.Systems)) {
		return p, a, wrongSlips()
	}
	return p, a, e.Slips.good(s.Clock.Now().Date(), s.Preset)
}

// Enrol sets the first password of whoever has both slips and a device with the secret, and spends the slips.
func (s *Service) Enrol(ctx context.Context, by act.By, e Enrolment) error {
	ctx, err := Allow(ctx, gate{s}, by, SignIn)
	if err != nil {
		return err
	}
	if err := s.Preset.check(e.Password, e.Code); err != nil {
		return err
	}
	var had Account
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		_, had, err = s.enrolling(tx, e)
		return err
	}); err != nil {
		return err
	}
	if err := s.unused(ctx, e.Password, had); err != nil {
		return err
	}
	kept, err := s.hash(ctx, e.Password)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.enrol", func(tx unit.Tx) error {
		p, a, err := s.enrolling(tx, e)
		if err != nil {
			return err
		}
		step, ok, err := s.factor(a, e.Factor)
		if err != nil {
			return err
		}
		if !ok {
			return refusal.New(CodeSignIn, "动态验证码不正确", "", "请核对手机时间后输入当前的六位验证码")
		}
		a = a.with(kept, s.Clock.Now().Date(), s.Preset)
		a.Step, a.Failures, a.LockedUntil = step, 0, 0
		a.SlipSecurity, a.SlipSystems = nil, nil
		s.record(tx, "access.enrolled", p)
		if err := s.Store.EndSessions(tx, p.ID); err != nil {
			return err
		}
		return s.Store.SaveAccount(tx, a)
	})
}

// with is the account with another password. The last few hashes stay behind in the history.
func (a Account) with(password string, day civil.Date, p Preset) Account {
	a.History = slices.Insert(slices.Clone(a.History), 0, password)
	a.History = a.History[:min(len(a.History), p.History)]
	a.Password, a.ChangedOn = password, day
	return a
}

// unused refuses a password that the person has had among the last ones.
func (s *Service) unused(ctx context.Context, password string, a Account) error {
	for _, old := range a.History {
		same, err := s.matches(ctx, password, old)
		if err != nil {
			return err
		}
		if same {
			return refusal.New(CodePassword, fmt.Sprintf("不能与最近%d次用过的口令相同", s.Preset.History),
				"GB/T 22239-2019 8.1.4.1 a）", "请另设口令")
		}
	}
	return nil
}

// factor finds the time step of a code of the second factor. A code is good once.
func (s *Service) factor(a Account, code string) (step int64, ok bool, err error) {
	if len(a.Secret) == 0 {
		return 0, false, nil
	}
	plain, err := s.Cipher.Open(a.Secret, factorPlace(a.Person))
	if err != nil {
		return 0, false, fmt.Errorf("open the second factor of person %d: %w", a.Person, err)
	}
	step, ok = totpMatch(plain, code, s.Clock.Now(), a.Step)
	return step, ok, nil
}
