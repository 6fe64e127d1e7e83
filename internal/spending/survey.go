package spending

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Topic is whom a survey asks about what (调查专题). Its tens digit is the family of the project that it bears on.
type Topic uint8

// The topics.
const (
	SurveyPay         Topic = 11 // 聘用人员工资
	SurveyTraining    Topic = 12 // 职工培训和印刷
	SurveyPremises    Topic = 14 // 办公保障
	SurveyBorrowers   Topic = 21 // 贷款职工
	SurveyWithdrawers Topic = 31 // 提取职工
)

// topics is every topic with its name.
var topics = []struct {
	Topic Topic
	Name  string
}{
	{SurveyPay, "聘用人员工资"}, {SurveyTraining, "职工培训和印刷"}, {SurveyPremises, "办公保障"},
	{SurveyBorrowers, "贷款职工"}, {SurveyWithdrawers, "提取职工"},
}

// Known reports whether t is a topic of the list.
func (t Topic) Known() bool { return t.String() != "" }

// String is the topic in Chinese, or empty.
func (t Topic) String() string {
	for _, k := range topics {
		if k.Topic == t {
			return k.Name
		}
	}
	return ""
}

// Survey is what a survey found on one topic (问卷调查): counts of questionnaires, never the answer of a person.
type Survey struct {
	Topic         Topic
	From, To      civil.Date // 所问期间, both days in it and in one year
	Held          civil.Date // 调查日期
	Sent          int64      // 发放问卷
	Valid         int64      // 有效问卷
	VerySatisfied int64      // of the valid ones: 很满意
	Satisfied     int64      // of the valid ones: 满意
	Document      string     // 调查报告文号, once per topic
}

// maxSent is the most questionnaires that one survey may have sent (发放问卷的上限), above the members of any centre.
const maxSent = 100_000_000

func (v Survey) check() error {
	var bad checks
	bad.require(v.Topic.Known(), "请选择调查专题")
	bad.require(v.Document != "", "请填写调查报告文号")
	bad.require(v.From > 0 && v.To >= v.From, "请填写所问期间的起止日期，止日不能早于起日")
	bad.require(v.From.Year() == v.To.Year(), "所问期间不能跨年度，请按年度分别登记")
	bad.require(v.Held >= v.To, "所问期间的止日不能晚于调查日期")
	bad.require(v.Sent > 0 && v.Sent <= maxSent, "发放问卷份数不正确")
	bad.require(v.Valid > 0, "有效问卷应大于零")
	bad.require(v.Valid <= v.Sent, fmt.Sprintf("有效问卷%d份，多于发放的%d份", v.Valid, v.Sent))
	bad.require(v.VerySatisfied >= 0 && v.Satisfied >= 0, "很满意和满意的份数不能为负数")
	bad.require(v.Satisfied <= v.Valid-v.VerySatisfied, fmt.Sprintf("%s多于有效问卷%d份", v.content(), v.Valid))
	return bad.err()
}

// content says who is satisfied, in the grades that were asked for: not every survey asks for two.
func (v Survey) content() string {
	if v.VerySatisfied == 0 {
		return fmt.Sprintf("满意%d份，", v.Satisfied)
	}
	return fmt.Sprintf("很满意%d份、满意%d份，合计", v.VerySatisfied, v.Satisfied)
}

// opSurvey is the use case of entering a survey, and the kind of its audit entry.
const opSurvey = "spending.survey-recorded"

// RecordSurvey enters what a survey found on one topic. It refuses counts that cannot be, a period that ends after the
// survey or lies in two years, a survey of a day to come, and a report whose topic was entered before.
func (s *Service) RecordSurvey(ctx context.Context, by act.By, key string, v Survey) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return 0, err
	}
	if err := v.check(); err != nil {
		return 0, err
	}
	return s.register(ctx, by, entry{op: opSurvey, key: key, content: v},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			return 0, s.enter(tx, id, v, today)
		})
}

// EnterSurvey is RecordSurvey within the unit of another use case, which asked who may.
func (s *Service) EnterSurvey(tx unit.Tx, v Survey) error {
	if err := v.check(); err != nil {
		return err
	}
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	id, err := s.Books.NextID(tx, newID)
	if err != nil {
		return err
	}
	s.Audit.Record(tx, audit.Entry{Kind: opSurvey, ID: id})
	return s.enter(tx, id, v, today)
}

func (s *Service) enter(tx unit.Tx, id int64, v Survey, today civil.Date) error {
	if err := notAfter(v.Held, today, "调查日期"); err != nil {
		return err
	}
	taken, err := s.Store.HasSurvey(tx, v.Document, v.Topic)
	if err != nil {
		return err
	}
	if taken {
		return SurveyTaken()
	}
	return s.Store.AddSurvey(tx, id, v)
}

// SurveyTaken refuses a report whose topic was entered before.
func SurveyTaken() *refusal.Refused {
	return refusal.New(CodeDocument, "该调查报告的这一专题已登记，不能重复登记", "", "请核对调查报告文号和调查专题")
}
