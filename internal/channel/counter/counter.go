// Package counter is the counter (柜面): the first door. Somebody of the centre sits at it, has the applicant in front of
// them, and takes in whatever the centre offers there. It renders any item and knows none.
package counter

import (
	"context"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/serviceitem"
)

// Counter is the door.
type Counter struct{ cases *cases.Service }

// New opens the counter of a centre.
func New(s *cases.Service) *Counter { return &Counter{s} }

// Sheet is an item as it lies before the clerk and the applicant (办事单).
type Sheet struct {
	Item   serviceitem.Item
	Ground serviceitem.Ground // in force today
	Facts  []serviceitem.Fact // of the account, filled in beforehand
	// InFlight is the case of the same kind that the person has already; empty without one.
	InFlight number.CaseNo
	// Closed says why nothing is taken in now; nil when it is.
	Closed *refusal.Refused
}

// Items are what the counter offers on a day, in the order of the centre's list.
func (c *Counter) Items(on civil.Date) (list []serviceitem.Item) {
	for _, it := range c.cases.Items {
		if _, offered := it.On(on); offered && it.At(act.Counter) {
			list = append(list, it)
		}
	}
	return list
}

// Sheet lays an item out for an account. It refuses with cases.CodeItem or cases.CodeDoor what is not offered here.
func (c *Counter) Sheet(tx unit.Tx, by act.By, code serviceitem.Code, member number.MemberNo) (s Sheet, err error) {
	on, err := c.cases.Today(tx)
	if err != nil {
		return s, err
	}
	if s.Item, s.Ground, err = c.cases.Offered(code, act.Counter, on); err != nil {
		return s, err
	}
	if s.Facts, err = s.Item.Facts(tx, at(by), member, 0); err != nil {
		return s, err
	}
	if s.InFlight, err = c.cases.InFlight(tx, member, s.Item.Kind); err != nil {
		return s, err
	}
	s.Closed, err = c.cases.Shut(tx, s.Item, act.Counter, by.Branch)
	return s, err
}

// Preview names everything that speaks against an application, and keeps nothing (预检).
func (c *Counter) Preview(ctx context.Context, by act.By, a cases.Application) error {
	return c.cases.Preview(ctx, at(by), a)
}

// Submit takes an application in and accepts it.
func (c *Counter) Submit(ctx context.Context, by act.By, key string, a cases.Application) (cases.Case, error) {
	return c.cases.Submit(ctx, at(by), key, a)
}

// at is whoever acts, at the counter.
func at(by act.By) act.By {
	by.Door = act.Counter
	return by
}
