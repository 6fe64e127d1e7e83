package evaluation

import "math/big"

// ruleH04: the summary agrees with the tables.
var ruleH04 = Rule{
	ID: "H04", Severity: Error, Title: "自评情况汇总表应与明细表一致", Basis: basisLogic, MayChange: changeScore,
	Needs:  "自评情况汇总表",
	has:    func(ctx Context) bool { return ctx.Summary != nil },
	across: true,
	whole: func(all []*subject, r *report) {
		sum := r.ctx.Summary
		if graded := sum.graded(); sum.Count != 0 && graded != 0 && graded != sum.Count {
			r.say(0, "汇总表项目%d个≠各等级合计%d个。请核对", sum.Count, graded)
		}
		if len(all) == 0 {
			return
		}
		amount, scores, grades := new(big.Rat), new(big.Rat), map[string]int{}
		for _, s := range all {
			if s.total != nil {
				if n, ok := money(s.total.Executed); ok {
					amount.Add(amount, n.rat)
				}
			}
			scores.Add(scores, s.scored.Published.rat())
			grades[s.profile.GradeFor(s.scored.Published)]++
		}
		if sum.Count != 0 && sum.Count != len(all) {
			r.say(0, "汇总表项目%d个≠明细%d个。请核对是否漏报", sum.Count, len(all))
		}
		if n, ok := readNumber(compact(sum.Amount)); ok && atPlaces(amount, n.places).Cmp(n.rat) != 0 {
			r.say(0, "汇总表金额%s≠明细合计%s。请核对", n, plainDecimal(amount, 6))
		}
		mean := scores.Quo(scores, big.NewRat(int64(len(all)), 1))
		if n, ok := readNumber(compact(sum.Mean)); ok && atPlaces(mean, n.places).Cmp(n.rat) != 0 {
			r.say(0, "汇总表平均得分%s≠明细平均%s。请核对", n, plainDecimal(mean, 2))
		}
		for _, g := range all[0].profile.Grades {
			if want, stated := sum.Grades[g.Name]; stated && want != grades[g.Name] {
				r.say(0, "汇总表“%s”%d个≠明细%d个。请核对", g.Name, want, grades[g.Name])
			}
		}
	},
}

// graded is how many projects the summary gives a grade.
func (s Summary) graded() int {
	n := 0
	for _, count := range s.Grades {
		n += count
	}
	return n
}
