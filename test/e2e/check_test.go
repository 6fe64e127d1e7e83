package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const published = "../../internal/evaluation/testdata/zhongwei-2024-self-evaluation.txt"

// checked is the answer of evaluation check.
type checked struct {
	Tables []struct {
		Project   string      `json:"project"`
		Published json.Number `json:"published"`
		ByRule    json.Number `json:"by_rule"`
		Claimed   []int       `json:"claimed_rows"`
		Simulated struct {
			Kept          json.Number `json:"kept"`
			Redistributed json.Number `json:"redistributed"`
		} `json:"simulation"`
		Differences []json.RawMessage `json:"differences"`
		Standing    []json.RawMessage `json:"standing"`
		Findings    []struct {
			ID       string `json:"id"`
			Severity string `json:"severity"`
			Row      int    `json:"row"`
			Message  string `json:"message"`
		} `json:"findings"`
	} `json:"tables"`
}

func TestThePublishedTablesAreReadScoredAndChecked(t *testing.T) {
	var c checked
	if err := json.Unmarshal([]byte(must(t, "evaluation", "check", published, "--json").out), &c); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		published, byRule string
		findings, claimed int
		rows              int
	}{{"97", "97.00", 28, 4, 19}, {"97", "97.00", 15, 2, 9}, {"98", "98.00", 27, 6, 27}}
	if len(c.Tables) != len(want) {
		t.Fatalf("%d tables", len(c.Tables))
	}
	for i, w := range want {
		got := c.Tables[i]
		if got.Published.String() != w.published || got.ByRule.String() != w.byRule ||
			len(got.Findings) != w.findings || len(got.Claimed) != w.claimed {
			t.Errorf("table %d: %s, %s, %d findings; want %v", i+1, got.Published, got.ByRule, len(got.Findings), w)
		}
		if sim := got.Simulated; sim.Kept.String() != w.byRule || sim.Redistributed != "100.00" ||
			len(got.Differences) != 0 || len(got.Standing) != w.rows {
			t.Errorf("table %d: simulated %+v, %d differences, %d standings", i+1, sim, len(got.Differences), len(got.Standing))
		}
	}
}

// A file may have lost its head or its foot: what is not there is not made up, and what could not be read is said.
func TestATableThatLostARowSaysWhichIsMissing(t *testing.T) {
	src, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(src), "\n")
	for _, c := range []struct {
		name      string
		left      []string
		says, not string
		published json.Number // of the first table
	}{
		{"without a total", lines[:35], "没有读到总分", "原表得分 97", ""},
		{"without a head", lines[22:], "上面没有表头，没有读入", "", "97"},
		{"without points", lines[:73], "没有读到绩效指标，不是完整的表，不定等级", "（差）", "97"},
		{"without a profile", lines[:73], "看不出口径", "表式不设分值", "97"},
		{"with a few rows", lines[:83], "没有总分，分值合计13分，不是完整的表，不定等级", "（差）", "97"},
		{"with the total of the one before", lines[35:], "文件第1行：这里起有1行像是表内的行", "", "97"},
	} {
		file := filepath.Join(t.TempDir(), "自评表.txt")
		if err := os.WriteFile(file, []byte(strings.Join(c.left, "")), 0o600); err != nil {
			t.Fatal(err)
		}
		said := must(t, "evaluation", "check", file).out
		if !strings.Contains(said, c.says) || c.not != "" && strings.Contains(said, c.not) {
			t.Errorf("%s:\n%s", c.name, said)
		}
		var answer checked
		if err := json.Unmarshal([]byte(must(t, "evaluation", "check", file, "--json").out), &answer); err != nil {
			t.Fatal(err)
		}
		if got := answer.Tables[0].Published; got != c.published {
			t.Errorf("%s: published %q, want %q", c.name, got, c.published)
		}
	}
}

func TestWhateverComesAsATableIsAnsweredInASentence(t *testing.T) {
	src, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(src), "\n")
	noise := make([]byte, 10<<20)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	files := map[string][]byte{
		"empty": nil, "noise": noise, "bom": append([]byte("\ufeff"), src...), "word": []byte("你好"),
		"zip": []byte("PK\x03\x04rubbish"),
	}
	for i := 0; i < len(lines); i += 9 {
		files["cut"+strings.Repeat("x", i/9)] = []byte(strings.Join(lines[:i], ""))
	}
	folder := t.TempDir()
	for name, text := range files {
		file := filepath.Join(folder, name+".txt")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if a := guangsha(t, "evaluation", "check", file); a.code != 0 && a.code != 2 {
			t.Errorf("%s: exit code %d, %s", name, a.code, a.err)
		}
	}
	for _, args := range [][]string{{}, {folder}, {filepath.Join(folder, "none.txt")}, {"--unknown"}} {
		a := guangsha(t, append([]string{"evaluation", "check"}, args...)...)
		if a.code != 2 || !strings.Contains(a.err, "。") {
			t.Errorf("%v: exit code %d, %s", args, a.code, a.err)
		}
	}
}

func TestWhatIsNoFileIsNotReadAsATable(t *testing.T) {
	for file, said := range map[string]string{os.DevNull: "不是普通文件", t.TempDir(): "是目录"} {
		if a := guangsha(t, "evaluation", "check", file); a.code != 2 || !strings.Contains(a.err, said) {
			t.Errorf("%s: exit code %d, %s", file, a.code, a.err)
		}
	}
	if a := guangsha(t, "bench", "nothing"); a.code != 2 {
		t.Errorf("bench of nothing gave exit code %d, %s", a.code, a.err)
	}
}

func TestAFileGivenTwiceIsCheckedOnce(t *testing.T) {
	a := guangsha(t, "evaluation", "check", published, "./"+published, "--json")
	if a.code != 0 || strings.Count(a.out, "\"published\"") != 3 || !strings.Contains(a.err, "只检查一次") {
		t.Errorf("exit code %d, %d tables, %s", a.code, strings.Count(a.out, "\"published\""), a.err)
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	help := must(t, "help").out
	for _, command := range []string{"demo", "evaluation", "version"} {
		if !strings.Contains(help, command) || !strings.Contains(must(t, command, "--help").out, "用法") {
			t.Errorf("%s is not explained", command)
		}
	}
	if a := guangsha(t, "nothing"); a.code != 2 {
		t.Errorf("an unknown command gave exit code %d", a.code)
	}
}
