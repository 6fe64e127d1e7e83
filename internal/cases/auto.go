package cases

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/serviceitem"
)

// kindAuto is the kind of the unit of work and of the audit entry of a decision without a person.
const kindAuto = "case.auto"

// decideAlone decides a case that was just taken in, without a person, where its item says how, policy has that on at
// its door, and everything it rests on is data that speaks for it (自动办结). Else the case stays as it is, for people:
// that no decision came of it is no refusal of anything.
//
// It is a unit of work of its own, by the program: whoever took the case in has done one step, and this is another. A
// crash between the two leaves a case for people, or for whoever hands the same application in again.
func (s *Service) decideAlone(ctx context.Context, by act.By, it serviceitem.Item, c Case) (Case, error) {
	if it.Auto == nil || c.State != UnderWay {
		return c, nil
	}
	g := moving{by: act.Auto(c.Office, by.Trace), it: it, auto: true}
	g.t, _ = transition(Advance)
	g.step, g.next, _ = it.Step(it.Auto.Step)
	ctx, err := access.Allow(ctx, s.Access, g.by, access.HandleCases)
	if err != nil {
		return c, err
	}
	if ctx, err = access.Allow(ctx, s.Access, g.by, g.t.Permission(it, g.step)); err != nil {
		return c, err
	}
	was := c
	err = s.Work.Do(ctx, g.by, kindAuto, func(tx unit.Tx) (err error) {
		if c, err = s.must(tx, was.ID); err != nil {
			return err
		}
		facts, whole, err := s.verified(tx, it, c)
		if err != nil || !whole {
			return err
		}
		request := ledger.NewRequest(0, fmt.Sprintf("%s-%d", kindAuto, c.ID), facts)
		if _, first, err := s.Books.Claim(tx, request, int64(c.ID)); err != nil || !first {
			return err
		}
		g.Move = Move{Case: c.ID, Act: Advance, Seen: c.Entries, Step: g.step.Code, Words: facts}
		c, err = s.move(ctx, tx, g, c)
		return err
	})
	if err != nil && refusal.Of(err) != nil {
		return was, nil // whatever speaks against it, a person will say to the applicant
	}
	return c, err
}

// untouched reports whether nobody has done anything about a case but take it in, with nothing for a person to read.
func (s *Service) untouched(tx unit.Tx, it serviceitem.Item, c Case) (bool, error) {
	if c.State != UnderWay || c.Step != it.Auto.Step || c.Entries != takenIn {
		return false, nil
	}
	list, err := s.Store.Materials(tx, c.ID)
	return len(list) == 0, err
}

// takenIn is how many entries a case has that was handed in and accepted at once: nobody has touched it since.
const takenIn = 2

// verified reads the facts that a decision without a person rests on, as they are recorded; whole is false when one of
// them speaks against it, or when there is anything that only a person can judge.
func (s *Service) verified(tx unit.Tx, it serviceitem.Item, c Case) (facts string, whole bool, err error) {
	d, err := s.doorway(tx, it, c.Door, c.Branch)
	if err != nil {
		return "", false, err
	}
	if on, err := d.alone(s.Clock.Now().Date()); err != nil || !on {
		return "", false, err
	}
	if ok, err := s.untouched(tx, it, c); err != nil || !ok {
		return "", false, err
	}
	f, err := s.openForm(c)
	if err != nil || len(it.Claimed(f.Values)) > 0 {
		return "", false, err
	}
	var list []string
	for _, v := range it.Auto.Facts {
		value, holds, err := v.Read(tx, act.Auto(c.Office, ""), c.matter(f.Values))
		if err != nil || !holds {
			return "", false, err
		}
		list = append(list, fmt.Sprintf("%s（%s）：%s", v.Label, v.Source, value))
	}
	return "系统自动办结，所据事实：" + strings.Join(list, "；"), true, nil
}
