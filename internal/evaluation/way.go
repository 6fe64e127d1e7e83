package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
)

// Stage is how far a project has come in the way of its year (绩效管理环节).
type Stage string

// The stages, from the approved goal to what follows from the result.
const (
	StageNone      Stage = ""
	StageGoal      Stage = "goal"      // 目标已批复: indicators, targets and weights are frozen
	StageMonitored Stage = "monitored" // 绩效运行监控（双监控）
	StageSelf      Stage = "self"      // 自评
	StageReviewed  Stage = "reviewed"  // 单位审核
	StageSubmitted Stage = "submitted" // 已报送财政
	StageReturned  Stage = "returned"  // 退回修改
	StageRechecked Stage = "rechecked" // 财政复核
	StagePublished Stage = "published" // 已公开
	StageUsed      Stage = "used"      // 结果应用
)

var stageNames = map[Stage]string{
	StageNone: "未批复目标", StageGoal: "目标已批复", StageMonitored: "已做年中监控", StageSelf: "自评中", StageReviewed: "单位已审核",
	StageSubmitted: "已报送", StageReturned: "退回修改", StageRechecked: "财政已复核", StagePublished: "已公开", StageUsed: "结果已应用",
}

// Label is the stage in the officer's words.
func (s Stage) Label() string { return stageNames[s] }

// Next are the stages that may follow.
func (s Stage) Next() []Stage { return slices.Clone(nextStages[s]) }

// nextStages says where each stage leads. Monitoring may come several times, a self-evaluation is written until it is
// reviewed, and what the bureau returns is written and reviewed again. As long as a table is written its goal may be
// adjusted, by a document.
var nextStages = map[Stage][]Stage{
	StageNone:      {StageGoal},
	StageGoal:      {StageGoal, StageMonitored, StageSelf},
	StageMonitored: {StageGoal, StageMonitored, StageSelf},
	StageSelf:      {StageGoal, StageSelf, StageReviewed},
	StageReviewed:  {StageSelf, StageSubmitted},
	StageSubmitted: {StageReturned, StageRechecked, StagePublished},
	StageReturned:  {StageGoal, StageSelf},
	StageRechecked: {StageReturned, StagePublished},
	StagePublished: {StageUsed},
}

// Step is one step of the way: who took it, when, with what paper and which version of the table.
type Step struct {
	To       Stage  `json:"to"`
	By       string `json:"by"`
	On       string `json:"on"`                 // day
	Document string `json:"document,omitempty"` // 文号: of the approval, an adjustment, a recheck
	Text     string `json:"text,omitempty"`     // 审核意见, 退回意见, 调整原因, how the result is used
	Version  int    `json:"version"`            // of the table, from 1; 0 before there is one
}

// Way is the year's way of one project with every version of its table. A version is never changed; the next one is
// written beside it.
type Way struct {
	Steps    []Step  `json:"steps"`
	Versions []Table `json:"versions"` // the first is the approved goal table
	Goal     int     `json:"goal"`     // version whose indicators, targets and weights count
}

// Stage is where the project stands: where its steps have brought it. An adjustment of the goal leaves it there.
func (w Way) Stage() Stage {
	stage := StageNone
	for _, s := range w.Steps {
		if s.To != StageGoal || stage == StageNone {
			stage = s.To
		}
	}
	return stage
}

// Take takes a step. table is the table as it is from then on, nil when the step leaves it as it is. It refuses, and
// nothing is changed, a step that does not follow, lacks its signature, paper or opinion, or brings another indicator,
// target or weight than was approved. found are the findings on the table, for a review.
func (w *Way) Take(step Step, table *Table, found []Finding) error {
	from := w.Stage()
	if !slices.Contains(nextStages[from], step.To) {
		var may []string
		for _, s := range nextStages[from] {
			may = append(may, s.Label())
		}
		return refusal.New("evaluation.way.order",
			fmt.Sprintf("项目现处“%s”，不能直接转为“%s”", from.Label(), step.To.Label()), "",
			"下一步可以是："+strings.Join(may, "、"))
	}
	if err := w.allows(step, table, found); err != nil {
		return err
	}
	if table != nil {
		w.Versions = append(w.Versions, *table)
	}
	step.Version = len(w.Versions)
	if step.To == StageGoal {
		w.Goal = step.Version
	}
	w.Steps = append(w.Steps, step)
	return nil
}

// allows reports what stands against a step that follows.
func (w Way) allows(step Step, table *Table, found []Finding) error {
	var wrong []*refusal.Refused
	refuse := func(when bool, code, text string) {
		if when {
			wrong = append(wrong, refusal.Bad("evaluation.way."+code, text))
		}
	}
	_, err := civil.ParseDate(step.On)
	refuse(blank(step.By), "by", "没有写明经办人")
	refuse(err != nil, "on", "日期“"+step.On+"”不正确，请写成 2025-02-14")
	if n := len(w.Steps); n > 0 && err == nil {
		refuse(step.On < w.Steps[n-1].On, "on", "日期早于上一步的"+w.Steps[n-1].On)
	}
	switch step.To {
	case StageGoal:
		refuse(table == nil, "table", "没有绩效目标表")
		refuse(blank(step.Document), "document", "批复或调整绩效目标须有文号")
		refuse(w.Goal > 0 && stock(step.Text), "why", "调整绩效目标须写明原因")
	case StageSelf, StageMonitored:
		refuse(table == nil, "table", "没有自评表")
		if table != nil {
			for _, c := range frozen(Compare(w.Versions[w.Goal-1], *table)) {
				refuse(true, "frozen", "与批复的绩效目标不一致："+c.Say()+"，调整须有文号")
			}
		}
	case StageReviewed:
		refuse(step.By == w.writer(), "two-people", "审核人与填报人不能是同一人")
		for _, f := range found {
			refuse(f.Severity == Error && !f.Kept(), "finding",
				fmt.Sprintf("第%d行%s未处理也未说明：%s", f.Row, f.ID, f.Message))
		}
	case StageReturned:
		refuse(stock(step.Text), "opinion", "退回须写明具体意见")
	case StageRechecked:
		refuse(blank(step.Document), "document", "财政复核须有文号")
	case StageUsed:
		refuse(stock(step.Text), "use", "请写明结果用于何处，例如下年度预算增减")
	}
	refuse(table != nil && !slices.Contains([]Stage{StageGoal, StageMonitored, StageSelf}, step.To), "version",
		"“"+step.To.Label()+"”不改表；要改请先退回")
	return refusal.Join(wrong...)
}

// SaysNothing reports whether a text is empty or a stock phrase, which explains nothing to whoever reads it later.
func SaysNothing(text string) bool { return stock(text) }

// writer is who wrote the version that is reviewed.
func (w Way) writer() string {
	for i := len(w.Steps) - 1; i >= 0; i-- {
		if w.Steps[i].To == StageSelf {
			return w.Steps[i].By
		}
	}
	return ""
}
