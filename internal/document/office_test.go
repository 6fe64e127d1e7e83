//go:build unix

package document

import (
	"bytes"
	"context"
	"errors"
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
		if _, err := Read(t.Context(), office(t), ole(stream)); !refusal.Is(err, CodeOfficeFailed) {
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
	if _, err := Read(t.Context(), nil, ole("WordDocument")); !refusal.Is(err, CodeDOCXOld) {
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
