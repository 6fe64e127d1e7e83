package evaluation

import (
	"regexp"
	"strings"
	"unicode"
)

// stockClause is a clause that fits any table and explains nothing (套话): intentions, praise, and that all is as it
// should be.
var stockClause = regexp.MustCompile(`^(?:(?:今后|下一步|下一年度|下年度|以后|同时|将|要|并|我们|本单位|我中心|单位|项目)*` +
	`(?:进一步|继续|不断|努力|积极|切实|严格|认真|加强|强化|提高|提升|加快|完善|规范|做好|确保|注重|优化|高度重视|抓好|抓紧|合理|科学|充分)` +
	`[\p{Han}、]*|无|无偏差|无原因|不存在偏差|没有偏差|正常|一切正常|情况正常|[\p{Han}]{0,8}情况(?:良好|较好|正常)|同上|同左|略|详见附件|` +
	`按(?:照)?(?:计划|要求|规定|进度|预算|合同)[\p{Han}]{0,10}|(?:已|均已|基本|全部|圆满|顺利|较好(?:地)?|按时|如期|超额)*(?:完成|达成|达标)[\p{Han}]{0,8}|` +
	`通过实施(?:该|本)?项目|保障了?[\p{Han}]{2,20}|(?:资金|经费|预算|项目)(?:使用|执行|支付|管理)?(?:规范|到位|及时|合理|良好|率高|安全|有效)[\p{Han}]{0,6}|` +
	`达到(?:了)?预期[\p{Han}]{0,6}|工作需要|实际需要|客观原因|主观原因|其他原因|特殊原因|历史原因|疫情)$`)

// sentences are the sentences of a text without their stock clauses and without any that consist of nothing else.
func sentences(text string) []string {
	var out []string
	for sentence := range strings.FieldsFuncSeq(compact(text), oneOf("。；;!！?")) {
		var kept []string
		for clause := range strings.FieldsFuncSeq(sentence, oneOf("，,:")) {
			if !stockClause.MatchString(clause) {
				kept = append(kept, clause)
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, "，"))
		}
	}
	return out
}

func oneOf(marks string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(marks, r) }
}

// stock reports whether a text that says something consists of stock phrases alone.
func stock(text string) bool {
	const shortest = 4 // characters of a statement that can be checked
	han := 0
	for _, s := range sentences(text) {
		for _, r := range s {
			if unicode.Is(unicode.Han, r) || unicode.IsDigit(r) {
				han++
			}
		}
	}
	return han < shortest
}

var causeWords = regexp.MustCompile(`因|由于|受[\p{Han}]{1,10}影响|未|没有|尚|跨年|结转|结余|节约|节省|取消|推迟|延期|延迟|延后|滞后|压减|核减|收回|` +
	`质保|尾款|招标|中标|较晚|下达晚|不足|剩余|暂缓|暂停|停工|等待|变更|主要是|原因`)

// explains reports whether a text explains something that one of the words names: a sentence that is not stock names it
// and states a cause or what happened.
func explains(text string, words ...string) bool {
	for _, s := range sentences(text) {
		if containsAny(s, words...) != "" && causeWords.MatchString(s) {
			return true
		}
	}
	return false
}

// statesAnywhere reports whether a sentence that is not stock has one of the words and speaks of money or its papers.
func (s *subject) statesAnywhere(words ...string) bool {
	texts := []string{s.GoalActual}
	for _, l := range s.rows {
		texts = append(texts, l.Reason)
	}
	for _, text := range texts {
		for _, sentence := range sentences(text) {
			if containsAny(sentence, words...) != "" &&
				containsAny(sentence, "预算", "资金", "经费", "财政", "指标", "批复", "〔", "万元") != "" {
				return true
			}
		}
	}
	return false
}

// explainsAnywhere looks for an explanation where officers write one: the text on completion and the reasons of rows.
func (s *subject) explainsAnywhere(words ...string) bool {
	if explains(s.GoalActual, words...) {
		return true
	}
	for _, l := range s.rows {
		if explains(l.Reason, words...) {
			return true
		}
	}
	return false
}
