package storetest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/audit/auditverify"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
)

// record makes units of work that record so many entries each.
func (b *Bench) record(t *testing.T, units, each int) {
	t.Helper()
	for range units {
		b.do(t, func(tx unit.Tx) error {
			for i := range each {
				b.Audit.Record(tx, audit.Entry{Kind: "test.recorded", ID: int64(i),
					Fields: []audit.Field{{Name: "名称", Value: "示例"}}})
			}
			return nil
		})
	}
}

// sealer is a sealer of the store that is at rest.
func (b *Bench) sealer(t *testing.T, places ...audit.Place) *audit.Sealer {
	t.Helper()
	private := bytes.Repeat([]byte{7}, 32)
	signer, err := gm.NewSigner(private, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return audit.NewSealer(audit.Sealing{Log: b.Log, Centre: "suite", Places: places, Signer: signer,
		Clock: civil.NewManual(civil.At(first, 9, 0))})
}

func sealNow(t *testing.T, s *audit.Sealer) {
	t.Helper()
	if err := s.SealNow(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// audited verifies the log, and expects so many entries without a seal.
func (b *Bench) audited(t *testing.T, unsealed int64, files ...auditverify.Checkpoints) (r auditverify.Report) {
	t.Helper()
	r = b.examined(t, files...)
	if !r.OK || r.Unsealed != unsealed || r.Sealed+r.Unsealed != r.Entries || r.Entries != b.Count("audit_entry") {
		t.Errorf("the log is %+v, want %d unsealed", r, unsealed)
	}
	return r
}

func (b *Bench) examined(t *testing.T, files ...auditverify.Checkpoints) (r auditverify.Report) {
	t.Helper()
	err := b.Work.Read(context.Background(), func(tx unit.Tx) (err error) {
		r, err = auditverify.Verify(tx, b.Rows, b.Leaf, files)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sealsAll(t *testing.T, b *Bench) {
	s := b.sealer(t)
	b.audited(t, b.Count("audit_entry"))
	for _, n := range []int{1, 7, 2500} {
		b.record(t, 1, n)
		sealNow(t, s)
		r := b.audited(t, 0)
		if s.State().Sealed != r.Sealed {
			t.Errorf("the sealer says %+v", s.State())
		}
	}
	b.Reopen()
	b.record(t, 3, 2)
	b.audited(t, 6)
	before := b.Count("audit_entry")
	s = b.sealer(t)
	sealNow(t, s)
	sealNow(t, s)
	b.audited(t, 0)
	if n := b.Count("audit_entry"); n != before {
		t.Errorf("sealing recorded %d entries of its own", n-before)
	}
}

func sealFollows(t *testing.T, b *Bench) {
	b.record(t, 1, 3)
	sealNow(t, b.sealer(t))
	ctx := context.Background()
	head, err := b.Log.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(h *audit.Head){
		"size": func(h *audit.Head) { h.Size-- },
		"link": func(h *audit.Head) { h.Link[0]++ },
	} {
		from, to := head, head
		change(&from)
		to.Tree = head.Add([]byte("leaf"), []byte("form"))
		err := b.Log.Seal(ctx, from, to, []audit.Seal{{N: to.Size, Entry: 1, Link: to.Link}})
		if !errors.Is(err, audit.ErrMoved) {
			t.Errorf("another %s: %v", name, err)
		}
	}
	// A number that is taken undoes the head as well.
	to := audit.Head{Tree: head.Add([]byte("leaf"), []byte("form"))}
	if err := b.Log.Seal(ctx, head, to, []audit.Seal{{N: 1, Entry: 1, Link: to.Link}}); err == nil {
		t.Error("a number was given twice")
	}
	b.audited(t, 0)
}

func sealersAtOnce(t *testing.T, b *Bench) {
	var wg sync.WaitGroup
	for range 3 {
		s := b.sealer(t)
		wg.Go(func() {
			for range 20 {
				if err := s.SealNow(context.Background()); err != nil && !errors.Is(err, audit.ErrMoved) {
					t.Error(err)
				}
			}
		})
		wg.Go(func() { b.record(t, 30, 5) })
	}
	wg.Wait()
	sealNow(t, b.sealer(t))
	b.audited(t, 0)
}

// openPassed holds a unit open that has begun to write, while others commit and the sealer runs.
func openPassed(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 1)
	s := b.sealer(t)
	sealNow(t, s)
	for round := range 3 {
		begun, release, done := make(chan struct{}), make(chan struct{}), make(chan error, 12)
		var once sync.Once
		go func() {
			done <- b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
				if _, err := b.Books.Post(tx, remit(ids, 1, fmt.Sprint("open", round))); err != nil {
					return err
				}
				once.Do(func() { close(begun) })
				<-release
				if round == 2 {
					return errors.New("changed my mind")
				}
				return nil
			})
		}()
		<-begun
		for range 10 {
			go func() {
				done <- b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
					b.Audit.Record(tx, audit.Entry{Kind: "test.recorded"})
					_, err := b.Books.NextID(tx, "thing")
					return err
				})
			}()
		}
		pause(100e6)
		go func() { done <- s.SealNow(context.Background()) }()
		pause(200e6)
		close(release)
		for range cap(done) {
			if err := <-done; err != nil && round != 2 {
				t.Error(err)
			}
		}
		sealNow(t, s)
		b.audited(t, 0)
	}
}

// auditTamperings are changes behind the sealer's back and one code that must tell of each.
var auditTamperings = []struct{ do, undo, code string }{
	{"UPDATE audit_entry SET at = at - 1 WHERE id = 3", "UPDATE audit_entry SET at = at + 1 WHERE id = 3",
		auditverify.CodeAltered},
	{"UPDATE audit_entry SET canonical = leaf WHERE id = 3", "", auditverify.CodeLink},
	{"DELETE FROM audit_seal WHERE n = 4", "", auditverify.CodeGap},
	{"UPDATE audit_seal SET entry = 99999 WHERE n = 2", "UPDATE audit_seal SET entry = 2 WHERE n = 2",
		auditverify.CodeMissing},
	{"UPDATE audit_seal SET entry = 5 WHERE n = 2", "UPDATE audit_seal SET entry = 2 WHERE n = 2",
		auditverify.CodeTwice},
	{"UPDATE audit_seal SET n = -n WHERE n = 2", "UPDATE audit_seal SET n = -n WHERE n < 0", auditverify.CodeGap},
	{"INSERT INTO audit_entry (id, at, op, kind, ref, canonical, leaf) SELECT 77777, at, op, kind, ref, canonical, leaf" +
		" FROM audit_entry WHERE id = 3", "DELETE FROM audit_entry WHERE id = 77777", auditverify.CodeForged},
	{"UPDATE audit_head SET size = size - 1", "UPDATE audit_head SET size = size + 1", auditverify.CodeHead},
	{"DELETE FROM audit_entry WHERE id = 3", "", auditverify.CodeMissing},
}

func tamperingFound(t *testing.T, b *Bench) {
	b.record(t, 4, 5)
	sealNow(t, b.sealer(t))
	// Tamper records an entry of its own, which stays unsealed here.
	r := b.audited(t, 0)
	for i, c := range auditTamperings {
		b.Tamper(c.do)
		got := b.examined(t)
		if got.OK || !slices.ContainsFunc(got.Findings, func(f auditverify.Finding) bool { return f.Code == c.code }) {
			t.Errorf("after %q: %+v", c.do, got)
		}
		if c.undo == "" {
			continue // nothing after it is compared with an untouched log
		}
		b.Tamper(c.undo)
		if got := b.examined(t); i == 0 && (!got.OK || got.Root != r.Root) {
			t.Errorf("after taking back %q: %+v", c.do, got)
		}
	}
}

// killedBetween leaves a log that was sealed and not signed, as a kill does, and cuts it afterwards.
func killedBetween(t *testing.T, b *Bench) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "checkpoints", "suite.txt")
	file := audit.NewFile(path)
	read := func() auditverify.Checkpoints { return auditverify.Read("file", "suite", readFile(t, path)) }
	s := b.sealer(t, file)
	b.record(t, 1, 5)
	sealNow(t, s)
	s.Checkpoint(ctx, true)
	cut, err := b.Log.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	b.record(t, 1, 5)
	sealNow(t, s)
	b.Reopen()
	r := b.audited(t, 0, read())
	if r.Checkpoints[0].Size != r.Sealed-5 {
		t.Errorf("before the next start: %+v", r)
	}
	s = b.sealer(t, file)
	sealNow(t, s)
	s.Checkpoint(ctx, false)
	if r = b.audited(t, 0, read()); r.Checkpoints[0].Size != r.Sealed || r.Checkpoints[0].Count != 2 {
		t.Errorf("after the next start: %+v", r)
	}
	whole, err := b.Log.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	b.Tamper(fmt.Sprintf("DELETE FROM audit_seal WHERE n > %d", cut.Size))
	b.Tamper("DELETE FROM audit_entry WHERE id NOT IN (SELECT entry FROM audit_seal)")
	b.Tamper(fmt.Sprintf("UPDATE audit_head SET size = %d, link = '%s', peaks = '%s', txn = %d, entry = %d", cut.Size,
		cut.Link, cut.PeaksText(), cut.At.Txn, cut.At.Entry))
	if r := b.examined(t); !r.OK || r.Sealed != cut.Size {
		t.Errorf("a clean cut without checkpoints is %+v", r)
	}
	if r := b.examined(t, read()); r.OK || r.Findings[0].Code != auditverify.CodeShort {
		t.Errorf("a clean cut with checkpoints is %+v", r)
	}
	// A sealer that comes upon it says so, and keeps the evidence as it is.
	before := readFile(t, path)
	s = b.sealer(t, file)
	sealNow(t, s)
	s.Checkpoint(ctx, true)
	if len(s.State().Alarms) != 1 || !bytes.Equal(readFile(t, path), before) || whole.Size <= cut.Size {
		t.Errorf("the sealer of a log that was cut says %v", s.State().Alarms)
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
