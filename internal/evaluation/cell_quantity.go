package evaluation

import (
	"math/big"
	"regexp"
	"strings"
	"unicode"
)

var (
	cellSign   = regexp.MustCompile(`^(?:≥|≤|=|<|>|\+)+`)
	cellNumber = regexp.MustCompile(`^-?\d{1,18}(?:,\d{3})*(?:\.\d+)?`)
	cellUnit   = regexp.MustCompile(`^(?:%|‰|[^\d\s,，。;；、()%‰≥≤<>=]{1,8})?`)
	cellRemark = regexp.MustCompile(`^(.+?)\([^()]*\)$`)
	// cellVerb is what stands before a figure and says only that it was done.
	cellVerb = regexp.MustCompile(`^(?:已|实际|累计|全年|共|共计|合计|总计|完成|开展|举办|达到|达|达成|实现|为|计|人民币|[¥￥]){1,3}`)
	// cellAfter is what a time limit counts from, for example 受理之日起3个工作日内.
	cellAfter = regexp.MustCompile(`^(?:自)?\p{Han}{0,12}(?:之日起|后|起)`)
	rangeSign = regexp.MustCompile(`^(?:-|~|～|至|到)`)
	// signInProse is a sign behind words that say what is counted: 验收合格率≥98%.
	signInProse = regexp.MustCompile(`^\p{Han}{2,16}((?:≥|≤|<|>)\d.*)$`)
	between     = regexp.MustCompile(`^[,，且及和]*$`)
)

// readQuantity reads sign, number and unit. More than one figure is KindSeveral; anything else leaves the cell
// qualitative.
func (c *Cell) readQuantity(s string) {
	read := Cell{Text: c.Text, Kind: KindQuantity, Op: OpEqual}
	if read.readByWord(s) {
		*c = read
		return
	}
	rest, ok := read.readFigure(stripRemark(plainNumerals(s)))
	if ok && rest == "" {
		*c = read
		return
	}
	if ok {
		if high, ok := read.readUpper(rest); ok {
			read.Kind, read.High = KindRange, high
			*c = read
			return
		}
	}
	if m := signInProse.FindStringSubmatch(s); m != nil {
		signed := Cell{Text: c.Text, Kind: KindQuantity, Op: OpEqual}
		if rest, ok := signed.readFigure(stripRemark(plainNumerals(m[1]))); ok && rest == "" {
			*c = signed
			return
		}
	}
	switch {
	case ok && read.countsSomething() && hasMoreFigures(rest):
		c.Kind = KindSeveral
	case strings.ContainsAny(s, "0123456789") && !startsWithProse(s):
		c.Kind = KindUnreadable
	}
}

// startsWithProse reports whether words stand before the first digit, so that the number belongs to a sentence.
func startsWithProse(s string) bool {
	first := []rune(s)[0]
	return unicode.Is(unicode.Han, first) && !strings.HasPrefix(s, "每")
}

// countsSomething reports whether the figure has a unit that counts, so that another figure may follow it.
func (c Cell) countsSomething() bool {
	u := c.Amount.Unit
	return c.Amount.dimension() == Share || u != "" && containsAny(u, "年", "月", "日", "号") == "" &&
		strings.ContainsFunc(u, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// hasMoreFigures reports whether all that stands behind a figure is figures with their units.
func hasMoreFigures(rest string) bool {
	for range 8 {
		rest = strings.TrimLeft(rest, ",，、;；。/和及且")
		next := Cell{Op: OpEqual}
		behind, ok := next.readFigure(rest)
		if !ok || !next.countsSomething() {
			return false
		}
		if behind == "" {
			return true
		}
		rest = behind
	}
	return false
}

// stripRemark drops what stands in brackets behind a figure: 100%(12/12), 12次(其中线上3次).
func stripRemark(s string) string {
	if !strings.HasSuffix(s, ")") {
		return s
	}
	if m := cellRemark.FindStringSubmatch(s); m != nil && strings.ContainsAny(m[1], "0123456789") {
		return m[1]
	}
	return s
}

// readFigure reads one figure at the beginning of a text and gives what stands behind it.
func (c *Cell) readFigure(s string) (rest string, ok bool) {
	s = c.readPeriodBefore(s)
	if !startsWithDigit(s) {
		s = c.readWords(s)
	}
	if sign := cellSign.FindString(s); sign != "" {
		c.Signed, s = true, s[len(sign):]
		c.Op = opOf(sign)
	}
	s = c.readApprox(s)
	digits := cellNumber.FindString(s)
	n, ok := readNumber(digits)
	if !ok {
		return "", false
	}
	if s = s[len(digits):]; startsWithDigit(s) { // a longer row of digits is an identifier
		return "", false
	}
	if share, behind, ok := fraction(n, s); ok {
		c.Amount = Amount{Number: share, Unit: "%"}
		behind = c.readBound(behind)
		return behind, true
	}
	s = c.readMore(s)
	unit := cellUnit.FindString(s)
	rest = s[len(unit):]
	if low, high, ok := strings.Cut(unit, "至"); ok && startsWithDigit(rest) && high == "" {
		unit, rest = low, "至"+rest
	}
	for _, sign := range []string{"-", "~"} {
		if low, high, ok := strings.Cut(unit, sign); ok && startsWithDigit(rest) && high == "" {
			unit, rest = low, sign+rest
		}
	}
	unit = c.readBound(unit)
	if after := c.readBound(rest); after == "" || after == "完成" || after == "覆盖" {
		rest = ""
	}
	unit = c.readPeriodAfter(strings.TrimSuffix(unit, "完成"))
	if garbledMoney(unit) {
		return "", false
	}
	c.Amount = Amount{Number: n, Unit: unit}
	if c.Amount.dimension() == Share && !strings.ContainsAny(rest, "0123456789%‰") {
		rest = ""
	}
	return rest, strings.Trim(rest, "。.") == "" || strings.ContainsAny(rest, "0123456789")
}

var fractionTail = regexp.MustCompile(`^/(\d{1,4})(?:$|以|及|\(|左|,|，|;|；)`)

// fraction reads a part of a whole, 1/3 or 12/12, as a share in per cent. Two years (2023/2024) and more than the whole
// are none.
func fraction(part Number, behind string) (share Number, rest string, ok bool) {
	m := fractionTail.FindStringSubmatch(behind)
	if m == nil || part.places > 0 || part.rat.Sign() < 0 {
		return Number{}, "", false
	}
	whole := big64(int64(atoi(m[1])))
	isYear := part.rat.Cmp(big64(1900)) > 0 && part.rat.Cmp(big64(2200)) < 0
	if whole.Sign() == 0 || part.rat.Cmp(whole) > 0 || isYear {
		return Number{}, "", false
	}
	ratio := new(big.Rat).Quo(part.rat, whole)
	return Number{rat: ratio.Mul(ratio, hundred), places: 2}, behind[len("/")+len(m[1]):], true
}

// garbledMoney reports whether a unit ends like money and is none: 3O万元 with the letter O.
func garbledMoney(unit string) bool {
	_, known := moneyFactor(perYear(unit))
	return !known && (strings.HasSuffix(unit, "万元") || strings.HasSuffix(unit, "亿元"))
}

// readWords takes the words before a figure: what it counts from, that it is meant or about so much, that it was done.
func (c *Cell) readWords(s string) string {
	if strings.Contains(s, "起") || strings.Contains(s, "后") {
		if at := cellAfter.FindString(s); at != "" && startsWithDigit(s[len(at):]) {
			s = s[len(at):]
		}
	}
	s = c.readApprox(c.readIntent(s))
	if verb := cellVerb.FindString(s); verb != "" && startsFigure(s[len(verb):]) {
		s = s[len(verb):]
	}
	return c.readApprox(s)
}

// readUpper reads the upper end of a range: what stands behind the lower one, 至5天 or ≤100%. A lower end without a
// unit has that of the upper one.
func (c *Cell) readUpper(rest string) (Amount, bool) {
	sign := rangeSign.FindString(rest)
	signed := false
	if sign == "" {
		at := strings.Index(rest, "≤")
		if c.Op != OpAtLeast || at < 0 || !between.MatchString(rest[:at]) {
			return Amount{}, false
		}
		sign, signed = rest[:at+len("≤")], true
	}
	upper := Cell{Op: OpEqual}
	behind, ok := upper.readFigure(rest[len(sign):])
	if !ok || behind != "" || upper.Signed && !signed {
		return Amount{}, false
	}
	low := c.Amount
	if low.Unit == "" {
		low.Unit = upper.Amount.Unit
	}
	if !low.sameUnit(upper.Amount) || low.inBase().cmp(upper.Amount.inBase()) > 0 {
		return Amount{}, false
	}
	c.Amount, c.Op, c.Signed = low, OpEqual, false
	return upper.Amount, true
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// startsFigure reports whether a figure begins here, perhaps with its sign.
func startsFigure(s string) bool {
	return startsWithDigit(strings.TrimLeft(s, "≥≤=<>-约近"))
}

// readIntent takes the words that say what somebody means to do.
func (c *Cell) readIntent(s string) string {
	for _, word := range []string{"力争", "争取", "预计", "计划", "预估", "拟"} {
		after, ok := strings.CutPrefix(s, word)
		if ok && startsFigure(strings.TrimPrefix(after, cellVerb.FindString(after))) {
			c.Intent = true
			return after
		}
	}
	return s
}

func (c *Cell) readApprox(s string) string {
	for _, word := range []string{"大约", "约为", "约", "大概", "将近", "接近", "近"} {
		if strings.HasPrefix(s, word) && startsFigure(s[len(word):]) {
			c.Approx = true
			return s[len(word):]
		}
	}
	return s
}

// readMore takes 余 and 多 between a number and its unit: 100余人次 is more than it says, by nobody knows how much.
func (c *Cell) readMore(s string) string {
	for _, word := range []string{"余", "多"} {
		if strings.HasPrefix(s, word) && len(s) > len(word) {
			c.Approx = true
			return s[len(word):]
		}
	}
	return s
}

// bounds are the words behind a figure that say how it is meant, longer ones first.
var bounds = []struct {
	word string
	op   Op
}{
	{"及以上", OpAtLeast}, {"以上", OpAtLeast}, {"及以内", OpAtMost}, {"以内", OpAtMost}, {"及以下", OpAtMost}, {"以下", OpAtMost},
	{"之内", OpAtMost}, {"左右", OpEqual}, {"上下", OpEqual}, {"日内", OpAtMost}, {"天内", OpAtMost}, {"时内", OpAtMost},
	{"月内", OpAtMost}, {"钟内", OpAtMost},
}

// readBound takes the words behind a number that say how it is meant: 以上, 以内, 左右, and the 内 of a time limit.
func (c *Cell) readBound(s string) string {
	plain := strings.TrimSuffix(s, "(含)")
	for _, b := range bounds {
		if !strings.HasSuffix(plain, b.word) {
			continue
		}
		if b.op == OpEqual {
			c.Approx = true
		} else {
			c.Op, c.Signed = b.op, true
		}
		if before, limit := strings.CutSuffix(b.word, "内"); limit && before != "以" && before != "及以" && before != "之" {
			return strings.TrimSuffix(plain, "内")
		}
		return strings.TrimSuffix(plain, b.word)
	}
	return s
}

// opOf reads < as ≤ and > as ≥: at the border the ratio is one either way.
func opOf(sign string) Op {
	switch {
	case strings.ContainsAny(sign, "≥>"):
		return OpAtLeast
	case strings.ContainsAny(sign, "≤<"):
		return OpAtMost
	}
	return OpEqual
}
