package evaluation

import (
	"bytes"
	"strings"
	"testing"

	"guangsha/internal/document"
	"guangsha/internal/measure"
)

var outsideMeasures = []measure.Measure{
	{Name: "a.paid", Title: "项目支出", Unit: measure.Fen, Fold: measure.SumN, Grade: measure.Register},
	{Name: "a.surplus", Title: "增值收益", Unit: measure.Fen, Fold: measure.SumN, Grade: measure.Ledger},
	{Name: "a.count", Title: "笔数", Unit: measure.Times, Fold: measure.RowsN, Grade: measure.Register},
}

const outsideHead = "文件,文号或编号,文件日期,事项,取数项,金额,单位,页码\n"

func TestAListOfFiguresFromOutsideIsReadFromTextAndWorkbook(t *testing.T) {
	text := outsideHead + "部门决算,示例财决〔2025〕1号,2025-02-28,管理业务费用支出,a.paid,118.80,万元,12\n" +
		"年度信息披露报告,2024年度,2025/03/31,增值收益,,\"45,647,400.00\",元,3\n"
	var book bytes.Buffer
	grid := document.Grid{Name: "清单"}
	for r, line := range []string{"文件|文号或编号|文件日期|事项|取数项|金额|单位|页码",
		"部门决算|示例财决〔2025〕1号|2025-02-28|管理业务费用支出|a.paid|118.80|万元|12",
		"年度信息披露报告|2024年度|2025/03/31|增值收益||45,647,400.00|元|3"} {
		for c, cell := range strings.Split(line, "|") {
			grid.Cells = append(grid.Cells, document.Cell{Row: r, Col: c, Text: cell})
		}
	}
	if err := document.WriteXLSX(&book, grid); err != nil {
		t.Fatal(err)
	}
	for _, src := range [][]byte{[]byte(text), book.Bytes()} {
		list, err := ReadOutside(src, outsideMeasures)
		if err != nil || len(list) != 2 {
			t.Fatalf("%d figures, %v", len(list), err)
		}
		want := Outside{Paper: "部门决算", Number: "示例财决〔2025〕1号", Dated: "2025-02-28", Item: "管理业务费用支出",
			Measure: "a.paid", Amount: "118.80万元", Fen: 118_800_000, Page: "12"}
		if list[0] != want || list[1].Measure != "a.surplus" || list[1].Fen != 4_564_740_000 {
			t.Errorf("read %+v", list)
		}
	}
}

func TestABadListIsRefusedWithItsLine(t *testing.T) {
	line := "部门决算,1号,2025-02-28,支出,a.paid,118.80,万元,12\n"
	for what, src := range map[string]string{
		"没有找到表头":             line,
		"只有表头":               outsideHead,
		"第2行的文件种类“账本”":       outsideHead + strings.Replace(line, "部门决算", "账本", 1),
		"第2行没有文号或编号":         outsideHead + strings.Replace(line, "1号", "", 1),
		"第2行的文件日期“昨天”":       outsideHead + strings.Replace(line, "2025-02-28", "昨天", 1),
		"第2行的取数项“a.nothing”": outsideHead + strings.Replace(line, "a.paid", "a.nothing", 1),
		"第2行的取数项“笔数”不是金额":    outsideHead + strings.Replace(line, "a.paid", "a.count", 1),
		"第2行没有取数项":           outsideHead + strings.Replace(line, "a.paid", "", 1),
		"第2行的金额“约118”":       outsideHead + strings.Replace(line, "118.80", "约118", 1),
		"第2行的单位“户”":          outsideHead + strings.Replace(line, "万元", "户", 1),
		"不到分位":               outsideHead + strings.Replace(line, "118.80,万元", "1.234,元", 1),
		"第3行与前面一行是同一文件":      outsideHead + line + line,
		"第2行的事项超过":           outsideHead + strings.Replace(line, "支出", strings.Repeat("支", 61), 1),
		"清单超过500行":           outsideHead + strings.Repeat(line, 600),
		"超过4兆字节":             outsideHead + strings.Repeat(line, 90_000),
	} {
		if _, err := ReadOutside([]byte(src), outsideMeasures); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("want %q, got %v", what, err)
		}
	}
}

func TestAFigureIsImportedOnceAPaperOfTheFinanceSystemStatesItAndNoneContradicts(t *testing.T) {
	paper := func(kind, amount string) Outside { return Outside{Paper: kind, Measure: "a.paid", Amount: amount} }
	paid := measure.Value{Measure: outsideMeasures[0], N: 118_801_234, Known: true}
	for _, c := range []struct {
		what string
		list []Outside
		want measure.Grade
	}{
		{"no paper", nil, measure.Register},
		{"to the decimals of the paper", []Outside{paper("部门决算", "118.80万元")}, measure.Imported},
		{"beyond rounding", []Outside{paper("部门决算", "118.81万元")}, measure.Register},
		{"to the fen", []Outside{paper("银行对账单", "1188012.34元")}, measure.Imported},
		{"a fen away", []Outside{paper("银行对账单", "1188012.35元")}, measure.Register},
		{"what the centre says itself", []Outside{paper("年度信息披露报告", "118.80万元")}, measure.Register},
		{"one agrees, one does not", []Outside{paper("部门决算", "118.80万元"), paper("审计报告", "120万元")}, measure.Register},
		{"a kind that is none", []Outside{paper("账本", "118.80万元")}, measure.Register},
		{"another measure", []Outside{{Paper: "部门决算", Measure: "a.surplus", Amount: "118.80万元"}}, measure.Register},
	} {
		if got := GradeBeside(measure.Register, Against(paid, c.list)); got != c.want {
			t.Errorf("%s: grade %s, want %s", c.what, got, c.want)
		}
	}
	agreed := Against(paid, []Outside{paper("部门决算", "118.80万元")})
	if got := GradeBeside(measure.Ledger, agreed); got != measure.Ledger {
		t.Errorf("what the ledger says is %s", got)
	}
	none := measure.Value{Measure: outsideMeasures[0]}
	if all := Against(none, []Outside{paper("部门决算", "0元")}); len(all) != 0 {
		t.Errorf("no answer is held against %v", all)
	}
}

// TestAHiddenSheetIsNoListOfFiguresFromOutside has the sheet that people see read, though a hidden one comes first.
func TestAHiddenSheetIsNoListOfFiguresFromOutside(t *testing.T) {
	sheet := func(name, number string) document.Grid {
		g := document.Grid{Name: name}
		for r, line := range []string{"文件|文号或编号|文件日期|事项|取数项|金额|单位|页码",
			"部门决算|" + number + "|2025-02-28|支出|a.paid|118.80|万元|12"} {
			for c, cell := range strings.Split(line, "|") {
				g.Cells = append(g.Cells, document.Cell{Row: r, Col: c, Text: cell})
			}
		}
		return g
	}
	var b bytes.Buffer
	if err := document.WriteXLSX(&b, sheet("旧", "旧号"), sheet("新", "新号")); err != nil {
		t.Fatal(err)
	}
	src := repacked(t, b.Bytes(), map[string]func(string) string{"xl/workbook.xml": func(old string) string {
		return strings.Replace(old, `name="旧"`, `state="hidden" name="旧"`, 1)
	}})
	list, err := ReadOutside(src, outsideMeasures)
	if err != nil || len(list) != 1 || list[0].Number != "新号" {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestAComparisonIsOneWordEverywhere holds a figure against papers that state it exactly, rounded, and otherwise.
func TestAComparisonIsOneWordEverywhere(t *testing.T) {
	paid := measure.Value{Measure: outsideMeasures[0], N: 118_801_234, Known: true}
	for _, c := range []struct {
		amount string
		fen    int64
		want   string
	}{{"1188012.34元", 118_801_234, "一致"}, {"118.80万元", 118_800_000, "舍入后一致"}, {"118.81万元", 118_810_000, "不一致"}} {
		got := Against(paid, []Outside{{Measure: "a.paid", Amount: c.amount, Fen: c.fen}})
		if len(got) != 1 || got[0].Verdict() != c.want {
			t.Errorf("%s: %+v, want %s", c.amount, got, c.want)
		}
	}
}
