package evaluation

import (
	"fmt"
	"math/big"

	"guangsha/internal/base/civil"
)

// lagging is how many parts of a hundred of the year progress may lie behind its days before it is warned of.
const lagging = 20

// Lag is progress that lies behind the year (预警): of the money, row 0, or of an indicator.
type Lag struct {
	Row  int
	Text string
}

// Monitor compares the progress of indicators and of money with the days of the year that are over (双监控). Only what
// grows over the year is compared: a rate, a cost and a due date say nothing before its end.
func Monitor(t Table, p Profile, on civil.Date) []Lag {
	first := civil.DateOf(t.Year, 1, 1)
	days := int64(on-first) + 1
	if t.Year == 0 || days <= 0 {
		return nil
	}
	over := minRat(big.NewRat(days, daysOf(t.Year)), big.NewRat(1, 1))
	least := new(big.Rat).Sub(over, big.NewRat(lagging, 100))
	var lags []Lag
	if rate := executionRate(t, p); rate != nil && rate.Cmp(least) < 0 {
		lags = append(lags, Lag{Text: fmt.Sprintf("全年已过%s%%，预算执行%s%%，资金执行滞后。请查明原因并调整用款计划",
			percent(over, 1), percent(rate, 1))})
	}
	for _, ind := range t.Indicators {
		target, actual := ReadCell(ind.Target), ReadCell(ind.Actual)
		direction := target.Direction(ClassOf(ind), PlainName(ind.Name))
		if ind.NotApplicable() || target.Kind != KindQuantity || target.Amount.dimension() == Share ||
			direction != DirectionUp || !actual.Measured() {
			continue
		}
		if ratio := completion(target, actual, direction); ratio != nil && ratio.Cmp(least) < 0 {
			lags = append(lags, Lag{Row: ind.Row, Text: fmt.Sprintf("全年已过%s%%，“%s”目标%s、已完成%s（%s%%），进度滞后。请查明原因并提出措施",
				percent(over, 1), line{name: PlainName(ind.Name)}.label(), ind.Target, ind.Actual, percent(ratio, 1))})
		}
	}
	return lags
}
