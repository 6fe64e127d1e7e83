// Package telltale finds the numbers of people in what somebody writes freely. Fields for such numbers are sealed; free
// text is not, and what stands in the audit log stays for ever, so that such a text is refused (个人信息保护法第五十一条).
package telltale

import (
	"strings"
	"unicode"

	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
)

// Refuse refuses a text that tells a number of somebody, as a mistake of input.
func Refuse(code, text string) *refusal.Refused {
	if !Tells(text) {
		return nil
	}
	return refusal.Bad(code, "所写文字会原样保存，请不要写公民身份号码、手机号码或银行卡号")
}

// Tells reports whether a text has what is an identity number (公民身份号码) by its check digit or, of the old kind, its
// date; a mobile number (手机号码), also behind the code of the country; or the number of a bank card (银行卡号) by its
// check digit. Digits of full width count, and up to three spaces, hyphens and brackets between digits do not part
// them, nor what is not seen. Longer numbers, such as those of cases and contracts, are none of these.
func Tells(text string) bool { return anyRun(text, personal) }

// Resembles reports whether a text has a run of digits that is as long as a number of somebody, whatever its check
// digit says: for texts that a program makes, of which none may be refused by chance.
func Resembles(text string) bool {
	return anyRun(text, func(run string) bool { return len(run) == 11 || len(run) >= 15 && len(run) <= 19 })
}

// mostGap is how many marks between two digits do not part them.
const mostGap = 3

// anyRun reports whether a run of digits of a text is what is looked for.
func anyRun(text string, is func(run string) bool) bool {
	run, gap := "", 0
	for _, r := range text + "\n" {
		switch {
		case r >= '０' && r <= '９':
			r += '0' - '０'
		case r == 'Ｘ' || r == 'ｘ' || r == 'x':
			r = 'X'
		}
		switch {
		case r >= '0' && r <= '9', r == 'X' && len(run) == 17:
			run, gap = run+string(r), 0
		case unicode.Is(unicode.Cf, r):
		case run != "" && gap < mostGap && (strings.ContainsRune("-()（）", r) || unicode.Is(unicode.Zs, r)):
			gap++
		default:
			if is(run) {
				return true
			}
			run, gap = "", 0
		}
	}
	return false
}

// personal reports whether a run of digits, the last of which may be X, is the number of somebody.
func personal(run string) bool {
	if mobile := strings.TrimPrefix(strings.TrimPrefix(run, "00"), "86"); len(mobile) == 11 {
		return mobile[0] == '1' && mobile[1] >= '3'
	}
	switch {
	case len(run) == 18 && idno.CheckDigit(run[:17]) == run[17]:
		return true
	case len(run) == 15:
		month, day := run[8:10], run[10:12]
		return month >= "01" && month <= "12" && day >= "01" && day <= "31"
	}
	last := len(run) - 1
	return len(run) >= 16 && len(run) <= 19 && run[last] != 'X' && CardDigit(run[:last]) == run[last]
}

// CardDigit is the check digit of the number of a bank card whose other digits are given (ISO/IEC 7812-1 annex B).
func CardDigit(digits string) byte {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}
