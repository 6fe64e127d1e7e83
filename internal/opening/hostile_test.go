package opening_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/opening"
)

// table is a file of the small set as rows of cells, header first.
type table [][]string

func smallTable(t *testing.T, name string) table {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(small, name+".csv"))
	must(t, err)
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	must(t, err)
	return rows
}

// set is the small set with some tables changed.
type set map[string]table

func smallSet(t *testing.T, names ...string) set {
	s := set{}
	for _, n := range names {
		s[n] = smallTable(t, n)
	}
	return s
}

// cell sets a cell of the row that begins with a key.
func (s set) cell(name, key, column, value string) {
	rows := s[name]
	for i, c := range rows[0] {
		if c != column {
			continue
		}
		for _, r := range rows[1:] {
			if r[0] == key {
				r[i] = value
				return
			}
		}
	}
	panic(name + " has no " + key + " " + column)
}

// total sets a total, of 总账 or of 控制总数.
func (s set) total(name, key, object, value string) {
	for _, r := range s[name][1:] {
		if r[0] == key && (name == "总账" || r[1] == object) {
			r[len(r)-1-map[string]int{"总账": 1}[name]] = value
			return
		}
	}
	s[name] = append(s[name], []string{key, object, value})
}

func (s set) add(name string, row ...string) { s[name] = append(s[name], row) }

// write writes the set to a folder.
func (s set) write(t *testing.T) string {
	t.Helper()
	dir := copied(t, "", nil)
	for name, rows := range s {
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		must(t, w.WriteAll(rows))
		must(t, os.WriteFile(filepath.Join(dir, name+".csv"), text.Bytes(), 0o600))
	}
	return dir
}

// accepting brings a set in for good; rehearsing only on passing books, so that the live ones serve for the next set.
var (
	accepting = func(c *app.Centre) error {
		_, err := c.Opening.Accept(context.Background(), by, quiet)
		return err
	}
	rehearsing = func(c *app.Centre) error { return c.Opening.Rehearse(context.Background(), by, quiet) }
)

// outcome loads, checks, reconciles and accepts a set, and says how far it came. Whatever it is, it is no half opening.
func outcome(t *testing.T, c *app.Centre, dir string, accept func(*app.Centre) error) string {
	t.Helper()
	ctx := context.Background()
	if err := load(t, c, dir); err != nil {
		if refusal.Of(err) == nil {
			t.Errorf("load: %v", err)
		}
		return "refused"
	}
	checked, err := c.Opening.Check(ctx, by, quiet)
	if err != nil {
		t.Errorf("check: %v", err)
		return "failed"
	}
	sheet, err := c.Opening.Reconcile(ctx)
	if err != nil {
		t.Errorf("report: %v", err)
		return "failed"
	}
	switch {
	case checked.Blocking() > 0:
		return "listed"
	case sheet.Different() > 0:
		return "unbalanced"
	}
	err = accept(c)
	st, again := c.Opening.Status(ctx)
	must(t, again)
	switch {
	case err == nil && st.State == opening.Loaded:
		return "rehearsed"
	case err == nil && st.State == opening.Done:
		verified(t, c)
		return "accepted"
	case refusal.Is(err, opening.CodeRehearsal) && st.State == opening.Loaded:
		must(t, load(t, c, small)) // the live books are untouched
		return err.Error()
	}
	t.Errorf("half an opening: %s, %v", st.State, err)
	return "half"
}

// hostile are values that no cell of a kind should have, and some that it just may.
func hostile(f opening.Field) []string {
	long, first17 := strings.Repeat("示例", 120), "64990120240601001" // born after the books begin
	switch f.Kind {
	case opening.Amount:
		return []string{"", "0", "-0.01", "200000000", "92233720368547758.07"}
	case opening.Whole:
		return []string{"", "0", "-1", "400", "99999999999999"}
	case opening.Percent:
		return []string{"", "0", "0.95", "95", "-3", "99999999999"}
	case opening.Day:
		return []string{"", "1901-01-01", "2024-02-30", "2024-01-01", "2099-12-31"}
	case opening.Month:
		return []string{"", "1950-01", "2024-13", "2024-01", "2099-12"}
	case opening.Code:
		return []string{"", "02", "05", "04", "XX"}
	case opening.IDNo:
		return []string{"", "1", first17 + string(idno.CheckDigit(first17)), "649901750203002"}
	case opening.Mobile, opening.Card:
		return []string{"", "1", long}
	}
	return []string{"", long, "示例\n甲", "9901000000000003"}
}

// TestNoCellMakesHalfAnOpening changes one cell at a time of every column. The work list or the sheet names it, or
// all of it comes in: nothing is left for the rehearsal to refuse.
func TestNoCellMakesHalfAnOpening(t *testing.T) {
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	came := map[string]int{}
	for _, of := range opening.Tables {
		rows := smallTable(t, of.Name)
		for _, f := range of.Fields {
			for _, value := range hostile(f) {
				s := smallSet(t, of.Name)
				at := -1
				for j, head := range rows[0] {
					if head == f.Code || head == f.Name {
						at = j
					}
				}
				if at < 0 {
					t.Fatalf("%s: no column %s", of.Name, f.Name)
				}
				s[of.Name][1][at] = value
				what := outcome(t, c, s.write(t), rehearsing)
				came[what]++
				if what != "listed" && what != "unbalanced" && what != "rehearsed" {
					t.Errorf("%s %s %q: %s", of.Name, f.Name, value, what)
				}
			}
		}
	}
	if came["listed"] == 0 || came["unbalanced"] == 0 || came["rehearsed"] == 0 {
		t.Errorf("came to %v", came)
	}
}

// balanced are sets whose totals agree with what one row says, and that a use case refuses.
var balanced = map[string]func(s set){
	"a withdrawal of nothing":      func(s set) { s.cell("购房提取记录", "GR001", "提取金额", "0") },
	"a freeze of more than it may": func(s set) { s.cell("冻结登记", "GR003", "冻结金额", "200000000") },
	"a court of many letters": func(s set) {
		s.cell("冻结登记", "GR003", "冻结机关", strings.Repeat("示例县人民法院", 7))
	},
	"contributions without an end":  func(s set) { s.cell("个人账户", "GR006", "LXJCQSNY", "2023-12") },
	"a bank account numbered zero":  func(s set) { s.cell("银行专户", "3", "专户序号", "0") },
	"a serial of eighty characters": func(s set) { s["暂收暂存"][1][6] = strings.Repeat("1", 80) },
	"a name of many letters":        func(s set) { s.cell("个人信息", "GR001", "姓名", strings.Repeat("张", 200)) },
	"a name of two lines":           func(s set) { s.cell("个人信息", "GR001", "姓名", "张\n示例") },
	"more interest than there is": func(s set) {
		s.cell("定期存款", "DQ001", "已计提利息", "900")
		s.total("总账", "111", "", "900")
		s.total("总账", "301", "", "20525.00")
	},
	"money of an employer that is closed": func(s set) {
		s.add("缴存单位信息", "DW004", "示例县丁厂", "91649901700004036F", "01", "2001-01-01", "2001-08-01", "5", "", "", "")
		s.add("单位账户", "DW004", "8", "8", "0", "0", "0", "04", "2019-12")
		s.total("控制总数", "单位账户数", "", "4")
		s.total("控制总数", "单位账户数", "04", "1")
		s.add("暂收暂存", "01", "DW004", "955", "示例县丁厂", "10.00", "2023-10-10", "LSX1", "9901000000000001")
		s.total("总账", "21901", "", "1930.00")
		s.total("总账", "301", "", "19990.00")
	},
	"a bank account overdrawn": func(s set) {
		s.cell("银行专户", "3", "账户余额", "-20000")
		s.cell("银行专户", "1", "账户余额", "211104.59")
		s.total("控制总数", "银行专户余额", "9901000000000003", "-20000")
		s.total("控制总数", "银行专户余额", "9901000000000001", "211104.59")
	},
	"a balance of more than it may": func(s set) {
		s.cell("个人账户", "GR005", "GRZHYE", "100080000")
		s.cell("个人账户", "GR005", "GRZHSNJZYE", "100080000")
		s.cell("单位账户", "DW003", "单位账户余额", "100080000")
		s.total("总账", "201", "", "100643120.00")
		s.total("总账", "10101", "", "100191104.59")
		s.cell("银行专户", "1", "账户余额", "100171104.59")
		s.total("控制总数", "银行专户余额", "9901000000000001", "100171104.59")
		s.total("控制总数", "缴存余额", "", "100643120.00")
		s.total("控制总数", "缴存余额", "01", "100290160.00")
	},
	"a freeze of an account that is closed": func(s set) {
		s.add("冻结登记", "GR007", "0", "2023-06-01", "2024-05-31", "法院", "文2")
		s.total("控制总数", "冻结笔数", "", "2")
	},
	"somebody born after the first day": func(s set) {
		first17 := "64990120240601001"
		s.cell("个人信息", "GR001", "证件号码", first17+string(idno.CheckDigit(first17)))
	},
}

func TestWhatAUseCaseRefusesIsOnTheListThoughEverythingBalances(t *testing.T) {
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	for name, change := range balanced {
		s := smallSet(t, "购房提取记录", "冻结登记", "个人账户", "银行专户", "暂收暂存", "个人信息", "定期存款", "总账", "缴存单位信息",
			"单位账户", "控制总数", "限制名单")
		change(s)
		if got := outcome(t, c, s.write(t), accepting); got != "listed" {
			t.Errorf("%s: %s", name, got)
		}
		if sheet, err := c.Opening.Reconcile(context.Background()); err != nil || sheet.Different() != 0 {
			t.Errorf("%s: the sheet differs in %d lines, %v: the case shows nothing", name, sheet.Different(), err)
		}
	}
	if got := outcome(t, c, small, accepting); got != "accepted" {
		t.Errorf("the corrected set: %s", got)
	}
}

// TestARehearsalRefusesWhatNoCheckKnows takes a finding off the list and accepts: the rehearsal names the row, the live
// books have nothing, and the corrected set comes in.
func TestARehearsalRefusesWhatNoCheckKnows(t *testing.T) {
	both(t, func(t *testing.T, config app.Config) {
		c, ctx := centre(t, config), context.Background()
		for row, change := range map[string]func(set){
			"购房提取记录GR001": balanced["a withdrawal of nothing"],
			"个人账户GR001":   balanced["a name of many letters"],
			"单位暂存的单位没有建账": balanced["money of an employer that is closed"],
			"冻结登记GR003":   balanced["a freeze of more than it may"],
			"I-04":        balanced["a bank account overdrawn"],
		} {
			s := smallSet(t, "购房提取记录", "个人信息", "冻结登记", "缴存单位信息", "单位账户", "控制总数", "暂收暂存", "总账", "银行专户")
			change(s)
			must(t, load(t, c, s.write(t)))
			err := c.Opening.Rehearse(ctx, by, quiet)
			if !refusal.Is(err, opening.CodeRehearsal) || !strings.Contains(err.Error(), row) {
				t.Errorf("%s: %v", row, err)
			}
			if st, err := c.Opening.Status(ctx); err != nil || st.State != opening.Loaded {
				t.Errorf("%s: the opening is %s, %v", row, st.State, err)
			}
			left, err := filepath.Glob(filepath.Join(config.Data, "rehearsal*"))
			if must(t, err); len(left) > 0 {
				t.Errorf("%s: passing books are left: %v", row, left)
			}
		}
		if got := outcome(t, c, small, accepting); got != "accepted" {
			t.Errorf("the corrected set: %s", got)
		}
	})
}

// TestABanBelongsToThePerson bans somebody under the number of an account that is closed, who has another one.
func TestABanBelongsToThePerson(t *testing.T) {
	c, ctx := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"}), context.Background()
	s := smallSet(t, "个人信息", "限制名单", "购房提取记录", "控制总数")
	s.cell("个人信息", "GR007", "证件号码", "649902198812120047") // GR004
	s.cell("限制名单", "GR004", "个人账号", "GR007")
	s.cell("购房提取记录", "GR001", "个人账号", "GR007")
	must(t, load(t, c, s.write(t)))
	done, err := c.Opening.Accept(ctx, by, quiet)
	if err != nil || done.Bans != 1 || done.Drawn != 2 {
		t.Fatalf("%+v, %v", done, err)
	}
	verified(t, c)
	who := people(t, c)["GR004"].Person
	must(t, c.Work.Read(ctx, func(tx unit.Tx) error {
		until, err := c.Withdrawal.Store.BannedUntil(tx, who)
		if until != civil.DateOf(2027, 10, 1) {
			t.Errorf("banned until %s", until)
		}
		return err
	}))
}

// TestNothingIsPostedBeforeTheRehearsalEndsWell has passing books that do not hold.
func TestNothingIsPostedBeforeTheRehearsalEndsWell(t *testing.T) {
	c, ctx := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"}), context.Background()
	must(t, load(t, c, small))
	before := dump(t, c)
	passing := c.Opening.Passing
	c.Opening.Passing = func(ctx context.Context) (opening.Passing, error) {
		p, err := passing(ctx)
		p.Verify = func(context.Context) (string, error) { return "I-99", nil }
		return p, err
	}
	if err := accepting(c); !refusal.Is(err, opening.CodeRehearsal) || !strings.Contains(err.Error(), "I-99") {
		t.Errorf("accepted: %v", err)
	}
	if st, err := c.Opening.Status(ctx); err != nil || st.State != opening.Loaded || dump(t, c) != before {
		t.Errorf("the opening is %s, %v", st.State, err)
	}
	c.Opening.Passing = passing
	if got := outcome(t, c, small, accepting); got != "accepted" {
		t.Errorf("the set: %s", got)
	}
}

// TestTheFirstSetStaysUntilTheSecondIsWhole loads a set that breaks off at the end of its last table.
func TestTheFirstSetStaysUntilTheSecondIsWhole(t *testing.T) {
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	must(t, load(t, c, small))
	broken := copied(t, "限制名单.csv", func(text string) string {
		return text + "GR005,2022-10-01,2027-10-01,\"示例\n"
	})
	if err := load(t, c, broken); !refusal.Is(err, "document.table.damaged") {
		t.Errorf("a table that breaks off: %v", err)
	}
	if got := outcome(t, c, broken, accepting); got != "refused" {
		t.Errorf("a table that breaks off: %s", got)
	}
	if err := accepting(c); err != nil {
		t.Errorf("the set that was loaded first: %v", err)
	}
}

// TestABadFirstDayIsTheOnlyFinding gives days on which no books begin, and none.
func TestABadFirstDayIsTheOnlyFinding(t *testing.T) {
	c, ctx := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"}), context.Background()
	for day, reason := range map[string]string{"2024-02-30": "date", "": "empty", "1901-01-01": "first-day",
		"2099-01-01": "first-day", "none": "centre"} {
		s := smallSet(t, "建账说明")
		if s["建账说明"][1][1] = day; day == "none" {
			s["建账说明"] = s["建账说明"][:1]
		}
		must(t, load(t, c, s.write(t)))
		checked, err := c.Opening.Check(ctx, by, quiet)
		must(t, err)
		var blocking []string
		for _, r := range checked.Reasons {
			if r.Blocks {
				blocking = append(blocking, r.ID)
			}
		}
		if len(blocking) != 1 || blocking[0] != reason || checked.Blocking() != 1 {
			t.Errorf("%q: %v, %d entries", day, blocking, checked.Blocking())
		}
	}
}

// TestWhatWasWithdrawnForAHomeStaysThoughTheAccountIsClosed has a withdrawal of somebody without any account.
func TestWhatWasWithdrawnForAHomeStaysThoughTheAccountIsClosed(t *testing.T) {
	c, ctx := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"}), context.Background()
	s := smallSet(t, "购房提取记录")
	s.cell("购房提取记录", "GR001", "个人账号", "GR007")
	must(t, load(t, c, s.write(t)))
	done, err := c.Opening.Accept(ctx, by, quiet)
	if err != nil || done.Drawn != 2 {
		t.Fatalf("%+v, %v", done, err)
	}
	verified(t, c)
	who := people(t, c)["GR002"].No
	must(t, c.Work.Read(ctx, func(tx unit.Tx) error {
		total, _, err := c.Withdrawal.Store.OfHouse(tx, "示例县不动产0001号", who, "", 0)
		if total != 32_000_00 {
			t.Errorf("%s were withdrawn for the home", total)
		}
		return err
	}))
}
