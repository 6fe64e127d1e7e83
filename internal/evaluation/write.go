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

// Forms lays tables out as the form of a profile, or as the one that they were read with.
func Forms(p Profile, tables ...FilledTable) []document.Grid {
	grids := make([]document.Grid, len(tables))
	for i, t := range tables {
		printed := t.Form(p)
		if printed.Columns == nil && printed.FundColumns == nil {
			printed = printed.InForm(p.Form)
		}
		grids[i] = Form(printed)
	}
	return grids
}
