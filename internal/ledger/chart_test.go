package ledger

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// declared are the constants of type Account in chart.go.
func declared(t *testing.T) map[string]Account {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "chart.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]Account{}
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := v.Type.(*ast.Ident); ok && id.Name == "Account" {
			code, err := strconv.Atoi(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			list[v.Names[0].Name] = Account(code)
		}
		return true
	})
	return list
}

func TestEveryAccountStandsInTheChartOnce(t *testing.T) {
	accounts := declared(t)
	if len(accounts) != len(Chart) || len(Chart) < 30 {
		t.Errorf("%d accounts are declared, %d stand in the chart", len(accounts), len(Chart))
	}
	for name, code := range accounts {
		if info, ok := Info(code); !ok || info.Code != code || info.Name == "" {
			t.Errorf("%s (%d) is %+v", name, code, info)
		}
	}
	for _, code := range []Account{0, -1, 1, 100, 1010, 10103, 999, 2010, 40103010} {
		if info, ok := Info(code); ok {
			t.Errorf("%d is found as %+v", code, info)
		}
	}
}

func TestDetailsBelongToTheAccountTheyBeginWith(t *testing.T) {
	for _, a := range Chart {
		details := slices.ContainsFunc(Chart, func(d AccountInfo) bool {
			return d.Code != a.Code && d.Code.Under(a.Code)
		})
		if a.Posted == details {
			t.Errorf("%d takes lines: %v, has details: %v", a.Code, a.Posted, details)
		}
		if !a.Posted && a.Control != NoControl {
			t.Errorf("%d takes no lines but has something beneath", a.Code)
		}
		for _, d := range Chart {
			if d.Code.Under(a.Code) && d.Nature != a.Nature {
				t.Errorf("%d is of another nature than %d", d.Code, a.Code)
			}
		}
	}
	for _, c := range []struct {
		a, under Account
		want     bool
	}{
		{401, 401, true}, {40103, 401, true}, {4010301, 401, true}, {4010301, 40103, true}, {40103, 4010301, false},
		{401, 40103, false}, {411, 401, false}, {4020301, 401, false}, {10101, 102, false}, {10101, 10, true},
	} {
		if got := c.a.Under(c.under); got != c.want {
			t.Errorf("%d under %d: %v", c.a, c.under, got)
		}
	}
}

func TestMembersAreBeneathOneAccountOnly(t *testing.T) {
	for _, a := range Chart {
		if a.Control == MemberControl && a.Code != HousingFund {
			t.Errorf("members are beneath %d", a.Code)
		}
	}
}
