package sqlstore_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/audit/auditverify"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// unsealed gives the entries that may be sealed and whether one waits for an open transaction.
func unsealed(t *testing.T, s *sqlstore.Store) (n int, waits bool) {
	t.Helper()
	log := s.AuditLog()
	head, err := log.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	list, waiting, err := log.Unsealed(context.Background(), head.At, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(list), waiting != audit.Position{}
}

// hold runs a unit that has begun to write and waits, until release.
func hold(t *testing.T, c *city, serial string) (release func()) {
	t.Helper()
	begun, end, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		done <- c.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
			if _, err := c.Books.Post(tx, paying(serial, c.ids[0], 1)); err != nil {
				return err
			}
			close(begun)
			<-end
			return nil
		})
	}()
	<-begun
	return func() {
		close(end)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

func TestSealingOnPostgresWaitsForOpenTransactionsOfItsOwnCentreOnly(t *testing.T) {
	t.Parallel()
	c, other := books(t, opentest.Postgres(t), 3), books(t, opentest.Postgres(t), 3)
	before, waits := unsealed(t, c.Store)
	if before == 0 || waits {
		t.Fatalf("at rest %d entries may be sealed, waiting %v", before, waits)
	}
	release := hold(t, other, "a")
	if _, err := c.ask("k1", c.ids[1], 1); err != nil {
		t.Fatal(err)
	}
	n, waits := unsealed(t, c.Store)
	if n <= before || waits {
		t.Errorf("beside another centre's transaction %d entries may be sealed, waiting %v", n, waits)
	}
	release()
	before, release = n, hold(t, c, "b")
	// It has no row in common with what is open, and would otherwise wait for it.
	c.do(t, func(tx unit.Tx) error { c.Store.Record(tx, audit.Entry{Kind: "test.recorded"}); return nil })
	if n, waits := unsealed(t, c.Store); n != before || !waits {
		t.Errorf("past an open transaction %d entries may be sealed, had %d, waiting %v", n, before, waits)
	}
	release()
	if n, waits := unsealed(t, c.Store); n != before+2 || waits {
		t.Errorf("after it %d entries may be sealed, had %d, waiting %v", n, before, waits)
	}
}

// halfSealed says where the process that is to be killed finds its books.
const halfSealed = "GUANGSHA_TEST_HALF_SEALED"

// sealedUnsigned is what that process says.
const sealedUnsigned = "sealed, and not signed for"

// stuck is a place that never answers: it says that it was asked, and waits to be killed.
type stuck struct{}

func (stuck) Last(context.Context) (c audit.Checkpoint, found bool, err error) { return c, false, nil }

func (stuck) Append(context.Context, audit.Checkpoint) error {
	fmt.Println(sealedUnsigned)
	select {}
}

// TestSealsAndIsKilled is no test but the process that the next one kills.
func TestSealsAndIsKilled(t *testing.T) {
	given := os.Getenv(halfSealed)
	if given == "" {
		return // there is nobody to kill it
	}
	cfg := sqlstore.Config{}
	if err := json.Unmarshal([]byte(given), &cfg); err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Open(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	sealer(t, s, stuck{}).Start()
	select {}
}

func sealer(t *testing.T, s *sqlstore.Store, places ...audit.Place) *audit.Sealer {
	t.Helper()
	signer, err := gm.NewSigner(bytes.Repeat([]byte{7}, 32), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return audit.NewSealer(audit.Sealing{Log: s.AuditLog(), Centre: "shili", Places: places, Signer: signer,
		Clock: civil.NewManual(civil.At(firstDay, 9, 0))})
}

func TestAProcessKilledBetweenSealAndCheckpointLeavesALogThatVerifiesAndIsSignedNext(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		t.Parallel()
		books(t, w, 50)
		if err := w.Store.Close(); err != nil {
			t.Fatal(err)
		}
		killSealing(t, w.Config)
		s, err := sqlstore.Open(context.Background(), w.Config)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		file := filepath.Join(t.TempDir(), "checkpoints.txt")
		if r := audited(t, s, w, file); !r.OK || r.Sealed == 0 || r.Unsealed != 0 {
			t.Errorf("after the kill: %+v", r)
		}
		next := sealer(t, s, audit.NewFile(file))
		next.Start()
		next.Close()
		if r := audited(t, s, w, file); !r.OK || r.Checkpoints[0].Count != 1 || r.Checkpoints[0].Size != r.Sealed {
			t.Errorf("after the next start: %+v", r)
		}
	})
}

// killSealing lets a process of its own seal a log, and kills it before it has signed for it.
func killSealing(t *testing.T, cfg sqlstore.Config) {
	t.Helper()
	given, err := json.Marshal(sqlstore.Config{Path: cfg.Path, DSN: cfg.DSN, Schema: cfg.Schema})
	if err != nil {
		t.Fatal(err)
	}
	p := exec.Command(os.Args[0], "-test.run=^TestSealsAndIsKilled$")
	p.Env = append(os.Environ(), halfSealed+"="+string(given))
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	lines, said := bufio.NewScanner(out), ""
	for said != sealedUnsigned && lines.Scan() {
		said = lines.Text()
	}
	if err := p.Process.Kill(); err != nil || said != sealedUnsigned {
		t.Errorf("killed %v, after %q", err, said)
	}
	_ = p.Wait() // killed
}

func audited(t *testing.T, s *sqlstore.Store, w *opentest.World, file string) (r auditverify.Report) {
	t.Helper()
	var files []auditverify.Checkpoints
	if text, err := os.ReadFile(file); err == nil {
		files = append(files, auditverify.Read("file", "shili", text))
	}
	err := s.Read(context.Background(), func(tx unit.Tx) (err error) {
		r, err = auditverify.Verify(tx, s.AuditRows(), w.Keys.Leaf, files)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAPositionThatWasPutForwardLeavesNoEntryBehind puts the head behind entries that are not sealed yet:
// the next sealer does not go on from there, and the log does not verify.
func TestAPositionThatWasPutForwardLeavesNoEntryBehind(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		ctx, place := context.Background(), filepath.Join(t.TempDir(), "kept")
		noted(t, w.Store)
		sealedAll(t, w, place)
		for _, forward := range []string{`entry = entry + 1000000`, `txn = txn + 1000000, entry = entry + 1000000`} {
			if err := sqlstore.Tamper(ctx, w.Store, `UPDATE audit_head SET `+forward); err != nil {
				t.Fatal(err)
			}
		}
		noted(t, w.Store)
		noted(t, w.Store)
		if err := sealer(t, w.Store, audit.NewFile(place)).SealNow(ctx); !errors.Is(err, audit.ErrMoved) {
			t.Errorf("the next sealer says %v", err)
		}
		if r := audited(t, w.Store, w, ""); r.OK || r.Findings[0].Code != auditverify.CodeHead {
			t.Errorf("%+v", r)
		}
	})
}

// TestAPositionThatWasPutForwardAtRestIsSeen puts the head forward while nothing waits: no entry is behind it yet, and
// all that come would be.
func TestAPositionThatWasPutForwardAtRestIsSeen(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		ctx, place := context.Background(), filepath.Join(t.TempDir(), "kept")
		noted(t, w.Store)
		sealedAll(t, w, place)
		for _, forward := range []string{`entry = entry + 1000000000000`, `txn = txn + 1000000, entry = entry + 1`} {
			if err := sqlstore.Behind(ctx, w.Store, `UPDATE audit_head SET `+forward); err != nil {
				t.Fatal(err)
			}
			if r := audited(t, w.Store, w, ""); r.OK || r.Findings[0].Code != auditverify.CodeHead {
				t.Errorf("%s: %+v", forward, r)
			}
			if err := sealer(t, w.Store, audit.NewFile(place)).SealNow(ctx); !errors.Is(err, audit.ErrMoved) {
				t.Errorf("%s: the next sealer says %v", forward, err)
			}
		}
	})
}

// TestEntriesThatPassForOlderOnesAreMissed has a running sealer meet entries that say that they were written before
// what it has sealed.
func TestEntriesThatPassForOlderOnesAreMissed(t *testing.T) {
	t.Parallel()
	ctx, w, place := context.Background(), opentest.Postgres(t), filepath.Join(t.TempDir(), "kept")
	noted(t, w.Store)
	sealedAll(t, w, place)
	running := sealer(t, w.Store, audit.NewFile(place))
	if err := running.SealNow(ctx); err != nil {
		t.Fatal(err)
	}
	if err := sqlstore.Behind(ctx, w.Store, `ALTER TABLE audit_entry ALTER COLUMN txn SET DEFAULT 1`); err != nil {
		t.Fatal(err)
	}
	noted(t, w.Store)
	if err := running.SealNow(ctx); !errors.Is(err, audit.ErrMoved) {
		t.Errorf("the sealer says %v", err)
	}
}

// noted writes an entry.
func noted(t *testing.T, s *sqlstore.Store) {
	t.Helper()
	if err := s.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
		s.Record(tx, audit.Entry{Kind: "test.recorded"})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// sealedAll seals what there is. The server tidying a table looks like a unit that still runs.
func sealedAll(t *testing.T, w *opentest.World, place string) {
	t.Helper()
	for tries := 0; tries < 20 && (tries == 0 || audited(t, w.Store, w, "").Unsealed > 0); tries++ {
		if err := sealer(t, w.Store, audit.NewFile(place)).SealNow(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestALogMovedToAnotherServerIsSealedOn makes a log look as a busier server wrote it and a dump brought it here.
func TestALogMovedToAnotherServerIsSealedOn(t *testing.T) {
	t.Parallel()
	ctx, w := context.Background(), opentest.Postgres(t)
	record := func(s *sqlstore.Store) {
		err := s.Do(ctx, clerk, "test", func(tx unit.Tx) error {
			s.Record(tx, audit.Entry{Kind: "test.recorded"})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	seal := func(s *sqlstore.Store, want int64) {
		t.Helper()
		r := audited(t, s, w, "")
		// The server tidying a table looks like a unit that still runs; what it holds up is sealed when it is over.
		for tries := 0; tries < 20 && (tries == 0 || r.Unsealed > 0); tries++ {
			if err := sealer(t, s).SealNow(ctx); err != nil {
				t.Fatal(err)
			}
			r = audited(t, s, w, "")
		}
		if !r.OK || r.Sealed != want || r.Unsealed != 0 {
			t.Errorf("want %d sealed: %+v", want, r)
		}
	}
	record(w.Store)
	seal(w.Store, 1)
	record(w.Store) // on its way, the dump finds it unsealed
	err := sqlstore.Behind(ctx, w.Store, `UPDATE audit_entry SET txn = txn + 1000000`,
		`UPDATE audit_head SET txn = txn + 1000000, origin = 'elsewhere'`)
	if err != nil {
		t.Fatal(err)
	}
	for opened := range 2 {
		s, err := sqlstore.Open(ctx, w.Config)
		if err != nil {
			t.Fatal(err)
		}
		record(s)
		seal(s, int64(3+opened))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAChangeThatCommitsLateIsAnotherState commits in the order in which the first to begin is the last.
func TestAChangeThatCommitsLateIsAnotherState(t *testing.T) {
	w := opentest.Postgres(t)
	c := books(t, w, 3)
	seen := map[string]bool{}
	state := func(what string) {
		t.Helper()
		var s string
		if err := w.Store.Read(context.Background(), func(tx unit.Tx) (err error) {
			s, err = w.Store.State(tx)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if seen[s] {
			t.Errorf("%s the state is %q again", what, s)
		}
		seen[s] = true
	}
	state("at first")
	release := hold(t, c, "first")
	for _, serial := range []string{"second", "third"} {
		if _, err := c.ask(serial, c.ids[1], 1); err != nil {
			t.Fatal(err)
		}
		state("with one open, after the " + serial)
	}
	release()
	state("with none open")
}
