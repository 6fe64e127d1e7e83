package main

import (
	"context"
	"fmt"

	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

// readTable is one table in the answer of evaluation read: every cell as printed, and points as numbers beside.
type readTable struct {
	Title      string          `json:"title"`
	Year       int             `json:"year"` // 0 when the table states none
	YearText   string          `json:"year_text"`
	Project    string          `json:"project"`
	Department string          `json:"department"`
	Unit       string          `json:"unit"`
	MoneyUnit  string          `json:"money_unit"`
	Layout     eval.Layout     `json:"layout"`
	Funds      []readFund      `json:"funds"`
	Goal       string          `json:"goal"`
	GoalActual string          `json:"goal_actual"`
	Indicators []readIndicator `json:"indicators"`
	Total      readTotal       `json:"total"`
	Grade      string          `json:"grade"`
	Note       string          `json:"note"`
	Doubts     []eval.Doubt    `json:"doubts"`
}

type readFund struct {
	Name     string   `json:"name"`
	Initial  string   `json:"initial"`
	Budget   string   `json:"budget"`
	Executed string   `json:"executed"`
	Weight   string   `json:"weight"`
	Rate     string   `json:"rate"`
	Score    string   `json:"score"`
	More     []string `json:"more,omitempty"` // cells under further columns of the form
}

type readIndicator struct {
	Row        int         `json:"row"`
	First      string      `json:"first"`
	Second     string      `json:"second"`
	Name       string      `json:"name"`
	Target     string      `json:"target"`
	Actual     string      `json:"actual"`
	Weight     eval.Points `json:"weight"` // null when the cell holds no number
	WeightText string      `json:"weight_text"`
	Score      eval.Points `json:"score"`
	ScoreText  string      `json:"score_text"`
	Reason     string      `json:"reason"`
}

type readTotal struct {
	Weight     eval.Points `json:"weight"`
	WeightText string      `json:"weight_text"`
	Score      eval.Points `json:"score"`
	ScoreText  string      `json:"score_text"`
}

// evaluationRead prints the tables of a file as they were understood, with what is doubted. It opens no centre.
func evaluationRead(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation read", "文件 [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	file, err := f.one(args, "请给出一个自评表文件，例如 guangsha evaluation read 自评表.docx")
	if err != nil {
		return err
	}
	reading, err := readTables(ctx, file)
	if err != nil {
		return exit{2, err}
	}
	if *asJSON {
		return writeJSON(c.out, map[string]any{"tables": readOf(reading)})
	}
	for i, t := range reading.Tables {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		if err := document.WriteText(c.out, eval.Form(t)); err != nil {
			return err
		}
		for _, d := range reading.Doubts {
			if d.Table == i {
				fmt.Fprintln(c.out, "存疑："+d.String())
			}
		}
	}
	return nil
}

func readOf(reading eval.Reading) []readTable {
	list := []readTable{}
	for i, t := range reading.Tables {
		one := readTable{
			Title: t.Title, Year: t.Year, YearText: t.YearText, Project: t.Project, Department: t.Department,
			Unit: t.Unit, MoneyUnit: t.MoneyUnit, Layout: t.Layout, Goal: t.Goal, GoalActual: t.GoalActual,
			Grade: t.Grade, Note: t.Note,
			Total: readTotal{t.Total, t.TotalText[0], t.TotalScore, t.TotalText[1]},
			Funds: []readFund{}, Indicators: []readIndicator{}, Doubts: []eval.Doubt{},
		}
		for _, fund := range t.Funds {
			one.Funds = append(one.Funds, readFund{fund.Name, fund.Initial, fund.Budget, fund.Executed,
				fund.Weight, fund.Rate, fund.Score, fund.More})
		}
		for _, n := range t.Indicators {
			one.Indicators = append(one.Indicators, readIndicator{
				Row: n.Row, First: n.First, Second: n.Second, Name: n.Name, Target: n.Target, Actual: n.Actual,
				Weight: n.Weight, WeightText: n.WeightText, Score: n.Score, ScoreText: n.ScoreText, Reason: n.Reason,
			})
		}
		for _, d := range reading.Doubts {
			if d.Table == i {
				one.Doubts = append(one.Doubts, d)
			}
		}
		list = append(list, one)
	}
	return list
}
