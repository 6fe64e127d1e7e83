package evaluation

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// against is what in an actual speaks against its target, where no ratio can be computed (完成值与指标值相反). It takes
// nothing off: what such a row earns, a person grades.
type against struct {
	word string // as the actual has it; empty when nothing does
	late bool   // it says that something came late
}

var (
	negation = regexp.MustCompile(`不够|不太|不|未能|未|没有|没|无|欠`)
	// betweenNegation is what may stand between a negation and what it denies: 未全部完成.
	betweenNegation = regexp.MustCompile(`^(?:能|完全|全部|全面|充分|得到|达到|明显|很|再)`)
	// badWords say by themselves that something was not as it should be.
	badWords = regexp.MustCompile(`(?:不|未|没有)(?:完成|达标|达成|达到|通过|验收|开展|启动|实施|落实|执行|发放|支付|报送|实现|合格|合规|规范|满意|及时|到位|` +
		`完整|准确|按时|按期|如期)|违规|违纪|失败|返工|停工|取消|事故|泄露`)
	lateWords = regexp.MustCompile(`(?:逾期|延期|延迟|推迟|滞后|超期|超时|迟报|迟发|迟缴|晚报|晚发|晚于|拖欠|拖延|误期)` +
		`(?:了|至|到|\d|[一二三四五六七八九十两]|完成|发放|支付|报送|缴纳|交付|竣工|开工|办理|[,，。;；、(]|$)`)
	// denied before such a word says that there was none of it: 无逾期, 未发现不合格, 0笔违规, 杜绝事故.
	denied = regexp.MustCompile(`[无未没零]|杜绝|避免|防止|减少|降低|预防|消除|查处|不存在|不再|(?:^|\D)0\p{Han}*$`)
	// deniedAfter behind it says the same, or that the word only names what is meant: 不合格率0.
	deniedAfter = regexp.MustCompile(`^(?:率|数|风险|问题|事件|行为|次数|情况)?(?:为|是|:|共)?(?:0|零|无)(?:\D|$)|^(?:率|风险|隐患|预防|防范|处理|查处|整改)`)
	sharedWords = []string{"及时", "按时", "按期", "准时", "如期"}
	clauseEnd   = "，,。;；、！!"
)

// againstTarget tells what in an actual speaks against its target: the target denied, a worse grade, an exception that
// the actual names.
func againstTarget(target, actual Cell) against {
	if actual.Level != LevelNone || target.Kind == KindNone || len(actual.Text) > longestCell {
		return against{}
	}
	t, a := normal(target.Text), normal(actual.Text)
	if t == a || a == "" {
		return against{}
	}
	share := actual.Measured() && actual.Amount.dimension() == Share
	switch {
	case worseGrade(t, a), oppositeSign(t, a):
		return against{word: actual.Text}
	case share && actual.Amount.inBase().cmp(Number{rat: hundred}) < 0 &&
		(target.Level == LevelReached || containsAny(t, sharedWords...) != ""):
		return against{word: actual.Text}
	}
	if word := named(lateWords, t, a); word != "" {
		return against{strings.TrimRight(word, clauseEnd+"("), true}
	}
	if word := deniedTarget(t, a); word != "" {
		return against{word: word}
	}
	return against{word: named(badWords, t, a)}
}

// named finds a word of a kind in an actual that neither the target has nor the words around it deny.
func named(words *regexp.Regexp, target, actual string) string {
	for _, at := range words.FindAllStringIndex(actual, -1) {
		word := actual[at[0]:at[1]]
		if !strings.Contains(target, word) && !isDenied(actual, at[0], at[1]) {
			return word
		}
	}
	return ""
}

// isDenied reports whether the words around a place in a text say that there was none of what stands there.
func isDenied(text string, from, to int) bool {
	before := text[:from]
	if cut := strings.LastIndexAny(before, clauseEnd); cut >= 0 {
		_, size := utf8.DecodeRuneInString(before[cut:])
		before = before[cut+size:]
	}
	return denied.MatchString(before) || deniedAfter.MatchString(text[to:])
}

// deniedTarget finds where an actual denies a word of its target: 健全 and 不健全, 有效 and 无效.
func deniedTarget(target, actual string) string {
	for _, at := range negation.FindAllStringIndex(actual, -1) {
		no, rest := actual[at[0]:at[1]], actual[at[1]:]
		if !strings.Contains(target, string(firstRunes(rest, 2))) {
			rest = betweenNegation.ReplaceAllString(rest, "")
		}
		word := string(firstRunes(rest, 2))
		if utf8.RuneCountInString(target) == 1 {
			word = string(firstRunes(rest, 1))
		}
		has := "有" + string(firstRunes(rest, 1))
		switch {
		case word == "" || isDenied(actual, at[0], at[1]+len(word)) || strings.Contains(target, no+word):
		case strings.Contains(target, word) && (utf8.RuneCountInString(word) == 2 || word == target):
			return actual[at[0] : len(actual)-len(rest)+len(word)]
		case (no == "无" || no == "没有" || no == "没") && rest != "" && strings.Contains(target, has):
			return actual[at[0]:at[1]] + string(firstRunes(rest, 1))
		}
	}
	return ""
}

func firstRunes(s string, n int) []rune {
	r := make([]rune, 0, n)
	for _, c := range s {
		if len(r) == n || strings.ContainsRune(clauseEnd, c) {
			break
		}
		r = append(r, c)
	}
	return r
}

// gradeOrder are the words of an order of quality, best first.
var gradeOrder = [][]string{
	{"优", "优秀"}, {"良", "良好", "较好", "好"}, {"中", "一般", "合格"},
	{"差", "较差", "很差", "不好", "不理想", "不佳", "异常", "恶化"},
}

// worseGrade reports whether an actual names a worse grade than its target; the worst one is worse than anything.
func worseGrade(target, actual string) bool {
	rank := func(s string) int {
		return slices.IndexFunc(gradeOrder, func(words []string) bool { return slices.Contains(words, s) })
	}
	t, a := rank(target), rank(actual)
	return a == len(gradeOrder)-1 && t != a || t >= 0 && a > t
}

// oppositeSign reports whether an actual compares the other way with what its target names: 不低于上年 and 低于上年.
func oppositeSign(target, actual string) bool {
	t, a := cellSign.FindString(target), cellSign.FindString(actual)
	return t != "" && a != "" && opOf(t) != opOf(a) && strings.TrimPrefix(target, t) == strings.TrimPrefix(actual, a) &&
		opOf(t) != OpEqual && opOf(a) != OpEqual
}
