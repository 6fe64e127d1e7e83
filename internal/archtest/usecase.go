package archtest

import (
	"go/ast"
	"slices"
)

// useCaseHomes are the packages whose services have use cases.
var useCaseHomes = []string{
	"internal/member", "internal/contribution", "internal/withdrawal", "internal/loan", "internal/transfer",
	"internal/treasury", "internal/spending", "internal/opening", "internal/selfeval", "internal/cases",
	"internal/access", "internal/app",
}

// services are the types whose exported methods are use cases when they say who acts.
var services = []string{"Service", "Centre"}

// CheckUseCases finds use cases whose first line does not ask access.Allow whether whoever acts may do this, and
// exported methods that open a unit of work without saying who acts. A use case is an exported method of a service that
// takes an act.By.
func CheckUseCases(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Go() {
		if file.Test || !slices.Contains(useCaseHomes, file.Dir) {
			continue
		}
		for _, decl := range file.AST.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Body == nil || !f.Name.IsExported() || !slices.Contains(services, receiver(f)) {
				continue
			}
			by := actor(f)
			switch {
			case by == "" && opensUnit(f):
				found = append(found, Finding{file.Path, file.Line(f.Pos()),
					f.Name.Name + " opens a unit of work and does not say who acts: take an act.By"})
			case by != "" && !asksFirst(f, by):
				found = append(found, Finding{file.Path, file.Line(f.Pos()),
					f.Name.Name + " is a use case: its first line must ask access.Allow about " + by})
			}
		}
	}
	return found
}

// receiver names the type that a method belongs to.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil || len(f.Recv.List) == 0 {
		return ""
	}
	t := f.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// actor names the parameter that says who acts.
func actor(f *ast.FuncDecl) string {
	for _, p := range f.Type.Params.List {
		sel, ok := p.Type.(*ast.SelectorExpr)
		if ok && sel.Sel.Name == "By" && isName(sel.X, "act") && len(p.Names) > 0 {
			return p.Names[0].Name
		}
	}
	return ""
}

// asksFirst reports whether the first statement of a function asks Allow about whoever acts and takes its context.
func asksFirst(f *ast.FuncDecl, by string) bool {
	if len(f.Body.List) == 0 {
		return false
	}
	first := f.Body.List[0]
	if check, ok := first.(*ast.IfStmt); ok {
		first = check.Init
	}
	assign, ok := first.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) == 0 || !isName(assign.Lhs[0], "ctx") || len(assign.Rhs) != 1 {
		return false
	}
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok || len(call.Args) != 4 || !isName(call.Args[2], by) {
		return false
	}
	switch fun := call.Fun.(type) {
	case *ast.SelectorExpr:
		return isName(fun.X, "access") && fun.Sel.Name == "Allow"
	case *ast.Ident:
		return fun.Name == "Allow"
	}
	return false
}

// opensUnit reports whether a function calls the Do of something that is called Work.
func opensUnit(f *ast.FuncDecl) (opens bool) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "Do" {
			if of, ok := sel.X.(*ast.SelectorExpr); ok && (of.Sel.Name == "Work" || of.Sel.Name == "work") {
				opens = true
			}
		}
		return true
	})
	return opens
}

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
