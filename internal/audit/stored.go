package audit

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Stored is an entry as a store keeps it: what it is found by, the canonical bytes and their leaf.
type Stored struct {
	Seq       int64
	At        civil.Instant
	Op, Kind  string
	ID        int64
	Actor     string
	Canonical []byte
	Leaf      []byte
}

// Filter narrows a list of entries. Empty fields do not.
type Filter struct {
	Actor string
	Kinds []string
	ID    int64         // of the record
	From  civil.Instant // first instant
	Until civil.Instant // first instant that no longer counts
}

// Listed is an entry with its number in the log, zero until it is sealed.
type Listed struct {
	Stored
	Number int64
}

// Reader is what screens read of the log.
type Reader interface {
	// Entries lists entries, by their instants.
	Entries(tx unit.Tx, f Filter, p listing.Page[int64]) ([]Listed, error)
}

// ByInstant is the order of lists of entries.
const ByInstant = "at"

// errAltered says that a stored entry is not what was recorded.
var errAltered = errors.New("audit: entry is not what was recorded")

// Check gives the record that an entry was stored for. It fails when the leaf is not that of the canonical bytes, or
// when what the entry is found by is not what they say.
func (s Stored) Check(mac secret.MAC) (Record, error) {
	if !secret.Equal(Leaf(mac, s.Canonical), s.Leaf) {
		return Record{}, fmt.Errorf("%w: %d has another leaf", errAltered, s.Seq)
	}
	r, err := Parse(s.Canonical)
	if err != nil {
		return Record{}, fmt.Errorf("%w: %d: %w", errAltered, s.Seq, err)
	}
	if !s.Says(r) {
		return Record{}, fmt.Errorf("%w: %d is found by what it does not say", errAltered, s.Seq)
	}
	return r, nil
}

// Says reports whether what an entry is found by is what a record says.
func (s Stored) Says(r Record) bool {
	return r.Seq == s.Seq && r.At == s.At && r.Op == s.Op && r.Kind == s.Kind && r.ID == s.ID && r.By.Actor == s.Actor
}

// errForm says that bytes are not a canonical form.
var errForm = errors.New("audit: no canonical form of a known version")

// Parse reads a canonical form. Bytes that no record has as its form are refused.
func Parse(canonical []byte) (Record, error) {
	b := reader{rest: canonical}
	if b.byte() != canonicalVersion {
		return Record{}, errForm
	}
	r := Record{Seq: b.int(), At: civil.Instant(b.int()), Entry: Entry{ID: b.int()}}
	r.By = act.By{Actor: b.text(), Door: act.Door(b.text()), Branch: b.text(), Trace: b.text(), Reason: b.text()}
	r.Op, r.Kind = b.text(), b.text()
	for n := b.length(); n > 0 && !b.failed; n-- {
		r.Fields = append(r.Fields, Field{Name: b.text(), Value: b.text()})
	}
	// A length may be written in more bytes than it needs; only the shortest is canonical.
	if b.failed || len(b.rest) > 0 || !bytes.Equal(r.Canonical(), canonical) {
		return Record{}, errForm
	}
	return r, nil
}

// reader takes values from the front of bytes until one is missing.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) take(n uint64) []byte {
	if r.failed || n > uint64(len(r.rest)) {
		r.failed = true
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) int() int64 {
	if b := r.take(8); b != nil {
		return int64(binary.BigEndian.Uint64(b))
	}
	return 0
}

func (r *reader) length() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.failed = true
		return 0
	}
	r.take(uint64(size))
	return n
}

func (r *reader) text() string { return string(r.take(r.length())) }
