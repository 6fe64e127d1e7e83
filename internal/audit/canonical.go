package audit

import (
	"encoding/binary"

	"guangsha/internal/base/secret"
)

// canonicalVersion is the first byte of every canonical form. A change of layout takes a new version beside
// this one; the bytes of a stored version never change.
const canonicalVersion = 1

// Canonical gives the bytes that leaf and chain are made over:
//
//	version      1 byte, 1
//	seq, at, id  8 bytes each, big endian; at is microseconds UTC
//	actor door branch trace reason op kind   each as length (unsigned varint) and UTF-8 bytes
//	count of fields (unsigned varint), then name and value of each as above, in the order given
//
// Lengths stand before values, so that no two different records share one form.
func (r Record) Canonical() []byte {
	b := make([]byte, 0, 256)
	b = append(b, canonicalVersion)
	b = binary.BigEndian.AppendUint64(b, uint64(r.Seq))
	b = binary.BigEndian.AppendUint64(b, uint64(r.At))
	b = binary.BigEndian.AppendUint64(b, uint64(r.ID))
	for _, s := range []string{r.By.Actor, string(r.By.Door), r.By.Branch, r.By.Trace, r.By.Reason, r.Op, r.Kind} {
		b = appendText(b, s)
	}
	b = binary.AppendUvarint(b, uint64(len(r.Fields)))
	for _, f := range r.Fields {
		b = appendText(b, f.Name)
		b = appendText(b, f.Value)
	}
	return b
}

// Leaf is the keyed digest of the canonical form, under a key that the database role does not hold. The first
// byte separates leaves from inner nodes of the tree built over them.
func Leaf(mac secret.MAC, canonical []byte) []byte {
	return mac.Sum([]byte{0}, canonical)
}

func appendText(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}
