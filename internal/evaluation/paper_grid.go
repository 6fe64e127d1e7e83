package evaluation

import (
	"strconv"
	"strings"

	"guangsha/internal/document"
)

// paperTitle and paperHeads are what a working paper (工作底稿) is known by when it is read again.
const paperTitle = "自评表工作底稿"

var paperHeads = []string{"疑点", "程度", "单位", "年度", "项目", "行", "内容", "所据数值", "说明", "说明人", "日期"}

// sawMark stands between the values that a finding rests on.
const sawMark = " ｜ "

// PaperGrid lays out a working paper: the totals of the tables, and every finding with what was said of it. The
// explanations are read from it again.
func PaperGrid(s Set) document.Grid {
	g := document.Grid{Name: "工作底稿", Landscape: true,
		Widths: []int{50, 80, 150, 60, 150, 45, 330, 160, 240, 80, 100}}
	row := 0
	line := func(cells []string, bold bool) {
		for i, text := range cells {
			g.Cells = append(g.Cells, document.Cell{Row: row, Col: i, Text: text, Align: document.Left, Bold: bold})
		}
		row++
	}
	g.Cells = append(g.Cells, document.Cell{Row: 0, ColSpan: len(paperHeads), Text: paperTitle, Size: 16, Plain: true})
	row++
	line([]string{"表", "等级", "单位", "年度", "项目", "", "口径", "原表得分", "按规则复算", "认定", ""}, true)
	for i, t := range s.Tables {
		scored := s.Scored[i]
		line([]string{strconv.Itoa(i + 1), scored.Grade, t.Unit, strconv.Itoa(t.Year), t.Project, "",
			s.Choices[i].Profile.Name, scored.Published.Short(), scored.ByRule.String(), scored.Accepted.String(), "",
		}, false)
	}
	line(paperHeads, true)
	for _, f := range s.Found {
		p := s.place(f)
		cells := []string{f.ID, f.Severity.Label(), p.Unit, strconv.Itoa(p.Year), p.Project, strconv.Itoa(p.Row),
			f.Message, strings.Join(f.Saw, sawMark), "", "", ""}
		if e := f.Explained; e != nil {
			saw := f.Saw
			if e.Changed {
				saw = e.Was
			}
			cells[7], cells[8], cells[9], cells[10] = strings.Join(saw, sawMark), e.Text, e.By, e.On
		}
		line(cells, false)
	}
	return g
}

// readPaperGrid reads the explanations of a working paper, and reports whether rows are one. A line that nobody
// explained says nothing.
func readPaperGrid(rows [][]string) (Paper, bool) {
	at := headsBelow(rows, paperTitle, paperHeads)
	if at < 0 {
		return Paper{}, false
	}
	var p Paper
	for _, row := range rows[at+1:] {
		if len(row) < len(paperHeads) || blank(row[8]) {
			continue
		}
		e := Explained{Check: strings.TrimSpace(row[0]),
			Place: Place{Unit: row[2], Year: atoi(compact(row[3])), Project: row[4], Row: atoi(compact(row[5]))},
			Said:  Said{By: strings.TrimSpace(row[9]), On: strings.TrimSpace(row[10]), Text: strings.TrimSpace(row[8])}}
		if row[7] != "" {
			e.Saw = strings.Split(row[7], sawMark)
		}
		p.Explained = append(p.Explained, e)
	}
	return p, true
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
