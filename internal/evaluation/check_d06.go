package evaluation

// ruleD06: the printed total is the sum of the scores. Where rows are missing, it is at most what the seen losses
// leave; where the layout has no weights, nothing tells whether rows are missing, and it is at least the sum.
var ruleD06 = Rule{
	ID: "D06", Severity: Error, Title: "得分合计应等于总得分", Basis: basisFoots, MayChange: changeScore,
	one: func(s *subject, r *report) {
		if !s.TotalScore.Printed() {
			return
		}
		sum, weights := sumOfScores(s.Table), sumOfWeights(s.Table)
		full := s.Total
		if !full.Printed() {
			full = 10_000
		}
		switch {
		case weights >= full || !s.hasWeights():
			if sum > s.TotalScore || sum < s.TotalScore && s.hasWeights() {
				r.say(0, "得分合计%s≠表列总分%s（含预算执行率得分）。请逐行核对后更正", sum.Short(), s.TotalScore.Short())
			}
		case weights < full && s.TotalScore > full-(weights-sum):
			r.say(0, "已见各行失分%s分，总分不应超过%s，表列%s。请逐行核对后更正", (weights - sum).Short(),
				(full - (weights - sum)).Short(), s.TotalScore.Short())
		}
	},
}
