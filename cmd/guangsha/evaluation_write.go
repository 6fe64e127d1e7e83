package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

// evaluationWrite reads the tables of a file and writes them in the form that they have, or in that of a profile, which
// drops what it has no place for. It opens no centre, and writes nothing unless everything could be read.
func evaluationWrite(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation write", "文件 --format text|xlsx|docx|pdf --out 文件 [--profile 口径] [--force]")
	name := f.String("format", "", "格式："+formatNames()+"；不给则按 --out 的扩展名")
	out := f.String("out", "", "写到哪个文件")
	force := f.Bool("force", false, "要写的文件已经存在时换掉它")
	profile := f.String("profile", "", "按哪个口径的表式写：编号或文件；不给则按原表的栏目")
	file, err := f.one(args, "请给出一个自评表文件，例如 guangsha evaluation write 自评表.txt --format docx --out 自评表.docx")
	if err != nil {
		return err
	}
	if *out == "" {
		return unreadable("请用 --out 给出要写的文件")
	}
	format, err := formatOf(*name, *out)
	if err != nil {
		return exit{2, err}
	}
	if given([]string{file}, *out) {
		return unreadable("“" + *out + "”就是读入的文件，不能写回它自己，请换一个文件名")
	}
	switch info, err := os.Stat(*out); {
	case err != nil: // it is not there, or writing says why it cannot be
	case !info.Mode().IsRegular():
		return unreadable("“" + *out + "”不是普通文件，不能写入")
	case !*force:
		return unreadable("“" + *out + "”已经存在，没有写入；确实要换掉它的，请加 --force，否则请换一个文件名")
	}
	known, err := profileContext(*profile)
	if err != nil {
		return exit{2, err}
	}
	reading, err := readTables(ctx, file)
	if err != nil {
		return exit{2, err}
	}
	if err := reading.Refused(filepath.Base(file)); err != nil {
		return exit{2, err}
	}
	var grids []document.Grid
	for i, t := range reading.Tables {
		if *profile != "" {
			printed := t.InForm(known.Profile.Form)
			if gone := droppedCells(t, printed); gone != "" {
				fmt.Fprintf(c.err, "表%d在这个口径的表式上没有栏位、没有写出的：%s\n", i+1, gone)
			}
			t = printed
		}
		grids = append(grids, eval.Form(t))
	}
	var b bytes.Buffer
	if err := format.Write(ctx, document.FindOffice(), &b, grids...); err != nil {
		return err
	}
	if err := app.WriteFile(*out, b.Bytes()); err != nil {
		return err
	}
	for _, d := range reading.Doubts {
		fmt.Fprintf(c.err, "表%d存疑：%s\n", d.Table+1, d)
	}
	_, err = fmt.Fprintln(c.out, *out)
	return err
}

// droppedCells says what a form has no place for, column by column, empty when it takes everything.
func droppedCells(t, printed eval.Table) string {
	cells := map[string]int{}
	var order, parts []string
	for _, change := range eval.Compare(t, printed) {
		if change.To == "" && change.From != "" {
			if cells[change.Column]++; cells[change.Column] == 1 {
				order = append(order, change.Column)
			}
		}
	}
	for _, column := range order {
		parts = append(parts, fmt.Sprintf("%s%d格", column, cells[column]))
	}
	if n := len(t.Others) - len(printed.Others); n > 0 {
		parts = append(parts, fmt.Sprintf("表内其他行%d行", n))
	}
	return strings.Join(parts, "、")
}

// formatOf finds a format by its name or, without one, by the extension of a file.
func formatOf(name, file string) (document.Format, error) {
	extension := strings.ToLower(filepath.Ext(file))
	for _, f := range document.Formats {
		if f.Name == name || name == "" && f.Extension == extension {
			return f, nil
		}
	}
	if name == "" && extension == "" {
		return document.Format{}, refusal.New("input", "“"+file+"”没有扩展名，看不出要写成什么格式", "",
			"请用 --format 给出格式："+formatNames())
	}
	if name == "" {
		name = extension
	}
	return document.Format{}, refusal.New("input", "没有“"+name+"”这种格式", "", "可用的格式："+formatNames())
}

func formatNames() string {
	var names []string
	for _, f := range document.Formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, "、")
}
