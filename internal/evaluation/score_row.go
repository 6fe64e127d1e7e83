package evaluation

import "math/big"

// scoreRow scores one indicator of a table of a year from its printed values.
func scoreRow(ind Indicator, year int, p Profile) RowScore {
	r := RowScore{Row: ind.Row, Weight: ind.Weight, Published: ind.Score, FromBooks: NoPoints}
	r.target, r.actual = ReadCell(ind.Target).in(year), ReadCell(ind.Actual).in(year)
	r.How, r.Ratio = howScored(ind, r.target, r.actual, p)
	if r.How != HowComputed && r.How != HowNone && r.How != HowUnweighted {
		r.against = againstTarget(r.target, r.actual)
	}
	weight := ind.Weight.OrZero()
	switch r.How {
	case HowComputed:
		r.ByRule = completionScore(weight, r.Ratio)
	case HowClaimed, HowGraded, HowUntestable, HowUnclear, HowLate:
		r.ByRule = clamp(ind.Score.OrZero(), 0, weight)
	}
	return r
}

// completionScore is weight × completion ratio, at most the weight, rounded half up to hundredths.
func completionScore(weight Points, ratio *big.Rat) Points {
	return clamp(pointsOf(new(big.Rat).Mul(weight.rat(), ratio)), 0, weight)
}

// howScored decides how a row gets its score, and its completion ratio where there is one.
func howScored(ind Indicator, target, actual Cell, p Profile) (How, *big.Rat) {
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
	target, actual = target.figure(actual), actual.figure(target)
	switch target.Kind {
	case KindMonthlyDay, KindRecurring, KindDate, KindSpan:
		return scoredByTime(target, actual, p.Late)
	}
	switch target.Kind {
	case KindEmpty, KindNone, KindOptions, KindUnreadable:
		return HowUntestable, nil
	case KindQuantity, KindRange:
		direction := target.Direction(ClassOf(ind), PlainName(ind.Name))
		if ratio := completion(target, actual, direction); ratio != nil {
			return HowComputed, ratio
		}
		if actual.Kind == KindQuantity && (direction == DirectionUnclear || target.Kind == KindRange) {
			return HowUnclear, nil
		}
		return HowClaimed, nil
	case KindSeveral:
		return HowUntestable, nil
	}
	return HowGraded, nil
}

// scoredByTime scores beside a due date: the share of what was done in time, or the date itself. Within a span of time
// anything may happen; only a share says something about it.
func scoredByTime(target, actual Cell, late LateRule) (How, *big.Rat) {
	if ratio := onTime(target, actual); ratio != nil {
		return HowComputed, ratio
	}
	switch target.Kind {
	case KindMonthlyDay:
		switch {
		case actual.Kind != KindMonthlyDay:
			return HowClaimed, nil
		case actual.Day > target.Day: // in none of its periods in time
			return HowComputed, new(big.Rat)
		}
		return HowComputed, big.NewRat(1, 1)
	case KindRecurring:
		return HowClaimed, nil
	}
	switch days := actual.daysLate(target); {
	case days > 0 && late.Rule == LateProportional:
		return HowComputed, big.NewRat(max(0, late.Days-days), late.Days)
	case days > 0:
		return HowLate, nil
	case target.Kind == KindSpan:
		return HowUntestable, nil
	case actual.Kind == KindDate:
		return HowComputed, big.NewRat(1, 1)
	}
	return HowGraded, nil
}

// onTime reads the share of what was done in time, or how many of the due dates of a year.
func onTime(target, actual Cell) *big.Rat {
	switch a := actual.Amount; {
	case !actual.Measured():
	case a.dimension() == Share:
		return new(big.Rat).Quo(a.inBase().rat, hundred)
	case target.Per > 1 && (a.Unit == "个月" || a.Unit == "次" || a.Unit == "期"):
		return new(big.Rat).Quo(a.Number.rat, big64(target.Per))
	}
	return nil
}

// completion is the completion ratio B ÷ A, or A ÷ B where less is better; nil when the two are not comparable or
// nobody says which is better. A number without a unit is taken to be in the unit of the other.
func completion(target, actual Cell, direction Direction) *big.Rat {
	if actual.Kind != KindQuantity {
		return nil
	}
	b := actual.Amount
	if target.Kind == KindRange {
		return withinRange(target, b, direction)
	}
	a := target.Amount
	sameUnits(&a, &b)
	if !a.sameUnit(b) {
		return nil
	}
	if bareShare(target.Amount, actual.Amount) {
		return nil
	}
	target.Amount, actual.Amount = a, b
	x, y := target.aYear(), actual.aYear()
	if target.Per > 1 && actual.Per == 0 {
		// 2次 beside 每月2次 may be of a month or of the year; nothing tells.
		if y.cmp(x) < 0 && y.cmp(a.inBase()) <= 0 {
			return nil
		}
	}
	if direction == DirectionUnclear && x.cmp(y) != 0 {
		return nil
	}
	if direction == DirectionDown {
		x, y = y, x
	}
	reached := x.cmp(y) <= 0
	switch {
	case x.cmp(y) == 0, reached && (x.rat.Sign() <= 0 || y.rat.Sign() <= 0):
		return big.NewRat(1, 1) // of what is below zero or nothing there is no share: it is reached or not
	case x.rat.Sign() <= 0 || y.rat.Sign() <= 0:
		return new(big.Rat)
	}
	return new(big.Rat).Quo(y.rat, x.rat)
}

// withinRange is full inside a range. Where more is better it is the share of the lower end below it, and above it a
// person has to say what that means; where less is better it is the share of the upper end above it.
func withinRange(target Cell, b Amount, direction Direction) *big.Rat {
	low, high := target.Amount, target.High
	sameUnits(&low, &b)
	if !low.sameUnit(b) || !high.sameUnit(b) || b.Number.rat.Sign() < 0 {
		return nil
	}
	n, least, most := b.inBase(), low.inBase(), high.inBase()
	switch above := n.cmp(most) > 0; {
	case above && direction == DirectionDown:
		return new(big.Rat).Quo(most.rat, n.rat)
	case above:
		return nil
	case n.cmp(least) < 0 && direction == DirectionUp:
		return new(big.Rat).Quo(n.rat, least.rat)
	case n.cmp(least) < 0 && direction != DirectionDown:
		return nil
	}
	return big.NewRat(1, 1)
}

// bareShare reports whether a decimal below one stands beside a share: 0.96 may be 96 % or 0.96 %.
func bareShare(a, b Amount) bool {
	return a.dimension() == Share && b.Unit == "" && b.Number.places > 0 && b.Number.cmp(Number{rat: big64(1)}) < 0 &&
		a.inBase().cmp(Number{rat: big64(1)}) > 0
}

// sameUnits completes the unit of one figure from the other: none is that of the other, and 万 beside money is 万元.
func sameUnits(a, b *Amount) {
	for _, pair := range [][2]*Amount{{a, b}, {b, a}} {
		one, other := pair[0], pair[1]
		switch {
		case one.Unit == "":
			one.Unit = other.Unit
		case (one.Unit == "万" || one.Unit == "亿") && other.dimension() == Money:
			one.Unit += "元"
		}
	}
}
