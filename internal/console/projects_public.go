package console

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"html/template"

	"github.com/danielgtaylor/huma/v2"

	"guangsha/internal/base/unit"
	"guangsha/internal/selfeval"
)

//go:embed public.html
var publicText string

// publicPage is a table as anybody may read it: the form alone, in one page that needs no script and loads nothing.
var publicPage = template.Must(template.New("public").Parse(publicText))

// publicOf is the address of a published table.
type publicOf struct {
	Year int   `path:"year" minimum:"1990" maximum:"2100" doc:"年度"`
	ID   int64 `path:"id" minimum:"1" doc:"项目编号"`
}

// publishedTable answers whoever asks, signed in or not, with a table that was made public (绩效自评公开). To a project
// that was not, or is of another year, it says what it says to one that is not there.
func (c *Console) publishedTable(ctx context.Context, in *publicOf) (*download, error) {
	p, err := read(ctx, c, func(tx unit.Tx) (selfeval.Published, error) {
		return c.SelfEvaluation.Published(tx, selfeval.ProjectID(in.ID))
	})
	if err == nil && p.Table.Year != in.Year {
		return nil, no("公开的自评表", "请核对网址中的年度和项目编号")
	}
	if err != nil {
		return nil, gone(err)
	}
	var b bytes.Buffer
	if err := publicPage.Execute(&b, struct {
		selfeval.Published
		MoneyUnit string
	}{p, cmp.Or(p.Table.MoneyUnit, "万元")}); err != nil {
		return nil, fmt.Errorf("console: the public page: %w", err)
	}
	return &download{ContentType: contentPage, Body: b.Bytes()}, nil
}

func (c *Console) publicRoutes(r routes) {
	op := r.operation("publicTables")
	op.Responses = text200("网页", contentPage, "")
	huma.Register(r.API, op, handled(r, c.publicTables))
	op = r.operation("publishedTable")
	op.Responses = text200("网页", contentPage, "")
	huma.Register(r.API, op, handled(r, c.publishedTable))
}
