package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// readTables are the tables of evaluation read without their doubts, and how many doubts there were.
func readTables(t *testing.T, file string) (tables []map[string]any, doubts int) {
	t.Helper()
	var read struct{ Tables []map[string]any }
	if err := json.Unmarshal([]byte(must(t, "evaluation", "read", file, "--json").out), &read); err != nil {
		t.Fatal(err)
	}
	for _, table := range read.Tables {
		list, ok := table["doubts"].([]any)
		if !ok {
			t.Fatalf("no doubts in %v", table)
		}
		doubts += len(list)
		delete(table, "doubts")
	}
	return read.Tables, doubts
}

func TestThePublishedTablesAreWrittenInEveryFormatAndReadBack(t *testing.T) {
	want, doubts := readTables(t, published)
	if len(want) != 3 || doubts != 9 {
		t.Fatalf("%d tables, %d doubts", len(want), doubts)
	}
	folder := t.TempDir()
	for _, format := range []string{"text", "xlsx", "docx"} {
		file := filepath.Join(folder, "自评表."+format)
		must(t, "evaluation", "write", published, "--format", format, "--out", file)
		if got, doubts := readTables(t, file); doubts > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d doubts, or other cells", format, doubts)
		}
		must(t, "evaluation", "check", file)
	}
}

func TestNothingIsWrittenOfWhatCannotBeRead(t *testing.T) {
	folder := t.TempDir()
	out, letter := filepath.Join(folder, "out.docx"), filepath.Join(folder, "letter.txt")
	if err := os.WriteFile(letter, []byte("今天天气很好。"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{letter, "--out", out}, {published, "--format", "wps", "--out", out}, {published, "--format", "docx"},
		{published, published, "--out", out}, {"--out", out}, {published, "--out", folder, "--format", "docx"},
		{published, "--out", published}, {filepath.Join(folder, "none.docx"), "--out", out},
	} {
		a := guangsha(t, append([]string{"evaluation", "write"}, args...)...)
		if a.code != 2 || !strings.Contains(a.err, "。") {
			t.Errorf("%v: exit code %d, %s", args, a.code, a.err)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("something was written: %v, %v", left, err)
	}
	if a := guangsha(t, "evaluation", "read", letter); a.code != 2 || !strings.Contains(a.err, "没有找到") {
		t.Errorf("exit code %d, %s", a.code, a.err)
	}
}
