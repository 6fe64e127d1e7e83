package selfeval_test

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var ctx = context.Background()

// unitOf is a unit of budget with an approved goal, over a real store.
type unitOf struct {
	*opentest.World
	t     *testing.T
	s     *selfeval.Service
	n     int
	goals []evaluation.Table
	id    selfeval.ProjectID
}

func person(code string) act.By { return act.By{Actor: code, Door: act.Console, Branch: "01"} }

var (
	writer = person("writer")
	lead   = person("lead")
	sender = person("sender")
)

// register has one measure, which a store without loans answers with none.
type register struct{ measure.Store }

const bound = "fund.loans.count"

func (register) Named(name string) (measure.Measure, bool) {
	return measure.Measure{Name: bound, Title: "发放贷款笔数", Definition: "期内发放的贷款", Unit: measure.Loans,
		Fold: measure.RowsN, Grade: measure.Ledger}, name == bound
}

func newUnit(t *testing.T, w *opentest.World) *unitOf {
	t.Helper()
	tables, err := evaluation.Read(evaluation.Example, evaluation.ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	u := &unitOf{World: w, t: t, goals: tables}
	u.s = selfeval.New(selfeval.Deps{Work: w.Store, Access: accesstest.Everybody{}, Books: w.Books, Audit: w.Store,
		Store: w.Store.SelfEvaluation(), Cipher: w.Keys.Field, Clock: w.Clock, Policy: w.Store.Policies(),
		Measures: register{w.Store}})
	if err := w.Store.Do(ctx, writer, "test", func(tx unit.Tx) error {
		return w.Books.Begin(tx, civil.DateOf(2024, 1, 2))
	}); err != nil {
		t.Fatal(err)
	}
	u.id, err = u.s.Approve(ctx, writer, u.key(), u.goal(0))
	u.must(err)
	return u
}

func (u *unitOf) goal(i int) selfeval.Goal {
	return selfeval.Goal{Kind: selfeval.ProjectSpending, Document: "示例财预〔2024〕8号", Table: u.goals[i]}
}

func (u *unitOf) key() string { u.n++; return fmt.Sprintf("k%d", u.n) }

func (u *unitOf) must(err error) {
	u.t.Helper()
	if err != nil {
		u.t.Fatal(err)
	}
}

// refused wants a refusal, and that nothing was written.
func (u *unitOf) refused(code string, f func() error) {
	u.t.Helper()
	before := u.dump()
	if err := f(); !refusal.Is(err, code) {
		u.t.Errorf("got %v, want a refusal with %s", err, code)
	}
	if u.dump() != before {
		u.t.Errorf("what was refused with %s left something", code)
	}
}

func (u *unitOf) dump() string {
	u.t.Helper()
	var b bytes.Buffer
	u.must(u.Store.Dump(ctx, &b))
	return b.String()
}

func (u *unitOf) whole() (w selfeval.Whole) {
	u.t.Helper()
	u.must(u.Store.Read(ctx, func(tx unit.Tx) (err error) {
		w, err = u.s.Whole(tx, u.id)
		return err
	}))
	return w
}

func (u *unitOf) year() (y selfeval.Year) {
	u.t.Helper()
	u.must(u.Store.Read(ctx, func(tx unit.Tx) (err error) {
		y, err = u.s.Year(tx, 2024)
		return err
	}))
	return y
}

// filled are the edits that report what the published table says.
func (u *unitOf) filled() (list []evaluation.Edit) {
	for _, ind := range u.goals[0].Indicators {
		list = append(list, evaluation.Edit{Row: ind.Row, Column: evaluation.ColumnActual, Text: ind.Actual},
			evaluation.Edit{Row: ind.Row, Column: evaluation.ColumnScore, Text: ind.ScoreText},
			evaluation.Edit{Row: ind.Row, Column: evaluation.ColumnReason, Text: ind.Reason})
	}
	for i, f := range u.goals[0].Funds[1:] {
		list = append(list, evaluation.Edit{Row: -1 - i, Column: evaluation.ColumnActual, Text: f.Executed})
	}
	f := u.goals[0].TotalFund()
	return append(list, evaluation.Edit{Column: evaluation.ColumnActual, Text: f.Executed},
		evaluation.Edit{Column: evaluation.ColumnScore, Text: f.Score},
		evaluation.Edit{Column: evaluation.ColumnGoalActual, Text: u.goals[0].GoalActual})
}

func (u *unitOf) write(by act.By, edits ...evaluation.Edit) error {
	return u.s.Write(ctx, by, u.key(), u.id, u.whole().Versions, edits)
}

// explainAll explains whatever must be looked at.
func (u *unitOf) explainAll(by act.By) (n int) {
	u.t.Helper()
	for _, f := range u.findings() {
		if f.Severity == evaluation.Error && !f.Kept() {
			n++
			u.must(u.s.Explain(ctx, by, u.key(), u.id, selfeval.Explanation{Version: u.whole().Versions, Check: f.ID,
				Row: f.Row, Text: "年中政策口径有变，依据示例文件第3条如实填报"}))
		}
	}
	return n
}

func (u *unitOf) findings() []evaluation.Finding {
	u.t.Helper()
	y := u.year()
	set, err := evaluation.EvaluateBy([]evaluation.FilledTable{evaluation.Reported(y.Tables[0])},
		evaluation.Context{Paper: y.Paper})
	u.must(err)
	_, err = set.WithPaper(y.Paper)
	u.must(err)
	return set.FindingsOf(0)
}

func (u *unitOf) proceed(to evaluation.Stage, document, text string) error {
	return u.s.Proceed(ctx, sender, u.key(), u.id, evaluation.Step{To: to, Document: document, Text: text})
}

func TestTheWayFromTheApprovedGoalToItsUse(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		goal := u.year().Tables[0]
		if goal.Indicators[0].Actual != "" || goal.Indicators[0].Target == "" || goal.TotalScore.Printed() {
			t.Errorf("a goal reports: %+v", goal.Indicators[0])
		}
		u.must(u.s.Monitor(ctx, writer, u.key(), u.id, 1, []evaluation.Edit{{Row: 1, Column: "actual", Text: "6次"}}))
		u.must(u.write(writer, u.filled()...))
		if got := u.year().Tables[0]; got.TotalScore != u.goals[0].TotalScore {
			t.Errorf("the table foots to %s, want %s", got.TotalScore, u.goals[0].TotalScore)
		}
		if changes := evaluation.Compare(u.goals[0], u.year().Tables[0]); len(changes) > 0 {
			t.Errorf("written as published, it differs: %v", changes)
		}
		if u.explainAll(writer) == 0 {
			t.Error("nothing on the table had to be explained")
		}
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "经审核，同意报送"))
		u.must(u.proceed(evaluation.StageSubmitted, "", "印章送审，扫描件随后补齐"))
		u.must(u.proceed(evaluation.StageReturned, "", "第3行得分依据不足，请补充2024年台账"))
		u.must(u.write(writer, evaluation.Edit{Row: 3, Column: "reason", Text: "已补2024年台账"}))
		u.explainAll(writer)
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "同意"))
		u.must(u.proceed(evaluation.StageSubmitted, "", "印章送审，扫描件随后补齐"))
		u.must(u.proceed(evaluation.StageRechecked, "示例财绩〔2025〕1号", ""))
		published := func() (p selfeval.Published, err error) {
			err = u.Store.Read(ctx, func(tx unit.Tx) (err error) {
				p, err = u.s.Published(tx, u.id)
				return err
			})
			return p, err
		}
		u.refused(selfeval.CodeUnknown, func() error { _, err := published(); return err })
		if p := u.public(0); p.Year != 0 || len(p.Years)+len(p.Tables) > 0 {
			t.Errorf("nothing is public, and there is %+v", p)
		}
		u.must(u.proceed(evaluation.StagePublished, "", ""))
		open, err := published()
		u.must(err)
		if open.On != "2024-01-02" || len(evaluation.Compare(open.Table, u.year().Tables[0])) > 0 {
			t.Errorf("%s was published on %q", open.Table.Project, open.On)
		}
		u.must(u.proceed(evaluation.StageUsed, "", "下年度预算核减5万元"))
		p := u.public(0)
		if p.Year != open.Table.Year || len(p.Years) != 1 || !reflect.DeepEqual(p.Tables, []selfeval.Published{open}) {
			t.Errorf("public are %+v, want %+v", p, open)
		}
		if p := u.public(2001); p.Year != 2001 || len(p.Years) != 1 || len(p.Tables) > 0 {
			t.Errorf("of 2001 there is %+v", p)
		}
		whole := u.whole()
		if whole.Stage != evaluation.StageUsed || whole.Versions != 4 || len(whole.Steps) != 12 {
			t.Errorf("%s after %d steps with %d versions", whole.Stage, len(whole.Steps), whole.Versions)
		}
		u.must(u.Store.Read(ctx, func(tx unit.Tx) error {
			changes, err := u.s.Compared(tx, u.id, 3, 4)
			if err != nil || len(changes) != 1 || changes[0].Row != 3 {
				t.Errorf("%v, %v", changes, err)
			}
			_, err = u.s.Compared(tx, u.id, 3, 9)
			if !refusal.Is(err, selfeval.CodeUnknown) {
				t.Errorf("version 9: %v", err)
			}
			return nil
		}))
	})
}

func TestOnePersonTakesNoTwoStepsThatExcludeEachOther(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.must(u.write(writer, u.filled()...))
		u.must(u.write(sender, evaluation.Edit{Row: 1, Column: "reason", Text: "按月发放"}))
		helper := person("helper")
		u.explainAll(helper)
		// The first writer, the last one, and who only explained: none of them reviews.
		for _, by := range []act.By{writer, sender, helper} {
			u.refused(access.CodeSameHand, func() error { return u.s.Review(ctx, by, u.key(), u.id, "同意") })
		}
		u.must(u.s.Review(ctx, lead, u.key(), u.id, "同意"))
		u.refused(access.CodeSameHand, func() error {
			return u.s.Proceed(ctx, lead, u.key(), u.id, evaluation.Step{To: evaluation.StageSubmitted})
		})
	})
}

func TestWhatIsFrozenStaleOrOutOfTurnIsRefusedAndLeavesNothing(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.refused(selfeval.CodeTaken, func() error {
			_, err := u.s.Approve(ctx, writer, u.key(), u.goal(0))
			return err
		})
		u.refused("evaluation.way.document", func() error {
			g := u.goal(1)
			g.Document = ""
			_, err := u.s.Approve(ctx, writer, u.key(), g)
			return err
		})
		for _, spoil := range []func(t *evaluation.Table){
			func(t *evaluation.Table) { t.Year = 2099 },
			func(t *evaluation.Table) { t.Indicators[0].Weight = -100 },
		} {
			u.refused(selfeval.CodeInput, func() error {
				g := u.goal(1)
				g.Table.Indicators = slices.Clone(g.Table.Indicators)
				spoil(&g.Table)
				_, err := u.s.Approve(ctx, writer, u.key(), g)
				return err
			})
		}
		u.refused("evaluation.way.order", func() error { return u.s.Review(ctx, lead, u.key(), u.id, "同意") })
		u.refused("evaluation.edit.column", func() error {
			return u.write(writer, evaluation.Edit{Row: 1, Column: "target", Text: "1次"})
		})
		u.refused("evaluation.way.document", func() error {
			return u.s.Adjust(ctx, writer, u.key(), u.id, selfeval.Adjustment{Base: 1, Reason: "预算调减5万元",
				Edits: []evaluation.Edit{{Row: 1, Column: "target", Text: "10次"}}})
		})
		u.must(u.write(writer, u.filled()...))
		u.refused(selfeval.CodeStale, func() error {
			return u.s.Write(ctx, writer, u.key(), u.id, 1, []evaluation.Edit{{Row: 1, Column: "actual", Text: "1次"}})
		})
		u.refused("evaluation.way.finding", func() error { return u.s.Review(ctx, lead, u.key(), u.id, "同意") })
		u.refused(selfeval.CodeFinding, func() error {
			return u.s.Explain(ctx, writer, u.key(), u.id, selfeval.Explanation{Version: 2, Check: "A01", Row: 7,
				Text: "依据示例文件第3条如实填报"})
		})
		u.refused("evaluation.paper.text", func() error {
			f := u.findings()[0]
			return u.s.Explain(ctx, writer, u.key(), u.id, selfeval.Explanation{Version: 2, Check: f.ID,
				Row: f.Row, Text: "无"})
		})
		u.refused(selfeval.CodeInput, func() error { return u.proceed(evaluation.StageReviewed, "", "") })
		u.refused(selfeval.CodeUnknown, func() error { return u.s.Review(ctx, lead, u.key(), 99_999, "同意") })
	})
}

func TestARequestIsDoneOnceAndAFigureThatChangesOpensItsFindingAgain(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.must(u.s.Write(ctx, writer, "same", u.id, 1, u.filled()))
		once := u.dump()
		u.must(u.s.Write(ctx, writer, "same", u.id, 1, u.filled()))
		if u.dump() != once {
			t.Error("a request that came twice was done twice")
		}
		u.explainAll(writer)
		var kept evaluation.Finding
		for _, f := range u.findings() {
			if f.Kept() && len(f.Saw) > 0 && f.Row > 0 {
				kept = f
			}
		}
		u.must(u.s.Judge(ctx, lead, u.key(), u.id, selfeval.Judgement{Version: 2, Row: 1, Kind: evaluation.JudgedScore,
			Value: "3", Text: "少一次的依据见工资发放表第4页"}))
		u.refused("evaluation.judge.score", func() error {
			return u.s.Judge(ctx, lead, u.key(), u.id, selfeval.Judgement{Version: 2, Row: 1,
				Kind: evaluation.JudgedScore, Value: "99", Text: "少一次的依据见工资发放表第4页"})
		})
		if kept.Row == 0 {
			t.Fatal("no finding of a row was kept")
		}
		u.must(u.write(writer, evaluation.Edit{Row: kept.Row, Column: "actual", Text: "基本完成"}))
		for _, f := range u.findings() {
			if f.ID == kept.ID && f.Row == kept.Row && f.Kept() {
				t.Errorf("%s still counts as explained after its value changed", f.ID)
			}
		}
	})
}

func TestEvidenceComesBackAsItWasHandedInAndIsKeptSealed(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		file := selfeval.File{Project: u.id, Row: 1, Name: "工资发放表.csv", Content: []byte("月份,金额\n1,示例机密\n")}
		id, err := u.s.Attach(ctx, writer, u.key(), file)
		u.must(err)
		got, err := u.s.Open(ctx, lead, u.id, id)
		u.must(err)
		if got.Name != file.Name || !bytes.Equal(got.Content, file.Content) {
			t.Errorf("%s came back as %q", file.Name, got.Content)
		}
		u.must(u.Store.Read(ctx, func(tx unit.Tx) error {
			a, sealed, _, err := u.Store.SelfEvaluation().Attachment(tx, id)
			if bytes.Contains(sealed, []byte("示例机密")) || len(a.Digest) != 64 || a.Size != int64(len(file.Content)) {
				t.Errorf("%+v is kept as %q", a, sealed)
			}
			return err
		}))
		attach := func(row int, name, content string) func() error {
			return func() error {
				_, err := u.s.Attach(ctx, writer, u.key(), selfeval.File{Project: u.id, Row: row, Name: name,
					Content: []byte(content)})
				return err
			}
		}
		u.refused(selfeval.CodeTaken, attach(1, "另名.csv", string(file.Content)))
		u.must(attach(2, "另名.csv", string(file.Content))())
		for _, bad := range [][2]string{{"a.exe", "MZ"}, {"a.pdf", "<html>"}, {"", "x"}, {"../a.txt", "x"},
			{"a.txt", ""}, {"a.txt", "\xff\xfe"}, {"a.txt", strings.Repeat("x", selfeval.MaxFile+1)}} {
			u.refused(selfeval.CodeFile, attach(1, bad[0], bad[1]))
		}
		u.refused(selfeval.CodeUnknown, attach(99, "a.txt", "x"))
		u.refused(selfeval.CodeUnknown, func() error { _, err := u.s.Open(ctx, lead, u.id+1, id); return err })
	})
}

func TestARowIsOwedByADepartmentUntilItIsHandedIn(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		u := newUnit(t, w)
		u.must(u.s.Assign(ctx, writer, u.key(), selfeval.Duty{Project: u.id, Row: 2, Office: "归集科",
			Due: civil.DateOf(2025, 1, 20)}))
		u.must(u.s.Assign(ctx, writer, u.key(), selfeval.Duty{Project: u.id, Row: 2, Office: "信贷科",
			Due: civil.DateOf(2025, 1, 10)}))
		u.must(u.s.Fulfil(ctx, writer, u.key(), u.id, 2))
		list := u.year().Duties
		if len(list) != 1 || list[0].Office != "信贷科" || list[0].Done != civil.DateOf(2024, 1, 2) ||
			list[0].DoneBy != "writer" {
			t.Errorf("%+v", list)
		}
		u.refused(selfeval.CodeUnknown, func() error { return u.s.Fulfil(ctx, writer, u.key(), u.id, 3) })
		u.refused(selfeval.CodeInput, func() error {
			return u.s.Assign(ctx, writer, u.key(), selfeval.Duty{Project: u.id, Row: 2})
		})
	})
}

// public are the public tables of a year.
func (u *unitOf) public(year int) (p selfeval.PublicYear) {
	u.must(u.Store.Read(ctx, func(tx unit.Tx) (err error) { p, err = u.s.PublicYear(tx, year); return err }))
	return p
}
