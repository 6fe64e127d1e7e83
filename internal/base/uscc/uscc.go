// Package uscc reads and checks the unified social credit code (统一社会信用代码, GB 32100-2015) of employers.
//
// It says whether a code is well formed, never whether the body exists or still does.
package uscc

import (
	"strings"

	"guangsha/internal/base/refusal"
)

// Code is a checked 18-character unified social credit code in capitals. The zero Code is none.
type Code struct{ text string }

const (
	length    = 18
	alphabet  = "0123456789ABCDEFGHJKLMNPQRTUWXY" // no I, O, S, V, Z
	orgDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

var (
	weights    = [length - 1]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	orgWeights = [8]int{3, 7, 9, 10, 5, 8, 4, 2}
)

// Parse reads a code. Small letters are taken as capitals. A wrong length, a character outside the alphabet (I, O, S,
// V and Z do not occur), a division that is not digits, and a wrong check character of the organisation code
// (GB 11714-1997) or of the whole are refused.
func Parse(s string) (Code, error) {
	if len(s) != length {
		return Code{}, refusal.Bad("uscc.malformed", "统一社会信用代码应为18位")
	}
	s = strings.ToUpper(s)
	for _, c := range []byte(s) {
		if strings.IndexByte(alphabet, c) < 0 {
			return Code{}, refusal.Bad("uscc.malformed", "统一社会信用代码含有不允许的字符，不使用字母I、O、S、V、Z")
		}
	}
	for _, c := range []byte(s[2:8]) {
		if c > '9' {
			return Code{}, refusal.Bad("uscc.division", "统一社会信用代码第3至8位应为行政区划数字代码")
		}
	}
	if OrgCheck(s[8:16]) != s[16] {
		return Code{}, refusal.Bad("uscc.org", "统一社会信用代码中的组织机构代码校验未通过，请逐位核对")
	}
	if Check(s[:17]) != s[17] {
		return Code{}, refusal.Bad("uscc.check", "统一社会信用代码校验未通过，请逐位核对")
	}
	return Code{text: s}, nil
}

// Check is the check character of the first 17 characters (GB 32100-2015). Another length or a character outside the
// alphabet panics.
func Check(first17 string) byte {
	if len(first17) != length-1 {
		panic("uscc: check of other than 17 characters")
	}
	sum := 0
	for i, w := range weights {
		sum += index(alphabet, first17[i]) * w
	}
	return alphabet[(31-sum%31)%31]
}

// OrgCheck is the check character of the eight characters of an organisation code (组织机构代码, GB 11714-1997).
// Another length or a character that is neither digit nor capital panics.
func OrgCheck(first8 string) byte {
	if len(first8) != len(orgWeights) {
		panic("uscc: organisation check of other than 8 characters")
	}
	sum := 0
	for i, w := range orgWeights {
		sum += index(orgDigits, first8[i]) * w
	}
	return "0123456789X0"[11-sum%11]
}

func index(set string, c byte) int {
	i := strings.IndexByte(set, c)
	if i < 0 {
		panic("uscc: character outside the alphabet")
	}
	return i
}

// String gives the 18 characters.
func (c Code) String() string { return c.text }

// Kind is the registering authority and body type (登记管理部门和机构类别), for example "91" for an enterprise.
func (c Code) Kind() string { return c.text[:2] }

// Division is the six-digit division code (登记管理机关行政区划码).
func (c Code) Division() string { return c.text[2:8] }

// Organisation is the nine-character organisation code (主体标识码) within.
func (c Code) Organisation() string { return c.text[8:17] }
