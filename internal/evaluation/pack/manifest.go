// Package pack writes the folder that a notice on self-evaluation asks for (自评材料), and checks one: every figure in it
// comes with its rows, masked, so that a reviewer recomputes it on a machine of his own, without the database and
// without trusting whoever wrote it.
package pack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"guangsha/internal/base/refusal"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// ManifestName is the file that lists everything else in a package.
const ManifestName = "清单.json"

// formatName tells what a manifest is, and changes when its meaning does.
const formatName = "guangsha-evidence-2"

// Manifest lists a package (清单): its files, the figures with where their rows lie, and the cells that print them.
type Manifest struct {
	Format string `json:"format"`
	Unit   string `json:"unit"`
	Year   int    `json:"year"`
	// Unfinished says how far the books of the year were, empty when they held all of it.
	Unfinished string `json:"unfinished,omitempty"`
	// Invented says that people, units and figures are invented, empty where they are not.
	Invented string `json:"invented,omitempty"`

	Files   []File   `json:"files"`
	Figures []Figure `json:"figures"`
	Tables  []Form   `json:"tables"`
	Cells   []Cell   `json:"cells"`
}

// File is one file with its digest.
type File struct {
	Path   string `json:"path"` // below the package, with slashes
	What   string `json:"what"` // in words
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Figure is a measure's figure and how it follows from its rows.
type Figure struct {
	No         string        `json:"no"` // number of its folder
	Measure    string        `json:"measure"`
	Title      string        `json:"title"`
	Definition string        `json:"definition"`
	Unit       measure.Unit  `json:"unit"`
	Fold       string        `json:"fold"`
	Grade      measure.Grade `json:"grade"`
	From       string        `json:"from"`
	To         string        `json:"to"`
	Balance    bool          `json:"balance,omitempty"` // what stood at the end (时点数): rows may begin before the period
	Known      bool          `json:"known"`
	N          int64         `json:"n"`
	Rows       int64         `json:"rows"`
	Of         int64         `json:"of,omitempty"`
	Path       string        `json:"path"` // of its rows

	Outside []evaluation.Compared `json:"outside,omitempty"` // 外部文件所列数, beside the figure
}

// Form is a printed table.
type Form struct {
	Project string `json:"project"`
	Path    string `json:"path"`
}

// Cell is an actual that a figure stands behind.
type Cell struct {
	Table    int    `json:"table"` // index into the forms
	Row      int    `json:"row"`   // of the indicators, 0 for 全年执行数
	Figure   string `json:"figure"`
	Target   string `json:"target"`   // in whose unit the figure is written
	Measured string `json:"measured"` // 系统取数值
	Printed  string `json:"printed"`  // what the form prints: what a person accepted, else reported
}

// folds are the names of the folds.
var folds = map[measure.Fold]string{
	measure.SumN: "sum", measure.RowsN: "rows", measure.ShareOf: "share", measure.RatioOf: "ratio", measure.MaxN: "max",
	measure.MedianN: "median", measure.MeanN: "mean",
}

func foldOf(name string) (measure.Fold, bool) {
	for fold, known := range folds {
		if known == name {
			return fold, true
		}
	}
	return 0, false
}

// maxManifest is far above the manifest of a city's projects.
const maxManifest = 32 << 20

// readManifest reads a manifest, bounded and strictly.
func readManifest(r io.Reader) (Manifest, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxManifest+1))
	if err != nil {
		return Manifest{}, fmt.Errorf("pack: read the manifest: %w", err)
	}
	bad := func(why string) error {
		return refusal.New("pack.manifest", "材料包的"+ManifestName+"无法读取："+why, "", "请向填报单位索取完整的材料包")
	}
	if len(src) > maxManifest {
		return Manifest{}, bad("文件过大")
	}
	var m Manifest
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return Manifest{}, bad("格式不正确")
	}
	if m.Format != formatName {
		return Manifest{}, bad("不是本程序写出的清单，或版本不同")
	}
	return m, nil
}

// measured is the figure as its measure gave it.
func (f Figure) measured() measure.Value {
	return measure.Value{Measure: measure.Measure{Name: f.Measure, Unit: f.Unit}, N: f.N, Known: f.Known}
}

// figure is the figure with a number, or nil.
func (m Manifest) figure(no string) *Figure {
	i := slices.IndexFunc(m.Figures, func(f Figure) bool { return f.No == no })
	if i < 0 {
		return nil
	}
	return &m.Figures[i]
}
