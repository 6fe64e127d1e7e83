package goldentest

import (
	"go/ast"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"guangsha/internal/archtest"
)

// waiting is every example that no test asks for yet, and why.
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

// asked gives the string literals of the test files that import this package: among them the ids they ask for.
func asked(tree archtest.Tree) []string {
	var all []string
	for _, file := range tree.Go() {
		if !file.Test || !slices.ContainsFunc(file.AST.Imports, func(spec *ast.ImportSpec) bool {
			return strings.HasSuffix(spec.Path.Value, `/goldentest"`)
		}) {
			continue
		}
		ast.Inspect(file.AST, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					all = append(all, text)
				}
			}
			return true
		})
	}
	return all
}

// gaps names the examples that are neither asked for nor waiting, those that are both, and those that wait in vain.
func gaps(ids, asked []string, waiting map[string]string) []string {
	var found []string
	for _, id := range ids {
		reason, waits := waiting[id]
		switch tested := slices.Contains(asked, id); {
		case !tested && reason == "":
			found = append(found, id+" is asked for by no test; ask for it, or say why it waits")
		case tested && waits:
			found = append(found, id+" is asked for and need not wait")
		}
	}
	for id := range waiting {
		if !slices.Contains(ids, id) {
			found = append(found, id+" waits, but there is no such example")
		}
	}
	return found
}

func TestEveryWorkedExampleIsTestedOrSaysWhyNot(t *testing.T) {
	tree, err := archtest.Read(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, e := range examples(t) {
		if slices.Contains(ids, e.ID) {
			t.Errorf("there are two examples %s", e.ID)
		}
		ids = append(ids, e.ID)
	}
	for _, gap := range gaps(ids, asked(tree), waiting) {
		t.Error(gap)
	}
}

func TestGapsAreFound(t *testing.T) {
	ids := []string{"A1", "A2"}
	for _, c := range []struct {
		asked   []string
		waiting map[string]string
		want    string
	}{
		{[]string{"A1"}, map[string]string{"A2": "no use case yet"}, ""},
		{[]string{"A1"}, nil, "A2 is asked for by no test; ask for it, or say why it waits"},
		{[]string{"A1"}, map[string]string{"A2": ""}, "A2 is asked for by no test; ask for it, or say why it waits"},
		{ids, map[string]string{"A2": "no use case yet"}, "A2 is asked for and need not wait"},
		{ids, map[string]string{"A3": "no use case yet"}, "A3 waits, but there is no such example"},
	} {
		if got := strings.Join(gaps(ids, c.asked, c.waiting), "; "); got != c.want {
			t.Errorf("%+v: got %q", c, got)
		}
	}
}
