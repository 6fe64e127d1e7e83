package e2e

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBooksThatMoveInAreKilledUntilTheyAreIn kills accepting again and again, each time a little later; until all of it
// is in, nobody else may use the books, and then they verify and are as if nothing had happened.
func TestBooksThatMoveInAreKilledUntilTheyAreIn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tables, data, calm := filepath.Join(dir, "tables"), filepath.Join(dir, "data"), filepath.Join(dir, "calm")
	for _, args := range [][]string{{"opening", "example", tables, "--members", "8000"},
		{"opening", "load", tables, "--data", calm}, {"opening", "accept", "--data", calm},
		{"opening", "load", tables, "--data", data}, {"opening", "load", tables, "--data", data},
		{"opening", "check", "--data", data}, {"opening", "report", "--data", data}} {
		if a := guangsha(t, args...); a.code != 0 {
			t.Fatalf("%v ended with %d: %s", args, a.code, a.err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	const shortest = 150 * time.Millisecond
	under, step := 0, 400*time.Millisecond // until the rehearsal is over, of which nothing is left
	for after := shortest; ; after += step {
		p := start(ctx, t, "opening", "accept", "--data", data)
		kill := time.AfterFunc(after, func() { _ = p.Process.Kill() })
		a := finish(t, p)
		if kill.Stop() && a.code == 0 {
			break
		}
		if v := guangsha(t, "verify", "--data", data); v.code != 0 {
			t.Fatalf("verify in the middle: %s%s", v.out, v.err)
		}
		v := guangsha(t, "dump", "--data", data)
		if strings.Contains(v.err, "期初建账正在进行") && v.code == 1 {
			if under++; under == 1 {
				after, step = shortest, 25*time.Millisecond
			}
			if l := guangsha(t, "opening", "load", tables, "--data", data); l.code != 1 ||
				!strings.Contains(l.err, "不能再装入") {
				t.Fatalf("loaded in the middle: %d %s", l.code, l.err)
			}
		}
	}
	if under < 2 {
		t.Errorf("the opening was under way only %d times", under)
	}
	for _, d := range []string{data, calm} {
		if v := guangsha(t, "verify", "--data", d); v.code != 0 {
			t.Fatalf("verify: %s%s", v.out, v.err)
		}
	}
	killed, straight := guangsha(t, "dump", "--data", data).out, guangsha(t, "dump", "--data", calm).out
	if len(straight) < 100_000 || killed != straight {
		t.Errorf("the books differ at byte %d from those that came in at once", differ(killed, straight))
	}
}

// What somebody loaded and did not accept yet is no city's, though it bears the same name: the demonstration leaves it
// as it is, and lays nothing beside it.
func TestTheDemonstrationLeavesWhatOthersLoaded(t *testing.T) {
	t.Parallel()
	tables := filepath.Join(t.TempDir(), "tables")
	must(t, "opening", "example", tables, "--members", "150", "--seed", "5")
	engines(t, func(t *testing.T, p place) {
		must(t, append([]string{"opening", "load", tables}, p.args...)...)
		report := append([]string{"opening", "report", "--json"}, p.args...)
		before := must(t, report...).out
		for _, args := range [][]string{{"--members", "100"}, {"--members", "150", "--seed", "5"}} {
			a := guangsha(t, p.with("demo", append(args, "--no-serve")...)...)
			if a.code != 1 || !strings.Contains(a.err, "尚未入账的期初数据") {
				t.Errorf("demo over what was loaded: exit code %d, %s", a.code, a.err)
			}
		}
		if after := must(t, report...).out; after != before {
			t.Errorf("what was loaded has changed:\n%s\nwas\n%s", after, before)
		}
		if _, err := os.Stat(filepath.Join(p.folder, "demo.json")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("demo.json was laid into the folder: %v", err)
		}
		must(t, append([]string{"opening", "accept"}, p.args...)...)
		if a := guangsha(t, p.with("demo", "--members", "150", "--seed", "5", "--no-serve")...); a.code != 1 ||
			!strings.Contains(a.err, "不是这一座") {
			t.Errorf("demo over what was accepted: exit code %d, %s", a.code, a.err)
		}
		verifies(t, p)
	})
}
