package evaluation

import (
	"fmt"
	"slices"

	"guangsha/internal/base/refusal"
)

// JudgementKind is what a person decided about a row (人工认定).
type JudgementKind string

// The kinds of judgement.
const (
	JudgedGrade   JudgementKind = "grade"          // 定性档位: Value is the name of a band of the profile
	JudgedTooLow  JudgementKind = "target-too-low" // 指标值偏低: what the profile takes off for it is taken off
	JudgedScore   JudgementKind = "score"          // 认定得分: Value is the score
	JudgedRecheck JudgementKind = "recheck"        // 财政复核认定: Value is the score that the bureau accepts
)

// Judgement is what a person decided about a row, with who and why. The program decides none of it.
type Judgement struct {
	Place
	Kind  JudgementKind `json:"kind"`
	Value string        `json:"value,omitempty"`
	Said
}

// Accepted is the third number of a row, beside the printed and the computed one (认定得分).
type Accepted struct {
	Score Points `json:"score"`
	Said
}

// recordedGrades are the grades among judgements, as the checks want them.
func (p Paper) recordedGrades() []Recorded {
	var grades []Recorded
	for _, j := range p.Judgements {
		if j.Kind == JudgedGrade {
			grades = append(grades, Recorded{Project: j.Project, Row: j.Row, Grade: j.Value})
		}
	}
	return grades
}

// Judge puts the accepted scores of a paper beside the others. Rows that nobody judged stand as printed in the accepted
// total. A judgement that fits no row, a score outside its row's range and a target that was not exceeded are refused,
// and nothing is changed.
func (s *Set) Judge(p Paper) error {
	scored := slices.Clone(s.Scored)
	var wrong []*refusal.Refused
	for _, j := range p.Judgements {
		at, row := s.find(j.Place)
		if row < 0 {
			wrong = append(wrong, refusal.Bad("evaluation.judge.row",
				fmt.Sprintf("底稿认定的“%s”第%d行不在自评表中，请核对", j.Project, j.Row)))
			continue
		}
		score, refused := j.accepted(scored[at].Rows[row], s.Choices[at].Profile)
		switch {
		case refused != nil:
			wrong = append(wrong, refused)
		case score.Printed():
			scored[at].Rows = slices.Clone(scored[at].Rows)
			scored[at].Rows[row].Accepted = &Accepted{Score: score, Said: j.Said}
		}
	}
	if len(wrong) > 0 {
		return refusal.Join(wrong...)
	}
	for i := range scored {
		scored[i].Accepted = scored[i].acceptedTotal()
	}
	s.Scored = scored
	return nil
}

// find is the table and the index of the row at a place; row is -1 when there is none.
func (s Set) find(p Place) (table, row int) {
	for i, t := range s.Tables {
		for k, ind := range t.Indicators {
			if placeOf(t.Table, ind.Row).is(p) {
				return i, k
			}
		}
	}
	return -1, -1
}

// accepted is the score that a judgement gives a row; NoPoints when it gives none.
func (j Judgement) accepted(r RowScore, p Profile) (Points, *refusal.Refused) {
	where := fmt.Sprintf("“%s”第%d行", j.Project, j.Row)
	switch j.Kind {
	case JudgedGrade:
		if !slices.ContainsFunc(p.Bands, func(b QualityBand) bool { return b.Name == j.Value }) {
			return 0, refusal.Bad("evaluation.judge.grade", where+"的档位“"+j.Value+"”不在“"+p.Name+"”的档位中")
		}
		return NoPoints, nil
	case JudgedScore, JudgedRecheck:
		score := ReadPoints(j.Value)
		if !score.Printed() || score < 0 || score > r.Weight.OrZero() {
			return 0, refusal.Bad("evaluation.judge.score",
				fmt.Sprintf("%s的认定得分“%s”应在0与%s之间", where, j.Value, r.Weight.OrZero().Short()))
		}
		return score, nil
	case JudgedTooLow:
		if r.How != HowComputed || !r.Exceeded() {
			return 0, refusal.Bad("evaluation.judge.too-low", where+"没有超额完成，谈不上指标值偏低")
		}
		return r.ByRule - p.OverDeduction(r.Weight, r.Ratio), nil
	}
	return 0, refusal.Bad("evaluation.judge.kind", where+"的认定“"+string(j.Kind)+"”不是grade、score、recheck或target-too-low")
}

// acceptedTotal is the sum of the accepted scores and, where nobody judged, of the printed ones; NoPoints when nobody
// judged anything.
func (s Scored) acceptedTotal() Points {
	total, judged := s.Execution.Published.OrZero(), false
	for _, r := range s.Rows {
		if r.Accepted != nil {
			judged = true
			total += r.Accepted.Score
			continue
		}
		total += r.Published.OrZero()
	}
	if !judged {
		return NoPoints
	}
	return total
}
