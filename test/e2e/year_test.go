package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guangsha/internal/store/opentest"
)

// lived is what the tests read of the answer of demo.
type lived struct {
	Members   int         `json:"members"`
	Movements int64       `json:"movements"`
	Fsyncs    int64       `json:"fsyncs"`
	Share     json.Number `json:"fsync_percent"`
	BooksOK   bool        `json:"books_ok"`
	Surplus   int64       `json:"surplus_fen"`
	Loans     int64       `json:"loans_count"`
	Fees      int64       `json:"registration_fees_count"`
	Tables    []struct {
		Project   string      `json:"project"`
		Reported  json.Number `json:"reported"`
		ByRule    json.Number `json:"by_rule"`
		FromBooks struct {
			Score  json.Number `json:"score"`
			Weight json.Number `json:"weight"`
			Rows   int         `json:"rows"`
			// ByGrade is the weight that rests on each grade of evidence.
			ByGrade map[string]json.Number `json:"weight_by_grade"`
		} `json:"from_books"`
	} `json:"evaluation"`
	Export string `json:"export"`
}

// demo lives a year, or goes on with it, and the books verify afterwards.
func demo(t *testing.T, p place, more ...string) lived {
	t.Helper()
	defer verifies(t, p)
	a := must(t, p.with("demo", append([]string{"--no-serve", "--json"}, more...)...)...)
	var y lived
	if err := json.Unmarshal([]byte(a.out), &y); err != nil {
		t.Fatalf("demo answered %q: %v", a.out, err)
	}
	return y
}

// computes expects the tables of the year with what stands behind each figure, and a reason where nothing does.
func computes(t *testing.T, p place) {
	t.Helper()
	var c struct {
		Year   int
		Tables []struct {
			Project string
			Rows    []struct {
				Row        int
				Name       string
				Measured   string
				Measure    string
				Definition string
				Waiting    string
				Rows       int64
				Also       []struct{ Measure, Value string }
			}
		}
	}
	a := must(t, append([]string{"evaluation", "compute", "--year", "2024", "--json"}, p.args...)...)
	if err := json.Unmarshal([]byte(a.out), &c); err != nil || c.Year != 2024 || len(c.Tables) != 3 {
		t.Fatalf("evaluation compute answered %+v, %v", c, err)
	}
	beside := map[string]string{}
	for _, table := range c.Tables {
		for _, r := range table.Rows {
			for _, a := range r.Also {
				beside[a.Measure] = a.Value
			}
			behind := r.Measure != "" && r.Definition != "" && r.Rows > 0
			if r.Measured != "" && !behind || r.Measured == "" && r.Waiting == "" && r.Name != "无" {
				t.Errorf("%s, row %d: %+v", table.Project, r.Row, r)
			}
		}
	}
	last, err := time.Parse(time.DateOnly, beside["spending.registration.last_day"])
	if beside["loan.registration.saved"] != "80.00元" || err != nil || last.Year() != 2024 {
		t.Errorf("beside the rows stands %v", beside)
	}
}

// verifies expects the books of a place to hold every invariant.
func verifies(t *testing.T, p place) {
	t.Helper()
	var v struct {
		OK         bool `json:"ok"`
		Invariants []struct {
			ID               string
			Rows, Violations int64
		} `json:"invariants"`
	}
	a := must(t, p.with("verify", "--json")...)
	if err := json.Unmarshal([]byte(a.out), &v); err != nil || !v.OK || len(v.Invariants) < 6 {
		t.Errorf("verify says %+v, %v", v, err)
	}
	if l := audits(t, p); l.Unsealed != 0 || l.Sealed == 0 || len(l.Checkpoints) != 1 ||
		l.Checkpoints[0].Size != l.Sealed {
		t.Errorf("after a clean end the audit log is %+v", l)
	}
}

// sealedLog is what the tests read of the answer of audit verify.
type sealedLog struct {
	OK                        bool
	Entries, Sealed, Unsealed int64
	Overdue                   bool
	Checkpoints               []struct {
		Name        string
		Count, Size int64
	}
	Findings []struct{ Code, Text string }
}

// audits expects the audit log of a place to be as it was made.
func audits(t *testing.T, p place, more ...string) (l sealedLog) {
	t.Helper()
	a := must(t, append([]string{"audit", "verify", "--json"}, append(p.args, more...)...)...)
	if err := json.Unmarshal([]byte(a.out), &l); err != nil || !l.OK || l.Entries != l.Sealed+l.Unsealed {
		t.Errorf("audit verify says %+v, %v", l, err)
	}
	return l
}

func TestOneSeedSaysTheSameOnBothEngines(t *testing.T) {
	t.Parallel()
	for _, members := range []string{"100", "500"} {
		var dumps []string
		for _, p := range []place{lite(t), big(t)} {
			demo(t, p, "--members", members, "--seed", "7")
			dumps = append(dumps, must(t, p.with("dump")...).out)
		}
		if len(dumps[0]) < 10_000 || dumps[0] != dumps[1] {
			t.Errorf("%s members: dumps of %d and %d bytes differ at byte %d", members, len(dumps[0]), len(dumps[1]),
				differ(dumps[0], dumps[1]))
		}
	}
}

func differ(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

func TestAYearIsLivedAndASecondStartReusesIt(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, p place) {
		first := demo(t, p, "--members", "100", "--seed", "3")
		if first.Members != 100 {
			t.Errorf("the year had %d members", first.Members)
		}
		if at := filepath.Join(p.folder, "shili.db"); p.args[len(p.args)-1] == p.folder { // SQLite
			restore, err := opentest.Lose(at, "member", "id = (SELECT MIN(id) FROM member)")
			if err != nil {
				t.Fatal(err)
			}
			var y lived
			said := guangsha(t, p.with("demo", "--no-serve", "--json")...).out
			if err := json.Unmarshal([]byte(said), &y); err != nil || y.Members != 99 {
				t.Errorf("of 100 members one is gone, and %d are left, %v", y.Members, err)
			}
			if err := restore(); err != nil {
				t.Fatal(err)
			}
		}
		again := demo(t, p)
		if share, err := first.Share.Float64(); err != nil || share <= 0 || share > 100 || again.Share != "0.0" {
			t.Errorf("commits took %s %% of the year, and %s %% of none", first.Share, again.Share)
		}
		if again.Fsyncs > 2 || again.Movements != first.Movements || again.Surplus != first.Surplus {
			t.Errorf("the second start lived again: %+v after %+v", again, first)
		}
		if len(again.Tables) != 3 || !again.BooksOK || again.Loans <= again.Fees || again.Fees == 0 {
			t.Errorf("the year came to %+v", again)
		}
		for i, surveyed := range []json.Number{"10.00", "10.00", ""} {
			if got := again.Tables[i].FromBooks.ByGrade["D"]; got != surveyed {
				t.Errorf("%s has %s points on surveys, want %s", again.Tables[i].Project, got, surveyed)
			}
		}
		for _, table := range again.Tables {
			if b := table.FromBooks; b.Weight < "40" || b.Score > b.Weight {
				t.Errorf("%s has from the books %+v", table.Project, b)
			}
		}
		if info, err := os.Stat(again.Export); err != nil || info.Size() < 5000 {
			t.Errorf("the workbook is %v, %v", info, err)
		}
		if a := guangsha(t, "evaluation", "check", again.Export); a.code != 0 {
			t.Errorf("the exported workbook cannot be read: %s", a.err)
		}
		computes(t, p)
		explainsFigures(t, p)
		holdsAgainst(t, p)
		if a := guangsha(t, p.with("demo", "--members", "200")...); a.code != 2 || !strings.Contains(a.err, "另一座示例市") {
			t.Errorf("another city in the same folder: exit code %d, %s", a.code, a.err)
		}
	})
}

func TestAKilledYearGoesOnFromItsBooks(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, p place) {
		for _, month := range []string{"2024-01", "2024-05", "2024-09"} {
			killAfter(t, month, p.with("demo", "--members", "200", "--seed", "5", "--no-serve")...)
			audits(t, p)
			unfinished(t, p, month)
		}
		demo(t, p)
		unfinished(t, p, "")
		straight := lite(t)
		demo(t, straight, "--members", "200", "--seed", "5")
		killed, whole := must(t, p.with("dump")...).out, must(t, straight.with("dump")...).out
		if killed != whole {
			t.Errorf("the killed year differs from one that was not, at byte %d of %d", differ(killed, whole), len(whole))
		}
	})
}

// unfinished expects the tables of the year to say that the books end after a month, or not to speak of it at all.
func unfinished(t *testing.T, p place, month string) {
	t.Helper()
	args := append([]string{"evaluation", "compute", "--year", "2024"}, p.args...)
	text, answer := must(t, args...).out, must(t, append(args, "--json")...).out
	var said struct {
		Unfinished bool
		Until      string `json:"books_until"`
	}
	if err := json.Unmarshal([]byte(answer), &said); err != nil {
		t.Fatal(err)
	}
	if month == "" {
		if strings.Contains(text, "还没有结束") || strings.Contains(answer, "unfinished") || said.Until != "" {
			t.Errorf("of a year that is over is said %.300s%.300s", text, answer)
		}
		return
	}
	if !said.Unfinished || said.Until < month || said.Until >= "2024-12" ||
		!strings.Contains(text, "2024年度还没有结束，账只到"+said.Until) {
		t.Errorf("of a year that was killed after %s is said %.300s%.300s", month, text, answer)
	}
	if a := must(t, append([]string{"evaluation", "export", "--year", "2024"}, p.args...)...); !strings.Contains(a.err,
		"还没有结束") {
		t.Errorf("its tables are exported without a word: %s", a.err)
	}
}

// killAfter kills a year when it says that a month is over.
func killAfter(t *testing.T, month string, args ...string) {
	t.Helper()
	run := exec.Command(binary, args...)
	run.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
	said, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	lines, reached := bufio.NewScanner(said), false
	for !reached && lines.Scan() {
		reached = strings.HasPrefix(lines.Text(), month)
	}
	if err := run.Process.Kill(); err != nil || !reached {
		t.Errorf("the year was over, or never came to %s: %v", month, err)
	}
	_ = run.Wait() // killed
}

func TestAnInterruptedYearSaysSoAndGoesOn(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, p place) {
		run := start(context.Background(), t, p.with("demo", "--members", "500", "--no-serve")...)
		time.Sleep(600 * time.Millisecond)
		if err := run.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if a := finish(t, run); a.code != 1 || !strings.Contains(a.err, "已按要求中断") {
			t.Errorf("exit code %d, %s", a.code, a.err)
		}
		demo(t, p, "--members", "500") // on a slow machine the first start had not even chosen its city
	})
}

func TestASecondProcessIsToldWhoWrites(t *testing.T) {
	p := lite(t)
	run := start(context.Background(), t, p.with("demo", "--members", "500", "--no-serve")...)
	time.Sleep(300 * time.Millisecond)
	v := guangsha(t, p.with("verify")...)
	// The tables are not all made yet, or what the city begins with is not all in.
	for strings.Contains(v.err, "还没有建立完") || strings.Contains(v.err, "期初建账正在进行") {
		v = guangsha(t, p.with("verify")...)
	}
	if v.code != 0 {
		t.Errorf("verify beside a process that writes: exit code %d, %s", v.code, v.err)
	}
	a := guangsha(t, p.with("demo", "--no-serve")...)
	if a.code != 1 || !strings.Contains(a.err, "进程号") {
		t.Errorf("exit code %d, %s", a.code, a.err)
	}
	if err := run.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	finish(t, run)
}

// These cities have days on which two things meet that others keep apart; each ended its year once, or left books that
// did not verify.
func TestCitiesThatOnceEndedTheirYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ members, seed, why string }{
		{"500", "116", "the rest of one list comes with the next"},
		{"3000", "2", "an employer pays two months on one day"},
		{"100", "2", "several withdrawals take a common sum below what is there"},
		{"120", "16", "a pay run and a loan have the same numbers"},
	} {
		t.Run(c.members+"/"+c.seed, func(t *testing.T) {
			t.Log(c.why)
			demo(t, lite(t), "--members", c.members, "--seed", c.seed)
		})
	}
}
