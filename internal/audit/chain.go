package audit

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math/bits"
	"strings"

	"guangsha/internal/base/secret/gm"
)

// Hash is an SM3 digest.
type Hash [32]byte

// String gives the digest in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads what String gives, and nothing else.
func ParseHash(text string) (h Hash, err error) {
	b, err := hex.DecodeString(text)
	if err != nil || len(b) != len(h) || strings.ToLower(text) != text {
		return h, fmt.Errorf("audit: %q is no digest", text)
	}
	return Hash(b), nil
}

// The first byte of whatever is hashed says what it is, so that no node passes for a leaf or a link.
const (
	leafMark = 0 // as in RFC 6962
	nodeMark = 1 // as in RFC 6962
	linkMark = 2
)

func sum(mark byte, parts ...[]byte) (h Hash) {
	d := gm.NewHash()
	d.Write([]byte{mark})
	for _, p := range parts {
		d.Write(p)
	}
	d.Sum(h[:0])
	return h
}

// Tree is what the first Size entries come to (链头): the last link of the chain (链) and the peaks of the tree
// (默克尔树), which are the roots of its perfect subtrees, the largest first. The zero Tree is that of an empty log.
type Tree struct {
	Size  int64
	Link  Hash
	Peaks []Hash
}

// Add gives the tree with one more entry, by its leaf, the keyed digest, and its canonical bytes:
//
//	leaf of the tree  SM3(0 ‖ leaf of the entry ‖ canonical bytes)
//	node of the tree  SM3(1 ‖ left ‖ right), shaped as in RFC 6962
//	link              SM3(2 ‖ link before, zeros for the first ‖ leaf of the tree)
func (t Tree) Add(leaf, canonical []byte) Tree {
	h := sum(leafMark, leaf, canonical)
	next := Tree{Size: t.Size + 1, Link: sum(linkMark, t.Link[:], h[:])}
	// Each trailing one of the size is a peak as large as what has grown on the right.
	full := bits.TrailingZeros64(^uint64(t.Size))
	for range full {
		last := len(t.Peaks) - 1
		h = sum(nodeMark, t.Peaks[last][:], h[:])
		t.Peaks = t.Peaks[:last]
	}
	next.Peaks = append(t.Peaks[:len(t.Peaks):len(t.Peaks)], h)
	return next
}

// Root is the root of the tree (根). That of an empty log is SM3 of nothing.
func (t Tree) Root() Hash {
	if len(t.Peaks) == 0 {
		return Hash(gm.Sum(nil))
	}
	root := t.Peaks[len(t.Peaks)-1]
	for i := len(t.Peaks) - 2; i >= 0; i-- {
		root = sum(nodeMark, t.Peaks[i][:], root[:])
	}
	return root
}

// PeaksText gives the peaks one after the other in hexadecimal.
func (t Tree) PeaksText() string {
	var b bytes.Buffer
	for _, p := range t.Peaks {
		b.WriteString(p.String())
	}
	return b.String()
}

// ParseTree puts a tree together from what a store keeps of it. A tree that cannot be one is an error.
func ParseTree(size int64, link, peaks string) (t Tree, err error) {
	t.Size = size
	if t.Link, err = ParseHash(link); err != nil {
		return t, err
	}
	const digits = 2 * len(Hash{})
	if size < 0 || len(peaks) != digits*bits.OnesCount64(uint64(size)) {
		return t, fmt.Errorf("audit: a tree of %d entries does not have peaks of %d digits", size, len(peaks))
	}
	for ; peaks != ""; peaks = peaks[digits:] {
		p, err := ParseHash(peaks[:digits])
		if err != nil {
			return t, err
		}
		t.Peaks = append(t.Peaks, p)
	}
	return t, nil
}

// Equal says whether two trees stand for the same entries.
func (t Tree) Equal(o Tree) bool {
	return t.Size == o.Size && t.Link == o.Link && t.Root() == o.Root()
}
