package e2e

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	eval "guangsha/internal/evaluation"
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
	broken := broken(t, p)
	if !broken["I-03"] || !broken["I-05"] || broken["I-01"] {
		t.Errorf("broken are %v", broken)
	}
	if a := guangsha(t, p.with("demo", "--no-serve")...); a.code != 1 || !strings.Contains(a.err, "不变式") {
		t.Errorf("demo on broken books: exit code %d, %s", a.code, a.err)
	}
}

// broken are the invariants that verify finds broken, and it says so in words and by its exit code.
func broken(t *testing.T, p place) map[string]bool {
	t.Helper()
	a := guangsha(t, p.with("verify", "--json")...)
	var v struct {
		OK         bool
		Invariants []struct {
			ID         string
			Violations int64
		}
	}
	if err := json.Unmarshal([]byte(a.out), &v); err != nil {
		t.Fatalf("verify answered %q: %v", a.out, err)
	}
	found := map[string]bool{}
	for _, i := range v.Invariants {
		if i.Violations > 0 {
			found[i.ID] = true
		}
	}
	if ok := len(found) == 0; v.OK != ok || (a.code == 0) != ok || strings.Contains(a.err, "不变式") == ok {
		t.Errorf("exit code %d, ok %v, broken %v, %s", a.code, v.OK, found, a.err)
	}
	return found
}

func TestAnAmountOfARegisterIsHeldAgainstItsVoucher(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100")
	file := filepath.Join(p.folder, "shili.db")
	alter := func(statement string) {
		if err := opentest.Alter(file, statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	first := func(table, where string) string {
		return "id = (SELECT MIN(id) FROM " + table + " WHERE " + where + ")"
	}
	for _, c := range []struct{ ids, table, set, undo, where string }{
		{"I-19 I-20", "remittance_list", "due = due + 1", "due = due - 1", first("remittance_list", "state = 3")},
		{"I-19 I-20", "remittance_list", "members = members + 1", "members = members - 1",
			first("remittance_list", "state = 3")},
		{"I-19 I-20 I-21", "receipt", "amount = amount + 1", "amount = amount - 1", first("receipt", "state = 1")},
		{"I-19 I-20", "withdrawal_case", "principal = principal + 1", "principal = principal - 1",
			first("withdrawal_case", "state = 2")},
		{"I-19 I-20", "withdrawal_case", "amount = amount + 1", "amount = amount - 1",
			first("withdrawal_case", "state = 2 AND amount > 0")},
		{"I-19 I-20", "loan", "amount = amount + 1", "amount = amount - 1",
			first("loan", "voucher > 0 AND opening = 0")},
		{"I-19 I-20", "loan_repayment", "interest = interest + 1", "interest = interest - 1",
			"voucher = (SELECT MIN(voucher) FROM loan_repayment)"},
		{"I-19 I-20", "loan_repayment", "principal = principal - 1, interest = interest + 1",
			"principal = principal + 1, interest = interest - 1", "voucher = (SELECT MIN(voucher) FROM loan_repayment)"},
		{"I-19 I-20", "loan_repayment", "loan = -loan", "loan = -loan",
			"voucher = (SELECT MIN(voucher) FROM loan_repayment)"},
		{"I-19", "loan", "disbursed = disbursed - 1", "disbursed = disbursed + 1",
			first("loan", "voucher > 0 AND opening = 0")},
		{"I-06 I-19", "request", "key = 'x' || key", "key = substr(key, 2)", "key LIKE '%sim/2024-03%/remit/%'"},
	} {
		alter("UPDATE " + c.table + " SET " + c.set + " WHERE " + c.where)
		if found := slices.Sorted(maps.Keys(broken(t, p))); strings.Join(found, " ") != c.ids {
			t.Errorf("%s of %s: broken are %v", c.set, c.table, found)
		}
		alter("UPDATE " + c.table + " SET " + c.undo + " WHERE " + c.where)
		if found := broken(t, p); len(found) != 0 {
			t.Fatalf("%s is undone, broken are %v", c.set, found)
		}
	}
}

// A row of a register that is deleted is missed by the other side: the voucher, the audit entry, the account.
func TestARowOfARegisterThatIsDeletedIsMissed(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100")
	file := filepath.Join(p.folder, "shili.db")
	for _, lost := range [][2]string{{"loan", "opening = 0"}, {"loan", "opening = 1"}, {"receipt"}, {"withdrawal_case"},
		{"remittance_list"}, {"remittance_line"}, {"member"}, {"person"}, {"employer"}, {"treasury_bank"},
		{"treasury_deposit"}, {"loan_running"}, {"loan_repayment"}, {"book"}, {"book_day", "state = 1"},
		{"spending_payment"}, {"spending_contract"}, {"spending_registry_bill"}} {
		restore, err := opentest.Lose(file, lost[0], lost[1])
		if err != nil {
			t.Fatal(err)
		}
		if found := broken(t, p); len(found) == 0 {
			t.Errorf("nothing is missed without %s %s", lost[0], lost[1])
		}
		if err := restore(); err != nil {
			t.Fatal(err)
		}
	}
	if found := broken(t, p); len(found) != 0 {
		t.Errorf("all is back, broken are %v", found)
	}
}

// An address of something else is bad usage, found before a folder is made; a server that is not there is a failure.
func TestAnAddressThatIsNoneSaysSo(t *testing.T) {
	for _, c := range []struct {
		db, said string
		code     int
	}{{"mysql://x", "不是 PostgreSQL 连接串", 2}, {"postgres://u:hidden@none.invalid/x", "连接不上数据库", 1}} {
		folder := filepath.Join(t.TempDir(), "new")
		a := guangsha(t, "demo", "--data", folder, "--db", c.db)
		if a.code != c.code || !strings.Contains(a.err, c.said) || strings.Contains(a.err, "hidden") {
			t.Errorf("%s: exit code %d, %s", c.db, a.code, a.err)
		}
		if _, err := os.Stat(folder); c.code == 2 && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: a folder was made: %v", c.db, err)
		}
	}
}

// A cell of a table that somebody handed in may hold what a terminal obeys.
func TestATextThatIsShownDoesNothingToTheTerminal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a\x1b[2Jb.txt")
	text := strings.Replace(string(eval.Example), "发放内部聘用", "发放\x1b[2J\u009b1A内部聘用", 1)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"check"}, {"read"}, {"check", file + "-none"}} {
		a := guangsha(t, append(append([]string{"evaluation"}, args...), file)...)
		if shown := a.out + a.err; strings.ContainsAny(shown, "\x1b\u009b") || !strings.Contains(shown, "[2J") {
			t.Errorf("%v: %.200q", args, shown)
		}
	}
}

// An option that is given and empty, as by a script whose variable is not set, is not the default.
func TestAnEmptyOptionIsRefused(t *testing.T) {
	at := t.TempDir()
	for _, option := range []string{"--data", "--db", "--centre", "--checkpoint"} {
		for value, said := range map[string]string{"": "的值是空的", " ": "的值是空的", "--no-serve": "后面应有一个值"} {
			a := guangsha(t, "audit", "verify", option, value)
			if a.code != 2 || !strings.Contains(a.err, "“"+option+"”"+said) {
				t.Errorf("%s %q: exit code %d, %s", option, value, a.code, a.err)
			}
		}
	}
	run := exec.Command(binary, "demo", "--data", "", "--members", "100", "--no-serve")
	run.Dir = at
	if err := run.Run(); err == nil {
		t.Error("a city was made in a folder that nobody named")
	}
	if left, err := os.ReadDir(at); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
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

// A city whose name is lost is not taken for another: what would name it so is not written, and its own numbers still
// do.
func TestACityThatIsRefusedLeavesNothingInTheFolder(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100", "--seed", "5")
	name := filepath.Join(p.folder, "demo.json")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if a := guangsha(t, p.with("demo", "--no-serve")...); a.code != 1 || !strings.Contains(a.err, "不是这一座") {
		t.Errorf("exit code %d, %s", a.code, a.err)
	}
	if _, err := os.Stat(name); !os.IsNotExist(err) {
		t.Errorf("%s: %v", name, err)
	}
	demo(t, p, "--members", "100", "--seed", "5")
}

// What a data folder holds besides the books is no goal: the tables are those of the projects in the books, and books
// without any say what to do before anything is written.
func TestGoalsThatAreNotInTheBooksAreNone(t *testing.T) {
	t.Parallel()
	p := lite(t)
	demo(t, p, "--members", "100")
	compute := append([]string{"evaluation", "compute", "--year", "2024", "--json"}, p.args...)
	before := must(t, compute...).out
	for _, text := range []string{"{", `{"year": 2024, "unit": "别的单位", "projects": []}`} {
		for _, year := range []string{"2024", "2023"} {
			file := filepath.Join(p.folder, "goals", "shili-"+year+".json")
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700),
				os.WriteFile(file, []byte(text), 0o600)); err != nil {
				t.Fatal(err)
			}
		}
		if after := must(t, compute...).out; after != before {
			t.Errorf("%s beside the books changes the tables, at byte %d", text, differ(before, after))
		}
	}
	out := filepath.Join(t.TempDir(), "材料")
	for _, args := range [][]string{{"evaluation", "compute", "--year", "2023", "--json"},
		{"evaluation", "export", "--year", "2023"}, {"evaluation", "pack", "--year", "2023", "--out", out}} {
		a := guangsha(t, append(args, p.args...)...)
		if a.code != 1 || a.out != "" || !strings.Contains(a.err, "没有登记2023年度的绩效目标。") ||
			!strings.Contains(a.err, "“绩效项目”页登记批复的绩效目标") {
			t.Errorf("%v: exit code %d, %s%s", args, a.code, a.out, a.err)
		}
	}
	for _, path := range []string{out, filepath.Join(p.folder, "export", "2023年度项目支出绩效自评表.xlsx")} {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s was written: %v", path, err)
		}
	}
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
