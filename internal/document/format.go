package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"guangsha/internal/base/refusal"
)

// Format is a kind of file that grids are written as.
type Format struct {
	Name      string // as people ask for it
	Extension string
	Write     func(ctx context.Context, o *Office, w io.Writer, grids ...Grid) error
}

// Formats are all of them; a new one is a line here.
var Formats = []Format{
	{"text", ".txt", alone(WriteText)},
	{"xlsx", ".xlsx", alone(WriteXLSX)},
	{"docx", ".docx", alone(WriteDOCX)},
	{"doc", ".doc", through(WriteDOCX, KindDOCX, KindDOC)},
	{"xls", ".xls", through(WriteXLSX, KindXLSX, KindXLS)},
	{"pdf", ".pdf", printed},
}

// alone is a format that needs no other program.
func alone(write func(io.Writer, ...Grid) error) func(context.Context, *Office, io.Writer, ...Grid) error {
	return func(_ context.Context, _ *Office, w io.Writer, grids ...Grid) error { return write(w, grids...) }
}

// through is a format that LibreOffice makes of another.
func through(
	write func(io.Writer, ...Grid) error, from, to Kind,
) func(context.Context, *Office, io.Writer, ...Grid) error {
	return func(ctx context.Context, o *Office, w io.Writer, grids ...Grid) error {
		var first bytes.Buffer
		if err := write(&first, grids...); err != nil {
			return err
		}
		out, err := o.Convert(ctx, first.Bytes(), from, to)
		if err != nil {
			return err
		}
		if _, err := w.Write(out); err != nil {
			return fmt.Errorf("document: write %s: %w", to, err)
		}
		return nil
	}
}

// printed prints grids in a font of this machine. Where it has none that can be embedded, or none with every character,
// LibreOffice may know another way; without it nothing is printed, since a box where a figure or a name stands is worse
// than no paper.
func printed(ctx context.Context, o *Office, w io.Writer, grids ...Grid) error {
	fonts, err := SystemFonts()
	if err == nil {
		err = printIn(fonts, w, grids...)
		err = errors.Join(err, fonts.Close())
	}
	if !refusal.Is(err, CodeFont) || o == nil || stamped(grids) { // which LibreOffice would print without its stamp
		return err
	}
	return through(WriteDOCX, KindDOCX, KindPDF)(ctx, o, w, grids...)
}

func printIn(fonts Fonts, w io.Writer, grids ...Grid) error {
	var out bytes.Buffer
	missing, err := WritePDF(&out, fonts, grids...)
	switch {
	case err != nil:
		return err
	case missing != "":
		return refusal.New(CodeFont, "本机的字体都没有“"+cut(missing, 20)+"”，打印出来是空框，没有输出 PDF", "",
			"请安装含这些字的字体，或输出 docx")
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("document: write pdf: %w", err)
	}
	return nil
}
