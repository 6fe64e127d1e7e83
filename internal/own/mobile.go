package own

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/member"
	"guangsha/internal/message"
)

// Codes of the refusals of a change of mobile.
const (
	CodeMany   = "own.code.many"
	CodeMobile = "own.mobile"
)

// Moved is what a member changes their mobile with (变更手机号码): the ticket of the two codes, the new number once more,
// and the code that came to each number.
type Moved struct{ Ticket, Mobile, Old, New string }

// AskMobileCodes sends a code to the number that the register has of whoever acts and another one to the number that is
// to take its place (获取变更手机号码的验证码): whoever found a session open, or has somebody else's number, has one of the two.
// They count among the codes that the person may have.
func (s *Service) AskMobileCodes(ctx context.Context, by act.By, mobile, source string) (g Given, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.AmendOwn)
	if err != nil {
		return g, err
	}
	if s.Door == nil {
		return g, noDoor("暂不能在网上变更手机号码", "请到柜面办理个人信息变更")
	}
	if mobile = number.Typed(mobile); !number.IsMobile(mobile) {
		return g, refusal.Bad(CodeMobile, "手机号码应为11位大陆手机号码")
	}
	ticket, first, err := s.draw()
	if err != nil {
		return g, err
	}
	_, second, err := s.draw()
	if err != nil {
		return g, err
	}
	var letters []event.Letter
	err = s.Work.Do(ctx, by, "own.ask-mobile-codes", func(tx unit.Tx) error {
		r, err := s.rules(tx)
		if err != nil {
			return err
		}
		m, p, err := s.whoActs(tx, by)
		if err != nil {
			return err
		}
		if p.Mobile == mobile {
			return refusal.New(member.CodeAmendSame, "这就是现在登记的手机号码", "", "请填写新的手机号码")
		}
		c := Code{Ticket: s.digest("own-mobile-ticket", ticket), Person: m.Person, Account: m.ID.ID,
			Made: s.Clock.Now(), Sent: true, Source: string(s.digest("own-source", source)),
			Digest: s.mobileDigest(m.Person, Moved{ticket, mobile, first, second})}
		if due, err := s.due(tx, c, r); err != nil || !due {
			return cmp.Or[error](err, refusal.New(CodeMany, "验证码获取次数已满", "",
				"请一小时后再试；仍不行的请次日再试，或到柜面办理"))
		}
		letters = []event.Letter{message.MobileCode(r.signature, first, r.minutes),
			message.MobileCode(r.signature, second, r.minutes)}
		letters[0].To, letters[0].ID = p.Mobile, "own-"+ticket[:20]+"-1"
		letters[1].To, letters[1].ID = mobile, "own-"+ticket[:20]+"-2"
		g = Given{Ticket: ticket, Minutes: r.minutes}
		s.Audit.Record(tx, audit.Entry{Kind: "own.mobile-asked", ID: m.ID.ID})
		return s.addCode(tx, c)
	})
	if err != nil {
		return Given{}, err
	}
	for _, l := range letters {
		s.send(ctx, l)
	}
	return g, nil
}

// whoActs is the account of whoever acts, the one that is open before others, and what the register has of them.
func (s *Service) whoActs(tx unit.Tx, by act.By) (m member.Member, p member.Personal, err error) {
	rows, err := s.List.MemberList(tx, member.Filter{Person: Whose(by)}, listing.Page[number.MemberNo]{})
	if err != nil {
		return m, p, err
	}
	for _, l := range rows {
		if m.Person == 0 || l.State != member.Closed {
			m = l.Member
		}
	}
	if m.Person == 0 || m.Person != Whose(by) {
		return m, p, fmt.Errorf("%s acts and has no account", by.Actor)
	}
	p, err = s.Members.Personal(tx, m.Person)
	return m, p, err
}

// mobileDigest ties the two codes to their ticket, their person and the number that they are to register: they are good
// together only, for this number and nobody else.
func (s *Service) mobileDigest(person member.PersonID, m Moved) []byte {
	return s.digest("own-mobile", fmt.Sprintf("%s.%d.%s.%s.%s", m.Ticket, person, m.Mobile, m.Old, m.New))
}

// ChangeMobile registers another mobile of whoever acts with the code of each number (变更手机号码), in one unit with what
// it is recorded and told by. Every session of the person ends; it gives the token of a new one. The codes are good
// once, for some minutes and some tries, and which of them is wrong is not told.
func (s *Service) ChangeMobile(ctx context.Context, by act.By, m Moved) (token string, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.AmendOwn)
	if err != nil {
		return "", err
	}
	m = Moved{strings.TrimSpace(m.Ticket), number.Typed(m.Mobile), number.Typed(m.Old), number.Typed(m.New)}
	fresh, err := s.token()
	if err != nil {
		return "", err
	}
	err = s.Work.Do(ctx, by, "own.change-mobile", func(tx unit.Tx) (err error) {
		token, err = s.changeMobile(tx, by, m, fresh)
		return err
	})
	if err == nil && token == "" {
		err = wrongCode()
	}
	return token, err
}

// changeMobile tries two codes; without token when they are wrong, which is kept.
func (s *Service) changeMobile(tx unit.Tx, by act.By, m Moved, fresh string) (token string, err error) {
	was, known, err := s.Store.Code(tx, s.digest("own-mobile-ticket", m.Ticket))
	if err != nil {
		return "", err
	}
	if !known || was.Person != Whose(by) {
		return "", wrongCode()
	}
	right, err := s.tried(tx, was, s.mobileDigest(was.Person, m))
	if err != nil {
		return "", err
	}
	if !right {
		s.Audit.Record(tx, audit.Entry{Kind: "own.mobile-refused", ID: was.Account})
		return "", nil
	}
	account, _, err := s.whoActs(tx, by)
	if err != nil {
		return "", err
	}
	if err := s.Members.Amend(tx, account, member.Amendment{Mobile: m.Mobile}, 0); err != nil {
		return "", err
	}
	return s.begin(tx, was.Person, was.Account, fresh)
}
