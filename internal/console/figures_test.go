package console_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/base/uscc"
	"guangsha/internal/member"
)

// figure is the value of a measure over the year.
func (s site) figure(name string) int64 {
	s.t.Helper()
	return get[struct {
		Value int64 `json:"value"`
	}](s, "/api/measures/"+name+"?year=2024").Value
}

// year is what the tests read of a dashboard.
type year struct {
	ResultKinds []int `json:"resultKinds"`
	LateDays    []struct {
		Day   string
		Count int64
	} `json:"lateDays"`
	Months []struct {
		Contributions, Loans, Repaid int64
		LoansCount                   int64 `json:"loansCount"`
		Withdrawals                  []struct{ Amount, Count int64 }
	}
	Balances []struct{ Fund, Loans, Deposits int64 }
	Surplus  struct {
		Income, Expense []struct {
			Account string
			Amount  int64
		}
		Total int64
	}
	Projects []struct {
		Measure, Planned string
		Budget, Paid     int64
		Months           []struct{ Paid int64 }
	}
	Late []struct {
		Date     string
		DaysLate int `json:"daysLate"`
	}
	LateAll int64 `json:"lateAll"`
}

// TestTheYearSaysWhatTheMeasuresSay puts every sum of the dashboard beside the measure of the same thing, which takes
// it from other rows of the books.
func TestTheYearSaysWhatTheMeasuresSay(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		y := get[year](s, "/api/year/2024/dashboard")
		var contributions, withdrawals, loans, count, executed int64
		for _, m := range y.Months {
			contributions, loans, count = contributions+m.Contributions, loans+m.Loans, count+m.LoansCount
			for _, w := range m.Withdrawals {
				withdrawals += w.Amount
			}
		}
		for _, p := range y.Projects {
			sum := int64(0)
			for _, m := range p.Months {
				sum += m.Paid
			}
			if executed += p.Paid; sum != p.Paid {
				t.Errorf("a project paid %d, its months %d", p.Paid, sum)
			}
		}
		surplus := int64(0)
		for _, a := range y.Surplus.Income {
			surplus += a.Amount
		}
		for _, a := range y.Surplus.Expense {
			surplus -= a.Amount
		}
		last := y.Balances[len(y.Balances)-1]
		for name, got := range map[string]int64{
			"fund.contributions.amount": contributions, "fund.withdrawals.amount": withdrawals,
			"fund.loans.amount": loans,
			"fund.loans.count":  count, "fund.surplus.amount": surplus, "fund.deposit.balance": last.Fund,
			"fund.loans.balance": last.Loans,
		} {
			if want := s.figure(name); got != want || want == 0 {
				t.Errorf("%s: the year says %d, the measure %d", name, got, want)
			}
		}
		if want := s.figure("spending.operations.executed") + s.figure("spending.registration.executed") +
			s.figure("spending.it.executed"); executed != want {
			t.Errorf("projects paid %d, the measures say %d", executed, want)
		}
		if len(y.Balances) != 12 || y.Surplus.Total != surplus || len(y.Late) == 0 || int64(len(y.Late)) > y.LateAll {
			t.Errorf("%d month ends, surplus %d of %d, %d late of %d", len(y.Balances), y.Surplus.Total, surplus, len(y.Late), y.LateAll)
		}
		for i, l := range y.Late {
			if l.DaysLate < 1 || i > 0 && y.Late[i-1].Date > l.Date {
				t.Errorf("late: %+v", l)
			}
		}
	})
}

func TestAStatementAddsUpToTheBalance(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		for _, m := range get[struct {
			Items []struct {
				No      string
				Balance int64
			}
		}](s, "/api/members?limit=40").Items {
			no := m.No
			for _, span := range []string{"", "?from=2024-03-01&to=2024-09-15", "?from=2024-07-01", "?to=2023-01-01"} {
				st := get[struct {
					Opening, Closing int64
					Items            []struct {
						Amount, Balance int64
						Voucher         string
					}
				}](s, "/api/members/"+no+"/statement"+span)
				balance := st.Opening
				for _, l := range st.Items {
					if balance += l.Amount; balance != l.Balance || l.Voucher == "" {
						t.Fatalf("%s%s: %+v after %d", no, span, l, balance-l.Amount)
					}
				}
				if balance != st.Closing {
					t.Errorf("%s%s: movements lead to %d, the statement closes with %d", no, span, balance, st.Closing)
				}
				if span == "" && balance != m.Balance {
					t.Errorf("%s: balance %d, statement %d", no, m.Balance, balance)
				}
			}
		}
	})
}

// TestAMemberHasPaidInARowWhatTheUseCaseSays puts the months in a row that a page shows beside those by which loans and
// withdrawals are decided.
func TestAMemberHasPaidInARowWhatTheUseCaseSays(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		some := 0
		for _, row := range get[paged](s, "/api/members?limit=60").Items {
			var m member.Member
			if err := s.centre.Work.Read(t.Context(), func(tx unit.Tx) (err error) {
				m, err = s.centre.Member.Member(tx, number.MemberNo(row["no"].(string)))
				return err
			}); err != nil {
				t.Fatal(err)
			}
			got := get[struct {
				MonthsInRow int `json:"monthsInRow"`
			}](s, "/api/members/"+string(m.No)).MonthsInRow
			if got != m.MonthsInRow() {
				t.Errorf("%s: the page says %d months in a row, the use case %d", m.No, got, m.MonthsInRow())
			}
			some += got
		}
		if some == 0 {
			t.Error("nobody has paid a month")
		}
	})
}

func TestAVoucherAddsUpAndSaysWhoPostedIt(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		for _, row := range get[paged](s, "/api/vouchers?limit=120").Items {
			v := get[struct {
				Lines []struct {
					Account       string
					Debit, Credit int64
				}
				Members struct{ Items []struct{ Amount int64 } }
				Holders []struct {
					Account       string
					Debit, Credit int64
				}
				MembersAll int64 `json:"membersAll"`
				Request    string
				Audit      struct {
					At, Actor, Via, OpName string
					Intact                 bool
				}
			}](s, "/api/vouchers/"+row["ref"].(string)+"?limit=200")
			if v.Request == "" {
				t.Errorf("%v was posted under no request", row["ref"])
			}
			lines := map[string]int64{}
			sum := int64(0)
			for _, l := range v.Lines {
				sum += l.Credit - l.Debit
				lines[l.Account] += l.Credit - l.Debit
			}
			for _, h := range v.Holders {
				lines[h.Account] -= h.Credit - h.Debit
			}
			for _, m := range v.Members.Items {
				lines["201"] -= m.Amount
			}
			if sum != 0 || int64(len(v.Members.Items)) != v.MembersAll {
				t.Errorf("%v: lines come to %d, %d of %d movements", row["ref"], sum, len(v.Members.Items), v.MembersAll)
			}
			for _, account := range []string{"201", "10101", "12101"} {
				if lines[account] != 0 {
					t.Errorf("%v: the movements beneath %s are %d off", row["ref"], account, lines[account])
				}
			}
			if strings.ContainsAny(v.Audit.OpName, "abcdefghijklmnopqrstuvwxyz.") || strings.Contains(v.Audit.At, "T") {
				t.Errorf("%v: posted by %+v, in the words of a machine", row["ref"], v.Audit)
			}
			if !v.Audit.Intact || v.Audit.At == "" || v.Audit.Actor == "" || v.Audit.Via == "" {
				t.Errorf("%v: posted by %+v", row["ref"], v.Audit)
			}
		}
	})
}

// TestWhatTheBooksHaveNoDayOfIsRefused asks for balances ahead of the open day and before the first, and for figures of
// years on either side: zeros would be taken for figures. The first and the open day have balances.
func TestWhatTheBooksHaveNoDayOfIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		none := "账上没有2019年的业务和余额。"
		for target, says := range map[string]string{
			"/api/trial-balance?day=2030-01-01":                           "2030-01-01还没有到，没有余额。",
			"/api/trial-balance?day=2025-01-02":                           "2025-01-02还没有到，没有余额。",
			"/api/trial-balance?day=2023-12-31":                           "2023-12-31在建账以前，账上没有余额。",
			"/api/trial-balance/xlsx?day=1999-01-01":                      "1999-01-01在建账以前，账上没有余额。",
			"/api/loans/fee-gaps?year=2019":                               none,
			"/api/loans/fee-gaps/xlsx?year=2019":                          none,
			"/api/days?year=2019":                                         none,
			"/api/days?year=2026":                                         "账上没有2026年的业务和余额。",
			"/api/late?year=2019":                                         none,
			"/api/measures/fund.contributions.amount?year=2019":           none,
			"/api/measures/fund.contributions.amount/rows?year=2019":      none,
			"/api/measures/fund.contributions.amount/rows/xlsx?year=2019": none,
		} {
			p := problemOf(t, s.ask(http.MethodGet, target, nil))
			bad := p.Status != http.StatusUnprocessableEntity || p.Title != says
			if bad || !strings.Contains(p.Next, "2024-01-01") {
				t.Errorf("%s: %+v", target, p)
			}
		}
		for _, target := range []string{"/api/trial-balance?day=2024-01-01", "/api/trial-balance?day=2025-01-01",
			"/api/days?year=2025", "/api/late?year=2025", "/api/loans/fee-gaps?year=2025",
			"/api/measures/fund.contributions.amount?year=2025"} {
			get[object](s, target)
		}
	})
}

// TestANumberIsFoundWithoutItsZeros looks for a voucher by its month and its serial as people say it.
func TestANumberIsFoundWithoutItsZeros(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		for asked, want := range map[string]int{"202406-3": 1, "202406-00003": 1, "202406-0000": 9, "202406-99999": 0} {
			items := get[paged](s, "/api/vouchers?number="+asked).Items
			if len(items) != want || want == 1 && items[0]["number"] != "202406-00003" {
				t.Errorf("%s: %d found", asked, len(items))
			}
		}
	})
}

func TestALoanShowsItsScheduleAndItsHistory(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		late := get[paged](s, "/api/loans?state=6").Items
		if len(late) == 0 {
			t.Fatal("nobody is behind")
		}
		for _, row := range append(get[paged](s, "/api/loans").Items, late...) {
			l := get[struct {
				Balance, Payment, Months int64
				Unpaid                   int
				Schedule                 []struct{ Principal, Balance int64 }
				Repayments               []struct{ Principal int64 }
				Arrears                  []struct{ Principal int64 }
			}](s, "/api/loans/"+url.PathEscape(row["ref"].(string)))
			sum := int64(0)
			for _, i := range l.Schedule {
				sum += i.Principal
			}
			if sum != l.Balance || len(l.Arrears) != l.Unpaid || l.Balance > 0 && len(l.Repayments) == 0 &&
				l.Unpaid == 0 {
				t.Errorf("%v: schedule %d of %d, %d arrears of %d, %d repayments", row["ref"], sum, l.Balance, len(l.Arrears),
					l.Unpaid, len(l.Repayments))
			}
		}
	})
}

func TestFewerFeesThanLoansAreExplained(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		g := get[struct {
			Loans, Paid, Gap int64
			Groups           []struct {
				Reason string
				Count  int
				Fee    int64
				Loans  []struct {
					Ref string
					Fee int64
				}
			}
		}](s, "/api/loans/fee-gaps?year=2024")
		n, owed := 0, int64(0)
		for _, group := range g.Groups {
			of := int64(0)
			if n += group.Count; group.Reason == "" || len(group.Loans) != group.Count {
				t.Errorf("%+v", group)
			}
			for _, l := range group.Loans {
				of += l.Fee
				if why := get[object](s, "/api/loans/"+url.PathEscape(l.Ref))["feeGap"]; why != group.Reason {
					t.Errorf("%s: %v, but in the list %s", l.Ref, why, group.Reason)
				}
			}
			if of != group.Fee {
				t.Errorf("%s: its loans owe %d, the group %d", group.Reason, of, group.Fee)
			}
			owed += of
		}
		if int64(n) != g.Gap || g.Loans-g.Paid != g.Gap || n == 0 || g.Loans != s.figure("fund.loans.count") ||
			g.Paid != s.figure("spending.registration.loans") {
			t.Errorf("%d loans, %d paid, %d apart, %d explained", g.Loans, g.Paid, g.Gap, n)
		}
		rows := s.sheet("/api/loans/fee-gaps/xlsx?year=2024")
		if len(rows) != n+1 || rows[1][0] != g.Groups[0].Reason {
			t.Errorf("%d rows exported of %d, first %q", len(rows)-1, n, rows[1])
		}
		for _, r := range rows[1:] {
			owed -= fenOf(t, r[len(r)-1])
		}
		if owed != 0 {
			t.Errorf("the workbook says %d fen less than is owed", owed)
		}
	})
}

// TestAChangeInTheBooksChangesTheCell opens an employer behind a serving console: what it kept of the year must give
// way.
func TestAChangeInTheBooksChangesTheCell(t *testing.T) {
	config, err := live(app.Config{Data: filepath.Join(root, "changing"), Centre: "shili"})
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, func() (app.Config, error) { return config, nil })
	opened := func() int64 {
		return get[struct {
			Value int64 `json:"value"`
		}](s, "/api/measures/fund.employers.opened?year=2025").Value
	}
	state := func() string { return get[struct{ State string }](s, "/api/state").State }
	before, calm := opened(), state()
	if again := state(); calm == "" || again != calm {
		t.Errorf("nothing happened, and the state went from %q to %q", calm, again)
	}
	clock := civil.NewManual(civil.At(civil.DateOf(2025, 1, 1), 9, 0))
	writer, err := app.Open(context.Background(), config, clock, rand.Reader, app.Outside{})
	if err != nil {
		t.Fatal(err)
	}
	code := "12649901MA999999"
	code += string(uscc.OrgCheck(code[8:]))
	code += string(uscc.Check(code))
	_, err = writer.Member.OpenEmployer(context.Background(), act.By{Actor: "clerk01", Door: act.Counter,
		Branch: "01"}, "test/1",
		member.NewEmployer{USCC: code, Name: "示例市新开单位", Office: "01", FoundedOn: civil.DateOf(2024, 12, 20),
			EmployerRatio: money.RateOne / 100 * 8, MemberRatio: money.RateOne / 100 * 8, PayDay: 10,
			FirstMonth: civil.MonthOf(2025, 1), AgentName: "示例甲", AgentMobile: "15400000000"})
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if after := opened(); after != before+1 {
		t.Errorf("%d employers opened before and %d after one more", before, after)
	}
	if state() == calm {
		t.Errorf("an employer was opened, and the state is still %q", calm)
	}
}

func TestTablesOfTheYearAndThePublishedOnesHaveOneShape(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		published := get[struct{ Tables []object }](s, "/api/evaluation/published").Tables
		if len(published) != 3 {
			t.Fatalf("%d published tables", len(published))
		}
		list := get[paged](s, "/api/evaluation/2024/tables").Items
		for i, summary := range list {
			one := get[object](s, "/api/evaluation/2024/tables/"+string(rune('1'+i)))
			for key := range published[0] {
				if _, ok := one[key]; !ok {
					t.Errorf("table %d lacks %s", i+1, key)
				}
			}
			if one["summary"].(object)["byRule"] != summary["byRule"] {
				t.Errorf("table %d: %v on the list, %v on its page", i+1, summary["byRule"], one["summary"])
			}
			measured := 0
			for _, r := range one["rows"].([]any) {
				row := r.(object)
				if m, ok := row["measured"].(object); ok {
					measured++
					if w := s.ask(http.MethodGet, "/api/measures/"+m["measure"].(string)+"?year=2024",
						nil); w.Code != http.StatusOK ||
						m["definition"] == "" || m["period"] == "" {
						t.Errorf("table %d: %v leads nowhere: %d", i+1, m, w.Code)
					}
				} else if row["waiting"] == nil && row["how"] != "not-applicable" {
					t.Errorf("table %d: %v has neither a value nor what it waits for", i+1, row["level3"])
				}
			}
			if measured == 0 {
				t.Errorf("table %d: nothing is measured", i+1)
			}
			last := -1
			for _, f := range one["findings"].([]any) {
				rank := strings.Index("error warning note", f.(object)["severity"].(string))
				if f.(object)["kept"] == true {
					rank += 100 // what is explained stands behind what is open
				}
				if rank < last || f.(object)["next"] == "" || f.(object)["message"] == "" {
					t.Errorf("table %d: %v", i+1, f)
				}
				last = rank
			}
		}
	})
}

// TestATableAndItsProjectSayTheSameOfItsDoubts holds the list of the tables against the list of their projects, of
// which some doubts were explained.
func TestATableAndItsProjectSayTheSameOfItsDoubts(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		type doubts struct{ Error, Warning, Note, Kept int }
		projects, kept := map[string]doubts{}, 0
		for _, p := range get[struct {
			Items []struct {
				Name     string
				Findings doubts
			}
		}](s, "/api/projects?year=2024").Items {
			projects[p.Name] = p.Findings
			kept += p.Findings.Kept
		}
		for _, one := range get[struct {
			Items []struct {
				ID       int
				Project  string
				Findings doubts
			}
		}](s, "/api/evaluation/2024/tables").Items {
			if one.Findings != projects[one.Project] {
				t.Errorf("%s: %+v on the list of tables, %+v on that of projects", one.Project, one.Findings,
					projects[one.Project])
			}
			said := 0
			for _, f := range get[struct{ Findings []struct{ Kept bool } }](s,
				fmt.Sprintf("/api/evaluation/2024/tables/%d", one.ID)).Findings {
				if f.Kept {
					said++
				}
			}
			if said != one.Findings.Kept {
				t.Errorf("%s: %d doubts are explained on its page, %d on the list", one.Project, said, one.Findings.Kept)
			}
		}
		if kept == 0 {
			t.Error("no doubt is explained")
		}
	})
}
