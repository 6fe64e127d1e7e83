package evaluation

// ruleH01: what several tables state in the same words has one value. A fact is recognised by the last four
// characters before its number.
var ruleH01 = Rule{
	ID: "H01", Severity: Warning, Title: "同一事实在各表中应一致", Basis: basisLogic, MayChange: changeActual,
	whole: func(all []*subject, r *report) {
		first := map[string]fact{}
		said := map[string]bool{}
		for _, f := range allFacts(all) {
			key := f.words + string(f.amount.dimension())
			before, seen := first[key]
			if !seen {
				first[key] = f
				continue
			}
			comparable := before.table != f.table && before.amount.sameUnit(f.amount)
			if !comparable || said[key] || sameValue(before.amount, f.amount) {
				continue
			}
			said[key] = true
			r.sayTables([]int{before.table, f.table}, "“%s”在《%s》为%s，在《%s》为%s。请查明哪个数是对的，各表统一", f.words, before.project,
				before.amount, f.project, f.amount)
		}
	},
}
