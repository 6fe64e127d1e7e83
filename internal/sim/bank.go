package sim

import (
	"context"
	"fmt"

	"guangsha/internal/loan"
)

// Bank is the bank of the city: it debits instalments from borrowers' cards, all but those that the city's plan lets
// be missed. The same file gets the same answer again.
type Bank struct {
	plans map[string]Misses // by contract
	known map[loan.ID]Misses
	loans func(ctx context.Context, id loan.ID) (contract string, err error)
}

// NewBank opens the bank of a city.
func NewBank(c *City) *Bank {
	b := &Bank{plans: map[string]Misses{}, known: map[loan.ID]Misses{}}
	for _, p := range c.People {
		if p.Loan != nil {
			b.plans[p.Loan.Contract] = p.Loan.Misses
		}
		if p.Borrows != nil {
			b.plans[p.Borrows.Contract] = p.Borrows.Misses
		}
	}
	return b
}

// Debit implements loan.Debits.
func (b *Bank) Debit(ctx context.Context, f loan.DebitFile) (loan.DebitAnswer, error) {
	answer := loan.DebitAnswer{Serial: "PK" + f.Key, Unpaid: map[loan.ID]bool{}}
	for _, line := range f.Lines {
		plan, known := b.known[line.Loan]
		if !known {
			contract, err := b.loans(ctx, line.Loan)
			if err != nil {
				return loan.DebitAnswer{}, fmt.Errorf("bank: contract of loan %d: %w", line.Loan, err)
			}
			plan = b.plans[contract]
			b.known[line.Loan] = plan
		}
		if plan.Miss(f.Day) {
			answer.Unpaid[line.Loan] = true
		}
	}
	return answer, nil
}
