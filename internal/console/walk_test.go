package console_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"guangsha/internal/ledger"
)

// TestEveryNumberOfTheYearOpensWhatItIsMadeOf adds up what stands behind the numbers of the year's tables: the vouchers
// of an account, the payments of a month, the late things of a day.
func TestEveryNumberOfTheYearOpensWhatItIsMadeOf(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		y := get[year](s, "/api/year/2024/dashboard")
		var kinds []string
		for _, k := range y.ResultKinds {
			kinds = append(kinds, fmt.Sprint(k))
		}
		of := "&kind=" + strings.Join(kinds, ",")
		for sign, side := range map[int64][]struct {
			Account string
			Amount  int64
		}{1: y.Surplus.Income, -1: y.Surplus.Expense} {
			for _, a := range side {
				sum := int64(0)
				for _, v := range wholeList[struct{ Moved int64 }](s, "/api/vouchers?year=2024&account="+a.Account+of) {
					sum += sign * v.Moved
				}
				if sum != a.Amount {
					t.Errorf("account %s: the year says %d, its vouchers add up to %d", a.Account, a.Amount, sum)
				}
			}
		}
		for _, p := range y.Projects {
			if got := s.figure(p.Planned); got != p.Budget || got == 0 {
				t.Errorf("%s: a budget of %d, the measure says %d", p.Planned, p.Budget, got)
			}
			for i, m := range p.Months {
				sum := int64(0)
				for _, r := range wholeList[struct{ Cells []string }](s,
					fmt.Sprintf("/api/measures/%s/rows?year=2024&month=%d", p.Measure, i+1)) {
					n, err := strconv.ParseInt(r.Cells[len(r.Cells)-1], 10, 64)
					if err != nil {
						t.Fatal(err)
					}
					sum += n
				}
				if sum != m.Paid {
					t.Errorf("%s in month %d: %d, its payments are %d", p.Measure, i+1, m.Paid, sum)
				}
			}
		}
		all := int64(0)
		for _, d := range y.LateDays {
			all += d.Count
			if n := len(wholeList[object](s, "/api/late?year=2024&day="+d.Day)); int64(n) != d.Count {
				t.Errorf("%s: %d late, the list of the day has %d", d.Day, d.Count, n)
			}
		}
		if all != y.LateAll || all == 0 {
			t.Errorf("the calendar counts %d late, the year %d", all, y.LateAll)
		}
	})
}

// TestFiguresOfVouchersAreThoseOfTheAccounts adds up what every member's statement says. The measures take the same
// sums from the lines of vouchers of known kinds, and would miss those of a kind that nobody told them of.
func TestFiguresOfVouchersAreThoseOfTheAccounts(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		moved := map[ledger.MovementKind]int64{}
		for _, m := range wholeList[struct{ No string }](s, "/api/members?sort=no") {
			for _, l := range wholeList[struct {
				Kind   ledger.MovementKind
				Amount int64
			}](s, "/api/members/"+m.No+"/statement?from=2024-01-01&to=2024-12-31") {
				moved[l.Kind] += l.Amount
			}
		}
		for name, want := range map[string]int64{
			"fund.contributions.amount": moved[1] + moved[2], "fund.interest.credited": moved[9],
			"fund.withdrawals.amount": -moved[11] - moved[12],
		} {
			if got := s.figure(name); got != want || want == 0 {
				t.Errorf("%s says %d, the accounts say %d", name, got, want)
			}
		}
	})
}

// wholeList reads all pages of a list.
func wholeList[T any](s site, target string) (items []T) {
	s.t.Helper()
	for cursor := ""; ; {
		p := get[struct {
			Items []T
			Next  string
		}](s, target+"&limit=200&cursor="+cursor)
		if items, cursor = append(items, p.Items...), p.Next; cursor == "" {
			return items
		}
	}
}

// lead is where a row or a line leads.
type lead struct{ Kind, To string }

// address is what the page of it asks for.
func (l lead) address() string {
	escaped := url.PathEscape(l.To)
	return map[string]string{"voucher": "/api/vouchers/" + escaped, "loan": "/api/loans/" + escaped,
		"member": "/api/members/" + escaped, "employer": "/api/employers/" + escaped,
		"trial": "/api/trial-balance?day=" + l.To, "register": "/api/register/" + l.To}[l.Kind]
}

// rowsBehind is a page of the rows behind a figure.
type rowsBehind struct {
	Columns []object
	Items   []struct {
		Cells []string
		Link  *lead
	}
	Next, Note string
}

// TestEveryRowBehindAFigureLeadsToItsRecord goes the whole way from every measure: to its definition, to as many rows
// as the figure says, each with what it is, and on to the voucher, case, loan, account or entry of the register. What
// has no voucher says why, and from an entry of the register every line that leads on is followed too.
func TestEveryRowBehindAFigureLeadsToItsRecord(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		to := map[lead]string{}
		for _, m := range get[struct {
			Items []struct {
				Name, Definition string
				Rows             int64
			}
		}](s, "/api/measures?year=2024").Items {
			if m.Definition == "" {
				t.Errorf("%s has no definition", m.Name)
			}
			n, cursor := int64(0), ""
			for {
				p := get[rowsBehind](s, "/api/measures/"+m.Name+"/rows?year=2024&limit=200&cursor="+cursor)
				for _, r := range p.Items {
					if len(r.Cells) != len(p.Columns) || r.Cells[1] == "" || r.Cells[2]+r.Cells[3] == "" {
						t.Fatalf("%s: a row without a name: %q", m.Name, r.Cells)
					}
					switch {
					case r.Link == nil:
						t.Fatalf("%s: a row leads nowhere: %q", m.Name, r.Cells)
					case r.Link.Kind == "register" && p.Note == "":
						t.Fatalf("%s: nothing says why there is no voucher", m.Name)
					}
					to[*r.Link] = m.Name
				}
				n += int64(len(p.Items))
				if cursor = p.Next; cursor == "" {
					break
				}
			}
			if n != m.Rows {
				t.Errorf("%s: %d rows behind a figure of %d", m.Name, n, m.Rows)
			}
		}
		kinds := s.follow(to)
		for _, kind := range []string{"voucher", "loan", "member", "employer", "trial", "register/payment",
			"register/bill", "register/pay_run", "register/contract", "register/registry_bill", "register/training",
			"register/print_order", "register/budget", "register/survey", "register/staff", "register/day",
			"register/assessment", "register/service_report"} {
			if kinds[kind] == 0 {
				t.Errorf("nothing leads to a %s", kind)
			}
		}
		s.noFailure()
	})
}

// follow opens everything that is led to, of each kind of record, and what the entries of the register lead to, and
// counts the kinds.
func (s site) follow(to map[lead]string) map[string]int {
	s.t.Helper()
	kinds, seen := map[string]int{}, map[lead]bool{}
	var open func(l lead, from string)
	open = func(l lead, from string) {
		if seen[l] {
			return
		}
		seen[l] = true
		kind, _, _ := strings.Cut(l.To, "/")
		if l.Kind != "register" {
			kinds[l.Kind]++
			if w := s.ask(http.MethodGet, l.address(), nil); w.Code != http.StatusOK {
				s.t.Fatalf("%s leads to %+v: %d %s", from, l, w.Code, w.Body)
			}
			return
		}
		kinds["register/"+kind]++
		e := get[struct {
			Title, Note  string
			Facts, Parts []struct {
				Label, Value string
				Link         *lead
			}
		}](s, l.address())
		if e.Title == "" || e.Note == "" || len(e.Facts) < 2 {
			s.t.Errorf("%s leads to %+v, which says %+v", from, l, e)
		}
		for _, line := range append(e.Facts, e.Parts...) {
			if line.Label == "" || line.Value == "" {
				s.t.Errorf("%+v has an empty line: %+v", l, line)
			}
			if line.Link != nil {
				open(*line.Link, l.To)
			}
		}
	}
	for l, from := range to {
		open(l, from)
	}
	return kinds
}

// chargedLoan is a loan's page with what the registry charged for it.
type chargedLoan struct {
	Contract, Disbursed, FeeGap string
	Registrations               []struct{ Certificate, Day string }
	Fees                        []struct {
		Document, Certificate, Registered, Billed, PayBy, Paid, Treasury string
		Amount                                                           int64
		Bill, Payment                                                    *lead
	}
}

// entryPage is a record of the register as its page shows it.
type entryPage struct {
	Facts, Parts []struct {
		Label, Value string
		Link         *lead
	}
}

// has says that a record says something under a name, in its facts or among what belongs to it.
func (e entryPage) has(label, value string) bool {
	for _, l := range append(e.Facts, e.Parts...) {
		if l.Label == label && l.Value == value {
			return true
		}
	}
	return false
}

// TestALoanLeadsToTheBillOfItsRegistrationFee goes from the loans whose fee the year paid to the bill and the payment
// of each, and sees that the loans of the gap have no fee that their year paid.
func TestALoanLeadsToTheBillOfItsRegistrationFee(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		rows := wholeList[struct{ Link lead }](s, "/api/measures/spending.registration.loans/rows?year=2024")
		if len(rows) == 0 {
			t.Fatal("no fee was paid")
		}
		for _, r := range rows {
			l := get[chargedLoan](s, r.Link.address())
			if s.paidIn(l, "2024") == 0 {
				t.Errorf("%s is counted, and its fees are %+v", l.Contract, l.Fees)
			}
		}
		for _, g := range get[struct {
			Groups []struct {
				Reason string
				Loans  []struct{ Ref string }
			}
		}](s, "/api/loans/fee-gaps?year=2024").Groups {
			for _, ref := range g.Loans {
				l := get[chargedLoan](s, lead{"loan", ref.Ref}.address())
				if l.FeeGap != g.Reason || s.paidIn(l, "2024") > 0 {
					t.Errorf("%s without a fee, %s, says %q and %+v", l.Contract, g.Reason, l.FeeGap, l.Fees)
				}
			}
		}
		s.noFailure()
	})
}

// paidIn counts the fees of a loan that a year paid, each of which must stand on its bill and its payment.
func (s site) paidIn(l chargedLoan, year string) (paid int) {
	s.t.Helper()
	for _, f := range l.Fees {
		bill := get[entryPage](s, f.Bill.address())
		amount := strconv.FormatInt(f.Amount, 10)
		if !bill.has("票据号", f.Document) || !bill.has(f.Certificate, amount) || !bill.has("开具日", f.Billed) ||
			!bill.has("应付日", f.PayBy) || f.Registered == "" || f.Registered > f.Billed {
			s.t.Errorf("%s: the fee %+v is not what its bill says: %+v", l.Contract, f, bill)
		}
		if f.Paid == "" {
			if f.Payment != nil || f.Treasury != "" || !bill.has("支付日", "尚未支付") {
				s.t.Errorf("%s: unpaid, and %+v, bill %+v", l.Contract, f, bill)
			}
			continue
		}
		payment := get[entryPage](s, f.Payment.address())
		if !payment.has("国库支付凭证号", f.Treasury) || !payment.has("支付日期", f.Paid) || !bill.has("支付日", f.Paid) {
			s.t.Errorf("%s: the fee %+v is not what its payment says: %+v", l.Contract, f, payment)
		}
		if strings.HasPrefix(f.Paid, year) {
			paid++
		}
	}
	return paid
}

// TestAStatementSaysWhereTheBooksBegin asks for days before the first of the books: nothing is said of a balance then.
func TestAStatementSaysWhereTheBooksBegin(t *testing.T) {
	s := serve(t, sqlite)
	no := get[struct{ Items []struct{ No string } }](s, "/api/members?limit=1").Items[0].No
	for from, want := range map[string]string{"2015-01-01": "2024-01-01", "2024-01-01": "2024-01-01",
		"2024-05-01": "2024-05-01"} {
		st := get[struct {
			From   string
			Begins bool
		}](s, "/api/members/"+no+"/statement?from="+from)
		if st.From != want || st.Begins != (from < "2024-01-01") {
			t.Errorf("from %s it is %+v", from, st)
		}
	}
}
