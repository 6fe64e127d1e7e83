// Package idno reads and checks the citizen identification number (公民身份号码, GB 11643-1999) and the residence
// permits that follow its structure.
//
// It says whether a number is well formed, never whether it was issued: that, a registry answers. Its refusals do not
// repeat the number.
package idno

import (
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/refusal"
)

// Number is a checked 18-character identification number. The zero Number is none.
type Number struct{ text string }

// Kind says which document a number stands on.
type Kind uint8

// The documents whose numbers have this structure.
const (
	Resident   Kind = iota // 居民身份证
	Compatriot             // 港澳台居民居住证: division 810000, 820000 or 830000
	Foreigner              // 外国人永久居留身份证 of 2023: begins with 9
)

// Sex is the sex that a number states (性别).
type Sex uint8

// The sexes, with the codes of GB/T 2261.1.
const (
	Male   Sex = 1 // 男
	Female Sex = 2 // 女
)

// String gives the Chinese word.
func (s Sex) String() string {
	if s == Female {
		return "女"
	}
	return "男"
}

const (
	length      = 18
	checkDigits = "10X98765432"
	// provinces are the first two digits of GB/T 2260 division codes; 81 to 83 are those of residence permits.
	provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
)

var weights = [length - 1]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

// Parse reads an identification number as of a day: 18 characters, the last a digit or X, or the 15 digits of the
// first generation, which become 18 by the century 19 and a check digit. A lower-case x is taken as X. A wrong length,
// an unknown province, a birth date that does not exist or lies after asOf, and a wrong check digit are refused.
func Parse(s string, asOf civil.Date) (Number, error) {
	switch {
	case len(s) == 15 && allDigits(s):
		s = s[:6] + "19" + s[6:]
		s += string(CheckDigit(s))
	case len(s) == length && allDigits(s[:length-1]) && strings.IndexByte("0123456789Xx", s[length-1]) >= 0:
		s = strings.ToUpper(s)
	default:
		return Number{}, refusal.Bad("idno.malformed", "身份证件号码应为18位，前17位为数字，末位为数字或X")
	}
	if !knownDivision(s) {
		return Number{}, refusal.Bad("idno.division", "身份证件号码的地区代码有误")
	}
	birth, err := civil.ParseDate(s[6:10] + "-" + s[10:12] + "-" + s[12:14])
	if err != nil || birth > asOf {
		return Number{}, refusal.Bad("idno.birth", "身份证件号码中的出生日期有误")
	}
	if CheckDigit(s[:length-1]) != s[length-1] {
		return Number{}, refusal.Bad("idno.check", "身份证件号码校验未通过，请逐位核对")
	}
	return Number{text: s}, nil
}

// CheckDigit is the check digit (校验码) of the first 17 digits, by ISO 7064 MOD 11-2 as GB 11643-1999 asks. Another
// length, or anything but digits, panics.
func CheckDigit(first17 string) byte {
	if len(first17) != length-1 || !allDigits(first17) {
		panic("idno: check digit of other than 17 digits")
	}
	sum := 0
	for i, w := range weights {
		sum += int(first17[i]-'0') * w
	}
	return checkDigits[sum%11]
}

// Full gives the 18 characters. It is personal data: to be sealed, indexed, or sent where the law says.
func (n Number) Full() string { return n.text }

// String gives the number masked, so that what prints or logs it by accident tells nothing.
func (n Number) String() string { return mask.ID(n.text) }

// Division is the six-digit division code (地址码) of the place of registration.
func (n Number) Division() string { return n.text[:6] }

// Birth is the date of birth.
func (n Number) Birth() civil.Date {
	birth, err := civil.ParseDate(n.text[6:10] + "-" + n.text[10:12] + "-" + n.text[12:14])
	if err != nil {
		panic("idno: a checked number without a birth date")
	}
	return birth
}

// Sex is the sex: an odd sequence digit is male.
func (n Number) Sex() Sex {
	if (n.text[16]-'0')%2 == 1 {
		return Male
	}
	return Female
}

// Kind is the document the number stands on.
func (n Number) Kind() Kind {
	switch {
	case n.text[0] == '9':
		return Foreigner
	case n.text[:6] == "810000", n.text[:6] == "820000", n.text[:6] == "830000":
		return Compatriot
	}
	return Resident
}

// knownDivision checks the province: the first two digits, or after the leading 9 of a foreigner's card the next two.
// Of the codes 81 to 83 only the three of residence permits exist.
func knownDivision(s string) bool {
	province := s[:2]
	if s[0] == '9' {
		province = s[1:3]
	}
	if s[0] == '8' && s[2:6] != "0000" {
		return false
	}
	return strings.Contains(" "+provinces+" ", " "+province+" ")
}

func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
