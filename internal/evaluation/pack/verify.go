package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// Verdict is what came of checking a package.
type Verdict struct {
	OK     bool   `json:"ok"`
	Unit   string `json:"unit"`
	Year   int    `json:"year"`
	Digest string `json:"digest"` // of the manifest, to compare with the one in the letter
	// Unfinished says how far the books of the year were when the package was written.
	Unfinished string `json:"unfinished,omitempty"`
	Invented   string `json:"invented,omitempty"` // that people, units and figures are invented

	Files   int      `json:"files"`
	Rows    int64    `json:"rows"`
	Figures []Redone `json:"figures"`
	Cells   int      `json:"cells"`
	Differs []string `json:"differs"` // cells that print another value than the measured one: a person's word
	Wrong   []string `json:"wrong"`   // what does not hold, each in a sentence
}

// Redone is a figure that was computed again from its rows.
type Redone struct {
	No     string `json:"no"`
	Title  string `json:"title"`
	Stated string `json:"stated"`
	Redone string `json:"redone"`
	Rows   int64  `json:"rows"`
	Agrees bool   `json:"agrees"`
}

// sums are the checks that hold a printed form together; a package in which one speaks was changed by hand.
var sums = []string{"B01", "B02", "B03", "C01", "C02", "D01", "D06"}

// Verify checks a package: every file against its digest, every figure against its rows, the period, its words and the
// measure of that name that the program knows, every cell against its figure and the index of evidence, and every form
// against its own sums. A package that was made anew as a whole holds together as this one does; only the digest that
// its unit published tells. Verify reads below the folder only, follows no link out of it, and needs nothing
// else. What holds no manifest is a *refusal.Refused.
func Verify(folder string, known func(name string) (measure.Measure, bool)) (Verdict, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return Verdict{}, refusal.New("pack.folder", "没有文件夹“"+folder+"”，或无法打开", "", "请核对路径")
	}
	defer func() { _ = root.Close() }() // it is only read
	list, err := root.Open(ManifestName)
	if err != nil {
		return Verdict{}, refusal.New("pack.manifest", "“"+folder+"”里没有"+ManifestName+"，不是自评材料包", "",
			"请给出 guangsha evaluation pack 写出的文件夹")
	}
	defer func() { _ = list.Close() }() // it is only read
	hash := sha256.New()
	m, err := readManifest(io.TeeReader(list, hash))
	if err != nil {
		return Verdict{}, err
	}
	v := &verifier{root: root, manifest: m, known: known, verdict: Verdict{Unit: m.Unit, Year: m.Year,
		Unfinished: m.Unfinished, Invented: m.Invented,
		Digest: hex.EncodeToString(hash.Sum(nil)), Figures: []Redone{}, Differs: []string{}, Wrong: []string{}}}
	v.files()
	v.figures()
	v.words()
	v.forms()
	v.index()
	v.verdict.OK = len(v.verdict.Wrong) == 0
	return v.verdict, nil
}

// verifier checks one package.
type verifier struct {
	root     *os.Root
	manifest Manifest
	known    func(name string) (measure.Measure, bool)
	verdict  Verdict
}

func (v *verifier) wrong(format string, args ...any) {
	v.verdict.Wrong = append(v.verdict.Wrong, fmt.Sprintf(format, args...))
}

// open opens a file of the package, if it is one: no folder, no pipe that never ends.
func (v *verifier) open(name string) (*os.File, error) {
	info, err := v.root.Stat(filepath.FromSlash(name))
	if err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(fs.ErrNotExist, err)
	}
	return v.root.Open(filepath.FromSlash(name))
}

// files holds every file against the manifest, and names those that it does not list. Papers that people put into the
// places made for them are welcome.
func (v *verifier) files() {
	listed := map[string]bool{ManifestName: true}
	for _, f := range v.manifest.Files {
		if listed[f.Path] {
			v.wrong("清单两次列出“%s”", f.Path)
			continue
		}
		listed[f.Path] = true
		digest, size, err := v.digestOf(f.Path)
		switch {
		case err != nil:
			v.wrong("缺少文件“%s”，或无法读取", f.Path)
		case digest != f.SHA256 || size != f.Bytes:
			v.wrong("文件“%s”被改动过，与清单的摘要不符", f.Path)
		default:
			v.verdict.Files++
		}
	}
	err := fs.WalkDir(v.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			v.wrong("“%s”无法读取", name)
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() || listed[name] || strings.Contains(name, " 待补 "):
		default:
			v.wrong("“%s”不在清单中", name)
		}
		return nil
	})
	if err != nil {
		v.wrong("材料包无法读完")
	}
}

func (v *verifier) digestOf(name string) (digest string, size int64, err error) {
	f, err := v.open(name)
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = f.Close() }() // it is only read
	hash := sha256.New()
	size, err = io.Copy(hash, f)
	return hex.EncodeToString(hash.Sum(nil)), size, err
}

// figures computes every figure again from its rows.
func (v *verifier) figures() {
	for _, f := range v.manifest.Figures {
		redone := Redone{No: f.No, Title: f.Title, Stated: f.value(f.N, f.Known), Redone: "—"}
		n, known, err := v.redo(f, &redone)
		switch {
		case err != nil:
			v.wrong("佐证%s“%s”的明细无法复算：%s", f.No, f.Title, err)
		case n != f.N || known != f.Known:
			v.wrong("佐证%s“%s”由明细复算为%s，清单写%s", f.No, f.Title, redone.Redone, redone.Stated)
		case redone.Rows != f.Rows:
			v.wrong("佐证%s“%s”的明细有%d行，清单写%d行", f.No, f.Title, redone.Rows, f.Rows)
		default:
			redone.Agrees = true
		}
		v.verdict.Figures = append(v.verdict.Figures, redone)
	}
}

// redo folds the rows of a figure.
func (v *verifier) redo(f Figure, redone *Redone) (n int64, known bool, err error) {
	file, err := v.open(f.Path)
	if err != nil {
		return 0, false, errors.New("缺少明细文件")
	}
	defer func() { _ = file.Close() }() // it is only read
	t, err := tally(file, f)
	if err != nil {
		return 0, false, err
	}
	n, known = t.Figure()
	if !known {
		n = 0
	}
	redone.Rows, redone.Redone = t.Rows, f.value(n, known)
	v.verdict.Rows += t.Rows
	if t.Of != f.Of {
		return n, known, fmt.Errorf("分母合计%d，清单写%d", t.Of, f.Of)
	}
	return n, known, nil
}

func (f Figure) value(n int64, known bool) string {
	if !known {
		return "—"
	}
	return evaluation.MeasuredText(n, f.Unit, "")
}

// forms reads every printed form and holds its cells against the figures, and its sums against each other.
func (v *verifier) forms() {
	var tables []evaluation.Table
	read := make([]*evaluation.Table, len(v.manifest.Tables))
	for i, form := range v.manifest.Tables {
		t, err := v.form(form.Path, document.KindXLSX)
		if err != nil {
			v.wrong("自评表“%s”无法读取：%s", form.Path, err)
			continue
		}
		if t.Project != form.Project {
			v.wrong("自评表“%s”的项目是“%s”，清单写“%s”", form.Path, t.Project, form.Project)
		}
		if t.Year != v.manifest.Year {
			v.wrong("自评表“%s”是%d年度的，清单写%d年度", form.Path, t.Year, v.manifest.Year)
		}
		tables, read[i] = append(tables, t), &t
		v.copyOf(form, t)
	}
	ofUnit := func(t evaluation.Table) bool { return t.Unit == v.manifest.Unit }
	if len(tables) > 0 && !slices.ContainsFunc(tables, ofUnit) {
		v.wrong("清单的单位“%s”不在任何自评表上", v.manifest.Unit)
	}
	for _, c := range v.manifest.Cells {
		v.cell(c, read)
	}
	set, err := evaluation.EvaluateReported(tables)
	if err != nil {
		v.wrong("自评表无法核对：%s", err)
		return
	}
	for _, f := range set.Found {
		if f.Table != evaluation.WholeSet && f.Severity == evaluation.Error && slices.Contains(sums, f.ID) {
			v.wrong("《%s》表内不勾稽（%s）：%s", tables[f.Table].Project, f.ID, f.Message)
		}
	}
}

// copyOf holds the form as a text document, where the package has it, against the workbook.
func (v *verifier) copyOf(form Form, t evaluation.Table) {
	name := strings.TrimSuffix(form.Path, ".xlsx") + ".docx"
	if !slices.ContainsFunc(v.manifest.Files, func(f File) bool { return f.Path == name }) {
		return
	}
	written, err := v.form(name, document.KindDOCX)
	if err != nil {
		v.wrong("自评表“%s”无法读取：%s", name, err)
		return
	}
	known := evaluation.Distinct{}
	known.Add(t)
	if known.Add(written) {
		v.wrong("自评表“%s”与同名的工作簿不一致", name)
	}
}

// form reads a printed form.
func (v *verifier) form(name string, kind document.Kind) (evaluation.Table, error) {
	const most = 32 << 20 // bytes of a form
	file, err := v.open(name)
	if err != nil {
		return evaluation.Table{}, errors.New("缺少文件")
	}
	defer func() { _ = file.Close() }() // it is only read
	src, err := io.ReadAll(io.LimitReader(file, most))
	if err != nil {
		return evaluation.Table{}, err
	}
	if document.KindOf(src) != kind {
		return evaluation.Table{}, errors.New("文件的内容与名称不符")
	}
	tables, err := evaluation.Read(src, filepath.Base(name))
	switch {
	case err != nil:
		return evaluation.Table{}, err
	case len(tables) != 1:
		return evaluation.Table{}, fmt.Errorf("其中有%d张表", len(tables))
	}
	return tables[0], nil
}

// sameValue reports whether a cell prints the measured value, an amount with as many decimals as the form takes.
func sameValue(printed, measured string) bool {
	const unit = "万元"
	digits := strings.TrimSuffix(printed, unit)
	_, decimals, _ := strings.Cut(digits, ".")
	a, ok1 := new(big.Rat).SetString(digits)
	b, ok2 := new(big.Rat).SetString(strings.TrimSuffix(measured, unit))
	if !ok1 || !ok2 || !strings.HasSuffix(measured, unit) {
		return printed == measured
	}
	return a.FloatString(len(decimals)) == b.FloatString(len(decimals))
}

// cell holds a cell of a form against its figure.
func (v *verifier) cell(c Cell, read []*evaluation.Table) {
	f := v.manifest.figure(c.Figure)
	if f == nil || c.Table < 0 || c.Table >= len(read) {
		v.wrong("清单的一格没有对应的表或取数值")
		return
	}
	t := read[c.Table]
	if t == nil {
		return // said so already
	}
	where := fmt.Sprintf("《%s》第%d行", t.Project, c.Row)
	printed := ""
	switch total := t.TotalFund(); {
	case c.Row == 0 && total != nil:
		where, printed = "《"+t.Project+"》全年执行数", total.Executed
	case c.Row > 0 && c.Row <= len(t.Indicators):
		printed = t.Indicators[c.Row-1].Actual
	}
	v.verdict.Cells++
	measured := ""
	if f.Known {
		measured = evaluation.MeasuredText(f.N, f.Unit, c.Target)
	}
	switch {
	case measured != c.Measured:
		v.wrong("%s的系统取数值应为%s，清单写%s", where, measured, c.Measured)
	case printed != c.Printed:
		v.wrong("%s表上是“%s”，清单写“%s”", where, printed, c.Printed)
	case !sameValue(printed, measured):
		v.verdict.Differs = append(v.verdict.Differs, fmt.Sprintf("%s表上是%s，系统取数%s", where, printed, measured))
	}
}
