package archtest

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

const (
	maxFunction = 69  // lines: a function is seen as a whole on one screen
	maxFile     = 500 // lines
)

// CheckSize finds functions and function literals of 70 lines and more, and files of more than 500 lines.
// Generated files have no limit.
func CheckSize(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Go() {
		if file.Generated {
			continue
		}
		if n := len(file.lines()); n > maxFile {
			found = append(found, Finding{Path: file.Path,
				Text: fmt.Sprintf("has %d lines; %d are the most", n, maxFile)})
		}
		ast.Inspect(file.AST, func(n ast.Node) bool {
			name := ""
			switch f := n.(type) {
			case *ast.FuncDecl:
				name = f.Name.Name
			case *ast.FuncLit:
				name = "function literal"
			default:
				return true
			}
			if lines := file.Line(n.End()) - file.Line(n.Pos()) + 1; lines > maxFunction {
				found = append(found, Finding{file.Path, file.Line(n.Pos()),
					fmt.Sprintf("%s has %d lines; %d are the most", name, lines, maxFunction)})
			}
			return true
		})
	}
	return found
}

// floatVerb matches the verbs of package fmt that print floating point.
var floatVerb = regexp.MustCompile(`%[-+ #0]*[0-9*]*(\.[0-9*]+)?[feEgG]\b`)

// CheckFloat finds binary floating point in internal and cmd: its types, literals with a fraction, verbs
// that print it, and what brings it in from the standard library. Money, rates, percentages and durations are integers.
func CheckFloat(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Go() {
		if !underAny(file.Dir, []string{"internal", "cmd"}) {
			continue
		}
		add := func(n ast.Node, what string) {
			found = append(found, Finding{file.Path, file.Line(n.Pos()), what + ": no floating point here"})
		}
		ast.Inspect(file.AST, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.Ident:
				if slices.Contains([]string{"float32", "float64", "complex64", "complex128"}, x.Name) {
					add(x, x.Name)
				}
			case *ast.BasicLit:
				if x.Kind == token.IMAG || x.Kind == token.FLOAT && !isWhole(x) {
					add(x, "literal "+x.Value)
				}
				if x.Kind == token.STRING && floatVerb.MatchString(x.Value) {
					add(x, "format "+x.Value)
				}
			case *ast.CallExpr:
				if f, ok := x.Fun.(*ast.SelectorExpr); ok && len(x.Args) == 0 &&
					slices.Contains([]string{"Seconds", "Minutes", "Hours"}, f.Sel.Name) {
					add(x, f.Sel.Name+"()")
				}
			}
			return true
		})
		file.uses("math", func(sel *ast.Ident) {
			if !strings.HasPrefix(sel.Name, "Max") && !strings.HasPrefix(sel.Name, "Min") ||
				!strings.Contains(sel.Name, "nt") {
				add(sel, "math."+sel.Name)
			}
		})
		file.uses("strconv", func(sel *ast.Ident) {
			if strings.HasSuffix(sel.Name, "Float") {
				add(sel, "strconv."+sel.Name)
			}
		})
		file.uses("math/big", func(sel *ast.Ident) {
			if strings.Contains(sel.Name, "Float") {
				add(sel, "big."+sel.Name)
			}
		})
	}
	return found
}

// isWhole reports whether a literal such as 1e6 is an integer written with an exponent.
func isWhole(lit *ast.BasicLit) bool {
	v := constant.MakeFromLiteral(lit.Value, lit.Kind, 0)
	return !strings.Contains(lit.Value, ".") && constant.ToInt(v).Kind() == constant.Int
}

// clockNames are the names of package time that read the clock or wait for it.
var clockNames = []string{
	"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer",
}

// ClockUse allows some names of package time to one package.
type ClockUse struct {
	Package string
	Names   []string
	Why     string
}

// Clocks says who may read the clock or wait for it. Everybody else is given a civil.Clock or a stop-watch.
var Clocks = []ClockUse{
	{"cmd/guangsha", clockNames, "the one place that reads the wall clock"},
	{"internal/base/elapsed", clockNames, "stop-watches, which measure and never date"},
	{"internal/store/sqlstore", []string{"NewTimer"}, "the window in which waiting units share one commit"},
	{"internal/audit", []string{"NewTimer"}, "the beat of the sealer"},
	{"internal/base/turns", []string{"NewTimer"}, "the beat of whatever is worked off beside the requests"},
	{"test", clockNames, "tests from outside drive real processes in real time"},
}

// CheckClock finds readings of the clock where the table does not allow them. Test files may use NewTimer, to
// give up on what hangs, and nothing else.
func CheckClock(tree Tree, clocks []ClockUse) []Finding {
	var found []Finding
	for _, file := range tree.Go() {
		if file.importName("time") == "." {
			found = append(found, Finding{Path: file.Path, Text: "imports time with a dot, which hides the clock"})
		}
		file.uses("time", func(sel *ast.Ident) {
			allowed := slices.ContainsFunc(clocks, func(c ClockUse) bool {
				return under(file.Dir, c.Package) && slices.Contains(c.Names, sel.Name)
			})
			if !slices.Contains(clockNames, sel.Name) || allowed || file.Test && sel.Name == "NewTimer" {
				return
			}
			found = append(found, Finding{file.Path, file.Line(sel.Pos()),
				"time." + sel.Name + ": take a civil.Clock for dates, base/elapsed for stop-watches"})
		})
	}
	return found
}

// sqlHome is where SQL may stand.
const sqlHome = "internal/store"

// sqlLike matches texts that begin as a statement does.
var sqlLike = regexp.MustCompile(`(?is)^\s*(SELECT\s+(\S.*\sFROM\s|\d)|INSERT\s+(OR\s+\w+\s+)?INTO\s|` +
	`UPDATE\s+\S+\s+(AS\s+\w+\s+)?SET\s|DELETE\s+FROM\s|(CREATE|ALTER|DROP)\s+(UNIQUE\s+)?(TABLE|INDEX|SCHEMA|VIEW)\s|` +
	`WITH\s+\w+.{0,200}\sAS\s.{0,20}\(|PRAGMA\s+\w|SAVEPOINT\s+\w|BEGIN\s+IMMEDIATE|LOCK\s+TABLE\s|SET\s+\w+\s+TO\s)`)

// CheckSQL finds SQL outside the store: .sql files, and string literals that begin as a statement does.
func CheckSQL(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Files {
		if under(file.Dir, sqlHome) {
			continue
		}
		if file.AST == nil {
			if strings.HasSuffix(file.Path, ".sql") {
				found = append(found, Finding{Path: file.Path, Text: "SQL stands in " + sqlHome + "/sqlstore"})
			}
			continue
		}
		ast.Inspect(file.AST, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Kind == token.STRING && sqlLike.MatchString(unquote(lit.Value)) {
				found = append(found, Finding{file.Path, file.Line(lit.Pos()),
					"a string that looks like SQL; SQL stands in " + sqlHome + "/sqlstore"})
			}
			return true
		})
	}
	return found
}

// CheckInit finds functions named init: registration is explicit here, in one list each.
func CheckInit(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Go() {
		for _, decl := range file.AST.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				found = append(found, Finding{file.Path, file.Line(f.Pos()), "init(): list it explicitly instead"})
			}
		}
	}
	return found
}
