package opening

import (
	"encoding/base64"
	"fmt"
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// open opens a sealed value of the staging area; nothing stays nothing.
func (s *Service) open(t Table, column string, ref int64, stored string) (string, error) {
	if stored == "" {
		return "", nil
	}
	b, err := base64.RawStdEncoding.DecodeString(stored)
	if err == nil {
		b, err = s.Cipher.Open(b, t.where(Field{Column: column}, ref))
	}
	if err != nil {
		return "", fmt.Errorf("%s of row %d in %s: %w", column, ref, t.Code, err)
	}
	return string(b), nil
}

// employer is a staged employer as the members' register takes it over.
func (s *Service) employer(e StagedEmployer) (member.TakenEmployer, error) {
	mobile, err := s.open(employerTable, "agent_mobile", e.Ref, e.AgentMobile)
	if err != nil {
		return member.TakenEmployer{}, err
	}
	state, _ := strconv.Atoi(e.State) // a code of the list
	return member.TakenEmployer{NewEmployer: member.NewEmployer{USCC: e.USCC, Name: e.Name, Office: e.Office,
		FoundedOn: e.Founded, EmployerRatio: e.EmployerRatio, MemberRatio: e.MemberRatio, PayDay: e.PayDay,
		PayerAccount: e.PayerAccount, AgentName: e.Agent, AgentMobile: mobile},
		State: member.EmployerState(state), OpenedOn: e.Opened, PaidThrough: e.PaidThrough}, nil
}

// account is a staged account as the members' register takes it over. Of a sealed account that does not say from
// which month on and why, it is the month after the last one paid, or the first of the books, and 其他.
func (s *Service) account(a StagedAccount, first civil.Month) (member.TakenMember, error) {
	p, err := s.person(
		member.TakenPerson{Name: a.Name, IDNo: a.IDNo, Mobile: a.Mobile, Card: a.Card}, a.PersonRef, a.Ref)
	m := member.TakenMember{
		NewMember: member.NewMember{Name: p.Name, IDNo: p.IDNo, Mobile: p.Mobile, Card: p.Card, Wage: a.Base},
		State:     member.Normal, OpenedOn: a.Opened, EmployerPart: a.EmployerPart, MemberPart: a.MemberPart,
		Since: a.Since, PaidThrough: a.PaidThrough, Carried: a.Carried, Current: a.Current, Product: a.Product}
	if err != nil || a.State != "02" {
		return m, err
	}
	m.State, m.SealedFrom, m.SealReason = member.Sealed, a.SealedFrom, member.OtherSealing
	if m.SealedFrom == 0 {
		if m.SealedFrom = first; a.PaidThrough != 0 {
			m.SealedFrom = a.PaidThrough.Add(1)
		}
	}
	if why, err := strconv.Atoi(a.SealReason); err == nil {
		m.SealReason = member.SealReason(why)
	}
	return m, nil
}

// takenLoan is a staged loan with what lending takes over.
type takenLoan struct {
	StagedLoan
	loan.OpeningLoan
}

// loans reads the next loans of an office, with their arrears.
func (s *Service) loans(tx unit.Tx, office string, after int64) ([]takenLoan, error) {
	staged, err := s.Store.Loans(tx, office, after, loan.MostAtOnce)
	if err != nil || len(staged) == 0 {
		return nil, err
	}
	numbers := make([]string, len(staged))
	for i, l := range staged {
		numbers[i] = l.No
	}
	arrears, err := s.Store.Arrears(tx, numbers)
	if err != nil {
		return nil, err
	}
	owed := map[string][]loan.Arrear{}
	for _, a := range arrears {
		since := max(a.Since, a.Due)
		owed[a.Loan] = append(owed[a.Loan], loan.Arrear{Number: a.Number, Due: a.Due, Principal: a.Principal,
			Interest: a.Interest, Penalty: a.Penalty, Since: since})
	}
	list := make([]takenLoan, len(staged))
	for i, l := range staged {
		method, _ := loan.MethodOf(l.Method) // another is on the work list
		list[i] = takenLoan{l, loan.OpeningLoan{Account: l.Borrower, Branch: office, Home: loan.FirstHome,
			Contract: l.Contract, Amount: l.Amount, Balance: l.Balance, Months: l.Months, Next: l.Next, Rate: l.Rate,
			Disbursed: l.Disbursed, Signed: l.Signed, Payment: l.Payment, NextDue: l.Due, DueDay: l.DueDay,
			Arrears: owed[l.No], Method: method}}
		if l.Homes == "2" {
			list[i].Home = loan.SecondHome
		}
	}
	return list, nil
}

// account is a staged bank account as the treasury registers it.
func (b StagedBank) account() treasury.BankAccount {
	account := treasury.BankAccount{ID: b.ID, Name: b.Name, Bank: b.Bank, Number: b.Number, Nature: treasury.FundNature}
	if b.Nature == surplusNature {
		account.Nature = treasury.SurplusNature
	}
	return account
}

// taken is a staged time deposit as the treasury takes it over.
func (d StagedDeposit) taken() treasury.TakenDeposit {
	return treasury.TakenDeposit{Bank: d.Bank, Amount: d.Amount, Rate: d.Rate, Months: d.Months, Placed: d.Placed,
		Due: d.Due, Accrued: d.Accrued}
}

// taken is staged money that waits as the collection takes it over.
func (p StagedSuspense) taken() contribution.TakenReceipt {
	return contribution.TakenReceipt{Employer: p.Employer, Arrival: contribution.Arrival{BankAccount: p.Bank,
		Serial: p.Serial, PayerAccount: p.PayerAccount, PayerName: p.PayerName, Amount: p.Amount, Remark: "期初",
		ValueDate: p.Arrived}}
}

// taken is a staged ban as the withdrawals take it over.
func (b StagedBan) taken() withdrawal.TakenBan {
	return withdrawal.TakenBan{Member: b.Member, Decided: b.Decided, Until: b.Until, Decision: b.Document}
}

// banned is the person of a staged ban as the members' register takes over somebody without an account.
func (s *Service) banned(b StagedBan) (member.TakenPerson, error) {
	return s.person(member.TakenPerson{Name: b.Name, IDNo: b.IDNo, Mobile: b.Mobile, Card: b.Card}, b.PersonRef,
		b.AccountRef)
}

// person opens what is sealed of somebody in their staged row, and of the card in that of their account.
func (s *Service) person(p member.TakenPerson, row, account int64) (member.TakenPerson, error) {
	for _, f := range []struct {
		table  Table
		column string
		ref    int64
		text   *string
	}{{personTable, "id_no", row, &p.IDNo}, {personTable, "mobile", row, &p.Mobile},
		{accountTable, "card", account, &p.Card}} {
		var err error
		if *f.text, err = s.open(f.table, f.column, f.ref, *f.text); err != nil {
			return p, err
		}
	}
	return p, nil
}
