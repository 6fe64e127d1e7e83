package evaluation

import (
	"fmt"
	"strings"

	"guangsha/internal/base/refusal"
)

// CodeGoals is the code of the refusal of a file of goals that cannot be read, or that no table can be made of.
const CodeGoals = "evaluation.goals"

// shownWrongs is how much of what is wrong with one file is named at once.
const shownWrongs = 5

// ReadGoals reads the approved goals of a year (绩效目标) from their file, a JSON object in UTF-8; name only serves
// messages, and known says whether a measure exists. A file that cannot be read, is of another year, or lacks what a
// table is made of is a *refusal.Refused with CodeGoals that names the lines.
func ReadGoals(src []byte, name string, year int, known func(measure string) bool) (Goals, error) {
	var g Goals
	at, wrong := readStrictly(src, &g)
	r := goalsReader{at: at, known: known}
	if wrong != "" {
		r.wrong = []string{wrong}
	} else {
		r.goals(g, year)
	}
	if len(r.wrong) == 0 {
		return g, nil
	}
	if more := len(r.wrong) - shownWrongs; more > 0 {
		r.wrong = append(r.wrong[:shownWrongs], fmt.Sprintf("另有%d处", more))
	}
	return Goals{}, refusal.New(CodeGoals, "绩效目标文件“"+name+"”读不懂："+strings.Join(r.wrong, "；"), "",
		"请改正该文件；没有写入任何内容")
}

// goalsReader gathers what is wrong with goals, with the lines.
type goalsReader struct {
	at    places
	known func(measure string) bool
	wrong []string
}

// want notes a sentence about a field unless what it says holds. A field that is missing stands where its owner does.
func (r *goalsReader) want(holds bool, owner, field, sentence string) {
	if holds {
		return
	}
	at := r.at.at(strings.TrimPrefix(owner+"."+field, "."))
	if at == "" {
		at = r.at.at(owner)
	}
	if at != "" {
		at += "："
	}
	r.wrong = append(r.wrong, at+sentence+"（"+field+"）")
}

func (r *goalsReader) goals(g Goals, year int) {
	r.want(g.Year != 0, "", "year", "没有写年度")
	r.want(g.Year == 0 || g.Year == year, "", "year", fmt.Sprintf("写的是%d年度，这里要的是%d年度", g.Year, year))
	r.want(compact(g.Unit) != "", "", "unit", "没有写主管部门和实施单位")
	r.want(len(g.Projects) > 0, "", "projects", "一个项目也没有")
	for i, p := range g.Projects {
		owner := fmt.Sprintf("projects[%d]", i)
		r.want(compact(p.Name) != "", owner, "name", fmt.Sprintf("第%d个项目没有写名称", i+1))
		r.want(Layout(p.Layout) == G11 || Layout(p.Layout) == G9, owner, "layout", "表样应为G11或G9")
		r.want(amountCell(p.Initial), owner, "initial", "年初预算数应是以万元计的数")
		r.want(amountCell(p.Budget), owner, "budget", "全年预算数应是以万元计的数")
		r.source(owner+".spent", p.Spent)
		r.want(len(p.Indicators) > 0, owner, "indicators", "没有指标")
		for k, ind := range p.Indicators {
			r.indicator(fmt.Sprintf("%s.indicators[%d]", owner, k), ind)
		}
	}
}

// indicator wants what a row is made of. Only one that says that there is no such indicator (无) has no target.
func (r *goalsReader) indicator(owner string, ind GoalIndicator) {
	r.want(compact(ind.Class) != "", owner, "class", "没有写二级指标")
	r.want(compact(ind.Name) != "", owner, "name", "没有写三级指标")
	r.want(compact(ind.Target) != "" || blank(PlainName(ind.Name)), owner, "target", "没有写年度指标值")
	weight := ReadPoints(ind.Weight)
	r.want(weight.Printed() && weight >= 0, owner, "weight", "分值应是不小于0的数")
	r.want(ind.Score == "" || ReadPoints(ind.Score).Printed(), owner, "score", "得分应是数")
	for _, name := range ind.Also {
		r.want(r.known(name), owner, "also", "没有“"+name+"”这个取数项")
	}
	r.source(owner, ind.Source)
}

// source wants the measures that an actual is taken from to exist.
func (r *goalsReader) source(owner string, s Source) {
	r.want(s.Measure == "" || r.known(s.Measure), owner, "measure", "没有“"+s.Measure+"”这个取数项")
	if name, ok := s.other(); ok {
		r.want(r.known(name), owner, "reported", "没有“"+name+"”这个取数项")
	}
}

// amountCell says that a cell is money of a budget, which is not negative.
func amountCell(cell string) bool {
	n, ok := readNumber(compact(cell))
	return ok && n.rat.Sign() >= 0
}
