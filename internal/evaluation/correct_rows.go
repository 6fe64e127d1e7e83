package evaluation

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
)

// A row that was read although it is none is emptied as a whole, and one that was missed gets a number behind all that
// were read and says behind which row it stands. Numbers stay as they were read, so that what is said of a row later
// means the same one.
var behindRow = regexp.MustCompile(`^第(\d{1,3})行之后$`)

// BehindRow is the text of ColumnRow for a row that was missed: it stands behind the row with a number or, with 0,
// above all others.
func BehindRow(row int) string { return fmt.Sprintf("第%d行之后", row) }

// wholeMark stands between the cells of a row that is written as one text.
const wholeMark = "｜"

// whole is the row in one text, in which fromWhole finds its cells again.
func (i Indicator) whole() string {
	cells := append([]string{i.First, i.Second, i.Name, cmp.Or(i.TargetCell, i.Target), cmp.Or(i.ActualCell, i.Actual),
		i.WeightText, i.ScoreText, i.Reason}, i.More...)
	return strings.TrimSpace(strings.Join(cells, wholeMark))
}

// fromWhole is the row that whole has put in one text, and whether it has as many cells as a row of this form.
func (t *Table) fromWhole(row int, text string) (Indicator, bool) {
	cells := strings.Split(text, wholeMark)
	i := t.missed(row)
	into := []*string{&i.First, &i.Second, &i.Name, &i.Target, &i.Actual, &i.WeightText, &i.ScoreText, &i.Reason}
	for k := range i.More {
		into = append(into, &i.More[k])
	}
	if len(cells) != len(into) {
		return i, false
	}
	for k, to := range into {
		*to = strings.TrimSpace(cells[k])
	}
	i.Weight, i.Score = ReadPoints(i.WeightText), ReadPoints(i.ScoreText)
	i.join(i.besides(t.indicatorColumns()))
	return i, true
}

func (t *Table) indicatorColumns() columns {
	return formColumns(t.Columns, officialColumns, indicatorHeads)
}

// missed is an empty row of the table's form.
func (t *Table) missed(row int) Indicator {
	i := Indicator{Row: row, Weight: NoPoints, Score: NoPoints}
	for _, col := range t.indicatorColumns() {
		if kept(col.field) {
			i.More = append(i.More, "")
		}
	}
	return i
}

// openRows has the rows that were missed stand in their tables, and gives what is to become of whole rows: closeRows
// takes out those that are none, after their cells could be named.
func openRows(tables []Table, lines []Correction) (all []Corrected, err error) {
	read := make([]int, len(tables)) // rows that were read
	for i, t := range tables {
		read[i] = len(t.Indicators)
	}
	for _, c := range lines {
		if c.Table < 0 || c.Table >= len(tables) || c.Row < 1 || c.Row > maxRows {
			return nil, refusedCell(c)
		}
		one := Corrected{Correction: c}
		if t := tables[c.Table]; c.Row <= read[c.Table] {
			one.Was = t.Indicators[c.Row-1].whole()
			if c.Text != "" && c.Text != one.Was {
				return nil, refusal.Bad("evaluation.correct.row",
					fmt.Sprintf("第%d张表第%d行是读入的行，整行只能去掉或恢复", c.Table+1, c.Row))
			}
		} else if c.Text != "" && !behindRow.MatchString(c.Text) {
			return nil, refusal.Bad("evaluation.correct.row",
				fmt.Sprintf("第%d张表补的一行要写明在哪一行之后，如“%s”", c.Table+1, BehindRow(read[c.Table])))
		}
		all = record(all, one)
	}
	slices.SortStableFunc(all, func(a, b Corrected) int { return cmp.Or(a.Table-b.Table, a.Row-b.Row) })
	for _, c := range all {
		if c.Row <= read[c.Table] {
			continue
		}
		if err := tables[c.Table].insert(c); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// insert has a missed row stand behind the one that is named, under the same labels. One that was taken back stands
// last until it goes.
func (t *Table) insert(c Corrected) error {
	i := t.missed(c.Row)
	at := len(t.Indicators)
	if m := behindRow.FindStringSubmatch(c.Text); m != nil {
		at = 0
		if above := atoi(m[1]); above > 0 {
			at = t.indexOf(above) + 1
			if at == 0 {
				return refusal.Bad("evaluation.correct.row", fmt.Sprintf("第%d张表没有第%d行，不能在它之后补行", c.Table+1, above))
			}
		}
		if beside := max(at-1, 0); beside < len(t.Indicators) {
			i.First, i.Second = t.Indicators[beside].First, t.Indicators[beside].Second
		}
	}
	t.Indicators = slices.Insert(t.Indicators, at, i)
	return nil
}

// closeRows takes the rows out that are none, with what was said of their cells.
func closeRows(tables []Table, rows, cells []Corrected) (keptRows, keptCells []Corrected) {
	for _, c := range rows {
		if c.Text != "" {
			continue
		}
		t := &tables[c.Table]
		if i := t.indexOf(c.Row); i >= 0 {
			t.Indicators = slices.Delete(t.Indicators, i, i+1)
		}
		cells = slices.DeleteFunc(cells, func(o Corrected) bool { return o.Table == c.Table && o.Row == c.Row })
	}
	return rows, cells
}

// asRead gives a table that stands as corrected the rows that it was read with, and reports whether it fits what was
// recorded of whole rows: as it was read, or as it was corrected.
func (t *Table) asRead(rows []Corrected) bool {
	var missed, none []Corrected
	for _, c := range rows {
		if c.Was == "" {
			missed = append(missed, c)
		} else {
			none = append(none, c)
		}
	}
	slices.SortStableFunc(missed, func(a, b Corrected) int { return a.Row - b.Row })
	slices.SortStableFunc(none, func(a, b Corrected) int { return a.Row - b.Row })
	stands := func(c Corrected) bool {
		i := t.indexOf(c.Row)
		return i >= 0 && compact(t.Indicators[i].whole()) == compact(c.Was)
	}
	before := len(t.Indicators) + len(none) - len(missed) // how many rows were read, if this is what became of them
	if len(missed) > 0 {
		before = missed[0].Row - 1
	}
	untouched := !slices.ContainsFunc(none, func(c Corrected) bool { return !stands(c) })
	if untouched && (len(missed) == 0 || len(t.Indicators) == before) {
		return true
	}
	if before < 0 || len(t.Indicators) != before+len(missed)-len(none) {
		return false
	}
	return t.undo(before, missed, none)
}

// undo numbers the rows of a corrected table as they were read, takes those out that were missed then and puts those
// back that are none.
func (t *Table) undo(before int, missed, none []Corrected) bool {
	then := Table{Columns: t.Columns}
	for row := range before {
		then.Indicators = append(then.Indicators, Indicator{Row: row + 1})
	}
	for _, c := range missed {
		if then.insert(c) != nil {
			return false
		}
	}
	out := func(list []Corrected) func(Indicator) bool {
		return func(ind Indicator) bool {
			return slices.ContainsFunc(list, func(c Corrected) bool { return c.Row == ind.Row })
		}
	}
	numbers := slices.DeleteFunc(slices.Clone(then.Indicators), out(none))
	if len(numbers) != len(t.Indicators) {
		return false
	}
	for i := range numbers {
		t.Indicators[i].Row = numbers[i].Row
	}
	t.Indicators = slices.DeleteFunc(t.Indicators, out(missed))
	for _, c := range none {
		back, ok := t.fromWhole(c.Row, c.Was)
		if !ok {
			return false
		}
		t.Indicators = append(t.Indicators, back)
	}
	slices.SortStableFunc(t.Indicators, func(a, b Indicator) int { return a.Row - b.Row })
	return true
}
