package access

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Slips are the two halves by which somebody enrols (登记凭条): one from each of two administrators.
type Slips struct{ Security, Systems string }

// slipText is the text of one half: a secret, who gave it and on which day. What is kept is a digest of all three under
// the centre's key, so that none of them is another's: an administrator who is moved to the other's post cannot give
// the other half as well. The set-up code gives as nobody.
func slipText(secret string, giver PersonID, day civil.Date) string {
	return fmt.Sprintf("%s.%d.%s", secret, giver, day)
}

// slipsOfNobody are two halves that no person gives.
func (s *Service) slipsOfNobody() (slips Slips, err error) {
	for _, half := range []*string{&slips.Security, &slips.Systems} {
		secret, err := s.token()
		if err != nil {
			return slips, err
		}
		*half = slipText(secret, 0, s.Clock.Now().Date())
	}
	return slips, nil
}

// good refuses slips that are too old, or that one person has given both of. They are known to be this centre's.
func (s Slips) good(today civil.Date, p Preset) error {
	var givers [2]string
	for i, text := range []string{s.Security, s.Systems} {
		parts := strings.Split(text, ".")
		if len(parts) != 3 {
			return wrongSlips()
		}
		day, err := civil.ParseDate(parts[2])
		switch {
		case err != nil:
			return wrongSlips()
		case today >= day.AddDays(p.SlipDays):
			return refusal.New(CodeSlips, fmt.Sprintf("登记凭条已过期，开具后%d天内有效", p.SlipDays), "", "请两名管理员各重开一张")
		}
		givers[i] = parts[1]
	}
	if givers[0] == givers[1] && givers[0] != nobodyGave {
		return refusal.New(CodeSlips, "两张登记凭条是同一人开具的", leastPrivilege, "请另一名管理员重开其中一张")
	}
	return nil
}

// nobodyGave is the giver of the slips of the first administrators.
const nobodyGave = "0"

func wrongSlips() *refusal.Refused {
	return refusal.New(CodeSlips, "工号或登记凭条不正确，或凭条已使用", "", "请核对两张凭条；仍不行请两名管理员各重开一张")
}

// CodeSlips is the code of the refusal of slips that do not belong to the person, or are spent.
const CodeSlips = "access.slips"

// Half says which of the two administrators gives a slip.
type Half uint8

// The halves.
const (
	SecurityHalf Half = iota + 1
	SystemsHalf
)

func (h Half) permission() Permission {
	if h == SystemsHalf {
		return ConfirmChanges
	}
	return ProposeChanges
}

// Slip gives one half of what somebody needs to enrol, or to enrol anew who has forgotten the password or lost the
// device, and makes the earlier one void. With both halves spent, the old password and device hold no longer.
func (s *Service) Slip(ctx context.Context, by act.By, code string, half Half) (slip string, err error) {
	ctx, err = Allow(ctx, gate{s}, by, half.permission())
	if err != nil {
		return "", err
	}
	secret, err := s.token()
	if err != nil {
		return "", err
	}
	err = s.work.Do(ctx, by, "access.slip", func(tx unit.Tx) error {
		p, err := s.employed(tx, code)
		if err != nil {
			return err
		}
		if code == by.Actor {
			return refusal.New(CodeOneself, "不能给本人开具登记凭条", leastPrivilege, "请由其他管理员办理")
		}
		giver, _, err := s.Store.PersonByCode(tx, by.Actor)
		if err != nil {
			return err
		}
		slip = slipText(secret, giver.ID, s.Clock.Now().Date())
		a, err := s.Store.Account(tx, p.ID)
		if err != nil {
			return err
		}
		if half == SystemsHalf {
			a.SlipSystems = s.digest(slip)
		} else {
			a.SlipSecurity = s.digest(slip)
		}
		s.record(tx, "access.slip", p, "half", fmt.Sprint(half))
		return s.Store.SaveAccount(tx, a)
	})
	return slip, err
}

// CodeReissue is the code of the refusal to give slips from the machine where an administrator could.
const CodeReissue = "access.slips.reissue"

// Reissue gives an administrator those slips that nobody else can give (补发凭条): where the slips of the beginning were
// lost before anybody saw them, or the only administrator of a kind has lost the device, there would be no way back. It
// takes whoever has the machine and the keys, and stands in the log. A half that another administrator can give stays
// theirs, so that nobody is let in past an administrator who is there.
func (s *Service) Reissue(ctx context.Context, by act.By, code string) (slips Slips, err error) {
	ctx, err = Allow(ctx, gate{s}, by, BeginAccess)
	if err != nil {
		return slips, err
	}
	if slips, err = s.slipsOfNobody(); err != nil {
		return slips, err
	}
	err = s.work.Do(ctx, by, "access.reissue", func(tx unit.Tx) error {
		p, err := s.employed(tx, code)
		if err != nil {
			return err
		}
		if err := s.withheld(tx, p, s.Clock.Now().Date(), &slips); err != nil {
			return err
		}
		a, err := s.Store.Account(tx, p.ID)
		if err != nil {
			return err
		}
		for _, half := range []struct {
			text string
			kept *[]byte
		}{{slips.Security, &a.SlipSecurity}, {slips.Systems, &a.SlipSystems}} {
			if half.text != "" {
				*half.kept = s.digest(half.text)
			}
		}
		s.record(tx, "access.slip-reissued", p)
		return s.Store.SaveAccount(tx, a)
	})
	if err != nil {
		return Slips{}, err
	}
	return slips, nil
}

// withheld takes away the halves that another administrator can give, and refuses when none is left or the person is no
// administrator.
func (s *Service) withheld(tx unit.Tx, p Person, day civil.Date, slips *Slips) error {
	administers := false
	for role, half := range map[string]*string{
		RoleSecurity: &slips.Security, RoleSystems: &slips.Systems, RoleAuditing: nil} {
		holders, err := s.Store.Holders(tx, role, day)
		if err != nil {
			return err
		}
		for _, h := range holders {
			a, err := s.Store.Account(tx, h)
			if err != nil {
				return err
			}
			if administers = administers || h == p.ID; half != nil && h != p.ID && a.Password != "" {
				*half = ""
			}
		}
	}
	switch {
	case !administers:
		return refusal.New(CodeReissue, "只为管理员补发登记凭条", leastPrivilege, "其他人员请由安全管理员和系统管理员各开一张")
	case slips.Security == "" && slips.Systems == "":
		return refusal.New(CodeReissue, "两张凭条都有别的管理员可以开具", leastPrivilege, "请他们各开一张")
	}
	return nil
}
