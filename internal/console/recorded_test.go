package console_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"guangsha/internal/app"
)

// asksForPage finds where a page asks by load or pages, which read again by themselves when the books change, and which
// route it asks.
var (
	asksForPage = regexp.MustCompile(`\b(load|pages)(<[^(\n]*>)?\(`)
	askedRoute  = regexp.MustCompile(`api\.(GET|POST)\(\s*'([^']+)'`)
)

// argumentsFrom is the text between the bracket that ends before at and the one that closes it.
func argumentsFrom(text string, at int) string {
	depth := 1
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return text[at:i]
			}
		}
	}
	return text[at:]
}

// TestAPageDoesNotReadAgainByItselfWhatIsRecorded reads the source of the pages: a question whose every answer leaves
// an entry is marked as one (ADR 0031).
func TestAPageDoesNotReadAgainByItselfWhatIsRecorded(t *testing.T) {
	recorded := map[string]bool{}
	for _, r := range app.Routes() {
		recorded[r.Method+" "+r.Path] = r.Seen != ""
	}
	found := map[bool]int{}
	source := os.DirFS(filepath.Join("..", "..", "web", "src"))
	err := fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".vue") && !strings.HasSuffix(name, ".ts") {
			return err
		}
		text, err := fs.ReadFile(source, name)
		if err != nil {
			return err
		}
		for _, at := range asksForPage.FindAllIndex(text, -1) {
			asked := argumentsFrom(string(text), at[1])
			end := strings.TrimRight(asked, " \n,")
			marked := strings.HasSuffix(end, ", true") || strings.HasSuffix(end, "\n  true")
			for _, m := range askedRoute.FindAllStringSubmatch(asked, -1) {
				leaves, known := recorded[m[1]+" "+m[2]]
				if !known {
					t.Errorf("%s asks %s %s, which is no route", name, m[1], m[2])
				}
				if leaves && !marked {
					t.Errorf("%s: %s %s leaves an entry each time, and the page reads it again by itself", name, m[1], m[2])
				}
				found[leaves]++
			}
		}
		return nil
	})
	if err != nil || found[true] < 10 || found[false] < 15 {
		t.Errorf("%d questions that leave an entry and %d that leave none were found: %v", found[true], found[false], err)
	}
}
