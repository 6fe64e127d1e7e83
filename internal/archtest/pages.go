package archtest

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// pages is the source of the pages, whose files import each other by relative paths.
const pages = "web/src"

// pageImport matches what a file of the pages imports of its own, types and parts that are fetched later among it.
var pageImport = regexp.MustCompile(`\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]`)

// CheckPages finds files of the pages that import each other in a circle: which of them runs first would hang on the
// page that is opened first.
func CheckPages(tree Tree) []Finding {
	w := pageWalk{files: map[string]*File{}, done: map[string]bool{}}
	for _, file := range tree.Files {
		if under(file.Dir, pages) {
			w.files[file.Path] = file
		}
	}
	for _, file := range tree.Files {
		w.visit(file.Path)
	}
	return w.found
}

// pageWalk goes from file to file along what each imports.
type pageWalk struct {
	files map[string]*File
	way   []string // from where the walk began to where it stands
	done  map[string]bool
	found []Finding
}

func (w *pageWalk) visit(name string) {
	file := w.files[name]
	if file == nil || w.done[name] {
		return
	}
	if at := slices.Index(w.way, name); at >= 0 {
		circle := append(slices.Clone(w.way[at:]), name)
		w.found = append(w.found, Finding{Path: w.way[len(w.way)-1],
			Text: "closes a circle of imports: " + strings.Join(circle, " → ")})
		return
	}
	w.way = append(w.way, name)
	for _, m := range pageImport.FindAllStringSubmatch(string(file.Source), -1) {
		to := path.Join(file.Dir, m[1])
		for _, end := range []string{"", ".ts", ".vue"} {
			w.visit(to + end)
		}
	}
	w.way = w.way[:len(w.way)-1]
	w.done[name] = true
}
