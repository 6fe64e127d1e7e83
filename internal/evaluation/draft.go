package evaluation

// Draft is the form as the figures give it: each actual as accepted, measured or reported, scores by completion where
// it can be computed, and totals that foot. Where a score rests on a claim or a grade, the reported one stands. It is
// a proposal; a person accepts it and writes the reasons.
func Draft(f FilledTable, p Profile) Table {
	t := f.Form()
	s := Score(t, p)
	for i, r := range s.Rows {
		if r.How == HowComputed {
			t.Indicators[i].Score, t.Indicators[i].ScoreText = r.ByRule, r.ByRule.Short()
		}
	}
	t.TotalScore = sumOfScores(t)
	t.TotalText[1] = t.TotalScore.Short()
	return t
}
