package evaluation

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"guangsha/internal/document"
)

// paperTitle, paperPlace and paperHeads are what a working paper (工作底稿) is known by when it is read again: its title,
// and above the findings of a table a row that says of which.
const (
	paperTitle = "自评表工作底稿"
	paperPlace = "项目"
	wholePlace = "（各表之间）"
)

var paperHeads = []string{"疑点", "程度", "行", "内容", "所据数值", "说明", "说明人", "日期"}

// sawMark stands between the values that a finding rests on.
const sawMark = " ｜ "

// PaperGrid lays out a working paper: for each table its scores and its findings with what was said of them, then those
// on several tables. The explanations are read from it again, also those that people write into it.
func PaperGrid(s Set) document.Grid {
	p := &page{Grid: document.Grid{Name: "工作底稿", Landscape: true,
		Widths: []int{55, 85, 45, 380, 190, 240, 80, 100}}}
	p.title(paperTitle, 16, document.Center)
	kept := 0
	for _, f := range s.Found {
		if f.Kept() {
			kept++
		}
	}
	p.title(fmt.Sprintf("自评表%d张，疑点%d条，其中说明后保留%d条。疑点是请经办人核实的问题，不是结论。在“说明”栏写明事实、原因和依据，"+
		"署名并注明日期（如 2025-02-14），与自评表一起重新读入即生效。", len(s.Tables), len(s.Found), kept), 11, document.Left)
	for i, t := range s.Tables {
		p.heading(chinese(i+1) + "、" + t.Project)
		p.place(placeOf(t.Table, 0))
		p.span(s.scores(i))
		p.findings(s, s.FindingsOf(i))
	}
	for found := s.FindingsOf(WholeSet); len(found) > 0; {
		place := s.place(found[0])
		n := runOf(found, func(f Finding) bool { return s.place(f).is(place) })
		p.heading("涉及几张表的疑点")
		place.Project = wholePlace
		p.place(place)
		p.findings(s, found[:n])
		found = found[n:]
	}
	p.title("编制：　　　　　　　　复核：　　　　　　　　　　　年　　月　　日", 11, document.Left)
	return p.Grid
}

// scores is a table's scores in a sentence.
func (s Set) scores(i int) string {
	scored := s.Scored[i]
	text := fmt.Sprintf("口径：%s。原表%s分，按规则复算%s分", s.Choices[i].Profile.Name, scored.Published.Short(), scored.ByRule)
	if scored.Accepted.Printed() {
		text += fmt.Sprintf("，认定%s分", scored.Accepted)
	}
	if scored.Grade != "" {
		text += "，等级" + scored.Grade
	}
	return text + "。"
}

func (p *page) heading(text string) {
	p.Cells = append(p.Cells, document.Cell{Row: p.row, ColSpan: len(p.Widths), Text: text, Size: 12, Font: "黑体",
		Align: document.Left, Plain: true})
	p.row++
}

// place adds the row that says of which table the findings below are.
func (p *page) place(at Place) {
	for _, c := range []document.Cell{
		{Col: 0, Text: paperPlace, Bold: true}, {Col: 1, ColSpan: 3, Text: at.Project, Align: document.Left},
		{Col: 4, Text: at.Unit, Align: document.Left, ColSpan: 2}, {Col: 6, Text: "年度", Bold: true},
		{Col: 7, Text: strconv.Itoa(at.Year)},
	} {
		c.Row = p.row
		p.Cells = append(p.Cells, c)
	}
	p.row++
}

// span adds a row of one cell over the whole width.
func (p *page) span(text string) {
	p.Cells = append(p.Cells, document.Cell{Row: p.row, ColSpan: len(p.Widths), Text: text, Align: document.Left})
	p.row++
}

func (p *page) findings(s Set, found []Finding) {
	if len(found) == 0 {
		p.span("没有疑点。")
		return
	}
	p.line(true, paperHeads...)
	for _, f := range found {
		said, saw := Said{}, f.Saw
		if e := f.Explained; e != nil {
			said = e.Said
			if e.Changed {
				saw = e.Was
			}
		}
		p.line(false, f.ID, f.Severity.Label(), strconv.Itoa(f.Row), f.Message, strings.Join(saw, sawMark), said.Text,
			said.By, said.On)
	}
}

// readPaperGrid reads the explanations of a working paper, and reports whether rows are one. A line that nobody
// explained says nothing.
func readPaperGrid(rows [][]string) (Paper, bool) {
	var p Paper
	var at Place
	titled := false
	for _, row := range rows {
		titled = titled || compact(strings.Join(row, "")) == paperTitle
		switch {
		case !titled || len(row) < len(paperHeads):
		case compact(row[0]) == paperPlace && compact(row[6]) == "年度":
			at = Place{Unit: row[4], Year: atoi(compact(row[7])), Project: row[1]}
			if row[1] == wholePlace {
				at.Project = ""
			}
		case blank(row[5]) || slices.Equal(row[:2], paperHeads[:2]):
		default:
			e := Explained{Check: strings.TrimSpace(row[0]), Place: at}
			e.By, e.On, e.Text = strings.TrimSpace(row[6]), strings.TrimSpace(row[7]), strings.TrimSpace(row[5])
			e.Row = atoi(compact(row[2]))
			if row[4] != "" {
				e.Saw = strings.Split(row[4], sawMark)
			}
			p.Explained = append(p.Explained, e)
		}
	}
	return p, titled
}

// WorkingPaper lays out all that a person saves of their work on tables (工作底稿): the tables as corrected with what was
// corrected in them marked, the record of that, and every finding with what was said of it. Read again it gives the
// same tables, corrections and explanations.
func WorkingPaper(s Set, corrected []Corrected) []document.Grid {
	var grids []document.Grid
	for i, t := range s.Tables {
		grids = append(grids, MarkedForm(t.Table, i, corrected))
	}
	if len(corrected) > 0 {
		grids = append(grids, CorrectedGrid(corrected))
	}
	return append(grids, PaperGrid(s))
}

// apartFromPapers splits the rows of a file that holds a working paper behind tables, as a docx document does.
func apartFromPapers(rows [][]string) (parts [][][]string) {
	from := 0
	for i, row := range rows {
		title := compact(strings.Join(row, ""))
		if (title == paperTitle || title == correctedTitle) && i > from {
			parts, from = append(parts, rows[from:i]), i
		}
	}
	return append(parts, rows[from:])
}

// readWorking reads a part of a working paper, and reports whether rows are one.
func readWorking(rows [][]string) (Reading, bool, error) {
	if corrected, ok := readCorrectedGrid(rows); ok {
		return Reading{Corrected: corrected}, true, nil
	}
	paper, ok := readPaperGrid(rows)
	return Reading{Paper: paper}, ok, paper.Complete()
}
