package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

// checkedTable is one table in the answer of evaluation check.
type checkedTable struct {
	Project   string      `json:"project"`
	Published json.Number `json:"published"`      // as the table prints it
	ByRule    json.Number `json:"by_rule"`        // with two decimals
	Claimed   json.Number `json:"claimed_weight"` // weight of the rows that rest on the table's word alone
	// ClaimedRows are those rows: their actual, such as ≥95%, is no measured value.
	ClaimedRows []int          `json:"claimed_rows"`
	Findings    []eval.Finding `json:"findings"`
}

// checkedSet is the answer of evaluation check.
type checkedSet struct {
	Tables []checkedTable `json:"tables"`
	Across []eval.Finding `json:"across"` // findings on several tables together
}

// evaluationCheck reads tables from files, scores and checks them. It opens no centre.
func evaluationCheck(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation check", "文件… [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	files, err := f.parse(args)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return unreadable("请给出自评表文件，例如 guangsha evaluation check 自评表.docx")
	}
	var tables []eval.Table
	for i, file := range files {
		if given(files[:i], file) {
			fmt.Fprintf(c.err, "“%s”给出了不止一次，只检查一次\n", file)
			continue
		}
		more, err := readTables(ctx, file)
		if err != nil {
			return exit{2, err}
		}
		tables = append(tables, more.Tables...)
	}
	set, err := checkTables(tables)
	if err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(c.out, set.checked())
	}
	return eval.Text(c.out, set.Tables, set.Scored, set.Found)
}

// maxTableFile is far above any workbook of tables and keeps a wrong file from filling the memory.
const maxTableFile = 64 << 20

// readTables reads a file, with LibreOffice where it is needed and installed.
func readTables(ctx context.Context, file string) (eval.Reading, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return eval.Reading{}, fileError(file, err)
	case info.IsDir():
		return eval.Reading{}, refusal.New("input", "“"+file+"”是目录，不是文件", "", "请给出自评表文件")
	case !info.Mode().IsRegular():
		return eval.Reading{}, refusal.New("input", "“"+file+"”不是普通文件，没有读取", "", "请给出自评表文件")
	case info.Size() > maxTableFile:
		return eval.Reading{}, refusal.New("input", "“"+file+"”太大，不是自评表", "", "请给出自评表文件")
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return eval.Reading{}, fileError(file, err)
	}
	return eval.Reader{Office: document.FindOffice()}.Read(ctx, src, filepath.Base(file))
}

// given says whether a file is among files, whatever its path is there.
func given(files []string, file string) bool {
	info, err := os.Stat(file)
	return err == nil && slices.ContainsFunc(files, func(other string) bool {
		before, err := os.Stat(other)
		return err == nil && os.SameFile(info, before)
	})
}

func fileError(file string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return refusal.New("input", "没有文件“"+file+"”", "", "请核对文件名和路径")
	}
	return fmt.Errorf("read %s: %w", file, err)
}

func checkTables(tables []eval.Table) (tableSet, error) {
	s, err := eval.EvaluateReported(tables)
	return tableSet{s}, err
}

// checked gives the answer of evaluation check.
func (s tableSet) checked() checkedSet {
	set := checkedSet{Tables: []checkedTable{}, Across: []eval.Finding{}}
	for i, t := range s.Tables {
		set.Tables = append(set.Tables, checkedTable{
			Project:     t.Project,
			Published:   json.Number(s.Scored[i].Published.Short()),
			ByRule:      json.Number(s.Scored[i].ByRule.String()),
			Claimed:     json.Number(s.Scored[i].ClaimedWeight.String()),
			ClaimedRows: []int{}, Findings: []eval.Finding{},
		})
		for _, r := range s.Scored[i].Rows {
			if r.Claimed() {
				set.Tables[i].ClaimedRows = append(set.Tables[i].ClaimedRows, r.Row)
			}
		}
	}
	for _, f := range s.Found {
		if f.Table == eval.WholeSet {
			set.Across = append(set.Across, f)
			continue
		}
		set.Tables[f.Table].Findings = append(set.Tables[f.Table].Findings, f)
	}
	return set
}
