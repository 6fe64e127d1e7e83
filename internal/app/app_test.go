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
	"guangsha/internal/evaluation"
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

func TestGoalsAreReadAsWrittenAndNeverOverwritten(t *testing.T) {
	c := opened(t, Config{Data: t.TempDir(), Centre: DefaultCentre})
	if _, err := c.ReadGoals(2024); !refusal.Is(err, CodeNoGoals) {
		t.Errorf("without goals: %v", err)
	}
	g := evaluation.Goals{Year: 2024, Unit: "示例中心", Projects: []evaluation.Project{{
		Name: "示例项目", Layout: "G9", Initial: "1", Budget: "1",
		Spent:      evaluation.Source{Reported: "1", Measure: "spending.operations.executed"},
		Indicators: []evaluation.GoalIndicator{{Class: "数量指标", Name: "工资发放次数", Target: "12次", Weight: "90"}}}}}
	if err := c.Config.WriteGoals(g); err != nil {
		t.Fatal(err)
	}
	other := g
	other.Unit = "另一中心"
	if err := c.Config.WriteGoals(other); err != nil {
		t.Fatal(err)
	}
	got, err := c.ReadGoals(2024)
	if err != nil || got.Unit != g.Unit || got.Projects[0].Spent != g.Projects[0].Spent {
		t.Errorf("read %+v, %v", got, err)
	}
	if years, err := c.GoalYears(); err != nil || len(years) != 1 || years[0] != 2024 {
		t.Errorf("goals of the years %v, %v", years, err)
	}
	whole, err := os.ReadFile(c.Config.goals(2024))
	if err != nil {
		t.Fatal(err)
	}
	for bad, said := range map[string]string{"{": "不完整",
		strings.Replace(string(whole), "spending.operations", "no.such", 1): "第12行：没有“no.such.executed”这个取数项",
		strings.Repeat(" ", maxGoals+1):                                     "太大"} {
		if err := os.WriteFile(c.Config.goals(2024), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := c.ReadGoals(2024); !refusal.Is(err, evaluation.CodeGoals) || !strings.Contains(err.Error(), said) {
			t.Errorf("%.200s: %v, want a refusal that says %s", bad, err, said)
		}
	}
}

func TestATableFootsAndEmptyBooksSayWhatTheyWaitFor(t *testing.T) {
	c := opened(t, Config{Data: t.TempDir(), Centre: DefaultCentre})
	g := evaluation.Goals{Year: 2024, Unit: "示例中心", Projects: []evaluation.Project{{
		Name: "示例项目", Layout: "G9", Initial: "2", Budget: "2",
		Spent: evaluation.Source{Reported: "1.5"},
		Indicators: []evaluation.GoalIndicator{
			{Class: "数量指标", Name: "工资发放次数", Target: "12次", Weight: "60",
				Source: evaluation.Source{Reported: "12次", Measure: "spending.pay.months"}},
			{Class: "质量指标", Name: "工资足额发放率", Target: "100%", Weight: "30", Score: "29.5",
				Source: evaluation.Source{Reported: "=", Measure: "spending.pay.in_full"}},
		}}}}
	tables, _, err := c.Tables(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	table := tables[0]
	if table.Total != 10000 || table.TotalScore != 9700 {
		t.Errorf("the table has %s, %s", table.Total, table.TotalScore)
	}
	if f := table.Funds[0]; f.Rate != "75%" || f.Score != "7.5" {
		t.Errorf("the funds are %+v", f)
	}
	if r := table.Rows[0]; r.Measured != "0次" || r.Measure != "spending.pay.months" || r.Definition == "" {
		t.Errorf("the first row is %+v", r)
	}
	if r := table.Rows[1]; r.Measured != "" || r.Reported != "" || r.Waiting == "" {
		t.Errorf("a share of nothing is %+v", r)
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
