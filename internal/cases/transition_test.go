package cases_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/cases"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

var update = flag.Bool("update", false, "write the golden table anew")

// way leads to a state of a case.
type way struct {
	state cases.State
	name  string
	by    act.By
	acts  []cases.Act
}

// plainWays lead to each state, and to the second step of the plain item.
var plainWays = []way{
	{cases.Submitted, "待受理", hall, nil},
	{cases.UnderWay, "办理中", clerk, nil},
	{cases.UnderWay, "办理中第二环节", clerk, []cases.Act{cases.Advance}},
	{cases.Correcting, "待补正", clerk, []cases.Act{cases.Correct}},
	{cases.Suspended, "已中止", clerk, []cases.Act{cases.Suspend}},
	{cases.Granted, "已办结", clerk, []cases.Act{cases.Advance, cases.Advance}},
	{cases.Refused, "不予批准", clerk, []cases.Act{cases.Refuse}},
	{cases.NotAccepted, "不予受理", hall, []cases.Act{cases.Decline}},
	{cases.Withdrawn, "已撤回", clerk, []cases.Act{cases.Withdraw}},
	{cases.Ended, "已终止", clerk, []cases.Act{cases.Correct, cases.End}},
}

// loanWays lead to each state of a loan's case, and to each of its steps.
var loanWays = []way{
	{cases.Submitted, "待受理", hall, nil},
	{cases.UnderWay, "待审批", clerk, nil},
	{cases.UnderWay, "待签合同", clerk, []cases.Act{cases.Advance}},
	{cases.UnderWay, "待抵押登记", clerk, []cases.Act{cases.Advance, cases.Advance}},
	{cases.UnderWay, "待放款", clerk, []cases.Act{cases.Advance, cases.Advance, cases.Advance}},
	{cases.Correcting, "待补正", clerk, []cases.Act{cases.Correct}},
	{cases.Correcting, "批后待补正", clerk, []cases.Act{cases.Advance, cases.Correct}},
	{cases.Suspended, "已中止", clerk, []cases.Act{cases.Suspend}},
	{cases.Suspended, "批后已中止", clerk, []cases.Act{cases.Advance, cases.Suspend}},
	{cases.Granted, "已办结", clerk, []cases.Act{cases.Advance, cases.Advance, cases.Advance, cases.Advance}},
	{cases.Refused, "不予批准", clerk, []cases.Act{cases.Refuse}},
	{cases.NotAccepted, "不予受理", hall, []cases.Act{cases.Decline}},
	{cases.Withdrawn, "已撤回", clerk, []cases.Act{cases.Advance, cases.Withdraw}},
	{cases.Ended, "已终止", clerk, []cases.Act{cases.Correct, cases.End}},
}

// Every act in every state, for an item that moves nothing and for a loan: what it leads to stands in files under
// testdata, which are read line by line before they are changed. What is refused is refused in a sentence that says
// what to do next, and leaves nothing.
func TestEveryActInEveryStateIsAsTheTableSays(t *testing.T) {
	t.Run("plain", func(t *testing.T) {
		asTheTableSays(t, "testdata/transitions.txt", plainWays, func(t *testing.T, w *opentest.World) *centre {
			return open(t, w, plain)
		})
	})
	t.Run("loan", func(t *testing.T) {
		asTheTableSays(t, "testdata/transitions_loan.txt", loanWays, func(t *testing.T, w *opentest.World) *centre {
			c, s := withLoans(t, w)
			c.frees = func(m cases.Case) { c.undone(s, m) }
			return c
		})
	})
}

func asTheTableSays(t *testing.T, file string, ways []way, open func(*testing.T, *opentest.World) *centre) {
	golden, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
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
		c.recorded()
		if *update {
			if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
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
func (c *centre) at(by act.By, acts []cases.Act) cases.Case {
	c.Helper()
	m := c.submit(by, 0)
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
	w := c.whole(m.Number)
	if w.State.Open() {
		c.took(w.Case, cases.Withdraw)
	}
	if w.State == cases.Granted && c.frees != nil {
		c.frees(w.Case)
	}
}

// undone takes a loan that was paid out back, so that its borrower may ask for another.
func (c *centre) undone(s *loan.Service, m cases.Case) {
	c.Helper()
	id := loan.ID(m.Ref)
	c.must(s.ReturnDisbursement(ctx, cashier, c.key(), loan.Returned{Loan: id, Reason: "示例退票"}))
	c.must(s.Cancel(ctx, clerk, c.key(), loan.Decision{Loan: id, Opinion: "示例作废"}))
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
