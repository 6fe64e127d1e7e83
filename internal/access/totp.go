package access

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"

	"guangsha/internal/base/civil"
)

// totpStep is how long a code of the second factor holds (RFC 6238: 30 s), and totpAround how many steps a clock may
// be off.
const (
	totpStep   = int64(30 * time.Second / time.Microsecond)
	totpAround = 1
)

// stepAt is the number of the time step at an instant.
func stepAt(now civil.Instant) int64 { return int64(now) / totpStep }

// totp is the code of a secret in a time step: six digits (RFC 6238, RFC 4226, HMAC-SHA-1, which every authenticator
// knows).
func totp(secret []byte, step int64) string {
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step))
	mac := hmac.New(sha1.New, secret)
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0x0f
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[at:at+4])&0x7fffffff%1_000_000)
}

// totpMatch gives the time step about an instant, later than the last one used, whose code this is.
func totpMatch(secret []byte, code string, now civil.Instant, used int64) (step int64, ok bool) {
	for step := stepAt(now) - totpAround; step <= stepAt(now)+totpAround; step++ {
		if step > used && subtle.ConstantTimeCompare([]byte(totp(secret, step)), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}

// SecretText is a secret of the second factor as people type it, and as the address that an authenticator reads from a
// picture.
type SecretText struct{ Text, Address string }

func secretText(secret []byte, code string) SecretText {
	text := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
	return SecretText{text, "otpauth://totp/" + url.PathEscape("广厦:"+code) + "?secret=" + text + "&issuer=" +
		url.QueryEscape("广厦")}
}

// Code is the code of a secret at an instant. It is for programs that stand in for a person's device.
func (t SecretText) Code(now civil.Instant) (string, error) {
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(t.Text)
	if err != nil {
		return "", fmt.Errorf("secret of a second factor: %w", err)
	}
	return totp(secret, stepAt(now)), nil
}
