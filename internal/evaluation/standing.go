package evaluation

import (
	_ "embed"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// StandingKind says where the actual of a row can come from (取数去向).
type StandingKind string

// The ways.
const (
	StandingComputed StandingKind = "computed" // 由…算出
	StandingPerson   StandingKind = "person"   // 须由人认定，因为…
	StandingWaiting  StandingKind = "waiting"  // 等待…
)

// Standing is where the actual of a row can come from, with the measures that give it or the reason why none does.
type Standing struct {
	Row      int          `json:"row"`
	Kind     StandingKind `json:"kind"`
	Measures []string     `json:"measures,omitempty"`
	Beside   []string     `json:"beside,omitempty"` // what stands beside a row that a person decides

	// Because is what it is computed from, what a person has to do, or what is waited for.
	Because string `json:"because"`
}

// Say is the standing in one sentence.
func (s Standing) Say() string {
	switch s.Kind {
	case StandingComputed:
		return "由" + s.Because + "算出"
	case StandingWaiting:
		return "等待" + s.Because
	}
	return "须由人认定：" + s.Because
}

// sourceRule binds indicators to what supplies them. The first that fits counts.
type sourceRule struct {
	Projects []string     `json:"projects"` // words in the name of the project, any
	Classes  []Class      `json:"classes"`
	Words    []string     `json:"words"` // patterns in the name of the indicator, all
	Kind     StandingKind `json:"kind"`
	Measures []string     `json:"measures"`
	Beside   []string     `json:"beside"`
	Target   Dimension    `json:"target"` // what the target must be, any when empty
	Say      string       `json:"say"`

	patterns []*regexp.Regexp
}

//go:embed sources/centre.json
var sourceFile []byte

// sourceRules are the rules of a housing provident fund centre. The file is part of the program and a test reads it.
var sourceRules = sync.OnceValue(func() []sourceRule {
	var rules []sourceRule
	d := json.NewDecoder(strings.NewReader(string(sourceFile)))
	d.DisallowUnknownFields()
	if err := d.Decode(&rules); err != nil {
		panic(err)
	}
	for i := range rules {
		for _, w := range rules[i].Words {
			rules[i].patterns = append(rules[i].patterns, regexp.MustCompile(w))
		}
	}
	return rules
})

// BoundMeasures are all measures that indicators can be bound to, each once, sorted.
func BoundMeasures() []string {
	var names []string
	for _, r := range sourceRules() {
		names = append(append(names, r.Measures...), r.Beside...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Standings says for each row of a table where its actual can come from. The measures are those of a housing provident
// fund centre; a row of another body, or one that no rule knows, is told by what it is.
func Standings(t Table) []Standing {
	ours := containsAny(t.Unit+t.Department+t.Project, "公积金") != ""
	var all []Standing
	for _, ind := range t.Indicators {
		if ind.Filler() {
			continue
		}
		s := Standing{Kind: StandingPerson}
		target := ReadCell(ind.Target)
		rule, bound := ruleFor(t, ind)
		switch {
		case ind.NotApplicable():
			s.Because = "没有设指标；占分值的须书面说明，调整分值须凭财政部门批复文号"
		case ClassOf(ind) == ClassLasting || target.Kind == KindQualitative || target.Kind == KindGrade:
			s.Because = "定性指标，须评定档位并附情况说明"
		case ours && bound:
			s.Kind, s.Measures, s.Beside, s.Because = rule.Kind, rule.Measures, rule.Beside, rule.Say
		case target.Kind == KindOptions:
			s.Because = "指标值是待选项，须先选定一档"
		case GroupOf(ind) == GroupSatisfaction:
			s.Because = "须有问卷调查结果：份数、满意份数和日期"
		case ClassOf(ind) == ClassCost && target.Amount.dimension() == Money:
			s.Kind, s.Because = StandingWaiting, "财务系统的支付数据"
		default:
			s.Because = "没有可用的取数项，须由业务科室提供台账"
		}
		s.Row = ind.Row
		all = append(all, s)
	}
	return all
}

func ruleFor(t Table, ind Indicator) (sourceRule, bool) {
	name, class, project := PlainName(ind.Name), ClassOf(ind), compact(t.Project)
	target := ReadCell(ind.Target).Amount.dimension()
	for _, r := range sourceRules() {
		fits := slices.Contains(r.Classes, class) && (r.Target == "" || r.Target == target) &&
			(len(r.Projects) == 0 || containsAny(project, r.Projects...) != "") &&
			!slices.ContainsFunc(r.patterns, func(p *regexp.Regexp) bool { return !p.MatchString(name) })
		if fits {
			return r, true
		}
	}
	return sourceRule{}, false
}
