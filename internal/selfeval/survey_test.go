package selfeval_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

// noted is a register of surveys that keeps what it is given.
type noted struct{ entered []selfeval.Survey }

func (n *noted) Enter(_ unit.Tx, s selfeval.Survey) error {
	n.entered = append(n.entered, s)
	return nil
}

// asking is a centre whose borrowers of January can be asked.
type asking struct {
	*unitOf
	register *noted
}

// newAsking has people of whom each was lent to twice on 2 January, and one who was lent to in February.
func newAsking(t *testing.T, w *opentest.World, people int) asking {
	t.Helper()
	u := newUnit(t, w)
	a := asking{u, &noted{}}
	u.s = selfeval.New(selfeval.Deps{Work: w.Store, Access: accesstest.Everybody{}, Books: w.Books, Audit: w.Store,
		Store: w.Store.SelfEvaluation(), Cipher: w.Keys.Field, Clock: w.Clock, Policy: w.Store.Policies(),
		Index: w.Keys.Index, Random: rand.Reader, Surveys: a.register})
	w.Lend(t, people, civil.DateOf(2024, 1, 2))
	return a
}

func (a asking) asked(size int) selfeval.Draw {
	return selfeval.Draw{Title: "贷款职工满意度", Asked: selfeval.AskBorrowers, From: civil.DateOf(2024, 1, 1),
		To: civil.DateOf(2024, 1, 2), Until: civil.DateOf(2024, 1, 10), Size: size}
}

func (a asking) draw(d selfeval.Draw) (selfeval.Survey, []selfeval.Invitation) {
	a.t.Helper()
	id, err := a.s.DrawSurvey(ctx, writer, a.key(), d)
	a.must(err)
	return a.read(id)
}

func (a asking) drawing(d selfeval.Draw) func() error {
	return func() error {
		_, err := a.s.DrawSurvey(ctx, writer, a.key(), d)
		return err
	}
}

func (a asking) read(id int64) (s selfeval.Survey, list []selfeval.Invitation) {
	a.t.Helper()
	d, err := a.s.Invitations(ctx, sender, id)
	a.must(err)
	return d.Survey, d.Invitations
}

func TestPeopleAreDrawnOnceEachFromTheCasesOfThePeriod(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		a := newAsking(t, w, 30)
		survey, list := a.draw(a.asked(12))
		if survey.Framed != 30 || survey.Sent != 12 || len(list) != 12 {
			t.Fatalf("drew %d of %d, said %d", len(list), survey.Framed, survey.Sent)
		}
		people, codes := map[int64]bool{}, map[string]bool{}
		for _, one := range list {
			people[one.Person], codes[one.Code] = true, true
			if one.Person == 0 || one.Name == "" || len(one.Code) != 16 ||
				strings.Contains(string(one.Sealed), one.Code) {
				t.Errorf("invitation %+v", one)
			}
		}
		if len(people) != 12 || len(codes) != 12 {
			t.Errorf("%d people with %d codes", len(people), len(codes))
		}
		if all, _ := a.draw(a.asked(2000)); all.Sent != 30 {
			t.Errorf("of a frame of 30 there are %d", all.Sent)
		}
	})
}

func TestEveryoneInTheFrameIsDrawnAboutAsOften(t *testing.T) {
	a := newAsking(t, opentest.SQLite(t), 10)
	drawn := map[int64]int{}
	for range 200 {
		_, list := a.draw(a.asked(3))
		for _, one := range list {
			drawn[one.Person]++
		}
	}
	// 600 draws among ten: 60 each, with a standard deviation below 7.
	if len(drawn) != 10 {
		t.Errorf("%d of 10 were ever drawn", len(drawn))
	}
	for person, n := range drawn {
		if n < 25 || n > 95 {
			t.Errorf("person %d was drawn %d times of 600", person, n)
		}
	}
}

func TestAPersonAnswersOnceAndHowIsKeptNowhere(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		a := newAsking(t, w, 5)
		survey, list := a.draw(a.asked(4))
		typed := strings.ToLower(list[0].Code[:4] + "-" + list[0].Code[4:])
		a.must(a.s.Answer(ctx, writer, typed, 1))
		a.refused(selfeval.CodeSurveySpent, func() error { return a.s.Answer(ctx, writer, list[0].Code, 5) })
		a.refused(selfeval.CodeSurveyCode, func() error { return a.s.Answer(ctx, writer, "AAAAAAAAAAAAAAAA", 5) })
		a.refused(selfeval.CodeInput, func() error { return a.s.Answer(ctx, writer, list[1].Code, 6) })
		a.must(a.s.Answer(ctx, writer, list[1].Code, 5))
		// Two answers that come at once both find the code fresh; the store takes one.
		a.must(a.Store.Do(ctx, writer, "test", func(tx unit.Tx) error {
			a.Store.Record(tx, audit.Entry{Kind: "test"})
			counted, err := a.Store.SelfEvaluation().Answer(tx, survey.ID, list[1].Index, 5)
			if counted {
				t.Error("a code was spent twice")
			}
			return err
		}))
		survey, list = a.read(survey.ID)
		if survey.Answers != [5]int64{1, 0, 0, 0, 1} || !list[0].Spent || list[2].Spent {
			t.Errorf("counts %v, spent %v %v", survey.Answers, list[0].Spent, list[2].Spent)
		}
	})
}

func TestASurveyIsNotStoppedWhileAnswersMayCome(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		a := newAsking(t, w, 5)
		survey, list := a.draw(a.asked(3))
		closing := func(document string) error { return a.s.CloseSurvey(ctx, writer, a.key(), survey.ID, document) }
		a.must(a.s.Answer(ctx, writer, list[0].Code, 2))
		a.refused(selfeval.CodeSurveyOpen, func() error { return closing("示例问卷1号") })
		a.must(a.s.Answer(ctx, writer, list[1].Code, 3))
		a.must(a.s.Answer(ctx, writer, list[2].Code, 1))
		a.refused(selfeval.CodeInput, func() error { return closing(" ") })
		a.must(closing("示例问卷1号"))
		if got := a.register.entered; len(got) != 1 || got[0].Valid() != 3 || got[0].Satisfied() != 2 {
			t.Errorf("entered %+v", got)
		}
		a.refused(selfeval.CodeSurveyOver, func() error { return closing("示例问卷2号") })
	})
}

func TestADrawThatCannotBeIsRefused(t *testing.T) {
	a := newAsking(t, opentest.SQLite(t), 2)
	for name, spoil := range map[string]func(*selfeval.Draw){
		"no title":               func(d *selfeval.Draw) { d.Title = " " },
		"nobody in particular":   func(d *selfeval.Draw) { d.Asked = 3 },
		"a period backwards":     func(d *selfeval.Draw) { d.To = d.From - 1 },
		"two years":              func(d *selfeval.Draw) { d.From -= 2 },
		"days to come":           func(d *selfeval.Draw) { d.To += 5 },
		"over before it begins":  func(d *selfeval.Draw) { d.Until = d.To },
		"nobody":                 func(d *selfeval.Draw) { d.Size = 0 },
		"more than can be asked": func(d *selfeval.Draw) { d.Size = 2001 },
	} {
		t.Run(name, func(t *testing.T) {
			a.t = t
			d := a.asked(1)
			spoil(&d)
			a.refused(selfeval.CodeInput, a.drawing(d))
		})
	}
	d := a.asked(1)
	d.Asked = selfeval.AskWithdrawers
	a.t = t
	a.refused(selfeval.CodeSurveyFrame, a.drawing(d))
}

// Surveys of a group count together over a year, so that nobody answers two of them: by a second code they are refused,
// and they are not drawn again.
func TestAPersonAnswersOneSurveyOfAYear(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		a := newAsking(t, w, 3)
		_, first := a.draw(a.asked(3))
		_, second := a.draw(a.asked(3)) // before anybody has answered
		code := func(person int64) string {
			for _, one := range second {
				if one.Person == person {
					return one.Code
				}
			}
			t.Fatalf("person %d was not drawn", person)
			return ""
		}
		a.must(a.s.Answer(ctx, writer, first[0].Code, 1))
		a.refused(selfeval.CodeSurveySpent, func() error {
			return a.s.Answer(ctx, writer, code(first[0].Person), 5)
		})
		third, list := a.draw(a.asked(3))
		if third.Framed != 3 || third.Sent != 2 || list[0].Person == first[0].Person ||
			list[1].Person == first[0].Person {
			t.Errorf("drawn again from %d: %+v", third.Framed, list)
		}
		a.must(a.s.Answer(ctx, writer, code(first[1].Person), 2))
		a.must(a.s.Answer(ctx, writer, code(first[2].Person), 2))
		a.refused(selfeval.CodeSurveyFrame, a.drawing(a.asked(3)))
	})
}

// Whoever drew the people could answer in their place, so they never see a code.
func TestWhoDrewThePeopleDoesNotSeeTheirCodes(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		a := newAsking(t, w, 3)
		survey, _ := a.draw(a.asked(3))
		a.refused(access.CodeSameHand, func() error {
			d, err := a.s.Invitations(ctx, writer, survey.ID)
			if len(d.Invitations) > 0 {
				t.Errorf("they see %d codes", len(d.Invitations))
			}
			return err
		})
	})
}
