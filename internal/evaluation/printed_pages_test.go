package evaluation

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"guangsha/internal/document"
)

// TestWhatGoesOnOverAPageHasItsHeadOnEach prints a form of seventy rows and the three values of it as LibreOffice
// prints the workbooks. A form that one page holds has its head once.
func TestWhatGoesOnOverAPageHasItsHeadOnEach(t *testing.T) {
	o := office(t)
	text, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("SKIP-REQUIRED pdftotext is not installed")
	}
	long := readSeed(t)[0]
	row := long.Indicators[0]
	for len(long.Indicators) < 70 {
		row.Row = len(long.Indicators) + 1
		long.Indicators = append(long.Indicators, row)
	}
	set, err := EvaluateReported([]Table{long})
	if err != nil {
		t.Fatal(err)
	}
	var values bytes.Buffer
	if err := ThreeValues(&values, set, "示例"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, head string
		book       []byte
		long       bool
	}{
		{"a short form", "年度指标值", exported(t, "xlsx", readSeed(t)[0]), false},
		{"a long form", "年度指标值", exported(t, "xlsx", long), true},
		{"three values", "系统取数值", values.Bytes(), true},
	} {
		printed := turned(t, o, c.book, document.KindXLSX, document.KindPDF)
		run := exec.CommandContext(t.Context(), text, "-layout", "-", "-")
		run.Stdin = bytes.NewReader(printed)
		out, err := run.Output()
		if err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
		if (len(pages) > 1) != c.long {
			t.Errorf("%s has %d pages", c.name, len(pages))
		}
		for i, page := range pages {
			if n := strings.Count(compact(page), c.head); n != 1 {
				t.Errorf("%s has its head %d times on page %d:\n%.300s", c.name, n, i+1, page)
			}
		}
	}
}
