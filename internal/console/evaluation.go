package console

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
	"guangsha/internal/selfeval"
)

// evaluated is the tables of a year with the values of the measures that stand in them.
type evaluated struct {
	year   int
	set    eval.Set
	values map[string]measure.Value
}

// year evaluates the tables of a year, with what was explained of them on the way of their projects. It asks every
// measure for the whole year, so it is remembered.
func (c *Console) year(ctx context.Context, year int) (evaluated, error) {
	goals, err := c.Evaluation.ReadGoals(year)
	switch {
	case refusal.Is(err, eval.CodeGoals):
		return evaluated{}, err // the file is there, and says nothing that can be read
	case refusal.Of(err) != nil:
		return evaluated{}, lost{err, "请换一个年度；登记这个年度批复的绩效目标以后，这里就有它的表"}
	case err != nil:
		return evaluated{}, err
	}
	text, err := json.Marshal(goals)
	if err != nil {
		return evaluated{}, fmt.Errorf("goals of %d: %w", year, err)
	}
	return remember(ctx, c, &c.answers, "tables "+string(text), func(ctx context.Context) (evaluated, error) {
		tables, values, err := c.Evaluation.Tables(ctx, goals)
		if err != nil {
			return evaluated{}, err
		}
		set, err := eval.Evaluate(tables)
		if err != nil {
			return evaluated{}, err
		}
		said, err := read(ctx, c, func(tx unit.Tx) (selfeval.Year, error) { return c.SelfEvaluation.Year(tx, year) })
		set.Keep(said.Paper)
		return evaluated{year, set, values}, err
	})
}

func (c *Console) evaluationYears(context.Context, *struct{}) (*output[years], error) {
	found, err := c.Evaluation.GoalYears()
	slices.Reverse(found)
	return &output[years]{years{append([]int{}, found...)}}, err
}

func (c *Console) tables(ctx context.Context, in *PathYear) (*output[tableList], error) {
	e, err := c.year(ctx, in.Year)
	if err != nil {
		return nil, err
	}
	list := tableList{Year: in.Year, Items: []tableSummary{}, Across: findingsOf(e.set, eval.WholeSet)}
	for i := range e.set.Tables {
		list.Items = append(list.Items, summaryOf(e.set, i))
	}
	return &output[tableList]{list}, nil
}

func (c *Console) table(ctx context.Context, in *pathTable) (*output[table], error) {
	e, err := c.oneOf(ctx, in)
	if err != nil {
		return nil, err
	}
	return &output[table]{tableOf(e.set, in.ID-1, e.values)}, nil
}

// oneOf is the year of a table, when it has the table.
func (c *Console) oneOf(ctx context.Context, in *pathTable) (evaluated, error) {
	e, err := c.year(ctx, in.Year)
	if err == nil && in.ID > len(e.set.Tables) {
		err = no(fmt.Sprintf("%d年度的第%d张自评表", in.Year, in.ID), "请从自评表清单中选择")
	}
	return e, err
}

func (c *Console) published(context.Context, *struct{}) (*output[tableSet], error) {
	set, err := eval.PublishedExample()
	if err != nil {
		return nil, err
	}
	return &output[tableSet]{setOf(eval.ExampleName, set)}, nil
}

func (c *Console) formBook(ctx context.Context, in *pathTable) (*download, error) {
	e, err := c.oneOf(exact(ctx), in)
	if err != nil {
		return nil, err
	}
	one := e.set.Tables[in.ID-1]
	return book(e.set.Profile, fmt.Sprintf("%d年度%s绩效自评表.xlsx", in.Year, one.Project), one)
}

func (c *Console) yearBook(ctx context.Context, in *PathYear) (*download, error) {
	e, err := c.year(exact(ctx), in.Year)
	if err != nil {
		return nil, err
	}
	return book(e.set.Profile, fmt.Sprintf("%d年度项目支出绩效自评表.xlsx", in.Year), e.set.Tables...)
}

// valuesBook is what stands behind the forms of a year.
func (c *Console) valuesBook(ctx context.Context, in *PathYear) (*download, error) {
	e, err := c.year(exact(ctx), in.Year)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := eval.ThreeValues(&b, e.set); err != nil {
		return nil, err
	}
	return workbook(b.Bytes(), fmt.Sprintf("%d年度绩效自评三值对照表.xlsx", in.Year), rowsOf(e.set.Tables)), nil
}

// book writes tables as the official form.
func book(p eval.Profile, name string, tables ...eval.FilledTable) (*download, error) {
	var b bytes.Buffer
	if err := eval.Export(&b, p, tables...); err != nil {
		return nil, err
	}
	return workbook(b.Bytes(), name, rowsOf(tables)), nil
}

// rowsOf counts the rows of tables.
func rowsOf(tables []eval.FilledTable) (n int) {
	for _, t := range tables {
		n += len(t.Rows)
	}
	return n
}

// workbook is an answer with so many rows that a browser saves under a name.
func workbook(content []byte, name string, rows int) *download {
	d := saved(contentXLSX, content, name)
	d.rows = rows
	return d
}

// saved is a file of a kind that a browser saves under a name.
func saved(kind string, content []byte, name string) *download {
	return &download{ContentType: kind, Body: content,
		Disposition: "attachment; filename*=UTF-8''" + url.PathEscape(name)}
}

func (c *Console) checkFile(ctx context.Context, in *dropped) (*output[tableSet], error) {
	reading, err := c.reader.Read(ctx, in.RawBody, in.Name)
	if err != nil {
		return nil, err
	}
	set, err := eval.EvaluateReported(reading.Tables)
	if err != nil {
		return nil, err
	}
	return &output[tableSet]{setOf(in.Name, set)}, nil
}

func (c *Console) evaluationRoutes(r routes) {
	get(r, "evaluationYears", c.evaluationYears)
	get(r, "publishedTables", c.published)
	get(r, "evaluationTables", c.tables)
	get(r, "evaluationTable", c.table)
	getBook(r, "evaluationTableXlsx", c.formBook)
	getBook(r, "evaluationXlsx", c.yearBook)
	getBook(r, "threeValuesXlsx", c.valuesBook)
}
