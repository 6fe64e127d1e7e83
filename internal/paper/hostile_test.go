package paper

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

// TestHostileTextsMakeAnOrdinaryPage puts into every field what people should not be called: the page is a whole PDF,
// loses no visible character, and has none that turns the others around.
func TestHostileTextsMakeAnOrdinaryPage(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skipf("SKIP-REQUIRED no paper was read back: %v", err)
	}
	mac := key(t)
	for name, value := range map[string]string{
		"turned around": "张\u202e明小\u202c\u2066三",
		"with a nought": "张\x00明\x07",
		"no UTF-8":      "张\xff\xfe明",
		"endless":       strings.Repeat("长", maxValue-1) + "完",
		"one word":      strings.Repeat("0123456789", 120) + "完",
		"many lines":    strings.Repeat("行\n", 200) + "完",
		"of the PDF":    `) Tj ET endstream endobj <</Type/Catalog>> %%EOF \`,
	} {
		for _, p := range samples(t) {
			w, err := wordingOf(p.Kind, p.Wording)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range w.Fields {
				if f.Form != Amount {
					p.Values[i] = clean(value)
				}
			}
			grid, err := Layout(p, CodeOf(mac, p), stamp, "", 1)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, p.Kind, err)
			}
			for _, c := range grid.Cells {
				if strings.Count(c.Text, "\n") > tallest || len([]rune(c.Text)) > longest {
					t.Errorf("%s, %s: a row is higher than a page", name, p.Kind)
				}
			}
			var out bytes.Buffer
			if err := format(t, "pdf").Write(context.Background(), nil, &out, grid); err != nil {
				t.Fatalf("%s, %s: %v", name, p.Kind, err)
			}
			path := filepath.Join(t.TempDir(), "a.pdf")
			if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			said, err := exec.Command(tool, path, "-").CombinedOutput()
			if err != nil || strings.Contains(string(said), "Error") {
				t.Fatalf("%s, %s: %v %s", name, p.Kind, err, said)
			}
			for _, r := range clean(value) {
				if !strings.ContainsRune(string(said), r) {
					t.Fatalf("%s, %s: the page lacks %q", name, p.Kind, r)
				}
			}
			if strings.ContainsAny(string(said), "\u202e\x00\u2066") {
				t.Errorf("%s, %s: the page turns around or breaks off", name, p.Kind)
			}
		}
	}
}

func TestAnEndlessValueIsRefused(t *testing.T) {
	p := samples(t)[0]
	p.Values[0] = strings.Repeat("长", maxValue+1)
	if err := p.Check(); !refusal.Is(err, CodeValue) {
		t.Error(err)
	}
}
