package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"guangsha/internal/base/refusal"
	eval "guangsha/internal/evaluation"
)

// checkedTable is one table in the answer of evaluation check.
type checkedTable struct {
	Project   string         `json:"project"`
	Published json.Number    `json:"published"`      // as the table prints it
	ByRule    json.Number    `json:"by_rule"`        // with two decimals
	Claimed   json.Number    `json:"claimed_weight"` // weight of the rows that rest on the table's word alone
	Findings  []eval.Finding `json:"findings"`
}

// checkedSet is the answer of evaluation check.
type checkedSet struct {
	Tables []checkedTable `json:"tables"`
	Across []eval.Finding `json:"across"` // findings on several tables together
}

// evaluationCheck reads tables from files, scores and checks them. It opens no centre.
func evaluationCheck(_ context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation check", "文件… [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	files, err := f.parse(args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return unreadable("请给出自评表文件，例如 guangsha evaluation check 自评表.xlsx")
	}
	var tables []eval.Table
	for _, file := range files {
		more, err := readTables(file)
		if err != nil {
			return exit{2, err}
		}
		tables = append(tables, more...)
	}
	set, err := checkTables(tables)
	if err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(c.out, set)
	}
	printChecked(c.out, set)
	return nil
}

// maxTableFile is far above any workbook of tables and keeps a wrong file from filling the memory.
const maxTableFile = 64 << 20

func readTables(file string) ([]eval.Table, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, fileError(file, err)
	case info.IsDir():
		return nil, refusal.New("input", "“"+file+"”是目录，不是文件", "", "请给出自评表文件")
	case info.Size() > maxTableFile:
		return nil, refusal.New("input", "“"+file+"”太大，不是自评表", "", "请给出自评表文件")
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, fileError(file, err)
	}
	return eval.Read(src, filepath.Base(file))
}

func fileError(file string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return refusal.New("input", "没有文件“"+file+"”", "", "请核对文件名和路径")
	}
	return fmt.Errorf("read %s: %w", file, err)
}

func checkTables(tables []eval.Table) (checkedSet, error) {
	profile, err := eval.ProfileOf(eval.DefaultProfile)
	if err != nil {
		return checkedSet{}, err
	}
	set := checkedSet{Tables: []checkedTable{}, Across: []eval.Finding{}}
	for _, t := range tables {
		s := eval.Score(t, profile)
		set.Tables = append(set.Tables, checkedTable{
			Project:   t.Project,
			Published: json.Number(s.Published.Short()),
			ByRule:    json.Number(s.ByRule.String()),
			Claimed:   json.Number(s.ClaimedWeight.String()),
			Findings:  []eval.Finding{},
		})
	}
	for _, f := range eval.Check(tables, eval.Context{Profile: profile}) {
		if f.Table == eval.WholeSet {
			set.Across = append(set.Across, f)
			continue
		}
		set.Tables[f.Table].Findings = append(set.Tables[f.Table].Findings, f)
	}
	return set, nil
}

func printChecked(w io.Writer, set checkedSet) {
	for i, t := range set.Tables {
		fmt.Fprintf(w, "表%d %s\n  原表得分 %s，按规则复算 %s", i+1, t.Project, t.Published, t.ByRule)
		if t.Claimed != "0.00" {
			fmt.Fprintf(w, "（其中 %s 分的完成值不是实测数，按原表暂计）", t.Claimed)
		}
		fmt.Fprintf(w, "\n  %s\n", tally(t.Findings))
		printFindings(w, t.Findings)
	}
	if len(set.Across) > 0 {
		fmt.Fprintln(w, "各表之间")
		printFindings(w, set.Across)
	}
}

// tally counts findings by severity.
func tally(found []eval.Finding) string {
	counts := map[eval.Severity]int{}
	for _, f := range found {
		counts[f.Severity]++
	}
	return fmt.Sprintf("疑点 %d 条：%s %d，%s %d，%s %d", len(found),
		eval.Error.Label(), counts[eval.Error], eval.Warning.Label(), counts[eval.Warning],
		eval.Note.Label(), counts[eval.Note])
}

func printFindings(w io.Writer, found []eval.Finding) {
	for _, f := range found {
		where := "全表"
		if f.Row > 0 {
			where = fmt.Sprintf("第%d行", f.Row)
		}
		fmt.Fprintf(w, "  [%s] %s %s %s\n", f.Severity.Label(), f.ID, where, f.Message)
	}
}
