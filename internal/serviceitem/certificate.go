package serviceitem

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// CertificateDays is within how many working days of acceptance a certificate is given out (开具证明的承诺办结时限).
const CertificateDays policy.Count = "certificate.days"

// CodeApplicant is the code of the refusal to certify to anybody but the owner of an account what it says.
const CodeApplicant = "certificate.applicant"

// Certificate is an item by which somebody gets on paper what the centre's own books say of them (开具证明). It changes
// nothing, so that it needs of its capability only what speaks against it and what the paper says.
type Certificate struct {
	Item
	// Owner gives the person whose the account is.
	Owner func(tx unit.Tx, r Request) (int64, error)
	// Ref gives the id of the record that is certified.
	Ref func(tx unit.Tx, r Request) (int64, error)
	// Against names what speaks against it, besides who asks.
	Against func(tx unit.Tx, r Request) error
	// Terms are the parameters and the open day.
	Terms func(tx unit.Tx) (*policy.Set, civil.Date, error)
}

// Offer is the item: taken in by one person and given out by another, or by the program where policy has that on, since
// every fact of it is data.
func (c Certificate) Offer() Item {
	it := c.Item
	it.Term, it.Take = CertificateDays, access.HandleCases
	it.Doors = []act.Door{act.Counter, act.Platform}
	it.Check = func(tx unit.Tx, _ act.By, r Request) error { return c.check(tx, r) }
	it.Accept = c.accept
	it.Withdraw = func(context.Context, unit.Tx, act.By, Matter) error { return nil }
	it.Reschedule = func(unit.Tx, Matter, civil.Date) error { return nil }
	it.Steps = []Step{{Code: "issue", Title: "核对并出具", May: access.HandleCases, Decides: true, Apart: true,
		Do: func(_ context.Context, tx unit.Tx, _ act.By, m Matter, _ Form) (string, error) {
			return "已核对并出具证明", c.check(tx, m.Request)
		},
		Refuse: func(context.Context, unit.Tx, act.By, Matter, string) error { return nil }}}
	it.Auto.Step = "issue"
	it.Auto.Facts = append([]Verified{c.applicant()}, it.Auto.Facts...)
	return it
}

// applicant is the fact that whoever asks is the owner of the account, as the door has verified.
func (c Certificate) applicant() Verified {
	return Verified{Label: "申请人", Source: "身份核验与个人账户登记",
		Read: func(tx unit.Tx, _ act.By, m Matter) (string, bool, error) {
			owner, err := c.Owner(tx, m.Request)
			if m.Applicant == 0 || m.Applicant != owner || m.Authority != "" {
				return "不是本人", false, err
			}
			return "本人", true, err
		}}
}

func (c Certificate) check(tx unit.Tx, r Request) error {
	owner, err := c.Owner(tx, r)
	if err != nil {
		return err
	}
	var stranger *refusal.Refused
	if r.Applicant == 0 || r.Applicant != owner && r.Authority == "" {
		stranger = refusal.New(CodeApplicant, "申请人身份未核验，或不是本人及其受托人", "", "请由本人或持授权委托书的受托人办理")
	}
	err = c.Against(tx, r)
	if err != nil && refusal.Of(err) == nil {
		return err
	}
	return refusal.Join(stranger, refusal.Of(err))
}

// accept implements Item.Accept.
func (c Certificate) accept(_ context.Context, tx unit.Tx, _ act.By, m Matter) (id int64, due civil.Date, err error) {
	if err := c.check(tx, m.Request); err != nil {
		return 0, 0, err
	}
	if id, err = c.Ref(tx, m.Request); err != nil {
		return 0, 0, err
	}
	set, today, err := c.Terms(tx)
	if err != nil {
		return 0, 0, err
	}
	days, err := CertificateDays.On(set, m.Branch, today)
	return id, civil.China().AddWorkdays(today, days), err
}
