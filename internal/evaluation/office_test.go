package evaluation

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/document"
)

func office(t *testing.T) *document.Office {
	t.Helper()
	o := document.FindOffice()
	if o == nil {
		t.Skip("SKIP-REQUIRED LibreOffice is not installed")
	}
	return o
}

// turned converts a file from kind to kind.
func turned(t *testing.T, o *document.Office, src []byte, kinds ...document.Kind) []byte {
	t.Helper()
	for i := 1; i < len(kinds); i++ {
		var err error
		if src, err = o.Convert(t.Context(), src, kinds[i-1], kinds[i]); err != nil {
			t.Fatal(err)
		}
		if got := document.KindOf(src); got != kinds[i] {
			t.Fatalf("%s became %s, want %s", kinds[i-1], got, kinds[i])
		}
	}
	return src
}

func TestEveryCellSurvivesTheOldFormatsAndBack(t *testing.T) {
	o, want := office(t), readSeed(t)
	docx, xlsx := exported(t, "docx", want...), exported(t, "xlsx", want...)
	r := Reader{Programs: document.Programs{Office: o}} // which takes each back to docx or xlsx
	for name, src := range map[string][]byte{
		"doc": turned(t, o, docx, document.KindDOCX, document.KindDOC),
		"odt": turned(t, o, docx, document.KindDOCX, document.KindODT),
		"xls": turned(t, o, xlsx, document.KindXLSX, document.KindXLS),
		"ods": turned(t, o, xlsx, document.KindXLSX, document.KindODS),
	} {
		got, err := r.Read(t.Context(), src, "自评表."+name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i := range want {
			sameTable(t, name, got.Tables[i], want[i])
		}
	}
}

// Forms of 23 and 27 rows with three drafted reasons have one page as well, in print and as documents.
func TestALongFormWithDraftedReasonsStandsOnOnePage(t *testing.T) {
	o := office(t)
	for _, rows := range []int{23, 27} {
		table := readSeed(t)[2]
		table.Indicators = table.Indicators[:rows]
		for i := range rows {
			name := []rune(table.Indicators[i].Name)
			table.Indicators[i].Name = string(name[:min(len(name), 16)])
			if i%10 != 0 {
				continue
			}
			table.Indicators[i].Reason = "【草拟】年度指标值366天，实际完成365天，完成率99.73%，按评分规则得2.99分，少得0.01分；填报得3分，" +
				"请核对。原因：（请填写）。改进措施：（请填写）。"
		}
		for format, kind := range map[string]document.Kind{"pdf": document.KindPDF, "docx": document.KindDOCX,
			"xlsx": document.KindXLSX} {
			src := exported(t, format, table)
			if kind != document.KindPDF {
				src = turned(t, o, src, kind, document.KindPDF)
			}
			if n := bytes.Count(src, []byte("/Type/Page/")) + bytes.Count(src, []byte("/Type/Page\n")); n != 1 {
				t.Errorf("%s with %d rows: %d pages", format, rows, n)
			}
		}
	}
}

func TestThePrintedFormHasItsDigitsAndItsPages(t *testing.T) {
	office(t)
	pdf := filepath.Join(t.TempDir(), "自评表.pdf")
	if err := os.WriteFile(pdf, exported(t, "pdf", readSeed(t)...), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", pdf, "-").Output()
	if err != nil {
		t.Skipf("SKIP-REQUIRED pdftotext did not run: %v", err)
	}
	pages := strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
	if len(pages) != 3 {
		t.Fatalf("%d pages; each of the three tables has one", len(pages))
	}
	for i, want := range []string{"100%", "4564.74", "207.50"} {
		if !strings.Contains(pages[i], want) {
			t.Errorf("page %d lacks %s:\n%s", i+1, want, pages[i])
		}
	}
}

func TestAPrintedFormIsReadFromItsLines(t *testing.T) {
	p := document.Programs{Office: office(t), PDF: document.FindPDF()}
	if p.PDF == nil {
		t.Skip("SKIP-REQUIRED poppler is not installed")
	}
	want := readSeed(t)
	got, err := Reader{Programs: p}.Read(t.Context(), exported(t, "pdf", want...), "自评表.pdf")
	if err != nil || len(got.Tables) != len(want) {
		t.Fatalf("%d tables, %v", len(got.Tables), err)
	}
	if n := len(got.Doubts); n != len(want) {
		t.Errorf("%d doubts; each table of a PDF has one", n)
	}
	for i := range want {
		sameTable(t, "pdf", unspaced(got.Tables[i]), unspaced(want[i]))
	}
}

// unspaced is a table without the spaces of its cells: where a line of print ends nobody knows whether one stood.
func unspaced(t Table) Table {
	bare := func(cells ...*string) {
		for _, c := range cells {
			*c = strings.ReplaceAll(*c, " ", "")
		}
	}
	bare(&t.Title, &t.YearText, &t.Project, &t.Department, &t.Unit, &t.Goal, &t.GoalActual, &t.Note)
	for i := range t.Indicators {
		n := &t.Indicators[i]
		bare(&n.First, &n.Second, &n.Name, &n.Target, &n.Actual, &n.Reason)
	}
	return t
}
