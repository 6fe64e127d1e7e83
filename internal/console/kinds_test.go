package console_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	doc "guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

// TestThePagesOfACentreReadWhatOtherProgramsOpen hands one table in as each kind of paper that LibreOffice or poppler
// opens here: it is the table that the workbook has.
func TestThePagesOfACentreReadWhatOtherProgramsOpen(t *testing.T) {
	programs := doc.FindPrograms()
	if programs.Office == nil || programs.PDF == nil {
		t.Skip("SKIP-REQUIRED LibreOffice or poppler is not installed")
	}
	tables, err := eval.Read(eval.Example, eval.ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	papers := map[string][]byte{}
	for _, f := range doc.Formats {
		var b bytes.Buffer
		if f.Name == "text" || f.Name == "csv" {
			continue
		}
		if err := f.Write(t.Context(), programs.Office, &b, eval.Form(tables[1])); err != nil {
			t.Fatal(err)
		}
		papers[f.Name] = b.Bytes()
	}
	for _, to := range []doc.Kind{doc.KindXLS, doc.KindODS} {
		papers[string(to)], err = programs.Office.Convert(t.Context(), papers["xlsx"], doc.KindXLSX, to)
		if err != nil {
			t.Fatal(err)
		}
	}
	s := serve(t, sqlite)
	for kind, paper := range papers {
		w := s.ask(http.MethodPost, "/api/evaluation/check?name="+url.QueryEscape("表."+kind), bytes.NewReader(paper),
			"Content-Type", "application/octet-stream")
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), tables[1].Project) ||
			!strings.Contains(w.Body.String(), "625笔") {
			t.Errorf("%s: %d %.300s", kind, w.Code, w.Body)
		}
	}
	if len(papers) < 5 {
		t.Errorf("only %d kinds were handed in", len(papers))
	}
	damaged := strings.NewReader("%PDF-1.5 nothing")
	w := s.ask(http.MethodPost, "/api/evaluation/check?name=x.pdf", damaged, "Content-Type",
		"application/octet-stream")
	if p := problemOf(t, w); w.Code != http.StatusUnprocessableEntity || p.Title == "" || p.Next == "" {
		t.Errorf("a damaged PDF: %d %s", w.Code, w.Body)
	}
}
