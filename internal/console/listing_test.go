package console_test

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// rows are all rows of a list.
func (s site) rows(target string) (list []object) {
	s.t.Helper()
	for _, text := range s.through(target, "", 200) {
		var row object
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&row); err != nil {
			s.t.Fatal(err)
		}
		list = append(list, row)
	}
	return list
}

// compare compares what two rows show in a column.
func compare(a, b any) int {
	if text, ok := a.(string); ok {
		return cmp.Compare(text, b.(string))
	}
	return cmp.Compare(whole(a), whole(b))
}

// whole is a number of a row.
func whole(v any) int64 {
	n, err := v.(json.Number).Int64()
	if err != nil {
		panic(err)
	}
	return n
}

// TestAListIsInTheOrderThatWasAskedFor reads every list in every order: the column goes one way, the reverse order is
// the list backwards, and nothing is lost against the list as it comes.
func TestAListIsInTheOrderThatWasAskedFor(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		for _, l := range []struct{ target, sort, column, none string }{
			{"/api/members?", "balance", "balance", ""}, {"/api/members?office=02", "paid", "paidThrough", ""},
			{"/api/members?", "no", "no", ""}, {"/api/employers?", "members", "members", ""},
			{"/api/employers?", "no", "no", ""}, {"/api/loans?", "amount", "amount", ""},
			{"/api/loans?", "balance", "balance", ""}, {"/api/loans?", "unpaid", "unpaid", ""},
			{"/api/loans?", "due", "nextDue", "9999"}, {"/api/loans?", "disbursed", "disbursed", "9999"},
			{"/api/vouchers?month=2024-03", "amount", "amount", ""}, {"/api/vouchers?month=2024-03", "day", "day", ""},
			{"/api/vouchers?year=2024&account=12101", "day", "day", ""},
			{"/api/vouchers?month=2024-03&account=201", "amount", "amount", ""},
			{"/api/withdrawals?", "paid", "paid", ""}, {"/api/withdrawals?office=02", "decided", "decided", "9999"},
			{"/api/late?year=2024", "days", "daysLate", ""}, {"/api/late?year=2024", "date", "date", ""},
		} {
			up, down := s.rows(l.target+"&sort="+l.sort), s.rows(l.target+"&sort=-"+l.sort)
			shown := func(r object) any {
				if r[l.column] == "" && l.none != "" {
					return l.none
				}
				return r[l.column]
			}
			if !slices.IsSortedFunc(up, func(a, b object) int { return compare(shown(a), shown(b)) }) {
				t.Errorf("%s by %s is not in order", l.target, l.sort)
			}
			short := s.through(l.target+"&sort=-"+l.sort, "", 23)
			if !slices.Equal(short, s.through(l.target+"&sort=-"+l.sort, "", 200)) {
				t.Errorf("%s by %s: in short pages it is another list", l.target, l.sort)
			}
			slices.Reverse(down)
			same := func(a, b object) bool { return text(t, a) == text(t, b) }
			if len(up) < 3 || len(up) != len(s.rows(l.target)) || !slices.EqualFunc(up, down, same) {
				t.Errorf("%s by %s: %d rows up, %d down, and not one the other backwards", l.target, l.sort, len(up),
					len(down))
			}
		}
	})
}

// TestVouchersOfADayStandInTheOrderOfTheirNumbers reads a month by days: numbers go up, those of one day too, whose ids
// are in the order of arrival.
func TestVouchersOfADayStandInTheOrderOfTheirNumbers(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		var numbers []string
		for _, v := range wholeList[struct{ Number string }](s, "/api/vouchers?month=2024-03&sort=day") {
			numbers = append(numbers, v.Number)
		}
		if len(numbers) < 40 || !slices.IsSorted(numbers) {
			t.Errorf("%d vouchers of a month by days are not in the order of their numbers", len(numbers))
		}
	})
}

// TestAStatementNamesItsEmployers reads the statement of one who came with the opening: its two rows say which part
// each is, and a contribution says whose, by number and by name.
func TestAStatementNamesItsEmployers(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		m := get[struct {
			Items []struct{ No, Employer, EmployerName string }
		}](s, "/api/members?sort=-balance").Items[0]
		kinds := map[string]int{}
		named := false
		from := "/api/members/" + m.No + "/statement?from=2020-01-01"
		for _, l := range wholeList[struct{ KindName, Summary string }](s, from) {
			kinds[l.KindName]++
			named = named || strings.HasSuffix(strings.Fields(l.Summary)[1], m.Employer+"（"+m.EmployerName+"）")
		}
		if kinds["期初余额（上年结转）"] != 1 || kinds["期初余额（当年归集）"] != 1 || !named {
			t.Errorf("rows by kind %v; the employer of %s is named: %v", kinds, m.No, named)
		}
	})
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestAPageInASlowOrderIsSortedOnce asks twice for pages whose order takes all rows of their list, and for others: what
// differs in anything that was asked is another page.
func TestAPageInASlowOrderIsSortedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		seen := map[string]string{}
		for range 2 {
			for _, target := range []string{"/api/members?sort=balance", "/api/members?sort=-balance",
				"/api/members?sort=-balance&office=02", "/api/members?sort=-balance&limit=7",
				"/api/employers?sort=-members", "/api/employers?sort=-members&q=x",
				"/api/vouchers?sort=-amount", "/api/vouchers?sort=-amount&year=2023",
				"/api/vouchers?sort=-amount&kind=1", "/api/vouchers?sort=-amount&account=10101"} {
				text := s.ask(http.MethodGet, target, nil).Body.String()
				if before, asked := seen[target]; asked && before != text {
					t.Errorf("%s: the second answer is another", target)
				}
				seen[target] = text
			}
		}
		same := map[string]string{}
		for target, text := range seen {
			if other, known := same[text]; known && !strings.Contains(text, `"items":[]`) {
				t.Errorf("%s and %s get one answer", target, other)
			}
			same[text] = target
		}
	})
}

// TestAFilterOfLoansLeavesWhatFits narrows the list by each condition: every row fits, and the parts make the whole.
func TestAFilterOfLoansLeavesWhatFits(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		c := get[struct {
			Offices, LoanStates, VoucherKinds, LateKinds []struct{ Code, Name string }
		}](s, "/api/choices")
		every := s.rows("/api/loans")
		parts := 0
		for _, state := range c.LoanStates {
			for _, l := range s.rows("/api/loans?state=" + state.Code) {
				if parts++; l["stateName"] != state.Name {
					t.Errorf("%s among those in state %s", l["stateName"], state.Name)
				}
			}
		}
		offices := 0
		for _, o := range c.Offices {
			for _, l := range s.rows("/api/loans?office=" + o.Code) {
				if offices++; l["branch"] != o.Code {
					t.Errorf("a loan of office %s among those of %s", l["branch"], o.Code)
				}
			}
		}
		if parts != len(every) || offices != len(every) {
			t.Errorf("%d loans, %d in some state, %d of some office", len(every), parts, offices)
		}
		overdue := s.rows("/api/loans?overdue=true")
		unpaid := count(every, func(l object) bool { return whole(l["unpaid"]) != 0 })
		if len(overdue) != unpaid || unpaid == 0 {
			t.Errorf("%d overdue are listed, %d have something unpaid", len(overdue), unpaid)
		}
		contract := every[len(every)-1]["contract"].(string)
		begin := contract[:6]
		begins := len(s.rows("/api/loans?contract=" + begin))
		n := count(every, func(l object) bool { return strings.HasPrefix(l["contract"].(string), begin) })
		if begins != n || n == 0 {
			t.Errorf("%d listed whose number begins so, %d do", begins, n)
		}
		if one := s.rows("/api/loans?contract=" + contract); len(one) != 1 {
			t.Errorf("%d loans of one contract", len(one))
		}
		if len(s.rows("/api/loans?contract=%25")) != 0 {
			t.Error("a percent sign finds loans")
		}
		lent := count(every, func(l object) bool { return strings.HasPrefix(l["disbursed"].(string), "2024-05") })
		if n := len(s.rows("/api/loans?year=2024&month=2024-05")); n != lent || n == 0 {
			t.Errorf("%d listed as lent in a month, %d were", n, lent)
		}
	})
}

func count(list []object, fits func(object) bool) (n int) {
	for _, row := range list {
		if fits(row) {
			n++
		}
	}
	return n
}

// TestABarOfAChartOpensWhatItCounts follows every bar of the year's charts to the list that it opens: what is lent and
// what is withdrawn add up to the bar, and of vouchers there are those of its kinds and their reversals, which add up
// to it on its accounts.
func TestABarOfAChartOpensWhatItCounts(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		y := get[struct {
			ContributionKinds, RepaymentKinds []int
			ContributedTo, RepaidTo           []int
			Months                            []struct {
				Month                        string
				Contributions, Loans, Repaid int64
				LoansCount                   int
				Withdrawals                  []struct {
					Code, Reason  string
					Count, Amount int64
				}
			}
		}](s, "/api/year/2024/dashboard")
		sum := func(list []object, column string) (n int64) {
			for _, row := range list {
				n += whole(row[column])
			}
			return n
		}
		followed := 0
		for _, m := range y.Months {
			lent := s.rows("/api/loans?month=" + m.Month)
			if len(lent) != m.LoansCount || sum(lent, "amount") != m.Loans {
				t.Errorf("%s: %d loans of %d, the bar says %d of %d", m.Month, len(lent), sum(lent, "amount"), m.LoansCount,
					m.Loans)
			}
			for _, w := range m.Withdrawals {
				followed++
				list := s.rows("/api/withdrawals?month=" + m.Month + "&reason=" + w.Code)
				if int64(len(list)) != w.Count || sum(list, "paid") != w.Amount {
					t.Errorf("%s %s: %d cases of %d, the bar says %d of %d", m.Month, w.Reason, len(list),
						sum(list, "paid"), w.Count, w.Amount)
				}
			}
			for _, bar := range []struct {
				kinds, accounts []int
				amount          int64
			}{{y.ContributionKinds, y.ContributedTo, m.Contributions}, {y.RepaymentKinds, y.RepaidTo, m.Repaid}} {
				asked := strings.Trim(strings.ReplaceAll(text(t, bar.kinds), " ", ""), "[]")
				query := "?month=" + m.Month + "&kind=" + asked + "&account=" +
					strings.Trim(strings.ReplaceAll(text(t, bar.accounts), " ", ""), "[]")
				list := s.rows("/api/vouchers" + query)
				all := get[struct{ Vouchers, Moved int64 }](s, "/api/vouchers/total"+query)
				if all.Moved != bar.amount || sum(list, "moved") != bar.amount || all.Vouchers != int64(len(list)) {
					t.Errorf("%s: %d vouchers of %d, in all %+v; the bar says %d", m.Month, len(list), sum(list, "moved"), all,
						bar.amount)
				}
				for _, v := range list {
					kind := "," + v["kind"].(json.Number).String() + ","
					if !strings.Contains(","+asked+",", kind) && v["reverses"] == "" {
						t.Errorf("%s: a voucher of kind %v among those of %s", m.Month, v["kind"], asked)
					}
				}
				if (bar.amount != 0) != (len(list) > 0) {
					t.Errorf("%s: a bar of %d opens %d vouchers", m.Month, bar.amount, len(list))
				}
			}
		}
		if followed < 12 {
			t.Errorf("only %d bars of withdrawals", followed)
		}
	})
}

// TestAYearAMonthAndADayNarrowTogether asks for a month of another year, and a day of another month.
func TestAYearAMonthAndADayNarrowTogether(t *testing.T) {
	s := serve(t, sqlite)
	lent := s.rows("/api/loans?sort=-disbursed&year=2024")[0]["disbursed"].(string)[:7]
	for query, some := range map[string]bool{
		"/api/withdrawals?month=2024-06": true, "/api/withdrawals?month=2024-06&year=2024": true,
		"/api/withdrawals?month=2024-06&year=2023": false,
		"/api/loans?month=" + lent:                 true, "/api/loans?year=2024&month=" + lent: true,
		"/api/loans?year=2023&month=" + lent: false,
		"/api/vouchers?day=2024-06-28":       true, "/api/vouchers?day=2024-06-28&month=2024-06&year=2024": true,
		"/api/vouchers?day=2024-06-28&month=2024-05": false, "/api/vouchers?day=2024-06-28&year=2023": false,
		"/api/vouchers?month=2024-06&year=2023": false,
	} {
		if list := s.rows(query); (len(list) > 0) != some {
			t.Errorf("%s: %d rows", query, len(list))
		}
	}
}

// TestAConditionThatCannotBeIsSaidInWords hands lists conditions that are wrong, unknown or given twice.
func TestAConditionThatCannotBeIsSaidInWords(t *testing.T) {
	s := serve(t, sqlite)
	for query, part := range map[string]string{
		"/api/withdrawals?year=x":                       "查询条件“付款年度”不正确",
		"/api/withdrawals?year=99999":                   "查询条件“付款年度”不正确",
		"/api/loans?sort=borrower":                      "查询条件“排序”不正确",
		"/api/vouchers?kind=x":                          "查询条件“凭证类型代码”不正确",
		"/api/vouchers?account=1,x":                     "查询条件“科目代码”不正确",
		"/api/vouchers?month=2024-06&month=2024-07":     "给了两次",
		"/api/vouchers?moth=2024-06":                    "这里没有的名称",
		"/api/vouchers?Month=2024-06":                   "这里没有的名称",
		"/api/members?office=02&office=03":              "给了两次",
		"/api/vouchers?limit=0":                         "查询条件“每页行数”不正确",
		"/api/measures/fund.surplus.amount/rows?year=x": "查询条件“年度”不正确",
	} {
		w := s.ask(http.MethodGet, query, nil)
		if p := problemOf(t, w); w.Code != http.StatusUnprocessableEntity || !strings.Contains(p.Title, part) {
			t.Errorf("%s: %d %s", query, w.Code, p.Title)
		}
	}
}

// TestACursorHoldsForItsOrder hands a cursor to the same list in another order.
func TestACursorHoldsForItsOrder(t *testing.T) {
	s := serve(t, sqlite)
	next := get[paged](s, "/api/loans?limit=3&sort=amount").Next
	w := s.ask(http.MethodGet, "/api/loans?limit=3&sort=-amount&cursor="+next, nil)
	if p := problemOf(t, w); w.Code != http.StatusUnprocessableEntity || p.Code != "console.cursor" {
		t.Errorf("%d %+v", w.Code, p)
	}
	for _, bad := range []string{"/api/loans?sort=borrower", "/api/vouchers?kind=999", "/api/vouchers?kind=x",
		"/api/late?year=2024&kind=x", "/api/loans?month=2024-13"} {
		w := s.ask(http.MethodGet, bad, nil)
		if w.Code != http.StatusUnprocessableEntity || problemOf(t, w).Title == "" {
			t.Errorf("%s: %d", bad, w.Code)
		}
	}
}
