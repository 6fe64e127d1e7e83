package spending_test

import (
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/measure"
	"guangsha/internal/spending"
	"guangsha/internal/store/opentest"
)

// borrowers is a survey with nothing wrong.
func borrowers() spending.Survey {
	return spending.Survey{Topic: spending.SurveyBorrowers, From: on(1, 1), To: on(12, 12), Held: on(12, 12),
		Sent: 100, Valid: 90, VerySatisfied: 60, Satisfied: 27, Document: "问卷1"}
}

func TestASurveyWithImpossibleCountsIsRefusedAndWritesNothing(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	for _, one := range []struct {
		name, code, says string
		spoil            func(*spending.Survey)
	}{
		{"no topic", spending.CodeInput, "调查专题", func(v *spending.Survey) { v.Topic = 13 }},
		{"no report", spending.CodeInput, "调查报告文号", func(v *spending.Survey) { v.Document = "" }},
		{"no period", spending.CodeInput, "起止日期", func(v *spending.Survey) { v.From = 0 }},
		{"a period that ends before it begins", spending.CodeInput, "起止日期",
			func(v *spending.Survey) { v.To = v.From - 1 }},
		{"a period in two years", spending.CodeInput, "跨年度",
			func(v *spending.Survey) { v.From = civil.DateOf(2023, 12, 31) }},
		{"a period not over", spending.CodeInput, "止日不能晚于调查日期", func(v *spending.Survey) { v.To++ }},
		{"none sent", spending.CodeInput, "发放问卷", func(v *spending.Survey) { v.Sent = 0 }},
		{"more sent than people", spending.CodeInput, "发放问卷", func(v *spending.Survey) { v.Sent = 100_000_001 }},
		{"no answer", spending.CodeInput, "大于零",
			func(v *spending.Survey) { v.Valid, v.VerySatisfied, v.Satisfied = 0, 0, 0 }},
		{"more answers than sent", spending.CodeInput, "有效问卷101份，多于发放的100份",
			func(v *spending.Survey) { v.Valid = 101 }},
		{"fewer than none very satisfied", spending.CodeInput, "负数", func(v *spending.Survey) { v.VerySatisfied = -1 }},
		{"fewer than none satisfied", spending.CodeInput, "负数", func(v *spending.Survey) { v.Satisfied = -1 }},
		{"more satisfied than answers", spending.CodeInput, "很满意60份、满意31份，合计多于有效问卷90份",
			func(v *spending.Survey) { v.Satisfied = 31 }},
		{"more satisfied than answers, in one grade", spending.CodeInput, "满意91份，多于有效问卷90份",
			func(v *spending.Survey) { v.VerySatisfied, v.Satisfied = 0, 91 }},
		{"a day to come", spending.CodeDay, "调查日期", func(v *spending.Survey) { v.Held = civil.DateOf(2025, 1, 1) }},
	} {
		t.Run(one.name, func(t *testing.T) {
			c.t = t
			v := borrowers()
			one.spoil(&v)
			_, err := c.register.RecordSurvey(ctx, clerk, c.key(), v)
			c.refused(err, one.code)
			if err == nil || !strings.Contains(err.Error(), one.says) {
				t.Errorf("the refusal says %q, not %q", err, one.says)
			}
			equal(t, "surveys behind the figure", c.satisfied(spending.MeasureSurveyBorrowers).Rows, 0)
		})
	}
}

func TestEverythingWrongWithASurveyIsSaidAtOnce(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	_, err := c.register.RecordSurvey(ctx, clerk, c.key(), spending.Survey{Sent: 1, Valid: 2, Satisfied: 3})
	for _, want := range []string{"调查专题", "调查报告文号", "起止日期", "多于发放的1份", "多于有效问卷2份"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the refusal says %q, not %q", err, want)
		}
	}
}

func TestAReportAnswersATopicOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCentre(t, w)
		v := borrowers()
		first, err := c.register.RecordSurvey(ctx, clerk, "same", v)
		c.must(err)
		again, err := c.register.RecordSurvey(ctx, clerk, "same", v)
		c.must(err)
		equal(t, "answer to the same request", again, first)
		v.Satisfied = 30
		_, err = c.register.RecordSurvey(ctx, clerk, c.key(), v)
		c.refused(err, spending.CodeDocument)
		c.refused(c.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error {
			return c.Store.Spending().AddSurvey(tx, 1<<40, v)
		}), spending.CodeDocument)
		v.Topic = spending.SurveyPay
		c.id(c.register.RecordSurvey(ctx, clerk, c.key(), v))
		equal(t, "share of borrowers", c.satisfied(spending.MeasureSurveyBorrowers).N, 9667)
		equal(t, "share of contract staff", c.satisfied(spending.MeasureSurveyPay).N, 10_000)
	})
}

func TestSurveysOfAYearCountTogetherAndAreListed(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCentre(t, w)
		if v := c.satisfied(spending.MeasureSurveyTraining); v.Known {
			t.Errorf("without a survey the share is %d", v.N)
		}
		c.surveyYear()
		v := c.satisfied(spending.MeasureSurveyTraining)
		equal(t, "grade", v.Measure.Grade, measure.Survey)
		equal(t, "surveys", v.Rows, 2)
		equal(t, "valid answers", v.Of, 32)
		c.must(c.Store.Read(ctx, func(tx unit.Tx) error {
			rows, err := c.Store.Rows(tx, v.Measure, v.Period, measure.Row{}, 10)
			if err != nil {
				return err
			}
			var n, of int64
			for _, r := range rows {
				n, of = n+r.N, of+r.Of
				equal(t, "source", r.Source, "survey")
				equal(t, "day", r.Day, on(12, 16))
			}
			equal(t, "satisfied answers listed", n, 29)
			equal(t, "answers listed", of, 32)
			return nil
		}))
	})
}

// satisfied is the figure of a measure for the year.
func (c *centre) satisfied(m measure.Measure) (v measure.Value) {
	c.t.Helper()
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) {
		v, err = c.Store.Value(tx, m, measure.Year(2024))
		return err
	}))
	return v
}
