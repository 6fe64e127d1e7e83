package selfeval_test

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

func TestASubmissionHasItsStampedScanOrSaysWhyNot(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		scan := func(row int, name, content string) func() error {
			return func() error {
				_, err := u.s.Attach(ctx, sender, u.key(), selfeval.File{Project: u.id, Row: row, Name: name,
					Content: []byte(content), Scan: true})
				return err
			}
		}
		u.must(u.write(writer, u.filled()...))
		u.refused(selfeval.CodeStage, scan(0, "签章.pdf", "%PDF-1.4"))
		u.explainAll(writer)
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "同意"))
		for _, text := range []string{"", "无"} {
			u.refused(selfeval.CodeScan, func() error { return u.proceed(evaluation.StageSubmitted, "", text) })
		}
		u.refused(selfeval.CodeFile, scan(0, "签章.txt", "盖章"))
		u.refused(selfeval.CodeFile, scan(1, "签章.pdf", "%PDF-1.4"))
		u.must(scan(0, "签章.pdf", "%PDF-1.4")())
		u.must(u.proceed(evaluation.StageSubmitted, "", ""))

		// A version that was written anew has not been stamped by that.
		u.must(u.proceed(evaluation.StageReturned, "", "第3行得分依据不足，请补充2024年台账"))
		u.must(u.write(writer, evaluation.Edit{Row: 3, Column: "reason", Text: "已补2024年台账"}))
		u.explainAll(writer)
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "同意"))
		u.refused(selfeval.CodeScan, func() error { return u.proceed(evaluation.StageSubmitted, "", "") })
		if list := u.year().Evidence; len(list) != 1 || list[0].ScanOf != 2 {
			t.Errorf("%+v", list)
		}
	})
}

func TestWhatIsDueSoonOrLateIsCounted(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		today := civil.DateOf(2024, 1, 2)
		var days int
		for row, due := range []civil.Date{today - 1, today, today + 7, today + 8, today - 5} {
			u.must(u.s.Assign(ctx, writer, u.key(), selfeval.Duty{Project: u.id, Row: row, Office: "归集科", Due: due}))
		}
		u.must(u.s.Fulfil(ctx, writer, u.key(), u.id, 4))
		u.must(u.Store.Read(ctx, func(tx unit.Tx) error {
			r, err := u.s.Reminder(tx)
			days = r.Days
			if err == nil && (r.Late != 1 || r.Soon != 1+min(days/7, 1)) {
				t.Errorf("%+v", r)
			}
			return err
		}))
		d := selfeval.Duty{Due: today + 7}
		if d.Urgency(today, 7) != selfeval.DueSoon || d.Urgency(today, 6) != selfeval.NotUrgent ||
			d.Urgency(today+8, 7) != selfeval.Overdue {
			t.Error("a duty is as urgent as its days say")
		}
	})
}
