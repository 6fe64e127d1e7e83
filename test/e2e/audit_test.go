package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAnOldCopyIsFoundByTheCheckpointThatWasKeptOutside puts a copy of the books and everything beside them back, as
// they were before the year went on.
func TestAnOldCopyIsFoundByTheCheckpointThatWasKeptOutside(t *testing.T) {
	t.Parallel()
	p := lite(t)
	killAfter(t, "2024-06", p.with("demo", "--members", "100", "--no-serve")...)
	old := filepath.Join(t.TempDir(), "old")
	if err := os.CopyFS(old, os.DirFS(p.folder)); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"shili.json", "shili.sm2"} { // a copy made so is open to others
		if err := os.Chmod(filepath.Join(old, "keys", key), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	demo(t, p)
	kept := filepath.Join(t.TempDir(), "kept.txt")
	text, err := os.ReadFile(filepath.Join(p.folder, "checkpoints", "shili.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(kept, text, 0o600); err != nil {
		t.Fatal(err)
	}
	audits(t, p, "--checkpoint", kept)
	again := place{folder: old, args: []string{"--data", old}}
	if l := audits(t, again); l.Unsealed > 0 && !l.Overdue {
		t.Errorf("nobody seals, and nobody says so: %+v", l)
	}
	a := guangsha(t, "audit", "verify", "--data", old, "--checkpoint", kept, "--json")
	var l sealedLog
	if err := json.Unmarshal([]byte(a.out), &l); err != nil || a.code != 1 || l.OK || len(l.Findings) == 0 ||
		l.Findings[0].Code != "checkpoint.short" || !strings.Contains(a.err, "审计日志被改动过") {
		t.Errorf("an old copy: exit code %d, %+v, %v, %s", a.code, l, err, a.err)
	}
	a = guangsha(t, "audit", "verify", "--data", old, "--checkpoint", kept)
	if a.code != 1 || !strings.Contains(a.out, "日志被截短，或是旧的副本") {
		t.Errorf("an old copy, as text: exit code %d, %s", a.code, a.out)
	}
}

func TestAuditVerifySaysWhatItCannotRead(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100")
	other := filepath.Join(t.TempDir(), "other.txt")
	if err := os.WriteFile(other, []byte("不是检查点\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		said string
	}{
		{[]string{"audit", "verify", "--checkpoint", filepath.Join(p.folder, "none.txt")}, "没有检查点文件"},
		{[]string{"audit", "verify", "--checkpoint", p.folder}, "不是检查点文件"},
		{[]string{"audit", "verify", "--checkpoint", other}, "中没有检查点"},
		{[]string{"audit", "verify", "more"}, "多余"},
		{[]string{"audit", "unseal"}, "没有“audit unseal”这个命令"},
	} {
		args := c.args
		if args[1] == "verify" {
			args = append(args, p.args...)
		}
		if a := guangsha(t, args...); a.code != 2 || !strings.Contains(a.err, c.said) {
			t.Errorf("%v: exit code %d, %s", c.args, a.code, a.err)
		}
	}
	if a := must(t, "audit", "--help"); !strings.Contains(a.out, "verify") {
		t.Errorf("the help is %s", a.out)
	}
}
