package opening

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
)

// Source is one file of a set that is handed in, or whatever else gives the rows of a table.
type Source struct {
	Name string // of the file, for people
	Size int64  // in the unit of document.Row.Read
	// Each gives every row, header first. A sheet of a workbook begins with a header of its own.
	Each func(func(document.Row) error) error
}

// Folder gives the csv and xlsx files of a folder as sources, in the order of their names. It refuses a folder without
// any. Files of other kinds are passed over.
func Folder(dir string) ([]Source, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, refusal.New(CodeFolder, "没有目录“"+dir+"”", "", "请核对目录名和路径")
	}
	if err != nil {
		return nil, fmt.Errorf("read the folder: %w", err)
	}
	var list []Source
	for _, e := range entries {
		kind := strings.ToLower(filepath.Ext(e.Name()))
		if e.IsDir() || kind != ".csv" && kind != ".xlsx" || strings.HasPrefix(e.Name(), "~$") {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, fmt.Errorf("read the folder: %w", err)
		}
		path := filepath.Join(dir, e.Name())
		list = append(list, Source{Name: e.Name(), Size: info.Size(),
			Each: func(f func(document.Row) error) error { return document.EachRow(path, f) }})
	}
	if len(list) == 0 {
		return nil, refusal.New(CodeFolder, "目录“"+dir+"”中没有 csv 或 xlsx 文件", "", "请给出放有期初数据标准表的目录")
	}
	return list, nil
}

// WriteFolder writes sources as csv files into a folder, which Folder reads back.
func WriteFolder(dir string, set []Source) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	for _, src := range set {
		path := filepath.Join(dir, src.Name+".csv")
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			return refusal.New(CodeFolder, "“"+path+"”已经存在，没有改写", "", "请给出一个新的目录")
		}
		if err != nil {
			return fmt.Errorf("write a table: %w", err)
		}
		buffer := bufio.NewWriterSize(file, 1<<20)
		err = document.WriteCSV(buffer, func(yield func([]string) error) error {
			return src.Each(func(row document.Row) error { return yield(row.Cells) })
		})
		if err = errors.Join(err, buffer.Flush(), file.Close()); err != nil {
			return err
		}
	}
	return nil
}

// sheetOf recognises the table that a row belongs to: by its sheet, or else by its file.
func sheetOf(src Source, row document.Row) (Table, string, error) {
	base := strings.TrimSuffix(src.Name, filepath.Ext(src.Name))
	name := src.Name
	if row.Sheet != "" {
		name += "/" + row.Sheet
		if t, ok := tableNamed(row.Sheet); ok {
			return t, name, nil
		}
	}
	if t, ok := tableNamed(base); ok {
		return t, name, nil
	}
	return Table{}, name, refusal.New(CodeTable, "“"+name+"”不是期初数据的标准表", "",
		"文件名或工作表名应为表名或表代码，可用的是："+tableNames())
}

func tableNames() string {
	names := make([]string, len(Tables))
	for i, t := range Tables {
		names[i] = t.Name
	}
	return strings.Join(names, "、")
}

// errHeader ends the reading of a file whose header is all that is wanted.
var errHeader = errors.New("the header is read")

// readHeaders refuses a set that lacks a table or a column before a row of it is kept, and names everything that is
// missing at once. A csv file has one header; a workbook is read through, for another sheet may begin anywhere in it.
func readHeaders(ctx context.Context, set []Source) error {
	var bad []*refusal.Refused
	have := map[string]bool{}
	for _, src := range set {
		last := "\x00"
		err := src.Each(func(row document.Row) error {
			if row.Sheet == last {
				return ctx.Err()
			}
			last = row.Sheet
			t, name, err := sheetOf(src, row)
			if err != nil {
				return err
			}
			have[t.Code] = true
			bad = append(bad, wrongColumns(t, name, row.Cells)...)
			if row.Sheet == "" {
				return errHeader
			}
			return nil
		})
		if r := refusal.Of(err); r != nil {
			bad = append(bad, inFile(src.Name, r))
		} else if err != nil && !errors.Is(err, errHeader) {
			return fmt.Errorf("%s: %w", src.Name, err)
		}
	}
	for _, t := range Tables {
		if t.Need && !have[t.Code] {
			bad = append(bad, refusal.New(CodeTable, "缺少标准表“"+t.Name+"”", "", "请补齐后再装入"))
		}
	}
	return refusal.Join(bad...)
}

func wrongColumns(t Table, name string, header []string) (bad []*refusal.Refused) {
	_, missing, twice, _ := t.columns(header)
	if len(missing) > 0 {
		bad = append(bad, refusal.New(CodeColumns, name+" 缺少列："+strings.Join(missing, "、"), "",
			"请补齐列后再装入；表头写字段代码或字段名称都可以"))
	}
	if len(twice) > 0 {
		bad = append(bad, refusal.New(CodeColumns, name+" 的列重复："+strings.Join(slices.Compact(twice), "、"), "",
			"请只保留一列"))
	}
	return bad
}

// inFile puts the name of a file before a refusal.
func inFile(name string, r *refusal.Refused) *refusal.Refused {
	if strings.Contains(r.Text, name) {
		return r
	}
	return refusal.New(r.Code, name+"："+r.Text, r.Basis, r.Next)
}
