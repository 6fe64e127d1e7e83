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

// A file that is there may be somebody's work: it is replaced only on demand.
func TestAFileThatIsThereIsNotWrittenOver(t *testing.T) {
	out := filepath.Join(t.TempDir(), "自评表.docx")
	if err := os.WriteFile(out, []byte("我的稿子"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := guangsha(t, "evaluation", "write", published, "--out", out)
	if kept, err := os.ReadFile(out); err != nil || string(kept) != "我的稿子" || a.code != 2 ||
		!strings.Contains(a.err, "已经存在，没有写入") || !strings.Contains(a.err, "--force") {
		t.Errorf("exit code %d, %s; left is %.20q, %v", a.code, a.err, kept, err)
	}
	must(t, "evaluation", "write", published, "--out", out, "--force")
	if got, _ := readTables(t, out); len(got) != 3 {
		t.Errorf("replaced on demand, it has %d tables", len(got))
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
