package pack

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"guangsha/internal/document"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// words holds what is written of a figure against the manifest: its period against the year, its words against those
// that follow from it, its measure against the one of that name. Files of evidence that belong to no figure were taken
// out of the manifest.
func (v *verifier) words() {
	ofFigures := map[string]bool{}
	listed := map[string]bool{}
	for _, f := range v.manifest.Files {
		listed[f.Path] = true
	}
	year := measure.Year(v.manifest.Year)
	for _, f := range v.manifest.Figures {
		ofFigures[f.Path], ofFigures[f.explanation()] = true, true
		if !listed[f.Path] || !listed[f.explanation()] {
			v.wrong("佐证%s“%s”的明细或取数说明不在清单的文件中", f.No, f.Title)
		}
		if f.From != year.From.String() || f.To != year.To.String() {
			v.wrong("佐证%s“%s”的期间是%s至%s，不是%d年度", f.No, f.Title, f.From, f.To, v.manifest.Year)
		}
		if text, err := v.text(f.explanation()); err != nil || text != f.explain(v.manifest) {
			v.wrong("佐证%s“%s”的取数说明与清单不符", f.No, f.Title)
		}
		if !slices.Equal(f.Outside, evaluation.Against(f.measured(), statedIn(f.Outside))) {
			v.wrong("佐证%s“%s”与外部文件的对照算错了：差额或是否一致不是由两数得出的", f.No, f.Title)
		}
		m, known := v.known(f.Measure)
		same := m.Title == f.Title && m.Definition == f.Definition && m.Unit == f.Unit && folds[m.Fold] == f.Fold &&
			evaluation.GradeBeside(m.Grade, f.Outside) == f.Grade
		if known && !same {
			v.wrong("佐证%s“%s”的名称、口径、单位、汇总方式或证据等级与本程序的取数项%s不符，或由另一版本写出", f.No, f.Title, f.Measure)
		}
	}
	for _, f := range v.manifest.Files {
		name := path.Base(f.Path)
		if (name == v.manifest.rowsName() || name == "取数说明.txt") && !ofFigures[f.Path] {
			v.wrong("“%s”不属于清单中的任何取数项", f.Path)
		}
	}
}

// statedIn are the figures of the papers alone.
func statedIn(all []evaluation.Compared) (list []evaluation.Outside) {
	for _, c := range all {
		list = append(list, c.Outside)
	}
	return list
}

// text is a small file of the package.
func (v *verifier) text(name string) (string, error) {
	const most = 1 << 20
	src, err := v.bytes(name, most)
	return string(src), err
}

func (v *verifier) bytes(name string, most int64) ([]byte, error) {
	file, err := v.open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // it is only read
	return io.ReadAll(io.LimitReader(file, most))
}

// index holds the index of evidence against the manifest: what it says of a figure, and that it lists the very cells
// and figures that the manifest does.
func (v *verifier) index() {
	const most = 32 << 20
	src, err := v.bytes(indexFile, most)
	if err != nil {
		v.wrong("缺少“%s”", indexFile)
		return
	}
	grids, err := document.ReadXLSX(src)
	if err != nil || len(grids) != 1 {
		v.wrong("“%s”无法读取", indexFile)
		return
	}
	inFolder := map[string]*Figure{}
	for i, f := range v.manifest.Figures {
		inFolder[path.Base(path.Dir(f.Path))] = &v.manifest.Figures[i]
	}
	cells := 0
	for at, row := range grids[0].Rows() {
		line, ok := evaluation.ReadIndexLine(row)
		if !ok || line.Place == "" || strings.Contains(line.Place, " 待补 ") {
			continue
		}
		cells++
		f := inFolder[line.Place]
		switch {
		case f == nil:
			v.wrong("佐证材料目录第%d行的“%s”不在清单的取数项中", at+1, line.Place)
		case line.Outside != evaluation.SayOutside(f.Outside):
			v.wrong("佐证材料目录第%d行的外部文件与清单的佐证%s不符", at+1, f.No)
		case line.Grade != string(f.Grade) || line.Definition != f.Definition || line.Records != f.records():
			v.wrong("佐证材料目录第%d行的证据等级、记录数或取数口径与清单的佐证%s不符", at+1, f.No)
		case !slices.ContainsFunc(v.manifest.Cells, func(c Cell) bool { return v.is(c, line) && c.Figure == f.No }):
			v.wrong("佐证材料目录第%d行的系统取数值或表上的值与清单不符", at+1)
		}
	}
	if cells != len(v.manifest.Cells) {
		v.wrong("佐证材料目录有%d格有取数，清单有%d格", cells, len(v.manifest.Cells))
	}
}

// records is the number of records of a figure as the index writes it.
func (f Figure) records() string {
	if f.Of > 0 {
		return fmt.Sprintf("%d/%d", f.Rows, f.Of)
	}
	return fmt.Sprint(f.Rows)
}

// is reports whether a line of the index says of a cell what the manifest does.
func (v *verifier) is(c Cell, line evaluation.IndexLine) bool {
	return c.Table >= 0 && c.Table < len(v.manifest.Tables) && v.manifest.Tables[c.Table].Project == line.Project &&
		c.Row == line.Row && c.Measured == line.Measured && c.Printed == line.Printed
}
