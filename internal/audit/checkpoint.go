package audit

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
)

// Checkpoint says how far a log was sealed and what it came to (检查点), signed, and kept where whoever holds the
// database cannot change it.
type Checkpoint struct {
	Centre    string // whose log
	Size      int64
	Root      Hash
	Link      Hash
	At        civil.Instant
	Public    []byte // key that it is signed with
	Signature []byte
}

// checkpointFormat begins a checkpoint. A change of layout takes a new one.
const checkpointFormat = "guangsha-checkpoint-1"

// NewCheckpoint signs what a centre's log comes to at an instant.
func NewCheckpoint(centre string, t Tree, at civil.Instant, s secret.Signer) (Checkpoint, error) {
	c := Checkpoint{Centre: centre, Size: t.Size, Root: t.Root(), Link: t.Link, At: at, Public: s.Public()}
	var err error
	if c.Signature, err = s.Sign([]byte(c.signed())); err != nil {
		return c, fmt.Errorf("audit: sign a checkpoint: %w", err)
	}
	return c, nil
}

// signed is the text that the signature is over.
func (c Checkpoint) signed() string {
	return strings.Join([]string{checkpointFormat, c.Centre, strconv.FormatInt(c.Size, 10), c.Root.String(),
		c.Link.String(), c.At.String(), hex.EncodeToString(c.Public)}, " ")
}

// String is the checkpoint as one line: format, centre, size, root, link, instant, public key, and the signature of
// all that stands before it.
func (c Checkpoint) String() string { return c.signed() + " " + hex.EncodeToString(c.Signature) }

// Authentic says whether the signature is that of the public key it names.
func (c Checkpoint) Authentic() bool {
	v, err := gm.NewVerifier(c.Public)
	return err == nil && v.Verify([]byte(c.signed()), c.Signature)
}

// Signer is the fingerprint of the public key, sixteen digits that two people can read to each other.
func (c Checkpoint) Signer() string { return hex.EncodeToString(gm.Sum(c.Public)[:8]) }

// ParseCheckpoint reads what String gives, and nothing else.
func ParseCheckpoint(line string) (c Checkpoint, err error) {
	part := strings.Split(line, " ")
	if len(part) != 8 || part[0] != checkpointFormat {
		return c, fmt.Errorf("audit: no checkpoint of a known format")
	}
	c.Centre = part[1]
	if c.Size, err = strconv.ParseInt(part[2], 10, 64); err != nil {
		return c, fmt.Errorf("audit: size of a checkpoint: %w", err)
	}
	if c.Root, err = ParseHash(part[3]); err != nil {
		return c, err
	}
	if c.Link, err = ParseHash(part[4]); err != nil {
		return c, err
	}
	at, err := time.Parse(time.RFC3339Nano, part[5])
	if err != nil {
		return c, fmt.Errorf("audit: instant of a checkpoint: %w", err)
	}
	c.At = civil.InstantOf(at)
	if c.Public, err = hex.DecodeString(part[6]); err != nil {
		return c, fmt.Errorf("audit: key of a checkpoint: %w", err)
	}
	if c.Signature, err = hex.DecodeString(part[7]); err != nil {
		return c, fmt.Errorf("audit: signature of a checkpoint: %w", err)
	}
	if c.String() != line {
		return c, fmt.Errorf("audit: a checkpoint has one form only")
	}
	return c, nil
}
