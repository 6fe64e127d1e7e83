package console

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/unit"
	"guangsha/internal/selfeval"
)

// surveyItem is a survey of people who were drawn.
type surveyItem struct {
	ID        int64         `json:"id" doc:"调查编号"`
	Title     string        `json:"title" doc:"调查名称"`
	Asked     string        `json:"asked" doc:"调查对象"`
	From      string        `json:"from" doc:"所问期间首日"`
	To        string        `json:"to" doc:"所问期间末日"`
	Until     string        `json:"until" doc:"答卷截止日"`
	Framed    int64         `json:"framed" doc:"抽样框：期内有办件的人数，每人一次"`
	Sent      int64         `json:"sent" doc:"抽取并发放的问卷"`
	Valid     int64         `json:"valid" doc:"有效问卷"`
	Satisfied int64         `json:"satisfied" doc:"其中很满意和满意"`
	Answers   []answerCount `json:"answers" doc:"各选项的份数"`
	Drawn     string        `json:"drawn" doc:"抽取日"`
	By        string        `json:"by" doc:"抽取人工号"`
	Closed    string        `json:"closed" doc:"登记结果的日期，未登记为空"`
	Document  string        `json:"document" doc:"调查报告文号"`
	Over      bool          `json:"over" doc:"可以登记结果"`
}

type answerCount struct {
	Name  string `json:"name" doc:"选项"`
	Count int64  `json:"count" doc:"份数"`
}

// surveyList is the surveys, the latest first.
type surveyList struct {
	Today string       `json:"today" doc:"营业日，未开账时为今天"`
	Items []surveyItem `json:"items"`
}

// invitationItem is the questionnaire of a person.
type invitationItem struct {
	No     int    `json:"no" doc:"序号"`
	Name   string `json:"name" doc:"姓名，脱敏"`
	Member string `json:"member" doc:"个人账号"`
	Code   string `json:"code" doc:"问卷码，只交给本人；答过即空"`
	Spent  bool   `json:"spent" doc:"已答"`
}

// surveyShown is a survey with whom it asks.
type surveyShown struct {
	Survey      surveyItem       `json:"survey"`
	Invitations []invitationItem `json:"invitations" doc:"抽中的人"`
}

// SurveyOf is the survey in an address.
type SurveyOf struct {
	ID int64 `path:"id" minimum:"1" doc:"调查编号"`
}

type drawIn struct {
	Body struct {
		Key   string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Title string `json:"title" maxLength:"60" doc:"调查名称"`
		Asked int    `json:"asked" minimum:"1" maximum:"2" doc:"1贷款职工，2提取职工"`
		From  string `json:"from" maxLength:"10" doc:"所问期间首日"`
		To    string `json:"to" maxLength:"10" doc:"所问期间末日"`
		Until string `json:"until" maxLength:"10" doc:"答卷截止日"`
		Size  int    `json:"size" minimum:"1" maximum:"2000" doc:"抽取人数"`
	}
}

type closeSurveyIn struct {
	SurveyOf
	Body struct {
		Key      string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Document string `json:"document" maxLength:"100" doc:"调查报告文号"`
	}
}

// questionIn has the code in its body: a code never stands in an address, which logs keep.
type questionIn struct {
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"40" doc:"问卷码"`
	}
}

type answerIn struct {
	Body struct {
		Code  string `json:"code" minLength:"1" maxLength:"40" doc:"问卷码"`
		Given int    `json:"given" minimum:"1" maximum:"5" doc:"选项，1为第一项"`
	}
}

// question is what whoever has a code is asked.
type question struct {
	Title    string   `json:"title" doc:"调查名称"`
	Question string   `json:"question" doc:"问题"`
	Answers  []string `json:"answers" doc:"选项"`
	Until    string   `json:"until" doc:"截止日"`
}

func surveyOf(s selfeval.Survey, today civil.Date) surveyItem {
	out := surveyItem{ID: s.ID, Title: s.Title, Asked: s.Asked.String(), From: s.From.String(), To: s.To.String(),
		Until: s.Until.String(), Framed: s.Framed, Sent: s.Sent, Valid: s.Valid(), Satisfied: s.Satisfied(),
		Answers: []answerCount{}, Drawn: s.Drawn.String(), By: s.DrawnBy, Closed: date(s.Closed), Document: s.Document,
		Over: s.Closable(today) == nil}
	for i, name := range selfeval.Satisfactions {
		out.Answers = append(out.Answers, answerCount{name, s.Answers[i]})
	}
	return out
}

func (c *Console) surveys(ctx context.Context, _ *struct{}) (*output[surveyList], error) {
	return answer(ctx, c, func(tx unit.Tx) (out surveyList, err error) {
		today, err := c.SelfEvaluation.Today(tx)
		if err != nil {
			return out, err
		}
		found, err := c.SelfEvaluation.Store.Surveys(tx)
		out = surveyList{Today: date(today), Items: []surveyItem{}}
		for _, s := range found {
			out.Items = append(out.Items, surveyOf(s, today))
		}
		return out, err
	})
}

// surveyBook is all surveys as a workbook.
func (c *Console) surveyBook(ctx context.Context, in *struct{}) (*download, error) {
	out, err := c.surveys(ctx, in)
	if err != nil {
		return nil, err
	}
	return wholeBook(ctx, "满意度调查", surveyColumns, out.Body.Items)
}

var surveyColumns = []exportColumn[surveyItem]{
	words("调查", 260, func(s surveyItem) string { return s.Title }),
	words("对象", 110, func(s surveyItem) string { return s.Asked }),
	words("所问期间首日", 120, func(s surveyItem) string { return s.From }),
	words("所问期间末日", 120, func(s surveyItem) string { return s.To }),
	whole("抽样框（人）", func(s surveyItem) int64 { return s.Framed }),
	whole("发放（份）", func(s surveyItem) int64 { return s.Sent }),
	whole("有效（份）", func(s surveyItem) int64 { return s.Valid }),
	whole("满意和很满意（份）", func(s surveyItem) int64 { return s.Satisfied }),
	words("截止", 120, func(s surveyItem) string { return s.Until }),
	words("登记结果的日期", 120, func(s surveyItem) string { return s.Closed }),
	words("调查报告文号", 260, func(s surveyItem) string { return s.Document }),
}

// survey shows whom a survey asks. What stands beside a name is whether they have answered; a code that was used is not
// shown again.
func (c *Console) survey(ctx context.Context, in *SurveyOf) (*output[surveyShown], error) {
	d, err := c.SelfEvaluation.Invitations(ctx, actor(ctx), in.ID)
	if err != nil {
		return nil, gone(err)
	}
	out := surveyShown{surveyOf(d.Survey, d.Today), []invitationItem{}}
	for _, one := range d.Invitations {
		item := invitationItem{No: one.No, Name: mask.Name(one.Name), Member: one.Member, Spent: one.Spent}
		if !one.Spent {
			item.Code = one.Code
		}
		out.Invitations = append(out.Invitations, item)
	}
	return &output[surveyShown]{out}, nil
}

func (c *Console) drawSurvey(ctx context.Context, in *drawIn) (*output[entered], error) {
	b := in.Body
	d := selfeval.Draw{Title: b.Title, Asked: selfeval.Asked(b.Asked), Size: b.Size}
	for _, one := range []struct {
		text string
		day  *civil.Date
	}{{b.From, &d.From}, {b.To, &d.To}, {b.Until, &d.Until}} {
		var err error
		if *one.day, err = civil.ParseDate(one.text); err != nil {
			return nil, err
		}
	}
	id, err := c.SelfEvaluation.DrawSurvey(ctx, actor(ctx), b.Key, d)
	return &output[entered]{entered{id}}, err
}

func (c *Console) closeSurvey(ctx context.Context, in *closeSurveyIn) (*output[done], error) {
	err := c.SelfEvaluation.CloseSurvey(ctx, actor(ctx), in.Body.Key, in.ID, in.Body.Document)
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) surveyQuestion(ctx context.Context, in *questionIn) (*output[question], error) {
	return answer(ctx, c, func(tx unit.Tx) (question, error) {
		s, err := c.SelfEvaluation.Asked(tx, in.Body.Code)
		return question{s.Title, s.Asked.Question(), selfeval.Satisfactions[:], s.Until.String()}, err
	})
}

// answerSurvey takes an answer from nobody in particular, also in a browser where somebody is signed in.
func (c *Console) answerSurvey(ctx context.Context, in *answerIn) (*output[done], error) {
	err := c.SelfEvaluation.Answer(ctx, c.guest(ctx), in.Body.Code, selfeval.Satisfaction(in.Body.Given))
	return &output[done]{done{true}}, err
}

func (c *Console) surveyRoutes(r routes) {
	get(r, "surveys", c.surveys)
	getBook(r, "surveysXlsx", c.surveyBook)
	get(r, "survey", seen(r, "survey", c.survey, func(in *SurveyOf, out *output[surveyShown]) access.Look {
		return access.Look{ID: in.ID, Rows: len(out.Body.Invitations)}
	}))
	post(r, "drawSurvey", maxSearch, c.drawSurvey)
	post(r, "closeSurvey", maxSearch, c.closeSurvey)
	post(r, "surveyQuestion", maxSearch, c.surveyQuestion)
	post(r, "answerSurvey", maxSearch, c.answerSurvey)
}
