package document

import (
	"strconv"
	"strings"
)

// shownDigits is how many significant digits a spreadsheet shows of a number. It stores more of them, the last ones
// of the nearest binary fraction: 400.1 lies in the file as 400.10000000000002.
const shownDigits = 15

// ShownNumber gives a number as a spreadsheet shows it when it lies in the file with more digits than that or with an
// exponent, such as 2.008E5. Any other text is given back as it is.
func ShownNumber(text string) string {
	sign, rest := "", text
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		sign, rest = strings.TrimPrefix(rest[:1], "+"), rest[1:]
	}
	mantissa, exponent := rest, 0
	if i := strings.IndexAny(rest, "eE"); i >= 0 {
		n, err := strconv.Atoi(rest[i+1:])
		if err != nil || n < -40 || n > 40 {
			return text
		}
		mantissa, exponent = rest[:i], n
	} else if len(rest) <= shownDigits {
		return text
	}
	whole, part, _ := strings.Cut(mantissa, ".")
	digits := whole + part
	if whole == "" || strings.Trim(digits, "0123456789") != "" {
		return text
	}
	point := len(whole) + exponent // digits before the point
	leading := len(digits) - len(strings.TrimLeft(digits, "0"))
	digits, point = rounded(digits[leading:], point-leading)
	switch {
	case digits == "":
		return "0"
	case point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + digits
	case point >= len(digits):
		return sign + digits + strings.Repeat("0", point-len(digits))
	}
	return sign + digits[:point] + "." + digits[point:]
}

// rounded rounds digits half up to as many as are shown, and drops what they end in of zeros. The first is no zero; the
// point moves when all of them were nines.
func rounded(digits string, point int) (string, int) {
	if len(digits) > shownDigits {
		up := digits[shownDigits] >= '5'
		kept := []byte(digits[:shownDigits])
		for i := len(kept) - 1; up && i >= 0; i-- {
			if up = kept[i] == '9'; up {
				kept[i] = '0'
			} else {
				kept[i]++
			}
		}
		if digits = string(kept); up {
			digits, point = "1"+digits, point+1
		}
	}
	return strings.TrimRight(digits, "0"), point
}
