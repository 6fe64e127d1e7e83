package evaluation

import (
	"regexp"
	"slices"
	"strings"
)

// Labels of the lines above a table and of its first rows, each in the spellings of several places.
var (
	noteGoesOn = regexp.MustCompile(`^\(?\d{1,2}[.、)]`)
	noteLine   = regexp.MustCompile(`^(?:注意事项|注|备注|说明|填报说明)[:：\d]`)
	titleLine  = regexp.MustCompile(`自评.{0,4}表|绩效评价表`)
	goalTitle  = regexp.MustCompile(`绩效目标.{0,8}表`)
	yearLine   = regexp.MustCompile(`^\(?(?:(?:评价|自评|填报)?年度:)?[\d二〇零○一三四五六七八九]{4}年度?\)?$|` +
		`^\(?(?:评价|自评|填报)?年度:(?:19|20)\d{2}\)?$`)
	bodyLine     = regexp.MustCompile(`^(?:填报单位|填报部门|单位|单位名称|填报单位名称)(?:\([^()]*\))?:(.+)$`)
	moneyLine    = regexp.MustCompile(`^(?:金额)?单位:(亿元|万元|千元|元)$`)
	projectLabel = regexp.MustCompile(`^(?:项目|项目支出|专项|专项资金|专项\(项目\)|政策|资金|转移支付|项目\(政策\)|政策\(项目\))名称` +
		`(?:及代码|及编码)?:?$`)
	wholeLabel      = regexp.MustCompile(`^(?:.级)?(?:预算)?(?:部门|单位|部门\(单位\))名称:?$`)
	departmentLabel = regexp.MustCompile(`^(?:预算)?主管(?:部门|单位)(?:及代码|名称)?(?:\([^()]*\))?:?$|^一级预算单位:?$`)
	unitLabel       = regexp.MustCompile(`^(?:项目)?(?:实施|使用|承担|执行)?单位(?:名称)?(?:\([^()]*\))?:?$|` +
		`^(?:资金使用|用款|(?:基层)?预算)单位:?$`)
	bodyLabel = regexp.MustCompile(`^填报(?:单位|部门)(?:名称)?(?:\([^()]*\))?:?$`)
)

// totalLabels are those of the row of sums. Above the indicators 合计 is a row of funds.
var totalLabels = []string{"总分", "总计得分", "合计得分", "合计", "总计", "总得分", "自评总分", "总分合计", "得分合计", "自评得分合计", "总分值",
	"综合得分", "综合评分", "最终得分"}

func (d *draft) isTotal(labels []string) bool {
	at := indexOf(labels, func(s string) bool {
		return slices.Contains(totalLabels, strings.TrimSuffix(s, ":"))
	})
	if at < 0 {
		return false
	}
	if strings.HasPrefix(labels[at], "总分") {
		return true
	}
	side := func(s string) bool { return s == "" || strings.HasPrefix(s, "绩效指标") }
	return d.inRows && !slices.ContainsFunc(labels[:at], func(s string) bool { return !side(s) })
}

// hasTotal reports whether a row without a table above it is one of sums: its label and a figure behind it.
func hasTotal(labels []string) bool {
	at := indexOf(labels, func(s string) bool { return slices.Contains(totalLabels, strings.TrimSuffix(s, ":")) })
	return at >= 0 && slices.ContainsFunc(labels[at+1:], figure)
}

// readTotal reads the sums of weights and scores, those under their heads first, and a grade behind them.
func (d *draft) readTotal(cells, labels []string) {
	d.closed = true
	n, scoreOnly := 0, d.indicators != nil && !d.indicators.has(fieldWeight)
	if scoreOnly {
		n = 1
	}
	seen := false
	for i, label := range labels {
		switch {
		case label == "":
		case n < 2 && seen && (ReadPoints(label).Printed() || blank(label) || !isGrade(label)):
			if n == 0 && i == d.indicators.at(fieldScore) && i > 0 {
				n = 1
			}
			d.TotalText[n] = cells[i]
			n++
		case isGrade(label) && d.Grade == "":
			d.Grade = cells[i]
		case seen && !slices.Contains(totalLabels, strings.TrimSuffix(label, ":")):
			d.doubt(0, cells[i], "总分一行另有一格没有读入")
		case slices.Contains(totalLabels, strings.TrimSuffix(label, ":")):
			seen = true
		default:
			d.doubtSide(cells[i:i+1], labels[i:i+1])
		}
	}
	if n := loosely(compact(d.TotalText[0])); d.loose && n != "" {
		d.doubtSpelling(compact(d.TotalText[0]), n)
		d.TotalText[0] = n
	}
	d.Total, d.TotalScore = ReadPoints(d.TotalText[0]), ReadPoints(d.TotalText[1])
	if !d.TotalScore.Printed() && (d.indicators == nil || d.indicators.has(fieldScore)) {
		d.doubt(0, d.TotalText[1], "总分一行没有读到得分")
	}
}

func isGrade(label string) bool {
	label = strings.TrimSuffix(label, "秀")
	return slices.Contains([]string{"优", "良", "良好", "中", "差", "合格", "不合格"}, label)
}

// readGrade reads 等级, and reports whether the row has it.
func (d *draft) readGrade(cells, labels []string) bool {
	at := indexOf(labels, func(s string) bool {
		return strings.HasSuffix(s, "等级") || strings.HasSuffix(s, "等级:") || strings.HasSuffix(s, "等次") ||
			s == "评价结论"
	})
	if at < 0 {
		return false
	}
	value, behind := nextFilled(cells, at+1, len(cells))
	another := d.Grade != "" && !SameName(d.Grade, value)
	if d.Grade == "" {
		d.Grade = value
	}
	if another || behind >= 0 && firstFilled(labels[behind+1:]) >= 0 {
		d.keep(cells, labels) // it says more than the grade
	}
	return true
}

// otherLabels begin the rows that forms have beyond those that the program reads.
var otherLabels = regexp.MustCompile(`^(?:项目负责人|负责人|联系人|联系电话|填表人|填报人|填报日期|填报时间|审核人|财务负责人|单位负责人|项目编码|项目类型|` +
	`项目类别|项目属性|项目周期|项目期限|其他需要?说明|需要?说明|存在问题|存在的问题|主要问题|改进措施|下一步|评价结论|自评结论|评价等级说明|` +
	`按收入性质|按支出性质|其中:一般公共预算|政府性基金|其中:基本支出|小计)`)

// isOther reports whether a row is one of a form that is kept and not read.
func (d *draft) isOther(labels []string) bool {
	first := labels[firstFilled(labels)]
	return otherLabels.MatchString(first) && !(d.closed && d.Grade == "" && isGrade(lastFilled(labels)))
}

func lastFilled(labels []string) string {
	for _, s := range slices.Backward(labels) {
		if s != "" {
			return s
		}
	}
	return ""
}

// keep keeps a row with its cells.
func (d *draft) keep(cells, labels []string) {
	row := OtherRow{Part: PartHead}
	switch {
	case d.inRows:
		row.Part = PartFoot
	case len(d.Funds) > 0 || d.funds != nil:
		row.Part = PartFunds
	}
	for i, label := range labels {
		if label != "" {
			row.Cells = append(row.Cells, cells[i])
		}
	}
	const most = 100 // a file of noise need not be kept
	if len(d.Others) < most {
		d.Others = append(d.Others, row)
	}
}
