package console

import (
	"bytes"
	"context"
	"encoding/json"
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

// papersIn are files as a form sends them: each part file beside a part name, in the same order. A part that is JSON is
// what was read of a file before.
type papersIn struct{ RawBody multipart.Form }

// readPaper is what was read of one file, for whoever handed it in to keep.
type readPaper struct {
	Tables     int             `json:"tables" doc:"读出的表数"`
	Understood json.RawMessage `json:"understood" doc:"读出的内容，核对和另存时原样交回，不必再交文件"`
}

// readFile reads one file, so that each of many has its own time and its own answer, and is not handed in again when
// a cell of it is corrected. Nothing of it is kept here.
func (c *Console) readFile(ctx context.Context, in *fileToRead) (*output[readPaper], error) {
	found, err := c.readPaper(ctx, in.RawBody, in.Name)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(found)
	if err != nil {
		return nil, fmt.Errorf("console: what was read: %w", err)
	}
	return &output[readPaper]{readPaper{len(found.Tables), text}}, nil
}

// fileToRead is a file as the browser sends it.
type fileToRead struct {
	Name    string `query:"name" maxLength:"200" doc:"文件名，只用于提示"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// checkedPaper is what was read of one file.
type checkedPaper struct {
	Name    string `json:"name" doc:"文件名，选文件夹时含其中的路径"`
	Problem string `json:"problem" doc:"不能读取的原因，读出时为空"`
	First   int    `json:"first" doc:"它的第一张表在全部表中的序号，从0起"`
	Tables  int    `json:"tables" doc:"表数，不含在其他文件中已有的"`
	Same    int    `json:"same" doc:"在其他文件中已有、不再重复核对的表数"`

	why *refusal.Refused // behind the problem
}

// checkedPapers are files with their tables, checked together.
type checkedPapers struct {
	Files     []checkedPaper  `json:"files"`
	Set       tableSet        `json:"set"`
	Doubts    []eval.Doubt    `json:"doubts" doc:"读入时的存疑之处"`
	Explained int             `json:"explained" doc:"说明后保留、仍然有效的疑点数"`
	Corrected []correctedCell `json:"corrected" doc:"由人更正的格子，含底稿中记录的"`
	Gone      []string        `json:"gone" doc:"底稿中有更正或说明、现在对不上的各处"`
}

// correctedCell is a cell that a person corrected.
type correctedCell struct {
	Table  int    `json:"table" doc:"在全部表中的序号，从0起"`
	Row    int    `json:"row" doc:"行次，0为表头和资金"`
	Column string `json:"column" doc:"栏目，更正时用"`
	Where  string `json:"where" doc:"哪一格，文字"`
	Was    string `json:"was" doc:"读入时的原文"`
	Text   string `json:"text" doc:"更正为"`
	Wrong  string `json:"wrong" doc:"更正的内容有什么读不懂，没有时为空"`
}

// checkFiles reads papers, each by itself, and checks all their tables together: what one table says another may
// contradict. A file that cannot be read is named with its reason and stops nothing.
//
// What the form put on the disk is gone before the answer: nothing that was handed in is kept.
func (c *Console) checkFiles(ctx context.Context, in *papersIn) (_ *output[checkedPapers], err error) {
	defer func() { err = errors.Join(err, in.RawBody.RemoveAll()) }()
	files, g, err := c.gather(ctx, in.RawBody)
	if err != nil {
		return nil, err
	}
	w, err := workOf(in.RawBody.Value["work"])
	if err != nil {
		return nil, err
	}
	set, beside, err := c.evaluated(ctx, w, g)
	if err != nil {
		return nil, err
	}
	out := checkedPapers{Files: files}
	w.say(&set, g, &out)
	out.Set = setOf(fmt.Sprintf("%d个文件", len(files)), set, beside)
	return &output[checkedPapers]{out}, nil
}

// gather reads the files of a form. One that cannot be read is named with its reason and stops nothing.
func (c *Console) gather(ctx context.Context, form multipart.Form) (files []checkedPaper, g eval.Gathered, err error) {
	parts := form.File["file"]
	if len(parts) == 0 || len(parts) > maxPapers {
		return nil, g, refusal.Bad("console.papers", fmt.Sprintf("请一次选择1至%d个文件，现有%d个", maxPapers, len(parts)))
	}
	readings := make([]eval.Reading, len(parts))
	for i, part := range parts {
		one := checkedPaper{Name: part.Filename}
		if names := form.Value["name"]; i < len(names) {
			one.Name = names[i]
		}
		readings[i], err = c.readPart(ctx, part, one.Name)
		if r := refusal.Of(err); r != nil {
			one.Problem, one.why = r.Text, r
		} else if err != nil {
			return nil, g, err
		}
		files = append(files, one)
	}
	g = eval.Gather(readings)
	for i := range files {
		files[i].First, files[i].Same = g.First[i], g.Same[i]
		files[i].Tables = len(readings[i].Tables) - g.Same[i]
	}
	return files, g, nil
}

// mostRead is how much larger than its file what was read of it may be: the text of a packed file is.
const mostRead = 4

// readPart reads the tables of one part of a form, or takes what was read of it before.
func (c *Console) readPart(ctx context.Context, part *multipart.FileHeader, name string) (eval.Reading, error) {
	before := part.Header.Get("Content-Type") == "application/json"
	if part.Size > maxUpload && !(before && part.Size <= mostRead*maxUpload) {
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
	if before {
		return eval.ReadUnderstood(src)
	}
	return c.readPaper(ctx, src, path.Base(name))
}

// readPaper reads one file, which may be a working paper.
func (c *Console) readPaper(ctx context.Context, src []byte, name string) (eval.Reading, error) {
	reader := c.reader
	reader.Papers = true
	return reader.Read(ctx, src, name)
}

// written asks for papers in another format.
type written struct {
	Format  string `query:"format" enum:"text,xlsx,docx,pdf" doc:"写成的格式"`
	Working bool   `query:"working" doc:"要工作底稿：自评表中更正过的格子涂底色，附更正记录和疑点"`
	papersIn
}

// writeForm writes the tables of papers, as a person corrected them, as the official form, or as the working paper that
// brings corrections and explanations back.
func (c *Console) writeForm(ctx context.Context, in *written) (_ *download, err error) {
	defer func() { err = errors.Join(err, in.RawBody.RemoveAll()) }()
	i := slices.IndexFunc(document.Formats, func(f document.Format) bool { return f.Name == in.Format })
	if i < 0 || in.Working && in.Format == "text" {
		return nil, refusal.Bad("console.format", "没有“"+in.Format+"”这种格式")
	}
	files, g, err := c.gather(ctx, in.RawBody)
	if err != nil {
		return nil, err
	}
	w, err := workOf(in.RawBody.Value["work"])
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if f.why != nil {
			return nil, f.why
		}
	}
	if len(g.Tables) == 0 {
		return nil, refusal.New("console.write.nothing", "只有工作底稿，没有自评表", "", "请与它的自评表一起给出")
	}
	set, _, err := c.evaluated(ctx, w, g)
	if err != nil {
		return nil, err
	}
	var grids []document.Grid
	if set.Keep(w.paper); in.Working {
		grids = eval.WorkingPaper(set, w.corrected)
	} else {
		for _, t := range set.Tables {
			grids = append(grids, eval.Form(t.Table))
		}
	}
	format := document.Formats[i]
	var b bytes.Buffer
	if err := format.Write(ctx, c.reader.Programs.Office, &b, grids...); err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(path.Base(files[0].Name), path.Ext(files[0].Name))
	if in.Working {
		name = strings.TrimSuffix(name, workingName) + workingName
	}
	return saved(contentFile, b.Bytes(), name+format.Extension), nil
}

// workingName is the end of a working paper's name.
const workingName = "-工作底稿"

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
	post(r, "readFile", maxUpload, c.readFile)
	post(r, "checkFiles", maxPapersSize, c.checkFiles)
	postFile(r, "writeForm", maxPapersSize, c.writeForm)
}
