package sim

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/spending"
)

// surveys are the surveys of the year (问卷调查), each asking about the year up to its day: one of those to whom a loan
// was paid out by then, and one of the staff about three topics. Three of thirty who answered about trainings are not
// satisfied, fewer satisfied than the goal asks for: a planted deviation.
func (c *City) surveys() []spending.Survey {
	year := c.Options.Year
	borrowers := c.workday(civil.DateOf(year, 12, 12))
	offices := c.workday(civil.DateOf(year, 12, 16))
	staffReport := fmt.Sprintf("示例职工问卷〔%d〕1号", year)
	list := []spending.Survey{
		{Topic: spending.SurveyPay, Held: offices, Document: staffReport,
			Sent: contractStaff, Valid: 13, VerySatisfied: 9, Satisfied: 4},
		{Topic: spending.SurveyTraining, Held: offices, Document: staffReport,
			Sent: allStaff, Valid: 30, VerySatisfied: 17, Satisfied: 10},
		{Topic: spending.SurveyPremises, Held: offices, Document: staffReport,
			Sent: allStaff, Valid: 31, VerySatisfied: 20, Satisfied: 10},
	}
	if sent := c.borrowersBy(borrowers); sent > 0 {
		s := spending.Survey{Topic: spending.SurveyBorrowers, Held: borrowers, Sent: sent, Valid: sent - sent/12,
			Document: fmt.Sprintf("示例贷款职工问卷〔%d〕1号", year)}
		pleased := s.Valid - s.Valid/40
		s.VerySatisfied = pleased * 3 / 4
		s.Satisfied = pleased - s.VerySatisfied
		list = append(list, s)
	}
	for i := range list {
		list[i].From, list[i].To = c.start(), list[i].Held
	}
	return list
}

// borrowersBy is how many loans of the year were paid out by a day.
func (c *City) borrowersBy(day civil.Date) (n int64) {
	for _, i := range c.Loans {
		if c.People[i].Borrows.Disbursed <= day {
			n++
		}
	}
	return n
}

func recordSurvey(ctx context.Context, l *life, e event) error {
	key, s := e.key("survey"), l.city.surveys()[e.n]
	_, err := heard[int64](l, key, s)(l.centre.Spending.RecordSurvey(ctx, staff(0, clerk, e.day), key, s))
	return err
}
