package sim

import (
	"reflect"
	"testing"

	"guangsha/internal/base/idno"
	"guangsha/internal/base/uscc"
)

func TestOneSeedIsAlwaysTheSameCity(t *testing.T) {
	if a, b := build(t, 7, 400), build(t, 7, 400); !reflect.DeepEqual(a, b) {
		t.Error("two cities of one seed differ")
	}
	if a, b := build(t, 7, 400), build(t, 8, 400); reflect.DeepEqual(a.People, b.People) {
		t.Error("another seed gave the same people")
	}
}

func TestEveryNumberIsWellFormedAndNobodysTwice(t *testing.T) {
	c := build(t, 1, 5000)
	ids, cards, credits := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, p := range c.People {
		n, err := idno.Parse(p.ID, c.start())
		if err != nil {
			t.Fatalf("person %d: %v", p.N, err)
		}
		if n.Birth() != p.Birth || n.Sex() != p.Sex || n.Division()[:4] != division {
			t.Errorf("person %d: number says %s %s %s", p.N, n.Birth(), n.Sex(), n.Division())
		}
		if ids[p.ID] || cards[p.Card] {
			t.Errorf("person %d shares a number", p.N)
		}
		ids[p.ID], cards[p.Card] = true, true
	}
	for _, e := range c.Employers {
		if _, err := uscc.Parse(e.Credit); err != nil || credits[e.Credit] {
			t.Errorf("employer %d: %v, known: %v", e.N, err, credits[e.Credit])
		}
		credits[e.Credit] = true
	}
}

func TestACityOfAnySizeBehavesAsTheWholeOne(t *testing.T) {
	c := build(t, 1, 6500) // a tenth of the whole city
	var balance, homes, lent, outstanding, pensions int64
	loans, retired := 0, 0
	for _, p := range c.People {
		balance += int64((p.Carried + p.Current))
		for _, r := range p.Rents {
			homes += int64(r.Amount())
		}
		if p.Buys != nil {
			homes += int64(p.Buys.Amount)
		}
		if p.Repays != nil {
			homes += int64(p.Repays.Amount)
		}
		if p.Borrows != nil {
			lent += int64(p.Borrows.Amount)
		}
		if p.Loan != nil {
			loans++
			outstanding += int64(p.Loan.Outstanding)
		}
		if p.Retires != 0 {
			retired++
			pensions += int64((p.Carried + p.Current))
		}
	}
	for _, f := range []struct {
		what       string
		value      int64
		from, upTo int64
	}{
		{"balance", balance / 1e8, 380, 480},
		{"running loans", int64(loans), 1350, 1650},
		{"outstanding", outstanding / 1e8, 250, 350},
		{"lent", lent / 1e8, 25, 38},
		{"homes and pensions", (homes + pensions) / 1e8, 85, 105},
		{"people retiring", int64(retired), 200, 260},
	} {
		t.Logf("%s: %d", f.what, f.value)
		if f.value < f.from || f.value > f.upTo {
			t.Errorf("%s is %d, not between %d and %d", f.what, f.value, f.from, f.upTo)
		}
	}
}

func TestACityTooSmallOrTooLargeIsRefused(t *testing.T) {
	for _, n := range []int{-1, 0, MinMembers - 1, MaxMembers + 1} {
		if _, err := Expand(1, n); err == nil {
			t.Errorf("a city of %d was taken", n)
		}
	}
}

func TestTheSmallestCityHasSomethingOfEverything(t *testing.T) {
	for seed := range uint64(20) {
		c := build(t, seed, MinMembers)
		if len(c.Employers) < len(Offices) || len(c.Loans) < 4 {
			t.Errorf("seed %d: %d employers, %d loans", seed, len(c.Employers), len(c.Loans))
		}
		reasons := map[FeeCase]bool{}
		for _, i := range c.Loans {
			reasons[c.People[i].Borrows.Fee] = true
		}
		if len(reasons) < 3 {
			t.Errorf("seed %d: loans and fees differ for %d reasons", seed, len(reasons)-1)
		}
	}
}

func build(t *testing.T, seed uint64, members int) *City {
	t.Helper()
	o, err := Expand(seed, members)
	if err != nil {
		t.Fatal(err)
	}
	return Build(o)
}
