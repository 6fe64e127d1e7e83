package evaluation

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	fen "guangsha/internal/base/money"
	"guangsha/internal/measure"
)

// A case file holds blocks: "应报：3,5" or "不报", then edits of a table in which nothing is to be found.
type caseBlock struct {
	line  int
	fires bool
	rows  string
	edits []string
}

func readCases(t *testing.T, id string) []caseBlock {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", "cases", id+".txt"))
	if err != nil {
		t.Fatalf("check %s has no case file: %v", id, err)
	}
	lines := strings.Split(string(src), "\n")
	if !strings.HasPrefix(lines[0], id+" ") {
		t.Fatalf("%s.txt does not begin with its check", id)
	}
	var blocks []caseBlock
	for i, line := range lines[1:] {
		rows, fires := strings.CutPrefix(line, "应报：")
		switch {
		case line == "":
		case fires || line == "不报":
			if !fires {
				rows = ""
			}
			blocks = append(blocks, caseBlock{line: i + 2, fires: fires, rows: rows})
		default:
			last := &blocks[len(blocks)-1]
			last.edits = append(last.edits, line)
		}
	}
	return blocks
}

func TestEveryCheckFiresAndStaysSilentInItsCases(t *testing.T) {
	for _, c := range Checks {
		t.Run(c.ID, func(t *testing.T) {
			fired, silent := false, false
			for _, b := range readCases(t, c.ID) {
				tables, ctx := edited(t, b.edits)
				var rows []string
				for _, f := range Check(tables, ctx) {
					if f.ID == c.ID {
						rows = append(rows, fmt.Sprint(f.Row))
					}
				}
				if got := strings.Join(rows, ","); got != b.rows {
					t.Errorf("%s.txt:%d: fires on rows %q, want %q", c.ID, b.line, got, b.rows)
				}
				fired, silent = fired || b.fires, silent || !b.fires
			}
			if !fired || !silent {
				t.Errorf("the case file must make %s fire (%v) and stay silent (%v)", c.ID, fired, silent)
			}
		})
	}
}

func TestTheCatalogueHasOneFilePerCheckInOrder(t *testing.T) {
	var ids []string
	for _, c := range Checks {
		ids = append(ids, c.ID)
		onlyOne := (c.one == nil) != (c.whole == nil)
		cited := c.Basis != "" && c.Severity.rank() >= 0
		if c.Title == "" || !cited || c.MayChange == "" || !onlyOne || (c.Needs == "") != (c.has == nil) {
			t.Errorf("%s is not complete", c.ID)
		}
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Error("the checks are not in the order of the catalogue")
	}
	files, err := filepath.Glob("check_???.go")
	if err != nil {
		t.Fatal(err)
	}
	cases, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(ids) || len(cases) != len(ids) {
		t.Errorf("%d checks, %d files, %d case files", len(ids), len(files), len(cases))
	}
}

func TestNothingIsFoundInACleanTable(t *testing.T) {
	tables, ctx := edited(t, nil)
	for _, f := range Check(tables, ctx) {
		t.Errorf("%s row %d: %s", f.ID, f.Row, f.Message)
	}
}

// edited gives the clean table, changed, and what else the case says.
func edited(t *testing.T, edits []string) ([]Table, Context) {
	t.Helper()
	src, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	fresh := func() Table {
		tables, err := Read(src, "clean.txt")
		if err != nil || len(tables) != 1 {
			t.Fatalf("the clean table: %d tables, %v", len(tables), err)
		}
		return tables[0]
	}
	e := editor{tables: []Table{fresh()}}
	for _, line := range edits {
		if line == "另一张表" {
			e.tables = append(e.tables, fresh())
			continue
		}
		if err := e.apply(line, fresh); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return e.tables, e.ctx
}

type editor struct {
	tables []Table
	ctx    Context
}

var (
	rowEdit  = regexp.MustCompile(`^第(\d+)行\.(\S+)$`)
	measured = regexp.MustCompile(`^取数 第(\d+)行$`)
	twoRows  = regexp.MustCompile(`^(单价|总量) 第(\d+)行 第(\d+)行$`)
	outside  = regexp.MustCompile(`^外部文件 第(\d+)行$`)
	recorded = regexp.MustCompile(`^档位 第(\d+)行$`)
	removed  = regexp.MustCompile(`^删除第(\d+)行$`)
)

func (e *editor) apply(line string, fresh func() Table) error {
	t := &e.tables[len(e.tables)-1]
	if m := removed.FindStringSubmatch(line); m != nil {
		t.Indicators = slices.DeleteFunc(t.Indicators, func(i Indicator) bool { return i.Row == atoi(m[1]) })
		return nil
	}
	field, value, ok := strings.Cut(line, " =")
	if !ok {
		return fmt.Errorf("no =")
	}
	value = strings.TrimSpace(value)
	project := t.Project
	if m := twoRows.FindStringSubmatch(field); m != nil {
		a, b := atoi(m[2]), atoi(m[3])
		if m[1] == "单价" {
			e.ctx.Prices = append(e.ctx.Prices, UnitPrice{Project: project, QuantityRow: a, AmountRow: b, Yuan: value})
		} else {
			coverage := Coverage{Project: project, OutputRow: a, Population: value, BenefitRow: b}
			e.ctx.Coverages = append(e.ctx.Coverages, coverage)
		}
		return nil
	}
	if m := measured.FindStringSubmatch(field); m != nil {
		e.ctx.Measured = append(e.ctx.Measured, Measured{len(e.tables) - 1, atoi(m[1]), value})
		return nil
	}
	if m := outside.FindStringSubmatch(field); m != nil {
		stated, books, _ := strings.Cut(value, " 取数 ")
		n, err := fen.ParseYuan(books)
		v := measure.Value{Measure: measure.Measure{Name: "m", Unit: measure.Fen}, N: int64(n), Known: true}
		list := []Outside{{Paper: "部门决算", Item: "支出", Measure: "m", Amount: stated}}
		for _, c := range Against(v, list) {
			e.ctx.Outside = append(e.ctx.Outside, BesideRow{len(e.tables) - 1, atoi(m[1]), c})
		}
		return err
	}
	if m := recorded.FindStringSubmatch(field); m != nil {
		e.ctx.Recorded = append(e.ctx.Recorded, Recorded{Project: project, Row: atoi(m[1]), Grade: value})
		return nil
	}
	if approved, ok := strings.CutPrefix(field, "批复 "); ok {
		a := fresh()
		e.ctx.Approved = []Table{a}
		return editTable(&e.ctx.Approved[0], approved, value)
	}
	if item, ok := strings.CutPrefix(field, "汇总."); ok {
		e.editSummary(item, value)
		return nil
	}
	if field == "口径" {
		p, err := ProfileOf(value)
		e.ctx.Profile = p
		return err
	}
	if field == "今年" {
		e.ctx.ThisYear = atoi(value)
		return nil
	}
	return editTable(t, field, value)
}

func (e *editor) editSummary(item, value string) {
	if e.ctx.Summary == nil {
		e.ctx.Summary = &Summary{Grades: map[string]int{}}
	}
	switch item {
	case "项目数":
		e.ctx.Summary.Count = atoi(value)
	case "金额":
		e.ctx.Summary.Amount = value
	case "平均得分":
		e.ctx.Summary.Mean = value
	default:
		e.ctx.Summary.Grades[item] = atoi(value)
	}
}

func editTable(t *Table, field, value string) error {
	if m := rowEdit.FindStringSubmatch(field); m != nil {
		at := slices.IndexFunc(t.Indicators, func(i Indicator) bool { return i.Row == atoi(m[1]) })
		return editIndicator(&t.Indicators[at], m[2], value)
	}
	for i := range t.Funds {
		if item, ok := strings.CutPrefix(field, strings.TrimSuffix(t.Funds[i].Name, "：")+"."); ok {
			return editFund(&t.Funds[i], item, value)
		}
	}
	texts := map[string]*string{
		"项目名称": &t.Project, "主管部门": &t.Department, "实施单位": &t.Unit, "预期目标": &t.Goal, "实际完成情况": &t.GoalActual,
		"等级": &t.Grade, "标题": &t.Title,
	}
	switch to := texts[field]; {
	case to != nil:
		*to = value
	case field == "年度":
		t.YearText, t.Year = value, readYear(value)
	case field == "总得分":
		t.TotalText[1], t.TotalScore = value, ReadPoints(value)
	default:
		return fmt.Errorf("no field %s", field)
	}
	return nil
}

func editFund(f *Fund, item, value string) error {
	to := map[string]*string{
		"年初预算数": &f.Initial, "全年预算数": &f.Budget, "全年执行数": &f.Executed, "分值": &f.Weight, "执行率": &f.Rate, "得分": &f.Score,
	}[item]
	if to == nil {
		return fmt.Errorf("no column %s", item)
	}
	*to = value
	return nil
}

func editIndicator(i *Indicator, item, value string) error {
	to := map[string]*string{
		"一级": &i.First, "二级": &i.Second, "名称": &i.Name, "指标值": &i.Target, "完成值": &i.Actual, "分值": &i.WeightText,
		"得分": &i.ScoreText, "原因": &i.Reason,
	}[item]
	if to == nil {
		return fmt.Errorf("no column %s", item)
	}
	*to = value
	i.Weight, i.Score = ReadPoints(i.WeightText), ReadPoints(i.ScoreText)
	return nil
}
