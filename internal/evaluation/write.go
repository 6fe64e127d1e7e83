package evaluation

import (
	"io"

	"guangsha/internal/document"
)

// Export writes tables as the official form, one sheet per table: merged cells, borders, A4. It prints what
// FilledTable.Form gives by the rules of a profile and nothing that the form has no place for.
func Export(w io.Writer, p Profile, tables ...FilledTable) error {
	return document.WriteXLSX(w, Forms(p, tables...)...)
}

// Forms lays tables out as official forms, by the rules of a profile.
func Forms(p Profile, tables ...FilledTable) []document.Grid {
	grids := make([]document.Grid, len(tables))
	for i, t := range tables {
		grids[i] = Form(t.Form(p))
	}
	return grids
}
