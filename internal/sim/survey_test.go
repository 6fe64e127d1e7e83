package sim

import (
	"testing"

	"guangsha/internal/spending"
)

func TestOfAllSurveysOnlyTheOneOnTrainingMissesItsGoal(t *testing.T) {
	for _, members := range []int{MinMembers, 200, 5000} {
		c := build(t, 1, members)
		if got := len(c.surveys()); got != 4 {
			t.Errorf("%d members: %d surveys", members, got)
		}
		for _, s := range c.surveys() {
			if s.Valid <= 0 || s.Valid > s.Sent || s.VerySatisfied+s.Satisfied > s.Valid || s.Held > c.end() {
				t.Errorf("%d members: a survey that cannot be: %+v", members, s)
			}
			met := 100*(s.VerySatisfied+s.Satisfied) >= 95*s.Valid
			if missed := s.Topic == spending.SurveyTraining; met == missed {
				t.Errorf("%d members: the goal of %s is met: %v", members, s.Topic, met)
			}
		}
	}
}
