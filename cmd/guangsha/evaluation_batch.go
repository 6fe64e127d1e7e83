package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"guangsha/internal/base/refusal"
	eval "guangsha/internal/evaluation"
)

// batchFile is what was read of one file under the folder.
type batchFile struct {
	File   string         `json:"file"` // its path under the folder
	Error  string         `json:"error,omitempty"`
	Tables []checkedTable `json:"tables"`
	Doubts []eval.Doubt   `json:"doubts,omitempty"` // 读入时的存疑; table counts from 0 in this file

	read  []eval.Table
	first int // index of its first table in the set
}

// batchAcross is a finding on several tables, with where they stand.
type batchAcross struct {
	eval.Finding
	Where []string `json:"where"` // file and project of each
}

// batchAnswer is the answer of evaluation batch.
type batchAnswer struct {
	Folder  string        `json:"folder"`
	Count   batchCount    `json:"count"`
	Files   []*batchFile  `json:"files"`
	Across  []batchAcross `json:"across"`
	Skipped []string      `json:"skipped"` // files that are no tables by their name
}

// batchCount sums the batch up.
type batchCount struct {
	Files      int            `json:"files"`
	Unreadable int            `json:"unreadable"`
	Tables     int            `json:"tables"`
	Same       int            `json:"same"`     // tables that stand in another file as well, checked once
	Findings   severities     `json:"findings"` // open ones
	Kept       int            `json:"kept"`     // explained and kept
	ByCheck    map[string]int `json:"by_check"`
}

// evaluationBatch reads every table under a folder, checks each and all of them across. A file that cannot be read is
// named with its reason and stops nothing.
func evaluationBatch(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation batch", "文件夹 [--profile 口径] [--paper 底稿] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	profile := f.String("profile", "", "评分口径的编号或文件；不给则按各表自选")
	paper := f.String("paper", "", "底稿文件：说明后保留的疑点和人工认定")
	folders, err := f.parse(args)
	if err != nil {
		return err
	}
	if len(folders) != 1 {
		return unreadable("请给出一个文件夹，例如 guangsha evaluation batch 自评表")
	}
	known, err := profileContext(*profile)
	if err == nil && *paper != "" {
		known.Paper, err = readPaper(*paper, false)
	}
	if err != nil {
		return exit{2, err}
	}
	b, err := findTables(folders[0])
	if err != nil {
		return exit{2, err}
	}
	if err := b.readAll(ctx, newCounter(c.err, "读取", len(b.Files))); err != nil {
		return err
	}
	if err := b.check(known, newCounter(c.err, "核对", b.Count.Tables)); err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(c.out, b)
	}
	return b.text(c.out)
}

// tableFiles are the endings of files that may hold tables. What is in one is told by its bytes.
var tableFiles = []string{".txt", ".tsv", ".csv", ".xlsx", ".xls", ".et", ".docx", ".doc", ".wps", ".odt",
	".ods", ".pdf"}

// findTables lists the files under a folder. It follows no links, so that it ends, and skips what an office program
// keeps beside a file that is open.
func findTables(folder string) (*batchAnswer, error) {
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refusal.New("input", "没有文件夹“"+folder+"”", "", "请核对路径")
	case err != nil:
		return nil, fmt.Errorf("look at %s: %w", folder, err)
	case !info.IsDir():
		return nil, refusal.New("input", "“"+folder+"”不是文件夹", "", "检查单个文件请用 guangsha evaluation check")
	}
	b := &batchAnswer{Folder: folder, Files: []*batchFile{}, Across: []batchAcross{}, Skipped: []string{}}
	b.Count.ByCheck = map[string]int{}
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(folder, path)
		hidden := strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$")
		switch {
		case err != nil:
			b.Files = append(b.Files, &batchFile{File: name, Error: "无法打开：" + err.Error(), Tables: []checkedTable{}})
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() && hidden && path != folder:
			return fs.SkipDir
		case d.IsDir() || hidden:
		case !d.Type().IsRegular() || !slices.Contains(tableFiles, strings.ToLower(filepath.Ext(d.Name()))):
			b.Skipped = append(b.Skipped, name)
		default:
			b.Files = append(b.Files, &batchFile{File: name, Tables: []checkedTable{}})
		}
		return nil
	})
	if err == nil && len(b.Files) == 0 {
		return nil, refusal.New("input", "文件夹“"+folder+"”中没有自评表文件", "",
			"请放入 "+strings.Join(tableFiles, "、")+" 文件")
	}
	return b, err
}

// readAll reads all files, on all processors.
func (b *batchAnswer) readAll(ctx context.Context, told *counter) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(b.Files)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(b.Files) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				b.Files[i].readFrom(ctx, b.Folder)
				told.one()
			}
		})
	}
	wait.Wait()
	told.done()
	for _, file := range b.Files {
		b.Count.Tables += len(file.read)
		if file.Error != "" {
			b.Count.Unreadable++
		}
	}
	b.Count.Files = len(b.Files)
	return ctx.Err()
}

// readFrom reads one file. Whatever a hostile file does to the reader stays with this file.
func (f *batchFile) readFrom(ctx context.Context, folder string) {
	if f.Error != "" {
		return
	}
	defer func() {
		if broken := recover(); broken != nil {
			f.read, f.Error = nil, fmt.Sprintf("读取时出错，没有采用：%v", broken)
		}
	}()
	reading, err := readTables(ctx, filepath.Join(folder, f.File))
	if err != nil {
		f.Error = err.Error()
		return
	}
	f.read, f.Doubts = reading.Tables, reading.Doubts
}

// check evaluates all tables together and hands the findings back to their files. A table that stands in several files
// is checked once, in the first of them.
func (b *batchAnswer) check(known eval.Context, told *counter) error {
	var tables []eval.Table
	var from []*batchFile
	distinct := eval.Distinct{}
	for _, file := range b.Files {
		file.first = len(tables)
		for _, t := range file.read {
			if !distinct.Add(t) {
				b.Count.Same++
				continue
			}
			tables, from = append(tables, t), append(from, file)
		}
	}
	set, err := checkTablesBy(tables, known, told.one)
	if err != nil {
		return err
	}
	if _, err := set.WithPaper(known.Paper); err != nil {
		return exit{2, err}
	}
	told.done()
	for i, file := range from {
		file.Tables = append(file.Tables, set.checkedOf(i))
	}
	for _, f := range set.Found {
		b.Count.add(f)
		if f.Table != eval.WholeSet {
			file := from[f.Table]
			t := &file.Tables[f.Table-file.first]
			t.Findings = append(t.Findings, f)
			continue
		}
		across := batchAcross{Finding: f, Where: []string{}}
		for _, i := range f.Tables {
			across.Where = append(across.Where, from[i].File+"：《"+tables[i].Project+"》")
		}
		b.Across = append(b.Across, across)
	}
	return nil
}

func (c *batchCount) add(f eval.Finding) {
	if f.Kept() {
		c.Kept++
		return
	}
	c.ByCheck[f.ID]++
	switch f.Severity {
	case eval.Error:
		c.Findings.Error++
	case eval.Warning:
		c.Findings.Warning++
	default:
		c.Findings.Note++
	}
}
