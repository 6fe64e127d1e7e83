package sqlstore_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// TestTheLogIsReadFromAnIndexWhateverItIsAskedBy: what is rare in a long log, and what there is none of, is found
// without going through the log, and nothing is sorted.
func TestTheLogIsReadFromAnIndexWhateverItIsAskedBy(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	for _, of := range []struct {
		filter audit.Filter
		index  string
	}{
		{audit.Filter{}, "audit_entry_at"},
		{audit.Filter{From: civil.At(civil.DateOf(2024, 1, 1), 0, 0)}, "audit_entry_at"},
		{audit.Filter{Kinds: []string{"member.unmasked"}}, "audit_entry_kind"},
		{audit.Filter{Kinds: []string{"voucher.posted"}}, "audit_entry_at"},
		{audit.Filter{Actor: "clerk01", Kinds: []string{"member.viewed"}}, "audit_entry_actor"},
		{audit.Filter{ID: 1, Kinds: []string{"member.viewed", "member.unmasked"}}, "audit_entry_ref"},
	} {
		query, args, err := sqlstore.EntriesQuery(of.filter, listing.Page[int64]{
			Order: listing.Order{By: audit.ByInstant, Down: true}, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		plan, err := sqlstore.Explain(context.Background(), w.Store, query, len(args), "")
		if err != nil {
			t.Fatal(err)
		}
		used := func(what string) bool {
			return slices.ContainsFunc(plan, func(line string) bool { return strings.Contains(line, what) })
		}
		if !used("INDEX "+of.index+" ") || used("TEMP B-TREE") {
			t.Errorf("%+v is not read from %s: %s", of.filter, of.index, strings.Join(plan, "; "))
		}
	}
}
