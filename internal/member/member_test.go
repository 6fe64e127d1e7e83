package member_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	by    = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	today = civil.DateOf(2024, 1, 2)
	jan   = civil.MonthOf(2024, 1)
)

// centre is a centre with nobody in it yet.
type centre struct {
	*testing.T
	*member.Service
}

func open(t *testing.T, w *opentest.World) *centre {
	c := &centre{t, w.Members(t)}
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, today) })
	return c
}

func (c *centre) do(f func(unit.Tx) error) {
	c.Helper()
	if err := c.Work.Do(context.Background(), by, "test", f); err != nil {
		c.Fatal(err)
	}
}

func newEmployer(n int) member.NewEmployer {
	r := opentest.Employer(n)
	r.MemberRatio = 800_000
	return r
}

func newMembers(from, n int) []member.NewMember {
	list := make([]member.NewMember, n)
	for i := range list {
		list[i] = opentest.Person(from + i)
	}
	return list
}

func (c *centre) employer(n int) member.EmployerID {
	c.Helper()
	id, err := c.OpenEmployer(context.Background(), by, fmt.Sprint("e", n), newEmployer(n))
	if err != nil {
		c.Fatal(err)
	}
	return id
}

func (c *centre) members(e member.EmployerID, from, n int) []number.MemberNo {
	c.Helper()
	list, err := c.OpenMembers(context.Background(), by, fmt.Sprint("m", from), e, newMembers(from, n))
	if err != nil {
		c.Fatal(err)
	}
	return list
}

// taken is somebody who was taken over with so much of the current year on the account, paid up to the month before.
func taken(n int, current money.Fen) member.TakenMember {
	return member.TakenMember{NewMember: opentest.Person(n), State: member.Normal, OpenedOn: today, Since: jan - 1,
		PaidThrough: jan - 1, Current: current}
}

func (c *centre) takeOver(e member.EmployerID, rows ...member.TakenMember) []number.MemberNo {
	c.Helper()
	list, err := c.TakeOver(context.Background(), by, []member.Takeover{{Key: "o", Employer: e, BankAccount: 1,
		Rows: rows}})
	if err != nil {
		c.Fatal(err)
	}
	return list[0]
}

func (c *centre) member(no number.MemberNo) (m member.Member) {
	c.Helper()
	err := c.Work.Read(context.Background(), func(tx unit.Tx) (err error) { m, err = c.Member(tx, no); return err })
	if err != nil {
		c.Fatal(err)
	}
	return m
}

func TestAnEmployerIsRegisteredOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		first := c.employer(1)
		if again := c.employer(1); again != first {
			t.Errorf("the same request gave %d, then %d", first, again)
		}
		_, err := c.OpenEmployer(context.Background(), by, "other", newEmployer(1))
		if !refusal.Is(err, member.CodeEmployerExists) {
			t.Errorf("a second account for one code: %v", err)
		}
		second := c.employer(2)
		err = w.Store.Read(context.Background(), func(tx unit.Tx) error {
			for id, want := range map[member.EmployerID]string{first: "6401010000010", second: "6401010000028"} {
				e, err := c.Employer(tx, id)
				if err != nil {
					return err
				}
				byNo, err := c.EmployerByNo(tx, e.No)
				if err != nil || byNo.ID != id {
					t.Errorf("number %s leads to %d, %v", e.No, byNo.ID, err)
				}
				if string(e.No) != want || e.PaidThrough != jan-1 || e.State != member.EmployerOpened || e.Late {
					t.Errorf("got %+v, want number %s", e, want)
				}
			}
			for _, who := range [][2]string{{"620000002", ""}, {"", "示例单位2"}, {"1", "示例单位2"}} {
				if id, err := c.EmployerPaying(tx, who[0], who[1]); err != nil || id != second {
					t.Errorf("payer %v is %d, %v", who, id, err)
				}
			}
			id, err := c.EmployerPaying(tx, "1", "别人")
			if id != 0 {
				t.Errorf("a stranger is employer %d", id)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestEveryMistakeInAnEmployersFormIsNamedAtOnce(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	r := newEmployer(1)
	r.USCC, r.Name, r.Office, r.PayDay, r.AgentMobile = r.USCC[:17]+"0", "", "09", 32, "12345"
	r.FoundedOn, r.MemberRatio, r.FirstMonth, r.PayerAccount = today+1, 750_000, jan+2, "x"
	_, err := c.OpenEmployer(context.Background(), by, "e", r)
	got := refusal.Of(err)
	if got == nil || got.Code != "uscc.check" || len(got.Also) != 8 {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"单位名称", "管理部", "设立日期", "5%至12%", "发薪日", "首次汇缴月份", "付款账号", "手机号码"} {
		if !strings.Contains(got.Error(), want) {
			t.Errorf("%q is not named: %s", want, got)
		}
	}
	r = newEmployer(1)
	r.FoundedOn = today.AddDays(-31)
	id, err := c.OpenEmployer(context.Background(), by, "e", r)
	if err != nil {
		t.Fatalf("a corrected form under the key of a refused one: %v", err)
	}
	c.do(func(tx unit.Tx) error {
		e, err := c.Employer(tx, id)
		if !e.Late {
			t.Error("31 days after its founding the registration is late")
		}
		return err
	})
}

func TestAThousandMembersOpenInOneUnit(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		e := c.employer(1)
		list := c.members(e, 0, member.MaxRows)
		again := c.members(e, 0, member.MaxRows)
		for i, no := range list {
			if no != again[i] {
				t.Fatalf("row %d has number %s, then %s", i+1, no, again[i])
			}
			if _, err := number.ParseMember(string(no)); err != nil {
				t.Fatalf("row %d: %v", i+1, err)
			}
		}
		m := c.member(list[999])
		if m.State != member.Normal || m.Base != 725600 || m.EmployerPart != 72600 || m.MemberPart != 58000 ||
			m.FirstMonth != jan || m.OpenedOn != today || m.Employer != e || m.ID.Home != int64(e) {
			t.Errorf("got %+v", m)
		}
		want := opentest.Person(999)
		c.do(func(tx unit.Tx) error {
			p, err := c.Personal(tx, m.Person)
			if (p != member.Personal{Name: want.Name, IDNo: want.IDNo, Mobile: want.Mobile, Card: want.Card}) {
				t.Errorf("got %+v", p)
			}
			return err
		})
	})
}

func TestEveryBadRowIsNamedAndNothingIsWritten(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	ctx := context.Background()
	e := c.employer(1)
	c.members(e, 0, 1)
	list := newMembers(0, 8)
	list[1].IDNo = list[1].IDNo[:17] + "0"
	list[2].Mobile = "23900000000"
	list[3].Wage = 0
	list[4] = list[5]
	list[6].Name, list[6].Card, list[6].FirstMonth = " ", "6222", jan-1
	_, err := c.OpenMembers(ctx, by, "bad", e, list)
	got := refusal.Of(err)
	if got == nil {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"第1行：该职工在本中心已有个人账户", "第2行：身份证件号码", "第3行：手机", "第4行：月工资",
		"第6行：与第5行是同一人", "第7行：姓名", "第7行：银行卡号", "第7行：起缴月份"} {
		if !strings.Contains(got.Error(), want) {
			t.Errorf("%q is not named: %s", want, got)
		}
	}
	if len(got.Also) != 7 {
		t.Errorf("%d reasons: %s", len(got.Also)+1, got)
	}
	for _, r := range append(got.Also, *got) {
		for _, n := range list {
			if strings.Contains(r.Text, n.IDNo) || strings.Contains(r.Text, n.Mobile) {
				t.Errorf("a refusal holds personal data: %s", r.Text)
			}
		}
	}
	c.members(e, 1, 7) // none of them is there yet
	for _, n := range []int{0, member.MaxRows + 1} {
		if _, err := c.OpenMembers(ctx, by, "size", e, newMembers(100, n)); refusal.Of(err) == nil {
			t.Errorf("a list of %d was taken: %v", n, err)
		}
	}
	_, err = c.OpenMembers(ctx, by, "nobody", 999, newMembers(100, 1))
	if !refusal.Is(err, member.CodeEmployerUnknown) {
		t.Errorf("an employer that is not there: %v", err)
	}
}

func TestTwoNumbersThatLookAlikeWhenMaskedAreTwoPersons(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	list := newMembers(0, 1)
	for year := 1960; len(list) < 2; year++ {
		other := opentest.Person(0)
		first := fmt.Sprintf("640199%d0101000", year)
		if other.IDNo = first + string(idno.CheckDigit(first)); other.IDNo[14:] == list[0].IDNo[14:] {
			list = append(list, other)
		}
	}
	if _, err := c.OpenMembers(context.Background(), by, "m", c.employer(1), list); err != nil {
		t.Error(err)
	}
}

func TestABaseStaysWithinTheBoundsOfItsOffice(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	form := newEmployer(1)
	form.Office = "03"
	county, err := c.OpenEmployer(context.Background(), by, "county", form)
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range []member.EmployerID{c.employer(2), county} {
		list := newMembers(10*i, 2)
		list[0].Wage, list[1].Wage = 1*money.Yuan, 90_000*money.Yuan
		numbers, err := c.OpenMembers(context.Background(), by, fmt.Sprint("b", i), e, list)
		if err != nil {
			t.Fatal(err)
		}
		lower := []money.Fen{1950 * money.Yuan, 1840 * money.Yuan}[i]
		if got := c.member(numbers[0]).Base; got != lower {
			t.Errorf("lowest base is %s, want %s", got, lower)
		}
		if got := c.member(numbers[1]).Base; got != 29_100*money.Yuan {
			t.Errorf("highest base is %s", got)
		}
	}
}

func TestSealingStopsAndUnsealingResumes(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		ctx := context.Background()
		e := c.employer(1)
		list := c.members(e, 0, 3)
		seal := member.Sealing{Employer: e, Members: list[:2], Month: jan, Reason: member.Resigned}
		if err := c.Seal(ctx, by, "s", seal); err != nil {
			t.Fatal(err)
		}
		if err := c.Seal(ctx, by, "s", seal); err != nil {
			t.Errorf("the same request again: %v", err)
		}
		m := c.member(list[1])
		if m.State != member.Sealed || m.SealedOn != today || m.SealedFrom != jan || m.SealReason != member.Resigned {
			t.Errorf("got %+v", m)
		}
		seal.Members = list
		err := c.Seal(ctx, by, "s2", seal)
		if got := refusal.Of(err); got == nil || got.Code != member.CodeAccountState || len(got.Also) != 1 {
			t.Errorf("two of three are sealed already: %v", err)
		}
		if c.member(list[2]).State != member.Normal {
			t.Error("a refused list sealed one account")
		}
		resume := member.Unsealing{Employer: e, Members: list[:1], Month: jan + 2}
		if err := c.Unseal(ctx, by, "u", resume); err != nil {
			t.Fatal(err)
		}
		if m := c.member(list[0]); m.State != member.Normal || m.FirstMonth != jan+2 || m.SealedOn != 0 {
			t.Errorf("got %+v", m)
		}
		resume.Members, resume.Month = list[1:2], jan-1
		if err := c.Unseal(ctx, by, "u2", resume); refusal.Of(err) == nil {
			t.Errorf("unsealed before it was sealed: %v", err)
		}
		seal.Members, seal.Employer = list[2:], c.employer(2)
		if err := c.Seal(ctx, by, "s3", seal); !refusal.Is(err, member.CodeAccountUnknown) {
			t.Errorf("another employer's member: %v", err)
		}
	})
}

func TestAPaidMonthIsNotSealedAndNobodyIsNamedTwice(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	ctx := context.Background()
	e := c.employer(1)
	list := c.takeOver(e, taken(0, 1))
	seal := member.Sealing{Employer: e, Members: list, Month: jan - 1, Reason: member.UnpaidLeave}
	if err := c.Seal(ctx, by, "paid", seal); !refusal.Is(err, member.CodeAlreadyPaid) {
		t.Errorf("sealed from a month that is paid: %v", err)
	}
	seal.Month, seal.Members = jan, append(list, list[0])
	err := c.Seal(ctx, by, "twice", seal)
	if !refusal.Is(err, member.CodeAccountUnknown) || !strings.Contains(err.Error(), "第2行") {
		t.Errorf("one member was named twice: %v", err)
	}
	seal.Members, seal.Reason = list, 0
	if err := c.Seal(ctx, by, "why", seal); !refusal.Is(err, "member.seal.reason") {
		t.Errorf("sealed without a reason: %v", err)
	}
}

func TestBalancesOpenSplitAndPayForTheMonthsBefore(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		ctx := context.Background()
		e := c.employer(1)
		never, long := taken(1, 0), taken(2, 1_200_00)
		never.Since, never.PaidThrough = 0, 0
		long.Since, long.Carried = jan-12, 5_000_00
		rows := []member.TakenMember{taken(0, 100_00), never, long}
		list := c.takeOver(e, rows...)
		if again := c.takeOver(e, rows...); !slices.Equal(again, list) {
			t.Errorf("asked again, the accounts are %v after %v", again, list)
		}
		c.do(func(tx unit.Tx) error {
			for i, want := range []ledger.MemberAccount{{Balance: 100_00, PaidThrough: jan - 1, Seq: 1}, {},
				{Balance: 6_200_00, Carried: 5_000_00, PaidThrough: jan - 1, Seq: 2}} {
				m := c.member(list[i])
				a, _, err := w.Books.MemberAccount(tx, m.ID)
				if err != nil {
					return err
				}
				if a.Balance != want.Balance || a.Carried != want.Carried || a.PaidThrough != want.PaidThrough ||
					a.Seq != want.Seq {
					t.Errorf("account %d is %+v", i, a)
				}
				if got := m.MonthsInRow(); got != []int{1, 0, 12}[i] {
					t.Errorf("account %d has %d months in a row", i, got)
				}
			}
			balance, err := w.Books.HolderBalance(tx, ledger.FundDemand, 1)
			if balance != -6_300_00 {
				t.Errorf("the bank account holds %s", -balance)
			}
			return err
		})
		r := member.Takeover{Key: "o2", Employer: e, BankAccount: 1, Rows: rows}
		if _, err := c.TakeOver(ctx, by, []member.Takeover{r}); !refusal.Is(err, member.CodeAccountExists) {
			t.Errorf("balances were brought in twice: %v", err)
		}
		r.Rows = []member.TakenMember{taken(3, 1<<62)}
		r.Key, r.Rows[0].Carried = "o3", 1<<62
		if _, err := c.TakeOver(ctx, by, []member.Takeover{r}); !refusal.Is(err, "member.balance.amount") {
			t.Errorf("amounts nobody has: %v", err)
		}
	})
}

func TestOnlyAnEmptyAccountClosesAndOnlyItsOwnerOwnsIt(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		ctx := context.Background()
		e := c.employer(1)
		list := c.takeOver(e, taken(0, 1))
		empty, err := c.OpenMembers(ctx, by, "empty", e, newMembers(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, empty...)
		closing := func(no number.MemberNo) error {
			return w.Store.Do(ctx, by, "test", func(tx unit.Tx) error { return c.CloseMember(tx, no, member.Retired) })
		}
		if err := closing(list[0]); !refusal.Is(err, ledger.CodeNotEmpty) {
			t.Errorf("closed an account with money: %v", err)
		}
		if err := closing(list[1]); err != nil {
			t.Fatal(err)
		}
		m := c.member(list[1])
		if m.State != member.Closed || m.ClosedOn != today || m.CloseReason != member.Retired {
			t.Errorf("got %+v", m)
		}
		if err := closing(list[1]); !refusal.Is(err, ledger.CodeNotEmpty) {
			t.Errorf("closed an account twice: %v", err)
		}
		c.do(func(tx unit.Tx) error {
			no, err := idno.Parse(opentest.Person(1).IDNo, today)
			if err != nil {
				return err
			}
			person, err := c.PersonByIDNo(tx, no)
			if err != nil || person != m.Person {
				t.Errorf("the number leads to person %d, %v", person, err)
			}
			for name, find := range map[string]func() ([]member.PersonID, error){
				"mobile": func() ([]member.PersonID, error) { return c.PeopleByMobile(tx, opentest.Person(1).Mobile) },
				"card":   func() ([]member.PersonID, error) { return c.PeopleByCard(tx, opentest.Person(1).Card) },
			} {
				if found, err := find(); err != nil || !slices.Contains(found, m.Person) || len(found) > 1 {
					t.Errorf("the %s leads to %v, %v, want person %d", name, found, err, m.Person)
				}
			}
			if found, err := c.PeopleByCard(tx, opentest.Person(1).Mobile); err != nil || len(found) != 0 {
				t.Errorf("a mobile taken for a card leads to %v, %v", found, err)
			}
			if _, err := c.Owned(tx, list[0], person); !refusal.Is(err, member.CodeNotOwner) {
				t.Errorf("one member acts on the account of another: %v", err)
			}
			_, err = c.Owned(tx, list[1], person)
			return err
		})
		if again := c.members(e, 1, 1); again[0] == list[1] {
			t.Error("a number was used again")
		}
		if now := c.member(c.members(e, 1, 1)[0]); now.Person != m.Person {
			t.Errorf("one person became %d and %d", m.Person, now.Person)
		}
	})
}
