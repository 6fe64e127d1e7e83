package sim

import (
	"context"
	"errors"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/loan"
)

func TestEveryEventHasAKeyOfItsOwnOnADayOfTheYear(t *testing.T) {
	c := build(t, 3, 2000)
	seen := map[string]bool{}
	for day, events := range c.plan() {
		if day < c.start() || day > c.end() {
			t.Errorf("%s is not in the year", day)
		}
		for i, e := range events {
			key := e.key()
			if names[e.what] == "" || len(key) > 50 || seen[key] {
				t.Errorf("event %+v has the key %q, seen: %v", e, key, seen[key])
			}
			seen[key] = true
			if i > 0 && events[i-1].turn() > e.turn() {
				t.Errorf("%s: %s comes after %s", day, names[e.what], names[events[i-1].what])
			}
			if deeds[e.what] == nil {
				t.Errorf("nobody does %s", names[e.what])
			}
		}
	}
}

func TestTheYearHasItsPlantedDeviations(t *testing.T) {
	c := build(t, 1, 3000)
	late, absent := 0, 0
	for _, b := range c.Bills {
		if b.paid > b.Due {
			late++
		}
		if b.paid < c.start() || b.paid > c.end() || b.amount <= 0 {
			t.Errorf("bill %+v", b)
		}
	}
	for _, course := range trainings {
		if course.came < allStaff*8/10 {
			absent++
		}
	}
	paid := map[int]civil.Date{}
	for day, events := range c.plan() {
		for _, e := range events {
			if e.what == payStaff {
				paid[e.n] = day
			}
		}
	}
	latePay := 0
	for month := 1; month <= 12; month++ {
		if paid[month] > c.payday(month) {
			latePay++
		}
	}
	fees := map[FeeCase]int{}
	for _, i := range c.Loans {
		fees[c.People[i].Borrows.Fee]++
	}
	if late != 2 || absent != 1 || latePay != 1 || len(paid) != 12 || len(fees) != 5 {
		t.Errorf("%d late bills, %d poor trainings, %d late paydays of %d, fees %v", late, absent, latePay, len(paid), fees)
	}
}

func TestPaydaysMoveBeforeRestDays(t *testing.T) {
	c := build(t, 1, MinMembers)
	for month, day := range map[int]int{1: 25, 2: 23, 5: 24, 8: 23, 12: 25} {
		if got := c.payday(month); got != civil.DateOf(2024, month, day) {
			t.Errorf("the payday of month %d is %s", month, got)
		}
	}
}

func TestTheBankAnswersAFileTheSameAgain(t *testing.T) {
	c := build(t, 1, 3000)
	b := NewBank(c)
	asked := 0
	contracts := map[loan.ID]string{}
	file := loan.DebitFile{Key: "file", Day: civil.DateOf(2024, 9, 15)}
	missed := 0
	for _, p := range c.People {
		if p.Loan != nil {
			id := loan.ID(len(contracts) + 1)
			contracts[id] = p.Loan.Contract
			file.Lines = append(file.Lines, loan.DebitLine{Loan: id})
			if p.Loan.Miss(file.Day) {
				missed++
			}
		}
	}
	b.loans = func(_ context.Context, id loan.ID) (string, error) {
		asked++
		return contracts[id], nil
	}
	for range 2 {
		answer, err := b.Debit(context.Background(), file)
		if err != nil || len(answer.Unpaid) != missed || answer.Serial != "PKfile" {
			t.Errorf("got %d unpaid of %d, want %d: %v", len(answer.Unpaid), len(file.Lines), missed, err)
		}
	}
	if missed == 0 || asked != len(file.Lines) {
		t.Errorf("%d missed; asked for %d contracts of %d", missed, asked, len(file.Lines))
	}
	b.loans = func(context.Context, loan.ID) (string, error) { return "", errors.New("down") }
	if _, err := b.Debit(context.Background(), loan.DebitFile{Lines: []loan.DebitLine{{Loan: -1}}}); err == nil {
		t.Error("a loan that cannot be found was debited")
	}
}

// A pension that is paid while a confirmed list with the person waits for the rest of its money would leave a list that
// nobody can post.
func TestNobodysAccountClosesBetweenAListAndItsRest(t *testing.T) {
	closings := 0
	for seed := range uint64(50) {
		c := build(t, seed, 3000)
		for day, events := range c.plan() {
			for _, e := range events {
				if e.what != decideRetire {
					continue
				}
				closings++
				from := c.Employers[c.People[e.n].Employer]
				paid, rest := c.paymentDays(from)
				for m := range 12 {
					if from.Short[m] > 0 && day >= paid[m] && day <= rest[m] {
						t.Errorf("seed %d: person %d is paid out on %s, while the list of month %d waits from %s to %s", seed, e.n,
							day, m+1, paid[m], rest[m])
					}
				}
			}
		}
	}
	t.Logf("%d accounts close", closings)
}
