package gm

import (
	"bytes"
	"crypto/cipher"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm4"

	"guangsha/internal/base/goldentest"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSM3AgreesWithTheExamplesOfTheStandard(t *testing.T) {
	for text, want := range map[string]string{ // GB/T 32905-2016 annex A
		"abc":                      "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
		strings.Repeat("abcd", 16): "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
	} {
		if got := Sum([]byte(text)); !bytes.Equal(got, unhex(t, want)) {
			t.Errorf("%s: %x", text, got)
		}
		h := NewHash()
		for _, c := range []byte(text) {
			h.Write([]byte{c})
		}
		if got := h.Sum(nil); !bytes.Equal(got, unhex(t, want)) {
			t.Errorf("%s byte by byte: %x", text, got)
		}
	}
}

func TestSM4AgreesWithTheExamplesOfTheStandard(t *testing.T) {
	key := unhex(t, "0123456789abcdeffedcba9876543210") // GB/T 32907-2016 annex A
	block, err := sm4.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	text := bytes.Clone(key)
	block.Encrypt(text, text)
	if want := unhex(t, "681edf34d206965e86b3e94f536e4246"); !bytes.Equal(text, want) {
		t.Errorf("once: %x", text)
	}
	for range 999_999 {
		block.Encrypt(text, text)
	}
	if want := unhex(t, "595298c7c6fd271f0402f804c33d3f66"); !bytes.Equal(text, want) {
		t.Errorf("a million times: %x", text)
	}
}

func TestSM4GCMAgreesWithTheExampleOfRFC8998(t *testing.T) {
	block, err := sm4.NewCipher(unhex(t, "0123456789abcdeffedcba9876543210"))
	if err != nil {
		t.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain := unhex(t, "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"+
		"eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa")
	want := unhex(t, "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"+
		"d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"+
		"83de3541e4c2b58177e065a9bf7b62ec")
	nonce, extra := unhex(t, "00001234567800000000abcd"), unhex(t, "feedfacedeadbeeffeedfacedeadbeefabaddad2")
	if got := aead.Seal(nil, nonce, plain, extra); !bytes.Equal(got, want) {
		t.Errorf("%x", got)
	}
}

func TestSM2AgreesWithTheExampleOfTheStandard(t *testing.T) {
	private := unhex(t, "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8") // GB/T 32918.5-2017 annex A
	s, err := NewSigner(private, nil)
	if err != nil {
		t.Fatal(err)
	}
	public := unhex(t, "04 09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"+
		"ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13")
	if !bytes.Equal(s.Public(), public) {
		t.Errorf("public key: %x", s.Public())
	}
	v, err := NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := asn1.Marshal(struct{ R, S *big.Int }{
		new(big.Int).SetBytes(unhex(t, "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3")),
		new(big.Int).SetBytes(unhex(t, "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")),
	})
	if err != nil {
		t.Fatal(err)
	}
	if !v.Verify([]byte("message digest"), signature) {
		t.Error("the signature of the standard is not accepted")
	}
	if v.Verify([]byte("message digesu"), signature) {
		t.Error("another message is accepted")
	}
}

func TestHMACAgreesWithOpenSSL(t *testing.T) {
	key := make([]byte, macKeySize)
	for i := range key {
		key[i] = byte(i)
	}
	m := newMAC(key)
	want := unhex(t, "903d169036afd114ad5666b73e7dde5379af797f8bd28db48e8e4847b3b6beaf")
	for range 3 {
		if got := m.Sum([]byte("The quick brown fox")); !bytes.Equal(got, want) {
			t.Errorf("%x", got)
		}
	}
}

func TestWorkedExamplesAgree(t *testing.T) {
	var in struct{ Text, Key, Plain string }
	goldentest.Case(t, "S01", &in, nil)
	goldentest.Agree(t, "S01", goldentest.Got{"hex": fmt.Sprintf("%x", Sum([]byte(in.Text)))})
	goldentest.Case(t, "S02", &in, nil)
	block, err := sm4.NewCipher(unhex(t, in.Key))
	if err != nil {
		t.Fatal(err)
	}
	got := make([]byte, sm4.BlockSize)
	block.Encrypt(got, unhex(t, in.Plain))
	goldentest.Agree(t, "S02", goldentest.Got{"hex": fmt.Sprintf("%x", got)})
}
