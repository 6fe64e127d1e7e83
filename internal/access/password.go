package access

import (
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"guangsha/internal/base/refusal"
)

// CodePassword is the code of the refusal of a password that the preset does not allow.
const CodePassword = "access.password"

// guessed are what people who try passwords try first, and words that everybody here thinks of.
var guessed = []string{"password", "passw0rd", "qwerty", "asdfgh", "zxcvbn", "123456", "654321", "111111", "000000",
	"888888", "666666", "admin", "root", "welcome", "letmein", "iloveyou", "abc123", "1qaz2wsx", "woaini", "5201314",
	"gongjijin", "zhufang", "gjj", "12329", "guangsha", "shili", "mima"}

// rows are the orders in which hands and alphabets go.
var rows = []string{"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "!@#$%^&*()"}

// monotonous reports whether a folded password has six characters in one of those orders, forward or backward, or is
// made of fewer than five different ones.
func monotonous(folded string) bool {
	const run, least = 6, 5
	signs := []rune(folded)
	for _, row := range rows {
		for i := 0; i+run <= len(signs); i++ {
			forward := string(signs[i : i+run])
			backward := []rune(forward)
			slices.Reverse(backward)
			if strings.Contains(row, forward) || strings.Contains(row, string(backward)) {
				return true
			}
		}
	}
	slices.Sort(signs)
	return len(slices.Compact(signs)) < least
}

// longestPassword bounds what is hashed, in characters.
const longestPassword = 128

// check refuses a password that is too easy to guess for somebody with a code.
func (p Preset) check(password, code string) error {
	n, classes := 0, map[int]bool{}
	for _, r := range password {
		n++
		switch {
		case unicode.IsUpper(r):
			classes[0] = true
		case unicode.IsLower(r):
			classes[1] = true
		case unicode.IsDigit(r):
			classes[2] = true
		default:
			classes[3] = true
		}
	}
	var b bad
	say := func(ok bool, text string) {
		if !ok {
			b = append(b, refusal.New(CodePassword, text, p.Basis, "请另设口令"))
		}
	}
	say(n >= p.Least && n <= longestPassword, fmt.Sprintf("口令应为%d至%d个字符", p.Least, longestPassword))
	say(len(classes) >= p.Classes, fmt.Sprintf("口令应含大写字母、小写字母、数字、其他字符中的%d种", p.Classes))
	folded := strings.ToLower(password)
	easy := len(code) > 3 && strings.Contains(folded, strings.ToLower(code)) || monotonous(folded)
	for _, word := range guessed {
		easy = easy || strings.Contains(folded, word)
	}
	say(!easy, "口令含有工号、常见词、连续的字符或大半重复")
	return refusal.Join(b...)
}

// The cost of a hash: what OWASP gives as the least for argon2id, some 20 ms and 19 MiB.
const (
	hashMemory = 19 << 10 // KiB
	hashPasses = 2
	hashBytes  = 32
	hashPrefix = "$argon2id$v=19$m=19456,t=2,p=1$"
)

// hashesAtOnce bounds the passwords that are hashed at once, so that a flood of logins leaves enquiries their share of
// the machine.
const hashesAtOnce = 2

// slow runs f when it is its turn among those that hash.
func (s *Service) slow(ctx context.Context, f func() string) (string, error) {
	select {
	case s.hashing <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { <-s.hashing }()
	return f(), nil
}

// hash makes what is kept of a password: salted, so that two of one text are never the same.
func (s *Service) hash(ctx context.Context, password string) (string, error) {
	var salt [16]byte
	if _, err := io.ReadFull(s.Random, salt[:]); err != nil {
		return "", fmt.Errorf("make a salt: %w", err)
	}
	return s.slow(ctx, func() string { return hashed(password, salt[:]) })
}

func hashed(password string, salt []byte) string {
	sum := argon2.IDKey([]byte(password), salt, hashPasses, hashMemory, 1, hashBytes)
	return hashPrefix + base64.RawStdEncoding.EncodeToString(salt) + "$" + base64.RawStdEncoding.EncodeToString(sum)
}

// matches reports whether a password is the one of which a hash is kept.
func (s *Service) matches(ctx context.Context, password, kept string) (bool, error) {
	rest, known := strings.CutPrefix(kept, hashPrefix)
	salt64, _, whole := strings.Cut(rest, "$")
	salt, err := base64.RawStdEncoding.DecodeString(salt64)
	if !known || !whole || err != nil || utf8.RuneCountInString(password) > longestPassword {
		return false, nil
	}
	made, err := s.slow(ctx, func() string { return hashed(password, salt) })
	return subtle.ConstantTimeCompare([]byte(made), []byte(kept)) == 1, err
}
