package evaluation

import (
	"crypto/sha256"
	"fmt"
)

// Distinct knows tables that were read before. A table that stands in several files, as drafts and copies do, is
// checked once: it would otherwise contradict nothing and count double.
type Distinct map[[sha256.Size]byte]bool

// Add reports whether a table is a new one, and knows it from then on.
func (d Distinct) Add(t Table) bool {
	key := sha256.Sum256(fmt.Append(nil, t))
	if d[key] {
		return false
	}
	d[key] = true
	return true
}

// New gives what of a reading is new, with its doubts, and how many of its tables were read before.
func (d Distinct) New(r Reading) (fresh Reading, same int) {
	fresh.Paper = r.Paper
	place := make([]int, len(r.Tables)) // in fresh, or -1
	for i, t := range r.Tables {
		if place[i] = len(fresh.Tables); !d.Add(t) {
			place[i] = -1
			same++
			continue
		}
		fresh.Tables = append(fresh.Tables, t)
	}
	for _, doubt := range r.Doubts {
		if doubt.Table = place[doubt.Table]; doubt.Table >= 0 {
			fresh.Doubts = append(fresh.Doubts, doubt)
		}
	}
	return fresh, same
}
