package evaluation

import (
	"regexp"
	"strings"
	"unicode"
)

// spellings are the ways in which the published tables write one and the same thing. Longer ones stand first.
var spellings = strings.NewReplacer(
	"≧", "≥", "≦", "≤", "⩾", "≥", "⩽", "≤", "═", "=", "﹦", "=", "﹪", "%",
	">=", "≥", "=>", "≥", "<=", "≤", "=<", "≤",
	"大于等于", "≥", "大于或等于", "≥", "不低于", "≥", "不少于", "≥", "不小于", "≥", "至少", "≥",
	"小于等于", "≤", "小于或等于", "≤", "不超过", "≤", "不高于", "≤", "不大于", "≤", "不多于", "≤",
	"小于", "<", "低于", "<", "少于", "<", "大于", ">", "高于", ">", "多于", ">", "超过", ">",
	"百分比", "%", "百分百", "100%",
)

// halfWidth turns full-width letters, digits and marks into half-width ones. Chinese commas and stops stay.
func halfWidth(s string) string { return strings.Map(halfRune, s) }

func halfRune(r rune) rune {
	switch {
	case r < '\u00a0':
		return r
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000' || r == '\u00a0':
		return ' '
	case r == '—' || r == '–' || r == '―' || r == '－':
		return '-'
	}
	return r
}

// compact is a cell for comparing and reading: half width, without any space or line break. It changes no word.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if r = halfRune(r); unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' {
			return -1
		}
		return r
	}, s)
}

var (
	percentWord = regexp.MustCompile(`百分之(\d+(?:\.\d+)?)`)
	perMille    = regexp.MustCompile(`千分之(\d+(?:\.\d+)?)`)
	// mustNot is the 得 or 应 of 不得少于 and 不应超过, which says no more than 不少于 and 不超过.
	mustNot = regexp.MustCompile(`不(?:得|应|能|可)((?:低|少|小|高|大|多)于|超过)`)
)

// normal is a value cell with every known spelling brought to one.
func normal(s string) string {
	s = PlainName(s)
	if strings.Contains(s, "百分之") {
		s = percentWord.ReplaceAllString(s, "$1%")
	}
	if strings.Contains(s, "千分之") {
		s = perMille.ReplaceAllString(s, "$1‰")
	}
	if strings.Contains(s, "不") {
		s = mustNot.ReplaceAllString(s, "不$1")
	}
	return spellings.Replace(s)
}

// numbering is what tables put before the name of an indicator: 指标1: or 指标：.
var numbering = regexp.MustCompile(`^(?:三级)?指标\d{0,2}[:.、]`)

// PlainName is the name of an indicator without its numbering, in half width and without spaces.
func PlainName(name string) string {
	name = compact(name)
	if !strings.HasPrefix(name, "指标") && !strings.HasPrefix(name, "三级指标") {
		return name
	}
	return numbering.ReplaceAllString(name, "")
}

// blank reports whether a cell says that there is nothing: empty, 无, 不适用, a stroke.
func blank(cell string) bool {
	switch strings.Trim(compact(cell), "。.") {
	case "", "无", "/", "\\", "-", "--", "不适用", "不涉及", "无此项", "N/A", "n/a":
		return true
	}
	return false
}

// SameName reports whether two names differ in nothing but blanks and the width of their characters.
func SameName(a, b string) bool { return compact(a) == compact(b) }
