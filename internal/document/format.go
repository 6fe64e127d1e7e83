package document

import (
	"bytes"
	"context"
	"fmt"
	"io"
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
	{"pdf", ".pdf", through(WriteDOCX, KindDOCX, KindPDF)},
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
