package pack

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// Books are where figures and their rows come from, all as of one moment. Tables that were only read have none.
type Books struct {
	Values map[string]measure.Value
	// Outside is what papers from outside state of the year.
	Outside []evaluation.Outside
	Rows    func(name string, each func(Row) error) error
}

// Written is what a package holds.
type Written struct {
	Folder  string
	Digest  string // of the manifest: a letter that states it fixes the whole package
	Files   int
	Figures int
	Rows    int64
	Lacking []string // what could not be written, and why
}

// Write writes the package of a notice into a folder, which must be empty or not there. It appears whole or not at all.
func Write(ctx context.Context, folder string, n evaluation.Notice, b Books, office *document.Office) (
	w Written, err error) {
	if left, err := os.ReadDir(folder); err == nil && len(left) > 0 {
		return Written{}, refusal.New("pack.folder", "文件夹“"+folder+"”里已有文件，没有写入", "", "请用 --out 给出一个新文件夹")
	}
	// A file of that name would give way to the folder.
	if info, err := os.Lstat(folder); err == nil && !info.IsDir() {
		return Written{}, refusal.New("pack.folder", "“"+folder+"”是文件，不是文件夹，没有写入", "", "请用 --out 给出一个新文件夹")
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o700); err != nil {
		return Written{}, fmt.Errorf("pack: make a folder: %w", err)
	}
	half, err := os.MkdirTemp(filepath.Dir(folder), ".自评材料-")
	if err != nil {
		return Written{}, fmt.Errorf("pack: make a folder: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(half))
		}
	}()
	p := &writer{ctx: ctx, folder: half, notice: n, books: b, office: office,
		manifest: Manifest{Format: formatName, Unit: n.Unit, Year: n.Year,
			Unfinished: n.Unfinished, Invented: n.Invented, Figures: []Figure{}, Cells: []Cell{}}}
	if err := p.write(); err != nil {
		return Written{}, err
	}
	if err := os.Remove(folder); err != nil && !errors.Is(err, os.ErrNotExist) {
		return Written{}, fmt.Errorf("pack: put the folder in place: %w", err)
	}
	if err := os.Rename(half, folder); err != nil {
		return Written{}, fmt.Errorf("pack: put the folder in place: %w", err)
	}
	return Written{Folder: folder, Digest: p.digest, Files: len(p.manifest.Files) + 1, Figures: len(p.manifest.Figures),
		Rows: p.rows, Lacking: p.lacking}, nil
}

// writer writes one package.
type writer struct {
	ctx      context.Context
	folder   string
	notice   evaluation.Notice
	books    Books
	office   *document.Office
	manifest Manifest
	lacking  []string
	digest   string
	rows     int64
}

// The folders of a package, in the order in which they are read.
const (
	formsFolder    = "1 自评表"
	evidenceFolder = "4 佐证材料"
	papersFolder   = "5 底稿"
	indexFile      = evidenceFolder + "/00 佐证材料目录.xlsx"
)

func (p *writer) write() error {
	for _, step := range []func() error{
		p.forms, p.summary, p.figures, p.waiting, p.index, p.papers, p.contents, p.list} {
		if err := step(); err != nil {
			return err
		}
		if err := p.ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// file writes a file of the package and takes it into the manifest.
func (p *writer) file(name, what string, write func(io.Writer) error) (err error) {
	full := filepath.Join(p.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		return fmt.Errorf("pack: make a folder: %w", err)
	}
	f, err := os.OpenFile(full, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("pack: write %s: %w", name, err)
	}
	counted := &counter{hash: sha256.New(), to: f}
	if err := errors.Join(write(counted), f.Sync(), f.Close()); err != nil {
		return err
	}
	digest := hex.EncodeToString(counted.hash.Sum(nil))
	p.manifest.Files = append(p.manifest.Files, File{name, what, counted.bytes, digest})
	return nil
}

// counter hashes and counts what goes through it.
type counter struct {
	hash interface {
		io.Writer
		Sum([]byte) []byte
	}
	to    io.Writer
	bytes int64
}

// Write implements io.Writer.
func (c *counter) Write(b []byte) (int, error) {
	n, err := c.to.Write(b)
	_, _ = c.hash.Write(b[:n]) // a hash takes everything
	c.bytes += int64(n)
	return n, err
}

// grids writes grids in formats. Where a machine cannot write one, the package says so and goes without it.
func (p *writer) grids(name, what string, formats []string, grids ...document.Grid) error {
	for _, f := range document.Formats {
		if !slices.Contains(formats, f.Name) {
			continue
		}
		var out bytes.Buffer
		if err := f.Write(p.ctx, p.office, &out, grids...); err != nil {
			r := refusal.Of(err)
			if r == nil {
				return err
			}
			p.lacking = append(p.lacking, name+f.Extension+"："+r.Text)
			continue
		}
		err := p.file(name+f.Extension, what, func(w io.Writer) error {
			_, err := w.Write(out.Bytes())
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *writer) forms() error {
	for i, t := range p.notice.Printed {
		name := path.Join(formsFolder, fmt.Sprintf("%02d %s", i+1, FileName(t.Project)))
		p.manifest.Tables = append(p.manifest.Tables, Form{t.Project, name + ".xlsx"})
		if err := p.grids(name, "自评表", []string{"xlsx", "docx", "pdf"}, evaluation.Form(t)); err != nil {
			return err
		}
	}
	return nil
}

func (p *writer) summary() error {
	err := p.grids("2 自评情况汇总表", "自评情况汇总表", []string{"xlsx", "docx"}, p.notice.Summary())
	if err != nil {
		return err
	}
	return p.grids("3 自评报告（草拟）", "自评报告，由人修改定稿", []string{"docx"}, p.notice.Report())
}

// figures writes a numbered folder for each figure that stands behind a cell: its rows, and what they mean.
func (p *writer) figures() error {
	for i, t := range p.notice.Set.Tables {
		if total, printed := t.TotalFund(), p.notice.Printed[i].TotalFund(); total != nil && printed != nil {
			if err := p.cell(Cell{Table: i, Target: "1万元", Measured: t.Execution.Measured, Printed: printed.Executed},
				t.Execution.Measure); err != nil {
				return err
			}
		}
		for k, row := range t.Rows {
			ind := p.notice.Printed[i].Indicators[k]
			err := p.cell(Cell{Table: i, Row: ind.Row, Target: ind.Target, Measured: row.Measured, Printed: ind.Actual},
				row.Measure)
			if err != nil {
				return err
			}
			for _, also := range row.Also {
				if _, err := p.figure(also.Measure); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *writer) cell(c Cell, name string) (err error) {
	if name == "" || c.Measured == "" {
		return nil
	}
	if c.Figure, err = p.figure(name); err != nil || c.Figure == "" {
		return err
	}
	p.manifest.Cells = append(p.manifest.Cells, c)
	return nil
}

// figure gives the number of a measure's folder and writes it when it is new. Without books there is none.
func (p *writer) figure(name string) (no string, err error) {
	v, known := p.books.Values[name]
	if !known || p.books.Rows == nil {
		return "", nil
	}
	if i := slices.IndexFunc(p.manifest.Figures, func(f Figure) bool { return f.Measure == name }); i >= 0 {
		return p.manifest.Figures[i].No, nil
	}
	m := v.Measure
	no = fmt.Sprintf("%02d", len(p.manifest.Figures)+1)
	folder := path.Join(evidenceFolder, no+" "+FileName(m.Title))
	f := Figure{No: no, Measure: m.Name, Title: m.Title, Definition: m.Definition, Unit: m.Unit, Fold: folds[m.Fold],
		From: v.Period.From.String(), To: v.Period.To.String(), Known: v.Known, N: v.N, Rows: v.Rows,
		Of: v.Of, Path: path.Join(folder, p.manifest.rowsName()), Outside: evaluation.Against(v, p.books.Outside)}
	f.Grade = evaluation.GradeBeside(m.Grade, f.Outside)
	rows := int64(0)
	err = p.file(f.Path, "取数明细："+m.Title, func(w io.Writer) error {
		return writeRows(w, m, func(each func(Row) error) error {
			return p.books.Rows(name, func(r Row) error {
				rows++
				f.Balance = f.Balance || r.Day < v.Period.From
				return each(r)
			})
		})
	})
	if err != nil {
		return "", fmt.Errorf("pack: rows of %s: %w", name, err)
	}
	if rows != v.Rows {
		return "", fmt.Errorf("pack: %s lists %d rows and is folded from %d", name, rows, v.Rows)
	}
	p.rows += rows
	p.manifest.Figures = append(p.manifest.Figures, f)
	return no, p.file(f.explanation(), "取数说明："+m.Title, func(w io.Writer) error {
		_, err := io.WriteString(w, f.explain(p.manifest))
		return err
	})
}

// explanation is where the words of a figure stand, beside its rows.
func (f Figure) explanation() string { return path.Join(path.Dir(f.Path), "取数说明.txt") }

// rowsName is the name of the file with the rows of a figure. A list of rows has no place for a sentence.
func (m Manifest) rowsName() string {
	if m.Invented != "" {
		return "明细（示例）.csv"
	}
	return "明细.csv"
}

// notes are the sentences that a text begins with.
func (m Manifest) notes() (text string) {
	for _, s := range []string{m.Invented, m.Unfinished} {
		if s != "" {
			text += s + "\r\n"
		}
	}
	return text
}

// explain is a figure in words, with the way from its rows to it, and what the package says of all its figures.
func (f Figure) explain(m Manifest) string {
	value := "期内没有可计的业务"
	if f.Known {
		value = evaluation.MeasuredText(f.N, f.Unit, "")
	}
	ways := map[string]string{"sum": "各行相加", "rows": "行数", "share": "符合的行数÷全部行数", "ratio": "分子合计÷分母合计",
		"max": "各行中最大的", "median": "各行的中位数", "mean": "各行的平均数"}
	text := fmt.Sprintf("取数项：%s（%s）\r\n取数口径：%s\r\n期间：%s至%s\r\n取数值：%s\r\n证据等级：%s\r\n明细：%d行，%s；编号已掩码\r\n",
		f.Title, f.Measure, f.Definition, f.From, f.To, value, f.Grade, f.Rows, ways[f.Fold])
	for _, c := range f.Outside {
		text += "外部文件：" + c.Say() + "\r\n"
	}
	if f.Balance {
		text += "时点数：取期末的数，明细含期前发生、期末仍在的记录\r\n"
	}
	return text + m.notes()
}

// waiting makes a numbered place for the papers of each row that nothing measures, with what belongs there.
func (p *writer) waiting() error {
	no := len(p.manifest.Figures)
	for i, t := range p.notice.Set.Tables {
		for _, s := range evaluation.Standings(t.Table) {
			row := t.Rows[s.Row-1]
			if row.Measured != "" || t.Indicators[s.Row-1].NotApplicable() {
				continue
			}
			no++
			what := s.Say()
			if row.Waiting != "" {
				what = row.Waiting
			}
			name := fmt.Sprintf("%02d 待补 表%d第%d行", no, i+1, s.Row)
			text := p.manifest.notes() + fmt.Sprintf("项目：%s\r\n指标：%s\r\n年度指标值：%s\r\n填报值：%s\r\n请把佐证材料放入本文件夹：%s\r\n", t.Project,
				evaluation.PlainName(t.Indicators[s.Row-1].Name), t.Indicators[s.Row-1].Target, row.Reported, what)
			err := p.file(path.Join(evidenceFolder, name, "待补.txt"), "待补的佐证材料", func(w io.Writer) error {
				_, err := io.WriteString(w, text)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *writer) index() error {
	index := p.notice.Index(p.place)
	return p.grids(strings.TrimSuffix(indexFile, ".xlsx"), "佐证材料目录", []string{"xlsx"}, index)
}

// place is where the evidence of a row lies.
func (p *writer) place(table, row int, name string) string {
	for _, f := range p.manifest.Figures {
		if f.Measure == name {
			return path.Base(path.Dir(f.Path))
		}
	}
	mark := fmt.Sprintf(" 待补 表%d第%d行/", table+1, row)
	for _, f := range p.manifest.Files {
		if strings.Contains(f.Path, mark) {
			return path.Base(path.Dir(f.Path))
		}
	}
	return ""
}

func (p *writer) papers() error {
	err := p.grids(path.Join(papersFolder, "疑点清单"), "底稿：疑点清单", []string{"xlsx", "docx"}, p.notice.Doubts())
	if err != nil {
		return err
	}
	if err := p.grids("6 系统填报页", "按财政系统的填报顺序", []string{"xlsx"}, p.notice.Fields()); err != nil {
		return err
	}
	return p.file("7 公开网页.html", "公开用的网页，一个文件，不引用外部内容", p.notice.Public)
}

// contents writes the list that people read.
func (p *writer) contents() error {
	return p.file("目录.txt", "目录", func(w io.Writer) error {
		text := fmt.Sprintf("%s %d年度项目支出绩效自评材料\r\n\r\n", p.notice.Unit, p.notice.Year)
		if notes := p.manifest.notes(); notes != "" {
			text += notes + "\r\n"
		}
		for _, f := range p.manifest.Files {
			text += f.Path + "\t" + f.What + "\r\n"
		}
		for _, l := range p.lacking {
			text += "没有写出 " + l + "\r\n"
		}
		text += "\r\n核验：guangsha evidence verify 本文件夹。不需要数据库，逐项复算每个取数值，并核对每个文件。\r\n" +
			"核验时打印的清单摘要，请与报送单位另行公布的摘要核对：连同清单整包另做的一份，只有摘要查得出。\r\n"
		_, err := io.WriteString(w, text)
		return err
	})
}

// list writes the manifest, last of all.
func (p *writer) list() error {
	text, err := json.MarshalIndent(p.manifest, "", "  ")
	if err != nil {
		return fmt.Errorf("pack: write the manifest: %w", err)
	}
	digest := sha256.Sum256(append(text, '\n'))
	p.digest = hex.EncodeToString(digest[:])
	if err := os.WriteFile(filepath.Join(p.folder, ManifestName), append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("pack: write the manifest: %w", err)
	}
	return nil
}

// FileName makes a name that every system takes.
func FileName(text string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`\/:*?"<>|`, r) {
			return -1
		}
		return r
	}, text)
	if runes := []rune(name); len(runes) > 40 {
		name = string(runes[:40])
	}
	if name = strings.Trim(name, " ."); name == "" {
		return "未命名"
	}
	return name
}
