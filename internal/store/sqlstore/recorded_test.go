package sqlstore_test

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"testing"

	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// heldElsewhere are the columns of recorded tables that the log does not hold, by table, and what does.
var heldElsewhere = map[string][]string{
	"member": {"busy"}, // undecided withdrawals, a lock of the moment
	// Held, they would tell who holds the key what each person answered; what a survey found is in spending_survey.
	"selfeval_survey":     {"answer_1", "answer_2", "answer_3", "answer_4", "answer_5"},
	"selfeval_invitation": {"code", "spent"},                    // the code is sealed, and its index held
	"access_account":      {"step", "failures", "locked_until"}, // in access_tries
	"access_tries":        {"password", "changed_on", "history", "secret", "slip_security", "slip_systems"},
	"outbox":              {"after", "messages"},      // how far its messages are written, which are held
	"message":             {"since", "due", "misses"}, // when it is looked at again
	"access_passkey":      {"counter", "used"},        // in access_passkey_use
	"work_order":          {"next_at"},                // when an answer is looked at next, beside the units of work
	"access_passkey_use":  {"person", "credential", "public", "title", "since"},
}

// partOf names the table of the database that a recorded table is a part of.
var partOf = map[string]string{"access_tries": "access_account", "access_passkey_use": "access_passkey"}

// TestEveryColumnOfARegisterIsHeldByTheLog reads the columns of every recorded table from the database, so that a
// column that is added is either said in the audit log or named here.
func TestEveryColumnOfARegisterIsHeldByTheLog(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		for _, table := range ledger.Tables {
			columns, err := sqlstore.Columns(context.Background(), w.Store,
				cmp.Or(partOf[table.Name], table.Name))
			if err != nil {
				t.Fatal(err)
			}
			held, links, err := sqlstore.Held(table.Name)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, c := range columns {
				names = append(names, c[0])
			}
			slices.Sort(names)
			all := slices.Sorted(slices.Values(append(slices.Clone(heldElsewhere[table.Name]), held...)))
			if !slices.Equal(names, all) {
				t.Errorf("%s has the columns %v, held are %v", table.Name, names, all)
			}
			want := slices.Sorted(maps.Values(table.Kinds))
			if want = slices.Compact(want); !slices.Equal(links, want) {
				t.Errorf("the query of %s has the links %v, its entries lead by %v", table.Name, links, want)
			}
		}
	})
}
