package spending_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/spending"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

// mortgages are the fees that certificates bear.
type mortgages map[string]money.Fen

func (m mortgages) FeeDue(_ unit.Tx, loan int64, certificate string) (money.Fen, bool, error) {
	fee, ok := m[certificate]
	return fee, ok && certificate == fmt.Sprintf("证明%d", loan), nil
}

// centre is a centre with an approved budget on the last day of the year, on which every day before can be entered.
type centre struct {
	*opentest.World
	t        *testing.T
	register *spending.Service
	fees     mortgages
	n        int
}

var (
	ctx   = context.Background()
	clerk = act.By{Actor: "clerk", Door: act.Console, Branch: "01"}
)

func on(m, d int) civil.Date { return civil.DateOf(2024, m, d) }

func newCentre(t *testing.T, w *opentest.World) *centre {
	t.Helper()
	w.Demonstrate(t)
	c := &centre{World: w, t: t, fees: mortgages{}}
	c.register = spending.New(spending.Deps{Work: w.Store, Access: accesstest.Everybody{},
		Books: w.Books, Policy: w.Store.Policies(), Audit: w.Store, Store: w.Store.Spending(), Mortgages: c.fees})
	c.must(w.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error { return w.Books.Begin(tx, on(12, 31)) }))
	for _, p := range []spending.Project{
		{Family: spending.Operations, Code: "biz", Name: "公积金管理业务费用", Lines: []spending.BudgetLine{
			{Cost: spending.StaffPay, Amount: 95 * money.Wan}, {Cost: spending.Training, Amount: 5 * money.Wan},
			{Cost: spending.Printing, Amount: 3 * money.Wan}, {Cost: spending.Utilities, Amount: 20 * money.Wan}}},
		{Family: spending.RegistrationFees, Code: "mortgage-fee", Name: "公积金贷款房屋抵押手续费",
			Lines: []spending.BudgetLine{{Cost: spending.RegistryFee, Amount: 5 * money.Wan}}},
		{Family: spending.ITServices, Code: "it", Name: "公积金信息化服务外包", Lines: []spending.BudgetLine{
			{Cost: spending.Channels, Amount: 99*money.Wan + 500_000},
			{Cost: spending.Assessment, Amount: 8 * money.Wan}}},
	} {
		p.Year, p.Document = 2024, "示例财预〔2024〕1号"
		_, err := c.register.OpenProject(ctx, clerk, c.key(), p)
		c.must(err)
	}
	return c
}

// key is a request key not used before.
func (c *centre) key() string {
	c.n++
	return fmt.Sprintf("k%d", c.n)
}

func (c *centre) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *centre) id(id int64, err error) int64 {
	c.t.Helper()
	c.must(err)
	return id
}

func (c *centre) refused(err error, code string) {
	c.t.Helper()
	if !refusal.Is(err, code) {
		c.t.Errorf("got %v, want a refusal with %s", err, code)
	}
}

// pay pays for something under a document of its own.
func (c *centre) pay(cost spending.Cost, of int64, amount money.Fen, day civil.Date,
	short ...spending.StaffAmount) error {
	key := c.key()
	_, err := c.register.Pay(ctx, clerk, key, spending.Payment{Cost: cost, For: of, Amount: amount, Day: day,
		Payee: "示例单位", Document: "票" + key, Treasury: "支" + key, Short: short})
	return err
}

// line is a cost of the year as it stands.
func (c *centre) line(cost spending.Cost) (found spending.Line) {
	c.t.Helper()
	c.must(c.Store.Read(ctx, func(tx unit.Tx) error {
		lines, err := c.register.Lines(tx, 2024)
		for _, l := range lines {
			if l.Cost == cost {
				found = l
			}
		}
		return err
	}))
	return found
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
