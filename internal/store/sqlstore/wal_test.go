package sqlstore_test

import (
	"context"
	"os"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// A person copies one file and believes to have the ledger.
func TestAClosedLedgerIsOneFile(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	c := books(t, w, 3)
	if err := w.Store.Read(context.Background(), func(tx unit.Tx) error {
		_, _, err := w.Books.MemberAccount(tx, c.ids[0])
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := w.Store.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err := os.Stat(w.Config.Path + "-wal"); err == nil && f.Size() > 0 {
		t.Errorf("%d bytes of the log are left beside the file", f.Size())
	}
}

// NORMAL or OFF loses what was acknowledged when the power fails, and no kill of a process shows it.
func TestTheWriterFlushesEveryCommit(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal"} {
		if got := sqlstore.Pragma(t, w.Store, pragma); got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}
