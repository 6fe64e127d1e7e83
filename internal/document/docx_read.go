package document

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"guangsha/internal/base/refusal"
)

// ReadDOCX reads a Word document from top to bottom into one grid: a paragraph outside tables is a row of one cell
// without borders, a row of a table is a row with its spans. Text that was deleted under revision, hidden, or stands in
// pictures and text boxes is left out, as is every other part of the package. A document that is encrypted, of the old
// format, damaged or too large is a *refusal.Refused.
func ReadDOCX(src []byte) (Grid, error) {
	body, err := openBody(src)
	if err != nil {
		return Grid{}, err
	}
	defer func() { _ = body.Close() }() // it is only read
	return readBody(body)
}

// readBody reads the main part.
func readBody(body io.Reader) (Grid, error) {
	r := &docxReader{dec: xml.NewDecoder(body), left: maxTextDOCX}
	if err := r.read(); err != nil {
		if refusal.Of(err) != nil {
			return Grid{}, err
		}
		return Grid{}, docxDamaged(r.where())
	}
	return r.grid, nil
}

// docxReader reads the main part once.
type docxReader struct {
	dec    *xml.Decoder
	grid   Grid
	row    int          // the next row of the grid
	tables []*docxTable // the open ones, the innermost last
	text   strings.Builder
	hidden bool // the run is not shown
	inside bool // there was a body
	left   int  // bytes of text that may still come
	cells  int
}

// where says how far the reading came.
func (r *docxReader) where() string {
	line, _ := r.dec.InputPos()
	return fmt.Sprintf("读到第%d段（正文第%d行）时出错", r.row+1, line)
}

var errNoBody = errors.New("document: no body")

func (r *docxReader) read() error {
	for {
		token, err := r.dec.Token()
		if err == io.EOF {
			if !r.inside {
				return errNoBody
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch x := token.(type) {
		case xml.StartElement:
			err = r.start(x)
		case xml.EndElement:
			err = r.end(x.Name.Local)
		}
		if err != nil {
			return err
		}
	}
}

// passedOver are the elements that hold no text of the page: properties, what a revision deleted, pictures, and the
// second copy that old programs are given.
var passedOver = []string{
	"pPr", "tblPr", "tblPrEx", "sectPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "instrText", "drawing",
	"pict", "object", "Fallback", "txbxContent", "rt",
}

func (r *docxReader) start(x xml.StartElement) error {
	name := x.Name.Local
	if slices.Contains(passedOver, name) {
		return r.dec.Skip()
	}
	switch name {
	case "body":
		r.inside = true
	case "p":
		r.text.Reset()
	case "r":
		r.hidden = false
	case "rPr":
		return r.run(x)
	case "t":
		return r.words(x)
	case "br", "cr":
		return r.add("\n")
	case "tab":
		return r.add("\t")
	case "noBreakHyphen":
		return r.add("-")
	case "sym":
		return r.add(symbol(attr(x, "font"), attr(x, "char")))
	}
	return r.startTable(x)
}

func (r *docxReader) end(name string) error {
	switch name {
	case "p":
		return r.paragraph()
	case "tc":
		return r.endCell()
	case "tr":
		return r.endRow()
	case "tbl":
		return r.endTable()
	}
	return nil
}

// run reads the properties of a run, of which only 隐藏文字 matters.
func (r *docxReader) run(x xml.StartElement) error {
	var p struct {
		Vanish *value `xml:"vanish"`
	}
	if err := r.dec.DecodeElement(&p, &x); err != nil {
		return err
	}
	r.hidden = p.Vanish != nil && p.Vanish.Val != "0" && p.Vanish.Val != "false"
	return nil
}

func (r *docxReader) words(x xml.StartElement) error {
	var text string
	if err := r.dec.DecodeElement(&text, &x); err != nil {
		return err
	}
	return r.add(text)
}

func (r *docxReader) add(text string) error {
	if r.hidden {
		return nil
	}
	if r.left -= len(text); r.left < 0 {
		return docxTooLarge()
	}
	r.text.WriteString(text)
	return nil
}

// paragraph ends a paragraph: in a cell it is a line, outside it is a row.
func (r *docxReader) paragraph() error {
	text := r.text.String()
	r.text.Reset()
	if t := r.innermost(); t != nil {
		t.line(text)
		return nil
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	r.grid.Cells = append(r.grid.Cells, Cell{Row: r.row, Text: text, Plain: true})
	return r.count(1, 1)
}

// count takes rows and cells from what may be read.
func (r *docxReader) count(rows, cells int) error {
	r.row += rows
	r.cells += cells
	if r.row > maxBlocks || r.cells > maxGridCells {
		return docxTooLarge()
	}
	return nil
}

func (r *docxReader) innermost() *docxTable {
	if len(r.tables) == 0 {
		return nil
	}
	return r.tables[len(r.tables)-1]
}

// value is an element whose meaning stands in its attribute val.
type value struct {
	Val string `xml:"val,attr"`
}

func attr(x xml.StartElement, name string) string {
	for _, a := range x.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// symbols are the characters that the menu 插入符号 writes as a number in the fonts Symbol and Wingdings.
var symbols = map[string]map[int64]string{
	"symbol":      {0xa3: "≤", 0xb3: "≥", 0xb1: "±", 0xb4: "×", 0xb8: "÷", 0xb9: "≠", 0xbb: "≈", 0xb0: "°"},
	"wingdings":   {0xfe: "☑", 0xfd: "☒", 0xa8: "□", 0x6f: "□", 0xfc: "✓", 0xfb: "✗"},
	"wingdings 2": {0x52: "☑", 0xa3: "□", 0x50: "✓", 0x4f: "✗"},
}

func symbol(font, char string) string {
	n, err := strconv.ParseInt(char, 16, 32)
	if err != nil {
		return ""
	}
	return symbols[strings.ToLower(font)][n&0xff]
}
