package evaluation

import (
	"slices"
	"strings"
)

// InForm is the table as a form with other columns prints it. What the form has no place for is gone: columns, and rows
// beyond those of 项目资金 and 绩效指标. A column that the table was not read with is empty, but for the sign and the
// unit of a target.
func (t Table) InForm(r FormRule) Table {
	funds := formColumns(r.FundColumns, officialFunds, fundHeads)
	indicators := formColumns(r.Columns, officialColumns, indicatorHeads)
	oldFunds := formColumns(t.FundColumns, officialFunds, fundHeads)
	oldIndicators := formColumns(t.Columns, officialColumns, indicatorHeads)
	t.Others = nil
	t.Funds, t.Indicators = slices.Clone(t.Funds), slices.Clone(t.Indicators)
	for i := range t.Funds {
		old := t.Funds[i]
		f := Fund{Name: old.Name}
		for _, col := range funds {
			if col.field == fieldMore {
				f.More = append(f.More, underHead(oldFunds, old.More, col, fieldMore))
			} else {
				*f.cell(col.field) = *old.cell(col.field)
			}
		}
		t.Funds[i] = f
	}
	for i := range t.Indicators {
		t.Indicators[i] = t.Indicators[i].inColumns(oldIndicators, indicators)
	}
	t.FundColumns, t.Columns = funds.heads(officialFunds), indicators.heads(officialColumns)
	if t.FundColumns != nil || t.Columns != nil {
		t.Layout = G9
	}
	if !indicators.has(fieldWeight) {
		t.Total, t.TotalText[0] = NoPoints, ""
	}
	if !indicators.has(fieldScore) {
		t.TotalScore, t.TotalText[1] = NoPoints, ""
	}
	return t
}

// underHead is the cell that stands under a head in a form with other columns, empty when that has it not.
func underHead(old columns, more []string, col column, of ...string) string {
	for _, o := range old {
		if !slices.Contains(of, o.field) || len(more) == 0 {
			continue
		}
		if compact(o.head) == compact(col.head) || o.field == col.field && o.field != fieldMore {
			return more[0]
		}
		more = more[1:]
	}
	return ""
}

// inColumns is the row as a form with other columns prints it.
func (i Indicator) inColumns(old, cols columns) Indicator {
	n := i
	n.More, n.TargetCell, n.ActualCell = nil, "", ""
	for _, cell := range []struct {
		field string
		text  *string
	}{
		{fieldFirst, &n.First}, {fieldSecond, &n.Second}, {fieldTarget, &n.Target}, {fieldActual, &n.Actual},
		{fieldWeight, &n.WeightText}, {fieldScore, &n.ScoreText}, {fieldReason, &n.Reason},
	} {
		if !cols.has(cell.field) {
			*cell.text = ""
		}
	}
	n.Weight, n.Score = ReadPoints(n.WeightText), ReadPoints(n.ScoreText)
	sign, unit := n.apart(cols)
	for _, col := range cols {
		switch col.field {
		case fieldSign:
			n.More = append(n.More, sign)
		case fieldUnit:
			n.More = append(n.More, unit)
		case fieldMore:
			n.More = append(n.More, underHead(old, i.More, col, fieldMore, fieldSign, fieldUnit))
		}
	}
	return n
}

// apart takes sign and unit off target and actual for a form that prints them in columns of their own, and gives them.
// It leaves alone what is no figure with one unit for both.
func (i *Indicator) apart(cols columns) (sign, unit string) {
	if !cols.has(fieldUnit) {
		return "", ""
	}
	target, actual := ReadCell(i.Target), ReadCell(i.Actual)
	number, unit := target.Amount.Number.String(), target.Amount.Unit
	plain := number + unit
	sign, ok := strings.CutSuffix(i.Target, plain)
	whole := sign == "" || cols.has(fieldSign) && cellSign.FindString(sign) == sign
	if target.Kind != KindQuantity || !ok || !whole {
		return "", ""
	}
	done, ok := strings.CutSuffix(i.Actual, unit)
	if actual.Kind != KindQuantity || !ok || done != actual.Amount.Number.String() {
		return "", ""
	}
	if i.Target != number {
		i.TargetCell = number
	}
	if i.Actual != done {
		i.ActualCell = done
	}
	return sign, unit
}
