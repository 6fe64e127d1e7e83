package e2e

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// english is what a person who reads Chinese cannot read: two words and more of a language that names and paths do not
// speak.
var english = regexp.MustCompile(`[a-z]{2,}:? [a-z]{2,}`)

// command is one that a sentence tells people to run.
var command = regexp.MustCompile(`guangsha( [a-z]+)+`)

// TestNoSentenceEndsInEnglish provokes what a system says in its own words. A person is told in Chinese, where the file
// is known with its path; the original stands behind it only when it is asked for.
func TestNoSentenceEndsInEnglish(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "一份文件")
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	profile := filepath.Join(dir, "口径.json")
	if err := os.WriteFile(profile, []byte(`{"nonsense": 1}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"verify", "--data", filepath.Join(dir, "no")}, {"verify", "--data", file},
		{"demo", "--data", file, "--no-serve"},
		{"demo", "--data", "/proc/no/such", "--no-serve"}, {"opening", "example", "/proc/no"},
		{"opening", "load", dir, "--data", file},
		{"demo", "--data", dir, "--db", "postgres://127.0.0.1:1/x", "--no-serve"},
		{"evaluation", "check", dir}, {"evaluation", "check", file},
		{"evaluation", "check", published, "--profile", file}, {"evaluation", "check", published, "--profile", profile},
		{"evaluation", "check", published, "--paper", file},
		{"serve", "--listen", "nonsense", "--data", dir}, {"bench", "remittance", "--engine", "nonsense"},
		{"verify", "--nonsense"}, {"nonsense"}, {"evaluation", "compute", "--year", "nonsense"},
		{"audit", "verify", "--data", dir, "--checkpoint", file},
		{"verify", "--json=maybe"}, {"verify", "---json"}, {"verify", "--data", strings.Repeat("a", 300)},
		{"evaluation", "check", published, "--profile", "/dev/zero"},
		{"evaluation", "check", published, "--paper", "/dev/zero"},
		{"serve", "--listen", "127.0.0.1:99999", "--data", dir}, {"opening", "example", ""},
		{"evaluation", "write", published, "--out", filepath.Join(dir, "表")},
	} {
		a := guangsha(t, args...)
		said := command.ReplaceAllString(a.err, "")
		if a.code == 0 || !strings.Contains(said, "。") || english.MatchString(said) || strings.Contains(said, "系统原文") {
			t.Errorf("guangsha %s ends with %d: %s", strings.Join(args, " "), a.code, a.err)
		}
	}
	for what, args := range unusable(t) {
		a := guangsha(t, args...)
		said := command.ReplaceAllString(a.err, "")
		if a.code != 1 || !strings.Contains(said, "；请") || english.MatchString(said) ||
			strings.Contains(said, "系统原文") || strings.Contains(said, "secret") {
			t.Errorf("%s: exit code %d: %s", what, a.code, a.err)
		}
	}
	a := guangsha(t, "--verbose", "verify", "--data", file)
	if !strings.Contains(a.err, "（系统原文：") || !strings.Contains(a.err, "not a directory") {
		t.Errorf("with --verbose it says %s", a.err)
	}
}

// unusable are commands on databases that cannot be worked with: files that are damaged, and what a server that is
// there does not give.
func unusable(t *testing.T) map[string][]string {
	t.Helper()
	list := map[string][]string{}
	p := lite(t)
	demo(t, p, "--members", "100")
	whole, err := os.ReadFile(filepath.Join(p.folder, "shili.db"))
	if err != nil {
		t.Fatal(err)
	}
	torn := slices.Clone(whole)
	for i := 4096; i < len(torn); i++ {
		torn[i] ^= 0x5a
	}
	modes := map[string]os.FileMode{"keys that others may read": 0o644}
	for what, text := range map[string][]byte{"keys that others may read": whole, "torn": torn,
		"no database": []byte(strings.Repeat("x", 9000)), "cut": whole[:len(whole)/3]} {
		at := t.TempDir()
		file := filepath.Join(at, "shili.db")
		if err := errors.Join(os.CopyFS(at, os.DirFS(p.folder)), os.WriteFile(file, text, 0o600),
			os.RemoveAll(file+"-wal"), os.RemoveAll(file+"-shm"),
			os.Chmod(filepath.Join(at, "keys", "shili.json"), cmp.Or(modes[what], 0o600))); err != nil {
			t.Fatal(err)
		}
		list[what] = []string{"verify", "--data", at}
		list[what+", to be written"] = []string{"demo", "--data", at, "--no-serve"}
	}
	big(t)
	for what, change := range map[string][2]string{
		"a database that is not there": {"dbname=postgres", "dbname=none"},
		"a user who is not there":      {"user=guangsha", "user=nobody password=secret"},
	} {
		other := strings.Replace(cluster.DSN(), change[0], change[1], 1)
		list[what] = []string{"demo", "--data", t.TempDir(), "--db", other, "--no-serve"}
	}
	return list
}
