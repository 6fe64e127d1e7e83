package evaluation

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	fen "guangsha/internal/base/money"
	"guangsha/internal/measure"
)

// Outside is a figure as a paper from outside the centre's own books states it (外部文件所列数), bound to the measure that
// counts the same.
type Outside struct {
	Paper   string `json:"paper"`  // 文件种类, one of OutsidePapers
	Number  string `json:"number"` // 文号或编号
	Dated   string `json:"dated"`  // 文件日期
	Item    string `json:"item"`   // 事项, as the paper calls it
	Measure string `json:"measure"`
	Amount  string `json:"amount"` // as the paper prints it, with its unit: 4564.74万元
	Fen     int64  `json:"fen"`
	Page    string `json:"page"` // 页码, or empty
	By      string `json:"by"`   // 登记人
	On      string `json:"on"`   // 登记日
}

// OutsidePaper is a kind of paper from outside (外部文件种类).
type OutsidePaper struct {
	Name string
	// Imported says that it comes out of a bank, the treasury or the finance system, whose figure the centre cannot
	// write: a figure that agrees with one has the grade of what was imported. What the centre publishes itself stands
	// beside the figure and raises nothing.
	Imported bool
}

// OutsidePapers are the kinds.
var OutsidePapers = []OutsidePaper{
	{"部门决算", true}, {"财务决算", true}, {"国库支付对账单", true}, {"银行对账单", true}, {"年度信息披露报告", false}, {"审计报告", false},
}

func outsidePaper(name string) (OutsidePaper, bool) {
	i := slices.IndexFunc(OutsidePapers, func(p OutsidePaper) bool { return p.Name == name })
	if i < 0 {
		return OutsidePaper{}, false
	}
	return OutsidePapers[i], true
}

// Title names the paper and the place in it.
func (o Outside) Title() string {
	text := fmt.Sprintf("%s（%s，%s）", o.Paper, o.Number, o.Dated)
	if o.Page != "" {
		text += "第" + o.Page + "页"
	}
	return text
}

// Compared is a figure of a paper from outside beside the measured one.
type Compared struct {
	Outside
	Difference int64 `json:"difference"` // 取数减文件, in fen
	Agrees     bool  `json:"agrees"`     // the measured one, rounded as the paper rounds, is the paper's
}

// Verdict is the comparison in a word.
func (c Compared) Verdict() string {
	switch {
	case c.Agrees && c.Difference == 0:
		return "一致"
	case c.Agrees:
		return "舍入后一致"
	}
	return "不一致"
}

// Say is the comparison in one line.
func (c Compared) Say() string {
	text := fmt.Sprintf("%s“%s”列%s，", c.Title(), c.Item, c.Amount)
	switch {
	case c.Difference == 0:
		text += "与取数一致"
	case c.Agrees:
		text += "与取数相差" + fen.Fen(c.Difference).Grouped() + "元，是文件的舍入"
	default:
		text += "与取数相差" + fen.Fen(c.Difference).Grouped() + "元"
	}
	return text + fmt.Sprintf("；%s于%s登记", c.By, c.On)
}

// SayOutside are comparisons in lines, empty without any.
func SayOutside(all []Compared) string {
	var lines []string
	for _, c := range all {
		lines = append(lines, c.Say())
	}
	return strings.Join(lines, "\n")
}

// Against holds a value against what papers from outside state of its measure. A value that is no money, or that has no
// answer, is held against nothing.
func Against(v measure.Value, list []Outside) []Compared {
	var all []Compared
	for _, o := range list {
		amount, ok := plainAmount(o.Amount)
		if o.Measure != v.Measure.Name || v.Measure.Unit != measure.Fen || !v.Known || !ok {
			continue
		}
		measured := Amount{Number: Number{rat: big.NewRat(v.N, 100), places: 2}, Unit: exactUnit}.in(amount.Unit).rat
		agrees := atPlaces(measured, amount.Number.places).Cmp(amount.Number.rat) == 0
		all = append(all, Compared{Outside: o, Difference: v.N - o.Fen, Agrees: agrees})
	}
	return all
}

// Held is a figure of a paper from outside, held against the measured one.
type Held struct {
	Compared
	Value measure.Value
	Grade measure.Grade // of the measured figure beside all papers of the list
}

// HoldAgainst holds each figure of a list against the value of its measure.
func HoldAgainst(list []Outside, values map[string]measure.Value) []Held {
	held := make([]Held, len(list))
	for i, o := range list {
		v := values[o.Measure]
		held[i] = Held{Compared{Outside: o}, v, GradeBeside(v.Measure.Grade, Against(v, list))}
		if beside := Against(v, list[i:i+1]); len(beside) > 0 {
			held[i].Compared = beside[0]
		}
	}
	return held
}

// MeasuresOf names the measures that lists are bound to, each once, sorted.
func MeasuresOf(lists ...[]Outside) []string {
	var names []string
	for _, o := range slices.Concat(lists...) {
		names = append(names, o.Measure)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// GradeBeside is the grade of a figure beside papers from outside (证据等级): what a register says, and a paper of a bank,
// the treasury or the finance system states as well, counts as imported, unless any of them says something else.
func GradeBeside(own measure.Grade, all []Compared) measure.Grade {
	imported := false
	for _, c := range all {
		paper, _ := outsidePaper(c.Paper)
		if !c.Agrees {
			return own
		}
		imported = imported || paper.Imported
	}
	if imported && slices.Index(grades, own) > slices.Index(grades, measure.Imported) {
		return measure.Imported
	}
	return own
}

// Against puts what papers from outside state beside the figures of a table, and gives each figure the grade that it
// has with them.
func (f *FilledTable) Against(values map[string]measure.Value, list []Outside) {
	of := func(e *Evidence, beside *[]Compared) {
		if e.Measure != "" {
			*beside = Against(values[e.Measure], list)
			e.Grade = GradeBeside(e.Grade, *beside)
		}
	}
	of(&f.Execution.Evidence, &f.Execution.Outside)
	for i := range f.Rows {
		row := &f.Rows[i]
		of(&row.Evidence, &row.Outside)
		for k := range row.Also {
			of(&row.Also[k].Evidence, &row.Also[k].Outside)
		}
	}
}
