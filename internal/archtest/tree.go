// Package archtest holds the rules of the house as tests over the source tree: who may import whom, how long a
// function may be, where money, clocks and SQL may stand, what must be documented. It uses the standard library's
// parser only, knows no package of the program, and nothing imports it.
//
// A rule is a function from a Tree to findings. Every rule has a test with a planted offence, so that the rule is
// seen to fail, and one test runs all of them over this repository.
package archtest

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Module is the module path that all of the repository's import paths begin with.
const Module = "guangsha"

// Finding is one offence against a rule.
type Finding struct {
	Path string // file or package, relative to the module
	Line int    // 0 when the offence is the file's or the package's as a whole
	Text string // what is wrong and what to do
}

// String gives the finding in the form that editors jump to.
func (f Finding) String() string {
	if f.Line == 0 {
		return f.Path + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.Path, f.Line, f.Text)
}

// File is one text file of the tree. AST is nil unless it is Go source.
type File struct {
	Path      string // relative to the module, with slashes
	Dir       string // the package's path below the module
	Source    []byte
	AST       *ast.File
	Test      bool // ends in _test.go
	Generated bool // carries the line that generators write
	set       *token.FileSet
}

// Line gives the line number of a position in the file.
func (f *File) Line(p token.Pos) int { return f.set.Position(p).Line }

// Tree is the source tree: every text file that a person wrote, in path order.
type Tree struct {
	Files []*File
	Names []string // of every file, read or not
}

// skipped are directories that hold no source of ours: what is built, what is lived, what is planted.
var skipped = []string{".git", "bin", "data", "testdata", "node_modules", "dist"}

// textual are the endings, and plain names, of the files that the text rules read.
var textual = []string{
	".go", ".sql", ".md", ".sh", ".toml", ".yml", ".yaml", ".mod", ".css", ".ts", ".tsx", ".vue", ".html",
	"Makefile", ".ci/run", ".gitignore",
}

// Read parses the tree below fsys. It fails on a Go file that does not parse.
func Read(fsys fs.FS) (Tree, error) {
	var tree Tree
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // a file that another program removed while the tree was walked
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(skipped, entry.Name()):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		tree.Names = append(tree.Names, name)
		if !isText(name) {
			return nil
		}
		file, err := readFile(fsys, name)
		if err != nil {
			return err
		}
		tree.Files = append(tree.Files, file)
		return nil
	})
	return tree, err
}

func isText(name string) bool {
	return slices.ContainsFunc(textual, func(end string) bool { return strings.HasSuffix(name, end) })
}

func readFile(fsys fs.FS, name string) (*File, error) {
	source, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("archtest: %w", err)
	}
	file := &File{Path: name, Dir: path.Dir(name), Source: source, set: token.NewFileSet()}
	if !strings.HasSuffix(name, ".go") {
		return file, nil
	}
	file.Test = strings.HasSuffix(name, "_test.go")
	file.AST, err = parser.ParseFile(file.set, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("archtest: %w", err)
	}
	file.Generated = ast.IsGenerated(file.AST)
	return file, nil
}

// Go gives the tree's Go files.
func (t Tree) Go() []*File {
	var files []*File
	for _, file := range t.Files {
		if file.AST != nil {
			files = append(files, file)
		}
	}
	return files
}

// lines gives the file's lines without their ends.
func (f *File) lines() []string {
	return strings.Split(strings.TrimSuffix(string(f.Source), "\n"), "\n")
}

// importName gives the name by which the file uses a package of the standard library, or "" when it does not.
func (f *File) importName(importPath string) string {
	for _, spec := range f.AST.Imports {
		if strings.Trim(spec.Path.Value, `"`) != importPath {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(importPath)
	}
	return ""
}

// uses calls visit for every mention name.Sel of a package of the standard library.
func (f *File) uses(importPath string, visit func(sel *ast.Ident)) {
	name := f.importName(importPath)
	if name == "" {
		return
	}
	ast.Inspect(f.AST, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == name {
				visit(s.Sel)
			}
		}
		return true
	})
}

// under reports whether a package is the prefix or stands below it.
func under(pkg, prefix string) bool {
	return pkg == prefix || strings.HasPrefix(pkg, prefix+"/")
}

func underAny(pkg string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return under(pkg, p) })
}

// width is the length of a line in runes, a tab counting four.
func width(line string) int {
	return utf8.RuneCountInString(line) + 3*strings.Count(line, "\t")
}

func endsWithNewline(source []byte) bool {
	return len(source) == 0 || bytes.HasSuffix(source, []byte("\n"))
}
