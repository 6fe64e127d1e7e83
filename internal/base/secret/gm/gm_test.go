package gm

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/secret"
)

func keys(t testing.TB) *Keys {
	t.Helper()
	k, err := NewKeys(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestASealedFieldOpensAtItsPlaceOnly(t *testing.T) {
	k := keys(t)
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.SliceOf(rapid.Byte()).Draw(t, "value")
		at := secret.Where("person", "idno", rapid.Int64().Draw(t, "pk"))
		sealed, err := k.Field.Seal(value, at)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.Field.Open(sealed, at); err != nil || !bytes.Equal(got, value) {
			t.Fatalf("got %q, %v", got, err)
		}
		if k.Field.Stale(sealed) {
			t.Fatal("sealed with the newest key, and stale")
		}
		for _, other := range []string{at + "0", "person.mobile:1", ""} {
			if _, err := k.Field.Open(sealed, other); !errors.Is(err, secret.ErrTampered) {
				t.Fatalf("opened at %q: %v", other, err)
			}
		}
		flip := rapid.IntRange(1, len(sealed)-1).Draw(t, "flip")
		changed := bytes.Clone(sealed)
		changed[flip] ^= 1
		if _, err := k.Field.Open(changed, at); !errors.Is(err, secret.ErrTampered) {
			t.Fatalf("opened though byte %d was changed: %v", flip, err)
		}
		short := sealed[:rapid.IntRange(0, len(sealed)-1).Draw(t, "short")]
		if _, err := k.Field.Open(short, at); !errors.Is(err, secret.ErrTampered) {
			t.Fatalf("opened though shortened to %d: %v", len(short), err)
		}
	})
}

func TestTwoSealsOfOneValueDiffer(t *testing.T) {
	k := keys(t)
	seen := map[string]bool{}
	for range 20_000 {
		sealed, err := k.Field.Seal([]byte("640502199003071235"), "p.c:1")
		if err != nil {
			t.Fatal(err)
		}
		if nonce := string(sealed[1:headSize]); seen[nonce] {
			t.Fatal("a nonce came twice")
		} else {
			seen[nonce] = true
		}
	}
}

func TestTheKeysOfAnotherCentreOpenNothing(t *testing.T) {
	a, b := keys(t), keys(t)
	sealed, err := a.Field.Seal([]byte("value"), "p.c:1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Field.Open(sealed, "p.c:1"); !errors.Is(err, secret.ErrTampered) {
		t.Errorf("got %v", err)
	}
	if bytes.Equal(a.Fingerprint(), b.Fingerprint()) || bytes.Equal(a.Index.Of("idno", "x"), b.Index.Of("idno", "x")) {
		t.Error("two key sets look the same")
	}
	if bytes.Equal(a.Leaf.Sum(), a.Request.Sum()) {
		t.Error("leaves and requests share a key")
	}
}

func TestARotatedKeySealsAnewAndOpensTheOld(t *testing.T) {
	old := keys(t)
	sealed, err := old.Field.Seal([]byte("value"), "p.c:1")
	if err != nil {
		t.Fatal(err)
	}
	rotated, err := old.Rotated(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := rotated.Field.Open(sealed, "p.c:1"); err != nil || string(got) != "value" {
		t.Errorf("old field: %q %v", got, err)
	}
	if !rotated.Field.Stale(sealed) || old.Field.Stale(sealed) {
		t.Error("stale")
	}
	fresh, err := rotated.Field.Seal([]byte("value"), "p.c:1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Field.Open(fresh, "p.c:1"); !errors.Is(err, secret.ErrNoKey) {
		t.Errorf("a field under an unknown key: %v", err)
	}
	if !bytes.Equal(rotated.Fingerprint(), old.Fingerprint()) {
		t.Error("the fingerprint changed with the field key")
	}
	if err := rotated.Adopt(old); err == nil {
		t.Error("a reading without a key that is in use was adopted")
	}
	if err := old.Adopt(keys(t)); err == nil {
		t.Error("the keys of another set were adopted")
	}
	if err := old.Adopt(rotated); err != nil || old.FieldKey() != 2 {
		t.Errorf("the new key was not adopted: key %d, %v", old.FieldKey(), err)
	}
	if got, err := old.Field.Open(fresh, "p.c:1"); err != nil || string(got) != "value" || !old.Field.Stale(sealed) {
		t.Errorf("after it was adopted: %q %v", got, err)
	}
	for range 253 {
		if rotated, err = rotated.Rotated(rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := rotated.Rotated(rand.Reader); err == nil {
		t.Error("a 256th key was made")
	}
}

func TestTheBlindIndexFoldsWhatPeopleTypeAlike(t *testing.T) {
	index := keys(t).Index
	want := index.Of("idno", "11010519491231002X")
	for _, same := range []string{
		"11010519491231002x", " 11010519491231002X\t", "１１０１０５１９４９１２３１００２Ｘ", "　11010519491231002ｘ",
	} {
		if !bytes.Equal(index.Of("idno", same), want) {
			t.Errorf("%q is indexed apart", same)
		}
	}
	for _, other := range []string{"110105194912310020", "1101051949 1231002X", ""} {
		if bytes.Equal(index.Of("idno", other), want) {
			t.Errorf("%q is indexed as the same", other)
		}
	}
	if bytes.Equal(index.Of("card", "11010519491231002X"), want) {
		t.Error("another kind has the same index")
	}
}

func TestACodeBelongsToOneMessageHoweverCut(t *testing.T) {
	m := keys(t).Leaf
	code := m.Sum([]byte("message"))
	if !secret.Equal(m.Sum([]byte("mess"), nil, []byte("age")), code) {
		t.Error("the parts are not digested one after the other")
	}
	if secret.Equal(m.Sum([]byte("messagf")), code) || len(code) != 32 {
		t.Error("another message has the same code")
	}
}

func TestCodesAndSealsAreRightUnderConcurrency(t *testing.T) {
	k := keys(t)
	want := k.Leaf.Sum([]byte("message"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 500 {
				if !bytes.Equal(k.Leaf.Sum([]byte("message")), want) {
					t.Error("another code")
				}
				sealed, err := k.Field.Seal([]byte("value"), "p.c:1")
				if got, err2 := k.Field.Open(sealed, "p.c:1"); err != nil || err2 != nil || string(got) != "value" {
					t.Error(err, err2)
				}
			}
		})
	}
	wg.Wait()
}

func TestASignatureIsAcceptedForItsMessageAndKeyOnly(t *testing.T) {
	folder := t.TempDir()
	s, err := LoadOrCreateSigner(filepath.Join(folder, "a"), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := LoadOrCreateSigner(filepath.Join(folder, "b"), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadOrCreateSigner(filepath.Join(folder, "a"), rand.Reader)
	if err != nil || !bytes.Equal(again.Public(), s.Public()) {
		t.Fatalf("the key did not come back: %v", err)
	}
	signature, err := s.Sign([]byte("checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	right, err1 := NewVerifier(s.Public())
	wrong, err2 := NewVerifier(other.Public())
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if !right.Verify([]byte("checkpoint"), signature) || right.Verify([]byte("checkpoinu"), signature) ||
		wrong.Verify([]byte("checkpoint"), signature) {
		t.Error("verify")
	}
	for i := range signature {
		if right.Verify([]byte("checkpoint"), signature[:i]) {
			t.Errorf("%d bytes of the signature are enough", i)
		}
	}
	if _, err := NewVerifier(make([]byte, 65)); err == nil {
		t.Error("a point off the curve is a key")
	}
	if _, err := NewSigner(make([]byte, 32), rand.Reader); err == nil {
		t.Error("nought is a key")
	}
}

func TestKeysAreWrittenOnceAndReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	if _, err := LoadKeys(path, rand.Reader); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("no file: %v", err)
	}
	made, err := LoadOrCreateKeys(path, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != ownerOnly {
		t.Fatalf("%v %v", info.Mode(), err)
	}
	sealed, err := made.Field.Seal([]byte("value"), "p.c:1")
	if err != nil {
		t.Fatal(err)
	}
	read, err := LoadOrCreateKeys(path, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := read.Field.Open(sealed, "p.c:1"); err != nil || string(got) != "value" {
		t.Errorf("%q %v", got, err)
	}
	if !bytes.Equal(read.Fingerprint(), made.Fingerprint()) ||
		!bytes.Equal(read.Index.Of("k", "v"), made.Index.Of("k", "v")) {
		t.Error("the keys did not come back")
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

// A key set from before there were papers has a key of papers all the same: always the same, and no other's.
func TestAnOlderKeySetHasItsOwnKeyOfPapers(t *testing.T) {
	made := keys(t)
	older := made.file
	older.Paper = nil
	var codes [][]byte
	for range 2 {
		k, err := older.open(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, k.Paper.Sum([]byte("x")))
	}
	for name, other := range map[string][]byte{"made": made.Paper.Sum([]byte("x")),
		"request": made.Request.Sum([]byte("x")), "leaf": made.Leaf.Sum([]byte("x"))} {
		if bytes.Equal(codes[0], other) {
			t.Errorf("its key of papers is the key %s", name)
		}
	}
	if !bytes.Equal(codes[0], codes[1]) {
		t.Error("an older key set has two keys of papers")
	}
	older.Paper = []byte("short")
	if _, err := older.open(rand.Reader); err == nil {
		t.Error("a short key is taken")
	}
}

func TestAKeyFileThatOthersMayReadIsNotUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes say nothing on Windows")
	}
	path := filepath.Join(t.TempDir(), "keys.json")
	if _, err := LoadOrCreateKeys(path, rand.Reader); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []fs.FileMode{0o604, 0o640, 0o666} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadOrCreateKeys(path, rand.Reader); !errors.Is(err, ErrExposed) {
			t.Errorf("mode %o: %v", mode, err)
		}
		if _, err := LoadOrCreateSigner(path, rand.Reader); !errors.Is(err, ErrExposed) {
			t.Errorf("signer, mode %o: %v", mode, err)
		}
	}
}

func TestADamagedKeyFileIsNeverReplaced(t *testing.T) {
	good := filepath.Join(t.TempDir(), "keys.json")
	if _, err := LoadOrCreateKeys(good, rand.Reader); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	for name, damaged := range map[string]string{
		"empty":          "",
		"two files":      string(text) + string(text),
		"torn":           string(text[:len(text)/2]),
		"another format": strings.Replace(string(text), keyFormat, "guangsha-keys-9", 1),
		"key number 0":   strings.Replace(string(text), `"id": 1`, `"id": 0`, 1),
		"a short key":    strings.Replace(string(text), `"leaf": "`, `"leaf": "AAAA`, 1),
		"a strange word": strings.Replace(string(text), `"leaf"`, `"leave"`, 1),
		"no field key":   `{"format":"guangsha-keys-1","field":[],"index":"","leaf":"","request":""}`,
	} {
		path := filepath.Join(t.TempDir(), "keys.json")
		if err := os.WriteFile(path, []byte(damaged), ownerOnly); err != nil {
			t.Fatal(err)
		}
		if k, err := LoadOrCreateKeys(path, rand.Reader); err == nil || k != nil {
			t.Errorf("%s: keys came of it, %v", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != damaged {
			t.Errorf("%s: the file was changed, %v", name, err)
		}
	}
}

func TestTwoFieldKeysOfOneNumberAreNotTaken(t *testing.T) {
	f := keys(t).file
	f.Field = append(f.Field, f.Field[0])
	if _, err := f.open(rand.Reader); err == nil {
		t.Error("a sealed field would name two keys")
	}
}

func TestAFailingSourceOfRandomnessFailsWhatNeedsIt(t *testing.T) {
	if _, err := NewKeys(strings.NewReader("too short")); err == nil {
		t.Error("keys of too few bytes")
	}
	k, err := NewKeys(bytes.NewReader(make([]byte, 16+4*32)))
	if err != nil {
		t.Fatal(err)
	}
	if sealed, err := k.Field.Seal([]byte("value"), "p.c:1"); err == nil || sealed != nil {
		t.Error("sealed without a nonce")
	}
	path := filepath.Join(t.TempDir(), "sign")
	if _, err := LoadOrCreateSigner(path, strings.NewReader("")); err == nil {
		t.Error("a signing key of nothing")
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a file stands there")
	}
}

func TestTheSameRandomnessMakesTheSameKeys(t *testing.T) {
	a, err1 := NewKeys(bytes.NewReader(bytes.Repeat([]byte{7}, 200)))
	b, err2 := NewKeys(bytes.NewReader(bytes.Repeat([]byte{7}, 200)))
	if err := errors.Join(err1, err2); err != nil || !bytes.Equal(a.Fingerprint(), b.Fingerprint()) {
		t.Errorf("%v", err)
	}
}

func TestNoVerbPrintsAKey(t *testing.T) {
	k, err := NewKeys(bytes.NewReader(bytes.Repeat([]byte{0xAB}, 200)))
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSigner(bytes.Repeat([]byte{0xAB}, 32), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := json.Marshal(k); err != nil || strings.Contains(string(text), "q6ur") {
		t.Errorf("json gives %s %v", text, err)
	}
	for _, v := range []any{k, *k, k.Field, k.Index, k.Leaf, s, []any{k}, struct{ K *Keys }{k}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
			got := strings.ToLower(fmt.Sprintf(verb, v))
			for _, leak := range []string{"abababab", "171 171", "0xab, 0xab", "q6urq6"} {
				if strings.Contains(got, leak) {
					t.Errorf("%s of %T prints %.80s", verb, v, got)
				}
			}
		}
	}
}

func BenchmarkSealField(b *testing.B) {
	k := keys(b)
	for b.Loop() {
		if _, err := k.Field.Seal([]byte("640502199003071235"), "person.idno:1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBlindIndex(b *testing.B) {
	k := keys(b)
	for b.Loop() {
		k.Index.Of("idno", "640502199003071235")
	}
}
