package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	eval "guangsha/internal/evaluation"
)

// evaluationExplain keeps a finding with an explanation in a working paper (说明后保留), or with a year explains the
// figures of the books. The tables stay as they are.
func evaluationExplain(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation explain", "文件… --paper 底稿 --check 规则 [--table 序号] [--row 行] --by 姓名 --text 说明"+
		" 或 --year 年度 [--table 序号] [--row 行] [--data 目录]")
	year := f.Int("year", 0, "年度：说明账上各取数的来历和报送时留存的取数，不写底稿")
	paper := f.String("paper", "", "底稿文件，没有则新建")
	check := f.String("check", "", "规则编号，例如 C04")
	table := f.Int("table", 1, "第几张表，0为各表之间的疑点")
	row := f.Int("row", 0, "行次，0为全表")
	by := f.String("by", "", "由谁说明，写姓名")
	text := f.String("text", "", "说明：事实、原因和依据")
	about := f.String("about", "", "同一处有几条疑点时，疑点文字中的几个字")
	files, err := f.parse(args)
	if err != nil {
		return err
	}
	if *year != 0 && len(files) == 0 {
		return explainFigures(ctx, c, f.config, *year, *table, *row)
	}
	if err := f.needs("paper", "check", "by", "text"); err != nil {
		return err
	}
	read, err := tablesOf(ctx, c, "explain", files)
	if err != nil {
		return err
	}
	p, err := readPaper(*paper, true)
	if err != nil {
		return exit{2, err}
	}
	set, err := checkTablesBy(read.Tables, eval.Context{Paper: p}, nil)
	if err != nil {
		return err
	}
	found, err := oneFinding(set.Set, *check, *table-1, *row, *about)
	if err != nil {
		return exit{2, err}
	}
	said := eval.Said{By: *by, On: wallClock{}.Now().Date().String(), Text: *text}
	if err := p.Explain(set.Set, found, said); err != nil {
		return exit{2, err}
	}
	out, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("write the working paper: %w", err)
	}
	if err := app.WriteFile(*paper, append(out, '\n')); err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, "已记入底稿 %s：%s %s\n", *paper, found.ID, found.Message)
	return err
}

// oneFinding is the finding of a check at a place; about tells those apart that stand at one.
func oneFinding(s eval.Set, check string, table, row int, about string) (eval.Finding, error) {
	var here []eval.Finding
	for _, f := range s.FindingsOf(table) {
		if f.ID == check && (f.Row == row || slices.Contains(f.Rows, row)) && strings.Contains(f.Message, about) {
			here = append(here, f)
		}
	}
	switch len(here) {
	case 1:
		return here[0], nil
	case 0:
		next := "请用 guangsha evaluation check 查看疑点"
		if places := placesOf(s, check); len(places) > 0 {
			next = check + "的疑点在：" + strings.Join(places, "；")
		}
		return eval.Finding{}, refusal.New("input", spot(table, row)+"没有"+check+"的疑点", "", next)
	}
	return eval.Finding{}, refusal.New("input", fmt.Sprintf("这里有%d条%s的疑点", len(here), check), "",
		"请用 --about 给出其中一条文字中的几个字")
}

// placesOf are the places where a check found something, each once, in the order of the tables.
func placesOf(s eval.Set, check string) []string {
	var places []string
	for _, f := range s.Found {
		place := spot(f.Table, f.Row) + fmt.Sprintf("（--table %d --row %d）", f.Table+1, f.Row)
		if f.ID == check && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return places
}

// spot names a place as people look for it on paper; row 0 is the table as a whole.
func spot(table, row int) string {
	switch {
	case table == eval.WholeSet:
		return "各表之间"
	case row == 0:
		return fmt.Sprintf("第%d张表（不指定行）", table+1)
	}
	return fmt.Sprintf("第%d张表第%d行", table+1, row)
}

// readPaper reads a working paper; fresh allows one that is not there yet.
func readPaper(file string, fresh bool) (eval.Paper, error) {
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) && fresh {
		return eval.Paper{Explained: []eval.Explained{}, Judgements: []eval.Judgement{}}, nil
	}
	src, err := readGiven(file, "底稿文件")
	if err != nil {
		return eval.Paper{}, err
	}
	return eval.ReadPaper(src, filepath.Base(file))
}
