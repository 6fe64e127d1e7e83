//go:build linux

package faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"guangsha/internal/store/pgcluster"
	"guangsha/test/faults/torn"
)

// small are settings of a server with little data that makes checkpoints often.
var small = []string{"shared_buffers=32MB", "min_wal_size=32MB", "max_wal_size=32MB", "dynamic_shared_memory_type=mmap"}

// newServer starts a server for a test, on the disk that is there or in a folder.
func newServer(t *testing.T, data string, settings ...string) *pgcluster.Cluster {
	t.Helper()
	c, err := pgcluster.StartAt(context.Background(), data, append(small, settings...)...)
	if errors.Is(err, pgcluster.ErrNone) && os.Getenv("GUANGSHA_TEST_PG") != "required" {
		t.Skipf("SKIP-REQUIRED PostgreSQL tests did not run: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// standing gives books a server on the file system that is there.
func standing(t *testing.T) *pgcluster.Cluster {
	t.Helper()
	c := newServer(t, "")
	t.Cleanup(func() {
		if err := errors.Join(c.Kill(), c.Remove()); err != nil {
			t.Error(err)
		}
	})
	return c
}

// cutServer gives books and their server one disk whose power is cut.
func cutServer(damage *torn.Damage, settings ...string) func(*testing.T, *book) {
	return func(t *testing.T, b *book) {
		folder := t.TempDir()
		// The server runs as somebody else, who must get there.
		if err := os.Chmod(filepath.Dir(folder), 0o755); err != nil {
			t.Fatal(err)
		}
		p := newPower(t, folder, damage)
		p.server = newServer(t, filepath.Join(folder, "pg"), settings...)
		p.disk.Settle() // initdb does not sync
		b.ground, b.place.Data, b.place.DB = p, filepath.Join(folder, "centre"), p.server.DSN()
	}
}

func TestKillsOnPostgreSQL(t *testing.T) {
	t.Parallel()
	t.Run("program", func(t *testing.T) {
		p := programme{name: "PostgreSQL, kill -9 of the program", faults: 100, short: 3, each: 100, limit: 400,
			server: true}
		p.run(t, func(t *testing.T, b *book) {
			b.ground, b.place.Data, b.place.DB = killing{}, t.TempDir(), standing(t).DSN()
		})
	})
	t.Run("server", func(t *testing.T) {
		p := programme{name: "PostgreSQL, kill -9 of the server", faults: 50, short: 3, each: 50, limit: 400,
			server: true}
		p.run(t, func(t *testing.T, b *book) {
			server := standing(t)
			b.ground, b.place.Data, b.place.DB = &serverKill{server: server}, t.TempDir(), server.DSN()
		})
	})
}

func TestPowerCutsOnPostgreSQL(t *testing.T) {
	t.Parallel()
	needFUSE(t)
	t.Run("cuts", func(t *testing.T) {
		var damage torn.Damage
		p := programme{name: "PostgreSQL, power cut", faults: 50, short: 3, each: 10, limit: 200, server: true}
		// The server's own default would lose what it acknowledges; the product asks for more than that.
		p.run(t, cutServer(&damage, "synchronous_commit=off"))
		fmt.Printf("%s: of what was not synced, %d kept, %d torn, %d dropped\n", p.name, damage.Kept, damage.Torn,
			damage.Dropped)
	})
	t.Run("control", func(t *testing.T) {
		programme{name: "control: PostgreSQL, power cut with fsync=off", faults: 10, short: 30, each: 2, limit: 200,
			control: true, server: true}.run(t, cutServer(&torn.Damage{}, "fsync=off"))
	})
}
