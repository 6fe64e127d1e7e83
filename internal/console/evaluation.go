package console

import (
	"bytes"
	"context"
	"fmt"
	"net/url"

	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
)

// year is the projects of a year with their tables, or says that it has none.
func (c *Console) year(ctx context.Context, year int) (way, error) {
	w, err := c.wayOf(ctx, year, 0, nil)
	if err == nil && len(w.Projects) == 0 {
		err = lost{selfeval.None(year), "请换一个年度；登记这个年度批复的绩效目标以后，这里就有它的表"}
	}
	return w, err
}

// yearsWithProjects are the years that have projects, the latest first.
func (c *Console) yearsWithProjects(ctx context.Context) ([]int, error) {
	found, err := read(ctx, c, func(tx unit.Tx) ([]int, error) { return c.SelfEvaluation.Years(tx) })
	return append([]int{}, found...), err
}

func (c *Console) evaluationYears(ctx context.Context, _ *struct{}) (*output[years], error) {
	found, err := c.yearsWithProjects(ctx)
	return &output[years]{years{found}}, err
}

func (c *Console) tables(ctx context.Context, in *PathYear) (*output[tableList], error) {
	e, err := c.year(ctx, in.Year)
	if err != nil {
		return nil, err
	}
	list := tableList{Year: in.Year, Items: []tableSummary{}, Across: findingsOf(e.set, eval.WholeSet)}
	for i := range e.set.Tables {
		list.Items = append(list.Items, e.table(i).Summary)
	}
	return &output[tableList]{list}, nil
}

func (c *Console) table(ctx context.Context, in *pathTable) (*output[table], error) {
	e, err := c.oneOf(ctx, in)
	if err != nil {
		return nil, err
	}
	return &output[table]{e.table(in.ID - 1)}, nil
}

// oneOf is the year of a table, when it has the table.
func (c *Console) oneOf(ctx context.Context, in *pathTable) (way, error) {
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
	none := make([]booksBeside, len(set.Tables))
	return &output[tableSet]{setOf(eval.ExampleName, set, none)}, nil
}

func (c *Console) formBook(ctx context.Context, in *pathTable) (*download, error) {
	e, err := c.oneOf(exact(ctx), in)
	if err != nil {
		return nil, err
	}
	one := e.set.Tables[in.ID-1]
	name := fmt.Sprintf("%d年度%s", in.Year, one.Project)
	form, err := book(e.set.Profile, name+"绩效自评表.xlsx", one)
	return of(form, name), err
}

func (c *Console) yearBook(ctx context.Context, in *PathYear) (*download, error) {
	e, err := c.year(exact(ctx), in.Year)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%d年度", in.Year)
	forms, err := book(e.set.Profile, name+"项目支出绩效自评表.xlsx", e.set.Tables...)
	return of(forms, name), err
}

// valuesBook is what stands behind the forms of a year.
func (c *Console) valuesBook(ctx context.Context, in *PathYear) (*download, error) {
	e, err := c.year(exact(ctx), in.Year)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := eval.ThreeValues(&b, e.set, titleOf(ctx)); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%d年度", in.Year)
	return of(workbook(b.Bytes(), name+"绩效自评三值对照表.xlsx", rowsOf(e.set.Tables)), name), nil
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

// of is a file with what it is of, which the log names (对象); the file may be missing where it could not be made.
func of(file *download, what string) *download {
	if file != nil {
		file.of = what
	}
	return file
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
	filled, beside, err := c.beside(ctx, reading.Tables, in.Ours)
	if err != nil {
		return nil, err
	}
	set, err := eval.Evaluate(filled)
	if err != nil {
		return nil, err
	}
	return &output[tableSet]{setOf(in.Name, set, beside)}, nil
}

func (c *Console) evaluationRoutes(r routes) {
	get(r, "evaluationYears", c.evaluationYears)
	get(r, "publishedTables", c.published)
	get(r, "evaluationTables", c.tables)
	get(r, "evaluationTable", c.table)
	getBook(r, "evaluationTableXlsx", c.formBook)
	getBook(r, "evaluationXlsx", c.yearBook)
	getBook(r, "threeValuesXlsx", c.valuesBook)
	get(r, "outsideFigures", c.outside)
	getBook(r, "outsideFiguresXlsx", c.outsideBook)
	post(r, "registerOutside", maxUpload, c.registerOutside)
}
