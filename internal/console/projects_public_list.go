package console

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strings"

	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
)

//go:embed public_list.html
var publicListText string

// publicListPage is the list of the tables that anybody may read, in the style of their page, which the content policy
// knows.
var publicListPage = template.Must(template.New("list").Parse(
	strings.Replace(publicListText, "<style></style>", styleOf(publicText), 1)))

// styleOf is the one style of a page with its tags.
func styleOf(page string) string {
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	return "<style>" + style + "</style>"
}

// publicYear asks for the public tables of a year.
type publicYear struct {
	Year int    `query:"year" minimum:"0" maximum:"2100" default:"0" doc:"年度，0为有公开的最近一年"`
	Sort string `query:"sort" enum:"name,-name,unit,-unit,budget,-budget,rate,-rate,score,-score,day,-day" default:"day" doc:"排序，-为由大到小"`
}

// publicLine is a table on the list.
type publicLine struct {
	selfeval.Published
	Budget, Rate string // 全年预算数 in 万元, 执行率 as printed
	budget       *big.Rat
	rate         eval.Points // per cent
}

// publicHead is a column of the list; its link sorts by it, the other way round when it is sorted so.
type publicHead struct {
	Title, Sort, Sorted, Arrow string
	Right                      bool
}

// publicOrders compare two lines by a column.
var publicOrders = map[string]func(a, b publicLine) int{
	"name":   func(a, b publicLine) int { return cmp.Compare(a.Table.Project, b.Table.Project) },
	"unit":   func(a, b publicLine) int { return cmp.Compare(a.Table.Unit, b.Table.Unit) },
	"budget": func(a, b publicLine) int { return a.budget.Cmp(b.budget) },
	"rate":   func(a, b publicLine) int { return cmp.Compare(a.rate, b.rate) },
	"score":  func(a, b publicLine) int { return cmp.Compare(a.Table.TotalScore, b.Table.TotalScore) },
	"day":    func(a, b publicLine) int { return cmp.Compare(a.On, b.On) },
}

// publicHeads are the columns of the list, sorted by one of them.
func publicHeads(sorted string) []publicHead {
	heads := []publicHead{{Title: "项目名称", Sort: "name"}, {Title: "主管部门"}, {Title: "实施单位", Sort: "unit"},
		{Title: "全年预算（万元）", Sort: "budget", Right: true}, {Title: "执行率", Sort: "rate", Right: true},
		{Title: "总分", Sort: "score", Right: true}, {Title: "公开日期", Sort: "day"}}
	for i := range heads {
		switch h := &heads[i]; sorted {
		case h.Sort:
			h.Sort, h.Sorted, h.Arrow = "-"+h.Sort, "ascending", " ↑"
		case "-" + h.Sort:
			h.Sorted, h.Arrow = "descending", " ↓"
		}
	}
	return heads
}

// publicTables answers whoever asks, signed in or not, with a list of the tables of a year that were made public.
func (c *Console) publicTables(ctx context.Context, in *publicYear) (*download, error) {
	p, err := read(ctx, c, func(tx unit.Tx) (selfeval.PublicYear, error) {
		return c.SelfEvaluation.PublicYear(tx, in.Year)
	})
	if err != nil {
		return nil, err
	}
	page, err := publicList(p, in.Sort)
	return &download{ContentType: contentPage, Body: page}, err
}

// publicList is the page of a list in an order.
func publicList(p selfeval.PublicYear, order string) ([]byte, error) {
	var b bytes.Buffer
	err := publicListPage.Execute(&b, struct {
		selfeval.PublicYear
		Lines []publicLine
		Heads []publicHead
		Sort  string
	}{p, publicLines(p.Tables, order), publicHeads(order), order})
	if err != nil {
		return nil, fmt.Errorf("console: the public list: %w", err)
	}
	return b.Bytes(), nil
}

// publicLines are tables as lines in an order; those that are equal in it stay in that of their approval.
func publicLines(tables []selfeval.Published, order string) []publicLine {
	lines := make([]publicLine, len(tables))
	for i, t := range tables {
		one := publicLine{Published: t, budget: new(big.Rat), rate: eval.NoPoints}
		if f := t.Table.TotalFund(); f != nil {
			one.Budget, one.budget = eval.InWan(f.Budget, t.Table.MoneyUnit)
			one.Rate, one.rate = f.Rate, eval.ReadPoints(strings.TrimSuffix(strings.TrimSpace(f.Rate), "%"))
		}
		lines[i] = one
	}
	compare := publicOrders[strings.TrimPrefix(order, "-")]
	slices.SortStableFunc(lines, func(a, b publicLine) int {
		if strings.HasPrefix(order, "-") {
			return compare(b, a)
		}
		return compare(a, b)
	})
	return lines
}
