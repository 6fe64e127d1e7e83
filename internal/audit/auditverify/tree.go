package auditverify

import (
	"encoding/hex"
	"strings"
)

// tree holds, for each power of two, the root of the perfect subtree of so many leaves that stands in the tree so far,
// or nil: the binary digits of the size.
type tree struct{ levels [][]byte }

func (t *tree) add(leaf []byte) {
	for i := range t.levels {
		if t.levels[i] == nil {
			t.levels[i] = leaf
			return
		}
		leaf = hash(1, t.levels[i], leaf)
		t.levels[i] = nil
	}
	t.levels = append(t.levels, leaf)
}

// root is the tree's root as RFC 6962 has it: the largest perfect subtree on the left, the rest on the right.
func (t *tree) root() []byte {
	var right []byte
	for _, left := range t.levels {
		switch {
		case left == nil:
		case right == nil:
			right = left
		default:
			right = hash(1, left, right)
		}
	}
	if right == nil {
		return emptyRoot()
	}
	return right
}

// text gives the perfect subtrees, the largest first.
func (t *tree) text() string {
	var b strings.Builder
	for i := len(t.levels) - 1; i >= 0; i-- {
		b.WriteString(hex.EncodeToString(t.levels[i]))
	}
	return b.String()
}

// bitmap is a set of ids, which come in blocks.
type bitmap map[int64]*[128]uint64

const pageBits = 128 * 64

// set adds an id and says whether it was there.
func (b bitmap) set(id int64) (before bool) {
	page, bit := id>>13, uint64(id)&(pageBits-1)
	p := b[page]
	if p == nil {
		p = new([128]uint64)
		b[page] = p
	}
	before = p[bit/64]&(1<<(bit%64)) != 0
	p[bit/64] |= 1 << (bit % 64)
	return before
}

func (b bitmap) has(id int64) bool {
	p, bit := b[id>>13], uint64(id)&(pageBits-1)
	return p != nil && p[bit/64]&(1<<(bit%64)) != 0
}
