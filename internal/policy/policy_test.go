package policy_test

import (
	"context"
	"strings"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/store/opentest"
	"guangsha/policies"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var by = act.By{Actor: "clerk", Door: act.Console, Branch: "01", Trace: "test"}

func day(t *testing.T, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestABranchHasItsOwnValueOnlyWhileItHasOne(t *testing.T) {
	set, err := policy.NewSet(1, []policy.Row{
		{Key: "k", Value: "1", From: day(t, "2020-01-01")},
		{Key: "k", Value: "3", From: day(t, "2024-01-01")},
		{Key: "k", Branch: "03", Value: "2", From: day(t, "2022-01-01")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		branch, on string
		want       int
	}{
		{"01", "2021-12-31", 1}, {"03", "2021-12-31", 1}, {"03", "2022-01-01", 2}, {"01", "2022-01-01", 1},
		{"03", "2024-01-01", 2}, {"", "2024-01-01", 3},
	} {
		if got, err := policy.Count("k").On(set, c.branch, day(t, c.on)); err != nil || got != c.want {
			t.Errorf("branch %q on %s: got %d, %v, want %d", c.branch, c.on, got, err, c.want)
		}
	}
	if _, err := policy.Count("k").On(set, "", day(t, "2019-12-31")); err == nil {
		t.Error("a value was found on the day before the first")
	}
}

func TestTwoValuesOfOneDayAreAnError(t *testing.T) {
	for _, branch := range []string{"", "03"} {
		rows := []policy.Row{{Key: "k", Branch: branch, Value: "1", From: 10}, {Key: "k", Value: "2", From: 11},
			{Key: "k", Branch: branch, Value: "3", From: 10}}
		if _, err := policy.NewSet(1, rows); err == nil || !strings.Contains(err.Error(), "two values") {
			t.Errorf("branch %q: got %v", branch, err)
		}
	}
}

func TestInstalledRowsAreFoundOnBothEnginesAndNeverChange(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		ctx, store := context.Background(), w.Store.Policies()
		rows, err := policies.Load(policies.Demonstration)
		if err != nil {
			t.Fatal(err)
		}
		install := func(rows ...policy.Row) (int, error) {
			return policy.Install(ctx, w.Store, w.Store, store, by, rows)
		}
		half := len(rows) / 2
		if n, err := install(rows[:half]...); err != nil || n != half {
			t.Fatalf("installed %d of %d: %v", n, half, err)
		}
		if n, err := install(rows...); err != nil || n != len(rows)-half {
			t.Fatalf("installed %d of the other %d: %v", n, len(rows)-half, err)
		}
		if n, err := install(rows...); err != nil || n != 0 {
			t.Fatalf("installed %d again: %v", n, err)
		}
		fresh := policy.Row{Key: "withdraw.keep_min", Value: "100", From: day(t, "2030-01-01"), Document: "示例参数"}
		changed := rows[0]
		changed.Value = "other"
		if _, err := install(fresh, changed); !refusal.Is(err, policy.CodeChanged) {
			t.Fatalf("a value in force was changed: %v", err)
		}
		err = w.Store.Read(ctx, func(tx unit.Tx) error {
			set, err := store.Policy(tx)
			if err != nil {
				return err
			}
			again, err := store.Policy(tx)
			if err != nil || again != set {
				t.Errorf("one version gave two sets, %v", err)
			}
			for _, r := range rows {
				got, ok := set.Find(r.Key, r.Branch, r.From)
				if got.Version = 0; !ok || got != r {
					t.Errorf("stored %+v, found %+v", r, got)
				}
			}
			keep, err := policy.Fen("withdraw.keep_min").On(set, "", day(t, "2030-01-01"))
			if keep != 10*money.Yuan {
				t.Errorf("a refused row holds: %s", keep)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
