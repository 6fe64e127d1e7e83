package member

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// TakenEmployer is an employer of the books that were kept before these (期初单位). Its form may lack an agent, whom
// the centre asks for at the next occasion. FirstMonth is of no account: the month after PaidThrough is the next one.
type TakenEmployer struct {
	Key string `json:"-"` // request key
	NewEmployer
	State       EmployerState
	OpenedOn    civil.Date
	PaidThrough civil.Month // 缴至年月
}

// Terms are those in force for an office on a day.
func (s *Service) Terms(tx unit.Tx, office string, day civil.Date) (Terms, error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return Terms{}, err
	}
	return TermsOn(set, office, day)
}

// CheckEmployer refuses an employer that cannot be taken over on a day, with everything that is wrong with it.
func (s *Service) CheckEmployer(tx unit.Tx, r TakenEmployer, day civil.Date) error {
	terms, err := s.Terms(tx, r.Office, day)
	if err != nil {
		return err
	}
	return r.check(terms, s.Offices, day)
}

// CheckDay refuses a first day of the books on which the parameters of an office are not known.
func (s *Service) CheckDay(tx unit.Tx, day civil.Date) error {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return err
	}
	for _, o := range s.Offices {
		if _, err := TermsOn(set, o.Code, day); err != nil {
			return refusal.Bad("member.day", fmt.Sprintf("%s没有“%s”的缴存基数、比例等政策参数", day, o.Name))
		}
	}
	return nil
}

func (r TakenEmployer) check(terms Terms, offices []Office, day civil.Date) error {
	bad := []*refusal.Refused{refusal.Of(r.form().check(terms, offices, day, true))}
	if !slices.Contains([]EmployerState{EmployerNormal, EmployerOpened, EmployerDeferred, EmployerSealed}, r.State) {
		bad = append(bad, refusal.Bad("member.employer.state", "单位账户状态应为正常、开户、缓缴或封存"))
	}
	if r.OpenedOn == 0 || r.OpenedOn > day || r.PaidThrough == 0 || r.PaidThrough > day.Month().Add(12) {
		bad = append(bad, refusal.Bad("member.employer.opened", "开户日期、缴至年月不能为空，开户日期不能晚于建账日"))
	}
	return refusal.Join(bad...)
}

// form is the employer as it stands in the register: one that gives no day of founding was there when it opened.
func (r TakenEmployer) form() NewEmployer {
	form := r.NewEmployer
	if form.FoundedOn == 0 {
		form.FoundedOn = r.OpenedOn
	}
	form.FirstMonth = r.PaidThrough.Add(1)
	return form
}

// MostEmployers is how many employers one call takes over at most.
const MostEmployers = 50

// TakeEmployers takes employers over when the books begin (期初建账), each under its own request key, and gives their new
// ids in the order of the list: all of them or none.
func (s *Service) TakeEmployers(ctx context.Context, by act.By, list []TakenEmployer) ([]EmployerID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 || len(list) > MostEmployers {
		return nil, refusal.Bad("member.list.size", fmt.Sprintf("一次建账应为1至%d户单位", MostEmployers))
	}
	ids := make([]EmployerID, len(list))
	err = s.Work.Do(ctx, by, "member.take-employers", func(tx unit.Tx) error {
		for i, r := range list {
			id, err := s.Books.Once(tx, ledger.NewRequest(0, r.Key, r), "employer", func(id int64) error {
				return s.takeEmployer(tx, EmployerID(id), r)
			})
			if err != nil {
				return err
			}
			ids[i] = EmployerID(id)
		}
		return nil
	})
	return ids, err
}

func (s *Service) takeEmployer(tx unit.Tx, id EmployerID, r TakenEmployer) error {
	terms, day, err := s.terms(tx, r.Office)
	if err != nil {
		return err
	}
	if err := r.check(terms, s.Offices, day); err != nil {
		return err
	}
	return s.addEmployer(tx, r.form(), Employer{ID: id, State: r.State, OpenedOn: r.OpenedOn,
		PaidThrough: r.PaidThrough})
}

// TakenMember is an account of the books that were kept before these (期初个人账户), with what is on it. Wage is the
// base as it stands; the mobile may be missing.
type TakenMember struct {
	NewMember
	State        State
	OpenedOn     civil.Date
	EmployerPart money.Fen
	MemberPart   money.Fen
	Since        civil.Month // first month of the unbroken contributions up to PaidThrough; zero if never paid
	PaidThrough  civil.Month // 缴至年月; zero if never paid
	SealedFrom   civil.Month // zero unless sealed
	SealReason   SealReason
	Carried      money.Fen        // 上年结转
	Current      money.Fen        // 当年归集
	Product      money.DayProduct // 积数 since the last 1 July up to and without the open day
}

// Takeover asks to take over members of an employer, with the money for them in one bank account.
type Takeover struct {
	Key         string `json:"-"` // request key
	Employer    EmployerID
	BankAccount int64
	Rows        []TakenMember
}

// TakeOver takes accounts over when the books begin (期初建账), of some employers and at most MaxRows in all, and gives
// their new numbers in the order of the lists: persons, accounts, balances split carried and current in one voucher for
// each employer, day-products, and who is sealed. Every bad row of an employer is named at once, and then nothing is
// written, of nobody.
func (s *Service) TakeOver(ctx context.Context, by act.By, list []Takeover) ([][]number.MemberNo, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return nil, err
	}
	rows := 0
	for _, r := range list {
		if rows += len(r.Rows); len(r.Rows) == 0 {
			rows = MaxRows + 1
		}
	}
	if rows == 0 || rows > MaxRows {
		return nil, refusal.Bad("member.list.size", fmt.Sprintf("一次建账应为1至%d人", MaxRows))
	}
	given, requests := make([][]number.MemberNo, len(list)), make([]ledger.Request, len(list))
	for i, r := range list {
		requests[i] = ledger.NewRequest(int64(r.Employer), r.Key, r)
	}
	err = s.Work.Do(ctx, by, "member.take-over", func(tx unit.Tx) error {
		for i, r := range list {
			opening, err := s.Books.Once(tx, requests[i], "opening", func(id int64) error {
				return s.takeOver(tx, OpeningID(id), r)
			})
			if err != nil {
				return err
			}
			if given[i], err = s.Store.Opened(tx, r.Employer, OpeningID(opening)); err != nil {
				return err
			}
		}
		return nil
	})
	return given, err
}

func (s *Service) takeOver(tx unit.Tx, opening OpeningID, r Takeover) error {
	e, err := s.Employer(tx, r.Employer)
	if err != nil {
		return err
	}
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	if err := r.check(day); err != nil {
		return err
	}
	list := make([]NewMember, len(r.Rows))
	for i, row := range r.Rows {
		list[i] = row.form(e.PaidThrough) // the month itself is taken from the row below
	}
	rows, err := s.checkRows(tx, e, day, list, true)
	if err != nil {
		return err
	}
	members, err := s.addMembers(tx, e, opening, rows, func(i int, m *Member) {
		row := r.Rows[i]
		m.Base, m.EmployerPart, m.MemberPart = row.Wage, row.EmployerPart, row.MemberPart
		m.OpenedOn, m.FirstMonth = row.OpenedOn, row.Since
		if row.Since == 0 {
			m.FirstMonth = e.PaidThrough.Add(1)
		}
		m.Since = m.FirstMonth
	})
	if err != nil {
		return err
	}
	if err := s.postTaken(tx, e, r, members); err != nil {
		return err
	}
	return s.sealTaken(tx, r, members)
}

// maxBalance is more than any account holds: an amount beyond it is a slip of the pen.
const maxBalance = 10_000 * money.Wan

// check finds every row that cannot be taken over.
func (r Takeover) check(day civil.Date) error {
	var bad []*refusal.Refused
	for i, row := range r.Rows {
		if wrong := row.check(day); wrong != nil {
			bad = append(bad, inRow(i, wrong))
		}
	}
	return refusal.Join(bad...)
}

// check says what is wrong with what an account brings along.
func (r TakenMember) check(day civil.Date) *refusal.Refused {
	switch {
	case r.Carried < 0, r.Current < 0, r.Carried > maxBalance, r.Current > maxBalance, r.Product < 0,
		r.EmployerPart < 0, r.MemberPart < 0:
		return refusal.Bad("member.balance.amount", "期初余额、积数和月缴存额不能为负数，余额不超过一亿元")
	case r.Since > r.PaidThrough, r.PaidThrough != 0 && r.Since == 0:
		return refusal.Bad("member.balance.since", "起缴月份不能为空，也不能晚于缴至年月")
	case r.OpenedOn == 0, r.OpenedOn > day:
		return refusal.Bad("member.row.opened", "开户日期不能为空，也不能晚于建账日")
	case r.State != Normal && r.State != Sealed,
		r.State == Sealed && (r.SealReason < Resigned || r.SealReason > OtherSealing || r.SealedFrom <= r.PaidThrough):
		return wrongState("账户状态应为正常或封存；封存的须有原因，并从缴至年月之后起封")
	}
	return nil
}

// form is the account as a new one of an employer that has paid through a month.
func (r TakenMember) form(paid civil.Month) NewMember {
	form := r.NewMember
	form.FirstMonth = max(r.Since, paid.Add(1))
	return form
}

// CheckMember refuses an account that cannot be taken over with its employer on a day, with everything that is wrong
// with it by itself. Who has an account already, only the books and the rest of the list say.
func (s *Service) CheckMember(e TakenEmployer, r TakenMember, day civil.Date) error {
	bad := []*refusal.Refused{r.check(day)}
	_, wrong := r.form(e.PaidThrough).check(Employer{PaidThrough: e.PaidThrough}, day, true)
	return refusal.Join(append(bad, wrong...)...)
}

// postTaken posts what the accounts have, and carries the day-products.
func (s *Service) postTaken(tx unit.Tx, e Employer, r Takeover, members []Member) error {
	type batch struct {
		month   civil.Month
		carried bool
	}
	batches := map[batch][]ledger.MemberRow{}
	var carry []ledger.CarriedAccount
	var total money.Fen
	for i, row := range r.Rows {
		id := members[i].ID
		total = money.Sum(total, row.Carried, row.Current)
		for _, part := range []struct {
			amount  money.Fen
			carried bool
		}{{row.Carried, true}, {row.Current, false}} {
			if part.amount > 0 {
				b := batch{row.PaidThrough, part.carried}
				batches[b] = append(batches[b], ledger.MemberRow{Account: id, Amount: part.amount})
			}
		}
		c := ledger.CarriedAccount{Account: id, Product: row.Product}
		if row.Carried+row.Current == 0 {
			c.PaidThrough = row.PaidThrough
		}
		if c.Product > 0 || c.PaidThrough != 0 {
			carry = append(carry, c)
		}
	}
	if total > 0 {
		p := ledger.Posting{Kind: ledger.KindOpening, Branch: e.Office, Summary: "期初余额 单位" + string(e.No),
			Lines:   []ledger.Line{ledger.Debit(ledger.FundDemand, total), ledger.Credit(ledger.HousingFund, total)},
			Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: r.BankAccount, Amount: -total}}}
		order := slices.SortedFunc(maps.Keys(batches), func(a, b batch) int {
			if a.carried != b.carried {
				return map[bool]int{true: -1, false: 1}[a.carried]
			}
			return cmp.Compare(a.month, b.month)
		})
		for _, b := range order {
			p.Members = append(p.Members, ledger.MemberBatch{Kind: ledger.MoveOpening, AllCarried: b.carried,
				PaidThrough: b.month, Rows: batches[b]})
		}
		if _, err := s.Books.Post(tx, p); err != nil {
			return err
		}
	}
	if err := s.Books.Carry(tx, carry); err != nil {
		return err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "members.taken-over", ID: int64(e.ID), Fields: []audit.Field{
		{Name: "members", Value: fmt.Sprint(len(members))}, {Name: "amount", Value: total.String()}}})
	return nil
}

// sealTaken seals those who were sealed before, as of the open day, together where month and reason are the same.
func (s *Service) sealTaken(tx unit.Tx, r Takeover, members []Member) error {
	type sealing struct {
		month civil.Month
		why   SealReason
	}
	groups := map[sealing][]Member{}
	for i, row := range r.Rows {
		if row.State == Sealed {
			g := sealing{row.SealedFrom, row.SealReason}
			groups[g] = append(groups[g], members[i])
		}
	}
	order := slices.SortedFunc(maps.Keys(groups), func(a, b sealing) int {
		return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.why, b.why))
	})
	for _, g := range order {
		// The day is not handed in; how long an account has been sealed counts from the first month without money.
		n, err := s.Store.SetSealed(tx, accountsOf(groups[g]), g.month.First(), g.month, g.why)
		if err := all(n, groups[g], err); err != nil {
			return err
		}
	}
	return nil
}
