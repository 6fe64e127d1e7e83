package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/evaluation/pack"
	"guangsha/internal/sim"
)

// evaluationPack writes what a notice asks for into one folder: forms, summary, drafted report, evidence with its
// index, working paper. The tables are those of a year, filled from the books with the rows behind every figure, or
// those of files, which have none: for several units a package each.
func evaluationPack(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation pack", "--year 年度 --out 文件夹 [--data 目录] 或 文件或文件夹… --out 文件夹 [--paper 底稿]")
	year := f.Int("year", 0, "年度，按账取数")
	out := f.String("out", "", "写到这个新文件夹")
	paper := f.String("paper", "", "底稿文件：说明后保留的疑点和人工认定")
	files, err := f.parse(args)
	if err != nil {
		return err
	}
	switch {
	case *out == "":
		return unreadable("请用 --out 给出要写的文件夹，例如 --out 2024年度自评材料")
	case len(files) > 0 && *year != 0:
		return unreadable("--year 和文件只能给一样")
	case len(files) == 0 && *year == 0:
		return unreadable("请用 --year 给出年度，例如 --year 2024，或给出自评表文件")
	case len(files) == 0:
		if err := yearGiven(*year); err != nil {
			return err
		}
	}
	var said eval.Paper
	if *paper != "" {
		if said, err = readPaper(*paper, false); err != nil {
			return exit{2, err}
		}
	}
	p := packing{folder: *out, paper: said}
	if len(files) > 0 {
		return p.fromFiles(ctx, c, files)
	}
	if err := p.fromBooks(ctx, f.config, *year); err != nil {
		return err
	}
	return p.say(c)
}

// packing is a package that is written.
type packing struct {
	folder   string
	paper    eval.Paper
	behind   *unfinished // nil when the year is over, or the tables came from files
	invented string      // that the books are those of an invented city
	written  pack.Written
}

// fromBooks opens the centre for reading and writes the package of a year.
func (p *packing) fromBooks(ctx context.Context, config app.Config, year int) (err error) {
	config.ReadOnly = true
	centre, err := app.Open(ctx, config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	if p.behind, err = unfinishedYear(ctx, centre, year); err != nil {
		return err
	}
	if sim.IsCity(config.Data) {
		p.invented = "示例：人、单位和数字均为虚构，只作演示"
	}
	given := p.paper
	return centre.Evidence(ctx, year, func(e app.Evaluated, books pack.Books) error {
		p.paper = e.Paper.And(given)
		return p.write(ctx, e.Set.Tables, books)
	})
}

func (p *packing) write(ctx context.Context, tables []eval.FilledTable, books pack.Books) error {
	set, err := eval.EvaluateBy(tables, eval.Context{Paper: p.paper})
	if err != nil {
		return err
	}
	n, err := eval.NewNotice(set, p.paper)
	if err != nil {
		return err
	}
	if p.behind != nil {
		n.Unfinished = p.behind.String()
	}
	n.Invented = p.invented
	p.written, err = pack.Write(ctx, p.folder, n, books, document.FindOffice())
	return err
}

func (p *packing) say(c console) error {
	w := p.written
	if p.behind != nil {
		fmt.Fprintln(c.err, p.behind)
	}
	for _, l := range w.Lacking {
		fmt.Fprintln(c.err, "没有写出 "+l+"。")
	}
	_, err := fmt.Fprintf(c.out, "%s：%d 个文件，%d 项取数，明细 %d 行\n清单摘要（SHA-256）：%s\n"+
		"请把这个摘要写进报送函或另行公布：收到材料包的人凭它才能知道整包没有被换过。\n", w.Folder, w.Files, w.Figures, w.Rows, w.Digest)
	return err
}
