package opening_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/opening"
	"guangsha/internal/store/pgcluster"
	"guangsha/internal/withdrawal"
)

// small is the set that people can check by hand, smallOld the same in GB18030.
const (
	small    = "testdata/示例县"
	smallOld = small + "-GB18030"
)

var (
	by      = act.Auto("01", "test")
	first   = civil.DateOf(2024, 1, 1)
	cluster = sync.OnceValues(func() (*pgcluster.Cluster, error) { return pgcluster.Start(context.Background()) })
	started *pgcluster.Cluster
)

func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil {
		if err := started.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// both runs a test with a place for a centre on each engine.
func both(t *testing.T, run func(t *testing.T, config app.Config)) {
	t.Run("sqlite", func(t *testing.T) { run(t, app.Config{Data: t.TempDir(), Centre: "shili"}) })
	t.Run("postgres", func(t *testing.T) {
		c, err := cluster()
		if err != nil {
			if os.Getenv("GUANGSHA_TEST_PG") == "required" {
				t.Fatal(err)
			}
			t.Skipf("SKIP-REQUIRED PostgreSQL tests did not run: %v", err)
		}
		started = c
		name := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, strings.ToLower(t.Name()))
		run(t, app.Config{Data: t.TempDir(), DB: c.DSN(), Centre: name[:min(40, len(name))]})
	})
}

// centre opens a centre for its opening.
func centre(t *testing.T, config app.Config) *app.Centre {
	t.Helper()
	config.Opening = true
	clock := civil.NewManual(civil.At(first, 9, 0))
	c, err := app.Open(context.Background(), config, clock, rand.Reader, app.Outside{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() }) // a second time when the test has done it
	return c
}

func quiet(opening.Progress) {}

func load(t *testing.T, c *app.Centre, dir string) error {
	t.Helper()
	set, err := opening.Folder(dir)
	if err != nil {
		return err
	}
	_, err = c.Opening.Load(context.Background(), by, set, quiet)
	return err
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func verified(t *testing.T, c *app.Centre) {
	t.Helper()
	verdicts, err := c.Verify(context.Background())
	must(t, err)
	for _, v := range verdicts {
		if v.Violations > 0 {
			t.Errorf("%s is broken: %d of %d, for example %v", v.ID, v.Violations, v.Rows, v.Samples)
		}
	}
}

// people are the accounts that came in, by the number they had before.
func people(t *testing.T, c *app.Centre) map[string]member.Member {
	t.Helper()
	found := map[string]member.Member{}
	must(t, c.Opening.Given(context.Background(), func(list []opening.GivenAccount) error {
		for _, g := range list {
			m, err := c.Find(context.Background(), []number.MemberNo{g.Member})
			if err != nil {
				return err
			}
			found[g.No] = m[0]
		}
		return nil
	}))
	return found
}

func TestASmallCentreMovesIn(t *testing.T) {
	both(t, func(t *testing.T, config app.Config) {
		c, ctx := centre(t, config), context.Background()
		must(t, load(t, c, small))
		checked, err := c.Opening.Check(ctx, by, quiet)
		must(t, err)
		if checked.Blocking() != 0 || len(checked.Reasons) != 2 || checked.Rows != 78 {
			t.Fatalf("got %+v", checked)
		}
		sheet, err := c.Opening.Reconcile(ctx)
		must(t, err)
		if n := sheet.Different(); n != 0 || len(sheet.Lines) < 30 || len(sheet.Units) != 3 {
			t.Fatalf("%d lines of %d differ, %d employers", n, len(sheet.Lines), len(sheet.Units))
		}
		done, err := c.Opening.Accept(ctx, by, quiet)
		must(t, err)
		want := opening.Accepted{Status: done.Status, Employers: 3, Members: 6, Loans: 2, Deposits: 1, Receipts: 2,
			Bans: 1, Freezes: 1, Drawn: 2}
		if done != want || done.State != opening.Done {
			t.Fatalf("got %+v", done)
		}
		verified(t, c)
		accounts(t, c)
		loans(t, c)
		money219(t, c)
		before := dump(t, c)
		if _, err := c.Opening.Accept(ctx, by, quiet); err != nil {
			t.Errorf("accepted again: %v", err)
		}
		if err := load(t, c, small); !refusal.Is(err, opening.CodeLive) {
			t.Errorf("loaded over live books: %v", err)
		}
		if dump(t, c) != before {
			t.Error("asking again changed the books")
		}
		_, err = c.Treasury.CloseDay(ctx, by, first)
		must(t, err)
		verified(t, c)
	})
}

func accounts(t *testing.T, c *app.Centre) {
	t.Helper()
	of := people(t, c)
	month := func(y, m int) civil.Month { return civil.MonthOf(y, m) }
	for no, want := range map[string]ledger.MemberAccount{
		"GR001": {Balance: 141_520_00, Carried: 130_000_00, Product: 25_050_880_00, PaidThrough: month(2023, 12)},
		"GR004": {Balance: 152_160_00, Carried: 150_000_00, Product: 27_955_800_00, PaidThrough: month(2023, 9)},
		"GR005": {Balance: 80_000_00, Carried: 80_000_00, Product: 14_720_000_00, PaidThrough: month(2019, 12)},
		"GR006": {},
	} {
		var a ledger.MemberAccount
		must(t, c.Work.Read(context.Background(), func(tx unit.Tx) (err error) {
			a, _, err = c.Books.MemberAccount(tx, of[no].ID)
			return err
		}))
		if a.Balance != want.Balance || a.Carried != want.Carried || a.Product != want.Product ||
			a.PaidThrough != want.PaidThrough || a.LastDay != first {
			t.Errorf("%s is %+v", no, a)
		}
	}
	if m := of["GR004"]; m.State != member.Sealed || m.SealedFrom != month(2023, 10) ||
		m.SealReason != member.Resigned || m.OpenedOn != civil.DateOf(2014, 2, 11) ||
		m.Base != 4500_00 || m.EmployerPart != 360_00 {
		t.Errorf("GR004 is %+v", m)
	}
	if m := of["GR005"]; m.State != member.Sealed || m.SealedFrom != month(2020, 1) ||
		m.SealReason != member.OtherSealing {
		t.Errorf("GR005 is %+v", m)
	}
	if m := of["GR001"]; m.MonthsInRow() != 106 {
		t.Errorf("GR001 has paid %d months in a row", m.MonthsInRow())
	}
	if _, there := of["GR007"]; there || len(of) != 6 {
		t.Errorf("%d accounts came in, a closed one: %v", len(of), there)
	}
	must(t, c.Work.Read(context.Background(), func(tx unit.Tx) error {
		p, err := c.Member.Personal(tx, of["GR002"].Person)
		if err != nil || !strings.HasPrefix(p.IDNo, "64990119750203002") || len(p.IDNo) != 18 ||
			p.Mobile != "13800000002" {
			t.Errorf("GR002 is %+v, %v", p, err)
		}
		until, err := c.Withdrawal.Store.BannedUntil(tx, of["GR004"].Person)
		if err != nil || until != civil.DateOf(2027, 10, 1) {
			t.Errorf("GR004 is banned until %s, %v", until, err)
		}
		drawnBefore(t, c, tx, of)
		for no, want := range map[string]money.Fen{"GR003": 5000_00, "GR001": 0} {
			list, err := c.Withdrawal.Store.Freezes(tx, of[no].ID)
			var frozen money.Fen
			for _, f := range list {
				frozen += f.Amount
			}
			if err != nil || frozen != want {
				t.Errorf("of %s %s is frozen, %v", no, frozen, err)
			}
		}
		return nil
	}))
}

// drawnBefore expects what a family withdrew for its home in the years before.
func drawnBefore(t *testing.T, c *app.Centre, tx unit.Tx, of map[string]member.Member) {
	t.Helper()
	const house = "示例县不动产0001号"
	for no, want := range map[string]struct {
		total money.Fen
		taken bool
	}{"GR001": {32_000_00, false}, "GR002": {32_000_00, false}, "GR003": {0, true}} {
		total, taken, err := c.Withdrawal.Store.OfHouse(tx, house, of[no].No, "", 0)
		if err != nil || total != want.total || taken != want.taken {
			t.Errorf("%s has had %s for the home, others: %v, %v", no, total, taken, err)
		}
	}
	last, err := c.Withdrawal.Store.LastAccepted(tx, of["GR002"].No, withdrawal.Repay, 0)
	if err != nil || last != civil.DateOf(2023, 8, 15) {
		t.Errorf("GR002 last withdrew for repayments on %s, %v", last, err)
	}
}

func loans(t *testing.T, c *app.Centre) {
	t.Helper()
	running, err := c.RunningLoans(context.Background())
	must(t, err)
	if len(running) != 2 {
		t.Fatalf("%d loans run", len(running))
	}
	slices.SortFunc(running, func(a, b loan.Running) int { return int(b.Balance - a.Balance) })
	a, b := running[0], running[1]
	if a.DueDay != 20 || a.NextDue != civil.DateOf(2024, 1, 20) || a.Payment != 1680_00 || a.Next != 43 {
		t.Errorf("DK001 is %+v", a)
	}
	plan := a.Schedule()
	if plan[1].Due != civil.DateOf(2024, 2, 20) || len(plan) != 240-42 {
		t.Errorf("DK001 goes on for %d months, after January on %s", len(plan), plan[1].Due)
	}
	if b.Balance != 148_600_00 || b.Unpaid != 1 || b.DueDay != 0 || b.Rate != 302_500 ||
		b.Method != loan.EqualPrincipal || b.Payment != 1900_00-374_60 {
		t.Errorf("DK002 is %+v", b)
	}
	must(t, c.Work.Read(context.Background(), func(tx unit.Tx) error {
		l, err := c.Loan.Loan(tx, b.Loan)
		if err != nil || l.State != loan.Overdue || l.Home != loan.SecondHome || !l.Opening {
			t.Errorf("DK002 is %+v, %v", l, err)
		}
		owed, err := c.Loan.Owed(tx, b.Loan, first)
		if err != nil || len(owed) != 1 || owed[0].Owed() != 1784_94 || owed[0].Number != 33 {
			t.Errorf("DK002 owes %+v, %v", owed, err)
		}
		return nil
	}))
}

// money219 checks the money that waits, the time deposit and the bank accounts.
func money219(t *testing.T, c *app.Centre) {
	t.Helper()
	must(t, c.Work.Read(context.Background(), func(tx unit.Tx) error {
		for bank, want := range map[int64]money.Fen{1: 171_104_59, 3: 20_000_00} {
			if has, err := c.Books.HolderBalance(tx, ledger.FundDemand, bank); err != nil || -has != want {
				t.Errorf("bank account %d has %s, %v", bank, -has, err)
			}
		}
		deposits, err := c.Treasury.Store.Deposits(tx)
		if err != nil || len(deposits) != 1 || deposits[0].Accrued != 375_00 ||
			deposits[0].Due != civil.DateOf(2024, 7, 1) {
			t.Errorf("deposits %+v, %v", deposits, err)
		}
		lines, _, err := c.Books.Trial(tx, first)
		sums := map[ledger.Account]money.Fen{}
		for _, l := range lines {
			sums[l.Account.Code] = l.Credit - l.Debit
		}
		if len(lines) != 14 || sums[ledger.HousingFund] != 643_120_00 || sums[ledger.InterestPayable] != 4839_59 ||
			sums[ledger.Suspense] != 500_00 || sums[ledger.EmployerUnallocated] != 1920_00 {
			t.Errorf("trial balance %v", sums)
		}
		return err
	}))
}

func dump(t *testing.T, c *app.Centre) string {
	t.Helper()
	var out bytes.Buffer
	must(t, c.Dump(context.Background(), &out))
	return out.String()
}

// TestAnInterruptedAcceptIsFinished breaks accepting off after each of its steps, as often as there are any.
func TestAnInterruptedAcceptIsFinished(t *testing.T) {
	both(t, func(t *testing.T, config app.Config) {
		c := centre(t, config)
		must(t, load(t, c, small))
		steps, whole := 0, false
		for stop := 1; !whole; stop++ {
			ctx, cancel := context.WithCancel(context.Background())
			n := 0
			_, err := c.Opening.Accept(ctx, by, func(p opening.Progress) {
				isStep := slices.ContainsFunc(opening.Tables, func(t opening.Table) bool { return t.Name == p.What })
				if isStep {
					n++
				}
				if isStep && n == stop {
					cancel()
				}
			})
			cancel()
			must(t, c.Close())
			if whole = err == nil; !whole && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			c = centre(t, config)
			st, err := c.Opening.Status(context.Background())
			must(t, err)
			if st.State != opening.UnderWay {
				must(t, c.Close())
				c = centre(t, config)
				continue
			}
			steps++
			refusedElsewhere(t, c, config)
			c = centre(t, config)
			if err := load(t, c, small); !refusal.Is(err, opening.CodeLive) {
				t.Fatalf("loaded in the middle of accepting: %v", err)
			}
		}
		if steps < 5 {
			t.Errorf("broken off only %d times", steps)
		}
		verified(t, c)
		accounts(t, c)
		loans(t, c)
		money219(t, c)
	})
}

// refusedElsewhere says that nobody else may open books whose opening is under way.
func refusedElsewhere(t *testing.T, c *app.Centre, config app.Config) {
	t.Helper()
	must(t, c.Close())
	for _, config.ReadOnly = range []bool{true, false} {
		other, err := app.Open(context.Background(), config, civil.NewManual(civil.At(first, 9, 0)), rand.Reader,
			app.Outside{})
		if !refusal.Is(err, opening.CodeUnderWay) {
			t.Fatalf("opened in the middle of accepting: %v", err)
		}
		if other != nil {
			must(t, other.Close())
		}
	}
}

// copied is a copy of the small set, with one file changed.
func copied(t *testing.T, name string, change func(string) string) string {
	t.Helper()
	dir := t.TempDir()
	entries, err := os.ReadDir(small)
	must(t, err)
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(small, e.Name()))
		must(t, err)
		if e.Name() == name {
			text = []byte(change(string(text)))
		}
		if len(text) > 0 {
			must(t, os.WriteFile(filepath.Join(dir, e.Name()), text, 0o600))
		}
	}
	return dir
}
