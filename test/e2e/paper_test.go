package e2e

import (
	"os"
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
		{[]string{"C04", "--row", "1", "--by", "李四", "--text", reason}, "第1张表第1行没有C04的疑点"},
		{[]string{"C04", "--by", "李四", "--text", reason}, "第1张表第15行（--table 1 --row 15）"},
		{[]string{"H02", "--row", "1", "--by", "李四", "--text", reason}, "各表之间（--table 0 --row 0）"},
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

// What a command line leaves out is named, all of it at once, before any file is read.
func TestAnExplanationSaysWhichOptionsAreMissing(t *testing.T) {
	paper := filepath.Join(t.TempDir(), "底稿.json")
	a := guangsha(t, "evaluation", "explain", "没有这个文件.txt", "--paper", paper)
	for _, option := range []string{"--check（", "--by（", "--text（"} {
		if a.code != 2 || !strings.Contains(a.err, option) || strings.Contains(a.err, "--paper") {
			t.Errorf("%s: exit code %d, %s", option, a.code, a.err)
		}
	}
}

// Both readme files show how a finding is kept, as commands that do it when they are typed as they stand.
func TestTheReadmesShowHowAFindingIsKept(t *testing.T) {
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		place := strings.NewReplacer("internal/", "../../internal/", " data/", " "+t.TempDir()+"/")
		var kept bool
		for line := range strings.Lines(string(text)) {
			command, shown := strings.CutPrefix(line, "bin/guangsha evaluation ")
			if !shown {
				continue
			}
			a := must(t, append([]string{"evaluation"}, strings.Fields(place.Replace(command))...)...)
			kept = kept || strings.Contains(a.out, "说明后保留：市级项目不产生生态影响")
		}
		if !kept {
			t.Errorf("%s shows no finding that is kept", name)
		}
	}
}
