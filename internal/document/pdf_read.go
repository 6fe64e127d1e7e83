package document

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"guangsha/internal/base/refusal"
)

// Limits of a PDF that is read.
const (
	maxPages    = 60
	pdfLimit    = 60 * time.Second
	maxPDFText  = 32 << 20 // bytes of the words and their places
	pixels      = 1700     // along the longer edge of a page, about 145 to the inch
	maxPagePGM  = 2 * pixels * pixels
	maxPDFWords = 100_000
)

// Codes of the refusals of PDF.
const (
	CodePDFMissing = "document.pdf.missing"
	CodePDFFailed  = "document.pdf.failed"
	CodePDFScan    = "document.pdf.scan"
)

// PDF is the programs of poppler on this machine, pdftotext and pdftoppm. A nil PDF is one that is not installed.
type PDF struct{ text, image string }

// FindPDF finds them, or gives nil.
var FindPDF = sync.OnceValue(func() *PDF {
	text, err1 := exec.LookPath("pdftotext")
	image, err2 := exec.LookPath("pdftoppm")
	if err1 != nil || err2 != nil {
		return nil
	}
	return &PDF{text, image}
})

// Read reads a PDF with text in it: its cells are what the ruled lines of the pages enclose. A scan has no text and is
// a *refusal.Refused, as is what poppler cannot open.
func (p *PDF) Read(ctx context.Context, src []byte) (Grid, error) {
	if p == nil {
		return Grid{}, refusal.New(CodePDFMissing, "本机没有安装 poppler（pdftotext、pdftoppm），不能读取 PDF", "",
			"请安装 poppler-utils，或取得原来的 .docx、.xlsx 再试")
	}
	if len(src) > maxPackedDOCX {
		return Grid{}, docxTooLarge()
	}
	folder, err := os.MkdirTemp("", "guangsha-pdf-")
	if err != nil {
		return Grid{}, fmt.Errorf("document: make a folder: %w", err)
	}
	g, err := p.readIn(ctx, folder, src)
	if gone := os.RemoveAll(folder); err == nil && gone != nil {
		return Grid{}, fmt.Errorf("document: remove a folder: %w", gone)
	}
	return g, err
}

func (p *PDF) readIn(ctx context.Context, folder string, src []byte) (Grid, error) {
	limited, cancel := context.WithTimeout(ctx, pdfLimit)
	defer cancel()
	in, words := filepath.Join(folder, "in.pdf"), filepath.Join(folder, "words.xml")
	if err := os.WriteFile(in, src, 0o600); err != nil {
		return Grid{}, fmt.Errorf("document: prepare a PDF: %w", err)
	}
	last := fmt.Sprint(maxPages)
	_, err1 := runIn(limited, folder, p.text, "-bbox", "-l", last, in, words)
	_, err2 := runIn(limited, folder, p.image, "-gray", "-aa", "no", "-aaVector", "no", "-scale-to", fmt.Sprint(pixels),
		"-l", last, in, filepath.Join(folder, "page"))
	if ctx.Err() != nil {
		return Grid{}, ctx.Err()
	}
	if err := errors.Join(err1, err2); err != nil {
		return Grid{}, pdfFailed()
	}
	pages, err := readWords(words)
	if err != nil {
		return Grid{}, err
	}
	images, err := filepath.Glob(filepath.Join(folder, "page-*.pgm")) // numbered with leading zeros
	if err != nil || len(images) != len(pages) {
		return Grid{}, pdfFailed()
	}
	var g Grid
	row := 0
	for i, page := range pages {
		text, err := readBounded(images[i], maxPagePGM)
		if err != nil {
			return Grid{}, pdfFailed()
		}
		ruled, err := ruledLines(text)
		if err != nil {
			return Grid{}, err
		}
		cells, rows := page.cells(ruled)
		for _, c := range cells {
			c.Row += row
			g.Cells = append(g.Cells, c)
		}
		if row += rows; row > maxBlocks || len(g.Cells) > maxGridCells {
			return Grid{}, docxTooLarge()
		}
	}
	return g, nil
}

func pdfFailed() *refusal.Refused {
	return refusal.New(CodePDFFailed, "PDF 打不开，可能已损坏或设有密码", "", "请取得原来的 .docx、.xlsx，或取消密码后再试")
}

// pdfPage is a page with its words; places are in hundredths of a point.
type pdfPage struct {
	width, height int
	words         []pdfWord
}

type pdfWord struct {
	left, top, right, bottom int
	text                     string
}

// readWords reads what pdftotext says of words and their places.
func readWords(path string) ([]pdfPage, error) {
	text, err := readBounded(path, maxPDFText)
	if err != nil {
		return nil, err
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var pages []pdfPage
	all := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, pdfFailed()
		}
		x, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case x.Name.Local == "page":
			pages = append(pages, pdfPage{width: hundredths(attr(x, "width")), height: hundredths(attr(x, "height"))})
		case x.Name.Local == "word" && len(pages) > 0:
			w := pdfWord{left: hundredths(attr(x, "xMin")), top: hundredths(attr(x, "yMin")),
				right: hundredths(attr(x, "xMax")), bottom: hundredths(attr(x, "yMax"))}
			if err := d.DecodeElement(&w.text, &x); err != nil {
				return nil, pdfFailed()
			}
			if all++; all > maxPDFWords {
				return nil, docxTooLarge()
			}
			last := &pages[len(pages)-1]
			last.words = append(last.words, w)
		}
	}
	if all == 0 {
		return nil, refusal.New(CodePDFScan, "PDF 中没有文字，像是扫描件", "", "请取得原来的 .docx、.xlsx 再试")
	}
	return pages, nil
}

// hundredths reads a number with decimals, such as 56.640000, cut after two of them.
func hundredths(text string) int {
	n, decimals, point := 0, 0, false
	for _, c := range text {
		switch {
		case c == '.':
			point = true
		case c < '0' || c > '9' || n > 1<<30 || decimals == 2:
		default:
			n = n*10 + int(c-'0')
			if point {
				decimals++
			}
		}
	}
	for ; decimals < 2; decimals++ {
		n *= 10
	}
	return n
}
