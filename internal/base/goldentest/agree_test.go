package goldentest

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestWhatIsNotComputedIsExpected finds excuses for values that no example expects, and excuses without a word.
func TestWhatIsNotComputedIsExpected(t *testing.T) {
	known := map[string]bool{}
	for _, e := range examples(t) {
		for _, missing := range differences(e.ID, e.Expect, Got{}, nil) {
			known[e.ID+" "+strings.Fields(missing)[0]] = true
		}
	}
	for what, reason := range uncomputed {
		id, _, _ := strings.Cut(what, " ")
		if !known[what] || reason == "" || waiting[id] != "" {
			t.Errorf("%s is excused for %q, but is not expected, or its example waits as a whole", what, reason)
		}
	}
}

func TestEveryDifferenceIsTold(t *testing.T) {
	const expect = `{"sum": "10.00", "due": "2026-10-08", "left": true, "rows": [{"k": 1, "class": "01"}],
		"raw": "1.5"}`
	excused := map[string]string{"A1 raw": "never computed"}
	row := func(k any, class string) []Got { return []Got{{"k": k, "class": class}} }
	for _, c := range []struct {
		got  Got
		want string
	}{
		{Got{"sum": "10.00", "due": "2026-10-08", "left": true, "rows": row(1, "01"), "more": 7}, ""},
		{Got{"sum": 10, "due": "2026-10-08", "left": true, "rows": row("1", "01")}, ""},
		{Got{"sum": "10.01", "due": "2026-10-08", "left": true, "rows": row(1, "01")}, "sum is 10.01, want 10.00"},
		{Got{"sum": "1", "due": "2026-10-08", "left": true, "rows": row(1, "01")}, "sum is 1, want 10.00"},
		{Got{"sum": "10", "due": "2026-10-09", "left": true, "rows": row(1, "01")},
			"due is 2026-10-09, want 2026-10-08"},
		{Got{"sum": "10", "due": "2026-10-08", "left": false, "rows": row(1, "01")}, "left is false, want true"},
		{Got{"sum": "10", "due": "2026-10-08", "left": true, "rows": row(1, "1")}, "rows[0].class is 1, want 01"},
		{Got{"sum": "10", "due": "2026-10-08", "left": true, "rows": row(2, "01")}, "rows[0].k is 2, want 1"},
		{Got{"sum": "10", "due": "2026-10-08", "left": true, "rows": []Got{}}, "rows is [], want 1 values"},
		{Got{"sum": "10", "due": "2026-10-08", "left": true, "rows": []Got{{"class": "01"}}},
			"rows[0].k is expected, and no test compares it"},
		{Got{"sum": "10", "due": "2026-10-08", "left": true, "rows": []int{1}}, "rows[0] is not told by names"},
		{Got{"sum": "10", "due": "2026-10-08", "rows": row(1, "01")}, "left is expected, and no test compares it"},
		{Got{"sum": "10", "due": "2026-10-08", "left": true, "rows": row(1, "01"), "raw": "1.5"},
			"raw is compared and needs no excuse"},
	} {
		if got := strings.Join(differences("A1", json.RawMessage(expect), c.got, excused), "; "); got != c.want {
			t.Errorf("%v: got %q, want %q", c.got, got, c.want)
		}
	}
}
