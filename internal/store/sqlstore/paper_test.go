package sqlstore_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/paper"
	"guangsha/internal/store/opentest"
)

// TestTheNumbersOfPapersHaveNoGap gives papers out as they should be in one series, with units that failed in between,
// and in others plants what never should be: a gap, a number that nobody got, a number of another kind, two papers of
// one serial, and a number that is none. Each is found, and nothing else.
func TestTheNumbersOfPapersHaveNoGap(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		p := press{TB: t, World: w}
		for series := 1; series <= 5; series++ {
			for i := range 3 {
				p.serial(series, context.Canceled)
				serial, kind := p.serial(series, nil), fmt.Sprint("kind-", series)
				switch {
				case series == 2 && i == 1:
					serial = 9
				case series == 3 && i == 2:
					continue
				case series == 4 && i == 2:
					kind = "kind-1"
				}
				p.add(p.number(series, serial), kind)
			}
		}
		twice := []byte(p.number(5, 3))
		twice[len(twice)-1] = '0' + (twice[len(twice)-1]-'0'+1)%10
		p.add(number.PaperNo(twice), "kind-5")
		p.add("示例文书编号", "kind-6")
		verdicts, err := ledger.CheckInvariants(context.Background(), w.Store, w.Store)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(verdicts, func(v ledger.Verdict) bool { return v.ID == "I-23" })
		if want := []int64{-10000, 22024, 32024, 42024, 52024}; i < 0 || !slices.Equal(verdicts[i].Samples, want) ||
			verdicts[i].Rows != 6 {
			t.Errorf("found %+v, want %v", verdicts[i], want)
		}
	})
}

// press gives papers out past the service that numbers them.
type press struct {
	testing.TB
	*opentest.World
	added int64
}

// do wants a unit of work to end in an error, or in none.
func (p *press) do(want error, f func(tx unit.Tx) error) {
	p.Helper()
	by := act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	err := p.Store.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		p.Store.Record(tx, audit.Entry{Kind: "paper.issued", ID: 1})
		if err := f(tx); err != nil {
			return err
		}
		return want
	})
	if (err != nil) != (want != nil) {
		p.Fatal(err)
	}
}

func (p *press) serial(series int, fails error) (serial int64) {
	p.Helper()
	p.do(fails, func(tx unit.Tx) (err error) {
		serial, err = p.Store.Papers().NextSerial(tx, series, 2024)
		return err
	})
	return serial
}

func (p *press) number(series int, serial int64) number.PaperNo {
	p.Helper()
	issuer, err := number.NewIssuer("640500")
	if err != nil {
		p.Fatal(err)
	}
	no, err := issuer.Paper(series, 2024, serial)
	if err != nil {
		p.Fatal(err)
	}
	return no
}

func (p *press) add(no number.PaperNo, kind string) {
	p.Helper()
	p.added++
	k := paper.Kept{No: no, Kind: kind, Wording: 1, Case: p.added, Entry: 1, Issued: civil.DateOf(2024, 6, 28),
		Body: []byte("x"), Mark: fmt.Sprint(p.added)}
	p.do(nil, func(tx unit.Tx) error { return p.Store.Papers().Add(tx, k) })
}
