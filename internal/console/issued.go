package console

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"guangsha/internal/access"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/document"
	"guangsha/internal/paper"
)

// PaperOut is a paper that was given out in a case (文书).
type PaperOut struct {
	No     string `json:"no" doc:"文书编号"`
	Title  string `json:"title" doc:"名称"`
	Issued string `json:"issued" doc:"出具日期"`
	Prints int    `json:"prints" doc:"已打印的次数"`
}

// FileOut is the electronic file of a closed case (一件一档).
type FileOut struct {
	Filed bool   `json:"filed" doc:"已归档，在办的没有"`
	Items int    `json:"items" doc:"目录中的件数"`
	Years int    `json:"years" doc:"保管期限（年），0为永久"`
	Until string `json:"until" doc:"保管到哪一天，永久的为空"`
}

type printIn struct {
	CaseOf
	Paper string `path:"paper" maxLength:"24" doc:"文书编号"`
	Body  struct {
		Key string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	}
}

// verifyIn has the code in its body: a code never stands in an address, which logs keep.
type verifyIn struct {
	Body struct {
		Code string `json:"code" minLength:"1" maxLength:"40" doc:"文书上的验证码"`
	}
}

// verified is what anybody is told about a code.
type verified struct {
	Genuine bool      `json:"genuine" doc:"是本中心出具的"`
	Said    string    `json:"said" doc:"查验结果"`
	Title   string    `json:"title" doc:"名称，没有查到时为空"`
	No      string    `json:"no" doc:"文书编号"`
	Lines   []LineOut `json:"lines" doc:"内容，已脱敏"`
}

// papersOf are the papers of a case, and its file.
func (c *Console) papersOf(tx unit.Tx, id cases.ID) (list []PaperOut, file FileOut, err error) {
	issued, err := c.Cases.Papers.OfCase(tx, int64(id))
	if err != nil {
		return nil, file, err
	}
	list = []PaperOut{}
	for _, p := range issued {
		list = append(list, PaperOut{string(p.No), p.Title(), date(p.Issued), p.Prints})
	}
	a, filed, err := c.Cases.Papers.Catalogue(tx, int64(id))
	if err != nil || !filed {
		return list, file, err
	}
	file = FileOut{Filed: true, Items: len(a.Items), Years: a.Years}
	if destroyed, ends := a.Expires(); ends {
		file.Until = date(destroyed - 1)
	}
	return list, file, nil
}

// printPaper counts a print and gives it. A print that cannot be laid out afterwards, for want of a font, stays
// counted; asked for again under its key it is the same one.
func (c *Console) printPaper(ctx context.Context, in *printIn) (*download, error) {
	no, err := number.ParsePaper(in.Paper)
	if err != nil {
		return nil, notFound(err)
	}
	w, err := read(ctx, c, func(tx unit.Tx) (cases.Whole, error) { return c.oneCase(ctx, tx, in.Number) })
	if err != nil {
		return nil, err
	}
	p, err := c.Cases.PrintPaper(ctx, actor(ctx), in.Body.Key, w.ID, no)
	if refusal.Is(err, paper.CodeUnknown) {
		return nil, notFound(err)
	}
	if err != nil {
		return nil, err
	}
	content, err := c.printed(ctx, p, p.Prints)
	if err != nil {
		return nil, err
	}
	return saved(contentPDF, content, fmt.Sprintf("%s %s.pdf", p.Title(), p.No)), nil
}

// printed is a print of a paper. No other program is asked: what a paper says stays in this process.
func (c *Console) printed(ctx context.Context, p paper.Issued, print int) ([]byte, error) {
	grid, err := c.Cases.Papers.Page(p, print)
	if err != nil {
		return nil, err
	}
	pdf := slices.IndexFunc(document.Formats, func(f document.Format) bool { return f.Name == "pdf" })
	var b bytes.Buffer
	err = document.Formats[pdf].Write(ctx, nil, &b, grid)
	return b.Bytes(), err
}

// archive is the file of a closed case as one archive: catalogue, items, and the papers as they are read.
func (c *Console) archive(ctx context.Context, in *CaseOf) (*download, error) {
	var id cases.ID
	whole, err := read(ctx, c, func(tx unit.Tx) (paper.Whole, error) {
		w, err := c.oneCase(ctx, tx, in.Number)
		if err != nil {
			return paper.Whole{}, err
		}
		id = w.ID
		return c.Cases.Filed(tx, w.ID)
	})
	if err != nil {
		return nil, err
	}
	var pages [][]byte
	for _, p := range whole.Papers {
		page, err := c.printed(ctx, p, paper.Filed)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page)
	}
	var b bytes.Buffer
	if err := whole.WriteZIP(&b, pages); err != nil {
		return nil, err
	}
	out := saved(contentZIP, b.Bytes(), "电子档案 "+in.Number+".zip")
	out.rows, out.id = len(whole.Items), int64(id)
	return out, nil
}

// verifyPaper tells whoever asks, signed in or not, whether a code is one that the centre has given out.
func (c *Console) verifyPaper(ctx context.Context, in *verifyIn) (*output[verified], error) {
	return answer(ctx, c, func(tx unit.Tx) (out verified, err error) {
		p, found, err := c.Cases.Papers.Verify(tx, in.Body.Code)
		out = verified{Lines: []LineOut{},
			Said: "没有查到这个验证码对应的文书。请逐位核对验证码；核对无误的，请勿采信手中的文书，并向本中心核实。"}
		if err != nil || !found {
			return out, err
		}
		out.Genuine, out.Title, out.No = true, p.Title, string(p.No)
		out.Said = fmt.Sprintf("查验属实：这份《%s》由%s于%s出具。请与手中的文书逐项核对，内容不一致的请勿采信。", p.Title, p.Centre,
			date(p.Issued))
		for _, f := range p.Facts {
			out.Lines = append(out.Lines, LineOut{f.Name, f.Text})
		}
		return out, nil
	})
}

const (
	contentPDF = "application/pdf"
	contentZIP = "application/zip"
)

func (c *Console) issuedRoutes(r routes) {
	op := r.operation("printPaper")
	op.MaxBodyBytes = maxSearch + 1 // huma takes less than this
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge)
	op.Responses = fileOf200("文书", contentPDF)
	huma.Register(r.API, op, handled(r, c.printPaper))
	op = r.operation("archive")
	op.Responses = fileOf200("电子档案", contentZIP)
	huma.Register(r.API, op, handled(r, seen(r, "archive", c.archive, func(_ *CaseOf, out *download) access.Look {
		return access.Look{ID: out.id, Rows: out.rows}
	})))
	post(r, "verifyPaper", maxSearch, c.verifyPaper)
}
