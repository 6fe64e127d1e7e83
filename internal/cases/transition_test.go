package cases_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
	"guangsha/internal/cases"
	"guangsha/internal/store/opentest"
)

var update = flag.Bool("update", false, "write the golden table anew")

// ways lead to each state, and to the second step of the item.
var ways = []struct {
	state cases.State
	name  string
	by    string
	acts  []cases.Act
}{
	{cases.Submitted, "待受理", "hall", nil},
	{cases.UnderWay, "办理中", "clerk", nil},
	{cases.UnderWay, "办理中第二环节", "clerk", []cases.Act{cases.Advance}},
	{cases.Correcting, "待补正", "clerk", []cases.Act{cases.Correct}},
	{cases.Suspended, "已中止", "clerk", []cases.Act{cases.Suspend}},
	{cases.Granted, "已办结", "clerk", []cases.Act{cases.Advance, cases.Advance}},
	{cases.Refused, "不予批准", "clerk", []cases.Act{cases.Refuse}},
	{cases.NotAccepted, "不予受理", "hall", []cases.Act{cases.Decline}},
	{cases.Withdrawn, "已撤回", "clerk", []cases.Act{cases.Withdraw}},
	{cases.Ended, "已终止", "clerk", []cases.Act{cases.Correct, cases.End}},
}

// Every act in every state: what it leads to stands in testdata/transitions.txt, which is read line by line before it
// is changed. What is refused is refused in a sentence that says what to do next, and leaves nothing.
func TestEveryActInEveryStateIsAsTheTableSays(t *testing.T) {
	golden, err := os.ReadFile("testdata/transitions.txt")
	if err != nil && !*update {
		t.Fatal(err)
	}
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		var text strings.Builder
		for _, way := range ways {
			for _, tr := range cases.Transitions {
				m := c.at(way.by, way.acts)
				if m.State != way.state {
					t.Fatalf("%s leads to %s", way.name, m.State)
				}
				fmt.Fprintf(&text, "%s\t%s\t%s\n", way.name, tr.Title, c.outcome(m, tr.Act))
				c.free(m)
			}
		}
		if *update {
			if err := os.WriteFile("testdata/transitions.txt", []byte(text.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		if text.String() != string(golden) {
			t.Errorf("the table is another one:\n%s", text.String())
		}
	})
}

// at brings a new case of the first member to a state. A day passes before an end, whose time must have come.
func (c *centre) at(by string, acts []cases.Act) cases.Case {
	c.Helper()
	m := c.submit(clerk, 0)
	if by == "hall" {
		c.free(m)
		m = c.submit(hall, 0)
	}
	for _, a := range acts {
		if a == cases.End {
			c.later(m)
		}
		m = c.took(m, a)
	}
	return m
}

// later passes the day by which a correction is due.
func (c *centre) later(m cases.Case) {
	c.Helper()
	if m.Until == 0 {
		c.Fatalf("case %d waits for nothing", m.ID)
	}
	c.on(m.Until + 1)
}

func (c *centre) outcome(m cases.Case, a cases.Act) string {
	c.Helper()
	if a == cases.End && m.State == cases.Correcting {
		_, err := c.take(m, a)
		c.refuses(cases.CodeState, err) // its time has not come
		c.later(m)
	}
	before := c.whole(m.Number)
	is, err := c.take(m, a)
	if err == nil {
		after := c.whole(m.Number)
		last := after.Log[len(after.Log)-1]
		if len(after.Log) != len(before.Log)+1 || after.State != is.State || last.State != is.State {
			c.Errorf("%s: %+v is written down as %+v", a, is, after.Log)
		}
		return is.State.String()
	}
	r := refusal.Of(err)
	if r == nil || r.Text == "" || r.Next == "" {
		c.Fatalf("%s in %s: %v", a, m.State, err)
	}
	if after := c.whole(m.Number); after.State != before.State || len(after.Log) != len(before.Log) {
		c.Errorf("%s in %s was refused and left something", a, m.State)
	}
	return "× " + r.Text
}

// free ends a case, so that the next one may begin.
func (c *centre) free(m cases.Case) {
	c.Helper()
	if w := c.whole(m.Number); w.State.Open() {
		c.took(w.Case, cases.Withdraw)
	}
}

func TestTheTableNamesEveryStateAndEveryAct(t *testing.T) {
	reached := []cases.State{cases.Submitted}
	acts := map[cases.Act]bool{}
	for _, tr := range cases.Transitions {
		if acts[tr.Act] {
			t.Errorf("%s stands twice", tr.Act)
		}
		acts[tr.Act] = true
		reached = append(reached, tr.To)
	}
	reached = append(reached, cases.Granted) // by the last step
	for _, s := range cases.States {
		if !slices.Contains(reached, s) || s.String() == "" {
			t.Errorf("nothing leads to %d %s", s, s)
		}
	}
}
