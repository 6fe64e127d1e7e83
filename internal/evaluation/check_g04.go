package evaluation

import "strings"

// ruleG04: an actual that was reported is the one that is measured, or claims no more than is. It is a question, never
// a deduction: a report may be right where the books count something else.
var ruleG04 = Rule{
	ID: "G04", Severity: Warning, Title: "填报值应与系统取数值一致", Basis: basisLogic, MayChange: changeActual,
	Needs: "系统取数值",
	has:   func(ctx Context) bool { return len(ctx.Measured) > 0 },
	one: func(s *subject, r *report) {
		const (
			say   = "%s填报%s，系统取数%s，两者不一致。请核对是填报有误还是取数口径不同，差异写入偏差原因栏"
			short = "%s填报%s，系统取数%s，没有达到。请填写实际数值并核对得分，差异写入偏差原因栏"
		)
		for _, m := range s.ctx.Measured {
			if m.Table != s.at {
				continue
			}
			if m.Row == 0 && s.total != nil {
				if spent := s.executed(); unequal(spent, m.Text) {
					r.say(0, say, "全年执行数", spent, told(spent, m.Text))
				}
			}
			for _, l := range s.rows {
				switch {
				case l.Row != m.Row:
				case unequal(l.Actual, m.Text):
					r.say(l.Row, say, "“"+l.label()+"”", l.Actual, told(l.Actual, m.Text))
				case missed(l.actual, m.Text):
					r.say(l.Row, short, "“"+l.label()+"”", l.Actual, told(l.Actual, m.Text))
				}
			}
		}
	},
}

// told is what was measured as people read money, unless so few decimals hide that it is not what was reported.
func told(reported, measured string) string {
	shown := strings.ReplaceAll(Shown(measured), " ", "") // in a sentence
	if Exact(measured) == "" || ReadCell(reported).Measured() && !unequal(reported, shown) {
		return measured
	}
	return shown
}

// executed is what the table says was spent, with its unit.
func (s *subject) executed() string {
	spent := s.total.Executed
	if ReadCell(spent).Amount.Unit == "" {
		spent += s.MoneyUnit
	}
	return spent
}

// unequal reports whether two cells state figures that, at the decimals printed, are not the same.
func unequal(reported, measured string) bool {
	a, b := ReadCell(reported), ReadCell(measured)
	if !a.Measured() || !b.Measured() {
		return false
	}
	return !a.Amount.Number.agrees(b.Amount.in(a.Amount.Unit))
}

// missed reports whether a cell that claims a bound, and no figure, claims more than was measured.
func missed(claim Cell, measured string) bool {
	b := ReadCell(measured)
	if claim.Kind != KindQuantity || claim.Measured() || !b.Measured() ||
		claim.Amount.dimension() != b.Amount.dimension() {
		return false
	}
	by := b.Amount.in(claim.Amount.Unit).cmp(claim.Amount.Number)
	return claim.Op == OpAtLeast && by < 0 || claim.Op == OpAtMost && by > 0
}

// Measured is what the books say of a row of a table (系统取数值).
type Measured struct {
	Table int // index into the tables
	Row   int // 0 for 全年执行数
	Text  string
}

// measuredIn are the measured values that stand beside tables.
func measuredIn(tables []FilledTable) (all []Measured) {
	add := func(table, row int, text string) {
		if text != "" {
			all = append(all, Measured{table, row, text})
		}
	}
	for i, t := range tables {
		add(i, 0, t.Execution.Measured)
		for k, row := range t.Rows {
			if !row.Twofold {
				add(i, t.Indicators[k].Row, row.Measured)
			}
		}
	}
	return all
}
