//go:build unix

package document

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guangsha/internal/base/refusal"
)

// office is LibreOffice with its parts for documents.
func office(t *testing.T) *Office {
	t.Helper()
	o := FindOffice()
	if o == nil {
		t.Skip("SKIP-REQUIRED LibreOffice is not installed")
	}
	return o
}

func TestWhatLibreOfficeCannotOpenIsAnswered(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, kind := range []Kind{KindDOC, KindXLS} {
		stream := map[Kind]string{KindDOC: "WordDocument", KindXLS: "Workbook"}[kind]
		if _, err := Read(t.Context(), Programs{Office: office(t)}, ole(stream)); !refusal.Is(err, CodeOfficeFailed) {
			t.Errorf("a damaged %s: %v", kind, err)
		}
	}
	nothingLeft(t)
}

// nothingLeft fails when a conversion left its folder.
func nothingLeft(t *testing.T) {
	t.Helper()
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestWithoutLibreOfficeTheAnswerSaysSo(t *testing.T) {
	var out bytes.Buffer
	for _, f := range Formats {
		err := f.Write(t.Context(), nil, &out, Grid{Cells: []Cell{{Text: "缴存"}}})
		switch f.Name {
		case "pdf":
			if err != nil && !refusal.Is(err, CodeFont) { // a machine may have no font, either
				t.Errorf("pdf: %v", err)
			}
		case "text", "xlsx", "docx":
			if err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		default:
			r := refusal.Of(err)
			if r == nil || r.Code != CodeOfficeMissing || !strings.Contains(r.Text, "LibreOffice") {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
	if _, err := Read(t.Context(), Programs{}, ole("WordDocument")); !refusal.Is(err, CodeDOCXOld) {
		t.Errorf("an old document: %v", err)
	}
}

// slow is a program that starts another and waits, and writes the number of the other into a file.
func slow(t *testing.T) (o *Office, child func() string) {
	t.Helper()
	folder := t.TempDir()
	program, pid := filepath.Join(folder, "slow"), filepath.Join(folder, "pid")
	script := "#!/bin/sh\nsleep 300 &\necho $! > " + pid + "\nwait\n"
	if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return NewOffice(program), func() string {
		text, err := os.ReadFile(pid)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(string(text))
	}
}

func TestAConversionThatTakesTooLongEndsWithAllThatItStarted(t *testing.T) {
	o, child := slow(t)
	t.Setenv("TMPDIR", t.TempDir())
	o.limit = 2 * time.Second
	if _, err := o.Convert(t.Context(), []byte("x"), KindDOC, KindDOCX); !refusal.Is(err, CodeOfficeSlow) {
		t.Errorf("a program that waits: %v", err)
	}
	// A process that is gone, or waits for its parent to be told, does nothing more.
	state, err := exec.Command("ps", "-o", "state=", "-p", child()).Output()
	if err == nil && !strings.HasPrefix(strings.TrimSpace(string(state)), "Z") {
		t.Errorf("what it started still runs, in state %s", state)
	}
	nothingLeft(t)
}

func TestAConversionEndsWithItsContext(t *testing.T) {
	o, _ := slow(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if _, err := o.Convert(ctx, []byte("x"), KindDOC, KindDOCX); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a context that ended: %v", err)
	}
}

const openSpaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
	` xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"` +
	` xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"` +
	` xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"`

// openOf makes an OpenDocument file with this body.
func openOf(t *testing.T, kind, body string) []byte {
	t.Helper()
	media := "application/vnd.oasis.opendocument." + kind
	return pack(t, "mimetype", media, "content.xml", `<office:document-content`+openSpaces+`><office:body>`+
		`<office:`+kind+`>`+body+`</office:`+kind+`></office:body></office:document-content>`,
		"META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">`+
			`<manifest:file-entry manifest:full-path="/" manifest:media-type="`+media+`"/><manifest:file-entry `+
			`manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`)
}

func TestAConversionAsksNobodyForWhatAFileLinksTo(t *testing.T) {
	asked := make(chan string, 100)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { asked <- r.URL.Path }))
	defer server.Close()
	link := ` xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href="` + server.URL
	picture := `<draw:frame svg:width="1cm" svg:height="1cm"><draw:image` + link + `/picture.png"/></draw:frame>`
	for kind, body := range map[string]string{
		"text": `<text:section text:name="a"><text:section-source` + link + `/section.odt"/></text:section>` +
			`<text:p>缴存` + picture + `</text:p>`,
		"spreadsheet": `<table:table table:name="a"><table:table-source` + link + `/table.ods" table:table-name="b"/>` +
			`<table:table-row><table:table-cell office:value-type="string"><text:p>缴存</text:p></table:table-cell>` +
			`</table:table-row></table:table>`,
	} {
		grids, err := Read(t.Context(), Programs{Office: office(t)}, openOf(t, kind, body))
		if err != nil || len(grids) != 1 || len(grids[0].Cells) != 1 || grids[0].Cells[0].Text != "缴存" {
			t.Errorf("%s: %v, %+v", kind, err, grids)
		}
	}
	select {
	case path := <-asked:
		t.Errorf("somebody was asked for %s", path)
	default:
	}
}
