package gm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"guangsha/internal/base/secret"
)

// Keys is a key set whose keys lie in memory. They are not in the database and must not be backed up beside it.
type Keys struct {
	hidden
	secret.KeySet
	field *fieldCipher
	file  keyFile
}

// keyFile is the key set as it stands in its file. Bytes are base64, as encoding/json writes them.
type keyFile struct {
	Format  string     `json:"format"`
	Field   []fieldKey `json:"field"`
	Index   []byte     `json:"index"`
	Leaf    []byte     `json:"leaf"`
	Request []byte     `json:"request"`
	Paper   []byte     `json:"paper,omitempty"` // key sets from before there were papers have none
}

type fieldKey struct {
	ID  byte   `json:"id"` // 1 to 255; the greatest is the one that seals
	Key []byte `json:"key"`
}

const (
	keyFormat    = "guangsha-keys-1"
	fieldKeySize = 16
	macKeySize   = 32
)

// ErrExposed says that a key file may be read by others than its owner; the program does not start with it.
const ErrExposed = secret.Error("gm: key file is readable by others; restrict it to its owner (mode 0600)")

// NewKeys makes a key set in memory. random is read now for the keys and later for nonces; it must be safe for
// concurrent use and, outside a simulation, crypto/rand.Reader.
func NewKeys(random io.Reader) (*Keys, error) {
	f := keyFile{Format: keyFormat, Field: []fieldKey{{ID: 1, Key: make([]byte, fieldKeySize)}}}
	f.Index, f.Leaf, f.Request = make([]byte, macKeySize), make([]byte, macKeySize), make([]byte, macKeySize)
	f.Paper = make([]byte, macKeySize)
	for _, key := range [][]byte{f.Field[0].Key, f.Index, f.Leaf, f.Request, f.Paper} {
		if _, err := io.ReadFull(random, key); err != nil {
			return nil, fmt.Errorf("gm: make keys: %w", err)
		}
	}
	return f.open(random)
}

// LoadKeys reads a key set. It fails with ErrExposed when others than the owner may read the file.
func LoadKeys(path string, random io.Reader) (*Keys, error) {
	text, err := readOwn(path)
	if err != nil {
		return nil, err
	}
	var f keyFile
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, fmt.Errorf("gm: key file %s: %w", path, err)
	}
	keys, err := f.open(random)
	if err != nil {
		return nil, fmt.Errorf("gm: key file %s: %w", path, err)
	}
	return keys, nil
}

// LoadOrCreateKeys reads the key set at path or, when there is no file, makes one and writes it durably before it
// returns. The caller holds the lock of the data folder, and sees to it that no database made with other keys stands
// beside a new file (Fingerprint tells).
func LoadOrCreateKeys(path string, random io.Reader) (*Keys, error) {
	keys, err := LoadKeys(path, random)
	if !errors.Is(err, fs.ErrNotExist) {
		return keys, err
	}
	keys, err = NewKeys(random)
	if err != nil {
		return nil, err
	}
	return keys, keys.Save(path)
}

// Save writes the key set with mode 0600, replacing what is there at once or not at all.
func (k *Keys) Save(path string) error {
	text, err := json.MarshalIndent(k.file, "", "  ")
	if err != nil {
		return fmt.Errorf("gm: save keys: %w", err)
	}
	return writeOwn(path, append(text, '\n'))
}

// FieldKey is the number of the field key that seals.
func (k *Keys) FieldKey() int { return int(k.field.ring.Load().current) }

// Adopt takes the field keys of another reading of the same key set (密钥轮换): what is sealed from now on is sealed with
// the newest of them. It fails when the sets are not one, or the other one lacks a key that this one has.
func (k *Keys) Adopt(other *Keys) error {
	mine, theirs := k.field.ring.Load(), other.field.ring.Load()
	if !secret.Equal(k.Fingerprint(), other.Fingerprint()) {
		return errors.New("gm: the key file is that of another key set")
	}
	for id := range mine.keys {
		if theirs.keys[id] == nil {
			return fmt.Errorf("gm: the key file lacks field key %d, which is in use", id)
		}
	}
	k.field.ring.Store(theirs)
	return nil
}

// Rotated is the key set with a new field key, which seals from now on; the older ones still open. It fails when the
// 255 numbers are used up.
func (k *Keys) Rotated(random io.Reader) (*Keys, error) {
	f := k.file
	last := f.Field[len(f.Field)-1].ID
	if last == 255 {
		return nil, errors.New("gm: field keys are used up")
	}
	next := fieldKey{ID: last + 1, Key: make([]byte, fieldKeySize)}
	if _, err := io.ReadFull(random, next.Key); err != nil {
		return nil, fmt.Errorf("gm: make key: %w", err)
	}
	f.Field = append(append([]fieldKey(nil), f.Field...), next)
	return f.open(random)
}

func (f keyFile) open(random io.Reader) (*Keys, error) {
	if f.Format != keyFormat {
		return nil, fmt.Errorf("format %q, want %q", f.Format, keyFormat)
	}
	if len(f.Index) != macKeySize || len(f.Leaf) != macKeySize || len(f.Request) != macKeySize {
		return nil, errors.New("a MAC key is missing or of a wrong length")
	}
	paper := f.Paper
	if paper == nil { // for ever the same for an older key set, so that codes stay what they were
		paper = newMAC(f.Request).Sum([]byte("guangsha paper key"))
	}
	if len(paper) != macKeySize {
		return nil, errors.New("the MAC key of papers is of a wrong length")
	}
	if len(f.Field) == 0 {
		return nil, errors.New("no field key")
	}
	for i, k := range f.Field {
		if k.ID == 0 || i > 0 && k.ID <= f.Field[i-1].ID {
			return nil, errors.New("field keys are not numbered upward from 1")
		}
	}
	now, err := newRing(f.Field)
	if err != nil {
		return nil, err
	}
	field := &fieldCipher{random: random}
	field.ring.Store(now)
	return &Keys{field: field, file: f, KeySet: secret.KeySet{
		Field:   field,
		Index:   blindIndex{mac: newMAC(f.Index)},
		Leaf:    newMAC(f.Leaf),
		Request: newMAC(f.Request),
		Paper:   newMAC(paper),
	}}, nil
}
