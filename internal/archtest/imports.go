package archtest

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// CheckTable finds rows that name what does not stand below them, and capabilities that may see each other.
func CheckTable(rows []Row) []Finding {
	var found []Finding
	for i, row := range rows {
		for _, may := range row.May {
			if !standsBelow(may, i, rows) {
				found = append(found, Finding{Path: row.Package, Text: "its row may not name " + may +
					", which does not stand below it in the table of imports"})
			}
			if slices.Contains(capabilities, row.Package) && underAny(may, capabilities) {
				found = append(found, Finding{Path: row.Package, Text: "a capability may not import " + may +
					": state a small interface and let app connect the two"})
			}
		}
	}
	return found
}

// standsBelow reports whether the row of a package, and every row that the prefix covers besides the asker's own,
// comes after the row that asks. A name without any row stands nowhere.
func standsBelow(may string, asker int, rows []Row) bool {
	covering, _ := rowOf(may, rows)
	known := false
	for i, row := range rows {
		if i == asker && row.Package != may || row.Package != covering.Package && !under(row.Package, may) {
			continue
		}
		if i <= asker {
			return false
		}
		known = true
	}
	return known
}

// CheckImports finds imports inside the module that the table does not allow, and packages without a row.
func CheckImports(tree Tree, rows []Row) []Finding {
	var found []Finding
	missing := map[string]bool{}
	for _, file := range tree.Go() {
		row, ok := rowOf(file.Dir, rows)
		if !ok {
			if !missing[file.Dir] {
				missing[file.Dir] = true
				found = append(found, Finding{Path: file.Dir, Text: "has no row in the table of imports"})
			}
			continue
		}
		for _, spec := range file.AST.Imports {
			target, inside := strings.CutPrefix(unquote(spec.Path.Value), Module+"/")
			if !inside || mayImport(file, row, target) {
				continue
			}
			found = append(found, Finding{file.Path, file.Line(spec.Pos()), fmt.Sprintf(
				"%s may not import %s; the table of imports allows only what its row names", file.Dir, target)})
		}
	}
	return found
}

// rowOf gives the longest row that fits a package.
func rowOf(pkg string, rows []Row) (Row, bool) {
	best, ok := Row{}, false
	for _, row := range rows {
		if under(pkg, row.Package) && len(row.Package) >= len(best.Package) {
			best, ok = row, true
		}
	}
	return best, ok
}

// mayImport applies the row. Test files may also use the test packages (…test), and tests in a package of their
// own (package x_test) may open the real store, the published parameters or the whole program, since no mock stands
// in for any of them.
func mayImport(file *File, row Row, target string) bool {
	if target == file.Dir || underAny(target, row.May) {
		return true
	}
	if !file.Test {
		return strings.HasSuffix(path.Base(row.Package), "test") && under(target, "internal/store")
	}
	if underAny(target, row.Tests) || strings.HasSuffix(path.Base(target), "test") {
		return true
	}
	own := strings.HasSuffix(file.AST.Name.Name, "_test")
	return own && underAny(target, []string{"internal/store", "internal/app", "policies"})
}

// CheckModules finds imports of other people's modules outside the packages that the table names.
func CheckModules(tree Tree, modules []Outside, testModules []string) []Finding {
	var found []Finding
	for _, file := range tree.Go() {
		for _, spec := range file.AST.Imports {
			target := unquote(spec.Path.Value)
			if under(target, Module) || file.Test && underAny(target, testModules) {
				continue
			}
			i := slices.IndexFunc(modules, func(m Outside) bool { return under(target, m.Module) })
			standard := !strings.Contains(strings.Split(target, "/")[0], ".")
			switch {
			case i < 0 && !standard:
				found = append(found, Finding{file.Path, file.Line(spec.Pos()),
					"imports " + target + ", which the table of modules does not know"})
			case i >= 0 && !underAny(file.Dir, modules[i].Only):
				found = append(found, Finding{file.Path, file.Line(spec.Pos()), fmt.Sprintf(
					"imports %s, which only %s may: %s", target, strings.Join(modules[i].Only, ", "), modules[i].Why)})
			}
		}
	}
	return found
}

func unquote(literal string) string {
	text, err := strconv.Unquote(literal)
	if err != nil {
		return literal
	}
	return text
}
