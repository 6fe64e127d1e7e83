package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/store/opentest"
)

func TestAFolderOfANewerProgramIsLeftAlone(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100")
	book := filepath.Join(p.folder, "shili.db")
	if err := opentest.MakeNewer(book); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"demo", "verify", "dump"} {
		if a := guangsha(t, p.with(command)...); a.code != 1 || !strings.Contains(a.err, "更新版本") {
			t.Errorf("%s: exit code %d, %s", command, a.code, a.err)
		}
	}
	if after, err := os.ReadFile(book); err != nil || string(after) != string(before) {
		t.Errorf("the newer database was changed, %v", err)
	}
}

func TestAnAmountChangedBehindTheProgramIsFound(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100")
	if err := opentest.Tamper(filepath.Join(p.folder, "shili.db")); err != nil {
		t.Fatal(err)
	}
	a := guangsha(t, p.with("verify", "--json")...)
	var v struct {
		OK         bool
		Invariants []struct {
			ID         string
			Violations int64
		}
	}
	if err := json.Unmarshal([]byte(a.out), &v); err != nil || a.code != 1 || v.OK || !strings.Contains(a.err, "不变式") {
		t.Errorf("exit code %d, ok %v, %v, %s", a.code, v.OK, err, a.err)
	}
	broken := map[string]bool{}
	for _, i := range v.Invariants {
		broken[i.ID] = i.Violations > 0
	}
	if !broken["I-03"] || !broken["I-05"] || broken["I-01"] {
		t.Errorf("broken are %v", broken)
	}
	if a := guangsha(t, p.with("demo", "--no-serve")...); a.code != 1 || !strings.Contains(a.err, "不变式") {
		t.Errorf("demo on broken books: exit code %d, %s", a.code, a.err)
	}
}

func TestAnAddressThatIsNoneSaysSo(t *testing.T) {
	for db, said := range map[string]string{
		"mysql://x": "不是 PostgreSQL 连接串", "postgres://u:hidden@none.invalid/x": "连接不上数据库"} {
		a := guangsha(t, "demo", "--data", t.TempDir(), "--db", db)
		if a.code != 1 || !strings.Contains(a.err, said) || strings.Contains(a.err, "hidden") {
			t.Errorf("%s: exit code %d, %s", db, a.code, a.err)
		}
	}
}

func TestBooksWithoutTheirKeysAreNotOpened(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100")
	key := filepath.Join(p.folder, "keys", "shili.json")
	if err := os.Rename(key, key+".away"); err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{"demo", "verify"} {
		if a := guangsha(t, p.with(command)...); a.code != 1 || !strings.Contains(a.err, "密钥") {
			t.Errorf("%s: exit code %d, %s", command, a.code, a.err)
		}
	}
	if err := os.Rename(key+".away", key); err != nil {
		t.Fatal(err)
	}
	demo(t, p)
}

func TestADatabaseThatDoesNotAnswerIsSaidWithoutItsPassword(t *testing.T) {
	for _, command := range []string{"demo", "verify"} {
		a := guangsha(t, command, "--data", t.TempDir(), "--db", "postgres://user:hidden@127.0.0.1:1/none")
		told := command == "verify" || strings.Contains(a.err, "连接不上数据库") // verify finds no keys first
		if a.code != 1 || strings.Contains(a.err, "hidden") || !told {
			t.Errorf("%s: exit code %d, %s", command, a.code, a.err)
		}
	}
}

func TestAFolderThatIsNoneSaysSo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"verify", "--data", filepath.Join(t.TempDir(), "none")}, {"demo", "--data", file},
		{"verify", "--data", t.TempDir(), "--centre", "X"},
		{"evaluation", "compute", "--data", t.TempDir(), "--year", "2024"},
	} {
		if a := guangsha(t, args...); a.code == 0 || !strings.Contains(a.err, "。") {
			t.Errorf("%v: exit code %d, %s", args, a.code, a.err)
		}
	}
}
