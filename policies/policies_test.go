package policies

import (
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/policy"
)

func demonstration(t *testing.T) *policy.Set {
	t.Helper()
	rows, err := Load(Demonstration)
	if err != nil {
		t.Fatal(err)
	}
	set, err := policy.NewSet(1, rows)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestAValueHoldsFromItsDayOnAndTheOneBeforeUntilThen(t *testing.T) {
	set := demonstration(t)
	for _, c := range []struct{ key, branch, on, want string }{
		{"contribution.base.upper", "", "2024-06-30", "29100"},
		{"contribution.base.upper", "", "2024-07-01", "30600"},
		{"contribution.base.lower", "01", "2024-01-31", "1950"},
		{"contribution.base.lower", "01", "2024-02-01", "2050"},
		{"contribution.base.lower", "03", "2024-01-31", "1840"},
		{"contribution.base.lower", "03", "2024-02-01", "1900"},
		{"deposit.rate.carried", "", "2016-02-20", "0.0110"},
		{"deposit.rate.carried", "", "2016-02-21", "0.0150"},
		{"loan.rate.first.long", "", "2024-05-17", "0.0310"},
		{"loan.rate.first.long", "", "2024-05-18", "0.0285"},
		{"loan.rate.first.long", "", "2025-05-07", "0.0285"},
		{"loan.rate.first.long", "", "2025-05-08", "0.0260"},
		{"loan.decide_days", "", "2026-09-19", "15"},
		{"loan.decide_days", "", "2026-09-20", "10"},
		{"legal.regime", "", "2026-09-19", "2019"},
		{"legal.regime", "", "2026-09-20", "2026"},
		{"fine.register.min", "", "2026-09-19", "10000"},
		{"fine.register.min", "", "2026-09-20", "50000"},
	} {
		on, err := civil.ParseDate(c.on)
		if err != nil {
			t.Fatal(err)
		}
		if row, ok := set.Find(c.key, c.branch, on); !ok || row.Value != c.want {
			t.Errorf("%s in branch %q on %s: got %q, want %q", c.key, c.branch, c.on, row.Value, c.want)
		}
	}
}

func TestARenovationHasNoCapBeforeTheRegulationKnewIt(t *testing.T) {
	set := demonstration(t)
	if row, ok := set.Find("withdraw.renovation.cap", "", civil.DateOf(2026, 9, 19)); ok {
		t.Errorf("got %q on the day before", row.Value)
	}
	if _, err := policy.Fen("withdraw.renovation.cap").On(set, "", civil.DateOf(2026, 9, 20)); err != nil {
		t.Error(err)
	}
}

func TestEveryParameterOfTheInventedCitySaysWhereItComesFrom(t *testing.T) {
	rows, err := Load(Demonstration)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Branch != "" && r.Document != "示例参数" {
			t.Errorf("%s in branch %s claims %s, but the branches are invented", r.Key, r.Branch, r.Document)
		}
	}
}

func TestAMalformedSetIsAnErrorThatNamesThePlace(t *testing.T) {
	for text, want := range map[string]string{
		`{"parameters": [{"key": "a", "title": "t", "rows": []}]}`:                       `"a" lacks`,
		`{"parameters": [{"key": "a", "rows": [{"value": "1"}]}]}`:                       `"a" lacks`,
		`{"parameters": [{"key": "a", "title": "t", "rows": [{"value": "1"}]}]}`:         "a: 日期格式",
		`{"parameters": [{"key": "a", "title": "t", "rows": [{"from": "2024-01-01"}]}]}`: "a from 2024-01-01 lacks",
		`{"parameter": []}`: "unknown field",
	} {
		if _, err := parse("x", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{
		`{"preset": "none", "roles": []}`:                                                    `no preset "none"`,
		`{"roles": [{"code": "a", "title": "b", "kind": "c", "may": []}]}`:                   `no kind "c"`,
		`{"roles": [{"code": "a", "title": "b", "kind": "staff", "may": ["fly"]}]}`:          `no permission "fly"`,
		`{"roles": [{"code": "a", "title": "b", "kind": "staff", "may": [], "more": true}]}`: "unknown field",
	} {
		if _, _, err := parseRoles("x", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	if _, err := Load("nowhere"); err == nil {
		t.Error("a set that does not exist was read")
	}
}
