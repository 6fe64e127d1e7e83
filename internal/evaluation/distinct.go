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
