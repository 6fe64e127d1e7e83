package console

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// named is the measure of a name.
func (c *Console) named(name string) (measure.Measure, error) {
	i := slices.IndexFunc(c.Catalogue, func(m measure.Measure) bool { return m.Name == name })
	if i < 0 {
		return measure.Measure{}, no("这个取数项", "请从自评表或取数项目录中选择")
	}
	return c.Catalogue[i], nil
}

// value is the figure of a measure over a year. It is folded from all its rows, so it is remembered.
func (c *Console) value(ctx context.Context, m measure.Measure, year int) (measure.Value, error) {
	return remember(ctx, c, &c.answers, fmt.Sprintf("value %s %d", m.Name, year),
		func(ctx context.Context) (measure.Value, error) {
			return read(ctx, c, func(tx unit.Tx) (measure.Value, error) {
				return c.Measures.Value(tx, m,
					measure.Year(year))
			})
		})
}

// timedValue is a figure with how long it took to measure.
type timedValue struct {
	measure.Value
	took time.Duration
}

// values are the figures of all measures over a year, as of one moment.
func (c *Console) values(ctx context.Context, year int) ([]timedValue, error) {
	return remember(ctx, c, &c.answers, fmt.Sprintf("values %d", year),
		func(ctx context.Context) ([]timedValue, error) {
			return read(ctx, c, func(tx unit.Tx) (values []timedValue, err error) {
				for _, m := range c.Catalogue {
					watch := elapsed.Start()
					v, err := c.Measures.Value(tx, m, measure.Year(year))
					if err != nil {
						return nil, err
					}
					values = append(values, timedValue{v, watch.Elapsed()})
				}
				return values, nil
			})
		})
}

func (c *Console) measures(ctx context.Context, in *InYear) (*output[list[measureInfo]], error) {
	all, err := c.values(ctx, in.Year)
	if err != nil {
		return nil, err
	}
	papers, err := c.stated(ctx, in.Year)
	out := list[measureInfo]{Items: []measureInfo{}}
	for _, v := range all {
		out.Items = append(out.Items, infoOf(v.Value, papers))
	}
	return &output[list[measureInfo]]{out}, err
}

func (c *Console) measure(ctx context.Context, in *measureOf) (*output[measureInfo], error) {
	m, err := c.named(in.Name)
	if err != nil {
		return nil, err
	}
	v, err := c.value(ctx, m, in.Year)
	if err == nil {
		err = c.unbooked(ctx, in.Year, v.Rows == 0)
	}
	if err != nil {
		return nil, err
	}
	papers, err := c.stated(ctx, in.Year)
	return &output[measureInfo]{infoOf(v, papers)}, err
}

// infoOf says what a figure is. Its grade is the one that it has in every table: beside the papers of its year.
func infoOf(v measure.Value, papers []eval.Outside) measureInfo {
	m := v.Measure
	beside := eval.Against(v, papers)
	m.Grade = eval.GradeBeside(m.Grade, beside)
	out := measureInfo{Name: m.Name, Title: m.Title, Definition: m.Definition, Unit: string(m.Unit),
		Grade: string(m.Grade), GradeText: gradeNames[m.Grade],
		From: v.Period.From.String(), To: v.Period.To.String(), Rows: v.Rows, Of: v.Of,
		Outside: outsidesOf(beside, v, m.Grade)}
	if v.Known {
		text := eval.MeasuredText(v.N, m.Unit, "")
		out.Value, out.Shown, out.Exact = &v.N, eval.Shown(text), eval.Exact(text)
	}
	return out
}

func (c *Console) measureRows(ctx context.Context, in *measureRowsOf) (*output[rowsPage], error) {
	m, err := c.named(in.Name)
	if err != nil {
		return nil, err
	}
	var sort string
	after := beforeAll
	if err := resume(in.Cursor, &sort, &after.N, &after.Day, &after.Source, &after.Ref); err != nil {
		return nil, err
	}
	if in.Cursor != "" && sort != in.Sort {
		return nil, badCursor()
	}
	rows, err := c.rowsInOrder(ctx, m, in, after)
	if err == nil {
		err = c.unbooked(ctx, in.Year, in.Cursor == "" && len(rows) == 0)
	}
	if err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (rowsPage, error) {
		records, err := c.describe(tx, rows)
		if err != nil {
			return rowsPage{}, err
		}
		p := cut(rows, in.Limit,
			func(r measure.Row) measureRow { return behind(m, r, records[recordKey{r.Source, r.Ref}]) },
			func(r measure.Row) []any { return []any{in.Sort, r.N, r.Day, r.Source, r.Ref} })
		out := rowsPage{Columns: columnsOf(m), Items: p.Items, Next: p.Next}
		registered := func(r measureRow) bool { return r.Link != nil && r.Link.Kind == linkRegister }
		if slices.ContainsFunc(out.Items, registered) {
			out.Note = fiscal
		}
		return out, nil
	})
}

// measureRowsBook is all rows behind a figure as a workbook.
func (c *Console) measureRowsBook(ctx context.Context, in *measureRowsOf) (*download, error) {
	m, err := c.named(in.Name)
	if err != nil {
		return nil, err
	}
	var columns []exportColumn[measureRow]
	for i, col := range columnsOf(m) {
		one := words(col.Title, 160, func(r measureRow) string { return r.Cells[i] })
		switch col.Kind {
		case "fen":
			one = amount(col.Title, func(r measureRow) int64 { return r.n })
		case "count":
			one.Holds = document.Whole
		}
		columns = append(columns, one)
	}
	list := func(ctx context.Context, in *measureRowsOf) (*output[page[measureRow]], error) {
		out, err := c.measureRows(ctx, in)
		if err != nil {
			return nil, err
		}
		return &output[page[measureRow]]{page[measureRow]{out.Body.Items, out.Body.Next}}, nil
	}
	book, err := exported(m.Title, columns, list)(ctx, in)
	return of(book, m.Title), err
}

// period is the year, or the month of it.
func (in *measureRowsOf) period() measure.Period {
	if in.Month == 0 {
		return measure.Year(in.Year)
	}
	m := civil.MonthOf(in.Year, in.Month)
	return measure.Period{From: m.First(), To: m.Last()}
}

// maxListed is the longest list of rows that is kept; a longer one is read page by page.
const maxListed = 100_000

// rowsInOrder gives a page of rows in the order asked for, and one more. In any order but that of days the whole list
// is ordered, so that it must be one that is kept.
func (c *Console) rowsInOrder(ctx context.Context, m measure.Measure, in *measureRowsOf, after measure.Row) (
	[]measure.Row, error) {
	if in.Sort == "day" {
		return c.rowsAfter(ctx, m, in.period(), after, in.Limit+1)
	}
	all, err := c.rowsAfter(ctx, m, in.period(), beforeAll, maxListed+1)
	if err != nil {
		return nil, err
	}
	if len(all) > maxListed {
		return nil, refusal.New("console.sort", "这个取数项的记录太多，只能按日期排列", "", "请按月查看后再排序")
	}
	by, down := strings.CutPrefix(in.Sort, "-")
	order := func(a, b measure.Row) int {
		first := cmp.Compare(a.N, b.N)
		if by == "day" {
			first = cmp.Compare(a.Day, b.Day)
		}
		n := cmp.Or(first, cmp.Compare(a.Day, b.Day), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Ref, b.Ref))
		if down {
			return -n
		}
		return n
	}
	rows := slices.DeleteFunc(slices.Clone(all), func(r measure.Row) bool { // what is remembered is shared
		return in.Cursor != "" && order(r, after) <= 0
	})
	slices.SortFunc(rows, order)
	return rows[:min(len(rows), in.Limit+1)], nil
}

// rowsAfter gives the rows behind a figure after one. A measure groups the whole year before it can give its first
// row, so the list is remembered, and a page is cut from it.
func (c *Console) rowsAfter(ctx context.Context, m measure.Measure, p measure.Period, after measure.Row, limit int) (
	[]measure.Row, error) {
	rows := func(ctx context.Context, after measure.Row, limit int) ([]measure.Row, error) {
		return read(ctx, c, func(tx unit.Tx) ([]measure.Row, error) {
			return c.Measures.Rows(tx, m, p, after, limit)
		})
	}
	all, err := remember(ctx, c, &c.lists, fmt.Sprintf("rows %s %s %s", m.Name, p.From, p.To),
		func(ctx context.Context) ([]measure.Row, error) { return rows(ctx, beforeAll, maxListed+1) })
	if err != nil {
		return nil, err
	}
	from := 0
	if after != beforeAll {
		from = 1 + slices.IndexFunc(all, func(r measure.Row) bool {
			return r.Day == after.Day && r.Source == after.Source && r.Ref == after.Ref
		})
	}
	if len(all) > maxListed || from == 0 && after != beforeAll { // too long, or the books have changed in between
		return rows(ctx, after, limit)
	}
	return all[from:min(from+limit, len(all))], nil
}

// beforeAll is before every row.
var beforeAll = measure.Row{Day: -1 << 31}

type recordKey struct {
	source string
	ref    int64
}

// describe says what the records behind rows are, one query for each kind.
func (c *Console) describe(tx unit.Tx, rows []measure.Row) (map[recordKey]measure.Record, error) {
	refs := map[string][]int64{}
	for _, r := range rows {
		refs[r.Source] = append(refs[r.Source], r.Ref)
	}
	found := map[recordKey]measure.Record{}
	for source, list := range refs {
		records, err := c.Measures.Describe(tx, source, list)
		if err != nil {
			return nil, err
		}
		for ref, r := range records {
			found[recordKey{source, ref}] = r
		}
	}
	return found, nil
}

// columnsOf are the columns of the rows behind a measure.
func columnsOf(m measure.Measure) []column {
	n := column{Key: "n", Title: "计入", Kind: "count"}
	switch {
	case m.Unit == measure.Fen:
		n = column{Key: "n", Title: "金额", Kind: "fen"}
	case m.Unit == measure.Date:
		n = column{Key: "n", Title: "所计日期", Kind: "date"}
	case m.Unit == measure.Days:
		n = column{Key: "n", Title: "天数", Kind: "count"}
	case m.Fold == measure.ShareOf:
		n = column{Key: "n", Title: "符合", Kind: "text"}
	}
	columns := []column{{"day", "日期", "date"}, {"kind", "记录", "text"}, {"number", "编号", "text"},
		{"about", "说明", "text"}, n}
	if m.Fold == measure.RatioOf {
		columns = append(columns, column{"of", "分母", "count"})
	}
	return columns
}

func behind(m measure.Measure, r measure.Row, record measure.Record) measureRow {
	n := strconv.FormatInt(r.N, 10)
	if m.Unit == measure.Date {
		n = civil.Date(r.N).String()
	}
	if m.Fold == measure.ShareOf {
		n = map[bool]string{true: "是", false: "否"}[r.N != 0]
	}
	source := measure.SourceName(r.Source)
	out := measureRow{n: r.N, Cells: []string{r.Day.String(), source, record.Label, record.Detail, n}}
	if m.Fold == measure.RatioOf {
		out.Cells = append(out.Cells, strconv.FormatInt(r.Of, 10))
	}
	out.Link = linkOf(record.Link, record.To)
	return out
}

func (c *Console) measureRoutes(r routes) {
	get(r, "measures", c.measures)
	get(r, "measure", c.measure)
	get(r, "measureRows", seen(r, "measureRows", c.measureRows,
		func(in *measureRowsOf, out *output[rowsPage]) access.Look {
			return access.Look{List: in.Name, Rows: len(out.Body.Items)}
		}))
	getBook(r, "measureRowsXlsx", c.measureRowsBook)
	get(r, "feeGaps", seen(r, "feeGaps", c.feeGaps, func(_ *InYear, out *output[feeGaps]) access.Look {
		return access.Look{Rows: int(out.Body.Gap)}
	}))
	getBook(r, "feeGapsXlsx", c.feeGapBook)
}
