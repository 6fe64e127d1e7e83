package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestAFindingIsExplainedOnceAndKeptWheneverTheFileIsCheckedAgain(t *testing.T) {
	paper := filepath.Join(t.TempDir(), "底稿.json")
	explain := func(more ...string) answer {
		args := []string{"evaluation", "explain", published, "--paper", paper, "--check"}
		return guangsha(t, append(args, more...)...)
	}
	reason := "市级项目不产生生态影响，已书面报告财政局，保留3分不得分。"
	for _, tc := range []struct {
		args []string
		said string
	}{
		{[]string{"C04", "--row", "1", "--by", "李四", "--text", reason}, "没有C04的疑点"},
		{[]string{"C04", "--row", "15", "--by", "李四", "--text", "加强管理"}, "套话"},
		{[]string{"C04", "--row", "15", "--text", reason}, "由谁说明"},
		{[]string{"H02", "--table", "0", "--by", "李四", "--text", reason}, "有3条H02的疑点"},
	} {
		if a := explain(tc.args...); a.code != 2 || !strings.Contains(a.err, tc.said) {
			t.Errorf("%v: exit code %d, %s", tc.args, a.code, a.err)
		}
	}
	if a := explain("C04", "--row", "15", "--by", "李四", "--text", reason); a.code != 0 {
		t.Fatalf("exit code %d, %s", a.code, a.err)
	}
	across := "两个项目都服务这730户，各算各的环节。"
	if a := explain("H02", "--table", "0", "--about", "730户", "--by", "李四", "--text", across); a.code != 0 {
		t.Fatalf("exit code %d, %s", a.code, a.err)
	}
	batch := must(t, "evaluation", "batch", filepath.Dir(published), "--paper", paper).out
	if !strings.Contains(batch, "另有说明后保留 2") {
		t.Errorf("a batch with the paper:\n%s", batch)
	}
	out := must(t, "evaluation", "check", published, "--paper", paper).out
	if !strings.Contains(out, "疑点 27 条") || strings.Count(out, "另有说明后保留 1 条") != 2 ||
		!strings.Contains(out, "说明后保留：市级项目不产生生态影响") {
		t.Errorf("checked with the paper:\n%s", out)
	}
}
