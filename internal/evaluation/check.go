package evaluation

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Context is what the checks may know besides the tables. A check that lacks what it needs stays silent; Waiting
// names it.
type Context struct {
	Profile   Profile     // chosen for each table by what it shows when empty
	Approved  []Table     // 批复的绩效目标表, by project name
	Recorded  []Recorded  // 定性指标所选档位
	Prices    []UnitPrice // 单价
	Coverages []Coverage  // 应覆盖总量
	Summary   *Summary    // 自评情况汇总表
	Paper     Paper       // 底稿, for the grades that people chose
	Measured  []Measured  // 系统取数值
	Outside   []BesideRow // 外部文件所列数
	ThisYear  int         // a table of a year that is far ahead is none; 0 when nobody says
	Checked   func()      // called after each table, from several goroutines, to show progress; may be nil
}

// Recorded is the grade that a person chose for a qualitative row, as 档位 of the profile.
type Recorded struct {
	Project string
	Row     int
	Grade   string
}

// UnitPrice says that the quantity of one row times a price in 元 should give the money of another row.
type UnitPrice struct {
	Project     string
	QuantityRow int
	AmountRow   int
	Yuan        string // a decimal number of 元
}

// Coverage says of how many the output of a row is a part, so that the rate a benefit row claims can be derived.
type Coverage struct {
	Project    string
	OutputRow  int
	Population string // a number
	BenefitRow int
}

// Summary is the summary of a unit's tables (自评情况汇总表). Empty fields are not checked.
type Summary struct {
	Count  int    // 项目个数, 0 when not stated
	Amount string // 金额, in the unit of the tables
	Mean   string // 平均得分
	Grades map[string]int
}

// Rule is one check of the catalogue (核对规则).
type Rule struct {
	ID        string
	Severity  Severity // of most of its findings
	Title     string   // what should hold, in the officer's words
	Basis     string
	MayChange string
	Needs     string // data it waits for; empty when the table suffices

	partly bool                            // it looks at tables also without what it waits for
	across bool                            // it looks at all tables together, of whatever unit
	one    func(s *subject, r *report)     // looks at one table
	whole  func(all []*subject, r *report) // looks at all tables of a unit and year together
	has    func(ctx Context) bool          // whether the data it needs is there
}

// report collects the findings of one check on one table.
type report struct {
	check *Rule
	ctx   Context
	table int
	found []Finding
}

func (r *report) add(severity Severity, row int, format string, args []any) *Finding {
	saw, said := make([]string, len(args)), slices.Clone(args)
	for i, a := range args {
		saw[i] = fmt.Sprint(a)
		if text := apart(saw[i]); text != saw[i] {
			said[i] = text
		}
	}
	r.found = append(r.found, Finding{
		ID: r.check.ID, Severity: severity, Table: r.table, Row: row, Message: fmt.Sprintf(format, said...), Saw: saw,
		Basis: r.check.Basis, MayChange: r.check.MayChange,
	})
	return &r.found[len(r.found)-1]
}

// say reports a finding with the severity of the check; row 0 is the table as a whole.
func (r *report) say(row int, format string, args ...any) {
	r.add(r.check.Severity, row, format, args)
}

// sayAs reports with another severity.
func (r *report) sayAs(severity Severity, row int, format string, args ...any) {
	r.add(severity, row, format, args)
}

// sayRows reports one finding on several rows.
func (r *report) sayRows(rows []int, format string, args ...any) {
	r.add(r.check.Severity, rows[0], format, args).Rows = rows
}

// sayTables reports a finding on several tables.
func (r *report) sayTables(tables []int, format string, args ...any) {
	r.add(r.check.Severity, 0, format, args).Tables = tables
}

// Check checks tables by the catalogue. The findings of each table come together, worst first; those that concern
// several tables come last.
func Check(tables []Table, ctx Context) []Finding {
	subjects := make([]*subject, len(tables))
	inParallel(len(tables), func(i int) { subjects[i] = newSubject(i, tables[i], ctx) })
	return checkAll(subjects, ctx)
}

func checkAll(subjects []*subject, ctx Context) []Finding {
	ofEach := make([][]Finding, len(subjects))
	inParallel(len(subjects), func(i int) {
		ofEach[i] = subjects[i].check()
		if ctx.Checked != nil {
			ctx.Checked()
		}
	})
	found := slices.Concat(ofEach...)
	groups := ofUnitAndYear(subjects)
	for i := range Checks {
		c := &Checks[i]
		switch {
		case c.whole == nil || c.waits(ctx):
		case c.across:
			found = append(found, c.together(subjects, ctx)...)
		default:
			for _, group := range groups {
				found = append(found, c.together(group, ctx)...)
			}
		}
	}
	sortFindings(found)
	return found
}

// waits reports whether the check has to stay silent for want of data.
func (c *Rule) waits(ctx Context) bool { return c.has != nil && !c.has(ctx) && !c.partly }

// check runs the checks of one table.
func (s *subject) check() []Finding {
	var found []Finding
	for i := range Checks {
		if c := &Checks[i]; c.one != nil && !c.waits(s.ctx) {
			r := report{check: c, ctx: s.ctx, table: s.at}
			c.one(s, &r)
			found = append(found, r.found...)
		}
	}
	return found
}

// inParallel calls do for each number below n, on all processors. What do writes belongs to its number alone.
func inParallel(n int, do func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wait.Wait()
}

// together runs a check on several tables.
func (c *Rule) together(all []*subject, ctx Context) []Finding {
	r := report{check: c, ctx: ctx, table: WholeSet}
	c.whole(all, &r)
	return r.found
}

// ofUnitAndYear puts the tables of one unit and year together, in the order in which they come.
func ofUnitAndYear(subjects []*subject) [][]*subject {
	return together(subjects, func(s *subject) Table { return s.Table })
}

// ByUnit puts the tables of one unit and year together, in the order in which they come: those that are checked against
// each other, and that one unit hands in.
func ByUnit(tables []Table) [][]Table { return together(tables, func(t Table) Table { return t }) }

func together[T any](list []T, of func(T) Table) [][]T {
	type key struct {
		unit string
		year int
	}
	at := map[key]int{}
	var groups [][]T
	for _, one := range list {
		t := of(one)
		k := key{compact(t.Body()), t.Year}
		i, seen := at[k]
		if !seen {
			i = len(groups)
			at[k], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], one)
	}
	return groups
}

// Body is the unit that a table is of: 实施单位, or where none is named 主管部门.
func (t Table) Body() string {
	if blank(t.Unit) {
		return t.Department
	}
	return t.Unit
}

// Waiting lists the checks that stay silent for want of data, with what they wait for.
func Waiting(ctx Context) []Rule {
	return slices.DeleteFunc(slices.Clone(Checks), func(c Rule) bool { return c.has == nil || c.has(ctx) })
}
