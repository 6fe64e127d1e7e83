package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
)

// explainFigures says what stands behind the figures of a year's tables: definition with its version, period, records,
// grade, papers from outside, supporting figures, and what was kept when the table was submitted. Row 0 is all rows.
func explainFigures(ctx context.Context, c console, config app.Config, year, table, row int) (err error) {
	if err := yearGiven(year); err != nil {
		return err
	}
	config.ReadOnly = true
	centre, err := app.Open(ctx, config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	e, err := centre.Evaluated(ctx, year)
	if err != nil {
		return err
	}
	if table < 1 || table > len(e.Set.Tables) {
		return exit{2, refusal.New("input", fmt.Sprintf("%d年度没有第%d张表，共有%d张", year, table, len(e.Set.Tables)), "",
			"请用 --table 给出1起的序号")}
	}
	x := explaining{e: e, at: table - 1, kept: e.Recomputed(e.Values)}
	text := x.all(row)
	if text == "" {
		return exit{2, refusal.New("input", spot(table-1, row)+"没有取数", "", "请核对行次；没有绑定取数项的行由人填报")}
	}
	_, err = io.WriteString(c.out, text)
	return err
}

// explaining explains the figures of one table.
type explaining struct {
	e    app.Evaluated
	at   int // of the table
	kept []selfeval.Recomputed
}

func (x explaining) all(row int) string {
	t := x.e.Set.Tables[x.at]
	text := ""
	if row == 0 {
		text = x.figure(0, "全年执行数", "", t.Execution)
	}
	for i, r := range t.Rows {
		if ind := t.Indicators[i]; row == 0 || ind.Row == row {
			text += x.figure(ind.Row, eval.PlainName(ind.Name), ind.Target, r)
		}
	}
	if text != "" {
		text = fmt.Sprintf("%s（%d年度）\n", t.Project, t.Year) + text
	}
	return text
}

func (x explaining) figure(row int, name, target string, r eval.FilledRow) string {
	if r.Measure == "" {
		return ""
	}
	var b strings.Builder
	place := ""
	if row > 0 {
		place = fmt.Sprintf("第%d行 ", row)
	}
	if target != "" {
		target = "，年度指标值" + target
	}
	fmt.Fprintf(&b, "\n%s%s%s，填报%s\n", place, name, target, cmp.Or(r.Reported, "（未填）"))
	x.behind(&b, "", cmp.Or(eval.Shown(r.Measured), "期内没有可计的业务"), r.Evidence, r.Outside, x.keptOf(row, 0))
	for i, a := range r.Also {
		fmt.Fprintf(&b, "  佐证取数 %s\n", a.Title)
		x.behind(&b, "  ", cmp.Or(eval.Shown(a.Text), "期内没有可计的业务"), a.Evidence, a.Outside, x.keptOf(row, i+1))
	}
	return b.String()
}

func (x explaining) behind(b *strings.Builder, in, value string, of eval.Evidence, outside []eval.Compared,
	kept *selfeval.Recomputed) {
	say := func(format string, args ...any) { fmt.Fprintf(b, in+"  "+format+"\n", args...) }
	say("取数：%s（%s），依据%d条记录，期间%s，证据%s级", value, of.Measure, of.Rows, of.Period, of.Grade)
	say("口径：%s（版本%s）", of.Definition, x.e.Values[of.Measure].Version)
	for _, c := range outside {
		say("外部文件：%s", c.Say())
	}
	switch {
	case kept == nil:
		say("报送时取数：没有留存（表还没有报送，或报送时没有绑定这个取数项）")
	case kept.Same():
		say("报送时取数：%s报送时为%s，口径版本%s；现在重算一致", kept.On, cmp.Or(kept.Printed, "没有可计的业务"),
			cmp.Or(kept.Version, "没有留存"))
	default:
		say("报送时取数：%s报送时为%s；报送以后变了：%s", kept.On, cmp.Or(kept.Printed, "没有可计的业务"),
			strings.Join(kept.Changes, "；"))
	}
}

// keptOf is what was kept of a figure of a row, nil when nothing was.
func (x explaining) keptOf(row, also int) *selfeval.Recomputed {
	for i, k := range x.kept {
		if k.Project == x.e.Projects[x.at].ID && k.Row == row && k.Also == also {
			return &x.kept[i]
		}
	}
	return nil
}
