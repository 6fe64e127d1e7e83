package document

import (
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
)

// HTMLPage is a page for a site (公开网页): its title, a line below it, and grids.
type HTMLPage struct {
	Title, Line string
	Grids       []Grid
}

// htmlPage needs nothing but itself: no script, no picture, and no request to anywhere.
var htmlPage = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{.Title}}</title>
<style>
body { font: 15px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1c2329; margin: 0; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 1.5em; margin: 0; } .line { color: #56606b; }
.sheet { overflow-x: auto; margin: 24px 0 40px; }
table { border-collapse: collapse; width: 100%; min-width: 760px; }
td { border: 1px solid #7a8590; padding: 5px 8px; text-align: center; font-variant-numeric: tabular-nums;
	white-space: pre-line; }
td.plain { border: 0; } td.left { text-align: left; } td.right { text-align: right; }
td.title { font-size: 1.35em; } b, td.title { font-weight: 600; }
@media print { .sheet { overflow: visible; break-after: page; } table { min-width: 0; font-size: 9pt; } }
</style>
</head>
<body>
<main>
<h1>{{.Title}}</h1>
<p class="line">{{.Line}}</p>
{{range .Tables}}<div class="sheet" tabindex="0" role="region" aria-label="{{.Name}}"><table>
{{range .Rows}}<tr>{{range .}}<td{{if .Class}} class="{{.Class}}"{{end}}{{if gt .RowSpan 1}} rowspan="{{.RowSpan}}"{{end -}}
{{if gt .ColSpan 1}} colspan="{{.ColSpan}}"{{end}}>{{if .Bold}}<b>{{.Text}}</b>{{else}}{{.Text}}{{end}}</td>{{end}}</tr>
{{end}}</table></div>
{{end}}</main>
</body>
</html>
`))

// htmlTable is a grid as the page lays it out.
type htmlTable struct {
	Name string
	Rows [][]htmlCell
}

type htmlCell struct {
	Cell
	Class string
}

// WriteHTML writes a page with the merged cells of its grids, in one file that loads nothing.
func WriteHTML(w io.Writer, p HTMLPage) error {
	var tables []htmlTable
	for _, g := range p.Grids {
		rows, _ := g.extent()
		t := htmlTable{Name: g.Name, Rows: make([][]htmlCell, rows)}
		for _, c := range printableCells(g.Cells) {
			t.Rows[c.Row] = append(t.Rows[c.Row], htmlCell{c, c.htmlClass()})
		}
		for _, row := range t.Rows {
			slices.SortFunc(row, func(a, b htmlCell) int { return a.Col - b.Col })
		}
		tables = append(tables, t)
	}
	if err := htmlPage.Execute(w, struct {
		HTMLPage
		Tables []htmlTable
	}{p, tables}); err != nil {
		return fmt.Errorf("document: write a page: %w", err)
	}
	return nil
}

func (c Cell) htmlClass() string {
	var names []string
	if c.Plain {
		names = append(names, "plain")
	}
	switch c.Align {
	case Left:
		names = append(names, "left")
	case Right:
		names = append(names, "right")
	}
	if c.Size >= 14 {
		names = append(names, "title")
	}
	return strings.Join(names, " ")
}
