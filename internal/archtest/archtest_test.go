package archtest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// rules is every rule, under the sentence that it enforces.
var rules = []struct {
	name  string
	check func(Tree) []Finding
}{
	{"the table of imports has no cycle", func(Tree) []Finding { return CheckTable(Imports) }},
	{"packages import only downward", imports},
	{"the pages have no circle of imports", CheckPages},
	{"other modules stay where the table says", modules},
	{"functions and files are short", CheckSize},
	{"there is no floating point", CheckFloat},
	{"only the table's packages read the clock", clock},
	{"SQL stands in the store", CheckSQL},
	{"every use case first asks whether it is allowed", CheckUseCases},
	{"there is no init function", CheckInit},
	{"packages and exported names are documented", CheckDocs},
	{"texts are finished and belong to no machine", CheckText},
	{"Go files are as gofmt writes them", CheckFormat},
	{"the glossary places names where they are", CheckGlossary},
	{"links in documents lead somewhere", CheckLinks},
	{"documents name targets that the Makefile has", CheckTargets},
}

func TestRepositoryKeepsTheRulesOfTheHouse(t *testing.T) {
	tree, err := Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.Go()) < 5 {
		t.Fatalf("read %d Go files: the tree was not found", len(tree.Go()))
	}
	for _, rule := range rules {
		t.Run(rule.name, func(t *testing.T) {
			for _, f := range rule.check(tree) {
				t.Error(f)
			}
		})
	}
}

// long is a function body with n statements, each on its line.
func long(n int) string { return strings.Repeat("\t_ = 0\n", n) }

// planted is, per rule, a file with an offence and a file beside it that keeps the rule.
var planted = []struct {
	name   string
	path   string
	source string
	check  func(Tree) []Finding
	want   string // part of the one finding; "" when the file keeps the rules
}{
	{"a capability that imports another", "internal/loan/a.go",
		"package loan\nimport _ \"guangsha/internal/withdrawal\"\n", imports, "loan/a.go:2: internal/loan may not import"},
	{"a capability that imports the ledger", "internal/loan/a.go",
		"package loan\nimport _ \"guangsha/internal/ledger\"\n", imports, ""},
	{"a base package that imports the ledger", "internal/base/money/a.go",
		"package money\nimport _ \"guangsha/internal/ledger\"\n", imports, "may not import internal/ledger"},
	{"the simulated city that sees a store", "internal/sim/a.go",
		"package sim\nimport _ \"guangsha/internal/store/sqlstore\"\n", imports, "may not import internal/store/sqlstore"},
	{"a neighbour whose name only begins alike", "internal/ledger/a.go",
		"package ledger\nimport _ \"guangsha/internal/auditor\"\n", imports, "may not import internal/auditor"},
	{"a use case that asks nobody", "internal/loan/a.go",
		"package loan\nfunc (s *Service) Lend(ctx context.Context, by act.By) error { return s.do(ctx, by) }\n",
		CheckUseCases, "loan/a.go:2: Lend is a use case"},
	{"a use case that asks second", "internal/loan/a.go",
		"package loan\nfunc (s *Service) Lend(ctx context.Context, by act.By) error {\n\ts.do()\n" +
			"\tctx, err := access.Allow(ctx, s.Access, by, access.X)\n\treturn err\n}\n", CheckUseCases, "Lend is a use case"},
	{"a use case that asks about somebody else", "internal/loan/a.go",
		"package loan\nfunc (s *Service) Lend(ctx context.Context, by act.By) error {\n" +
			"\tctx, err := access.Allow(ctx, s.Access, other, access.X)\n\treturn err\n}\n", CheckUseCases, "Lend is a use case"},
	{"a use case that forgets what it was told", "internal/loan/a.go",
		"package loan\nfunc (s *Service) Lend(ctx context.Context, by act.By) error {\n" +
			"\t_, err := access.Allow(ctx, s.Access, by, access.X)\n\treturn err\n}\n", CheckUseCases, "Lend is a use case"},
	{"a unit of work of nobody", "internal/loan/a.go",
		"package loan\nfunc (s *Service) Lend(ctx context.Context) error { return s.Work.Do(ctx, auto, \"op\", f) }\n",
		CheckUseCases, "does not say who acts"},
	{"a use case that asks first", "internal/loan/a.go",
		"package loan\nfunc (s *Service) Lend(ctx context.Context, by act.By) (id int64, err error) {\n" +
			"\tif ctx, err = access.Allow(ctx, s.Access, by, access.X); err != nil {\n\t\treturn 0, err\n\t}\n" +
			"\treturn s.do(ctx, by)\n}\n", CheckUseCases, ""},
	{"a package nobody drew", "internal/helpers/a.go", "package helpers\n", imports, "has no row"},
	{"a test inside the package that opens the store", "internal/ledger/a_test.go",
		"package ledger\nimport _ \"guangsha/internal/store/sqlstore\"\n", imports, "may not import internal/store/sqlstore"},
	{"a test beside the package that opens the store", "internal/ledger/a_test.go",
		"package ledger_test\nimport _ \"guangsha/internal/store/sqlstore\"\n", imports, ""},

	{"a module nobody agreed to", "internal/ledger/a.go",
		"package ledger\nimport _ \"github.com/shopspring/decimal\"\n", modules, "table of modules does not know"},
	{"a driver outside the store", "internal/ledger/a.go",
		"package ledger\nimport _ \"database/sql/driver\"\n", modules, "which only internal/store may"},
	{"a spreadsheet outside documents", "internal/evaluation/a.go",
		"package evaluation\nimport _ \"github.com/xuri/excelize/v2\"\n", modules, "which only internal/document may"},
	{"rapid in the program", "internal/ledger/a.go",
		"package ledger\nimport _ \"pgregory.net/rapid\"\n", modules, "does not know"},
	{"rapid in a test", "internal/ledger/a_test.go", "package ledger\nimport _ \"pgregory.net/rapid\"\n", modules, ""},

	{"a function of 70 lines", "internal/ledger/a.go", "package ledger\nfunc f() {\n" + long(68) + "}\n",
		CheckSize, "a.go:2: f has 70 lines"},
	{"a function of 69 lines", "internal/ledger/a.go", "package ledger\nfunc f() {\n" + long(67) + "}\n",
		CheckSize, ""},
	{"a function literal of 70 lines", "internal/ledger/a.go",
		"package ledger\nvar f = func() {\n" + long(68) + "}\n", CheckSize, "function literal has 70 lines"},
	{"a file of 501 lines", "internal/ledger/a.go", "package ledger\n" + strings.Repeat("\n", 499) + "var x int\n",
		CheckSize, "has 501 lines"},
	{"a generated file of 501 lines", "internal/ledger/a.go", "// Code generated by x. DO NOT EDIT.\n\npackage ledger\n" +
		strings.Repeat("\n", 497) + "var x int\n", CheckSize, ""},

	{"a float", "internal/loan/a.go", "package loan\nvar rate float64\n", CheckFloat, "a.go:2: float64"},
	{"a fraction", "cmd/guangsha/a.go", "package main\nconst share = 0.5\n", CheckFloat, "literal 0.5"},
	{"a whole number with an exponent", "internal/loan/a.go", "package loan\nconst one int64 = 1e7\n", CheckFloat, ""},
	{"a square root", "internal/loan/a.go", "package loan\nimport \"math\"\nvar x = math.Sqrt(2)\n",
		CheckFloat, "math.Sqrt"},
	{"the largest integer", "internal/loan/a.go", "package loan\nimport \"math\"\nvar x = math.MaxInt64\n", CheckFloat, ""},
	{"a parsed float", "internal/loan/a.go", "package loan\nimport \"strconv\"\nvar x, _ = strconv.ParseFloat(s, 64)\n",
		CheckFloat, "strconv.ParseFloat"},

	{"a duration in broken seconds", "internal/loan/a.go", "package loan\nvar x = d.Seconds()\n",
		CheckFloat, "Seconds()"},
	{"a verb for floats", "internal/loan/a.go", "package loan\nconst f = \"%.1" + "f 秒\"\n", CheckFloat, "format"},
	{"a percent sign", "internal/loan/a.go", "package loan\nconst f = \"%d%% full\"\n", CheckFloat, ""},

	{"the wall clock in a capability", "internal/loan/a.go", "package loan\nimport \"time\"\nvar x = time.Now()\n",
		clock, "a.go:3: time.Now"},
	{"the wall clock under another name", "internal/loan/a.go", "package loan\nimport c \"time\"\nvar x = c.Now\n",
		clock, "time.Now"},
	{"the wall clock in a test", "internal/loan/a_test.go", "package loan\nimport \"time\"\nvar x = time.Now()\n",
		clock, "time.Now"},
	{"the tables alone with books", "cmd/guangsha-tables/a.go",
		"package main\nimport _ \"guangsha/internal/app\"\n", imports, "may not import internal/app"},
	{"the wall clock in a command", "cmd/guangsha/a.go", "package main\nimport \"time\"\nvar x = time.Now()\n", clock, ""},
	{"a sleep in the store", "internal/store/sqlstore/a.go",
		"package sqlstore\nimport \"time\"\nfunc f() { time.Sleep(1) }\n", clock, "time.Sleep"},
	{"the store's commit window", "internal/store/sqlstore/a.go",
		"package sqlstore\nimport \"time\"\nvar x = time.NewTimer(1)\n", clock, ""},
	{"a timer in the ledger", "internal/ledger/a.go", "package ledger\nimport \"time\"\nvar x = time.NewTimer(1)\n",
		clock, "time.NewTimer"},
	{"a duration", "internal/ledger/a.go", "package ledger\nimport \"time\"\nvar x = time.Second\n", clock, ""},

	{"a query in a capability", "internal/loan/a.go", "package loan\nconst q = `SEL" + "ECT id FROM loan`\n",
		CheckSQL, "looks like SQL"},
	{"a query in the store", "internal/store/sqlstore/a.go", "package sqlstore\nconst q = `SEL" + "ECT id FROM loan`\n",
		CheckSQL, ""},
	{"a statement in a file outside the store", "internal/loan/a.sql", "anything\n", CheckSQL, "SQL stands in"},
	{"a sentence with a verb", "internal/loan/a.go", "package loan\nconst s = `select the branch`\n", CheckSQL, ""},

	{"an init function", "internal/loan/a.go", "package loan\nfunc init() {}\n", CheckInit, "a.go:2: init()"},
	{"a method named init", "internal/loan/a.go", "package loan\nfunc (l loan) init() {}\n", CheckInit, ""},

	{"a package without a comment", "internal/loan/a.go", "package loan\n",
		CheckDocs, "internal/loan: has no package comment"},
	{"a comment that names another package", "internal/loan/a.go", "// Package lend is.\npackage loan\n",
		CheckDocs, "has no package comment"},
	{"a function without a comment", "internal/loan/a.go", "// Package loan is.\npackage loan\n\nfunc Do() {}\n",
		CheckDocs, "a.go:4: Do has no doc"},
	{"a method without a comment", "internal/loan/a.go",
		"// Package loan is.\npackage loan\n\nfunc (l *Loan) Do() {}\n", CheckDocs, "Do has no doc"},
	{"a constant without a comment", "internal/loan/a.go",
		"// Package loan is.\npackage loan\n\nconst (\n\tA = 1 // one\n\tB = 2\n)\n", CheckDocs, "a.go:6: B has no doc"},
	{"a documented type", "internal/loan/a.go",
		"// Package loan is.\npackage loan\n\n// Loan is.\ntype Loan int\n", CheckDocs, ""},

	{"a file that gofmt would change", "internal/loan/a.go", "package loan\nvar  x int\n", CheckFormat, "gofmt"},
	{"a file that gofmt leaves", "internal/loan/a.go", "package loan\n\nvar x int\n", CheckFormat, ""},

	{"a mark of unfinished work", "internal/loan/a.go", "package loan // TO" + "DO later\n", CheckText, "finish it"},
	{"a path of a machine", "docs/a.md", "See /ho" + "me/li/notes.\n", CheckText, "docs/a.md:1: names a path"},
	{"a file without its newline", "docs/a.md", "See", CheckText, "newline"},
	{"a wide line", "internal/loan/a.go", "package loan\n\n// " + strings.Repeat("一", 118) + "\n",
		CheckText, "is 121 wide"},
	{"a line that just fits", "internal/loan/a.go", "package loan\n\n// " + strings.Repeat("一", 117) + "\n",
		CheckText, ""},
}

func imports(t Tree) []Finding { return CheckImports(t, Imports) }
func modules(t Tree) []Finding { return CheckModules(t, Modules, TestModules) }
func clock(t Tree) []Finding   { return CheckClock(t, Clocks) }

func TestEveryRuleFindsItsPlantedOffenceAndNothingElse(t *testing.T) {
	for _, p := range planted {
		t.Run(p.name, func(t *testing.T) {
			tree, err := Read(fstest.MapFS{p.path: {Data: []byte(p.source)}})
			if err != nil {
				t.Fatal(err)
			}
			found := p.check(tree)
			if p.want == "" {
				if len(found) != 0 {
					t.Fatalf("found %v in a file that keeps the rule", found)
				}
				return
			}
			if len(found) != 1 || !strings.Contains(found[0].String(), p.want) {
				t.Fatalf("found %v, want one finding with %q", found, p.want)
			}
		})
	}
}

func TestTableRefusesRowsThatLookUpward(t *testing.T) {
	for _, c := range []struct {
		rows []Row
		want string
	}{
		{[]Row{{Package: "internal/loan", May: []string{"internal/app"}}, {Package: "internal/ledger"}},
			"does not stand below"},
		{[]Row{{Package: "a"}, {Package: "b", May: []string{"a"}}}, "does not stand below"},
		{[]Row{{Package: "a", May: []string{"a"}}}, "does not stand below"},
		{[]Row{{Package: "internal/loan", May: []string{"internal/treasury"}}, {Package: "internal/treasury"}},
			"a capability may not import"},
	} {
		if found := fmt.Sprint(CheckTable(c.rows)); !strings.Contains(found, c.want) {
			t.Errorf("%v: found %v, want %q", c.rows, found, c.want)
		}
	}
}

func TestPagesThatImportEachOtherAreFound(t *testing.T) {
	for _, c := range []struct{ back, want string }{
		{"import { who } from '../me'\n", "web/src/me.ts: closes a circle of imports: web/src/api.ts → " +
			"web/src/parts/Box.vue → web/src/me.ts → web/src/api.ts"},
		{"const me = () => import('../me')\n", "web/src/me.ts: closes a circle"},
		{"import type { Who } from '../me'\n", "web/src/me.ts: closes a circle"},
		{"import { ref } from 'vue'\nimport '../style.css'\n", ""},
	} {
		tree, err := Read(fstest.MapFS{"web/src/me.ts": {Data: []byte("import { ask } from './api'\n")},
			"web/src/api.ts":        {Data: []byte("export { Box } from './parts/Box.vue'\n")},
			"web/src/parts/Box.vue": {Data: []byte("<script setup lang=\"ts\">\n" + c.back + "</script>\n")}})
		if err != nil {
			t.Fatal(err)
		}
		found := CheckPages(tree)
		if c.want == "" && len(found) == 0 || len(found) == 1 && strings.HasPrefix(found[0].String(), c.want) {
			continue
		}
		t.Errorf("%q: found %v, want %q", c.back, found, c.want)
	}
}

func TestDocumentsThatDisagreeWithTheTreeAreFound(t *testing.T) {
	files := fstest.MapFS{
		"Makefile":           {Data: []byte("run: build\nbuild:\n")},
		"LICENSE":            {Data: []byte("Apache\n")},
		"internal/loan/a.go": {Data: []byte("package loan\n\ntype Loan struct{ Term int }\n\nfunc (Loan) Pay() {}\n")},
	}
	for _, c := range []struct {
		path, text string
		check      func(Tree) []Finding
		want       string
	}{
		{glossary, "| 贷款 | `Loan`, `Term`, `Pay` | `internal/loan` | |\n", CheckGlossary, "[]"},
		{glossary, "| 贷款 | `Loan`, `Lend` | `internal/loan` | |\n", CheckGlossary, "internal/loan does not define Lend"},
		{glossary, "| 提取 | `Reason` | `internal/withdrawal` | |\n", CheckGlossary, "does not define Reason"},
		{glossary, "| 提取 | `Reason` | — | |\n", CheckGlossary, "[]"},
		{"docs/a.md", "See [it](../LICENSE), [all](../internal) and [site](https://go.dev).\n", CheckLinks, "[]"},
		{"docs/a.md", "See [it](LICENSE).\n", CheckLinks, "docs/a.md:1: links to LICENSE"},
		{"README.md", "Say `make run`, and make sure.\n\n```\nmake build\n```\n", CheckTargets, "[]"},
		{"README.md", "```\nmake walk\n```\n", CheckTargets, "README.md:2: make walk"},
	} {
		files[c.path] = &fstest.MapFile{Data: []byte(c.text)}
		tree, err := Read(files)
		if err != nil {
			t.Fatal(err)
		}
		if found := fmt.Sprint(c.check(tree)); !strings.Contains(found, c.want) {
			t.Errorf("%q: found %v, want %q", c.text, found, c.want)
		}
		delete(files, c.path)
	}
}

func TestSkippedDirectoriesAreNotRead(t *testing.T) {
	tree, err := Read(fstest.MapFS{
		"internal/loan/testdata/bad.go": {Data: []byte("this is not Go")},
		"bin/notes.md":                  {Data: []byte("no newline")},
		"internal/loan/loan.go":         {Data: []byte("package loan\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.Files) != 1 {
		t.Fatalf("read %d files, want 1", len(tree.Files))
	}
}
