package goldentest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"guangsha/internal/archtest"
)

// waiting is every example that no test compares yet, and why.
var waiting = map[string]string{
	"A01": "the surplus is carried to what is to be distributed; no use case distributes it yet",
	"A02": "no use case provides for the loan risk reserve yet",
	"A06": "no use case reconciles the books with the bank's list of movements yet",
	"D01": "no daily report to the ministry is made yet",
	"L19": "no use case pays instalments out of members' accounts yet",
	"L20": "no use case pays instalments out of members' accounts yet",
	"T01": "no use case transfers an account to another city yet",
	"W04": "renovation is not among the reasons for withdrawal yet",
}

// compared gives the ids of the examples that a test file hands to Agree, and the lines where the id is neither
// written out nor the value of a loop over ids that are.
func compared(file *ast.File) (ids []string, unclear []token.Pos) {
	for _, decl := range file.Decls {
		loops := map[string][]string{}
		ast.Inspect(decl, func(n ast.Node) bool {
			if loop, ok := n.(*ast.RangeStmt); ok {
				if name, ok := loop.Value.(*ast.Ident); ok {
					loops[name.Name] = literals(loop.X)
				}
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || !isAgree(call) {
				return true
			}
			found := literals(call.Args[1])
			if name, ok := call.Args[1].(*ast.Ident); ok {
				found = loops[name.Name]
			}
			if ids = append(ids, found...); len(found) == 0 {
				unclear = append(unclear, call.Pos())
			}
			return true
		})
	}
	return ids, unclear
}

func isAgree(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || f.Sel.Name != "Agree" {
		return false
	}
	name, ok := f.X.(*ast.Ident)
	return ok && name.Name == "goldentest"
}

// literals are the texts of a string literal or of a list of them.
func literals(e ast.Expr) (all []string) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			all = append(all, text)
		}
	case *ast.CompositeLit:
		for _, one := range e.Elts {
			all = append(all, literals(one)...)
		}
	}
	return all
}

// gaps names the examples that are neither compared nor waiting, those that are both, and those that wait in vain.
func gaps(ids, compared []string, waiting map[string]string) []string {
	var found []string
	for _, id := range ids {
		reason, waits := waiting[id]
		switch tested := slices.Contains(compared, id); {
		case !tested && reason == "":
			found = append(found, id+" is compared by no test; hand it to Agree, or say why it waits")
		case tested && waits:
			found = append(found, id+" is compared and need not wait")
		}
	}
	for id := range waiting {
		if !slices.Contains(ids, id) {
			found = append(found, id+" waits, but there is no such example")
		}
	}
	return found
}

func TestEveryWorkedExampleIsComparedOrSaysWhyNot(t *testing.T) {
	tree, err := archtest.Read(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	var ids, done []string
	for _, e := range examples(t) {
		if slices.Contains(ids, e.ID) {
			t.Errorf("there are two examples %s", e.ID)
		}
		ids = append(ids, e.ID)
	}
	for _, file := range tree.Go() {
		if !file.Test || file.Dir == "internal/base/goldentest" {
			continue
		}
		found, unclear := compared(file.AST)
		done = append(done, found...)
		for _, at := range unclear {
			t.Errorf("%s:%d: Agree takes an id that is written out, or the value of a loop over such ids", file.Path,
				file.Line(at))
		}
	}
	for _, gap := range gaps(ids, done, waiting) {
		t.Error(gap)
	}
}

func TestGapsAreFound(t *testing.T) {
	ids := []string{"A1", "A2"}
	for _, c := range []struct {
		compared []string
		waiting  map[string]string
		want     string
	}{
		{[]string{"A1"}, map[string]string{"A2": "no use case yet"}, ""},
		{[]string{"A1"}, nil, "A2 is compared by no test; hand it to Agree, or say why it waits"},
		{[]string{"A1"}, map[string]string{"A2": ""}, "A2 is compared by no test; hand it to Agree, or say why it waits"},
		{ids, map[string]string{"A2": "no use case yet"}, "A2 is compared and need not wait"},
		{ids, map[string]string{"A3": "no use case yet"}, "A3 waits, but there is no such example"},
	} {
		if got := strings.Join(gaps(ids, c.compared, c.waiting), "; "); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}

func TestTheIdsOfComparedExamplesAreFound(t *testing.T) {
	for _, c := range []struct {
		body    string
		want    string
		unclear int
	}{
		{`goldentest.Agree(t, "A1", got)`, "[A1]", 0},
		{`for _, id := range []string{"A1", "A2"} { t.Run(id, func(t *testing.T) { goldentest.Agree(t, id, got) }) }`,
			"[A1 A2]", 0},
		{`goldentest.Case(t, "A1", &in, &want)`, "[]", 0},
		{`other.Agree(t, "A1", got)`, "[]", 0},
		{`goldentest.Agree(t, id, got)`, "[]", 1},
		{`for _, id := range ids { goldentest.Agree(t, id, got) }`, "[]", 1},
		{`goldentest.Agree(t, "A"+"1", got)`, "[]", 1},
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x_test.go", "package x\nfunc f() {"+c.body+"}", 0)
		if err != nil {
			t.Fatal(err)
		}
		if ids, unclear := compared(file); fmt.Sprint(ids) != c.want || len(unclear) != c.unclear {
			t.Errorf("%s: got %v and %d unclear", c.body, ids, len(unclear))
		}
	}
}
