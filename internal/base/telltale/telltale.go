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
// date; a mobile number (手机号码); or the number of a bank card (银行卡号) by its check digit. Digits of full width
// count, and single spaces and hyphens between digits do not part them. Longer numbers, such as those of cases and
// contracts, are none of these.
func Tells(text string) bool {
	run, gap := "", false
	for _, r := range text + "\n" {
		switch {
		case r >= '０' && r <= '９':
			r += '0' - '０'
		case r == 'Ｘ' || r == 'ｘ' || r == 'x':
			r = 'X'
		}
		switch {
		case r >= '0' && r <= '9', r == 'X' && len(run) == 17:
			run, gap = run+string(r), false
		case run != "" && !gap && (r == '-' || unicode.Is(unicode.Zs, r)):
			gap = true
		default:
			if personal(run) {
				return true
			}
			run, gap = "", false
		}
	}
	return false
}

// personal reports whether a run of digits, the last of which may be X, is the number of somebody.
func personal(run string) bool {
	switch {
	case len(run) == 18 && idno.CheckDigit(run[:17]) == run[17]:
		return true
	case len(run) == 15:
		month, day := run[8:10], run[10:12]
		return month >= "01" && month <= "12" && day >= "01" && day <= "31"
	case len(run) == 11:
		return run[0] == '1' && run[1] >= '3'
	}
	return len(run) >= 16 && len(run) <= 19 && !strings.HasSuffix(run, "X") && luhn(run)
}

// luhn checks the check digit of bank cards (ISO/IEC 7812-1 annex B).
func luhn(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
