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

// evaluationExplain keeps a finding with an explanation in a working paper (说明后保留). The tables stay as they are.
func evaluationExplain(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation explain", "文件… --paper 底稿 --check 规则 [--table 序号] [--row 行] --by 姓名 --text 说明")
	paper := f.String("paper", "", "底稿文件，没有则新建")
	check := f.String("check", "", "规则编号，例如 C04")
	table := f.Int("table", 1, "第几张表，0为各表之间的疑点")
	row := f.Int("row", 0, "行次，0为全表")
	by := f.String("by", "", "说明人")
	text := f.String("text", "", "说明：事实、原因和依据")
	about := f.String("about", "", "同一处有几条疑点时，疑点文字中的几个字")
	files, err := f.parse(args)
	if err != nil {
		return err
	}
	read, err := tablesOf(ctx, c, "explain", files)
	if err != nil {
		return err
	}
	if *paper == "" {
		return unreadable("请用 --paper 给出底稿文件")
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
		return eval.Finding{}, refusal.New("input", fmt.Sprintf("第%d张表第%d行没有%s的疑点", table+1, row, check), "",
			"请用 guangsha evaluation check 查看疑点")
	}
	return eval.Finding{}, refusal.New("input", fmt.Sprintf("这里有%d条%s的疑点", len(here), check), "",
		"请用 --about 给出其中一条文字中的几个字")
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
