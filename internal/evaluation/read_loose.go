package evaluation

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	loosePercent  = regexp.MustCompile(`^(\d{1,3}(?:\.\d{1,2})?)%$`)
	looseBrackets = regexp.MustCompile(`^\((\d{1,3}(?:\.\d{1,2})?)分?\)$`)
	looseWords    = regexp.MustCompile(`^[零一二两三四五六七八九十百]{1,5}分?$`)
)

// loosely is the number that a label gives as a share of the hundred points of a table (20%), in brackets or in words,
// or nothing. Such a number is points only where the first row of the table has it under 分值: anywhere else 20% is a
// result, and 二 a numbering.
func loosely(label string) string {
	for _, spelling := range []*regexp.Regexp{loosePercent, looseBrackets} {
		if m := spelling.FindStringSubmatch(label); m != nil {
			return m[1]
		}
	}
	if n, ok := numeral(strings.TrimSuffix(label, "分")); ok && looseWords.MatchString(label) {
		return strconv.Itoa(n)
	}
	return ""
}

// plainPoints gives a row whose points are written as the table writes them: as digits where its first row has another
// spelling. Each such cell is doubted, since what is kept of it is the number.
func (d *draft) plainPoints(cells, labels []string) ([]string, []string) {
	weight, score := d.indicators.at(fieldWeight), d.indicators.at(fieldScore)
	at := func(i int) string {
		if i < 0 || i >= len(labels) {
			return ""
		}
		return loosely(labels[i])
	}
	if d.loose = d.loose || len(d.Indicators) == 0 && at(weight) != ""; !d.loose {
		return cells, labels
	}
	cells, labels = slices.Clone(cells), slices.Clone(labels)
	for _, i := range []int{weight, score} {
		// Under 得分 a share is the completion of a row that moved aside.
		if n := at(i); n != "" && (i == weight || !strings.HasSuffix(labels[i], "%")) {
			d.doubtSpelling(labels[i], n)
			cells[i], labels[i] = n, n
		}
	}
	return cells, labels
}

// doubtSpelling says once for each spelling how it was read.
func (d *draft) doubtSpelling(written, n string) {
	again := func(o Doubt) bool { return o.Cell == written && strings.HasPrefix(o.Message, looseWord) }
	if !slices.ContainsFunc(d.doubts, again) {
		d.doubt(0, written, looseWord+"“%s”，按%s分读入", written, n)
	}
}

const looseWord = "分值、得分写作"

// subtotal is the label of a row that adds up a first level, such as 产出指标小计.
var subtotal = regexp.MustCompile(`^.{0,8}小计:?$`)

// isSubtotal reports whether a row among the indicators adds some of them up: a label that says so, and nothing behind
// it but figures and dashes.
func (d *draft) isSubtotal(labels []string) bool {
	at := indexOf(labels, subtotal.MatchString)
	text := func(s string) bool { return s != "" && !blank(s) && !figure(s) && loosely(s) == "" }
	return at >= 0 && d.inRows && !d.closed && !slices.ContainsFunc(labels[at+1:], text)
}

// doubtFractions marks weights that come to no more than one: they are coefficients (权重系数) and no points.
func (d *draft) doubtFractions() {
	sum, rows := Points(0), 0
	for _, i := range d.Indicators {
		if i.Weight.Printed() {
			sum, rows = sum+i.Weight, rows+1
		}
	}
	if rows > 1 && sum > 0 && sum <= 1_00 {
		d.doubt(0, "", "各行分值合计%s，像是权重系数，不是分值，按原数读入，请更正为分值", sum.Short())
	}
}
