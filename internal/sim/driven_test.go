package sim

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/ledger"
)

// Another process may drive the same year from another folder, which no lock of a folder holds apart: it closes a day
// under the one that still lives it. That one stops in a sentence, with books that are whole, and goes on when the
// other has ended.
func TestAYearThatAnotherProcessDrivesStopsInASentence(t *testing.T) {
	t.Parallel()
	o, err := Expand(1, MinMembers)
	if err != nil {
		t.Fatal(err)
	}
	ctx, c, folder := context.Background(), Build(o), t.TempDir()
	enough := c.start() + 5
	var centre *app.Centre
	live := func(tell func(Progress)) error {
		clock, bank := civil.NewManual(civil.At(c.start(), 9, 0)), NewBank(c)
		if centre, err = app.Open(ctx, app.Config{Data: folder, Centre: app.DefaultCentre}, clock, rand.Reader,
			app.Outside{Bank: bank}); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := centre.Close(); err != nil {
				t.Error(err)
			}
		}()
		until, cancel := context.WithCancel(ctx)
		defer cancel()
		err := Live(until, c, centre, bank, clock, func(p Progress) {
			if tell(p); p.Day >= enough {
				cancel()
			}
		})
		verdicts, broken := centre.Verify(ctx)
		if broken != nil {
			t.Fatal(broken)
		}
		for _, v := range verdicts {
			if v.Violations > 0 {
				t.Errorf("%s is broken by %v", v.ID, v.Samples)
			}
		}
		return err
	}
	other := func(p Progress) {
		next := p.Day + 1
		if _, err := centre.Treasury.CloseDay(ctx, system(next), next); err != nil {
			t.Error(err)
		}
	}
	err = live(other)
	if !refusal.Is(err, CodeDriven) || !strings.Contains(refusal.Of(err).Text, (c.start()+1).String()) {
		t.Errorf("beside another it ended with %v", err)
	}
	if err = live(func(Progress) {}); refusal.Is(err, CodeDriven) || refusal.Is(err, ledger.CodeNotToday) {
		t.Errorf("alone again it ended with %v", err)
	}
}
