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
		example := ""
		for _, l := range s.live() {
			if withoutUnit(l.target) && withoutUnit(l.actual) && !l.target.Amount.Number.zero() {
				bare = append(bare, l.Row)
			} else if how := unitsDiffer(l); how != "" {
				if differ = append(differ, l.Row); example == "" {
					example = how
				}
			}
		}
		var parts []string
		if len(bare) > 0 {
			parts = append(parts, fmt.Sprintf("%d行无计量单位（第%s行）", len(bare), joinRows(bare)))
		}
		if len(differ) > 0 {
			parts = append(parts, fmt.Sprintf("%d行单位不一致（第%s行，如%s）", len(differ), joinRows(differ), example))
		}
		if rows := slices.Sorted(slices.Values(append(bare, differ...))); len(rows) > 0 {
			r.sayRows(rows, "%s。请在完成值中写明单位；指标值的单位下年度申报时补上", strings.Join(parts, "；"))
		}
	},
}

func withoutUnit(c Cell) bool { return c.Kind == KindQuantity && c.Amount.Unit == "" }

// unitsDiffer compares target and actual, and finds the actual's number in the name under another counter word. It
// says which differ, or nothing.
func unitsDiffer(l line) string {
	if l.target.Kind != KindQuantity || l.actual.Kind != KindQuantity {
		return ""
	}
	if !l.target.Amount.sameUnit(l.actual.Amount) {
		return fmt.Sprintf("指标值%s、完成值%s", l.Target, l.Actual)
	}
	for _, a := range l.amounts {
		counted := a.dimension() == Counted && l.actual.Amount.dimension() == Counted
		if counted && !a.sameUnit(l.actual.Amount) && a.Number.cmp(l.actual.Amount.Number) == 0 {
			return fmt.Sprintf("名称写%s、完成值%s", a, l.Actual)
		}
	}
	return ""
}

// joinRows lists rows in words, runs of three and more as 1至17.
func joinRows(rows []int) string {
	var parts []string
	for i := 0; i < len(rows); {
		end := i
		for end+1 < len(rows) && rows[end+1] == rows[end]+1 {
			end++
		}
		if end-i >= 2 {
			parts = append(parts, fmt.Sprintf("%d至%d", rows[i], rows[end]))
			i = end + 1
			continue
		}
		parts = append(parts, strconv.Itoa(rows[i]))
		i++
	}
	return strings.Join(parts, "、")
}
