package civil

import (
	"testing"

	"guangsha/internal/base/goldentest"
)

type goldenCase struct {
	Input struct {
		Decision    string
		Sealed      string
		HalfYear    int `json:"half_year"`
		Disbursed   string
		Birth       string
		Apply       string
		Retire      int    `json:"retire_age_months"`
		Extension   int    `json:"extension_years"`
		From        string `json:"from_"`
		ToExclusive string `json:"to_exclusive"`
	}
	Expect struct {
		Days       int
		Withdrawal string `json:"withdrawal_fraud_until"`
		Loan       string `json:"loan_fraud_until"`
		Earliest   string
		Due        []string
		LimitDate  string `json:"limit_date"`
		MonthsLeft int    `json:"whole_months_left"`
	}
}

func date(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return d
}

// checks holds what each worked example asks of this package.
var checks = map[string]func(*testing.T, goldenCase){
	"K01": func(t *testing.T, c goldenCase) {
		decision := date(t, c.Input.Decision)
		agree(t, decision.AddMonths(36), date(t, c.Expect.Withdrawal))
		agree(t, decision.AddMonths(60), date(t, c.Expect.Loan))
	},
	"K02": func(t *testing.T, c goldenCase) {
		agree(t, date(t, c.Input.Sealed).AddMonths(c.Input.HalfYear), date(t, c.Expect.Earliest))
	},
	"L16": func(t *testing.T, c goldenCase) {
		from := date(t, c.Input.Disbursed)
		for i, due := range c.Expect.Due {
			agree(t, from.AddMonthsAnchored(i+1, from.Day()), date(t, due))
		}
	},
	"L18": func(t *testing.T, c goldenCase) {
		limit := date(t, c.Input.Birth).AddMonths(c.Input.Retire + 12*c.Input.Extension)
		agree(t, limit, date(t, c.Expect.LimitDate))
		apply, whole := date(t, c.Input.Apply), 0
		for apply.AddMonths(whole+1) <= limit {
			whole++
		}
		agree(t, whole, c.Expect.MonthsLeft)
	},
	"I01": daysBetween, "I02": daysBetween, "I05": daysBetween, "I06": daysBetween,
}

func TestAYearHasItsDays(t *testing.T) {
	var in struct{ Year int }
	goldentest.Case(t, "K03", &in, nil)
	year := MonthOf(in.Year, 1)
	goldentest.Agree(t, "K03", goldentest.Got{"days": int(year.Add(12).First() - year.First())})
}

func daysBetween(t *testing.T, c goldenCase) {
	agree(t, int(date(t, c.Input.ToExclusive)-date(t, c.Input.From)), c.Expect.Days)
}

func agree[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWorkedExamplesAgree(t *testing.T) {
	for id, check := range checks {
		t.Run(id, func(t *testing.T) {
			var c goldenCase
			goldentest.Case(t, id, &c.Input, &c.Expect)
			check(t, c)
		})
	}
}
