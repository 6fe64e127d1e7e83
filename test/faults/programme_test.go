//go:build linux

package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"guangsha/internal/base/elapsed"
	"guangsha/test/faults/torn"
)

// programme is a number of faults of one kind, spread over sets of books.
type programme struct {
	name          string
	faults, short int // in the whole programme, and in the short one
	each          int // faults of one set of books
	limit         int // requests of each caller in a round
	server        bool
	// A control is weakened on purpose, and the judge must object. The short programme ends at the first objection.
	control bool
	weak    string // the mode of synchronous
	forget  bool   // the client does not keep its keys
}

// run lives the books of a programme and tells the count. make gives each of them its ground.
func (p programme) run(t *testing.T, make func(t *testing.T, b *book)) (total count) {
	faults := p.short
	if *full {
		faults = p.faults
	}
	watch := elapsed.Start()
	for number := 0; total.Faults < faults; number++ {
		if *only >= 0 {
			number = *only
		}
		b := &book{t: t, number: number, name: fmt.Sprintf("%s, book %d, seed %d", p.name, number, *seed),
			rng: chance(p.name, number), forget: p.forget, limit: p.limit, place: place{Weak: p.weak}}
		make(t, b)
		b.live(min(p.each, faults-total.Faults))
		total.add(b.count)
		if *full {
			spent := watch.Elapsed().Round(time.Second)
			left := spent * time.Duration(faults-total.Faults) / time.Duration(max(1, total.Faults))
			fmt.Printf("%s: %d of %d faults, %s spent, %s left\n", p.name, total.Faults, faults, spent,
				left.Round(time.Second))
		}
		if t.Failed() || *only >= 0 || total.Guilty > 0 && !(p.control && *full) {
			break
		}
	}
	p.conclude(t, total)
	return total
}

// conclude says what came of it. A programme must find nothing, a control must find what it was weakened for.
func (p programme) conclude(t *testing.T, total count) {
	fmt.Printf("%s: %s\n", p.name, total)
	if total.First != "" {
		fmt.Printf("%s: first objection: %s\n", p.name, ends(total.First))
	}
	switch {
	case p.control && total.Guilty == 0:
		t.Errorf("%s: the judge does not see what it must see", p.name)
	case !p.control && total.Guilty > 0:
		t.Errorf("%s: the judge objects; see it again with\n  make faults TEST=%s SEED=%d BOOK=%d", p.name, t.Name(),
			*seed, total.Book)
	case p.control || *only >= 0:
	case total.Acked == 0:
		t.Errorf("%s: nothing was acknowledged, so nothing was tried", p.name)
	case *full:
		for _, phase := range []string{opening, working, closing} {
			// With a server, closing the books is closing a connection: nothing is written in it.
			if total.Phase[phase] == 0 && !(phase == closing && p.server) {
				t.Errorf("%s: no fault struck in %s", p.name, phase)
			}
		}
		if total.There == 0 || total.Absent == 0 {
			t.Errorf("%s: of the open outcomes %d were booked and %d were not", p.name, total.There, total.Absent)
		}
	}
}

// ends is a text without its middle, when it is long: a server's log says last why it does not start.
func ends(text string) string {
	const most = 400
	if r := []rune(text); len(r) > 2*most {
		return string(r[:most]) + " … " + string(r[len(r)-most:])
	}
	return text
}

// needFUSE passes a test over where no disk can be mounted, unless GUANGSHA_TEST_FUSE is "required".
func needFUSE(t *testing.T) {
	t.Helper()
	err := torn.Possible()
	if err == nil {
		return
	}
	if os.Getenv("GUANGSHA_TEST_FUSE") == "required" {
		t.Fatalf("FUSE is required: %v", err)
	}
	t.Skipf("SKIP-REQUIRED the tests that cut the power did not run: %v", err)
}

// killed gives books a folder on the file system that is there.
func killed(t *testing.T, b *book) { b.ground, b.place.Data = killing{}, t.TempDir() }

// cut gives books a disk whose power is cut, and sums up what the cuts did.
func cut(damage *torn.Damage) func(*testing.T, *book) {
	return func(t *testing.T, b *book) {
		folder := t.TempDir()
		p := newPower(t, folder, damage)
		b.ground, b.place.Data = p, filepath.Join(folder, "centre")
	}
}

func newPower(t *testing.T, folder string, damage *torn.Damage) *power {
	t.Helper()
	p := &power{folder: folder, disk: torn.New(), damage: damage}
	var err error
	if p.mount, err = p.disk.Mount(folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestKills(t *testing.T) {
	t.Parallel()
	programme{name: "kill -9", faults: 500, short: 20, each: 20, limit: 400}.run(t, killed)
}

func TestPowerCuts(t *testing.T) {
	t.Parallel()
	needFUSE(t)
	var damage torn.Damage
	p := programme{name: "power cut", faults: 200, short: 10, each: 10, limit: 100}
	p.run(t, cut(&damage))
	fmt.Printf("%s: of what was not synced, %d kept, %d torn, %d dropped\n", p.name, damage.Kept, damage.Torn,
		damage.Dropped)
	if *only < 0 && (damage.Kept == 0 || damage.Torn == 0 || damage.Dropped == 0) {
		t.Errorf("the cuts did not do all they can: %+v", damage)
	}
}

// TestControls weakens one thing at a time. A judge that finds nothing here would find nothing anywhere.
func TestControls(t *testing.T) {
	t.Parallel()
	for _, weak := range []string{"NORMAL", "OFF"} {
		t.Run(weak, func(t *testing.T) {
			needFUSE(t)
			programme{name: "control: power cut with synchronous=" + weak, faults: 40, short: 60, each: 5, limit: 100,
				control: true, weak: weak}.run(t, cut(&torn.Damage{}))
		})
	}
	t.Run("keys", func(t *testing.T) {
		programme{name: "control: kill -9, and a client that asks again under a new key", faults: 20, short: 60, each: 5,
			limit: 400, control: true, forget: true}.run(t, killed)
	})
}

// TestKillsShowNoWeakness says why the power is cut: a killed process leaves its writes to the system, synced or not.
func TestKillsShowNoWeakness(t *testing.T) {
	t.Parallel()
	programme{name: "kill -9 with synchronous=OFF, which it cannot show", faults: 40, short: 5, each: 20, limit: 400,
		weak: "OFF"}.run(t, killed)
}
