package sqlstore_test

import (
	"context"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/own"
	"guangsha/internal/paper"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/store/storetest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

type deaf struct{}

func (deaf) Record(unit.Tx, audit.Entry) {}

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *storetest.Bench { return bench(t, opentest.SQLite(t)) })
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) *storetest.Bench { return bench(t, opentest.Postgres(t)) })
}

func bench(t *testing.T, w *opentest.World) *storetest.Bench {
	b := &storetest.Bench{Work: w.Store, Books: w.Books, Audit: w.Store, State: w.Store.State, Log: w.Store.AuditLog(),
		Rows: w.Store.AuditRows(), Leaf: w.Keys.Leaf}
	b.Silent = func() *ledger.Books { return ledger.New(w.Store, deaf{}, gm.NewHash, w.Keys.Request) }
	b.Cases = func() cases.Store { return b.Work.(*sqlstore.Store).Cases() }
	b.Papers = func() paper.Store { return b.Work.(*sqlstore.Store).Papers() }
	b.Own = func() own.Store { return b.Work.(*sqlstore.Store).Own() }
	b.Members = func() member.Reader { return b.Work.(*sqlstore.Store).MemberReader() }
	b.Count = func(table string) int64 {
		n, err := sqlstore.Count(context.Background(), b.Work.(*sqlstore.Store), table)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	b.Verifier = w.Store
	b.Tamper = func(statement string) {
		if err := sqlstore.Tamper(context.Background(), b.Work.(*sqlstore.Store), statement); err != nil {
			t.Fatal(err)
		}
	}
	b.Close = func() {
		if err := w.Store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	b.Reopen = func() {
		b.Close()
		s, err := sqlstore.Open(context.Background(), w.Config)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		b.Work, b.Books, b.Audit = s, ledger.New(s, s, gm.NewHash, w.Keys.Request), s
		b.Log, b.Rows, b.Verifier = s.AuditLog(), s.AuditRows(), s
	}
	return b
}
