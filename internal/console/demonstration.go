package console

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/spending"
)

// surveyIn is what a visitor of the demonstration city enters of a survey.
type surveyIn struct {
	Body struct {
		Key       string `json:"key" minLength:"8" maxLength:"64" doc:"请求键，重复提交时不变"`
		Year      int    `json:"year" minimum:"1990" maximum:"2100" doc:"所问年度"`
		Topic     int    `json:"topic" enum:"11,12,14,21,31" doc:"专题：聘用人员工资、培训和印刷、办公保障、贷款职工、提取职工"`
		Valid     int64  `json:"valid" doc:"有效问卷份数"`
		Satisfied int64  `json:"satisfied" doc:"其中满意的份数"`
	}
}

// changeBooks enters the survey of a visitor into the books of the demonstration city, by the use case that a clerk
// uses: the one thing that somebody who has not signed in may change, and only in a city that was invented.
func (c *Console) changeBooks(ctx context.Context, in *surveyIn) (*output[entered], error) {
	if c.Change == nil {
		return nil, no("可以由访客记一笔的示例账", "示例市用 guangsha demo 建立，用 guangsha serve --demo 查看")
	}
	b := in.Body
	first, last := civil.DateOf(b.Year, 1, 1), civil.DateOf(b.Year, 12, 31)
	var out entered
	err := c.Change(ctx, func(ctx context.Context, s *spending.Service) (err error) {
		out.ID, err = s.RecordSurvey(ctx, actor(ctx), "demonstration/"+b.Key, spending.Survey{
			Topic: spending.Topic(b.Topic), From: first, To: last, Held: last, Sent: b.Valid, Valid: b.Valid,
			Satisfied: b.Satisfied, Document: fmt.Sprintf("示例问卷〔%d〕访客%s号", b.Year, b.Key)})
		return err
	})
	return &output[entered]{out}, err
}
