package document

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
)

// Fonts are the fonts of a paper: a character comes from the first that has it.
type Fonts []*Font

// Close closes all of them.
func (f Fonts) Close() error {
	var errs []error
	for _, one := range f {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// WritePDF writes grids as a PDF document, laid out as WriteDOCX does, each from a new page on. The outlines of the
// characters it shows are embedded, so that it prints the same everywhere, and the text can be searched and copied. It
// gives the characters that no font has; a box stands for each.
func WritePDF(w io.Writer, fonts Fonts, grids ...Grid) (missing string, err error) {
	p := &pdfWriter{fonts: fonts, subsets: make([]subset, len(fonts))}
	for i := range p.subsets {
		p.subsets[i] = subset{font: fonts[i], numbers: map[rune]int{}, outlines: [][]byte{fonts[i].outline(0)},
			widths: []int{fonts[i].wide(0)}, text: []rune{0xfffd}}
	}
	for _, g := range grids {
		p.sheet(g)
	}
	if _, err := w.Write(p.file()); err != nil {
		return "", fmt.Errorf("document: write pdf: %w", err)
	}
	return string(p.missing), nil
}

// subset is what a paper uses of a font. Characters are numbered from 1 in the order in which they come.
type subset struct {
	font     *Font
	numbers  map[rune]int
	outlines [][]byte
	widths   []int
	text     []rune
}

// number is the number of a character, which is taken in when it is new; 0 when the font has it not.
func (s *subset) number(r rune) int {
	if n, ok := s.numbers[r]; ok {
		return n
	}
	glyph := s.font.glyph(r)
	n := 0
	if glyph != 0 {
		n = len(s.outlines)
		s.outlines = append(s.outlines, s.font.outline(glyph))
		s.widths, s.text = append(s.widths, s.font.wide(glyph)), append(s.text, r)
	}
	s.numbers[r] = n
	return n
}

// pdfWriter collects the pages of a document.
type pdfWriter struct {
	fonts   Fonts
	subsets []subset
	missing []rune
	pages   []printedPage
}

type printedPage struct {
	width, height int // twips
	content       bytes.Buffer
}

// pick is the font of a character and its number there.
func (p *pdfWriter) pick(r rune) (font, number int) {
	for i := range p.subsets {
		if n := p.subsets[i].number(r); n > 0 {
			return i, n
		}
	}
	if !strings.ContainsRune(string(p.missing), r) {
		p.missing = append(p.missing, r)
	}
	return 0, 0
}

func (p *pdfWriter) advance(r rune) int {
	font, n := p.pick(r)
	return p.subsets[font].widths[n]
}

func (p *pdfWriter) sheet(g Grid) {
	g.Cells = printableCells(g.Cells)
	l := layoutIn(g, p.advance)
	heights := l.rows()
	for _, rows := range pagesOf(heights, l.height-2*topMargin) {
		page := printedPage{width: l.width, height: l.height}
		for _, c := range l.grid.Cells {
			from, to := max(c.Row, rows.from), min(c.Row+max(1, c.RowSpan), rows.to)
			if from < to {
				// A cell that a page break cuts stands on both pages, and its text on each that has room for it.
				if from > c.Row && l.need(c) > sum(heights[from:to]) {
					c.Text = ""
				}
				p.cell(&page, &l, c, sum(heights[rows.from:from]), sum(heights[from:to]))
			}
		}
		p.pages = append(p.pages, page)
	}
}

// pdfGround is markGround as the format writes colours.
const pdfGround = "1 0.9 0.6"

// rowRange are rows, the last not included.
type rowRange struct{ from, to int }

// pagesOf fills pages with whole rows. A row that is higher than a page has one for itself.
func pagesOf(heights []int, room int) []rowRange {
	var pages []rowRange
	from, used := 0, 0
	for i, h := range heights {
		if used+h > room && i > from {
			pages = append(pages, rowRange{from, i})
			from, used = i, 0
		}
		used += h
	}
	return append(pages, rowRange{from, len(heights)})
}

// printableCells are cells without what no page shows.
func printableCells(cells []Cell) []Cell {
	all := make([]Cell, len(cells))
	for i, c := range cells {
		c.Text = strings.ReplaceAll(printable(c.Text), "\t", "  ")
		all[i] = c
	}
	return all
}

// cell draws a cell whose upper edge is so far below the margin.
func (p *pdfWriter) cell(page *printedPage, l *pageLayout, c Cell, top, height int) {
	left := (l.width-sum(l.columns))/2 + sum(l.columns[:c.Col])
	right := left + l.across(c)
	upper := l.height - topMargin - top
	if c.Marked {
		fmt.Fprintf(&page.content, "q %s rg %s %s %s %s re f Q\n", pdfGround, pt(left), pt(upper-height),
			pt(right-left), pt(height))
	}
	if !c.Plain {
		fmt.Fprintf(&page.content, "%s %s %s %s re S\n", pt(left), pt(upper-height), pt(right-left), pt(height))
	}
	em, line := l.halfPoints(c)*halfPoint, l.line(c)
	lines := l.lines(c)
	// A character that fills its em stands in the middle of its line, its foot a seventh above the lower edge.
	foot := upper - (height-len(lines)*line)/2 - (line-em)/2 - em*43/50
	if c.Stamp.Edge != "" {
		p.stamp(page, c.Stamp, (left+right)/2, upper-height/2)
		foot -= textBelow
	}
	if c.Symbol.side > 0 {
		p.symbol(page, c.Symbol, (left+right)/2, upper-symbolAbove)
		foot = upper - symbolAbove - symbolSide - line
	}
	for _, text := range lines {
		wide := widthOf(text, p.advance) * em / 1000
		x := left + cellMargin
		switch c.Align {
		case Left:
		case Right:
			x = right - cellMargin - wide
		default:
			x = left + (right-left-wide)/2
		}
		p.text(page, text, x, foot, em, c.Bold || fontOf(l.grid, c) == "黑体")
		foot -= line
	}
}

// text draws a line. The fonts at hand have no bold face of their own, so that a bold text is drawn with a border.
func (p *pdfWriter) text(page *printedPage, line string, x, y, em int, bold bool) {
	if strings.TrimSpace(line) == "" {
		return
	}
	mode := "0 Tr"
	if bold {
		mode = "2 Tr " + pt(em/28) + " w"
	}
	fmt.Fprintf(&page.content, "q BT %s %s %s Td", mode, pt(x), pt(y))
	open := -1
	for _, r := range line {
		font, number := p.pick(r)
		if font != open {
			if open >= 0 {
				page.content.WriteString("> Tj")
			}
			fmt.Fprintf(&page.content, " /F%d %s Tf <", font, pt(em))
			open = font
		}
		fmt.Fprintf(&page.content, "%04X", number)
	}
	page.content.WriteString("> Tj ET Q\n")
}

// Lengths in twips.
const (
	point     = 20
	halfPoint = 10
)

// pt is a length in twips as points.
func pt(twips int) string {
	sign := ""
	if twips < 0 {
		sign, twips = "-", -twips
	}
	return fmt.Sprintf("%s%d.%02d", sign, twips/point, twips%point*5)
}

// pdfFile is a file of numbered objects with their places.
type pdfFile struct {
	out    bytes.Buffer
	places []int
}

func (f *pdfFile) object(format string, args ...any) int {
	f.places = append(f.places, f.out.Len())
	fmt.Fprintf(&f.out, "%d 0 obj\n", len(f.places))
	fmt.Fprintf(&f.out, format, args...)
	f.out.WriteString("\nendobj\n")
	return len(f.places)
}

func (f *pdfFile) stream(entries string, data []byte) int {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(data) // a buffer takes everything
	_ = z.Close()
	return f.object("<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream", packed.Len(), entries, packed.Bytes())
}

// file writes all objects: fonts, pages, the list of pages, the document.
func (p *pdfWriter) file() []byte {
	f := &pdfFile{}
	f.out.WriteString("%PDF-1.5\n%\xe4\xe5\xe6\xe7\n")
	var resources, kids strings.Builder
	for i := range p.subsets {
		if i == 0 || len(p.subsets[i].outlines) > 1 {
			fmt.Fprintf(&resources, "/F%d %d 0 R", i, p.subsets[i].write(f, i))
		}
	}
	list := len(f.places) + 2*len(p.pages) + 1 // behind the content and the page of each
	for i := range p.pages {
		page := &p.pages[i]
		content := f.stream("", append([]byte("0.5 w\n"), page.content.Bytes()...))
		n := f.object("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font<<%s>>>>/Contents %d 0 R>>",
			list, pt(page.width), pt(page.height), resources.String(), content)
		fmt.Fprintf(&kids, "%d 0 R ", n)
	}
	f.object("<</Type/Pages/Count %d/Kids[%s]>>", len(p.pages), kids.String())
	root := f.object("<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)>>", list)
	at := f.out.Len()
	fmt.Fprintf(&f.out, "xref\n0 %d\n0000000000 65535 f \n", len(f.places)+1)
	for _, place := range f.places {
		fmt.Fprintf(&f.out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&f.out, "trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(f.places)+1, root, at)
	return f.out.Bytes()
}

// write writes the font with what is used of it and with the characters that its numbers stand for.
func (s *subset) write(f *pdfFile, i int) int {
	name := fmt.Sprintf("GSFORM+Form%d", i) // six letters and a plus say that it is a part of a font
	program := f.stream("/Subtype/CIDFontType0C", writeCFF(name, s.outlines))
	descriptor := f.object("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-200 -300 1200 1100]/ItalicAngle 0"+
		"/Ascent 880/Descent -120/CapHeight 733/StemV 80/FontFile3 %d 0 R>>", name, program)
	widths := strings.Trim(fmt.Sprint(s.widths), "[]")
	font := f.object("<</Type/Font/Subtype/CIDFontType0/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"+
		"/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[0[%s]]>>", name, descriptor, widths)
	text := f.stream("", s.toUnicode())
	return f.object("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]"+
		"/ToUnicode %d 0 R>>", name, font, text)
}

// toUnicode says which character each number is, so that the text can be searched and copied.
func (s *subset) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	const most = 100 // lines of a block
	for from := 0; from < len(s.text); from += most {
		to := min(from+most, len(s.text))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for n := from; n < to; n++ {
			fmt.Fprintf(&b, "<%04X> <", n)
			for _, unit := range utf16.Encode([]rune{s.text[n]}) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}

func sum(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}
