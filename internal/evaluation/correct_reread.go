package evaluation

import (
	"cmp"
	"slices"
	"strings"
)

// reread draws anew what is read from a cell.
func (t *Table) reread(row int, column Column) {
	switch {
	case row == 0 && column == ColumnYear:
		t.Year = readYear(t.YearText)
	case row == 0 && column == ColumnTotal:
		t.TotalScore = ReadPoints(t.TotalText[1])
	case row == 0 && column == ColumnTotalWeight:
		t.Total = ReadPoints(t.TotalText[0])
	}
	cols := t.indicatorColumns()
	for i := range t.Indicators {
		if ind := &t.Indicators[i]; ind.Row == row && row > 0 {
			ind.Weight, ind.Score = ReadPoints(ind.WeightText), ReadPoints(ind.ScoreText)
			ind.rejoin(cols, column)
		}
	}
}

// rejoin takes sign and unit off a corrected target or actual where the form prints them in columns of their own, and
// reads the cell with them again: what is corrected to 96 beside the unit % is 96%.
func (i *Indicator) rejoin(cols columns, column Column) {
	sign, unit := i.besides(cols)
	whole, printed := &i.Target, &i.TargetCell
	switch column {
	case MoreColumn(column.more()): // which may be the sign or the unit
		i.Target, i.TargetCell = cmp.Or(i.TargetCell, i.Target), ""
		i.Actual, i.ActualCell = cmp.Or(i.ActualCell, i.Actual), ""
		i.join(i.besides(cols))
		return
	case ColumnTarget:
	case ColumnActual:
		whole, printed, sign = &i.Actual, &i.ActualCell, ""
	default:
		return
	}
	*printed = ""
	bare := strings.TrimSuffix(strings.TrimPrefix(*whole, sign), strings.TrimSpace(unit))
	if n := ReadCell(bare); n.Kind == KindQuantity && n.Amount.Unit == "" {
		*whole = bare
	}
	i.join(i.besides(cols))
}

// besides are the cells of a row under 指标性质 and 度量单位, empty where the form has no such column.
func (i *Indicator) besides(cols columns) (sign, unit string) {
	more := i.More
	for _, col := range cols {
		if !kept(col.field) || len(more) == 0 {
			continue
		}
		switch col.field {
		case fieldSign:
			sign = more[0]
		case fieldUnit:
			unit = more[0]
		}
		more = more[1:]
	}
	return sign, unit
}

// headOf is the head, as printed, of a cell under a column that has no name here; empty for any other.
func (t *Table) headOf(row int, column Column) string {
	funds, heads := t.MoreHeads()
	if row <= 0 {
		heads = funds
	}
	if n := column.more(); n >= 0 && n < len(heads) {
		return heads[n]
	}
	return ""
}

// MoreHeads are the heads of the columns that have no name here, in the order of the cells in More.
func (t Table) MoreHeads() (funds, indicators []string) {
	for _, col := range formColumns(t.FundColumns, officialFunds, fundHeads) {
		if col.field == fieldMore {
			funds = append(funds, col.head)
		}
	}
	for _, col := range t.indicatorColumns() {
		if kept(col.field) {
			indicators = append(indicators, col.head)
		}
	}
	return funds, indicators
}

// wrongAt says what nothing can be made of in a corrected cell, empty when there is no such thing. The cell stays as it
// was typed: a paper may say just that.
func (t *Table) wrongAt(row int, column Column) string {
	text := strings.TrimSpace(*t.cellAt(row, column))
	if blank(text) {
		return ""
	}
	points := column == ColumnWeight || column == ColumnScore || column == ColumnTotal || column == ColumnTotalWeight
	amount := row <= 0 && slices.Contains([]Column{ColumnInitial, ColumnTarget, ColumnActual}, column)
	_, isMoney := money(text)
	switch p := ReadPoints(text); {
	case points && !p.Printed():
		return "不是分数，没有计入；请只写数字，如 4 或 3.5"
	case points && p < 0:
		return "小于零，分数不会是负数，请与原件核对"
	case amount && !isMoney:
		return "不是金额，没有计入；请只写数字，金额单位写在“金额单位”一格"
	case column == ColumnYear && t.Year == 0:
		return "没有读出年份；请写四位数的年份，如（2024年度）"
	case column == ColumnMoneyUnit && !slices.Contains([]string{"元", "千元", "万元", "亿元"}, text):
		return "不是金额单位；请写元、千元、万元或亿元"
	}
	return ""
}
