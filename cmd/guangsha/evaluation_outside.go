package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"

	"guangsha/internal/app"
	"guangsha/internal/base/money"
	"guangsha/internal/catalogue"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// outsideYear is the answer of evaluation outside.
type outsideYear struct {
	Year    int             `json:"year"`
	Figures []outsideFigure `json:"figures"`
}

// outsideFigure is a figure of a paper from outside with the measured one.
type outsideFigure struct {
	eval.Compared
	Name     string        `json:"title"`    // of the measure
	Known    bool          `json:"known"`    // the measure has an answer
	Measured int64         `json:"measured"` // fen
	Grade    measure.Grade `json:"grade"`
}

// evaluationOutside shows what papers from outside state of a year beside what is measured: as registered, or as a list
// says that is still to be registered. It writes nothing: whoever registers a list is named, and signs in to the
// console for it.
func evaluationOutside(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "evaluation outside", "--year 年度 [清单.csv] [--data 目录] [--json]")
	year := f.Int("year", 0, "年度")
	asJSON := f.Bool("json", false, "输出 JSON")
	files, err := f.parse(args)
	if err != nil {
		return err
	}
	if err := yearGiven(*year); err != nil {
		return err
	}
	if len(files) > 1 {
		return unreadable("一次只读一份清单")
	}
	var given []eval.Outside
	for _, file := range files {
		src, err := readGiven(file, "清单")
		if err == nil {
			given, err = eval.ReadOutside(src, catalogue.Measures)
		}
		if err != nil {
			return exit{2, err}
		}
	}
	f.config.ReadOnly = true
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	list, values, err := centre.Outside(ctx, *year, given)
	if err != nil {
		return err
	}
	if len(given) > 0 {
		list = given
	}
	answer := outsideYear{*year, figuresFrom(list, values)}
	if *asJSON {
		return writeJSON(c.out, answer)
	}
	return answer.print(c.out, len(given) > 0)
}

// figuresFrom holds each figure of papers against the measured one.
func figuresFrom(list []eval.Outside, values map[string]measure.Value) []outsideFigure {
	figures := []outsideFigure{}
	for _, h := range eval.HoldAgainst(list, values) {
		figures = append(figures, outsideFigure{Compared: h.Compared, Name: h.Value.Measure.Title, Known: h.Value.Known,
			Measured: h.Value.N, Grade: h.Grade})
	}
	return figures
}

func (y outsideYear) print(w io.Writer, given bool) error {
	switch {
	case len(y.Figures) == 0:
		fmt.Fprintf(w, "%d年度还没有登记外部文件。请由审核人在业务后台（guangsha serve）的“绩效自评表”页登记。\n", y.Year)
	case given:
		fmt.Fprintf(w, "清单可以登记，共%d项，尚未登记：请由审核人在业务后台（guangsha serve）的“绩效自评表”页上传。\n", len(y.Figures))
	default:
		fmt.Fprintf(w, "%d年度登记的外部文件所列数，共%d项\n", y.Year, len(y.Figures))
	}
	differ := 0
	for _, f := range y.Figures {
		said := "没有可计的业务，无从对照"
		if f.Known {
			said = "取数" + money.Fen(f.Measured).Grouped() + "元，" + f.Verdict()
			if !f.Agrees {
				differ++
				said = fmt.Sprintf("取数%s元，相差%s元", money.Fen(f.Measured).Grouped(), money.Fen(f.Difference).Grouped())
			}
			said += "，证据" + string(f.Grade) + "级"
		}
		fmt.Fprintf(w, "  %s “%s”列%s；%s（%s）：%s\n", f.Title(), f.Item, f.Amount, f.Name, f.Measure, said)
	}
	_, err := fmt.Fprintf(w, "与取数不一致的%d项\n", differ)
	return err
}
