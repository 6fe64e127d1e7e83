package console

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
)

// adjustIn asks for an adjustment of what was approved.
type adjustIn struct {
	ProjectOf
	Body struct {
		Key      string   `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Base     int      `json:"base" minimum:"1" maximum:"1000" doc:"所改的是第几版"`
		Document string   `json:"document" maxLength:"100" doc:"调整文号"`
		Dated    string   `json:"dated" maxLength:"10" doc:"调整文件的成文日期，2024-09-01"`
		Reason   string   `json:"reason" maxLength:"2000" doc:"调整原因"`
		Edits    []editIn `json:"edits" maxItems:"2000" doc:"栏为name、target或weight"`
	}
}

// bindIn asks for a measure beside a row.
type bindIn struct {
	ProjectOf
	Body struct {
		Key     string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Row     int    `json:"row" minimum:"0" maximum:"500" doc:"行次，0为全年执行数"`
		Measure string `json:"measure" maxLength:"100" doc:"取数项，为空即解除"`
	}
}

// goalPaper is a goal table that is to be looked at before it is registered.
type goalPaper struct {
	Name    string `query:"name" maxLength:"200" doc:"文件名，只用于提示"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// goalAdvice is what can be said of a row while its target may still be written.
type goalAdvice struct {
	Row       int              `json:"row" doc:"行次"`
	Name      string           `json:"name" doc:"指标名称"`
	Source    string           `json:"source" doc:"完成值将由何处得来"`
	Measures  []string         `json:"measures" doc:"可绑定的取数项"`
	Doubts    []string         `json:"doubts" doc:"不能检验之处"`
	Baselines []string         `json:"baselines" doc:"前三年同一指标的目标和完成"`
	Suggested []goalSuggestion `json:"suggested" doc:"可绑定的取数项能怎样写成指标"`
}

// goalSuggestion is how a row could be written so that a measure gives its actual.
type goalSuggestion struct {
	Measure   string   `json:"measure" doc:"取数项"`
	Name      string   `json:"name" doc:"可用的指标名称"`
	Unit      string   `json:"unit" doc:"计量单位"`
	Target    string   `json:"target" doc:"按最近一个有数的年度写成的指标值，没有时为空"`
	Baselines []string `json:"baselines" doc:"前三年的取数"`
}

// goalChecked is a goal table as it was understood, with what should be mended before it is registered.
type goalChecked struct {
	Year    int          `json:"year" doc:"年度"`
	Project string       `json:"project" doc:"项目名称"`
	Wrong   []string     `json:"wrong" doc:"更正以前不能登记之处"`
	Doubts  []eval.Doubt `json:"doubts" doc:"读入时的存疑之处"`
	Found   []goalDoubt  `json:"found" doc:"疑点，重的在前"`
	Advice  []goalAdvice `json:"advice" doc:"逐行建议"`
}

type goalDoubt struct {
	ID       string `json:"id" doc:"核对规则编号"`
	Severity string `json:"severity" doc:"等级"`
	Label    string `json:"label" doc:"等级，文字"`
	Row      int    `json:"row" doc:"行次，0为整张表"`
	Message  string `json:"message" doc:"疑点"`
}

// reminder is what is due soon or late.
type reminder struct {
	Days int `json:"days" doc:"提前提醒的天数"`
	Soon int `json:"soon" doc:"将到期的件数"`
	Late int `json:"late" doc:"已过期的件数"`
}

func (c *Console) adjustProject(ctx context.Context, in *adjustIn) (*output[done], error) {
	b := in.Body
	dated, err := civil.ParseDate(b.Dated)
	if err != nil {
		return nil, refusal.Bad(selfeval.CodeInput, "调整文件的成文日期“"+b.Dated+"”不正确，请写成 2024-09-01")
	}
	err = c.SelfEvaluation.Adjust(ctx, actor(ctx), b.Key, selfeval.ProjectID(in.ID), selfeval.Adjustment{Base: b.Base,
		Document: b.Document, Dated: dated, Reason: b.Reason, Edits: edits(b.Edits)})
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) bindRow(ctx context.Context, in *bindIn) (*output[done], error) {
	b := in.Body
	err := c.SelfEvaluation.Bind(ctx, actor(ctx), b.Key, selfeval.ProjectID(in.ID), b.Row, b.Measure)
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) projectsDue(ctx context.Context, _ *struct{}) (*output[reminder], error) {
	r, err := read(ctx, c, func(tx unit.Tx) (selfeval.Reminder, error) { return c.SelfEvaluation.Reminder(tx) })
	return &output[reminder]{reminder(r)}, err
}

// goalTable reads the one goal table of a file, with what the reader doubts of it.
func (c *Console) goalTable(ctx context.Context, content []byte, name string) (eval.Table, []eval.Doubt, error) {
	reading, err := c.reader.Read(ctx, content, name)
	if err != nil {
		return eval.Table{}, nil, err
	}
	if len(reading.Tables) != 1 {
		return eval.Table{}, nil, refusal.New("console.tables", "文件中有几张表，批复要一张一张登记", "",
			"请每个文件只放一张绩效目标表")
	}
	return reading.Tables[0], append([]eval.Doubt{}, reading.GoalDoubts()...), reading.Refused(name)
}

// goalDoubts are sentences on what a person should look at again of a goal that was registered.
func goalDoubts(t eval.Table, read []eval.Doubt) []string {
	doubts := []string{}
	for _, d := range read {
		doubts = append(doubts, d.String())
	}
	found, advice := eval.CheckGoal(t, nil)
	for _, f := range found {
		doubts = append(doubts, f.Message)
	}
	for _, a := range advice {
		for _, d := range a.Doubts {
			doubts = append(doubts, fmt.Sprintf("第%d行“%s”：%s", a.Row, a.Name, d))
		}
	}
	return doubts
}

// checkGoal looks at a goal table before it is registered, and keeps nothing.
func (c *Console) checkGoal(ctx context.Context, in *goalPaper) (*output[goalChecked], error) {
	t, doubts, err := c.goalTable(ctx, in.RawBody, in.Name)
	if err != nil {
		return nil, err
	}
	earlier, err := read(ctx, c, func(tx unit.Tx) ([]eval.Table, error) { return c.SelfEvaluation.Earlier(tx, t) })
	if err != nil {
		return nil, err
	}
	found, advice := eval.CheckGoal(t, earlier)
	if err := eval.Suggest(t, advice, func(name string, year int) (measure.Value, error) {
		m, err := c.named(name)
		if err != nil {
			return measure.Value{}, err
		}
		return c.value(ctx, m, year)
	}); err != nil {
		return nil, err
	}
	out := goalChecked{Year: t.Year, Project: t.Project, Wrong: append([]string{}, eval.GoalWrongs(t)...),
		Doubts: doubts, Found: []goalDoubt{}, Advice: []goalAdvice{}}
	for _, f := range found {
		out.Found = append(out.Found, goalDoubt{f.ID, string(f.Severity), f.Severity.Label(), f.Row, f.Message})
	}
	for _, a := range advice {
		one := goalAdvice{a.Row, a.Name, a.Source, append([]string{}, a.Measures...), append([]string{}, a.Doubts...),
			append([]string{}, a.Baselines...), []goalSuggestion{}}
		for _, s := range a.Suggestions {
			one.Suggested = append(one.Suggested,
				goalSuggestion{s.Measure, s.Name, s.Unit, s.Target, append([]string{}, s.Baselines...)})
		}
		out.Advice = append(out.Advice, one)
	}
	return &output[goalChecked]{out}, nil
}

func (c *Console) goalRoutes(r routes) {
	post(r, "adjustProject", maxEdits, c.adjustProject)
	post(r, "bindRow", maxSearch, c.bindRow)
	post(r, "checkGoal", maxUpload, c.checkGoal)
	get(r, "projectsDue", c.projectsDue)
}
