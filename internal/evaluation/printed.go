package evaluation

import (
	"cmp"
	"slices"
)

// Form is the table as it is to be printed: each actual as accepted, else as reported. Where that is not the reported
// value, the score follows from it if it can be computed, so that figures, scores and totals agree; all else stands as
// reported. Of what the centre filled itself, a reason that the form asks for and nobody wrote is drafted, with a mark
// that a person takes off; the measured values stand in ThreeValues.
func (f FilledTable) Form(p Profile) Table {
	t := f.Table
	t.Funds, t.Indicators = slices.Clone(t.Funds), slices.Clone(t.Indicators)
	changed := printExecution(&t, f.Execution, p)
	for i := range t.Indicators {
		if i >= len(f.Rows) {
			break
		}
		actual := f.Rows[i].Printed()
		if f.Rows[i].Accepted == "" && f.Rows[i].Reported == "" {
			actual = p.written(actual)
		}
		if actual != "" && actual != t.Indicators[i].Actual {
			printActual(&t.Indicators[i], actual, t.Year, p)
			changed = true
		}
		if f.Drafted {
			draftOnForm(&t.Indicators[i], t.Year, p)
		}
	}
	if changed {
		t.TotalScore = sumOfScores(t)
		t.TotalText[1] = t.TotalScore.Short()
		if t.Grade != "" {
			t.Grade = p.GradeFor(t.TotalScore)
		}
	}
	return t
}

// draftOnForm drafts the reason that a row of the form asks for, from what stands on the form alone.
func draftOnForm(ind *Indicator, year int, p Profile) {
	if !blank(ind.Reason) {
		return
	}
	row := FilledRow{Actual: Actual{Reported: ind.Actual}}
	if text := draftReason(*ind, row, RowScore{Weight: ind.Weight}, year, p); text != "" {
		ind.Reason = draftMark + text
	}
}

// written is a measured cell as people write it: 万元 and 亿元 with the decimals of the form, half up.
func (p Profile) written(cell string) string {
	places := cmp.Or(p.Form.MoneyPlaces, 2)
	a := ReadCell(cell).Amount
	if a.Unit != moneyUnit && a.Unit != "亿元" || a.Number.places <= places || cell != a.String() {
		return cell
	}
	return plainDecimal(a.Number.rat, places) + a.Unit
}

func printActual(ind *Indicator, actual string, year int, p Profile) {
	ind.Actual = actual
	how, ratio := howScored(*ind, ReadCell(ind.Target).in(year), ReadCell(actual).in(year), p)
	if how == HowComputed {
		ind.Score = completionScore(ind.Weight, ratio)
		ind.ScoreText = ind.Score.Short()
	}
}

// printExecution prints what was spent, with its rate and score, and reports whether that is another value than the
// reported one. Where several sources paid, only people know to which of them the difference belongs; the row stands.
func printExecution(t *Table, execution FilledRow, p Profile) (changed bool) {
	total, printed := t.TotalFund(), ReadCell(execution.Printed())
	if total == nil || !printed.Measured() {
		return false
	}
	spent := printed.Amount.in(t.MoneyUnit)
	if reported, ok := money(total.Executed); ok && reported.cmp(spent) == 0 {
		return false
	}
	var sources []*Fund
	for i := range t.Funds {
		if !fundIsTotal(t.Funds[i].Name) && !blank(t.Funds[i].Executed) {
			sources = append(sources, &t.Funds[i])
		}
	}
	if len(sources) > 1 || len(sources) == 1 && sources[0].Executed != total.Executed {
		return false
	}
	total.Executed = spent.String()
	if rate := executionRate(*t, p); rate != nil {
		total.Rate = percent(rate, 2) + "%"
		if weight := ReadPoints(total.Weight); weight.Printed() {
			total.Score = min(p.ExecutionScore(rate), weight).Short()
		}
	}
	for _, source := range sources {
		source.Executed, source.Rate = total.Executed, total.Rate
	}
	return true
}
