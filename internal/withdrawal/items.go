package withdrawal

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
)

// offer is how a reason is offered as a service item. Each lives in a file of its own, listed in offers.
type offer struct {
	reason Reason
	name   string // 事项名称
	who    string // 服务对象
	fields []serviceitem.Field
	// claim writes what was filled in into a request.
	claim func(r *Request, f serviceitem.Form)
	// others says that somebody else than the owner of the account applies, whom only staff can verify.
	others bool
}

// doors are where a reason is offered.
func (o offer) doors() []act.Door {
	if o.others {
		return []act.Door{act.Counter}
	}
	return []act.Door{act.Counter, act.Platform}
}

// offers are the reasons that are offered, in the order in which doors show them.
var offers = []offer{rentOffer, purchaseOffer, repayOffer, retireOffer, leftOffer, deathOffer}

// Items are the service items of withdrawal. The fund's demand money is paid out from a bank account of the centre.
func Items(s *Service, bank int64) (list []serviceitem.Item) {
	for _, o := range offers {
		list = append(list, s.item(o, bank))
	}
	return list
}

// amountField asks how much; a reason that closes the account takes all of it.
var amountField = serviceitem.Field{Code: "amount", Label: "提取金额（元）", Kind: serviceitem.Amount,
	Hint: "不超过预填的可提取余额"}

// spouseField asks for the account of a spouse, whose withdrawals count with those of the applicant.
var spouseField = serviceitem.Field{Code: "spouse", Label: "配偶的个人账号", Hint: "配偶不在本中心缴存的不填",
	Kind: serviceitem.Account, Optional: true}

func (s *Service) item(o offer, bank int64) serviceitem.Item {
	it := serviceitem.Item{Code: serviceitem.Code("withdrawal." + o.reason.Code), Name: o.name, Who: o.who,
		Kind: "withdrawal", Term: DecideDays, Fields: o.fields, Result: "提取款项转入申请人本人名下的银行账户",
		Papers: []serviceitem.Paper{serviceitem.AcceptanceNotice, serviceitem.DeclineNotice, serviceitem.LackNotice,
			serviceitem.RefusalNotice, s.receipt(o)},
		Doors: o.doors(), Take: access.TakeWithdrawals,
		Facts: s.facts(o), Check: s.check(o), Accept: s.acceptMatter(o),
		Withdraw: func(ctx context.Context, tx unit.Tx, by act.By, m serviceitem.Matter) error {
			_, err := s.endMatter(ctx, tx, m, s.withdrawing(by))
			return err
		},
		Reschedule: func(tx unit.Tx, m serviceitem.Matter, due civil.Date) error {
			s.Audit.Record(tx, audit.Entry{Kind: "withdrawal.rescheduled", ID: m.Ref,
				Fields: []audit.Field{audit.Day("decide_by", due)}})
			return s.Store.Reschedule(tx, CaseID(m.Ref), due)
		},
		Steps: []serviceitem.Step{{Code: "decide", Title: "审批并付款", May: access.ApproveWithdrawals, Decides: true,
			Fields: []serviceitem.Field{{Code: "serial", Label: "付款的银行流水号", Kind: serviceitem.Text, Max: 40}},
			Do:     s.payMatter(bank), Refuse: s.rejectMatter}},
	}
	if !o.reason.ClosesAccount() {
		it.Fields, it.Amount = append([]serviceitem.Field{amountField}, o.fields...), amountField.Code
	}
	for _, g := range o.reason.Regimes {
		it.Grounds = append(it.Grounds, serviceitem.Ground{Effective: g.Effective, Basis: g.Basis,
			Materials: g.Materials})
	}
	return it
}

func interestPaid(interest money.Fen) string {
	if interest == 0 {
		return ""
	}
	return "，利息" + interest.Grouped() + "元"
}

// request is what a case asks for, as this package decides on it. Who asks for their own money is paid to the card that
// is registered in the owner's name, which nobody types.
func (s *Service) request(tx unit.Tx, o offer, in serviceitem.Request) (Request, error) {
	r := Request{Member: in.Member, Reason: o.reason.Code, Closing: o.reason.ClosesAccount(),
		Amount: in.Form.Fen("amount"), Applicant: member.PersonID(in.Applicant), Authority: in.Authority}
	if o.claim != nil {
		o.claim(&r, in.Form)
	}
	if r.Card != "" {
		return r, nil
	}
	m, err := s.Members.Member(tx, in.Member)
	if err != nil {
		return r, err
	}
	owner, err := s.Members.Personal(tx, m.Person)
	if err == nil && owner.Card == "" {
		err = refusal.New(CodePayee, "账户没有登记本人的收款银行卡", "", "请登记本人银行卡后申请")
	}
	r.Card = owner.Card
	return r, err
}

// check implements serviceitem.Item.Check.
func (s *Service) check(o offer) func(unit.Tx, act.By, serviceitem.Request) error {
	return func(tx unit.Tx, by act.By, in serviceitem.Request) error {
		r, err := s.request(tx, o, in)
		if err != nil {
			return err
		}
		terms, err := s.terms(tx, by.Branch)
		if err != nil {
			return err
		}
		_, a, err := s.application(tx, r, terms, 0)
		if err != nil {
			return err
		}
		_, err = Examine(a, terms)
		return err
	}
}

// acceptMatter implements serviceitem.Item.Accept: the record has the id and the number of the case.
func (s *Service) acceptMatter(o offer) func(context.Context, unit.Tx, act.By, serviceitem.Matter) (int64, civil.Date,
	error) {
	return func(_ context.Context, tx unit.Tx, by act.By, m serviceitem.Matter) (int64, civil.Date, error) {
		r, err := s.request(tx, o, m.Request)
		if err != nil {
			return 0, 0, err
		}
		c, err := s.accept(tx, by, CaseID(m.ID), m.Number, r)
		return int64(c.ID), c.DecideBy, err
	}
}

// payMatter implements serviceitem.Step.Do.
func (s *Service) payMatter(bank int64) func(context.Context, unit.Tx, act.By, serviceitem.Matter, serviceitem.Form) (
	string, error) {
	return func(ctx context.Context, tx unit.Tx, by act.By, m serviceitem.Matter, f serviceitem.Form) (string, error) {
		c, err := s.endMatter(ctx, tx, m, s.approving(by, Approval{Case: CaseID(m.Ref), Bank: bank,
			Serial: f.Text("serial")}))
		return "准予提取，付出本金" + c.Principal.Grouped() + "元" + interestPaid(c.Interest), err
	}
}

// rejectMatter implements serviceitem.Step.Refuse.
func (s *Service) rejectMatter(ctx context.Context, tx unit.Tx, by act.By, m serviceitem.Matter, reason string) error {
	_, err := s.endMatter(ctx, tx, m, s.rejecting(by, Rejection{Case: CaseID(m.Ref), Reason: reason}))
	return err
}

// endMatter ends the record of a case as part of its unit of work.
func (s *Service) endMatter(ctx context.Context, tx unit.Tx, m serviceitem.Matter, f decision) (Case, error) {
	c, err := s.read(tx, CaseID(m.Ref))
	if err != nil {
		return c, err
	}
	return s.end(ctx, tx, c, m.Office, f)
}

// facts implements serviceitem.Item.Facts.
func (s *Service) facts(o offer) func(unit.Tx, act.By, number.MemberNo, int64) ([]serviceitem.Fact, error) {
	return func(tx unit.Tx, by act.By, no number.MemberNo, ref int64) ([]serviceitem.Fact, error) {
		terms, err := s.terms(tx, by.Branch)
		if err != nil {
			return nil, err
		}
		m, a, err := s.application(tx, Request{Member: no, Reason: o.reason.Code}, terms, CaseID(ref))
		if err != nil {
			return nil, err
		}
		owner, err := s.Members.Personal(tx, m.Person)
		if err != nil {
			return nil, err
		}
		keep, err := KeepMin.On(terms.Policy, terms.Branch, terms.On)
		if err != nil {
			return nil, err
		}
		if o.reason.ClosesAccount() {
			keep = 0
		}
		return shown(a, owner, keep), nil
	}
}

// shown are the facts of an application in words.
func shown(a Application, owner member.Personal, keep money.Fen) []serviceitem.Fact {
	const books, register = "账务", "个人账户登记"
	list := []serviceitem.Fact{
		{Label: "姓名", Value: mask.Name(owner.Name), Source: register},
		{Label: "账户余额", Value: a.Balance.Grouped() + "元", Source: books, Wrong: a.Balance == 0},
		{Label: "可提取余额", Value: max(a.Available()-keep, 0).Grouped() + "元", Source: books,
			Wrong: a.Available() <= keep},
		{Label: "连续足额缴存", Value: fmt.Sprintf("%d个月", a.MonthsPaid), Source: books},
		{Label: "收款银行卡", Value: mask.Card(owner.Card), Source: register, Wrong: owner.Card == ""},
		{Label: "住房公积金贷款", Value: "无未结清贷款", Source: "贷款账务"},
	}
	if a.OpenLoan {
		list[len(list)-1].Value = "有未结清贷款"
	}
	warn := func(there bool, label, value string) {
		if there {
			list = append(list, serviceitem.Fact{Label: label, Value: value, Source: register, Wrong: true})
		}
	}
	warn(a.Closed, "账户状态", "已销户")
	warn(a.FrozenWhole || a.Frozen > 0, "冻结", "账户有冻结")
	warn(a.BannedUntil != 0, "限制期", "至"+a.BannedUntil.String()+"前不能提取")
	warn(a.InProgress, "在办业务", "该账户另有提取正在办理")
	if a.LastAccepted != 0 {
		list = append(list, serviceitem.Fact{Label: "上次同一原因提取", Value: a.LastAccepted.String() + "受理",
			Source: books})
	}
	if a.RentThisYear > 0 {
		list = append(list, serviceitem.Fact{Label: "本年度租房已提", Value: a.RentThisYear.Grouped() + "元", Source: books})
	}
	return list
}
