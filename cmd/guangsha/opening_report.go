package main

import (
	"context"
	"fmt"
	"io"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/opening"
)

// reconciled is the answer of opening report.
type reconciled struct {
	Centre    string      `json:"centre"`
	Day       string      `json:"day"`
	State     string      `json:"state"`
	OK        bool        `json:"ok"`
	Different int         `json:"different"`
	Lines     []sheetLine `json:"lines"`
	Units     []sheetLine `json:"units"`
	Export    string      `json:"export"`
}

// sheetLine is one line of the sheet: fen, fen·days or a count.
type sheetLine struct {
	Group      string `json:"group"`
	Item       string `json:"item"`
	Object     string `json:"object,omitempty"`
	Unit       string `json:"unit"`
	Handed     *int64 `json:"handed"`
	Staged     int64  `json:"staged"`
	Difference int64  `json:"difference"`
	OK         bool   `json:"ok"`
}

// errUnbalanced says that the sheet does not balance.
var errUnbalanced = refusal.New("opening.report", "数据迁移核对表不平", "", "请按表中差额更正期初数据或控制总数，重新装入后再核对")

func openingReport(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "opening report", "[--data 目录] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	if err := f.none(args); err != nil {
		return err
	}
	f.config.ReadOnly = true
	return withOpening(ctx, f.config, func(centre *app.Centre, _ act.By) error {
		sheet, err := centre.Opening.Reconcile(ctx)
		if err != nil {
			return err
		}
		path, err := exportGrids(f.config, "数据迁移核对表.xlsx", sheet.Grids()...)
		if err != nil {
			return err
		}
		if *asJSON {
			err = writeJSON(c.out, reconciledOf(sheet, path))
		} else {
			printSheet(c.out, sheet, path)
		}
		if err == nil && sheet.Different() > 0 {
			return errUnbalanced
		}
		return err
	})
}

func reconciledOf(s opening.Sheet, path string) reconciled {
	r := reconciled{Centre: s.Name, Day: s.Day.String(), State: s.State.String(), Different: s.Different(),
		OK: s.Different() == 0, Export: path}
	of := func(list []opening.SheetLine) []sheetLine {
		lines := make([]sheetLine, len(list))
		for i, l := range list {
			lines[i] = sheetLine{l.Group, l.Item, l.Object, l.Unit.String(), l.Handed, l.Staged, l.Difference(), l.OK()}
		}
		return lines
	}
	r.Lines, r.Units = of(s.Lines), of(s.Units)
	return r
}

func printSheet(w io.Writer, s opening.Sheet, path string) {
	fmt.Fprintf(w, "数据迁移核对表  %s  建账日 %s  %s\n", s.Name, s.Day, s.State)
	fmt.Fprintf(w, "  %22s %22s %18s  %s\n", "交来数", "暂存汇总数", "差额", "项目")
	for _, l := range s.Lines {
		printLine(w, l)
	}
	wrong := 0
	for _, l := range s.Units {
		if !l.OK() {
			printLine(w, l)
			wrong++
		}
	}
	fmt.Fprintf(w, "  分单位核对 %d 户，不平 %d 户（逐户见工作簿）\n", len(s.Units), wrong)
	if n := s.Different(); n > 0 {
		fmt.Fprintf(w, "不平 %d 项\n", n)
	} else {
		fmt.Fprintln(w, "全部相符")
	}
	fmt.Fprintf(w, "数据迁移核对表（xlsx）：%s\n", path)
}

func printLine(w io.Writer, l opening.SheetLine) {
	name := l.Item
	if l.Object != "" {
		name += " " + l.Object
	}
	fmt.Fprintf(w, "%s %22s %22s %18s  %s（%s）\n", mark(l), l.HandedText(), l.Unit.Text(l.Staged),
		l.Unit.Text(l.Difference()), name, l.Unit)
}

func mark(l opening.SheetLine) string {
	if l.OK() {
		return " "
	}
	return "×"
}
