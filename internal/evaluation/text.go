package evaluation

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"guangsha/internal/document"
)

// Text writes tables for a terminal: the figures of each with its three values and three scores, and below them what
// is doubted, worst first. scored has one entry for each table; found is what Check gave.
func Text(w io.Writer, tables []FilledTable, scored []Scored, found []Finding) error {
	out := bufio.NewWriter(w)
	for i, t := range tables {
		if i > 0 {
			fmt.Fprintln(out)
		}
		textHead(out, i, t, scored[i])
		textRows(out, i, t, scored[i], found)
		textTotals(out, t.Table, scored[i])
		textAlso(out, t)
		textWaiting(out, t)
		textOutcomes(out, t, scored[i])
		textFindings(out, ofTable(found, i))
	}
	if across := ofTable(found, WholeSet); len(across) > 0 {
		fmt.Fprintln(out, "\n各表之间")
		textFindings(out, across)
	}
	return out.Flush()
}

func ofTable(found []Finding, table int) []Finding {
	var some []Finding
	for _, f := range found {
		if f.Table == table {
			some = append(some, f)
		}
	}
	return some
}

func textHead(out io.Writer, i int, t FilledTable, s Scored) {
	fmt.Fprintf(out, "表%d  %s  %s\n", i+1, cut(t.Project, headWidth), cut(t.YearText, headWidth))
	fmt.Fprintf(out, "    %s\n", cut(t.Unit, headWidth))
	if total := t.TotalFund(); total != nil {
		fmt.Fprintf(out, "    资金（%s）：年初预算 %s，全年预算 %s，全年执行 %s", t.MoneyUnit, dash(total.Initial), dash(total.Budget),
			dash(total.Executed))
		e := s.Execution
		if t.Execution.Measured != "" {
			fmt.Fprintf(out, "（系统取数 %s，%s，按取数复算 %s）", Shown(t.Execution.Measured), evidence(t.Execution), e.FromBooks)
		}
		fmt.Fprintf(out, "，执行率 %s，得分 %s/%s\n", dash(total.Rate), e.Published.Short(), e.Weight.Short())
	}
}

// textColumn is a column of the terminal's table; its head has two lines.
type textColumn struct {
	head, below string
	width       int
	right       bool
}

var textColumns = []textColumn{
	{"行", "", 3, true}, {"类别", "", 10, false}, {"指标", "", 30, false}, {"指标值", "", 14, false},
	{"填报值", "", 14, false}, {"系统取数值", "", 16, true},
	{"分值", "", 5, true}, {"原表", "得分", 5, true}, {"按规则", "复算", 6, true}, {"按取数", "复算", 6, true},
	{"证据", "", 10, false}, {"疑点", "", 0, false},
}

func textRows(out io.Writer, at int, t FilledTable, s Scored, found []Finding) {
	var heads, below []string
	for _, c := range textColumns {
		heads, below = append(heads, c.head), append(below, c.below)
	}
	textLine(out, heads)
	textLine(out, below)
	doubts := doubtsByRow(found, at)
	for i, ind := range t.Indicators {
		var beside FilledRow
		if i < len(t.Rows) {
			beside = t.Rows[i]
		}
		reported := ind.Actual
		if beside.Reported != "" {
			reported = beside.Reported
		}
		r := s.Rows[i]
		textLine(out, []string{
			fmt.Sprint(ind.Row), classLabel(ind), PlainName(ind.Name), ind.Target, reported, Shown(beside.Measured),
			ind.Weight.Short(), ind.Score.Short(), markClaim(r), r.FromBooks.String(), evidence(beside),
			strings.Join(doubts[ind.Row], " "),
		})
	}
}

// classLabel names the class of a row in the width of its column.
func classLabel(ind Indicator) string {
	if ClassOf(ind) == ClassSatisfaction {
		return "满意度"
	}
	return strings.TrimSuffix(compact(ind.Second), "指标")
}

// markClaim marks a score that rests on a claim, since its actual is no measured value.
func markClaim(r RowScore) string {
	if r.How == HowUnweighted {
		return NoPoints.String()
	}
	if r.Claimed() {
		return r.ByRule.String() + "*"
	}
	return r.ByRule.String()
}

func evidence(f FilledRow) string {
	switch {
	case f.Measured != "" && f.Of > 0: // a survey is as good as its answers are many
		return fmt.Sprintf("%s %d份", f.Grade, f.Of)
	case f.Measured != "":
		return fmt.Sprintf("%s %d条", f.Grade, f.Evidence.Rows)
	case f.Waiting != "":
		return "待补"
	}
	return ""
}

func doubtsByRow(found []Finding, table int) map[int][]string {
	rows := map[int][]string{}
	for _, f := range ofTable(found, table) {
		for _, n := range append([]int{f.Row}, f.Rows...) {
			if n > 0 && (len(f.Rows) == 0 || n != f.Row || n == f.Rows[0]) && !endsWith(rows[n], f.ID) {
				rows[n] = append(rows[n], f.ID)
			}
		}
	}
	return rows
}

func endsWith(ids []string, id string) bool { return len(ids) > 0 && ids[len(ids)-1] == id }

func textLine(out io.Writer, cells []string) {
	var line strings.Builder
	for i, c := range textColumns {
		line.WriteString(" ")
		line.WriteString(pad(strings.Join(strings.Fields(cells[i]), " "), c))
	}
	fmt.Fprintln(out, strings.TrimRight(line.String(), " "))
}

// pad fits a text into a column: cut with … when too long, filled with spaces when too short. A column of width 0
// takes what comes.
func pad(text string, c textColumn) string {
	if c.width == 0 {
		return text
	}
	text = cut(text, c.width)
	space := strings.Repeat(" ", c.width-document.Wide(text))
	if c.right {
		return space + text
	}
	return text + space
}

// headWidth is how much of what stands above the rows is shown: a cell may hold megabytes.
const headWidth = 150

// cut is a text in at most so much width, with … for what is left out.
func cut(text string, width int) string {
	if document.Wide(text) <= width {
		return text
	}
	return fit(text, width-1) + "…"
}

// fit cuts a text to a width in digits.
func fit(text string, width int) string {
	used := 0
	for i, r := range text {
		used += document.Wide(string(r))
		if used > width {
			return text[:i]
		}
	}
	return text
}

func textTotals(out io.Writer, t Table, s Scored) {
	if s.Because != "" {
		fmt.Fprintf(out, "    口径：%s\n", s.Because)
	}
	grade := s.Grade
	switch {
	case len(t.Indicators) == 0 && t.fragment():
		grade = "没有读到绩效指标，不是完整的表，不定等级"
	case !s.ByRule.Printed():
		grade = "表式不设分值"
	case grade == "" && t.fragment():
		grade = "没有总分，分值合计" + sumOfWeights(t).Short() + "分，不是完整的表，不定等级"
	case s.ByRule > wholeTable:
		grade = "超过满分100分，不定等级"
	case grade == "":
		grade = "摘录不全，不定等级"
	}
	printed := "原表得分 " + s.Published.Short()
	if !t.TotalScore.Printed() && s.Published.Printed() {
		printed = "原表没有总分（各行得分合计 " + s.Published.Short() + "）"
	}
	fmt.Fprintf(out, "    总分：%s，按规则复算 %s（%s）", printed, s.ByRule, grade)
	if s.Accepted.Printed() {
		fmt.Fprintf(out, "，认定 %s", s.Accepted)
	}
	if s.ClaimedWeight > 0 {
		fmt.Fprintf(out, "，其中带*的 %s 分完成值不是实测数，按原表暂计", s.ClaimedWeight.Short())
	}
	fmt.Fprintln(out)
	if s.Books.RowsMeasured == 0 {
		return
	}
	fmt.Fprintf(out, "    按取数复算 %s/%s 分：%d 项中 %d 项有取数，其中 %d 项由账簿或外部数据算出", s.Books.Score, s.Books.Weight.Short(),
		s.Books.Rows, s.Books.RowsMeasured, s.Books.RowsComputed)
	for _, g := range grades {
		if p := s.Books.ByGrade[g]; p > 0 {
			fmt.Fprintf(out, "，%s级证据 %s 分", g, p.Short())
		}
	}
	fmt.Fprintln(out)
}

// textWaiting says what the rows without a measured value wait for.
func textWaiting(out io.Writer, t FilledTable) {
	rows := map[string][]int{}
	var order []string
	for i, r := range t.Rows {
		if r.Measured != "" || r.Waiting == "" {
			continue
		}
		if rows[r.Waiting] == nil {
			order = append(order, r.Waiting)
		}
		rows[r.Waiting] = append(rows[r.Waiting], t.Indicators[i].Row)
	}
	for _, what := range order {
		fmt.Fprintf(out, "    待补：第%s行，%s\n", joinRows(rows[what]), what)
	}
}

// textFindings lists doubts, those of one check together: the first in full, the others by their rows.
func textFindings(out io.Writer, found []Finding) {
	counts := map[Severity]int{}
	others := map[string][]int{}
	var firsts []Finding
	var kept []Finding
	for _, f := range found {
		if f.Explained != nil {
			kept = append(kept, f)
		}
		if f.Kept() {
			continue
		}
		counts[f.Severity]++
		key := f.ID + string(f.Severity)
		if _, seen := others[key]; seen && f.Row > 0 {
			others[key] = append(others[key], f.Row)
			continue
		}
		others[key] = nil
		firsts = append(firsts, f)
	}
	open := counts[Error] + counts[Warning] + counts[Note]
	fmt.Fprintf(out, "    疑点 %d 条：必须核实 %d，建议核实 %d，提示 %d", open, counts[Error], counts[Warning], counts[Note])
	if len(found) > open {
		fmt.Fprintf(out, "；另有说明后保留 %d 条", len(found)-open)
	}
	fmt.Fprintln(out)
	for _, f := range firsts {
		message := f.Message
		if rows := others[f.ID+string(f.Severity)]; len(rows) > 0 && f.Row > 0 {
			message += fmt.Sprintf("（同类还有第%s行）", joinRows(rows))
		}
		textFinding(out, f, message)
	}
	for _, f := range kept {
		if f.Kept() {
			textFinding(out, f, f.Message)
		}
		textFinding(out, f, f.Explained.Say(f))
	}
}

func textFinding(out io.Writer, f Finding, message string) {
	where := "全表"
	switch {
	case f.Table == WholeSet:
		where = "各表"
	case f.Row > 0:
		where = fmt.Sprintf("第%d行", f.Row)
	}
	const indent = 30
	head := pad("    "+pad("["+f.Severity.Label()+"]", textColumn{width: 11})+f.ID+" "+where, textColumn{width: indent})
	for i, line := range wrapText(message, 130-indent) {
		if i > 0 {
			head = strings.Repeat(" ", indent)
		}
		fmt.Fprintln(out, head+line)
	}
}

// wrapText breaks a text into lines of a width in digits. Chinese breaks anywhere, but no line begins with a mark that
// closes what stands before it.
func wrapText(text string, width int) []string {
	var lines []string
	for text != "" {
		line := fit(text, width)
		if line == "" {
			break
		}
		rest := text[len(line):]
		line += rest[:len(rest)-len(strings.TrimLeft(rest, "，。；：、）”》"))]
		lines = append(lines, line)
		text = text[len(line):]
	}
	return lines
}

func dash(text string) string {
	if blank(text) {
		return "—"
	}
	return text
}

// textAlso lists the figures that say more about rows than their cells hold.
func textAlso(out io.Writer, t FilledTable) {
	for i, row := range t.Rows {
		for _, a := range row.Also {
			fmt.Fprintf(out, "    第%d行佐证：%s %s（%s级 %d条）\n", t.Indicators[i].Row, a.Title, dash(a.Text), a.Grade,
				a.Evidence.Rows)
		}
	}
}
