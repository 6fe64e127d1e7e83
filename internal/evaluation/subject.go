package evaluation

import (
	"math/big"
	"regexp"
	"strings"
)

// subject is a table prepared for the checks: every cell is read once.
type subject struct {
	Table
	at      int
	ctx     Context
	profile Profile
	rows    []line
	scored  Scored
	total   *Fund

	applicable []line // rows that do not say 无
	withPoints []line // of these, the rows that carry a weight
}

// line is one indicator row, read.
type line struct {
	Indicator
	group   Group
	class   Class
	name    string // plain
	target  Cell
	actual  Cell
	amounts []Amount // that the name states
	score   RowScore

	direction Direction // of the target
	ratio     *big.Rat  // completion, also where the form gives no points; nil when there is none
}

func newSubject(at int, t Table, ctx Context) *subject {
	profile := ctx.Profile
	if profile.ID == "" {
		profile = ChooseProfile(t).Profile
	}
	return scoredSubject(at, t, ctx, profile, Score(t, profile))
}

// scoredSubject prepares a table that was scored by a profile.
func scoredSubject(at int, t Table, ctx Context, profile Profile, scored Scored) *subject {
	s := &subject{Table: t, at: at, ctx: ctx, profile: profile, scored: scored}
	s.total = s.TotalFund()
	for i, ind := range t.Indicators {
		if ind.Filler() {
			continue
		}
		s.rows = append(s.rows, line{
			Indicator: ind, group: GroupOf(ind), class: ClassOf(ind), name: PlainName(ind.Name),
			target: scored.Rows[i].target, actual: scored.Rows[i].actual, amounts: amountsIn(PlainName(ind.Name)),
			score: s.scored.Rows[i],
		})
		last := &s.rows[len(s.rows)-1]
		last.direction = last.target.Direction(last.class, last.name)
		last.ratio = last.score.Ratio
		comparable := last.target.Kind == KindQuantity && last.actual.Measured() && !ind.NotApplicable()
		if last.score.How == HowUnweighted && comparable {
			last.ratio = completion(last.target, last.actual, last.direction)
		}
		if !ind.NotApplicable() {
			s.applicable = append(s.applicable, *last)
			if ind.Weight.OrZero() > 0 {
				s.withPoints = append(s.withPoints, *last)
			}
		}
	}
	return s
}

// live gives the rows that are applicable.
func (s *subject) live() []line { return s.applicable }

// weighted gives the applicable rows that carry a weight.
func (s *subject) weighted() []line { return s.withPoints }

// hasWeights reports whether the layout has weights at all.
func (s *subject) hasWeights() bool {
	for _, l := range s.rows {
		if l.Weight.Printed() {
			return true
		}
	}
	return false
}

// row gives the row with a number.
func (s *subject) row(n int) (line, bool) {
	for _, l := range s.rows {
		if l.Row == n {
			return l, true
		}
	}
	return line{}, false
}

// explained reports whether the reason cell explains something: stock phrases do not.
func (l line) explained() bool { return !blank(l.Reason) && !stock(l.Reason) }

// label names a row for a message.
func (l line) label() string {
	name := []rune(strings.TrimRight(l.name, "。.,，;；"))
	const longest = 24
	if len(name) > longest {
		return string(name[:longest]) + "…"
	}
	return string(name)
}

// money reads a cell of the fund rows; ok is false for an empty one, a stroke, and for figures of several lines.
func money(cell string) (Number, bool) {
	if stacked(cell) {
		return Number{}, false
	}
	return readNumber(compact(cell))
}

// stacked reports whether a cell has figures on several lines, which are no one figure.
func stacked(cell string) bool {
	return strings.ContainsAny(cell, "\n\r") && stackedFigures.MatchString(cell)
}

var stackedFigures = regexp.MustCompile(`\d\s*[\r\n]\s*\d`)

// isProject reports whether the table is that of a project.
func (s *subject) isProject(name string) bool { return SameName(name, s.Project) }
