package evaluation

import (
	"math/big"
	"slices"

	"guangsha/internal/measure"
)

// How tells where the score of a row by the rules comes from (得分来源).
type How string

// The ways in which a row gets its score by the rules.
const (
	HowComputed   How = "computed"       // 按完成比例计算
	HowClaimed    How = "claimed"        // 完成值不是实测数, the printed score stands as a claim
	HowGraded     How = "graded"         // 定性指标: a person chose within a band, the printed score stands
	HowUntestable How = "untestable"     // 指标值不可检验, the printed score stands
	HowUnclear    How = "unclear"        // 方向不明: nothing says whether more is better, the printed score stands
	HowLate       How = "late"           // 逾期: by the profile a person grades it, the printed score stands
	HowMissing    How = "missing"        // 未填完成值: nothing can be given
	HowNone       How = "not-applicable" // 指标值为无
	HowUnweighted How = "unweighted"     // 无分值
)

// RowScore is the score of one row three times: as published, by the rules, from the books.
type RowScore struct {
	Row       int       // 0 for the execution of the budget
	Weight    Points    // 分值
	Published Points    // 原表得分
	ByRule    Points    // 按规则复算, from the printed values
	FromBooks Points    // 按取数复算, from the measured value; NoPoints without one
	Accepted  *Accepted // 认定得分: what a person decided, with who and why; nil until then
	How       How       // of ByRule
	Ratio     *big.Rat  // completion ratio of the printed values, nil when there is none; over 1 when exceeded

	target, actual Cell    // as they were read, dates with the year of the table
	against        against // what in the actual speaks against the target, where no ratio does
}

// Claimed reports whether the score by the rules rests on the table's word alone, because its actual is no
// measured value.
func (r RowScore) Claimed() bool { return r.How == HowClaimed }

// Exceeded reports whether the completion is over the target.
func (r RowScore) Exceeded() bool { return r.Ratio != nil && r.Ratio.Cmp(big.NewRat(1, 1)) > 0 }

// FromBooks sums up what the books say of a table (按取数复算).
type FromBooks struct {
	Score        Points // of the rows with a measured value
	Weight       Points // of the same rows
	RowsMeasured int    // with a measured value of any grade
	RowsComputed int    // of these, with evidence of grade A or B
	Rows         int    // all rows with a weight, the execution of the budget included
	ByGrade      map[measure.Grade]Points
}

// Scored is a table with its scores. Each row is rounded first and the totals are the sums of the rounded rows, so
// that the table foots.
type Scored struct {
	Profile       string
	Because       string // why this profile, empty when nobody chose
	Execution     RowScore
	Rows          []RowScore // one for each indicator, in order
	Published     Points     // 原表总分; NoPoints where the table prints no score at all
	ByRule        Points     // 按规则复算总分; NoPoints where the form has no 分值 for its indicators
	Accepted      Points     // 认定总分; NoPoints until a person judged a row
	ClaimedWeight Points     // weight of the rows marked claimed
	Books         FromBooks
	Grade         string // of ByRule
	Cap           Points // limit of the total by the place's rule, NoPoints when none; never applied silently
}

// Score scores a table by the rules of a profile from its printed values. It takes nothing off for over-completion
// and gives nothing for what it cannot read: a score that rests on a claim, a grade or an untestable target stands as
// printed and is marked.
func Score(t Table, p Profile) Scored {
	s := Scored{Profile: p.ID, Published: Published(t), Accepted: NoPoints, Cap: NoPoints}
	s.Execution = scoreExecution(t, p)
	s.ByRule = s.Execution.ByRule.OrZero()
	weighted := false
	for _, ind := range t.Indicators {
		r := scoreRow(ind, t.Year, p)
		s.Rows = append(s.Rows, r)
		s.ByRule += r.ByRule
		weighted = weighted || r.Weight.Printed()
		if r.Claimed() {
			s.ClaimedWeight += r.Weight.OrZero()
		}
	}
	if rate := executionRate(t, p); rate != nil {
		s.Cap = p.CapFor(rate)
	}
	if !weighted && (len(t.Indicators) > 0 || !t.executionWeight().Printed()) {
		s.ByRule = NoPoints // without weights nothing says what a row may earn
	}
	if s.ByRule.Printed() && !t.Partial && !t.fragment() {
		s.Grade = p.GradeFor(s.ByRule)
	}
	s.Books.Rows = s.weightedRows()
	return s
}

func (s Scored) weightedRows() int {
	n := 0
	for _, r := range append([]RowScore{s.Execution}, s.Rows...) {
		if r.Weight.OrZero() > 0 {
			n++
		}
	}
	return n
}

// Published is the total that the table prints; where it prints none, the sum of the scores it prints, and NoPoints
// where there are none.
func Published(t Table) Points {
	if t.TotalScore.Printed() {
		return t.TotalScore
	}
	scored := slices.ContainsFunc(t.Indicators, func(i Indicator) bool { return i.Score.Printed() })
	if f := t.TotalFund(); !scored && (f == nil || !ReadPoints(f.Score).Printed()) {
		return NoPoints
	}
	return sumOfScores(t)
}

func sumOfScores(t Table) Points {
	var sum Points
	if f := t.TotalFund(); f != nil {
		sum = ReadPoints(f.Score).OrZero()
	}
	for _, ind := range t.Indicators {
		sum += ind.Score.OrZero()
	}
	return sum
}

func sumOfWeights(t Table) Points {
	sum := t.executionWeight().OrZero()
	for _, ind := range t.Indicators {
		sum += ind.Weight.OrZero()
	}
	return sum
}

// executionRate is 全年执行数 ÷ 全年预算数 of the row 年度资金总额, or nil when the table does not tell.
func executionRate(t Table, p Profile) *big.Rat {
	f := t.TotalFund()
	if f == nil {
		return nil
	}
	budget, ok1 := money(p.budgetOf(*f))
	executed, ok2 := money(f.Executed)
	if !ok1 || !ok2 || budget.zero() {
		return nil
	}
	return new(big.Rat).Quo(executed.rat, budget.rat)
}

// budgetOf is the money that execution is measured by. A form with one column of budgets has it in either place.
func (p Profile) budgetOf(f Fund) string {
	if p.Execution.Denominator == "initial" && !blank(f.Initial) {
		return f.Initial
	}
	return f.Budget
}

// executionWeight is the weight of the execution of the budget. A form that prints its score and no weight has the
// weight that indicators leave of the total, 10 or 20.
func (t Table) executionWeight() Points {
	f := t.TotalFund()
	if f == nil {
		return NoPoints
	}
	weight := ReadPoints(f.Weight)
	if weight.Printed() || !blank(f.Weight) || !ReadPoints(f.Score).Printed() || !t.Total.Printed() {
		return weight
	}
	left := t.Total
	for _, ind := range t.Indicators {
		left -= ind.Weight.OrZero()
	}
	if left == 1000 || left == 2000 {
		return left
	}
	return weight
}

func scoreExecution(t Table, p Profile) RowScore {
	r := RowScore{Weight: NoPoints, Published: NoPoints, FromBooks: NoPoints, How: HowUnweighted}
	f := t.TotalFund()
	if f == nil {
		return r
	}
	r.Weight, r.Published = t.executionWeight(), ReadPoints(f.Score)
	if !r.Weight.Printed() {
		return r
	}
	r.How = HowMissing
	if r.Ratio = executionRate(t, p); r.Ratio != nil {
		r.How, r.ByRule = HowComputed, min(p.ExecutionScore(r.Ratio), r.Weight)
	} else if nothingBudgeted(*f) {
		r.How = HowNone
	}
	return r
}

// nothingBudgeted reports whether the table says that there was no money and none was spent: the execution does not
// apply, and a person has to say what becomes of its points.
func nothingBudgeted(f Fund) bool {
	budget, ok1 := money(f.Budget)
	executed, ok2 := money(f.Executed)
	return ok1 && ok2 && budget.zero() && executed.zero()
}
