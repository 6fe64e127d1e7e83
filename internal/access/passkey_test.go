package access_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/store/opentest"
)

const origin = "http://localhost:8640"

var text64 = base64.RawURLEncoding

// device is a device with one passkey, written from the standard alone (W3C Web Authentication Level 2, RFC 9052).
type device struct {
	key     *ecdsa.PrivateKey
	id      []byte
	user    []byte
	counter uint32
	flags   byte
	site    string
	origin  string
	kind    string // of the ceremony, instead of the right one
}

func newDevice(t testing.TB) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := &device{key: key, id: make([]byte, 16), flags: 0x05, site: access.PasskeySite, origin: origin, counter: 1}
	if _, err := rand.Read(d.id); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *device) credential() string { return text64.EncodeToString(d.id) }

func (d *device) client(kind string, c access.Challenge) []byte {
	if d.kind != "" {
		kind = d.kind
	}
	text, err := json.Marshal(map[string]any{"type": kind, "challenge": c.String(), "origin": d.origin,
		"crossOrigin": false})
	if err != nil {
		panic(err)
	}
	return text
}

func (d *device) data(flags byte) []byte {
	site := sha256.Sum256([]byte(d.site))
	return binary.BigEndian.AppendUint32(append(site[:], flags), d.counter)
}

// public is the COSE key: EC2, ES256, P-256.
func (d *device) public() []byte {
	point, err := d.key.PublicKey.Bytes()
	if err != nil {
		panic(err)
	}
	return slices.Concat([]byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}, point[1:33],
		[]byte{0x22, 0x58, 0x20}, point[33:])
}

func (d *device) make(o access.PasskeyOffer) access.Made {
	d.user = o.User
	const attested = 0x40
	data := slices.Concat(d.data(d.flags|attested), make([]byte, 16), []byte{0, byte(len(d.id))}, d.id, d.public())
	object := slices.Concat([]byte{0xa3, 0x63}, []byte("fmt"), []byte{0x64}, []byte("none"), []byte{0x67},
		[]byte("attStmt"), []byte{0xa0, 0x68}, []byte("authData"), []byte{0x58, byte(len(data))}, data)
	return access.Made{Credential: d.credential(), Attestation: object,
		Client: d.client("webauthn.create", o.Challenge)}
}

func (d *device) sign(c access.Challenge) access.Signed {
	client := d.client("webauthn.get", c)
	digest := sha256.Sum256(client)
	data := d.data(d.flags)
	sum := sha256.Sum256(append(slices.Clone(data), digest[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	if err != nil {
		panic(err)
	}
	return access.Signed{Credential: d.credential(), Client: client, Device: data, Signature: signature, User: d.user}
}

// passkey gives somebody who has enrolled a device with a passkey.
func (p enrolled) passkey() *device {
	p.o.Helper()
	d := newDevice(p.o)
	by := act.By{Actor: p.code, Door: act.Console, Branch: "01"}
	offer, err := p.o.OfferPasskey(ctx, by, p.factor())
	p.o.must(err)
	p.o.must(p.o.AddPasskey(ctx, by, origin, "工位上的钥匙", d.make(offer)))
	return d
}

// again begins to enrol somebody anew, whose device was lost.
func (o *office) again(code string) {
	o.Helper()
	e := access.Enrolment{Code: code}
	var err error
	e.Slips.Security, err = o.Slip(ctx, security, code, access.SecurityHalf)
	o.must(err)
	e.Slips.Systems, err = o.Slip(ctx, systems, code, access.SystemsHalf)
	o.must(err)
	_, err = o.OfferFactor(ctx, guest, e)
	o.must(err)
}

func (o *office) dared() access.Challenge {
	o.Helper()
	c, err := o.PasskeyChallenge(ctx, guest)
	o.must(err)
	return c
}

func (o *office) enterWith(d *device) (string, error) {
	o.Helper()
	d.counter++
	return o.EnterByPasskey(ctx, guest, origin, d.sign(o.dared()))
}

func TestAPasskeySignsItsPersonInAndNobodyElse(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		o.hire("clerk-1", "clerk", "01")
		o.hire("clerk-2", "clerk", "01")
		one, two := o.enrol("clerk-1").passkey(), o.enrol("clerk-2").passkey()
		token, err := o.enterWith(one)
		o.must(err)
		by, err := o.Resume(ctx, token, true)
		if err != nil || by.Actor != "clerk-1" {
			t.Fatalf("%+v, %v", by, err)
		}
		again, err := o.enterWith(one)
		o.must(err)
		_, err = o.Resume(ctx, token, true)
		o.refused(err, access.CodeSession)
		_, err = o.Resume(ctx, again, true)
		o.must(err)
		mixed := *one
		mixed.user = two.user // one's key under another's name
		_, err = o.enterWith(&mixed)
		o.refused(err, access.CodePasskey)
		_, err = o.enterWith(newDevice(t))
		o.refused(err, access.CodePasskey)
		o.must(o.Leave(ctx, systems, "clerk-1", "离职"))
		_, err = o.enterWith(one)
		o.refused(err, access.CodePasskey)
		_, err = o.enterWith(two)
		o.must(err)
	})
}

func TestAPasskeyThatIsPassedOnIsRefused(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		o.hire("clerk-1", "clerk", "01")
		d := o.enrol("clerk-1").passkey()
		d.counter = 10
		c := o.dared()
		first := d.sign(c)
		_, err := o.EnterByPasskey(ctx, guest, origin, first)
		o.must(err)
		d.counter++
		for _, twice := range []access.Signed{first, d.sign(c)} {
			_, err := o.EnterByPasskey(ctx, guest, origin, twice)
			o.refused(err, access.CodePasskey)
		}
		for what, answer := range map[string]func() access.Signed{
			"counter back":  func() access.Signed { e := *d; e.counter = 9; return e.sign(o.dared()) },
			"counter still": func() access.Signed { e := *d; e.counter = 10; return e.sign(o.dared()) },
			"counter zero":  func() access.Signed { e := *d; e.counter = 0; return e.sign(o.dared()) },
			"own challenge": func() access.Signed { d.counter++; return d.sign(bytes.Repeat([]byte{7}, 56)) },
			"changed challenge": func() access.Signed {
				d.counter++
				c := o.dared()
				c[20] ^= 1 // its end
				return d.sign(c)
			},
			"late": func() access.Signed {
				d.counter++
				c := o.dared()
				o.Clock.Advance(5 * time.Minute)
				return d.sign(c)
			},
			"other site": func() access.Signed {
				e := *d
				e.counter, e.site = 900, "example.com"
				return e.sign(o.dared())
			},
			"other pages": func() access.Signed {
				e := *d
				e.counter, e.origin = 900, "http://localhost:9999"
				return e.sign(o.dared())
			},
			"not there": func() access.Signed { e := *d; e.counter, e.flags = 900, 0; return e.sign(o.dared()) },
			"not asked": func() access.Signed { e := *d; e.counter, e.flags = 900, 1; return e.sign(o.dared()) },
			"new key": func() access.Signed {
				e := *d
				e.counter, e.kind = 900, "webauthn.create"
				return e.sign(o.dared())
			},
			"other hand": func() access.Signed {
				e := *newDevice(t)
				e.id, e.user, e.counter = d.id, d.user, 900
				return e.sign(o.dared())
			},
			"nothing": func() access.Signed { return access.Signed{} },
		} {
			if _, err := o.EnterByPasskey(ctx, guest, origin, answer()); err == nil {
				t.Errorf("%s was let in", what)
			} else {
				o.refused(err, access.CodePasskey)
			}
		}
		d.counter = 1000
		_, err = o.EnterByPasskey(ctx, guest, "http://localhost:1", d.sign(o.dared()))
		o.refused(err, access.CodePasskey)
		_, err = o.enterWith(d)
		o.must(err)
	})
}

// TestNoByteOfASignatureCanBeChanged flips one bit of every byte of what a device answers.
func TestNoByteOfASignatureCanBeChanged(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("clerk-1", "clerk", "01")
	d := o.enrol("clerk-1").passkey()
	d.counter++
	n := 0
	good := d.sign(o.dared())
	for _, part := range [][]byte{good.Client, good.Device, good.Signature, good.User} {
		for i := range part {
			part[i] ^= 1
			if _, err := o.EnterByPasskey(ctx, guest, origin, good); err == nil {
				t.Errorf("byte %d of %q", i, part)
			}
			part[i] ^= 1
			n++
		}
	}
	t.Log(n, "changed bytes")
	_, err := o.EnterByPasskey(ctx, guest, origin, good)
	o.must(err)
}

func TestAPasskeyIsAddedByItsPersonAlone(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		one, two := o.hire("clerk-1", "clerk", "01"), o.hire("clerk-2", "clerk", "01")
		p := o.enrol("clerk-1")
		o.enrol("clerk-2")
		_, err := o.OfferPasskey(ctx, one, "000000")
		o.refused(err, access.CodeSignIn)
		used := p.factor()
		offer, err := o.OfferPasskey(ctx, one, used)
		o.must(err)
		_, err = o.OfferPasskey(ctx, one, used)
		o.refused(err, access.CodeSignIn)
		d := newDevice(t)
		made := d.make(offer)
		o.refused(o.AddPasskey(ctx, two, origin, "别人的", made), access.CodePasskey)
		o.refused(o.AddPasskey(ctx, one, "http://localhost:9", "别处的", made), access.CodePasskey)
		o.refused(o.AddPasskey(ctx, one, origin, "", made), access.CodeInput)
		unasked := *d
		unasked.flags = 1
		o.refused(o.AddPasskey(ctx, one, origin, "没有验证本人", unasked.make(offer)), access.CodePasskey)
		toEnter := offer
		toEnter.Challenge = o.dared()
		o.refused(o.AddPasskey(ctx, one, origin, "登录的挑战", d.make(toEnter)), access.CodePasskey)
		o.must(o.AddPasskey(ctx, one, origin, "工位", made))
		o.refused(o.AddPasskey(ctx, one, origin, "再来", made), access.CodePasskey)
		_, err = o.EnterByPasskey(ctx, guest, origin, d.sign(offer.Challenge))
		o.refused(err, access.CodePasskey)
		list, err := o.Passkeys(ctx, one)
		if err != nil || len(list) != 1 || list[0].Title != "工位" {
			t.Fatalf("%+v, %v", list, err)
		}
		if others, err := o.Passkeys(ctx, two); err != nil || len(others) != 0 {
			t.Errorf("%+v, %v", others, err)
		}
		o.refused(o.RemovePasskey(ctx, two, list[0].ID), access.CodeNobody)
		o.must(o.RemovePasskey(ctx, one, list[0].ID))
		_, err = o.enterWith(d)
		o.refused(err, access.CodePasskey)
		for range 5 {
			d = p.passkey()
		}
		_, err = o.OfferPasskey(ctx, one, p.factor())
		o.refused(err, access.CodeTooMany)
		o.again("clerk-1")
		_, err = o.enterWith(d)
		o.refused(err, access.CodePasskey)
	})
}

// TestAfterTenThousandWrongLoginsOneEntersWithAPasskey locks every account there is, with the second factors in hand,
// and goes on guessing; whoever has a passkey enters.
func TestAfterTenThousandWrongLoginsOneEntersWithAPasskey(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	crew := o.crew(4)
	d := crew[2].passkey()
	wrong := 0
	for range 5 {
		for _, p := range crew {
			_, err := p.enter("wrong")
			o.refused(err, access.CodeSignIn)
			wrong++
		}
	}
	for _, p := range crew {
		_, err := p.enter(password)
		o.refused(err, access.CodeLocked)
		wrong++
	}
	for ; wrong < 10_000; wrong++ {
		if _, err := o.Enter(ctx, guest, access.Credentials{Code: crew[wrong%len(crew)].code, Password: password,
			Factor: fmt.Sprintf("%06d", (wrong*7919)%1_000_000)}); err == nil {
			t.Log("a code was guessed")
		}
	}
	_, err := o.enterWith(d)
	o.must(err)
}
