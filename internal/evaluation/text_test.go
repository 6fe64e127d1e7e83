package evaluation

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/document"
	"guangsha/internal/measure"
)

func TestTheTerminalShowsAlignedColumnsAndEveryDoubt(t *testing.T) {
	tables := readSeed(t)
	found := Check(tables, Context{})
	var filled []FilledTable
	var scored []Scored
	for _, table := range tables {
		f := Reported(table)
		f.Rows[0] = FilledRow{
			Actual:   Actual{Reported: table.Indicators[0].Actual, Measured: "11次"},
			Evidence: Evidence{Grade: measure.Register, Rows: 11},
		}
		f.Rows[1] = FilledRow{
			Actual:   Actual{Reported: table.Indicators[1].Actual, Measured: "5次"},
			Evidence: Evidence{Grade: measure.Survey, Rows: 1, Of: 46},
		}
		filled = append(filled, f)
		scored = append(scored, ScoreFilled(f, Default()))
	}
	var out bytes.Buffer
	if err := Text(&out, filled, scored, found); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	for _, want := range []string{
		"原表得分 97，按规则复算 97.00（优）", "原表得分 98，按规则复算 98.00（优）", "疑点 28 条：必须核实 6，", "疑点 15 条：必须核实 5，",
		"疑点 27 条：必须核实 9，", "C 11条", "D 46份", "（同类还有第17至19行）", "各表之间", "730户被2个项目同时引用",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q", want)
		}
	}
	var column int
	for line := range strings.SplitSeq(text, "\n") {
		if before, _, ok := strings.Cut(line, "分值"); ok && strings.HasPrefix(line, "  行") {
			column = document.Wide(before + "分值")
		}
		if strings.HasPrefix(line, "   1 数量") && !strings.HasSuffix(fit(line, column), " 4") &&
			!strings.HasSuffix(fit(line, column), " 12") && !strings.HasSuffix(fit(line, column), " 3") {
			t.Errorf("the weight is not under its head: %q", line)
		}
		if document.Wide(line) > 170 {
			t.Errorf("a line is %d wide: %q", document.Wide(line), line)
		}
	}
}

func TestTheTerminalSaysWhatRowsWaitFor(t *testing.T) {
	f := fill(t, map[int]FilledRow{
		1: from("5场", measure.Register),
		3: from("99.18%", measure.Register),
		5: from("297000元", measure.Register),
		6: {Waiting: "财务凭证"},
		8: {Waiting: "渠道运行记录"},
		9: {Waiting: "财务凭证"},
	})
	f.Project, f.Unit = strings.Repeat("长", 100_000), strings.Repeat("中", 100_000)
	f.Execution = FilledRow{Actual: Actual{Measured: "114万元"}, Evidence: Evidence{Grade: measure.Imported, Rows: 30}}
	var out bytes.Buffer
	if err := Text(&out, []FilledTable{f}, []Scored{ScoreFilled(f, Default())}, nil); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if len(line) > 1000 {
			t.Errorf("a line of %d bytes: %.100s…", len(line), line)
		}
	}
	for _, want := range []string{
		"（系统取数 114.00 万元，B 30条，按取数复算 9.50）",
		"待补：第6、9行，财务凭证\n    待补：第8行，渠道运行记录\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, out.String())
		}
	}
}

func TestTheTerminalSaysByWhichRulesAndWhereThereIsNoTotal(t *testing.T) {
	for name, want := range map[string][]string{
		"29-yunnan-emergency-2022.txt": {"口径：指标没有分值，与“不计分的自评表”相符", "按规则复算 —（表式不设分值）"},
		"19-haidian-street-2016.txt": {"与“北京2016年表式”相符", "按规则复算 17.49（摘录不全，不定等级）",
			"原表与规则不同：预算执行率 原表5，按规则4.99"},
		"07-zhongjiang-water-2022.txt": {"单位名称有“中江”，资金行是当地表式，按当地口径“四川衔接资金”复算；本表的分值与它不符", "完成值：等待其他系统1行（第6行），须由人认定8行（第1至5、7至9行）"},
	} {
		src, err := os.ReadFile(filepath.Join("testdata/samples", name))
		if err != nil {
			t.Fatal(err)
		}
		tables, err := Read(src, name)
		if err != nil {
			t.Fatal(err)
		}
		set, err := EvaluateReported(tables)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := Text(&out, set.Tables, set.Scored, set.Found); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s: the text lacks %q:\n%s", name, w, out.String())
			}
		}
	}
}
