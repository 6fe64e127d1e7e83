package evaluation

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// recordLine is a line of a table that was keyed in as a data record (重录的数据记录): a key of the record, then its value.
// Columns of funds and indicators are divided by |.
var recordLine = regexp.MustCompile(`^(source|kind|body|year|layout|complete|project|dept|unit|money|fund|goal|declared|` +
	`ind|total|grade|footnote|summary):(.*)$`)

// looksLikeRecord reports whether a text is a data record: it states a fund row, an indicator or a summary as one.
func looksLikeRecord(rows [][]string) bool {
	for _, row := range rows {
		if len(row) != 1 {
			return false
		}
		m := recordLine.FindStringSubmatch(row[0])
		if m != nil && slices.Contains([]string{"fund", "ind", "summary"}, m[1]) {
			return true
		}
	}
	return false
}

var formTitle = regexp.MustCompile(`\p{Han}*自评表`)

// readRecord reads a data record. It has one table, or none when it only states a summary.
func readRecord(rows [][]string) []Table {
	t := Table{MoneyUnit: moneyUnit, Layout: G9, Total: NoPoints, TotalScore: NoPoints}
	heads := map[string]string{}
	body := ""
	for _, row := range rows {
		m := recordLine.FindStringSubmatch(strings.TrimSpace(row[0]))
		if m == nil {
			continue
		}
		value := strings.TrimSpace(m[2])
		cells := strings.Split(value, "|")
		cell := func(i int) string {
			if i < len(cells) {
				return strings.TrimSpace(cells[i])
			}
			return ""
		}
		switch m[1] {
		case "body":
			body, _, _ = strings.Cut(value, " ")
		case "year":
			t.YearText, t.Year = "（"+value+"年度）", readYear(value+"年度")
		case "layout":
			t.Title = formTitle.FindString(value)
		case "complete":
			t.Partial = strings.HasPrefix(value, "no") || value == "partial"
		case "project":
			t.Project = value
		case "dept":
			t.Department = value
		case "unit":
			t.Unit = value
		case "money":
			t.MoneyUnit = value
		case "goal":
			t.Goal, t.GoalActual, _ = strings.Cut(value, "=>")
			t.Goal, t.GoalActual = strings.TrimSpace(t.Goal), strings.TrimSpace(t.GoalActual)
		case "declared":
			heads[cell(0)] = cell(0) + "（" + cell(1) + "分）"
		case "fund":
			t.Funds = append(t.Funds, Fund{
				Name: cell(0), Initial: cell(1), Budget: cell(2), Executed: cell(3),
				Weight: cell(4), Rate: cell(5), Score: cell(6),
			})
		case "ind":
			t.addRecordRow(heads, cell)
		case "total":
			t.TotalText = [2]string{cell(0), cell(1)}
			t.Total, t.TotalScore, t.Grade = ReadPoints(cell(0)), ReadPoints(cell(1)), cell(2)
		case "grade":
			t.Grade = value
		case "footnote":
			t.Note = value
		}
	}
	if len(t.Funds) == 0 && len(t.Indicators) == 0 {
		return nil
	}
	if t.Unit == "" {
		t.Unit = body
	}
	// A record has no heads: its form is that of its profile, unless cells would be lost.
	if in := t.InForm(ChooseProfile(t).Profile.Form); in.holds(t) {
		t.FundColumns, t.Columns = in.FundColumns, in.Columns
		t.Funds, t.Indicators = in.Funds, in.Indicators
	}
	return []Table{t}
}

// holds reports whether a table has every cell of another.
func (t Table) holds(other Table) bool {
	for i, f := range other.Funds {
		f.More = t.Funds[i].More
		if !reflect.DeepEqual(f, t.Funds[i]) {
			return false
		}
	}
	for i, ind := range other.Indicators {
		in := t.Indicators[i]
		in.More, in.TargetCell, in.ActualCell = ind.More, ind.TargetCell, ind.ActualCell
		if !reflect.DeepEqual(ind, in) {
			return false
		}
	}
	return t.TotalText == other.TotalText
}

func (t *Table) addRecordRow(heads map[string]string, cell func(int) string) {
	if len(t.Indicators) >= maxRows {
		return
	}
	first := cell(0)
	if head, ok := heads[first]; ok {
		first = head
	}
	ind := Indicator{Row: len(t.Indicators) + 1, First: first, Second: cell(1), Name: cell(2), Target: cell(3),
		Actual: cell(4), WeightText: cell(5), ScoreText: cell(6), Reason: cell(7)}
	ind.Weight, ind.Score = ReadPoints(ind.WeightText), ReadPoints(ind.ScoreText)
	t.Indicators = append(t.Indicators, ind)
}

var (
	summaryCount  = regexp.MustCompile(`项目(\d+)个`)
	summaryAmount = regexp.MustCompile(`(\d+(?:\.\d+)?)万元`)
	summaryMean   = regexp.MustCompile(`平均(?:得分|分)?(\d+(?:\.\d+)?)`)
	summaryGrade  = regexp.MustCompile(`(优|良|中|差|不合格|合格)(\d+)`)
)

// ReadSummary finds the summary of a unit's self-evaluation (自评情况汇总) in a text, in one sentence such as
// 项目1个 175.52万元 平均100.00 优1 良0; nil when there is none.
func ReadSummary(text string) *Summary {
	_, text, ok := strings.Cut(text, "summary:")
	if !ok {
		return nil
	}
	text, _, _ = strings.Cut(text, "\n")
	text = compact(text)
	s := Summary{Grades: map[string]int{}}
	if m := summaryCount.FindStringSubmatch(text); m != nil {
		s.Count = atoi(m[1])
	}
	if m := summaryAmount.FindStringSubmatch(text); m != nil {
		s.Amount = m[1]
	}
	if m := summaryMean.FindStringSubmatch(text); m != nil {
		s.Mean = m[1]
	}
	for _, m := range summaryGrade.FindAllStringSubmatch(text, -1) {
		s.Grades[m[1]] = atoi(m[2])
	}
	return &s
}
