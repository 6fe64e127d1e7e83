// Package secrettest says what every provider of keys promises.
package secrettest

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"guangsha/internal/base/secret"
)

// where is a place that a field is sealed for.
const where = "person.mobile:7"

// Run examines a kind of provider. place gives a centre's keys that nobody has yet, as the way to open them: each time
// it is called another process has them.
func Run(t *testing.T, place func(t *testing.T) (open func(t *testing.T) secret.KeyProvider)) {
	for _, promise := range []struct {
		name string
		of   func(t *testing.T, open func(t *testing.T) secret.KeyProvider)
	}{
		{"what one process sealed, indexed and signed, another reads and finds", lasts},
		{"a new field key seals once it is followed, and what was sealed before still opens", rotates},
		{"a process that has not followed says that a key is missing", lags},
		{"the key that signs is none of the key set", signs},
	} {
		t.Run(promise.name, func(t *testing.T) { promise.of(t, place(t)) })
	}
	t.Run("two centres have nothing in common", func(t *testing.T) { apart(t, place(t)(t), place(t)(t)) })
}

func lasts(t *testing.T, open func(t *testing.T) secret.KeyProvider) {
	a := open(t)
	sealed := seal(t, a)
	b := open(t)
	opens(t, b, sealed)
	if a.FieldKey() != 1 || b.FieldKey() != 1 {
		t.Errorf("the first field key has the numbers %d and %d", a.FieldKey(), b.FieldKey())
	}
	if !same(a.Keys(), b.Keys()) || !bytes.Equal(a.Keys().Fingerprint(), b.Keys().Fingerprint()) {
		t.Error("what was found, or digested, before is another now")
	}
}

func rotates(t *testing.T, open func(t *testing.T) secret.KeyProvider) {
	a := open(t)
	field, print := a.Keys().Field, a.Keys().Fingerprint()
	before := seal(t, a)
	n, err := open(t).NewFieldKey()
	if n != 2 || err != nil {
		t.Fatalf("the second field key has the number %d: %v", n, err)
	}
	if a.FieldKey() != 1 || field.Stale(before) {
		t.Error("a field key is used before it is followed")
	}
	if err := a.Follow(); err != nil || a.FieldKey() != 2 {
		t.Fatalf("followed to field key %d: %v", a.FieldKey(), err)
	}
	after := seal(t, a)
	if !field.Stale(before) || field.Stale(after) {
		t.Error("the key set that was given before does not seal with the new field key")
	}
	opens(t, a, before)
	opens(t, open(t), after)
	if !bytes.Equal(a.Keys().Fingerprint(), print) {
		t.Error("a key set with a new field key is taken for another one")
	}
	if err := a.Follow(); err != nil || a.FieldKey() != 2 {
		t.Errorf("following when there is nothing new: %v, key %d", err, a.FieldKey())
	}
}

func lags(t *testing.T, open func(t *testing.T) secret.KeyProvider) {
	a, b := open(t), open(t)
	if _, err := a.NewFieldKey(); err != nil {
		t.Fatal(err)
	}
	if err := a.Follow(); err != nil {
		t.Fatal(err)
	}
	sealed := seal(t, a)
	if _, err := b.Keys().Field.Open(sealed, where); !errors.Is(err, secret.ErrNoKey) {
		t.Errorf("without the new field key: %v", err)
	}
	if err := b.Follow(); err != nil {
		t.Fatal(err)
	}
	opens(t, b, sealed)
}

func signs(t *testing.T, open func(t *testing.T) secret.KeyProvider) {
	a := open(t)
	s, err := a.Signer()
	if err != nil {
		t.Fatal(err)
	}
	again, err := open(t).Signer()
	if err != nil || !bytes.Equal(s.Public(), again.Public()) {
		t.Errorf("another process signs with another key: %v", err)
	}
	if _, err := a.NewFieldKey(); err != nil {
		t.Fatal(err)
	}
	if later, err := open(t).Signer(); err != nil || !bytes.Equal(s.Public(), later.Public()) {
		t.Errorf("a new field key makes another signing key: %v", err)
	}
}

func apart(t *testing.T, a, b secret.KeyProvider) {
	if same(a.Keys(), b.Keys()) || bytes.Equal(a.Keys().Fingerprint(), b.Keys().Fingerprint()) {
		t.Error("two centres have the same keys")
	}
	if _, err := b.Keys().Field.Open(seal(t, a), where); !errors.Is(err, secret.ErrTampered) {
		t.Errorf("what one centre sealed is opened by the other: %v", err)
	}
	for _, p := range []secret.KeyProvider{a, b} {
		sums := map[string]bool{}
		for _, m := range []secret.MAC{p.Keys().Leaf, p.Keys().Request, p.Keys().Paper} {
			sums[fmt.Sprintf("%x", m.Sum([]byte("one text")))] = true
		}
		if len(sums) != 3 {
			t.Error("two purposes share a key")
		}
	}
}

// same reports whether two key sets index and digest alike, each purpose by itself.
func same(a, b secret.KeySet) bool {
	text := []byte("one text")
	return bytes.Equal(a.Index.Of("mobile", "13900000000"), b.Index.Of("mobile", "13900000000")) &&
		bytes.Equal(a.Leaf.Sum(text), b.Leaf.Sum(text)) && bytes.Equal(a.Request.Sum(text), b.Request.Sum(text)) &&
		bytes.Equal(a.Paper.Sum(text), b.Paper.Sum(text))
}

const plain = "13900000000"

func seal(t *testing.T, p secret.KeyProvider) []byte {
	t.Helper()
	sealed, err := p.Keys().Field.Seal([]byte(plain), where)
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func opens(t *testing.T, p secret.KeyProvider, sealed []byte) {
	t.Helper()
	got, err := p.Keys().Field.Open(sealed, where)
	if err != nil || string(got) != plain {
		t.Errorf("what was sealed opens as %q: %v", got, err)
	}
}
