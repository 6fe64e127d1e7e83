package evaluation

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/document"
)

// clean is a table that nothing is doubted of.
func cleanTable(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

func TestTheLinesAboveATableAreNamed(t *testing.T) {
	var report strings.Builder
	for _, line := range strings.Split("一二三四五六七八", "") {
		report.WriteString("第" + line + "段自评报告正文\n")
	}
	_, got := doubtsOf(t, "附件1\n"+report.String()+cleanTable(t))
	if len(got) != 6 || got[0] != "文件第2行：这一行在表的上方，不是表的内容，没有读入（第一段自评报告正文）" ||
		got[5] != "表的上方另有3行文字，不是表的内容，没有读入" {
		t.Errorf("doubts: %q", got)
	}
}

func TestARowAboveTheNameOfAProjectIsKept(t *testing.T) {
	reading, got := doubtsOf(t, "项目编码\tA01\n分管领导\t甲某\n"+cleanTable(t))
	if len(got) != 1 || got[0] != "文件第2行：这一行没有认出是什么，只照录原文（分管领导 甲某）" {
		t.Errorf("doubts: %q", got)
	}
	want := []OtherRow{{PartHead, []string{"项目编码", "A01"}}, {PartHead, []string{"分管领导", "甲某"}}}
	if !slices.EqualFunc(reading.Tables[0].Others, want, sameRow) {
		t.Errorf("kept: %v", reading.Tables[0].Others)
	}
}

func sameRow(a, b OtherRow) bool { return a.Part == b.Part && slices.Equal(a.Cells, b.Cells) }

// TestWhatStandsBelowATableIsKeptWithIt puts lines below that could begin a further table, and none comes.
func TestWhatStandsBelowATableIsKeptWithIt(t *testing.T) {
	for below, want := range map[string][]string{
		"填报单位：海棠市档案馆\t填报日期：2025年3月5日\n":       {"海棠市档案馆", "填报日期：2025年3月5日"},
		"单位\t海棠市档案馆\t日期\t2025年3月5日\n":         {"单位", "海棠市档案馆", "日期", "2025年3月5日"},
		"主管部门（盖章）：海棠市档案局\n":                   {"主管部门（盖章）：海棠市档案局"},
		"项目支出绩效自评表（2025年度）\n":                 {"项目支出绩效自评表（2025年度）"},
		"等级\t优\t财政审核\t良\n等级\t中\n":             {"等级", "优", "财政审核", "良", "等级", "中"},
		"单位：元\n评价年度：2022年度\n":                 {"评价年度：2022年度", "元"},
		"填报单位：海棠市档案馆\n填报单位：海棠市档案局\n联系电话\t0\n": {"海棠市档案馆", "海棠市档案局", "联系电话", "0"},
	} {
		reading, _ := doubtsOf(t, cleanTable(t)+below)
		var kept []string
		for _, o := range reading.Tables[0].Others {
			kept = append(kept, o.Cells...)
		}
		slices.Sort(kept)
		slices.Sort(want)
		if len(reading.Tables) != 1 || !slices.Equal(kept, want) {
			t.Errorf("%q: %d tables, kept %q", below, len(reading.Tables), kept)
		}
	}
}

// TestAReasonMayBeginLikeALabel has 主管部门 stand in a row of indicators and below a table.
func TestAReasonMayBeginLikeALabel(t *testing.T) {
	for _, reason := range []string{"主管部门：拨款晚", "实施单位：人手不足", "填报单位：漏填"} {
		src := strings.Replace(cleanTable(t), "2000册\t10\t10\t", "2000册\t10\t10\t"+reason, 1)
		reading, got := doubtsOf(t, src)
		if len(reading.Tables) != 1 || len(got) > 0 || reading.Tables[0].Indicators[1].Reason != reason {
			t.Errorf("%s: %d tables, %q, %+v", reason, len(reading.Tables), got, reading.Tables[0].Indicators[1])
		}
	}
}

func TestASheetWithoutATableIsNamed(t *testing.T) {
	tables, err := Read([]byte(cleanTable(t)), "")
	if err != nil {
		t.Fatal(err)
	}
	notes := document.Grid{Name: "说明", Cells: []document.Cell{{Text: "填表说明"}, {Row: 1, Text: "分值合计100"}}}
	var book bytes.Buffer
	if err := document.WriteXLSX(&book, Form(tables[0]), notes); err != nil {
		t.Fatal(err)
	}
	reading, err := Reader{}.Read(t.Context(), book.Bytes(), "表.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	if len(reading.Doubts) != 1 || reading.Doubts[0].String() != "另有一页没有自评表，共2行，没有读入（填表说明）" {
		t.Errorf("doubts: %v", reading.Doubts)
	}
}

// TestWhoeverStandsInAHeadingIsKept writes rows of bodies above and below the name of the project.
func TestWhoeverStandsInAHeadingIsKept(t *testing.T) {
	const project, bodies = "项目名称		住房公积金服务保障项目						\n", "主管部门		示例市住房公积金管理中心			实施单位	示例市住房公积金管理中心		\n"
	for _, tc := range []struct{ rows, department, unit, kept string }{
		{"部门名称\t甲局\n" + project + "主管部门\t乙局\n", "乙局", "", "部门名称 甲局"},
		{project + "实施单位\t甲所\n填报单位\t乙所\n", "", "甲所", "填报单位 乙所"},
		{project + "实施单位\t甲所\t实施单位\t乙所\n", "", "甲所", "实施单位 乙所"},
		{project + "单位名称\t甲所\n实施单位\t乙所\n", "", "乙所", "单位名称 甲所"},
		{project + "单位名称\t甲所\n填报单位\t乙所\n", "", "甲所", "填报单位 乙所"},
		{project + "主管部门\t\t实施单位\t甲所\n", "", "甲所", ""},
		{strings.TrimSpace(project) + "\t项目名称\t另一项目\n实施单位\t甲所\n", "", "甲所", "项目名称 另一项目"},
	} {
		reading, _ := doubtsOf(t, strings.Replace(cleanTable(t), project+bodies, tc.rows, 1))
		got, kept := reading.Tables[0], ""
		for _, o := range got.Others {
			kept += strings.Join(o.Cells, " ")
		}
		if len(reading.Tables) != 1 || got.Project != "住房公积金服务保障项目" || got.Department != tc.department ||
			got.Unit != tc.unit || kept != tc.kept {
			t.Errorf("%q: %d tables, %s|%s|%s|%s", tc.rows, len(reading.Tables), got.Project, got.Department, got.Unit,
				kept)
		}
	}
}

// TestATableWithoutItsTotalEndsWhereTheNextOneBegins has a table of a project follow one of a whole body, and the other
// way round; a title that is repeated on a further page is no part of the next one.
func TestATableWithoutItsTotalEndsWhereTheNextOneBegins(t *testing.T) {
	one, further := cleanTable(t), strings.Replace(cleanTable(t), "住房公积金服务保障项目", "另一项目", 1)
	open := one[:strings.Index(one, "	总 分")]
	whole := strings.Replace(open, "项目名称", "部门名称", 1)
	title := strings.SplitAfter(one, "\n")[0]
	next := strings.Replace(further, "市本级", "市直", 1)
	body := strings.Replace(further, "项目名称", "部门名称", 1)
	for _, src := range []string{whole + further, open + body, open + title + next} {
		reading, _ := doubtsOf(t, src)
		if len(reading.Tables) != 2 || len(reading.Tables[0].Indicators) != 10 ||
			len(reading.Tables[1].Indicators) != 10 ||
			len(reading.Tables[1].Others) > 0 || reading.Tables[0].Project != "住房公积金服务保障项目" ||
			reading.Tables[1].Project != "另一项目" {
			t.Errorf("%d tables: %+v", len(reading.Tables), reading.Tables)
		}
	}
}
