package evaluation

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

// understoodFiles are files of every kind that is read here, by their paths.
func understoodFiles(t testing.TB) (paths []string) {
	t.Helper()
	for _, dir := range []string{"samples", "foreign", "layouts", "office", "."} {
		found, err := filepath.Glob(filepath.Join("testdata", dir, "*.*"))
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, found...)
	}
	return paths
}

// TestWhatWasReadIsReadAgain has every file of the test data read, made into JSON and read from that: it is the same.
func TestWhatWasReadIsReadAgain(t *testing.T) {
	tables := 0
	for _, path := range understoodFiles(t) {
		src, err := os.ReadFile(path)
		if err != nil {
			continue // a folder
		}
		r, err := Reader{Papers: true}.Read(context.Background(), src, filepath.Base(path))
		if err != nil {
			continue
		}
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		again, err := ReadUnderstood(text)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		second, err := json.Marshal(again)
		if err != nil || string(second) != string(text) || !reflect.DeepEqual(again.Tables, r.Tables) {
			t.Errorf("%s is not what it was: %v", path, err)
		}
		tables += len(r.Tables)
	}
	if tables < 20 {
		t.Errorf("%d tables were read", tables)
	}
}

// TestWhatNoReaderMakesIsRefused gives readings that no file leads to: each is refused in a sentence.
func TestWhatNoReaderMakesIsRefused(t *testing.T) {
	for _, src := range []string{"", "[]", "{}", "null", `{"Tables":[]}`, `{"Tables":[{}]}`, `{"Tables":[7]}`,
		`{"Files":1}`,
		`{"Tables":[{"Layout":"G9"}],"Tables":[]}`, `{"Tables":[{"Layout":"G9","Year":-5}]}`,
		`{"Tables":[{"Layout":"G9"}],"Doubts":[{"table":1}]}`, `{"Tables":[{"Layout":"G9"}],"Doubts":[{"table":-1}]}`,
		`{"Tables":[{"Layout":"G9","Indicators":[{"Row":7}]}]}`,
		`{"Tables":[{"Layout":"G9","Funds":[{"More":["a","b"]}]}]}`,
		`{"Tables":[{"Layout":"G9","Indicators":[{"Row":1,"Weight":"x"}]}]}`,
		`{"Tables":[{"Layout":"G9"}],"Paper":{"explained":[{"check":"A01"}]}}`,
		`{"Tables":[` + strings.Repeat(`{"Layout":"G9"},`, maxTables) + `{"Layout":"G9"}]}`,
		`{"Tables":[{"Layout":"G9","Others":[` + strings.Repeat(`{},`, maxRows) + `{}]}]}`,
		`{"Tables":[{"Layout":"G9","Others":[{"Cells":[` + strings.Repeat(`"",`, maxCells) + `""]}]}]}`,
		`{"Tables":[{"Layout":"G9","Columns":[` + strings.Repeat(`"",`, maxCells) + `""]}]}`,
		`{"Tables":[{"Layout":"G9","FundColumns":[` + strings.Repeat(`"",`, maxCells) + `""]}]}`} {
		_, err := ReadUnderstood([]byte(src))
		if r := refusal.Of(err); r == nil || !strings.ContainsAny(r.Text, "的不没") {
			t.Errorf("%.60s: %v", src, err)
		}
	}
}

// FuzzReadUnderstood gives anything: what is taken is scored, checked and written without end in a panic.
func FuzzReadUnderstood(f *testing.F) {
	r, err := Reader{}.Read(context.Background(), Example, ExampleName)
	if err != nil {
		f.Fatal(err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"Tables":[{"Layout":"G9"}]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, err := ReadUnderstood(src)
		if err != nil {
			return
		}
		g := Gather([]Reading{r, r})
		tables, corrected, err := Correct(g.Tables, g.Again)
		if err != nil {
			return
		}
		set, err := EvaluateReported(tables)
		if err != nil {
			return
		}
		set.Keep(g.Paper)
		WorkingPaper(set, corrected)
		for _, one := range set.Tables {
			Form(one.Table)
		}
	})
}
