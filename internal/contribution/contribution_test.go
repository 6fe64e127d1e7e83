package contribution_test

import (
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
)

// TestAListAgreesWithTheWorkedExample is case C08: short money waits as a whole, and what is too much stays.
func TestAListAgreesWithTheWorkedExample(t *testing.T) {
	var in struct {
		Employees []struct{ Emp, Base string }
	}
	goldentest.Case(t, "C08", &in, nil)
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		var wages []money.Fen
		for _, e := range in.Employees {
			wages = append(wages, parse(t, e.Base))
		}
		e, numbers := c.employer(1, wages...)
		l := c.confirmed(e)
		if l.Month != jan {
			t.Fatalf("got %+v", l)
		}
		if r := c.receive(c.arrival(1, 3000*money.Yuan)); r.State != contribution.Unallocated || r.List != 0 {
			t.Errorf("short money is %+v", r)
		}
		if held := c.holds(ledger.EmployerUnallocated, int64(e)); held != 3000*money.Yuan || c.paidThrough(e) != jan-1 {
			t.Errorf("short money: %s wait, paid through %s", held, c.paidThrough(e))
		}
		r := c.receive(c.arrival(1, 1500*money.Yuan))
		if r.State != contribution.Allocated || r.List != l.ID {
			t.Errorf("the rest is %+v", r)
		}
		if held := c.holds(ledger.EmployerUnallocated, int64(e)); held != 72*money.Yuan {
			t.Errorf("%s wait, want 72", held)
		}
		var lines []goldentest.Got
		var employers, members money.Fen
		for i, no := range numbers {
			m, a := c.member(no), c.account(no)
			if a.PaidThrough != jan || a.Carried != 0 {
				t.Errorf("member %d has %+v", i, a)
			}
			lines = append(lines, goldentest.Got{"emp": in.Employees[i].Emp, "base": m.Base, "unit": m.EmployerPart,
				"personal": m.MemberPart, "total": a.Balance})
			employers, members = employers+m.EmployerPart, members+m.MemberPart
		}
		goldentest.Agree(t, "C08", goldentest.Got{"lines": lines, "unit_total": employers, "personal_total": members,
			"amount_due": l.Due, "headcount": l.Members})
		if l := c.list(l.ID); l.State != contribution.Posted || l.Voucher != r.Voucher || l.PaidOn != today {
			t.Errorf("the list is %+v", l)
		}
		if c.paidThrough(e) != jan {
			t.Errorf("paid through %s", c.paidThrough(e))
		}
		c.do(func(tx unit.Tx) error {
			v, _, err := c.Books.Voucher(tx, r.Voucher)
			want := []ledger.Line{{Account: ledger.HousingFund, Amount: 4428 * money.Yuan},
				{Account: ledger.FundDemand, Amount: -1500 * money.Yuan},
				{Account: ledger.EmployerUnallocated, Amount: -2928 * money.Yuan}}
			if len(v.Lines) != 3 || v.Lines[0] != want[0] || v.Lines[1] != want[1] || v.Lines[2] != want[2] {
				t.Errorf("the voucher says %+v", v.Lines)
			}
			return err
		})
	})
}

// TestAMonthPaidLateCostsWhatAMonthCosts is case C09.
func TestAMonthPaidLateCostsWhatAMonthCosts(t *testing.T) {
	var in struct {
		Months []string
		Base   string
	}
	goldentest.Case(t, "C09", &in, nil)
	c := open(t, opentest.SQLite(t))
	e, numbers := c.employer(1, parse(t, in.Base))
	var month money.Fen
	for range in.Months {
		l := c.confirmed(e)
		if month != 0 && l.Due != month {
			t.Errorf("a month is %s, and another %s", month, l.Due)
		}
		month = l.Due
		c.receive(c.arrival(1, l.Due))
	}
	goldentest.Agree(t, "C09", goldentest.Got{"per_month": month, "total": c.account(numbers[0]).Balance})
}

func parse(t *testing.T, yuan string) money.Fen {
	t.Helper()
	f, err := money.ParseYuan(yuan)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAListOfAThousandIsOneVoucherOfTwoLines(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		wages := make([]money.Fen, member.MaxRows)
		for i := range wages {
			wages[i] = money.Fen(5000+i) * money.Yuan
		}
		e, numbers := c.employer(1, wages...)
		l := c.confirmed(e)
		r := c.receive(c.arrival(1, l.Due))
		c.do(func(tx unit.Tx) error {
			v, _, err := c.Books.Voucher(tx, r.Voucher)
			if len(v.Lines) != 2 || v.Kind != ledger.KindRemittance {
				t.Errorf("the voucher says %+v", v)
			}
			return err
		})
		if a := c.account(numbers[999]); a.Balance != 1200*money.Yuan || a.Seq != 1 {
			t.Errorf("the last member has %+v", a)
		}
		if next := c.confirmed(e); next.Month != jan+1 {
			t.Errorf("the next list is for %s", next.Month)
		}
	})
}

func TestMoneyFindsItsEmployerByRemarkThenAccountThenName(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	one, _ := c.employer(1, 5000*money.Yuan)
	two, _ := c.employer(2, 5000*money.Yuan)
	l := c.confirmed(one)
	var no contribution.ListNo
	c.do(func(tx unit.Tx) error {
		e, err := c.people.Employer(tx, one)
		no = l.Number(e)
		return err
	})
	if no != "6401010000010-202401" {
		t.Errorf("the list's number is %s", no)
	}
	for _, a := range []struct {
		what                  string
		remark, account, name string
		want                  member.EmployerID
	}{
		{"remark before account", "缴" + string(no) + "公积金", payer(2), name(2), one},
		{"remark without dash", "6401010000010202401", "", "", one},
		{"wrong number in remark", "6401010000011-202401", payer(2), "", two},
		{"number of no employer", "6401010000996-202401", payer(2), "", two},
		{"account before name", "", payer(2), name(1), two},
		{"name", "", "999", name(2), two},
		{"stranger", "货款", "999", "某公司", 0},
		{"nothing at all", "", "", "", 0},
	} {
		in := c.arrival(1, 1)
		in.Remark, in.PayerAccount, in.PayerName = a.remark, a.account, a.name
		r := c.receive(in)
		if r.Employer != a.want || (a.want == 0) != (r.State == contribution.Suspended) {
			t.Errorf("%s: got %+v", a.what, r)
		}
	}
	if held := c.holds(ledger.FundDemand, bank); held != -8 {
		t.Errorf("the bank has %s, want 8 fen", -held)
	}
}

func TestAReceiptIsBookedOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		e, _ := c.employer(1, 5000*money.Yuan)
		a := c.arrival(1, 100)
		first, err := c.Receive(ctx, by, "same", a)
		if err != nil {
			t.Fatal(err)
		}
		if first.PayerAccount == a.PayerAccount {
			t.Error("the payer's account is kept as it is")
		}
		if again, err := c.Receive(ctx, by, "same", a); err != nil || again != first {
			t.Errorf("the same request gave %+v, then %+v, %v", first, again, err)
		}
		_, err = c.Receive(ctx, by, "other", a)
		c.wantRefusal(ledger.CodeDuplicateSerial, err)
		c.do(func(tx unit.Tx) error { return c.Books.StartClose(tx, today) })
		_, err = c.Receive(ctx, by, "next-day", a)
		c.wantRefusal(ledger.CodeDuplicateSerial, err)
		a.Amount++
		_, err = c.Receive(ctx, by, "same", a)
		c.wantRefusal(ledger.CodeConflict, err)
		if held := c.holds(ledger.EmployerUnallocated, int64(e)); held != 100 {
			t.Errorf("%s wait", held)
		}
	})
}

func TestABadReportOfTheBankIsRefusedWhole(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	for _, a := range []contribution.Arrival{
		{BankAccount: bank, Amount: 1, ValueDate: today},
		{BankAccount: bank, Serial: " s", Amount: 1, ValueDate: today},
		{BankAccount: bank, Serial: "a\nb", Amount: 1, ValueDate: today},
		{Serial: "s", Amount: 1, ValueDate: today}, {BankAccount: bank, Serial: "s", ValueDate: today},
		{BankAccount: bank, Serial: "s", Amount: -1, ValueDate: today},
		{BankAccount: bank, Serial: "s", Amount: 1 << 62, ValueDate: today},
		{BankAccount: bank + 1, Serial: "s", Amount: 1, ValueDate: today},
		{BankAccount: bank, Serial: "s", Amount: 1, ValueDate: today + 1}, {BankAccount: bank, Serial: "s", Amount: 1},
	} {
		if _, err := c.Receive(ctx, by, c.key(), a); err == nil {
			t.Errorf("%+v was booked", a)
		}
	}
	if held := c.holds(ledger.FundDemand, bank); held != 0 {
		t.Errorf("the bank has %s", -held)
	}
}

func TestABankReportsOnItsOwnAccountsAlone(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	a := contribution.Arrival{BankAccount: bank, Serial: "s", Amount: 100, ValueDate: today}
	as := func(code string) act.By { return act.By{Actor: code, Door: act.Gateway, Branch: "01"} }
	first, err := c.Report(ctx, as("bank-1"), "k", a)
	if err != nil || first.State != contribution.Suspended {
		t.Fatal(first, err)
	}
	if again, err := c.Report(ctx, as("bank-1"), "k", a); err != nil || again.ID != first.ID {
		t.Errorf("the same report is %+v, %v", again, err)
	}
	for _, code := range []string{"bank-2", "clerk"} {
		if r, err := c.Report(ctx, as(code), "k", a); err == nil {
			t.Errorf("%s learned of %+v", code, r)
		}
		other := a
		other.Serial = code
		if _, err := c.Report(ctx, as(code), code, other); err == nil {
			t.Errorf("%s reported on an account of another bank", code)
		}
	}
	if held := c.holds(ledger.FundDemand, bank); held != -100 {
		t.Errorf("the bank has %s", -held)
	}
}

func TestARemarkIsKeptWithoutNumbersOfPeople(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	e, _ := c.employer(1, 5000*money.Yuan)
	l, no := c.confirmed(e), ""
	c.do(func(tx unit.Tx) error {
		who, err := c.people.Employer(tx, e)
		no = string(l.Number(who))
		return err
	})
	for said, kept := range map[string]string{"": "", "七月份": "七月份", no: no, "清册" + no + "，谢谢": "清册" + no + "，谢谢",
		"张三649901199001010010": "", no + " 649901199001010010": no, "卡9000000000000000001": ""} {
		r, err := c.Receive(ctx, by, c.key(), contribution.Arrival{BankAccount: bank, Serial: "s" + c.key(), Amount: 1,
			ValueDate: today, Remark: said, PayerName: "李四13711112222"})
		if err != nil {
			t.Fatal(err)
		}
		var there contribution.Receipt
		c.do(func(tx unit.Tx) (err error) {
			there, _, err = c.Store.Receipt(tx, r.ID)
			return err
		})
		if there.Remark != kept {
			t.Errorf("%q is kept as %q, want %q", said, there.Remark, kept)
		}
		if there.PayerName != "李四" {
			t.Errorf("the payer is kept as %q", there.PayerName)
		}
	}
}

func TestAListFollowsTheMembersUntilItIsConfirmed(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	e, numbers := c.employer(1, 5000*money.Yuan, 6000*money.Yuan)
	first, err := c.PrepareList(ctx, by, "first", e)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.PrepareList(ctx, by, "first", e); err != nil || again != first {
		t.Errorf("the same request made list %d, then %d, %v", first, again, err)
	}
	c.hire(e, 5000, 5000*money.Yuan)
	if err := c.people.Seal(ctx, by, c.key(), member.Sealing{Employer: e, Members: numbers[:1], Month: jan,
		Reason: member.Resigned}); err != nil {
		t.Fatal(err)
	}
	// As many members and as much money as before, but somebody else.
	c.wantRefusal(contribution.CodeListStale, c.ConfirmList(ctx, by, first))
	l := c.confirmed(e)
	if l.Members != 2 || l.Due != 2200*money.Yuan {
		t.Errorf("got %+v", l)
	}
	_, err = c.List(ctx, first)
	c.wantRefusal(contribution.CodeListUnknown, err)
	_, err = c.PrepareList(ctx, by, c.key(), e)
	c.wantRefusal(contribution.CodeListState, err)
	c.wantRefusal(contribution.CodeListState, c.ConfirmList(ctx, by, l.ID))
	if err := c.ReopenList(ctx, by, l.ID); err != nil {
		t.Fatal(err)
	}
	l = c.confirmed(e)
	c.receive(c.arrival(1, l.Due))
	c.wantRefusal(contribution.CodeListState, c.ReopenList(ctx, by, l.ID))
}

func TestWhoIsSealedFromALaterMonthStandsOnTheListsBefore(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		e, numbers := c.employer(1, 5000*money.Yuan, 6000*money.Yuan)
		if err := c.people.Seal(ctx, by, c.key(), member.Sealing{Employer: e, Members: numbers[:1], Month: jan + 1,
			Reason: member.Resigned}); err != nil {
			t.Fatal(err)
		}
		for _, want := range []int64{2, 1} {
			l := c.confirmed(e)
			if l.Members != want {
				t.Errorf("%s has %d members, want %d", l.Month, l.Members, want)
			}
			c.receive(c.arrival(1, l.Due))
		}
	})
}

func TestNobodyJoinsOrLeavesAMonthWhoseListIsConfirmed(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	e, numbers := c.employer(1, 5000*money.Yuan, 6000*money.Yuan)
	left := member.Sealing{Employer: e, Members: numbers[:1], Month: jan, Reason: member.Resigned}
	if err := c.people.Seal(ctx, by, c.key(), left); err != nil {
		t.Fatal(err)
	}
	l := c.confirmed(e)
	late := opentest.Person(5000)
	_, err := c.people.OpenMembers(ctx, by, c.key(), e, []member.NewMember{late})
	c.wantRefusal(member.CodeListConfirmed, err)
	left.Members = numbers[1:]
	c.wantRefusal(member.CodeListConfirmed, c.people.Seal(ctx, by, c.key(), left))
	back := member.Unsealing{Employer: e, Members: numbers[:1], Month: jan}
	c.wantRefusal(member.CodeListConfirmed, c.people.Unseal(ctx, by, c.key(), back))
	other, _ := c.employer(2, 5000*money.Yuan)
	c.confirmed(other)
	come := member.Transfer{To: other, Month: jan, List: []member.Arrival{{Member: numbers[0], Wage: money.Yuan}}}
	c.wantRefusal(member.CodeListConfirmed, c.people.Transfer(ctx, by, c.key(), come))

	// From the next month on all of them may, and a list that is taken back may be changed.
	late.FirstMonth = jan + 1
	if _, err := c.people.OpenMembers(ctx, by, c.key(), e, []member.NewMember{late}); err != nil {
		t.Error(err)
	}
	come.Month = jan + 1
	if err := c.people.Transfer(ctx, by, c.key(), come); err != nil {
		t.Error(err)
	}
	if err := c.ReopenList(ctx, by, l.ID); err != nil {
		t.Fatal(err)
	}
	if err := c.people.Seal(ctx, by, c.key(), left); err != nil {
		t.Error(err)
	}
}

func TestAnEmployerWithoutMembersHasNoListAndNobodyPaysBeyondJune(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	e, _ := c.employer(1, 5000*money.Yuan)
	for range 6 {
		c.receive(c.arrival(1, c.confirmed(e).Due))
	}
	_, err := c.PrepareList(ctx, by, c.key(), e)
	c.wantRefusal(contribution.CodeTooEarly, err)
	other, numbers := c.employer(2, 5000*money.Yuan)
	if err := c.people.Seal(ctx, by, c.key(), member.Sealing{Employer: other, Members: numbers, Month: jan,
		Reason: member.Resigned}); err != nil {
		t.Fatal(err)
	}
	_, err = c.PrepareList(ctx, by, c.key(), other)
	c.wantRefusal(contribution.CodeListEmpty, err)
	for _, d := range []struct{ on, want string }{{"2024-01-31", "2024-06"}, {"2024-06-30", "2024-06"},
		{"2024-07-01", "2025-01"}, {"2024-12-31", "2025-06"}} {
		on, err := civil.ParseDate(d.on)
		if err != nil {
			t.Fatal(err)
		}
		if got := contribution.LastMonth(on, 6).String(); got != d.want {
			t.Errorf("on %s one may pay through %s, want %s", d.on, got, d.want)
		}
	}
}

func TestWhatWaitsIsAllocatedByHandAndWhatIsSuspendedIsAssigned(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		e, numbers := c.employer(1, 5000*money.Yuan)
		early := c.receive(c.arrival(1, 600*money.Yuan)) // before there is a list
		l := c.confirmed(e)
		c.wantRefusal(contribution.CodeShort, c.Allocate(ctx, by, c.key(), l.ID))
		stray := c.arrival(1, 300*money.Yuan)
		stray.PayerAccount, stray.PayerName = "", ""
		lost := c.receive(stray)
		if early.State != contribution.Unallocated || lost.State != contribution.Suspended {
			t.Fatalf("got %+v and %+v", early, lost)
		}
		got, err := c.Assign(ctx, by, "a", lost.ID, e)
		if err != nil || got.State != contribution.Unallocated || got.Employer != e {
			t.Fatalf("assigned: %+v, %v", got, err)
		}
		_, err = c.Assign(ctx, by, "b", lost.ID, e)
		c.wantRefusal(contribution.CodeReceiptState, err)
		c.receive(c.arrival(1, 99*money.Yuan))
		stray.Serial, stray.Amount = "last", 2*money.Yuan
		last := c.receive(stray)
		if last, err = c.Assign(ctx, by, "c", last.ID, e); err != nil || last.State != contribution.Allocated {
			t.Fatalf("assigned: %+v, %v", last, err)
		}
		if a := c.account(numbers[0]); a.Balance != 1000*money.Yuan || a.PaidThrough != jan {
			t.Errorf("the member has %+v", a)
		}
		for holder, want := range map[ledger.HolderRow]money.Fen{
			{Account: ledger.EmployerUnallocated, Holder: int64(e)}: 1 * money.Yuan,
			{Account: ledger.Suspense, Holder: int64(last.ID)}:      0,
			{Account: ledger.FundDemand, Holder: bank}:              -1001 * money.Yuan,
		} {
			if held := c.holds(holder.Account, holder.Holder); held != want {
				t.Errorf("account %d of %d holds %s, want %s", holder.Account, holder.Holder, held, want)
			}
		}
		l = c.confirmed(e)
		c.receive(c.arrival(2, 999*money.Yuan)) // name and account of an employer that does not exist
		c.wantRefusal(contribution.CodeShort, c.Allocate(ctx, by, c.key(), l.ID))
	})
}

func TestMoneyWaitsForTheEmployersWord(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	e, _ := c.employer(1, 5000*money.Yuan)
	id, err := c.PrepareList(ctx, by, c.key(), e)
	if err != nil {
		t.Fatal(err)
	}
	if r := c.receive(c.arrival(1, 1000*money.Yuan)); r.State != contribution.Unallocated {
		t.Errorf("money of a list that is not confirmed is %+v", r)
	}
	c.wantRefusal(contribution.CodeListState, c.Allocate(ctx, by, c.key(), id))
	if err := c.ConfirmList(ctx, by, id); err != nil {
		t.Fatal(err)
	}
	if err := c.Allocate(ctx, by, c.key(), id); err != nil {
		t.Error(err)
	}
}

func TestMoneyWaitsWhenSomebodyOnTheListHasClosedTheAccount(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		e, numbers := c.employer(1, 5000*money.Yuan, 5000*money.Yuan)
		l := c.confirmed(e)
		c.do(func(tx unit.Tx) error { return c.people.CloseMember(tx, numbers[0], member.Retired) })
		if r := c.receive(c.arrival(1, l.Due)); r.State != contribution.Unallocated {
			t.Fatalf("got %+v", r)
		}
		c.wantRefusal(contribution.CodeListStale, c.Allocate(ctx, by, c.key(), l.ID))
		if err := c.ReopenList(ctx, by, l.ID); err != nil {
			t.Fatal(err)
		}
		l = c.confirmed(e)
		if err := c.Allocate(ctx, by, c.key(), l.ID); err != nil {
			t.Fatal(err)
		}
		if a := c.account(numbers[1]); a.Balance != 1000*money.Yuan || a.PaidThrough != jan {
			t.Errorf("who stayed has %+v", a)
		}
		if held := c.holds(ledger.EmployerUnallocated, int64(e)); held != 1000*money.Yuan {
			t.Errorf("%s wait", held)
		}
	})
}
