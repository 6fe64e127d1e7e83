package document

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// pack makes a package of parts, given as name and text in turn.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		part, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// wordOf makes a document with this body.
func wordOf(t testing.TB, body string) []byte {
	t.Helper()
	return pack(t, "word/document.xml", wordBody(body))
}

func wordBody(body string) string {
	return `<w:document ` + wordSpace + `><w:body>` + body + `</w:body></w:document>`
}

func word(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

// tc is a cell; properties stand before its text.
func tc(properties, text string) string {
	return `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + word(text) + `</w:tc>`
}

func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

func tbl(widths string, rows ...string) string {
	var grid strings.Builder
	for w := range strings.FieldsSeq(widths) {
		fmt.Fprintf(&grid, `<w:gridCol w:w="%s"/>`, w)
	}
	return `<w:tbl><w:tblGrid>` + grid.String() + `</w:tblGrid>` + strings.Join(rows, "") + `</w:tbl>`
}

func rowsOf(t *testing.T, src []byte) string {
	t.Helper()
	g, err := ReadDOCX(src)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range g.Rows() {
		lines = append(lines, strings.TrimRight(strings.Join(row, "|"), "|"))
	}
	return strings.Join(lines, "/")
}

const (
	span2    = `<w:gridSpan w:val="2"/>`
	begins   = `<w:vMerge w:val="restart"/>`
	goesDown = `<w:vMerge/>`
	bigSpan  = `<w:gridSpan w:val="2000000000"/>`
)

func TestMergedCellsOfADocumentKeepTheirColumns(t *testing.T) {
	src := wordOf(t, word("标题")+tbl("1000 1000 1000",
		tr(tc(begins, "产出"), tc(span2, "宽")),
		tr(tc(goesDown, "不显示"), tc("", "a"), tc("", "b")),
		tr(tc(begins, "效益"), tc(begins, "c"), tc("", "d")),
		tr(tc(goesDown, ""), tc(goesDown, ""), tc("", "e")))+word("注"))
	if got, want := rowsOf(t, src), "标题/产出|宽/|a|b/效益|c|d/||e/注"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	g, err := ReadDOCX(src)
	if err != nil {
		t.Fatal(err)
	}
	want := Cell{Row: 1, Col: 0, RowSpan: 2, ColSpan: 1, Text: "产出"}
	if g.Cells[1] != want || g.Cells[2].ColSpan != 2 || !g.Cells[0].Plain {
		t.Errorf("the cells are %+v", g.Cells)
	}
}

func TestBordersDrawnByHandMakeNoColumns(t *testing.T) {
	for name, tc := range map[string]struct{ src, want string }{
		"a column that no cell begins": {tbl("500 500 500", tr(tc(span2, "a"), tc("", "b")),
			tr(tc(span2, "c"), tc("", "d"))), "a|b/c|d"},
		"two borders almost in line": {tbl("1000 40 960", tr(tc("", "a"), tc(span2, "b")),
			tr(tc(span2, "c"), tc("", "d"))), "a|b/c|d"},
		"a narrow cell of its own": {tbl("1000 40 960", tr(tc("", "a"), tc("", "b"), tc("", "c")),
			tr(tc(span2, "d"), tc("", "e"))), "a|b|c/d||e"},
		"a row that begins later": {tbl("1000 1000", tr(tc("", "a"), tc("", "b")),
			`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+tc("", "c")+`</w:tr>`), "a|b/|c"},
		"cells merged as old programs do": {tbl("1000 1000",
			tr(tc(`<w:hMerge w:val="restart"/>`, "a"), tc(`<w:hMerge/>`, "")), tr(tc("", "b"), tc("", "c"))), "a/b|c"},
	} {
		if got := rowsOf(t, wordOf(t, tc.src)); got != tc.want {
			t.Errorf("%s: got %s, want %s", name, got, tc.want)
		}
	}
}

func TestATableInACellStandsBelowItsRow(t *testing.T) {
	inner := tbl("1000 1000", tr(tc("", "a"), tc("", "b")))
	src := wordOf(t, tbl("2000", tr(tc("", "前")), tr(`<w:tc>`+word("标题")+inner+word("")+`</w:tc>`), tr(tc("", "后"))))
	if got, want := rowsOf(t, src), "前/标题/a|b/后"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOnlyWhatThePageShowsIsRead(t *testing.T) {
	run := func(s string) string { return `<w:r>` + s + `</w:r>` }
	p := func(s ...string) string { return `<w:p>` + strings.Join(s, "") + `</w:p>` }
	for name, tc := range map[string]struct{ body, want string }{
		"deleted": {p(`<w:del>`, run(`<w:delText>旧</w:delText>`), `</w:del><w:ins>`, run(`<w:t>新</w:t>`), `</w:ins>`),
			"新"},
		"hidden":     {p(run(`<w:rPr><w:vanish/></w:rPr><w:t>藏</w:t>`), run(`<w:t>显</w:t>`)), "显"},
		"not hidden": {p(run(`<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t>`)), "显"},
		"a text box": {p(run(`<w:pict><w:txbxContent>`+word("框")+`</w:txbxContent></w:pict>`), run(`<w:t>文</w:t>`)),
			"文"},
		"a field":     {p(run(`<w:instrText>=SUM(ABOVE)</w:instrText>`), run(`<w:t>100</w:t>`)), "100"},
		"a symbol":    {p(run(`<w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t>`)), "≥95%"},
		"an equation": {`<w:p><m:oMath xmlns:m="x"><m:r><m:t>≥95%</m:t></m:r></m:oMath></w:p>`, "≥95%"},
		"a control": {`<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>` + word("控件") +
			`</w:sdtContent></w:sdt>`, "控件"},
		"a link":       {p(`<w:hyperlink r:id="rId9" xmlns:r="y">`, run(`<w:t>链接</w:t>`), `</w:hyperlink>`), "链接"},
		"a line break": {tbl("1000", tr(`<w:tc>`+p(run(`<w:t>产出</w:t><w:br/><w:t>指标</w:t>`))+`</w:tc>`)), "产出\n指标"},
	} {
		if got := rowsOf(t, wordOf(t, tc.body)); got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

func TestTheMainPartIsTheOneThatThePackageDeclares(t *testing.T) {
	src := pack(t, "[Content_Types].xml", `<Types><Override PartName="/word/document2.xml" ContentType="application/vnd.`+
		`openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"word/document2.xml", `<w:document `+wordSpace+`><w:body>`+word("正文")+`</w:body></w:document>`,
		"word/vbaProject.bin", "macros", "word/_rels/document2.xml.rels", `<Relationships><Relationship Id="rId1" `+
			`TargetMode="External" Target="http://example.invalid/x"/></Relationships>`)
	if got := rowsOf(t, src); got != "正文" || KindOf(src) != KindDOCX {
		t.Errorf("got %s of kind %s", got, KindOf(src))
	}
}

func TestADocumentThatCannotBeReadSaysWhy(t *testing.T) {
	var wide []string
	for range maxCols + 1 {
		wide = append(wide, tc("", "x"))
	}
	var parts []string
	for i := range maxEntries + 1 {
		parts = append(parts, fmt.Sprint("word/", i), "")
	}
	many := pack(t, append(parts, "word/document.xml", "<x/>")...)
	for name, tc := range map[string]struct {
		src  []byte
		code string
	}{
		"cut":               {wordOf(t, word("a"))[:120], CodeDOCXDamaged},
		"no body":           {pack(t, "word/document.xml", "<x/>"), CodeDOCXDamaged},
		"no document":       {pack(t, "word/other.xml", "<x/>"), CodeDOCXDamaged},
		"half a body":       {pack(t, "word/document.xml", `<w:document `+wordSpace+`><w:body>`), CodeDOCXDamaged},
		"too wide":          {wordOf(t, tbl("", tr(wide...))), CodeDOCXTooLarge},
		"a span of a bomb":  {wordOf(t, tbl("", tr(tc(bigSpan, "x"), tc("", "y")))), CodeDOCXTooLarge},
		"100,000 rows":      {wordOf(t, tbl("1000", strings.Repeat(tr(tc("", "1")), 100_000))), CodeDOCXTooLarge},
		"100,000 lines":     {wordOf(t, strings.Repeat(word("缴存"), 100_000)), CodeDOCXTooLarge},
		"much text":         {wordOf(t, word(strings.Repeat("缴", maxTextDOCX/3+1))), CodeDOCXTooLarge},
		"tables in tables":  {wordOf(t, strings.Repeat(`<w:tbl><w:tr><w:tc>`, maxNested+1)), CodeDOCXTooLarge},
		"too many parts":    {many, CodeDOCXTooLarge},
		"an old document":   {ole("WordDocument"), CodeDOCXOld},
		"with a password":   {ole("EncryptedPackage"), CodeDOCXEncrypted},
		"something to read": {wordOf(t, word("a")), ""},
	} {
		_, err := ReadDOCX(tc.src)
		if tc.code == "" && err != nil || tc.code != "" && !refusal.Is(err, tc.code) {
			t.Errorf("%s: %v, want %s", name, err, tc.code)
		}
	}
}

// ole is the beginning of a container with a stream of this name.
func ole(stream string) []byte {
	src := append(bytes.Clone(oleMark), make([]byte, 504)...)
	for _, c := range stream + "\x00" {
		src = append(src, byte(c), 0)
	}
	return src
}

func TestABodyThatUnpacksToMoreThanTheLimitIsRefused(t *testing.T) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	part, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(part, `<w:document `+wordSpace+`><w:body>`); err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(part, spaces{}, maxBody+1<<20); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadDOCX(out.Bytes()); !refusal.Is(err, CodeDOCXTooLarge) {
		t.Errorf("%d bytes that unpack to more than the limit: %v", out.Len(), err)
	}
	b := &bounded{from: io.LimitReader(spaces{}, 1<<20), left: 100} // a directory that states less than there is
	if _, err := io.ReadAll(b); !refusal.Is(err, CodeDOCXTooLarge) {
		t.Errorf("a part larger than stated: %v", err)
	}
}

func TestTheKindOfAFileIsWhatItHolds(t *testing.T) {
	for want, src := range map[Kind][]byte{
		KindText: []byte("项目名称"), KindPDF: []byte("%PDF-1.4"), KindRTF: []byte("{\\rtf1"), KindDOC: ole("WordDocument"),
		KindXLS: ole("Workbook"), KindOLE: ole("PowerPoint Document"), KindEncrypted: ole("EncryptedPackage"),
		KindDOCX: wordOf(t, ""), KindXLSX: pack(t, "xl/workbook.xml", ""), KindZip: pack(t, "a.txt", ""),
		KindODT: pack(t, "mimetype", "application/vnd.oasis.opendocument.text"),
		KindODS: pack(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
	} {
		if got := KindOf(src); got != want {
			t.Errorf("%s is taken for %s", want, got)
		}
	}
}

func FuzzReadDOCX(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>缴存</w:t></w:r></w:p>` + tbl("1000 40 900", tr(tc(begins, "a"), tc(span2, "b")),
		tr(tc(goesDown, ""), `<w:tc>`+tbl("1", tr(tc("", "c")))+`</w:tc>`)))
	f.Fuzz(func(t *testing.T, body string) {
		g, err := readBody(strings.NewReader(wordBody(body)))
		if err != nil && refusal.Of(err) == nil {
			t.Fatalf("not an answer: %v", err)
		}
		if rows := g.Rows(); err == nil && !reflect.DeepEqual(rows, g.Rows()) {
			t.Fatal("rows differ")
		}
	})
}

func FuzzReadPackage(f *testing.F) {
	f.Add(wordOf(f, word("缴存")))
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := Read(t.Context(), Programs{}, src); err != nil && refusal.Of(err) == nil {
			t.Fatalf("not an answer: %v", err)
		}
	})
}
