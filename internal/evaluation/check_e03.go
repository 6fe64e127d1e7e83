package evaluation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ruleE03: numbers have units, the same in target, actual and name. It speaks once per table.
var ruleE03 = Rule{
	ID: "E03", Severity: Warning, Title: "指标值、完成值应有计量单位且一致", Basis: basis2021, MayChange: changeActual,
	one: func(s *subject, r *report) {
		var bare, differ []int
		for _, l := range s.live() {
			if l.target.Kind != KindQuantity && l.actual.Kind != KindQuantity {
				continue
			}
			switch {
			case withoutUnit(l.target) && withoutUnit(l.actual) && !l.target.Amount.Number.zero():
				bare = append(bare, l.Row)
			case unitsDiffer(l):
				differ = append(differ, l.Row)
			}
		}
		var parts []string
		if len(bare) > 0 {
			parts = append(parts, fmt.Sprintf("%d行无计量单位（第%s行）", len(bare), joinRows(bare)))
		}
		if len(differ) > 0 {
			first, _ := s.row(differ[0])
			parts = append(parts, fmt.Sprintf("%d行单位不一致（第%s行，如“%s”指标值%s、完成值%s）", len(differ), joinRows(differ),
				first.label(), first.Target, first.Actual))
		}
		if rows := slices.Sorted(slices.Values(append(bare, differ...))); len(rows) > 0 {
			r.sayRows(rows, "%s。请在完成值中写明单位；指标值的单位下年度申报时补上", strings.Join(parts, "；"))
		}
	},
}

func withoutUnit(c Cell) bool { return c.Kind == KindQuantity && c.Amount.Unit == "" }

// unitsDiffer compares target and actual, and finds the actual's number in the name under another counter word.
func unitsDiffer(l line) bool {
	if l.target.Kind != KindQuantity || l.actual.Kind != KindQuantity {
		return false
	}
	if !l.target.Amount.sameUnit(l.actual.Amount) {
		return true
	}
	for _, a := range l.amounts {
		if a.dimension() == Counted && l.actual.Amount.dimension() == Counted && !a.sameUnit(l.actual.Amount) &&
			a.Number.cmp(l.actual.Amount.Number) == 0 {
			return true
		}
	}
	return false
}

func joinRows(rows []int) string {
	texts := make([]string, len(rows))
	for i, n := range rows {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, "、")
}
