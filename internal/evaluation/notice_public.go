package evaluation

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"guangsha/internal/document"
)

// Public writes the tables as a page for the unit's site (公开网页), one file that stands by itself. It shows the forms and
// nothing else: no doubts, and no draft of a reason that nobody has finished.
func (n Notice) Public(w io.Writer) error {
	page := document.HTMLPage{Title: fmt.Sprintf("%s%d年度项目支出绩效自评表", n.Unit, n.Year),
		Line: fmt.Sprintf("共%d张", len(n.Printed))}
	if n.Invented != "" {
		page.Line += "。" + n.Invented
	}
	for _, t := range n.Printed {
		t.Indicators = slices.Clone(t.Indicators)
		texts := []*string{&t.GoalActual}
		for i := range t.Indicators {
			texts = append(texts, &t.Indicators[i].Reason)
		}
		for _, text := range texts {
			if strings.HasPrefix(*text, draftMark) {
				*text = ""
			}
		}
		page.Grids = append(page.Grids, Form(t))
	}
	return document.WriteHTML(w, page)
}
