package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"guangsha/internal/app"
	eval "guangsha/internal/evaluation"
)

// tableSet is tables with their scores and with what is doubted.
type tableSet struct {
	eval.Set
	submitted []submittedFigure // of tables in the books
}

// evaluateYear is the tables of the year's projects as the books have them.
func evaluateYear(ctx context.Context, centre *app.Centre, year int) (tableSet, error) {
	e, err := centre.Evaluated(ctx, year)
	if err != nil {
		return tableSet{}, err
	}
	return tableSet{e.Set, submittedFigures(e)}, nil
}

// example is the three published tables that come with the program.
func example() (tableSet, error) {
	s, err := eval.PublishedExample()
	return tableSet{Set: s}, err
}

// export writes the tables as one workbook of official forms.
func (s tableSet) export(config app.Config, year int) (path string, err error) {
	var book bytes.Buffer
	if err := eval.Export(&book, s.Profile, s.Tables...); err != nil {
		return "", err
	}
	path = config.Export(fmt.Sprintf("%d年度项目支出绩效自评表.xlsx", year))
	return path, app.WriteFile(path, book.Bytes())
}

// scores are the three scores of a table in answers.
type scores struct {
	Project   string          `json:"project"`
	Reported  json.RawMessage `json:"reported"`
	ByRule    json.RawMessage `json:"by_rule"`
	FromBooks fromBooks       `json:"from_books"`
	Findings  severities      `json:"findings"`
}

// fromBooks is what the books say of a table: computed counts rows on evidence of grade A or B, measured all rows that
// have a measured value.
type fromBooks struct {
	Score        json.Number            `json:"score"`
	Weight       json.Number            `json:"weight"`
	RowsComputed int                    `json:"rows_computed"`
	RowsMeasured int                    `json:"rows_measured"`
	Rows         int                    `json:"rows"`
	ByGrade      map[string]json.Number `json:"weight_by_grade"`
}

// severities counts the findings; kept are those among them that were explained and kept.
type severities struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Note    int `json:"note"`
	Kept    int `json:"kept"`
}

// scoresOf gives the scores of each table.
func (s tableSet) scoresOf() []scores {
	var list []scores
	for i, t := range s.Tables {
		b := s.Scored[i].Books
		one := scores{Project: t.Project, Reported: number(s.Scored[i].Published, eval.Points.Short),
			ByRule: number(s.Scored[i].ByRule, eval.Points.String),
			FromBooks: fromBooks{Score: json.Number(b.Score.String()), Weight: json.Number(b.Weight.String()),
				RowsComputed: b.RowsComputed, RowsMeasured: b.RowsMeasured, Rows: b.Rows,
				ByGrade: map[string]json.Number{}}}
		for grade, weight := range b.ByGrade {
			one.FromBooks.ByGrade[string(grade)] = json.Number(weight.String())
		}
		for _, f := range s.Found {
			if f.Table != i {
				continue
			}
			if f.Kept() {
				one.Findings.Kept++
			}
			switch f.Severity {
			case eval.Error:
				one.Findings.Error++
			case eval.Warning:
				one.Findings.Warning++
			default:
				one.Findings.Note++
			}
		}
		list = append(list, one)
	}
	return list
}
