package console

import (
	"bytes"
	"context"
	"fmt"
	"strconv"

	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

// maxExport is the longest list that one workbook holds, and exportPage how many rows are read at once.
const (
	maxExport  = 100_000
	exportPage = 20_000
)

// exportColumn is a column of an exported list and what a row has in it.
type exportColumn[T any] struct {
	document.Column
	of func(T) string
}

// words, whole and amount are columns of texts, of counts and of fen.
func words[T any](title string, width int, of func(T) string) exportColumn[T] {
	return exportColumn[T]{document.Column{Title: title, Width: width}, of}
}

func whole[T any](title string, of func(T) int64) exportColumn[T] {
	return exportColumn[T]{document.Column{Title: title, Holds: document.Whole, Width: 110},
		func(row T) string { return strconv.FormatInt(of(row), 10) }}
}

func amount[T any](title string, of func(T) int64) exportColumn[T] {
	return exportColumn[T]{document.Column{Title: title + "（元）", Holds: document.Amount, Width: 170},
		func(row T) string { return yuan(of(row)) }}
}

// scored is a column of points; who has none has an empty cell.
func scored[T any](title string, of func(T) mark) exportColumn[T] {
	return exportColumn[T]{document.Column{Title: title, Holds: document.Amount, Width: 90}, func(row T) string {
		p := eval.Points(of(row))
		if !p.Printed() {
			return ""
		}
		return p.Short()
	}}
}

// yuan writes fen as plain digits that a spreadsheet adds up.
func yuan(fen int64) string { return money.Fen(fen).String() }

// paged is a question for a list, page by page.
type paged interface{ paging() *Paging }

func (p *Paging) paging() *Paging { return p }

// exported answers a list's question with all its rows as a workbook. A list that is too long for one is refused: half
// of it would be taken for all.
func exported[I any, P interface {
	*I
	paged
}, T any](name string, columns []exportColumn[T], list func(context.Context, *I) (*output[page[T]], error)) func(
	context.Context, *I) (*download, error) {
	return func(ctx context.Context, in *I) (*download, error) {
		t := emptySheet(name, columns)
		p := P(in).paging()
		p.Limit, p.Cursor = exportPage, ""
		for {
			out, err := list(exact(ctx), in)
			if err != nil {
				return nil, err
			}
			fill(&t, columns, out.Body.Items)
			if len(t.Rows) > maxExport {
				return nil, refusal.New("console.export", fmt.Sprintf("符合条件的超过%d万行，一个工作簿放不下", maxExport/10_000), "",
					"请先用查询条件缩小范围再导出")
			}
			if p.Cursor = out.Body.Next; p.Cursor == "" {
				return tableBook(ctx, t)
			}
		}
	}
}

// wholeBook is a list that comes at once as a workbook.
func wholeBook[T any](ctx context.Context, name string, columns []exportColumn[T], rows []T) (*download, error) {
	t := emptySheet(name, columns)
	fill(&t, columns, rows)
	return tableBook(ctx, t)
}

// emptySheet is a table of these columns without a row yet.
func emptySheet[T any](name string, columns []exportColumn[T]) document.Table {
	t := document.Table{Name: name}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
	}
	return t
}

// fill appends rows to a table of these columns.
func fill[T any](t *document.Table, columns []exportColumn[T], rows []T) {
	for _, row := range rows {
		cells := make([]string, len(columns))
		for k, c := range columns {
			cells[k] = c.of(row)
		}
		t.Rows = append(t.Rows, cells)
	}
}

// titleKey is the key of the line above every exported list.
type titleKey struct{}

// titled carries the line that says whose list it is, and of an invented city that it is one: a file goes further than
// the page that it was saved from.
func titled(ctx context.Context, centre Centre) context.Context {
	title := centre.Name
	if centre.Demonstration {
		title += "（示例，人和单位均为虚构）"
	}
	return context.WithValue(ctx, titleKey{}, title)
}

// titleOf is the line that was carried.
func titleOf(ctx context.Context) string {
	title, _ := ctx.Value(titleKey{}).(string)
	return title
}

// tableBook is a workbook with a table, called by its name, under the name of the centre.
func tableBook(ctx context.Context, t document.Table) (*download, error) {
	t.Title = titleOf(ctx)
	var b bytes.Buffer
	if err := document.WriteTable(&b, t); err != nil {
		return nil, err
	}
	return workbook(b.Bytes(), t.Name+".xlsx", len(t.Rows)), nil
}
