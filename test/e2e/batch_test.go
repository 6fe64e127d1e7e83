package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// batch is the answer of evaluation batch.
type batch struct {
	Count struct {
		Files, Unreadable, Tables, Same int
	} `json:"count"`
	Files []struct {
		File   string `json:"file"`
		Error  string `json:"error"`
		Tables []struct {
			Project  string            `json:"project"`
			Profile  map[string]any    `json:"profile"`
			Findings []json.RawMessage `json:"findings"`
		} `json:"tables"`
	} `json:"files"`
	Across []struct {
		ID    string   `json:"id"`
		Where []string `json:"where"`
	} `json:"across"`
	Skipped []string `json:"skipped"`
}

func TestAFolderOfTablesIsReadAndCheckedAcrossWhateverElseLiesInIt(t *testing.T) {
	src, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}
	sample, err := os.ReadFile("../../internal/evaluation/testdata/samples/07-zhongjiang-water-2022.txt")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, text := range map[string][]byte{
		"中心/自评表.txt": src, "中心/副本.txt": src, "水利局/水标尺.txt": sample, "empty.txt": nil,
		"坏的.xlsx": []byte("PK\x03\x04rubbish"), "随记.txt": []byte("你好"),
		"图.png": []byte("\x89PNG"), "~$自评表.xlsx": []byte("x"), ".git/a.txt": src,
	} {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(folder, filepath.Join(folder, "环")); err != nil {
		t.Fatal(err)
	}
	var b batch
	if err := json.Unmarshal([]byte(must(t, "evaluation", "batch", folder, "--json").out), &b); err != nil {
		t.Fatal(err)
	}
	if c := b.Count; c.Files != 6 || c.Unreadable != 3 || c.Tables != 7 || c.Same != 3 || len(b.Skipped) != 2 {
		t.Errorf("%+v, skipped %v", b.Count, b.Skipped)
	}
	tables := map[string]int{}
	for _, f := range b.Files {
		tables[f.File] = len(f.Tables)
		if (f.Error != "") == (len(f.Tables) > 0) && f.File != "中心/自评表.txt" && f.File != "中心/副本.txt" {
			t.Errorf("%s: %d tables, %q", f.File, len(f.Tables), f.Error)
		}
	}
	if tables["中心/副本.txt"]+tables["中心/自评表.txt"] != 3 || tables["水利局/水标尺.txt"] != 1 {
		t.Errorf("tables of each file: %v", tables)
	}
	if len(b.Across) != 4 || len(b.Across[0].Where) != 3 || !strings.Contains(b.Across[0].Where[0], "《") {
		t.Errorf("across: %+v", b.Across)
	}
	if text := must(t, "evaluation", "batch", folder).out; !strings.Contains(text, "7 张自评表（其中 3 张与另一文件中的相同") ||
		!strings.Contains(text, "读不出 坏的.xlsx") {
		t.Errorf("the text is\n%s", text)
	}
}

func TestAFolderWithoutTablesIsRefusedInASentence(t *testing.T) {
	empty := t.TempDir()
	for _, tc := range []struct {
		args []string
		said string
	}{
		{[]string{}, "请给出一个文件夹"},
		{[]string{empty}, "没有自评表文件"},
		{[]string{filepath.Join(empty, "none")}, "没有文件夹"},
		{[]string{published}, "不是文件夹"},
		{[]string{empty, "--profile", "某地"}, "没有评分口径"},
	} {
		a := guangsha(t, append([]string{"evaluation", "batch"}, tc.args...)...)
		if a.code != 2 || !strings.Contains(a.err, tc.said) {
			t.Errorf("%v: exit code %d, %s", tc.args, a.code, a.err)
		}
	}
}
