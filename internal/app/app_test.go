package app

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/selfeval"
)

func open(t *testing.T, cfg Config) (*Centre, error) {
	t.Helper()
	clock := civil.NewManual(civil.At(civil.DateOf(2024, 1, 1), 9, 0))
	return Open(context.Background(), cfg, clock, rand.Reader, Outside{})
}

func opened(t *testing.T, cfg Config) *Centre {
	t.Helper()
	c, err := open(t, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

func TestWhoWantsBooksThatAreThereMakesNothing(t *testing.T) {
	for name, cfg := range map[string]Config{
		"to read": {ReadOnly: true}, "to go on": {Existing: true},
		"to go on, elsewhere": {Existing: true, DB: "postgres://nobody@127.0.0.1:1/nothing"},
	} {
		cfg.Data, cfg.Centre = filepath.Join(t.TempDir(), "new"), DefaultCentre
		if _, err := open(t, cfg); !refusal.Is(err, CodeNoBooks) {
			t.Errorf("%s: got %v", name, err)
		}
		if _, err := os.Stat(cfg.Data); err == nil {
			t.Errorf("%s: a folder was made", name)
		}
	}
}

func TestOneWritesWhileOthersRead(t *testing.T) {
	cfg := Config{Data: t.TempDir(), Centre: DefaultCentre}
	opened(t, cfg)
	if _, err := open(t, cfg); !refusal.Is(err, CodeLocked) {
		t.Errorf("a second writer got %v", err)
	}
	cfg.ReadOnly = true
	reader := opened(t, cfg)
	if v, err := reader.Verify(context.Background()); err != nil || len(v) == 0 {
		t.Errorf("the reader verified %v, %v", v, err)
	}
}

func TestBooksWithoutKeysAreRefusedAndKept(t *testing.T) {
	cfg := Config{Data: t.TempDir(), Centre: DefaultCentre}
	c, err := open(t, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(cfg.Data, "keys")); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, cfg); !refusal.Is(err, CodeNoKeys) {
		t.Errorf("got %v", err)
	}
}

func TestTheKeysOfAnotherCentreAreRefused(t *testing.T) {
	one, other := Config{Data: t.TempDir(), Centre: DefaultCentre}, Config{Data: t.TempDir(), Centre: DefaultCentre}
	for _, cfg := range []Config{one, other} {
		c, err := open(t, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(other.keyFile(), one.keyFile()); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{false, true} {
		one.ReadOnly = readOnly
		if _, err := open(t, one); !refusal.Is(err, CodeNoKeys) {
			t.Errorf("read only %v: got %v", readOnly, err)
		}
	}
}

// Books without projects say where goals are registered, whatever lies in the data folder: nothing but the books is
// computed from.
func TestAYearWithoutProjectsSaysWhereTheyAreRegistered(t *testing.T) {
	c := opened(t, Config{Data: t.TempDir(), Centre: DefaultCentre})
	if err := WriteFile(filepath.Join(c.Config.Data, "goals", "shili-2024.json"), []byte("{}")); err != nil {
		t.Fatal(err)
	}
	_, err := c.Evaluated(context.Background(), 2024)
	if r := refusal.Of(err); r == nil || r.Code != selfeval.CodeNone || !strings.Contains(r.Next, "“绩效项目”页登记") {
		t.Errorf("got %v", err)
	}
	if years, err := c.YearsWithProjects(context.Background()); err != nil || len(years) != 0 {
		t.Errorf("years with projects: %v, %v", years, err)
	}
}

func TestBooksBeginOnce(t *testing.T) {
	c := opened(t, Config{Data: t.TempDir(), Centre: DefaultCentre})
	by, first := act.Auto("01", "test"), civil.DateOf(2024, 1, 1)
	begin := func(key, what string, day civil.Date) (civil.Date, error) {
		return c.BeginBooks(context.Background(), by, key, what, day)
	}
	for range 2 {
		if open, err := begin("a", "示例市", first); err != nil || open != first {
			t.Errorf("open on %s, %v", open, err)
		}
	}
	for year, whole := range map[int]bool{2023: false, 2024: true, 2025: false} {
		if from, last, err := c.YearBehind(context.Background(), year); err != nil || from != whole ||
			last != first.AddDays(-1) {
			t.Errorf("of %d the books hold the first day: %v, are closed until %s, %v", year, from, last, err)
		}
	}
	for _, other := range [][2]string{{"a", "另一个示例市"}, {"b", "示例市"}} {
		if open, err := begin(other[0], other[1], first.AddDays(9)); !refusal.Is(err, CodeOtherBooks) {
			t.Errorf("%v: open on %s, %v", other, open, err)
		}
	}
	if open, err := begin("a", "示例市", first); err != nil || open != first {
		t.Errorf("in the end open on %s, %v", open, err)
	}
}

// witness keeps checkpoints outside the data folder.
type witness struct{ kept []audit.Checkpoint }

func (w *witness) Last(context.Context) (c audit.Checkpoint, found bool, err error) {
	if n := len(w.kept); n > 0 {
		return w.kept[n-1], true, nil
	}
	return c, false, nil
}

func (w *witness) Append(_ context.Context, c audit.Checkpoint) error {
	w.kept = append(w.kept, c)
	return nil
}

func TestACentreSealsItsLogAndItsWitnessesKeepTheCheckpoints(t *testing.T) {
	cfg, w := Config{Data: t.TempDir(), Centre: DefaultCentre}, &witness{}
	clock := civil.NewManual(civil.At(civil.DateOf(2024, 1, 1), 9, 0))
	ctx := context.Background()
	c, err := Open(ctx, cfg, clock, rand.Reader, Outside{Witnesses: []audit.Place{w},
		Alarm: func(text string) { t.Error(text) }})
	if err != nil {
		t.Fatal(err)
	}
	if _, running := c.AuditState(); !running {
		t.Error("a centre that writes has no sealer")
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	cfg.ReadOnly = true
	r := opened(t, cfg)
	if _, running := r.AuditState(); running {
		t.Error("a centre that only reads has a sealer")
	}
	report, err := r.VerifyAudit(ctx, "")
	if err != nil || !report.OK || report.Unsealed != 0 || report.Sealed == 0 || len(report.Checkpoints) != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	last := w.kept[len(w.kept)-1]
	if last.Size != report.Sealed || last.Root.String() != report.Root || !last.Authentic() {
		t.Errorf("the witness keeps %v", last)
	}
	outside := filepath.Join(t.TempDir(), "kept.txt")
	for _, good := range []bool{true, false} {
		last.Size++
		text := w.kept[0].String() + "\n"
		if !good {
			text += last.String() + "\n" // its signature is no longer right
		}
		if err := os.WriteFile(outside, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if report, err := r.VerifyAudit(ctx, outside); err != nil || report.OK != good || len(report.Checkpoints) != 2 {
			t.Errorf("want %v: %+v, %v", good, report, err)
		}
	}
}
