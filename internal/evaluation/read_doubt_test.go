package evaluation

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// doubtsOf reads a text and gives its doubts as sentences.
func doubtsOf(t *testing.T, src string) (Reading, []string) {
	t.Helper()
	reading, err := Reader{}.Read(t.Context(), []byte(src), "表.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, d := range reading.Doubts {
		all = append(all, d.String())
	}
	return reading, all
}

func TestATableThatIsClearHasNoDoubts(t *testing.T) {
	src, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, got := doubtsOf(t, string(src)); len(got) > 0 {
		t.Errorf("doubts: %q", got)
	}
}

func TestWhatIsUncertainInReadingIsMarkedWhereItStands(t *testing.T) {
	clean, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	total := "	总 分					100	99.9	\n"
	for name, tc := range map[string]struct{ old, new, want string }{
		"a weight below zero": {"6场	6场	10	10", "6场	6场	-1	10", "文件第15行：第1行的分值小于零（-1）"},
		"a score in words":    {"2000册	10	10", "2000册	10	满分", "文件第16行：第2行的得分不是数字（满分）"},
		"two totals": {total, total + total,
			"文件第26行：表中又有一行总分，只读入了前一行（总 分 100 99.9）"},
		"a total without score": {total, "	总 分					100		\n", "文件第25行：总分一行没有读到得分"},
		"no total":              {total, "", "没有读到总分"},
		"a wrong year":          {"(2024年度)", "(24年度)", "没有读到年度，或年度不是四位数的年份"},
		"no project":            {"住房公积金服务保障项目", "", "没有读到项目名称"},
		"no money":              {"年度资金总额：", "", "没有读到年度资金总额"},
		"a cell under no head": {"6场	6场	10	10	", "6场	6场	10	10		另有说明",
			"文件第15行：第1行有一格不在任何栏目之下，没有读入（另有说明）"},
		"a shifted row": {"			指标2：政策手册印制数量", "		指标2：政策手册印制数量",
			"文件第16行：第2行与表头错开1栏，按错开后的位置读入（指标2：政策手册印制数量）"},
		"a shifted fund": {"		其中：当年财政拨款", "			其中：当年财政拨款",
			"文件第9行：“其中：当年财政拨款”一行与表头错开1栏，按错开后的位置读入（其中：当年财政拨款）"},
		"a figure with its unit":   {"118.80	10", "118.80万元	10", "“年度资金总额”的全年执行数在格内写了单位，读作118.80万元（118.80万元）"},
		"a figure in another unit": {"118.80	10", "1188000元	10", "“年度资金总额”的全年执行数在格内写了单位，读作118.8万元（1188000元）"},
		"a figure in words":        {"118.80	10", "见附件	10", "“年度资金总额”的全年执行数不是金额，没有按数读入（见附件）"},
		"a weight over two rows": {"2000册	10	10", "2000册		10",
			"第2行没有分值，可能与上一行合并为一格。请每行写明各自的分值（指标2：政策手册印制数量）"},
		"a first fund that is shifted": {"		年度资金总额", "			年度资金总额",
			"文件第8行：“年度资金总额：”一行与表头错开1栏，按错开后的位置读入（年度资金总额：）"},
		"a cell of a fund under no head": {"99%	9.9", "99%	9.9	另注",
			"文件第8行：“年度资金总额：”一行有一格不在任何栏目之下，没有读入（另注）"},
		"a cell at the side of a row": {"	产出 指标 (50分)", "备查	产出 指标 (50分)",
			"文件第15行：第1行有一格不在任何栏目之下，没有读入（备查）"},
		"a remark in a row of its own": {total, "								另行说明\n" + total,
			"文件第25行：这一行没有认出是什么，只照录原文（另行说明）"},
		"a total with a further figure": {"100	99.9	\n", "100	99.9	98\n", "文件第25行：总分一行另有一格没有读入（98）"},
		"no column of actuals": {"	实际完成值	", "		",
			"文件第14行：绩效指标没有“实际完成值”一栏，按绩效目标表读入"},
		"a line of nothing": {total, total + "另附	清单\n", "文件第26行：这一行没有认出是什么，只照录原文（另附 清单）"},
	} {
		src := strings.Replace(string(clean), tc.old, tc.new, 1)
		if src == string(clean) {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, got := doubtsOf(t, src); !slices.Contains(got, tc.want) {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// TestAHeadThatLostACellOnAFurtherPageChangesNothing repeats the head of the indicators without 实际完成值.
func TestAHeadThatLostACellOnAFurtherPageChangesNothing(t *testing.T) {
	src := cleanTable(t)
	head := "绩效 指标	一级指标	二级指标	三级指标	年度指标值		分值	得分	偏差原因分析及改进措施\n"
	want, _ := doubtsOf(t, src)
	at := "	效益 指标 (30分)"
	got, doubts := doubtsOf(t, strings.Replace(src, at, head+at, 1))
	if !reflect.DeepEqual(got.Tables, want.Tables) || len(doubts) > 0 {
		t.Errorf("%q %+v", doubts, got.Tables)
	}
}

func TestATableWithoutItsHeadSaysThatItsOrderIsAssumed(t *testing.T) {
	src, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(src), "\n")
	_, got := doubtsOf(t, strings.Join(append(lines[:13:13], lines[14:]...), ""))
	if !slices.Contains(got, "文件第14行：没有读到绩效指标的表头，各栏按规定表样的次序读入") {
		t.Errorf("doubts: %q", got)
	}
}

func TestTheDoubtsOfThePublishedFileAreItsShiftedRows(t *testing.T) {
	reading, all := doubtsOf(t, string(seedBytes(t)))
	rows := map[int][]int{}
	for _, d := range reading.Doubts {
		rows[d.Table] = append(rows[d.Table], d.Row)
	}
	if want := []int{17, 18, 19, 20, 21, 22, 23, 24, 27}; len(rows) != 1 || !slices.Equal(rows[2], want) {
		t.Errorf("doubts: %q", all)
	}
}

// moneyBeside is a form whose names of funds reach over two columns.
const moneyBeside = `项目支出绩效自评表
（2023年度）
项目名称				示例项目
主管部门				示例局				实施单位	示例中心
项目资金（万元）					年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额				10	12	11	10	91.7%	9.2
	其中：财政拨款				10	12	11	—		—
绩效指标	一级指标	二级指标	三级指标		年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
	产出指标	数量指标	培训场次		6场	6场	90	90
总分							100	99.2
`

func TestANameOverSeveralColumnsDoesNotShiftItsFigures(t *testing.T) {
	reading, doubts := doubtsOf(t, moneyBeside)
	want := Fund{Name: "年度资金总额", Initial: "10", Budget: "12", Executed: "11", Weight: "10", Rate: "91.7%", Score: "9.2"}
	if got := reading.Tables[0].Funds[0]; !reflect.DeepEqual(got, want) || len(doubts) > 0 {
		t.Errorf("got %+v, doubts %q", got, doubts)
	}
}

// TestNothingIsMadeOfATableThatCannotBeMeant: what would be lost or passed on silently is refused.
func TestNothingIsMadeOfATableThatCannotBeMeant(t *testing.T) {
	src, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	total := "	总 分					100	99.9	\n"
	for name, tc := range map[string]struct{ old, new, want string }{
		"two totals":          {total, total + total, "表中又有一行总分，只读入了前一行"},
		"a weight below zero": {"6场	6场	10	10", "6场	6场	-1	10", "第1行的分值小于零"},
		"a year far ahead":    {"(2024年度)", "(2099年度)", "年度2099还没有到，今年是2025年"},
	} {
		text := strings.Replace(string(src), tc.old, tc.new, 1)
		reading, err := Reader{ThisYear: 2025}.Read(t.Context(), []byte(text), "表.txt")
		if err != nil {
			t.Fatal(err)
		}
		if err := reading.Refused("表.txt"); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Read([]byte(text), "表.txt"); (err == nil) != (name == "a year far ahead") {
			t.Errorf("%s: reading without doubts gives %v", name, err)
		}
	}
	reading, err := Reader{ThisYear: 2023}.Read(t.Context(), src, "表.txt")
	if err := reading.Refused("表.txt"); err != nil {
		t.Errorf("a goal table of next year: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestFiguresOnSeveralLinesAreNoFigure(t *testing.T) {
	if p := ReadPoints("10\n5"); p.Printed() {
		t.Errorf("points are %s", p)
	}
	if n, ok := money("118\n2"); ok {
		t.Errorf("money is %s", n)
	}
	if c := ReadCell("10\n5"); c.Kind != KindSeveral {
		t.Errorf("a cell is %s", c.Kind)
	}
	if p := ReadPoints("10\n"); !p.Printed() {
		t.Error("a line break behind a number hides it")
	}
}
