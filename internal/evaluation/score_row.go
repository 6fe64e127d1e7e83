package evaluation

import "math/big"

// scoreRow scores one indicator from its printed values.
func scoreRow(ind Indicator) RowScore {
	r := RowScore{Row: ind.Row, Weight: ind.Weight, Published: ind.Score, FromBooks: NoPoints}
	target, actual := ReadCell(ind.Target), ReadCell(ind.Actual)
	r.How, r.Ratio = howScored(ind, target, actual)
	weight := ind.Weight.OrZero()
	switch r.How {
	case HowComputed:
		r.ByRule = completionScore(weight, r.Ratio)
	case HowClaimed, HowGraded, HowUntestable:
		r.ByRule = clamp(ind.Score.OrZero(), 0, weight)
	}
	return r
}

// completionScore is weight × completion ratio, at most the weight, rounded half up to hundredths.
func completionScore(weight Points, ratio *big.Rat) Points {
	return clamp(pointsOf(new(big.Rat).Mul(weight.rat(), ratio)), 0, weight)
}

// howScored decides how a row gets its score, and its completion ratio where there is one.
func howScored(ind Indicator, target, actual Cell) (How, *big.Rat) {
	switch {
	case ind.Weight.OrZero() <= 0:
		return HowUnweighted, nil
	case ind.NotApplicable():
		return HowNone, nil
	case actual.Kind == KindEmpty || actual.Kind == KindNone:
		return HowMissing, nil
	case actual.Kind == KindQuantity && !actual.Measured():
		return HowClaimed, nil
	}
	if target.Kind == KindMonthlyDay || target.Kind == KindDate || target.Kind == KindSpan {
		return scoredByTime(target, actual)
	}
	switch target.Kind {
	case KindEmpty, KindNone, KindOptions:
		return HowUntestable, nil
	case KindQuantity:
		if ratio := completion(target, actual, ClassOf(ind)); ratio != nil {
			return HowComputed, ratio
		}
		return HowClaimed, nil
	}
	return HowGraded, nil
}

// scoredByTime scores beside a due date: the share of what was done in time, or the date itself. Within a span of time
// anything may happen; only a share says something about it.
func scoredByTime(target, actual Cell) (How, *big.Rat) {
	if ratio := onTime(target, actual); ratio != nil {
		return HowComputed, ratio
	}
	switch target.Kind {
	case KindMonthlyDay:
		if actual.Kind == KindMonthlyDay && actual.Day <= target.Day {
			return HowComputed, big.NewRat(1, 1)
		}
		return HowClaimed, nil
	case KindDate:
		if actual.Kind == KindDate && actual.Date.end() <= target.Date.end() {
			return HowComputed, big.NewRat(1, 1)
		}
		return HowGraded, nil
	}
	return HowUntestable, nil
}

// onTime reads the share of what was done in time, or how many of twelve months.
func onTime(target, actual Cell) *big.Rat {
	switch a := actual.Amount; {
	case !actual.Measured():
	case a.dimension() == Share:
		return new(big.Rat).Quo(a.inBase().rat, hundred)
	case target.Kind == KindMonthlyDay && (a.Unit == "个月" || a.Unit == "次"):
		return new(big.Rat).Quo(a.Number.rat, big.NewRat(12, 1))
	}
	return nil
}

// completion is the completion ratio B ÷ A, or A ÷ B where less is better; nil when the two are not comparable. A
// number without a unit is taken to be in the unit of the other.
func completion(target, actual Cell, class Class) *big.Rat {
	if target.Kind != KindQuantity || actual.Kind != KindQuantity {
		return nil
	}
	a, b := target.Amount, actual.Amount
	if a.Unit == "" {
		a.Unit = b.Unit
	}
	if b.Unit == "" {
		b.Unit = a.Unit
	}
	if !a.sameUnit(b) {
		return nil
	}
	x, y := a.inBase(), b.inBase()
	if target.negative(class) {
		x, y = y, x
	}
	if x.zero() {
		// Zero where less is better is reached; a target of at least zero always is.
		return big.NewRat(1, 1)
	}
	if y.rat.Sign() < 0 || x.rat.Sign() < 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Quo(y.rat, x.rat)
}
