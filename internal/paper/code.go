package paper

import (
	"math/big"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
)

// alphabet leaves out what is read as something else: 0, 1, I, L, O. It has 31 characters, a prime, so that the check
// character catches every single wrong character and every exchange of two.
const (
	alphabet   = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	codeLength = 16
	codeGroup  = 4
)

// Code is the verification code of a paper (验证码): fifteen characters, 74 bits, of a MAC over all that the paper says,
// and a check character.
type Code string

// CodeOf is the code of a paper under the centre's key.
func CodeOf(mac secret.MAC, p Paper) Code {
	n := new(big.Int).SetBytes(mac.Sum(p.canonical()))
	base, digit := big.NewInt(int64(len(alphabet))), new(big.Int)
	code := make([]byte, codeLength-1, codeLength)
	for i := range code {
		n.DivMod(n, base, digit)
		code[i] = alphabet[digit.Int64()]
	}
	return Code(append(code, checkOf(code)))
}

// String shows the code in groups of four, as people read it out.
func (c Code) String() string {
	var groups []string
	for rest := string(c); rest != ""; {
		n := min(codeGroup, len(rest))
		groups, rest = append(groups, rest[:n]), rest[n:]
	}
	return strings.Join(groups, "-")
}

// ParseCode reads a code as people type it: small letters, spaces and dashes make no difference. A wrong check
// character is refused, so that a slip of the hand is not taken for a forgery.
func ParseCode(s string) (Code, error) {
	s = strings.ToUpper(strings.NewReplacer("-", "", " ", "", "－", "", "　", "").Replace(s))
	foreign := func(c rune) bool { return !strings.ContainsRune(alphabet, c) }
	if len(s) != codeLength || strings.ContainsFunc(s, foreign) {
		return "", refusal.Bad(CodeMalformed, "验证码应为16位数字和字母，不含0、1、I、L、O")
	}
	if checkOf([]byte(s[:codeLength-1])) != s[codeLength-1] {
		return "", refusal.Bad(CodeCheck, "验证码校验未通过，请逐位核对")
	}
	return Code(s), nil
}

// Genuine gives the masked lines of a kept paper when the code is its own. Another code says that the paper was not
// given out as it is kept, and nothing of it is shown.
func Genuine(mac secret.MAC, p Paper, code Code) ([]Fact, error) {
	if !secret.Equal([]byte(CodeOf(mac, p)), []byte(code)) {
		return nil, refusal.New(CodeAltered, "验证码与留存的文书不符", "", "请勿采信此文书，并向中心核实")
	}
	return p.Masked()
}

// checkOf is the check character: a sum weighted 1, 2, 3 … modulo 31.
func checkOf(code []byte) byte {
	sum := 0
	for i, c := range code {
		sum += (i + 1) * strings.IndexByte(alphabet, c)
	}
	return alphabet[sum%len(alphabet)]
}
