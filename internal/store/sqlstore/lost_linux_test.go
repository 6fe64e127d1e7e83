package sqlstore_test

import (
	"context"
	"errors"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/pgcluster"
	"guangsha/internal/store/sqlstore"
)

// A server that died is a connection that was lost, for who reads and for who writes, until it is there again.
func TestADeadServerIsALostConnection(t *testing.T) {
	t.Parallel()
	w := opentest.Postgres(t) // says so where PostgreSQL is missing
	ctx := context.Background()
	server, err := pgcluster.Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	config := w.Config
	config.DSN = server.DSN()
	s, err := sqlstore.Open(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }() // whatever the server it had
	ask := func() (read, write error) {
		nothing := func(unit.Tx) error { return nil }
		read = s.Read(ctx, func(u unit.Tx) error { _, err := s.OpenDay(u); return err })
		return read, s.Do(ctx, clerk, "test", nothing)
	}
	if read, write := ask(); read != nil || write != nil {
		t.Fatal(read, write)
	}
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if read, write := ask(); !errors.Is(read, unit.ErrLost) || !errors.Is(write, unit.ErrLost) {
			t.Errorf("reading met %v, writing met %v", read, write)
		}
	}
	if err := server.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	if _, write := ask(); write != nil {
		t.Errorf("the server is there again: %v", write)
	}
}
