package member

import (
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// offers make the service items of the register, each in a file of its own, in the order in which doors show them.
var offers = []func(*Service) serviceitem.Item{certificateItem, amendItem}

// Items are the service items of the register of members.
func Items(s *Service) (list []serviceitem.Item) {
	for _, offer := range offers {
		list = append(list, offer(s))
	}
	return list
}

// statement is what a certificate says of an account.
type statement struct {
	Member
	Owner    Personal
	Employer string
	Balance  money.Fen
}

// stated reads what a certificate says.
func (s *Service) stated(tx unit.Tx, no number.MemberNo) (st statement, err error) {
	if st.Member, err = s.Member(tx, no); err != nil {
		return st, err
	}
	if st.Owner, err = s.Personal(tx, st.Person); err != nil {
		return st, err
	}
	e, err := s.Employer(tx, st.Member.Employer)
	if err != nil {
		return st, err
	}
	a, _, err := s.Books.MemberAccount(tx, st.ID)
	st.Employer, st.Balance = e.Name, a.Balance
	return st, err
}

// paidThrough is the last month that was paid for, in words.
func (st statement) paidThrough() string {
	if st.PaidThrough == 0 {
		return "尚未缴存"
	}
	return st.PaidThrough.String()
}

// told is one thing that a certificate says: as the paper says it, as lists may, which register has it, and whether a
// certificate cannot be given while it is so.
type told struct {
	label, value, shown, source string
	wrong                       bool
}

func (st statement) told() []told {
	const register, books = "个人账户登记", "账务"
	monthly := st.EmployerPart + st.MemberPart
	plain := func(label, value, source string) told { return told{label, value, value, source, false} }
	return []told{
		{"姓名", st.Owner.Name, mask.Name(st.Owner.Name), register, false},
		{"身份证号码", st.Owner.IDNo, mask.ID(st.Owner.IDNo), register, false},
		{"个人账号", string(st.No), mask.Card(string(st.No)), register, false}, plain("缴存单位", st.Employer, "单位登记"),
		{"账户状态", st.State.String(), st.State.String(), register, st.State == Closed},
		plain("缴至年月", st.paidThrough(), books),
		{"月缴存额", monthly.String(), monthly.Grouped() + "元", register, false},
		{"账户余额", st.Balance.String(), st.Balance.Grouped() + "元", books, false},
	}
}

// certified are the facts of a certificate that is given out without a person, each read anew.
func (s *Service) certified() (list []serviceitem.Verified) {
	for i, t := range (statement{}).told() {
		list = append(list, serviceitem.Verified{Label: t.label, Source: t.source,
			Read: func(tx unit.Tx, _ act.By, m serviceitem.Matter) (string, bool, error) {
				st, err := s.stated(tx, m.Member)
				if err != nil {
					return "", false, err
				}
				return st.told()[i].shown, st.State != Closed && st.told()[i].value != "", nil
			}})
	}
	return list
}

// today are the parameters, and the open day.
func (s *Service) today(tx unit.Tx) (*policy.Set, civil.Date, error) {
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return nil, 0, err
	}
	set, err := s.Policy.Policy(tx)
	return set, today, err
}

// closed refuses to certify what an account says that is closed.
func closed() *refusal.Refused {
	return refusal.New(CodeClosed, "账户已销户，没有可以证明的现状", "", "需要销户前的情况的，请凭销户提取回单")
}
