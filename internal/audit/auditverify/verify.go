// Package auditverify checks that nobody has changed the audit log (审计日志核验).
//
// It recomputes every leaf, every link and the root under every checkpoint from the bytes that are stored, with hashing
// of its own: it shares nothing with the sealer but the description of what is hashed (ADR 0021), and of the store it
// knows rows only. It writes nothing.
package auditverify

import (
	"encoding/hex"
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
)

// Source reads the rows of a log.
type Source interface {
	// EachSeal hands out the seals in the order of their numbers, each with its entry, nil where that is gone.
	EachSeal(tx unit.Tx, f func(n, entry int64, link string, e *audit.Stored) error) error
	// EachEntryID hands out the ids of all entries, upward.
	EachEntryID(tx unit.Tx, f func(id int64) error) error
	// Entry reads one entry.
	Entry(tx unit.Tx, id int64) (e audit.Stored, found bool, err error)
	// SealedHead is what the store keeps as the head.
	SealedHead(tx unit.Tx) (size int64, link, peaks string, err error)
	// Passed counts the entries at or before the position from which the store goes on to seal, and reports whether
	// that is where the entry with the last seal stands.
	Passed(tx unit.Tx) (n int64, placed bool, err error)
}

// Verify checks a log against itself and against checkpoints. leaf is the key of the leaves; without it entries are
// still compared with their columns, and chain, tree and checkpoints are checked all the same. The error says that the
// log could not be read; what is wrong with it stands in the report.
func Verify(tx unit.Tx, source Source, leaf secret.MAC, checkpoints []Checkpoints) (Report, error) {
	v := verifier{source: source, leaf: leaf, seen: bitmap{}, files: checkpoints,
		roots: map[int64]string{}, report: Report{Findings: []Finding{}, Checkpoints: []File{}}}
	for _, f := range checkpoints {
		for _, c := range f.list {
			v.roots[c.point.Size] = ""
		}
	}
	if err := v.seals(tx); err != nil {
		return v.report, fmt.Errorf("verify the audit log: %w", err)
	}
	if err := v.entries(tx); err != nil {
		return v.report, fmt.Errorf("verify the audit log: %w", err)
	}
	if err := v.head(tx); err != nil {
		return v.report, fmt.Errorf("verify the audit log: %w", err)
	}
	v.checkpoints()
	v.report.OK = v.report.Found == 0
	return v.report, nil
}

type verifier struct {
	source Source
	leaf   secret.MAC
	files  []Checkpoints
	seen   bitmap
	tree   tree
	link   []byte // stored link of the entry before
	number int64  // of the entry before
	torn   bool   // an entry is gone, so that no root can be computed from here on
	roots  map[int64]string
	report Report
}

// hash is SM3 over a mark and parts.
func hash(mark byte, parts ...[]byte) []byte {
	h := gm.NewHash()
	h.Write([]byte{mark})
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// seals goes through the chain. Each link is compared with what follows from the link stored before it, so that one
// changed entry is one finding and not as many as come after it.
func (v *verifier) seals(tx unit.Tx) error {
	v.link = make([]byte, 32)
	v.at(0)
	err := v.source.EachSeal(tx, func(n, entry int64, link string, e *audit.Stored) error {
		v.seal(n, entry, link, e)
		return nil
	})
	v.report.Sealed = v.number
	v.report.Link = hex.EncodeToString(v.link)
	if !v.torn {
		v.report.Root = hex.EncodeToString(v.tree.root())
	}
	return err
}

func (v *verifier) seal(n, entry int64, link string, e *audit.Stored) {
	if n != v.number+1 {
		v.report.add(CodeGap, v.number+1, 0, fmt.Sprintf("第%d号至第%d号没有封存记录", v.number+1, n-1))
		v.torn = true
	}
	v.number = n
	stored, err := hex.DecodeString(link)
	if err != nil || len(stored) != 32 {
		v.report.add(CodeLink, n, entry, fmt.Sprintf("第%d号的链值不成形", n))
	}
	before := v.link
	v.link = stored
	if v.seen.set(entry) {
		v.report.add(CodeTwice, n, entry, fmt.Sprintf("第%d号所封的记录已另有编号", n))
	}
	if e == nil {
		v.report.add(CodeMissing, n, entry, fmt.Sprintf("第%d号所封的记录已不存在", n))
		v.torn = true
		return
	}
	if !v.intact(*e) {
		v.report.add(CodeAltered, n, entry, fmt.Sprintf("第%d号的记录与当时所记不符", n))
	}
	leaf := hash(0, e.Leaf, e.Canonical)
	if string(hash(2, before, leaf)) != string(stored) {
		v.report.add(CodeLink, n, entry, fmt.Sprintf("第%d号的链值与前一号及记录内容不符", n))
	}
	v.tree.add(leaf)
	v.at(n)
}

// at notes the root at a size that a checkpoint is of.
func (v *verifier) at(size int64) {
	if _, wanted := v.roots[size]; wanted && !v.torn {
		v.roots[size] = hex.EncodeToString(v.tree.root())
	}
}

// intact says whether an entry is what the program recorded.
func (v *verifier) intact(e audit.Stored) bool {
	if v.leaf == nil {
		r, err := audit.Parse(e.Canonical)
		return err == nil && e.Says(r) && len(e.Leaf) == 32
	}
	_, err := e.Check(v.leaf)
	return err == nil
}

// entries counts all entries and looks at those that have no seal: the program wrote them and they wait, or somebody
// else did.
func (v *verifier) entries(tx unit.Tx) error {
	var unsealed []int64
	err := v.source.EachEntryID(tx, func(id int64) error {
		v.report.Entries++
		if !v.seen.has(id) {
			unsealed = append(unsealed, id)
		}
		return nil
	})
	for i, id := range unsealed {
		if err != nil {
			break
		}
		if i == 0 {
			v.report.OldestUnsealed = id
		}
		var e audit.Stored
		var found bool
		if e, found, err = v.source.Entry(tx, id); err == nil && (!found || !v.intact(e)) {
			v.report.add(CodeForged, 0, id, fmt.Sprintf("未封存的记录%d不是本程序所记", id))
		}
	}
	v.report.Unsealed = int64(len(unsealed))
	return err
}

// head compares what the seals come to with what the store keeps.
func (v *verifier) head(tx unit.Tx) error {
	size, link, peaks, err := v.source.SealedHead(tx)
	if err != nil {
		return err
	}
	if size != v.number || link != v.report.Link || !v.torn && peaks != v.tree.text() {
		v.report.add(CodeHead, size, 0, fmt.Sprintf("链头记到第%d号，封存记录到第%d号，两者不符", size, v.number))
	}
	passed, placed, err := v.source.Passed(tx)
	switch {
	case err != nil:
	case passed != v.number:
		v.report.add(CodeHead, size, 0, fmt.Sprintf("封存位置之前有%d条记录，已封存%d条：位置被改动，其间的记录不会再封存", passed, v.number))
	case !placed:
		v.report.add(CodeHead, size, 0, "封存位置不在最后一条已封存的记录上：位置被改动，此后的记录不会再封存")
	}
	return err
}
