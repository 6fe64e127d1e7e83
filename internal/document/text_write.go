package document

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteText writes grids as text: a line for each row, a tab between cells, an empty line between grids. A merged cell
// stands where it begins. A line break or tab in a cell becomes a space, since here it would begin another.
func WriteText(w io.Writer, grids ...Grid) error {
	out := bufio.NewWriter(w)
	for i, g := range grids {
		if i > 0 {
			fmt.Fprintln(out)
		}
		owners := owners(g)
		for row, cells := range g.Rows() {
			if _, alone := paragraphOf(g, owners[row]); alone {
				cells = cells[:1]
			}
			for k, text := range cells {
				if k > 0 {
					_ = out.WriteByte('\t') // the error stays until Flush
				}
				_, _ = out.WriteString(strings.Join(strings.FieldsFunc(printable(text), isBreak), " "))
			}
			fmt.Fprintln(out)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("document: write text: %w", err)
	}
	return nil
}

func isBreak(r rune) bool {
	return r == '\n' || r == '\t' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}
