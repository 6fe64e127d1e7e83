package console

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

// Bounds of papers that are handed in together.
const (
	maxPapers     = 500
	maxPapersSize = 64 << 20 // bytes of all
)

// papersIn are files as a form sends them: each part file beside a part name, in the same order.
type papersIn struct{ RawBody multipart.Form }

// checkedPaper is what was read of one file.
type checkedPaper struct {
	Name    string `json:"name" doc:"文件名，选文件夹时含其中的路径"`
	Problem string `json:"problem" doc:"不能读取的原因，读出时为空"`
	First   int    `json:"first" doc:"它的第一张表在全部表中的序号，从0起"`
	Tables  int    `json:"tables" doc:"表数，不含在前面的文件中已有的"`
	Same    int    `json:"same" doc:"在前面的文件中已有、不再重复核对的表数"`
}

// checkedPapers are files with their tables, checked together.
type checkedPapers struct {
	Files     []checkedPaper `json:"files"`
	Set       tableSet       `json:"set"`
	Doubts    []eval.Doubt   `json:"doubts" doc:"读入时的存疑之处"`
	Explained int            `json:"explained" doc:"说明后保留、仍然有效的疑点数"`
	Gone      []string       `json:"gone" doc:"底稿中有说明、现在已没有的疑点"`
	Paper     []byte         `json:"paper" doc:"工作底稿（xlsx），要求时才有"`
}

// checkFiles reads papers, each by itself, and checks all their tables together: what one table says another may
// contradict. A file that cannot be read is named with its reason and stops nothing.
//
// What the form put on the disk is gone before the answer: nothing that was handed in is kept.
func (c *Console) checkFiles(ctx context.Context, in *papersIn) (_ *output[checkedPapers], err error) {
	defer func() { err = errors.Join(err, in.RawBody.RemoveAll()) }()
	parts := in.RawBody.File["file"]
	if len(parts) == 0 || len(parts) > maxPapers {
		return nil, refusal.Bad("console.papers", fmt.Sprintf("请一次选择1至%d个文件，现有%d个", maxPapers, len(parts)))
	}
	out := checkedPapers{Files: []checkedPaper{}}
	var tables []eval.Table
	w, err := workOf(in.RawBody.Value["work"])
	if err != nil {
		return nil, err
	}
	known := eval.Distinct{}
	for i, part := range parts {
		one := checkedPaper{Name: part.Filename, First: len(tables)}
		if names := in.RawBody.Value["name"]; i < len(names) {
			one.Name = names[i]
		}
		found, err := c.readPart(ctx, part, one.Name)
		if r := refusal.Of(err); r != nil {
			one.Problem = r.Text
		} else if err != nil {
			return nil, err
		}
		found, one.Same = known.New(found)
		w.take(found, len(tables))
		one.Tables = len(found.Tables)
		tables = append(tables, found.Tables...)
		out.Files = append(out.Files, one)
	}
	set, err := w.set(tables, &out)
	if err != nil {
		return nil, err
	}
	out.Set = setOf(fmt.Sprintf("%d个文件", len(parts)), set)
	return &output[checkedPapers]{out}, nil
}

// readPart reads the tables of one part of a form.
func (c *Console) readPart(ctx context.Context, part *multipart.FileHeader, name string) (eval.Reading, error) {
	if part.Size > maxUpload {
		return eval.Reading{}, refusal.Bad("console.papers.size", "文件超过5 MB，没有读取")
	}
	file, err := part.Open()
	if err != nil {
		return eval.Reading{}, fmt.Errorf("console: open a part: %w", err)
	}
	defer func() { _ = file.Close() }() // it is only read
	src, err := io.ReadAll(file)
	if err != nil {
		return eval.Reading{}, fmt.Errorf("console: read a part: %w", err)
	}
	reader := c.reader
	reader.Papers = true
	return reader.Read(ctx, src, path.Base(name))
}

// written asks for a paper in another format.
type written struct {
	Name    string `query:"name" maxLength:"200" doc:"文件名"`
	Format  string `query:"format" enum:"text,xlsx,docx,pdf" doc:"写成的格式"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// writeForm writes the tables of a paper as the official form.
func (c *Console) writeForm(ctx context.Context, in *written) (*download, error) {
	reading, err := c.reader.Read(ctx, in.RawBody, in.Name)
	if err != nil {
		return nil, err
	}
	var grids []document.Grid
	for _, t := range reading.Tables {
		grids = append(grids, eval.Form(t))
	}
	i := slices.IndexFunc(document.Formats, func(f document.Format) bool { return f.Name == in.Format })
	if i < 0 {
		return nil, refusal.Bad("console.format", "没有“"+in.Format+"”这种格式")
	}
	format := document.Formats[i]
	var b bytes.Buffer
	if err := format.Write(ctx, c.reader.Programs.Office, &b, grids...); err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(path.Base(in.Name), path.Ext(in.Name)) + format.Extension
	return saved(contentFile, b.Bytes(), name), nil
}

// postFile is a post that answers with a file.
func postFile[I any](r routes, id string, most int64, f func(context.Context, *I) (*download, error)) {
	op := r.operation(id)
	op.MaxBodyBytes = most + 1 // huma takes less than this
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge)
	op.Responses = fileOf200("文件", contentFile)
	huma.Register(r.API, op, handled(r, f))
}

func (c *Console) paperRoutes(r routes) {
	post(r, "checkFile", maxUpload, c.checkFile)
	post(r, "checkFiles", maxPapersSize, c.checkFiles)
	postFile(r, "writeForm", maxUpload, c.writeForm)
}
