package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"guangsha/internal/base/refusal"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/evaluation/pack"
)

// fromFiles writes the package of the tables in files and folders. Those of several units or years get a folder each,
// with a package that its unit hands in by itself: what stands in one is checked against that unit's tables alone.
func (p *packing) fromFiles(ctx context.Context, c console, given []string) error {
	files, err := spread(given)
	if err != nil {
		return exit{2, err}
	}
	read, err := tablesOf(ctx, c, "pack", files)
	if err != nil {
		return err
	}
	if err := read.Refused(""); err != nil {
		return exit{2, err}
	}
	for _, d := range read.Doubts {
		fmt.Fprintf(c.err, "表%d存疑：%s\n", d.Table+1, d)
	}
	var tables []eval.Table
	distinct := eval.Distinct{}
	for _, t := range read.Tables {
		if distinct.Add(t) {
			tables = append(tables, t)
		}
	}
	units := eval.ByUnit(tables)
	if len(units) == 1 {
		if err := p.write(ctx, reportedOf(tables), pack.Books{}); err != nil {
			return err
		}
		return p.say(c)
	}
	return p.eachUnit(ctx, c, units)
}

// spread gives the files of what was named, those of folders among them.
func spread(given []string) (files []string, err error) {
	for _, name := range given {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			files = append(files, name) // what is not there is told by its reader
			continue
		}
		b, err := findTables(name)
		if err != nil {
			return nil, err
		}
		for _, f := range b.Files {
			files = append(files, filepath.Join(name, f.File))
		}
	}
	return files, nil
}

func reportedOf(tables []eval.Table) (filled []eval.FilledTable) {
	for _, t := range tables {
		filled = append(filled, eval.Reported(t))
	}
	return filled
}

// eachUnit writes a package for each unit and year into a folder of its own. When one cannot be written none stays.
func (p *packing) eachUnit(ctx context.Context, c console, units [][]eval.Table) (err error) {
	above := p.folder
	if left, err := os.ReadDir(above); err == nil && len(left) > 0 {
		return exit{2, refusal.New("pack.folder", "文件夹“"+above+"”里已有文件，没有写入", "", "请用 --out 给出一个新文件夹")}
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(above))
		}
	}()
	for i, tables := range units {
		name := fmt.Sprintf("%02d %s %d年度", i+1, pack.FileName(tables[0].Body()), tables[0].Year)
		one := packing{folder: filepath.Join(above, name), paper: p.paper}
		if err := one.write(ctx, reportedOf(tables), pack.Books{}); err != nil {
			return err
		}
		if err := one.say(c); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(c.out, "%s：%d个单位或年度，各一份材料包\n", above, len(units))
	return err
}
