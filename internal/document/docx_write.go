package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// docxParts are the parts that every document has besides its text.
var docxParts = []struct{ name, text string }{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType=` +
		`"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName=` +
		`"/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`</Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Target="word/document.xml" Type=` +
		`"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>`},
	{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Target="styles.xml" Type=` +
		`"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>`},
	{"word/styles.xml", `<w:styles xmlns:w="` + wordNamespace + `"><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="Times New Roman"/><w:sz w:val="21"/>` +
		`<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>`},
}

const (
	wordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// WriteDOCX writes one section per grid, each beginning a page: rows of cells with borders as a table over the whole
// width of A4, rows of one cell without borders as paragraphs. The same grids give the same bytes.
func WriteDOCX(w io.Writer, grids ...Grid) error {
	z := zip.NewWriter(w)
	for _, p := range docxParts {
		if err := writePart(z, p.name, p.text); err != nil {
			return err
		}
	}
	d := &docxWriter{}
	for i, g := range grids {
		d.section(layout(g), i == len(grids)-1)
	}
	if len(grids) == 0 {
		d.out.WriteString(`<w:p/>`)
	}
	body := `<w:document xmlns:w="` + wordNamespace + `"><w:body>` + d.out.String() + `</w:body></w:document>`
	if err := writePart(z, "word/document.xml", body); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("document: write document: %w", err)
	}
	return nil
}

func writePart(z *zip.Writer, name, text string) error {
	part, err := z.Create(name)
	if err == nil {
		_, err = io.WriteString(part, xmlHead+text)
	}
	if err != nil {
		return fmt.Errorf("document: write %s: %w", name, err)
	}
	return nil
}

// docxWriter writes the text of a document.
type docxWriter struct {
	out bytes.Buffer
	pageLayout
}

// section writes a grid. All sections but the last end in a paragraph that carries their page.
func (d *docxWriter) section(l pageLayout, last bool) {
	d.pageLayout = l
	owners, heights := owners(l.grid), l.rows()
	page := ""
	inTable := false
	for row := range owners {
		c, alone := paragraphOf(l.grid, owners[row]) // an empty row is an empty paragraph
		switch {
		case alone && inTable:
			d.out.WriteString(`</w:tbl>`)
		case !alone && !inTable:
			d.tableHead()
		}
		inTable = !alone
		if !alone {
			d.tableRow(row, owners, heights[row])
			continue
		}
		if row == len(owners)-1 && !last {
			page = d.pageProperties()
		}
		d.paragraph(c, page)
	}
	if inTable {
		d.out.WriteString(`</w:tbl>`)
	}
	switch {
	case last:
		if inTable || len(owners) == 0 {
			d.smallest("")
		}
		d.out.WriteString(d.pageProperties())
	case page == "":
		d.smallest(d.pageProperties())
	}
}

// owners says which cell covers each place, counted from 1; 0 is none. Of two that overlap the first counts.
func owners(g Grid) [][]int {
	height, width := g.extent()
	owners := make([][]int, height)
	for i := range owners {
		owners[i] = make([]int, width)
	}
	for i, c := range g.Cells {
		for row := c.Row; row < c.Row+max(1, c.RowSpan); row++ {
			for col := c.Col; col < c.Col+max(1, c.ColSpan); col++ {
				if owners[row][col] == 0 {
					owners[row][col] = i + 1
				}
			}
		}
	}
	return owners
}

// paragraphOf gives the cell of a row that is a paragraph: one alone, in one row, without borders, or none at all.
func paragraphOf(g Grid, row []int) (Cell, bool) {
	only := 0
	for _, owner := range row {
		switch {
		case owner == 0 || owner == only:
		case only == 0:
			only = owner
		default:
			return Cell{}, false
		}
	}
	if only == 0 {
		return Cell{}, true
	}
	c := g.Cells[only-1]
	return c, c.Plain && c.RowSpan <= 1
}

func (d *docxWriter) tableHead() {
	d.out.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="`)
	sum := 0
	for _, c := range d.columns {
		sum += c
	}
	fmt.Fprintf(&d.out, `%d" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`, sum)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(&d.out, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="000000"/>`, side)
	}
	fmt.Fprintf(&d.out, `</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="%d" w:type="dxa"/>`+
		`<w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, cellMargin, cellMargin)
	for _, c := range d.columns {
		fmt.Fprintf(&d.out, `<w:gridCol w:w="%d"/>`, c)
	}
	d.out.WriteString(`</w:tblGrid>`)
}

func (d *docxWriter) tableRow(row int, owners [][]int, height int) {
	fmt.Fprintf(&d.out, `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="atLeast"/></w:trPr>`,
		min(height, d.lowest))
	for col := 0; col < len(owners[row]); {
		owner := owners[row][col]
		c := Cell{Row: row, Col: col, ColSpan: 1}
		end := col + 1
		if owner > 0 {
			c = d.grid.Cells[owner-1]
			for end < len(owners[row]) && owners[row][end] == owner {
				end++
			}
		}
		c.Col, c.ColSpan = col, end-col
		d.tableCell(c, row)
		col = end
	}
	d.out.WriteString(`</w:tr>`)
}

func (d *docxWriter) tableCell(c Cell, row int) {
	fmt.Fprintf(&d.out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, d.across(c))
	if c.ColSpan > 1 {
		fmt.Fprintf(&d.out, `<w:gridSpan w:val="%d"/>`, c.ColSpan)
	}
	switch {
	case c.RowSpan > 1 && c.Row == row:
		d.out.WriteString(`<w:vMerge w:val="restart"/>`)
	case c.RowSpan > 1:
		d.out.WriteString(`<w:vMerge/>`)
		c.Text = ""
	}
	if c.Plain {
		d.out.WriteString(`<w:tcBorders>`)
		for _, side := range []string{"top", "left", "bottom", "right"} {
			fmt.Fprintf(&d.out, `<w:%s w:val="nil"/>`, side)
		}
		d.out.WriteString(`</w:tcBorders>`)
	}
	d.out.WriteString(ground(c))
	d.out.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
	d.paragraph(c, "")
	d.out.WriteString(`</w:tc>`)
}

// paragraph writes a cell's text, line breaks and tabs in it, with the page that ends with it.
func (d *docxWriter) paragraph(c Cell, page string) {
	align := c.Align
	if align == "" {
		align = Center
	}
	after := 0
	if c.Plain {
		after = plainSpace
	}
	fmt.Fprintf(&d.out, `<w:p><w:pPr>%s<w:spacing w:before="0" w:after="%d" w:line="%d" w:lineRule="exact"/>`+
		`<w:jc w:val="%s"/>%s</w:pPr>`, ground(c), after, d.line(c), align, page)
	for i, line := range linesOf(c.Text) {
		if i > 0 {
			d.out.WriteString(`<w:r>` + d.face(c) + `<w:br/></w:r>`)
		}
		for k, words := range strings.Split(line, "\t") {
			if k > 0 {
				d.out.WriteString(`<w:r>` + d.face(c) + `<w:tab/></w:r>`)
			}
			if words == "" {
				continue
			}
			d.out.WriteString(`<w:r>` + d.face(c) + `<w:t xml:space="preserve">`)
			_ = xml.EscapeText(&d.out, []byte(words)) // a buffer takes everything
			d.out.WriteString(`</w:t></w:r>`)
		}
	}
	d.out.WriteString(`</w:p>`)
}

// ground is the shading of a marked cell or paragraph.
func ground(c Cell) string {
	if !c.Marked {
		return ""
	}
	return `<w:shd w:val="clear" w:color="auto" w:fill="` + markGround + `"/>`
}

// linesOf are the lines of a text as it can be written.
func linesOf(text string) []string { return strings.Split(printable(text), "\n") }

// face is the font of a cell.
func (d *docxWriter) face(c Cell) string {
	font := fontOf(d.grid, c)
	bold := ""
	if c.Bold {
		bold = `<w:b/>`
	}
	var name strings.Builder
	_ = xml.EscapeText(&name, []byte(font))
	return fmt.Sprintf(`<w:rPr><w:rFonts w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s"/>%s<w:sz w:val="%d"/></w:rPr>`,
		name.String(), name.String(), name.String(), bold, d.halfPoints(c))
}

// smallest writes a paragraph that nobody sees, which a table and the end of a section need behind them.
func (d *docxWriter) smallest(page string) {
	fmt.Fprintf(&d.out, `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>%s</w:pPr></w:p>`,
		page)
}

func (d *docxWriter) pageProperties() string {
	turned := ""
	if d.grid.Landscape {
		turned = ` w:orient="landscape"`
	}
	return fmt.Sprintf(`<w:sectPr><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" `+
		`w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>`, d.width, d.height, turned, topMargin, sideMargin, topMargin,
		sideMargin)
}
