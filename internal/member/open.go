package member

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// CodeAccountExists is the code of the refusal of a second account for one person.
const CodeAccountExists = "member.account.exists"

// MaxRows is how many rows one list may have, so that a unit of work stays short.
const MaxRows = 1000

// NewMember is one row of a list of persons to open accounts for (个人账户设立清册).
type NewMember struct {
	Name       string
	IDNo       string      // 身份证件号码
	Mobile     string      // 手机号码
	Card       string      // 本人银行卡号; may be empty
	Wage       money.Fen   // average monthly wage that the base follows from
	FirstMonth civil.Month // zero for the employer's next month
}

// OpenMembers opens accounts for up to MaxRows persons of an employer (个人账户设立, 条例第十五条) and gives their
// numbers in the order of the list. Every bad row is named at once with its number, and then nothing is written.
func (s *Service) OpenMembers(
	ctx context.Context, by act.By, key string, employer EmployerID, list []NewMember,
) ([]number.MemberNo, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.OpenMembers)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 || len(list) > MaxRows {
		return nil, refusal.Bad("member.list.size", fmt.Sprintf("一次开户应为1至%d人", MaxRows))
	}
	var given []number.MemberNo
	err = s.Work.Do(ctx, by, "member.open-members", func(tx unit.Tx) error {
		request := ledger.NewRequest(int64(employer), key, list)
		opening, err := s.Books.Once(tx, request, "opening", func(id int64) error {
			return s.openMembers(ctx, tx, OpeningID(id), employer, list)
		})
		if err != nil {
			return err
		}
		given, err = s.Store.Opened(tx, employer, OpeningID(opening))
		return err
	})
	return given, err
}

func (s *Service) openMembers(ctx context.Context, tx unit.Tx, opening OpeningID, employer EmployerID,
	list []NewMember) error {
	e, err := s.Employer(tx, employer)
	if err != nil {
		return err
	}
	if err := access.Reach(ctx, access.Object{Branch: e.Office, Unit: int64(employer)}); err != nil {
		return err
	}
	if e.State == EmployerClosed {
		return refusal.New(CodeEmployerClosed, "单位账户已销户，不能为职工开户", "", "请先办理单位缴存登记")
	}
	terms, day, err := s.terms(tx, e.Office)
	if err != nil {
		return err
	}
	rows, err := s.checkRows(tx, e, day, list, false)
	if err != nil {
		return err
	}
	waiting, err := s.Lists.Waiting(tx, e.ID)
	if err != nil {
		return err
	}
	var bad []*refusal.Refused
	for i, r := range rows {
		if r.FirstMonth <= waiting {
			bad = append(bad, inRow(i, listConfirmed(waiting)))
		}
	}
	if err := refusal.Join(bad...); err != nil {
		return err
	}
	_, err = s.addMembers(tx, e, opening, rows, func(i int, m *Member) {
		m.Base = terms.Base(rows[i].Wage)
		m.EmployerPart, m.MemberPart = terms.Part(m.Base, e.EmployerRatio), terms.Part(m.Base, e.MemberRatio)
		m.OpenedOn, m.FirstMonth, m.Since = day, rows[i].FirstMonth, rows[i].FirstMonth
	})
	return err
}

// addMembers writes the persons of a list who are not known yet, and an account for each row, filled in by fill.
func (s *Service) addMembers(tx unit.Tx, e Employer, opening OpeningID, rows []candidate,
	fill func(i int, m *Member)) ([]Member, error) {
	var people []PersonRow
	members := make([]Member, len(rows))
	accounts := make([]ledger.AccountID, len(rows))
	for i, r := range rows {
		if r.person == 0 {
			p, err := s.newPerson(tx, r)
			if err != nil {
				return nil, err
			}
			people = append(people, p)
			r.person = p.ID
		}
		m, err := s.newMember(tx, e, r)
		if err != nil {
			return nil, err
		}
		m.Opening = opening
		fill(i, &m)
		members[i], accounts[i] = m, m.ID
	}
	if err := s.Store.AddPeople(tx, people); err != nil {
		return nil, err
	}
	if err := s.Books.OpenMembers(tx, accounts); err != nil {
		return nil, err
	}
	if err := s.Store.AddMembers(tx, members); err != nil {
		return nil, err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "members.opened", ID: int64(opening), Fields: []audit.Field{
		{Name: "employer", Value: fmt.Sprint(e.ID)},
		{Name: "members", Value: fmt.Sprint(len(members))},
		{Name: "new persons", Value: fmt.Sprint(len(people))},
	}})
	return members, nil
}

// candidate is a row that passed the checks.
type candidate struct {
	NewMember
	idNo   idno.Number
	index  string   // blind index of the identity number
	person PersonID // zero for somebody the centre does not know
}

// checkRows finds everything that is wrong with a list, and who of it is known already. taken is for accounts of other
// books, which may lack a mobile and a wage.
func (s *Service) checkRows(tx unit.Tx, e Employer, day civil.Date, list []NewMember, taken bool) (
	[]candidate, error) {
	var bad []*refusal.Refused
	rows := make([]candidate, len(list))
	rowOf := make(map[string]int, len(list)) // by blind index
	indexes := make([]string, 0, len(list))
	for i, r := range list {
		if r.FirstMonth == 0 {
			r.FirstMonth = e.PaidThrough.Add(1)
		}
		no, wrong := r.check(e, day, taken)
		rows[i] = candidate{NewMember: r, idNo: no}
		for _, w := range wrong {
			bad = append(bad, inRow(i, w))
		}
		if no == (idno.Number{}) {
			continue
		}
		index := s.indexOf(no)
		rows[i].index = index
		if first, twice := rowOf[index]; twice {
			bad = append(bad, inRow(i, refusal.Bad("member.row.twice", fmt.Sprintf("与第%d行是同一人", first+1))))
			continue
		}
		rowOf[index] = i
		indexes = append(indexes, index)
	}
	known, err := s.Store.PeopleByIndex(tx, indexes)
	if err != nil {
		return nil, err
	}
	for _, k := range known {
		i := rowOf[k.Index]
		rows[i].person = k.ID
		if k.Open {
			bad = append(bad, inRow(i, AccountExists()))
		}
	}
	if err := refusal.Join(bad...); err != nil {
		return nil, err
	}
	return rows, nil
}

// check finds everything that is wrong with a row by itself. The number is zero when it is wrong.
func (r NewMember) check(e Employer, day civil.Date, taken bool) (no idno.Number, wrong []*refusal.Refused) {
	add := func(is bool, code, text string) {
		if is {
			wrong = append(wrong, refusal.Bad("member.row."+code, text))
		}
	}
	add(!plainName(r.Name), "name", "姓名不能为空，最多120字")
	no, err := idno.Parse(r.IDNo, day)
	if err != nil {
		no = idno.Number{}
		wrong = append(wrong, refusal.Of(err))
	}
	add(!number.IsMobile(r.Mobile) && !(taken && r.Mobile == ""), "mobile", "手机号码应为11位大陆手机号码")
	add(r.Card != "" && !account(r.Card), "card", "银行卡号应为8至32位数字")
	add(r.Wage <= 0 && !taken || r.Wage < 0, "wage", "月工资应大于零")
	add(r.FirstMonth <= e.PaidThrough, "first-month", "起缴月份不能早于单位缴至年月的次月")
	return no, wrong
}

// inRow puts the number of a row, counted from 1, before a refusal.
func inRow(i int, r *refusal.Refused) *refusal.Refused {
	return refusal.New(r.Code, fmt.Sprintf("第%d行：%s", i+1, r.Text), r.Basis, r.Next)
}

func (s *Service) newPerson(tx unit.Tx, r candidate) (PersonRow, error) {
	id, err := s.Books.NextID(tx, "person")
	if err != nil {
		return PersonRow{}, err
	}
	p := PersonRow{ID: PersonID(id), Index: r.index, Name: r.Name}
	if r.Mobile != "" {
		p.MobileIndex = s.index("mobile", r.Mobile)
	}
	if r.Card != "" {
		p.CardIndex = s.index("card", r.Card)
	}
	for _, f := range []struct {
		column, plain string
		sealed        *[]byte
	}{{"id_no", r.idNo.Full(), &p.IDNo}, {"mobile", r.Mobile, &p.Mobile}, {"card", r.Card, &p.Card}} {
		if f.plain == "" {
			continue
		}
		if *f.sealed, err = s.Cipher.Seal([]byte(f.plain), secret.Where("person", f.column, id)); err != nil {
			return PersonRow{}, err
		}
	}
	return p, nil
}

func (s *Service) newMember(tx unit.Tx, e Employer, r candidate) (Member, error) {
	id, err := s.Books.NextID(tx, "member")
	if err != nil {
		return Member{}, err
	}
	no, err := s.Numbers.Member(id)
	if err != nil {
		return Member{}, err
	}
	return Member{ID: ledger.AccountID{Home: int64(e.ID), ID: id}, No: no, Person: r.person, Employer: e.ID,
		State: Normal}, nil
}

// AccountExists refuses a second account for one person.
func AccountExists() *refusal.Refused {
	return refusal.New(CodeAccountExists, "该职工在本中心已有个人账户，不能重复开户", "住房公积金管理条例第十三条",
		"请办理内部转移；原账户已封存的，转移后启封")
}
