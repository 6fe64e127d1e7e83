package evaluation

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"
)

func big64(n int64) *big.Rat { return big.NewRat(n, 1) }

var (
	numeralUnits = `个工作日|工作日|个月|小时|分钟|人次|次|场|期|个|件|套|家|项|种|条|份|台|户|笔|人|天|名|批|篇|册|辆|处|间|所`
	wordNumeral  = regexp.MustCompile(`^((?:每个?(?:月|季度|季|年|周|半年))?[≥≤<>=约]*)([〇零一二两三四五六七八九十百千万]{1,9})(` + numeralUnits + `)`)
	wordShare    = regexp.MustCompile(`^([≥≤<>=约]*)(%|百分之|千分之)([零一二三四五六七八九十百]{1,5})(?:点([零一二三四五六七八九]{1,4}))?`)
	wordFraction = regexp.MustCompile(`^([≥≤<>=约]*)([二三四五六七八九十])分之([一二三四五六七八九])`)
	wordTenths   = regexp.MustCompile(`^([≥≤<>=约]*)([一二三四五六七八九])成([一二三四五六七八九半])?(以上)?$`)
)

// plainNumerals writes the Chinese numerals of a figure as digits: 十二次, 三个工作日, 百分之九十五, 九成五, 三分之一. A numeral without a
// counter word behind it stays, since 一次性 and 一体化 are words.
func plainNumerals(s string) string {
	if !strings.ContainsAny(s, "〇零一二两三四五六七八九十百千") {
		return s
	}
	if m := wordShare.FindStringSubmatch(s); m != nil {
		if n, ok := numeral(m[3]); ok {
			sign := "%"
			if m[2] == "千分之" {
				sign = "‰"
			}
			return m[1] + strconv.Itoa(n) + decimals(m[4]) + sign + s[len(m[0]):]
		}
	}
	if m := wordFraction.FindStringSubmatch(s); m != nil {
		whole, _ := numeral(m[2])
		part, _ := numeral(m[3])
		return m[1] + strconv.Itoa(part) + "/" + strconv.Itoa(whole) + s[len(m[0]):]
	}
	if m := wordTenths.FindStringSubmatch(s); m != nil {
		n, _ := numeral(m[2])
		more := 5
		if m[3] != "半" {
			more, _ = numeral(m[3])
		}
		return m[1] + strconv.Itoa(n*10+more) + "%" + m[4]
	}
	m := wordNumeral.FindStringSubmatch(s)
	if m == nil || strings.HasPrefix(s[len(m[0]):], "性") {
		return s
	}
	n, ok := numeral(m[2])
	if !ok {
		return s
	}
	return m[1] + strconv.Itoa(n) + s[len(m[1])+len(m[2]):]
}

var numeralDigits = map[rune]int{
	'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

// numeral reads a Chinese numeral below a hundred million. An empty one is 0.
func numeral(s string) (int, bool) {
	total, section, digit, seen := 0, 0, 0, false
	for _, r := range s {
		if d, ok := numeralDigits[r]; ok {
			if seen && digit != 0 {
				return 0, false // 二三 is about two or three
			}
			digit, seen = d, true
			continue
		}
		unit := map[rune]int{'十': 10, '百': 100, '千': 1000, '万': 10_000}[r]
		if unit == 10_000 {
			if section += digit; section == 0 || total > 0 {
				return 0, false
			}
			total, section, digit, seen = section*unit, 0, 0, false
			continue
		}
		if !seen {
			digit = 1
		}
		section += digit * unit
		digit, seen = 0, false
	}
	return total + section + digit, true
}

// decimals writes the digits behind 点.
func decimals(s string) string {
	if s == "" {
		return ""
	}
	out := "."
	for _, r := range s {
		out += strconv.Itoa(numeralDigits[r])
	}
	return out
}
