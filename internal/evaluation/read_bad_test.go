package evaluation

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
)

// repacked is a package with parts replaced or added.
func repacked(t *testing.T, src []byte, parts map[string]func(old string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		texts[f.Name] = string(text)
	}
	for name, change := range parts {
		texts[name] = change(texts[name])
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range texts {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func always(text string) func(string) string { return func(string) string { return text } }

func TestMacrosLinksAndPicturesInAFileChangeNothing(t *testing.T) {
	want := readSeed(t)
	link := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId7" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="External" ` +
		`Target="http://127.0.0.1:1/a.dotm"/></Relationships>`
	same(t, "docx", repacked(t, exported(t, "docx", want...), map[string]func(string) string{
		"word/vbaProject.bin":           always("\xd0\xcf\x11\xe0"),
		"word/_rels/settings.xml.rels":  always(link),
		"word/media/image1.png":         always(strings.Repeat("x", 20<<20)),
		"word/embeddings/oleObject1.db": always("x"),
		"[Content_Types].xml": func(old string) string {
			return strings.ReplaceAll(old, "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
				"application/vnd.ms-word.document.macroEnabled.main+xml")
		},
	}), want)
	same(t, "xlsx", repacked(t, exported(t, "xlsx", want...), map[string]func(string) string{
		"xl/vbaProject.bin": always("\xd0\xcf\x11\xe0"),
		"xl/externalLinks/externalLink1.xml": always(`<externalLink xmlns="http://schemas.openxmlformats.org/` +
			`spreadsheetml/2006/main"/>`),
	}), want)
}

func TestTheNameOfAFileSaysNothing(t *testing.T) {
	want := readSeed(t)
	for _, kind := range alone {
		got, err := Read(exported(t, kind, want...), "自评表.jpg")
		if err != nil || len(got) != len(want) {
			t.Errorf("%s: %d tables, %v", kind, len(got), err)
		}
	}
}

// docxOf is a document of rows, a tab between cells.
func docxOf(t *testing.T, rows ...string) []byte {
	t.Helper()
	var g document.Grid
	for i, row := range rows {
		for k, text := range strings.Split(row, "\t") {
			g.Cells = append(g.Cells, document.Cell{Row: i, Col: k, Text: text})
		}
	}
	var out bytes.Buffer
	if err := document.WriteDOCX(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestADocumentThatIsNoTableIsAnsweredInASentence(t *testing.T) {
	indicators := make([]string, maxRows+2)
	for i := range indicators {
		indicators[i] = "\t产出指标\t数量指标\t指标1：次数\t1次\t1次\t1\t1"
	}
	indicators[0] = "项目名称\t示例"
	clean, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(clean)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("示例\n", 100_000)
	for name, tc := range map[string]struct {
		src  []byte
		code string
	}{
		"a letter":      {docxOf(t, "尊敬的领导", "现将情况报告如下"), "evaluation.read.no-table"},
		"too many rows": {docxOf(t, indicators...), "evaluation.read.too-many-rows"},
		"100,000 lines": {[]byte(long), "evaluation.read.too-long"},
		"a PDF":         {[]byte("%PDF-1.4 and no more"), "document.foreign"},
		"an archive":    {repacked(t, docxOf(t, "x"), nil)[:200], "document.damaged"},
		"half in two encodings": {append(append([]byte{}, clean[:len(clean)/2]...), gb[len(gb)/2:]...),
			"evaluation.read.not-text"},
	} {
		tables, err := Read(tc.src, "表.docx")
		r := refusal.Of(err)
		if r == nil || r.Code != tc.code || !hasHan(r.Text) || !hasHan(r.Next) || tables != nil {
			t.Errorf("%s: %v, %d tables, want %s", name, err, len(tables), tc.code)
		}
	}
}

func TestATableSplitOverPagesWithItsHeadRepeatedIsOne(t *testing.T) {
	src, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := Read(src, "")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(src), "\n")
	const head, last = 13, 24 // the lines of the indicators' head and of 总分
	for at := head + 1; at <= last; at++ {
		pages := append(append([]string{}, lines[:at]...), lines[0], lines[2], lines[head])
		same(t, "docx", docxOf(t, append(pages, lines[at:]...)...), want)
	}
}
