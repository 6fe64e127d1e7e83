package auditverify

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/bits"
	"slices"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
)

// rows are a log as a database holds it, for whoever has the database to change.
type rows struct {
	entries []*audit.Stored // by id; shared between copies, so a change replaces the entry
	seals   []sealRow       // by number
	head    audit.Head
}

type sealRow struct {
	n, entry int64
	link     string
}

func (r *rows) copy() *rows {
	return &rows{entries: slices.Clone(r.entries), seals: slices.Clone(r.seals), head: r.head}
}

// find gives the place of an entry.
func (r *rows) find(id int64) (int, bool) {
	return slices.BinarySearchFunc(r.entries, id, func(e *audit.Stored, id int64) int { return int(e.Seq - id) })
}

// put adds an entry.
func (r *rows) put(e *audit.Stored) {
	i, _ := r.find(e.Seq)
	r.entries = slices.Insert(r.entries, i, e)
}

func (r *rows) EachSeal(_ unit.Tx, f func(n, entry int64, link string, e *audit.Stored) error) error {
	for _, s := range r.seals {
		var e *audit.Stored
		if i, found := r.find(s.entry); found {
			e = r.entries[i]
		}
		if err := f(s.n, s.entry, s.link, e); err != nil {
			return err
		}
	}
	return nil
}

func (r *rows) EachEntryID(_ unit.Tx, f func(id int64) error) error {
	for _, e := range r.entries {
		if err := f(e.Seq); err != nil {
			return err
		}
	}
	return nil
}

func (r *rows) Entry(_ unit.Tx, id int64) (audit.Stored, bool, error) {
	i, found := r.find(id)
	if !found {
		return audit.Stored{}, false, nil
	}
	return *r.entries[i], true, nil
}

func (r *rows) SealedHead(unit.Tx) (size int64, link, peaks string, err error) {
	return r.head.Size, r.head.Link.String(), r.head.PeaksText(), nil
}

func (r *rows) Passed(unit.Tx) (n int64, placed bool, err error) {
	for _, e := range r.entries {
		if e.Seq <= r.head.At.Entry {
			n++
		}
	}
	i := slices.IndexFunc(r.seals, func(s sealRow) bool { return s.n == r.head.Size })
	return n, i < 0 && r.head.Size == 0 || i >= 0 && r.seals[i].entry == r.head.At.Entry, nil
}

// Head, Unsealed and Seal are what the sealer needs.
func (r *rows) Head(context.Context) (audit.Head, error) { return r.head, nil }

func (r *rows) Unsealed(_ context.Context, after audit.Position, limit int) (
	list []audit.Committed, waiting audit.Position, err error) {
	i, found := r.find(after.Entry)
	if found {
		i++
	}
	for _, e := range r.entries[i:min(i+limit, len(r.entries))] {
		list = append(list, audit.Committed{Position: audit.Position{Entry: e.Seq}, Canonical: e.Canonical,
			Leaf: e.Leaf})
	}
	return list, waiting, nil
}

func (r *rows) Seal(_ context.Context, from, to audit.Head, seals []audit.Seal) error {
	if !from.Equal(r.head.Tree) {
		return audit.ErrMoved
	}
	for _, s := range seals {
		r.seals = append(r.seals, sealRow{s.N, s.Entry, s.Link.String()})
	}
	r.head = to
	return nil
}

var (
	_ audit.Log = (*rows)(nil)
	_ Source    = (*rows)(nil)
)

// shelf is a place outside.
type shelf struct{ list []audit.Checkpoint }

func (s *shelf) Last(context.Context) (c audit.Checkpoint, found bool, err error) {
	if len(s.list) == 0 {
		return c, false, nil
	}
	return s.list[len(s.list)-1], true, nil
}

func (s *shelf) Append(_ context.Context, c audit.Checkpoint) error {
	s.list = append(s.list, c)
	return nil
}

// text is the file of the checkpoints.
func (s *shelf) text() []byte {
	var b []byte
	for _, c := range s.list {
		b = append(b, c.String()...)
		b = append(b, '\n')
	}
	return b
}

const centre = "shili"

// lived is a sealed log with its keys and checkpoints.
type lived struct {
	rows
	leaf   secret.MAC
	signer secret.Signer
	clock  *civil.Manual
	shelf  shelf
	sealer *audit.Sealer
}

func newLog(t testing.TB) *lived {
	t.Helper()
	keys, err := gm.NewKeys(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	private := make([]byte, 32)
	private[31] = 7
	signer, err := gm.NewSigner(private, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	l := &lived{leaf: keys.Leaf, signer: signer, clock: civil.NewManual(civil.At(civil.DateOf(2024, 1, 1), 9, 0))}
	l.sealer = audit.NewSealer(audit.Sealing{Log: &l.rows, Centre: centre, Places: []audit.Place{&l.shelf},
		Signer: signer, Clock: l.clock})
	return l
}

// stored is an entry as the program records it under an id.
func stored(mac secret.MAC, id, amount int64) *audit.Stored {
	r := audit.Record{Seq: id, At: civil.At(civil.DateOf(2024, 1, 1), 9, 0) + civil.Instant(id),
		Op: "contribution.remit",
		By: act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "t"},
		Entry: audit.Entry{Kind: "voucher.posted", ID: id,
			Fields: []audit.Field{{Name: "amount", Value: fmt.Sprint(amount)}}}}
	form := r.Canonical()
	return &audit.Stored{Seq: id, At: r.At, Op: r.Op, Kind: r.Kind, ID: r.ID, Actor: r.By.Actor, Canonical: form,
		Leaf: audit.Leaf(mac, form)}
}

// record adds n entries, with gaps in their ids as a unit that was undone leaves them.
func (l *lived) record(n int) {
	next := int64(1)
	if len(l.entries) > 0 {
		next = l.entries[len(l.entries)-1].Seq + 1
	}
	for range n {
		if next%97 == 0 {
			next += 5
		}
		l.entries = append(l.entries, stored(l.leaf, next, 100*next))
		next++
	}
}

// seal seals what is recorded and keeps a checkpoint.
func (l *lived) seal(t testing.TB) {
	t.Helper()
	if err := l.sealer.SealNow(context.Background()); err != nil {
		t.Fatal(err)
	}
	l.clock.Advance(60_000_000_000)
	l.sealer.Checkpoint(context.Background(), true)
}

func verify(t testing.TB, source Source, leaf secret.MAC, files ...Checkpoints) Report {
	t.Helper()
	r, err := Verify(nil, source, leaf, files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// mth is the root of a list of leaves as RFC 6962 defines it.
func mth(leaves [][]byte) []byte {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1 << (bits.Len(uint(len(leaves)-1)) - 1)
	return hash(1, mth(leaves[:k]), mth(leaves[k:]))
}

func TestTheTreeIsThatOfRFC6962AndTheSealersIsTheSame(t *testing.T) {
	var (
		mine   tree
		theirs audit.Tree
		leaves [][]byte
	)
	if got := theirs.Root().String(); got != fmt.Sprintf("%x", mine.root()) ||
		got != "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b" { // SM3 of nothing
		t.Errorf("the empty tree has the root %s", got)
	}
	for n := range 300 {
		leaf, form := []byte(fmt.Sprint("leaf", n)), []byte(fmt.Sprint("form", n))
		leaves = append(leaves, hash(0, leaf, form))
		mine.add(leaves[n])
		theirs = theirs.Add(leaf, form)
		want := fmt.Sprintf("%x", mth(leaves))
		if got := fmt.Sprintf("%x", mine.root()); got != want {
			t.Errorf("root of %d leaves is %s, want %s", n+1, got, want)
		}
		if got := theirs.Root().String(); got != want {
			t.Errorf("the sealer's root of %d leaves is %s, want %s", n+1, got, want)
		}
		back, err := audit.ParseTree(theirs.Size, theirs.Link.String(), theirs.PeaksText())
		if err != nil || !back.Equal(theirs) || mine.text() != theirs.PeaksText() {
			t.Errorf("the tree of %d leaves reads back as %+v, %v", n+1, back, err)
		}
	}
}

func TestAnUntouchedLogVerifies(t *testing.T) {
	l := newLog(t)
	if r := verify(t, &l.rows, l.leaf); !r.OK || r.Entries != 0 {
		t.Errorf("the empty log: %+v", r)
	}
	for _, n := range []int{1, 1, 998, 1500, 3} {
		l.record(n)
		l.seal(t)
		file := Read("file", centre, l.shelf.text())
		if r := verify(t, &l.rows, l.leaf, file); !r.OK || r.Sealed != int64(len(l.entries)) || r.Unsealed != 0 ||
			r.Root != l.head.Root().String() || r.Checkpoints[0].Count != len(l.shelf.list) {
			t.Fatalf("%+v", r)
		}
	}
	l.record(7)
	r := verify(t, &l.rows, nil, Read("file", centre, l.shelf.text()))
	if !r.OK || r.Unsealed != 7 || r.OldestUnsealed != l.entries[len(l.entries)-7].Seq {
		t.Errorf("with seven entries unsealed, and without the key: %+v", r)
	}
}

func BenchmarkVerify(b *testing.B) {
	l := newLog(b)
	l.record(100_000)
	l.seal(b)
	for b.Loop() {
		if r := verify(b, &l.rows, l.leaf); !r.OK {
			b.Fatal(r)
		}
	}
}
