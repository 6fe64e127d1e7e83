package console

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// maxUpload is the largest file that a page may hand in, and maxSearch the largest of other bodies.
const (
	maxUpload = 5 << 20
	maxSearch = 4 << 10
)

// settle sets once what huma keeps for the whole program: the form of its errors, and that lists are never null.
var settle = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return malformed(status, message, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		p := malformed(status, message, errs)
		p.Trace = traceOf(ctx.Context())
		return p
	}
})

// routes puts typed routes on a mux.
type routes struct {
	huma.API
	console *Console
}

// register puts every route on a mux. It is the one list of what the console answers.
func (c *Console) register(mux *http.ServeMux) huma.API {
	settle()
	const prefix = "#/components/schemas/"
	api := humago.New(mux, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI:    "3.1.0",
			Info:       &huma.Info{Title: "广厦业务后台接口", Version: c.Centre.Version},
			Components: &huma.Components{Schemas: huma.NewMapRegistry(prefix, huma.DefaultSchemaNamer)},
		},
		Formats: huma.DefaultFormats, DefaultFormat: "application/json",
	})
	r := routes{api, c}
	get(r, "/api/centre", "centre", "本中心", c.centre)
	get(r, "/api/choices", "choices", "查询条件中可选的机构、状态和类型", c.choices)
	get(r, "/api/state", "state", "账的状态标记，供打开着的页面知道账已变动", c.state)
	c.evaluationRoutes(r)
	c.measureRoutes(r)
	c.yearRoutes(r)
	c.voucherRoutes(r)
	c.dayRoutes(r)
	c.memberRoutes(r)
	c.employerRoutes(r)
	c.loanRoutes(r)
	c.withdrawalRoutes(r)
	c.registerRoutes(r)
	return api
}

// OpenAPI is the description of the routes, made without a centre.
func OpenAPI(version string) ([]byte, error) {
	api := New(Deps{Centre: Centre{Version: version}}).register(http.NewServeMux())
	text, err := json.MarshalIndent(api.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the description of the routes: %w", err)
	}
	return append(text, '\n'), nil
}

func operation(method, path, id, summary string) huma.Operation {
	return huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary,
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity, http.StatusInternalServerError}}
}

// handled turns what went wrong in a handler into the problem that the page shows.
func handled[I, O any](r routes, f func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, r.console.problem(ctx, err)
		}
		return out, nil
	}
}

func get[I, O any](r routes, path, id, summary string, f func(context.Context, *I) (*O, error)) {
	huma.Register(r.API, operation(http.MethodGet, path, id, summary), handled(r, f))
}

// getBook is a get that answers with a workbook.
func getBook[I any](r routes, path, id, summary string, f func(context.Context, *I) (*download, error)) {
	op := operation(http.MethodGet, path, id, summary)
	op.Responses = map[string]*huma.Response{"200": {Description: "工作簿", Content: map[string]*huma.MediaType{
		contentXLSX: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	huma.Register(r.API, op, handled(r, f))
}

// post is for what must not or cannot stand in an address: a name, or a file. Nothing is stored.
func post[I, O any](r routes, path, id, summary string, most int64, f func(context.Context, *I) (*O, error)) {
	op := operation(http.MethodPost, path, id, summary)
	op.MaxBodyBytes = most + 1 // huma takes less than this
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge)
	huma.Register(r.API, op, handled(r, f))
}

const contentXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
