package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

// picture draws a page of 200 by 200 pixels with these lines: x or y, where it stands, from, to.
func picture(lines ...[4]int) []byte {
	const edge = 200
	pixels := bytes.Repeat([]byte{255}, edge*edge)
	for _, l := range lines {
		for i := l[2]; i <= l[3]; i++ {
			if l[0] == 'x' {
				pixels[i*edge+l[1]] = 0
			} else {
				pixels[l[1]*edge+i] = 0
			}
		}
	}
	return append(fmt.Appendf(nil, "P5\n%d %d\n255\n", edge, edge), pixels...)
}

// on is a page of 200 points, with words given as text, place and place.
func on(words ...any) pdfPage {
	p := pdfPage{width: 20000, height: 20000}
	for i := 0; i < len(words); i += 3 {
		text, x, y := words[i].(string), words[i+1].(int)*100, words[i+2].(int)*100
		right := x + 1000*len([]rune(text))
		p.words = append(p.words, pdfWord{left: x, top: y, right: right, bottom: y + 1000, text: text})
	}
	return p
}

func TestCellsOfAPageAreWhatItsLinesEnclose(t *testing.T) {
	r, err := ruledLines(picture([4]int{'y', 20, 10, 190}, [4]int{'y', 60, 10, 190}, [4]int{'y', 100, 100, 190},
		[4]int{'y', 140, 10, 190}, [4]int{'x', 10, 20, 140}, [4]int{'x', 190, 20, 140}, [4]int{'x', 100, 60, 140}))
	if err != nil {
		t.Fatal(err)
	}
	cells, rows := on("标题", 90, 5, "项目", 40, 30, "名称", 60, 30, "产出", 20, 80, "指标", 20, 95, "6场", 120, 70,
		"100", 120, 110, "per", 158, 110, "cent", 120, 122, "注", 10, 150).cells(r)
	g := Grid{Cells: cells}
	var lines []string
	for _, row := range g.Rows() {
		lines = append(lines, strings.Join(row, "|"))
	}
	if got, want := strings.Join(lines, "/"), "标题|/项目名称|/产出指标|6场/|100 per cent/注|"; got != want || rows != 5 {
		t.Errorf("%d rows: got %s, want %s", rows, got, want)
	}
	if cells[1].ColSpan != 2 || cells[2].RowSpan != 2 {
		t.Errorf("the spans are %+v", cells)
	}
}

func TestAPDFThatCannotBeReadSaysWhy(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	page := "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n"
	if FindPDF() == nil {
		t.Skip("SKIP-REQUIRED poppler is not installed")
	}
	for code, src := range map[string]string{
		CodePDFFailed: "%PDF-1.4 and no more", CodePDFScan: page,
	} {
		if _, err := Read(t.Context(), Programs{PDF: FindPDF()}, []byte(src)); !refusal.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	if _, err := (*PDF)(nil).Read(t.Context(), []byte(page)); !refusal.Is(err, CodePDFMissing) {
		t.Errorf("without poppler: %v", err)
	}
	if _, err := Read(t.Context(), Programs{}, []byte(page)); !refusal.Is(err, "document.foreign") {
		t.Errorf("where no program may be asked: %v", err)
	}
}

func TestHundredthsAreCutAndNeverOverflow(t *testing.T) {
	for text, want := range map[string]int{"56.640000": 5664, "7": 700, "1.5": 150, "": 0, "-3.149": 314, "1e9": 1900} {
		if got := hundredths(text); got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
	if got := hundredths(strings.Repeat("9", 100)); got < 0 {
		t.Errorf("many digits are %d", got)
	}
}

func FuzzPage(f *testing.F) {
	f.Add(picture([4]int{'y', 20, 10, 190}, [4]int{'x', 10, 20, 140}), 30, 40)
	f.Fuzz(func(t *testing.T, pgm []byte, x, y int) {
		r, err := ruledLines(pgm)
		if err != nil {
			if refusal.Of(err) == nil {
				t.Fatalf("not an answer: %v", err)
			}
			return
		}
		if x < 0 || y < 0 || x > 1<<20 || y > 1<<20 {
			return
		}
		cells, _ := on("缴存", x, y, "a", y, x).cells(r)
		_ = Grid{Cells: cells}.Rows()
	})
}
