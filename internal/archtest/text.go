package archtest

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

const maxWidth = 120 // runes, a tab counting four

// CheckDocs finds packages without a package comment and exported names without a doc comment. A name in a group
// is documented by its own comment, by one behind it on the line, or by that of the group.
func CheckDocs(tree Tree) []Finding {
	var found []Finding
	documented := map[string]bool{}
	first := map[string]*File{}
	for _, file := range tree.Go() {
		if file.Test || file.Generated {
			continue
		}
		if first[file.Dir] == nil {
			first[file.Dir] = file
		}
		documented[file.Dir] = documented[file.Dir] || isPackageComment(file.AST)
		for _, decl := range file.AST.Decls {
			for _, name := range undocumented(decl) {
				found = append(found, Finding{file.Path, file.Line(name.Pos()), name.Name + " has no doc comment"})
			}
		}
	}
	for dir := range first {
		if !documented[dir] {
			found = append(found, Finding{Path: dir,
				Text: "has no package comment (Package … or Command …: what it is for and what it may not do)"})
		}
	}
	slices.SortFunc(found, func(a, b Finding) int { return strings.Compare(a.String(), b.String()) })
	return found
}

func isPackageComment(file *ast.File) bool {
	text := file.Doc.Text()
	return strings.HasPrefix(text, "Package "+file.Name.Name+" ") ||
		file.Name.Name == "main" && strings.HasPrefix(text, "Command ")
}

func undocumented(decl ast.Decl) []*ast.Ident {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc.Text() == "" && (d.Recv == nil || receiverIsExported(d.Recv)) {
			return []*ast.Ident{d.Name}
		}
	case *ast.GenDecl:
		if d.Tok == token.IMPORT || d.Doc.Text() != "" {
			return nil
		}
		var names []*ast.Ident
		for _, spec := range d.Specs {
			names = append(names, undocumentedSpec(spec)...)
		}
		return names
	}
	return nil
}

func undocumentedSpec(spec ast.Spec) []*ast.Ident {
	var names []*ast.Ident
	documented := false
	switch s := spec.(type) {
	case *ast.TypeSpec:
		names, documented = []*ast.Ident{s.Name}, s.Doc.Text() != "" || s.Comment.Text() != ""
	case *ast.ValueSpec:
		names, documented = s.Names, s.Doc.Text() != "" || s.Comment.Text() != ""
	}
	if documented {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(names), func(n *ast.Ident) bool { return !n.IsExported() })
}

func receiverIsExported(recv *ast.FieldList) bool {
	exported := false
	ast.Inspect(recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && !exported {
			exported = id.IsExported()
			return false
		}
		return true
	})
	return exported
}

// unfinished and machinePath are written so that this file does not match itself.
var (
	unfinished  = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`)
	machinePath = regexp.MustCompile(`(^|[\s"'` + "`" + `(=:])` +
		`(/wo` + `rk/|/ro` + `ot/|/ho` + `me/\w+/|/Us` + `ers/\w+/|[A-Z]:\\Us` + `ers\\)`)
)

// CheckText finds marks of unfinished work and paths of somebody's machine in any text file, files that do not
// end with a newline, and Go lines wider than 120 runes unless a string makes them so.
func CheckText(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Files {
		if !endsWithNewline(file.Source) {
			found = append(found, Finding{Path: file.Path, Text: "does not end with a newline"})
		}
		inString := file.stringLines()
		for i, line := range file.lines() {
			add := func(text string) { found = append(found, Finding{file.Path, i + 1, text}) }
			if mark := unfinished.FindString(line); mark != "" {
				add(mark + ": finish it or leave it out")
			}
			if machinePath.MatchString(line) {
				add("names a path of one machine")
			}
			if w := width(line); file.AST != nil && !file.Generated && w > maxWidth && !inString[i+1] {
				add(fmt.Sprintf("is %d wide; %d is the most", w, maxWidth))
			}
		}
	}
	return found
}

// CheckFormat finds Go files that gofmt would change.
func CheckFormat(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Go() {
		if want, err := format.Source(file.Source); err != nil || !bytes.Equal(want, file.Source) {
			found = append(found, Finding{Path: file.Path, Text: "is not as gofmt writes it"})
		}
	}
	return found
}

// stringLines gives the lines on which a string literal of more than a few words stands.
func (f *File) stringLines() map[int]bool {
	const few = 40
	lines := map[int]bool{}
	if f.AST == nil {
		return lines
	}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && width(lit.Value) > few {
			for l := f.Line(lit.Pos()); l <= f.Line(lit.End()); l++ {
				lines[l] = true
			}
		}
		return true
	})
	return lines
}
