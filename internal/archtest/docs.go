package archtest

import (
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
)

// glossary is the page that settles the words.
const glossary = "docs/GLOSSARY.md"

var (
	quoted   = regexp.MustCompile("`([^`]+)`")
	mdLink   = regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`)
	makeCall = regexp.MustCompile(`(?m)(?:^|[` + "`" + `\s])make ([a-z][a-z-]*)`)
	target   = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
)

// CheckGlossary finds names that the glossary places in a package that does not define them. A row with a dash
// for a package settles a word that no code needs yet.
func CheckGlossary(tree Tree) []Finding {
	var found []Finding
	names := definedNames(tree)
	for _, file := range tree.Files {
		if file.Path != glossary {
			continue
		}
		for i, line := range file.lines() {
			cells := strings.Split(line, "|")
			if len(cells) != 6 {
				continue
			}
			home := quoted.FindStringSubmatch(cells[3])
			if home == nil {
				continue
			}
			for _, name := range quoted.FindAllStringSubmatch(cells[2], -1) {
				if !names[home[1]][name[1]] {
					found = append(found, Finding{file.Path, i + 1, home[1] + " does not define " + name[1]})
				}
			}
		}
	}
	return found
}

// definedNames gives, by package, the exported names of its types, fields, functions, methods, constants and
// variables.
func definedNames(tree Tree) map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, file := range tree.Go() {
		if file.Test {
			continue
		}
		names := all[file.Dir]
		if names == nil {
			names = map[string]bool{}
			all[file.Dir] = names
		}
		ast.Inspect(file.AST, func(n ast.Node) bool {
			switch d := n.(type) {
			case *ast.FuncDecl:
				names[d.Name.Name] = true
				return false
			case *ast.TypeSpec:
				names[d.Name.Name] = true
			case *ast.Field:
				add(names, d.Names)
			case *ast.ValueSpec:
				add(names, d.Names)
			}
			return true
		})
	}
	return all
}

func add(names map[string]bool, idents []*ast.Ident) {
	for _, id := range idents {
		names[id.Name] = true
	}
}

// CheckLinks finds links of our documents to files that the tree does not have.
func CheckLinks(tree Tree) []Finding {
	var found []Finding
	for _, file := range tree.Files {
		if !strings.HasSuffix(file.Path, ".md") {
			continue
		}
		for i, line := range file.lines() {
			for _, link := range mdLink.FindAllStringSubmatch(line, -1) {
				to := path.Join(file.Dir, link[1])
				there := slices.ContainsFunc(tree.Names, func(n string) bool { return under(n, to) })
				if there || strings.Contains(link[1], "://") {
					continue
				}
				found = append(found, Finding{file.Path, i + 1, "links to " + link[1] + ", which does not exist"})
			}
		}
	}
	return found
}

// CheckTargets finds words after make, in our documents, that are not targets of the Makefile.
func CheckTargets(tree Tree) []Finding {
	var found []Finding
	targets := map[string]bool{}
	for _, file := range tree.Files {
		if file.Path == "Makefile" {
			for _, m := range target.FindAllStringSubmatch(string(file.Source), -1) {
				targets[m[1]] = true
			}
		}
	}
	for _, file := range tree.Files {
		if !strings.HasSuffix(file.Path, ".md") {
			continue
		}
		code := false
		for i, line := range file.lines() {
			if strings.HasPrefix(strings.TrimSpace(line), "```") {
				code = !code
			}
			for _, m := range makeCall.FindAllStringSubmatch(line, -1) {
				if (code || strings.Contains(line, "`make "+m[1])) && !targets[m[1]] {
					found = append(found, Finding{file.Path, i + 1, "make " + m[1] + " is no target of the Makefile"})
				}
			}
		}
	}
	return found
}
