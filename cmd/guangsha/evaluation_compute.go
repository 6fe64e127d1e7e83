package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"guangsha/internal/app"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// computedYear is the answer of evaluation compute. What stands in the middle is left out of a year that is over.
type computedYear struct {
	Year       int             `json:"year"`
	Unfinished bool            `json:"unfinished,omitempty"`
	BooksUntil string          `json:"books_until,omitempty"` // last day that is closed
	Tables     []computedTable `json:"tables"`
	// Submitted are the figures as they were when their tables were submitted, beside those of today.
	Submitted []submittedFigure `json:"submitted,omitempty"`
}

// computedTable is one table in the answer of evaluation compute.
type computedTable struct {
	scores
	Execution computedRow    `json:"execution"` // 全年执行数 beside 全年预算数
	Rows      []computedRow  `json:"rows"`
	Findings  []eval.Finding `json:"finding_list"`
	Drafts    []eval.Draft   `json:"drafts"`           // 偏差原因, for a person to edit
	Completed string         `json:"draft_completion"` // 实际完成情况, for a person to edit
}

// computedRow is one row: the three values, the three scores, and what stands behind the measured ones.
type computedRow struct {
	Row        int            `json:"row"`
	Name       string         `json:"name"`
	Target     string         `json:"target"`
	Weight     json.Number    `json:"weight"`
	Reported   string         `json:"reported"`
	Measured   string         `json:"measured,omitempty"`
	Score      eval.Points    `json:"score"` // as reported
	ByRule     eval.Points    `json:"by_rule"`
	FromBooks  eval.Points    `json:"from_books"` // null without a measured value
	Measure    string         `json:"measure,omitempty"`
	Definition string         `json:"definition,omitempty"`
	Grade      measure.Grade  `json:"grade,omitempty"`
	Behind     int64          `json:"rows"`         // entries and records behind the measured value
	Of         int64          `json:"of,omitempty"` // answers that a surveyed share is taken of
	Waiting    string         `json:"waiting,omitempty"`
	Also       []computedAlso `json:"also,omitempty"`
}

// computedAlso is a figure that says more about a row than its cell holds.
type computedAlso struct {
	Measure    string        `json:"measure"`
	Title      string        `json:"title"`
	Value      string        `json:"value"` // empty when the measure has no answer
	Definition string        `json:"definition"`
	Grade      measure.Grade `json:"grade"`
	Behind     int64         `json:"rows"`
}

// evaluationCompute fills the tables of a year from the books. It writes nothing.
func evaluationCompute(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation compute", "--year 年度 [--data 目录] [--json]")
	year := f.Int("year", 0, "年度")
	asJSON := f.Bool("json", false, "输出 JSON")
	set, behind, err := yearTables(ctx, f, args, year)
	if err != nil {
		return err
	}
	if *asJSON {
		answer := computedYear{Year: *year, Tables: set.computed(), Submitted: set.submitted}
		if behind != nil {
			answer.Unfinished, answer.BooksUntil = true, behind.until()
		}
		return writeJSON(c.out, answer)
	}
	if behind != nil {
		fmt.Fprintf(c.out, "%s\n\n", behind)
	}
	if err := eval.Text(c.out, set.Tables, set.Scored, set.Found); err != nil {
		return err
	}
	return set.sayChanged(c.out)
}

// evaluationExport writes the tables of a year as the official forms.
func evaluationExport(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation export", "--year 年度 [--data 目录]")
	year := f.Int("year", 0, "年度")
	set, behind, err := yearTables(ctx, f, args, year)
	if err != nil {
		return err
	}
	if behind != nil {
		fmt.Fprintln(c.err, behind)
	}
	path, err := set.export(f.config, *year)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, path)
	return err
}

// yearTables reads the options, opens the centre for reading and evaluates the year; behind is nil when it is over.
func yearTables(ctx context.Context, f *flags, args []string, year *int) (
	set tableSet, behind *unfinished, err error) {
	if err := f.none(args); err != nil {
		return set, nil, err
	}
	if err := yearGiven(*year); err != nil {
		return set, nil, err
	}
	f.config.ReadOnly = true
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return set, nil, err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	if behind, err = unfinishedYear(ctx, centre, *year); err != nil {
		return set, nil, err
	}
	set, err = evaluateYear(ctx, centre, *year)
	return set, behind, err
}

func (s tableSet) computed() []computedTable {
	list := []computedTable{}
	for i, one := range s.scoresOf() {
		t := computedTable{scores: one, Findings: []eval.Finding{}}
		table, scored := s.Tables[i], s.Scored[i]
		if f := table.TotalFund(); f != nil {
			t.Execution = computedOf(eval.Indicator{Name: "全年执行数", Target: f.Budget}, table.Execution, scored.Execution)
		}
		t.Drafts = append([]eval.Draft{}, eval.DraftReasons(table, scored, s.Profile)...)
		t.Completed = eval.DraftCompletion(table)
		for k, ind := range table.Indicators {
			t.Rows = append(t.Rows, computedOf(ind, table.Rows[k], scored.Rows[k]))
		}
		for _, f := range s.Found {
			if f.Table == i {
				t.Findings = append(t.Findings, f)
			}
		}
		list = append(list, t)
	}
	return list
}

func computedOf(ind eval.Indicator, row eval.FilledRow, score eval.RowScore) computedRow {
	var also []computedAlso
	for _, a := range row.Also {
		also = append(also, computedAlso{a.Measure, a.Title, a.Text, a.Definition, a.Grade, a.Evidence.Rows})
	}
	return computedRow{Row: ind.Row, Name: ind.Name, Target: ind.Target,
		Weight: json.Number(score.Weight.OrZero().Short()), Reported: row.Reported, Measured: row.Measured,
		Score: score.Published, ByRule: score.ByRule, FromBooks: score.FromBooks,
		Measure: row.Measure, Definition: row.Definition, Grade: row.Grade, Behind: row.Evidence.Rows, Of: row.Of,
		Waiting: row.Waiting, Also: also}
}
