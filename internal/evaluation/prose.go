package evaluation

import (
	"regexp"
	"strings"
)

var proseNumber = regexp.MustCompile(`\d{1,18}(?:,\d{3})*(?:\.\d+)?`)

// amountsIn finds the amounts that a text states: numbers before a counter word. Dates and the numbers of services
// such as 12329 are none.
func amountsIn(text string) []Amount {
	text = compact(text)
	var found []Amount
	for _, at := range proseNumber.FindAllStringIndex(text, -1) {
		unit := unitAt(text[at[1]:])
		if unit == "" {
			continue
		}
		n, ok := readNumber(text[at[0]:at[1]])
		if ok {
			found = append(found, Amount{Number: n, Unit: unit})
		}
	}
	return found
}

func unitAt(rest string) string {
	longest := ""
	for _, w := range countWords {
		if strings.HasPrefix(rest, w) && len(w) > len(longest) {
			longest = w
		}
	}
	// 个月 and 个工作日 are durations, and a 年 behind a number is a date.
	if longest == "个" && (strings.HasPrefix(rest, "个月") || strings.HasPrefix(rest, "个工作日")) {
		return ""
	}
	return longest
}

var (
	yearInText = regexp.MustCompile(`(较|比|与|自|从|同|至)?((?:19|20)\d{2})(?:年|[./-]\d{1,2}[./-]\d{1,2})(?:度)?(同期|相比|结转|以来|起|规划)?`)
	yearSpan   = regexp.MustCompile(`(?:19|20)\d{2}年?[-~—至](?:19|20)\d{2}年`)
)

// yearsIn finds the years that a text says something happens in, each once: years that it compares with, counts from or
// plans by are not meant.
func yearsIn(text string) []int {
	var years []int
	if !strings.Contains(text, "年") && !strings.ContainsAny(text, "-/.") {
		return nil
	}
	seen := map[int]bool{}
	for _, m := range yearInText.FindAllStringSubmatch(yearSpan.ReplaceAllString(compact(text), ""), -1) {
		if m[1] != "" && m[1] != "至" || m[3] != "" {
			continue
		}
		if y := atoi(m[2]); y != 0 && !seen[y] {
			seen[y] = true
			years = append(years, y)
		}
	}
	return years
}

// containsAny gives the first of the words that a text contains, or nothing.
func containsAny(text string, words ...string) string {
	for _, w := range words {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}
