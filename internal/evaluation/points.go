package evaluation

import (
	"fmt"
	"math"
	"math/big"
	"strings"
)

// Points is a weight or a score (分值、得分) in hundredths of a point.
type Points int64

// NoPoints stands where a table prints no number.
const NoPoints Points = math.MinInt64

// maxPointDigits bounds what is read as points; a longer number is something else.
const maxPointDigits = 6

// Printed reports whether there is a number at all.
func (p Points) Printed() bool { return p != NoPoints }

// OrZero is the number, or zero where none is printed.
func (p Points) OrZero() Points {
	if p == NoPoints {
		return 0
	}
	return p
}

// String gives two decimals, such as 97.00, and — where no number is printed.
func (p Points) String() string {
	if p == NoPoints {
		return "—"
	}
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return fmt.Sprintf("%s%d.%02d", sign, p/100, p%100)
}

// Short gives as few decimals as the number needs, such as 97 or 4.5, as the form prints it.
func (p Points) Short() string {
	s := p.String()
	if p == NoPoints {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// MarshalJSON gives a number with two decimals, or null.
func (p Points) MarshalJSON() ([]byte, error) {
	if p == NoPoints {
		return []byte("null"), nil
	}
	return []byte(p.String()), nil
}

// ReadPoints reads a cell of the columns 分值 and 得分; more than two decimals are rounded half up. A dash, a word or
// an empty cell is NoPoints.
func ReadPoints(cell string) Points {
	text := strings.TrimSuffix(compact(cell), "分")
	if len(text) > maxPointDigits+3 || text == "" || stacked(cell) {
		return NoPoints
	}
	if c := text[0]; c != '-' && (c < '0' || c > '9') {
		return NoPoints // most cells that are asked are words
	}
	if p, ok := plainPoints(text); ok {
		return p
	}
	n, ok := readNumber(text)
	if !ok {
		return NoPoints
	}
	return pointsOf(n.rat)
}

// plainPoints reads the usual spelling of points, digits with at most two decimals, without big numbers: every cell of
// a table is asked whether it is points.
func plainPoints(text string) (Points, bool) {
	whole, decimals, point := strings.Cut(text, ".")
	if whole == "" || point && decimals == "" || len(decimals) > 2 {
		return 0, false
	}
	n := Points(0)
	for _, part := range []string{whole, (decimals + "00")[:2]} {
		for i := range len(part) {
			if part[i] < '0' || part[i] > '9' {
				return 0, false
			}
			n = n*10 + Points(part[i]-'0')
		}
	}
	return n, true
}

// pointsOf rounds an exact number of points to hundredths, half up.
func pointsOf(r *big.Rat) Points {
	return Points(roundHalfUp(new(big.Rat).Mul(r, hundred)))
}

// rat is the exact number of points.
func (p Points) rat() *big.Rat { return big.NewRat(int64(p.OrZero()), 100) }

func clamp(p, low, high Points) Points { return max(low, min(p, high)) }
