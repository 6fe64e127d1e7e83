package console

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"guangsha/internal/access"
	"guangsha/internal/base/refusal"
	"guangsha/internal/material"
)

// maxUpload is the largest file that a page may hand in, and maxSearch the largest of other bodies.
const (
	maxUpload = 5 << 20
	maxSearch = 4 << 10
)

// settle sets once what huma keeps for the whole program: the form of its errors, that lists are never null, and that a
// name in other letters is another name.
var settle = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return malformed(status, message, nil, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		op := ctx.Operation()
		var known []*huma.Param
		if op != nil {
			known = op.Parameters
		}
		p := malformed(status, message, known, errs)
		if status == http.StatusRequestEntityTooLarge && op != nil && op.MaxBodyBytes < maxUpload {
			p = refused(status, refusal.New(codeLarge, "请求内容太长", "", "请减少内容后再试"))
		}
		if status == http.StatusRequestEntityTooLarge && op != nil && op.MaxBodyBytes == material.MaxFile+1 {
			p = refused(status, refusal.New(material.CodeSize, "文件超过10MB", "", "请降低扫描分辨率，或者分成几个文件上传"))
		}
		p.Trace = traceOf(ctx.Context())
		return p
	}
})

// routes puts typed routes on a mux.
type routes struct {
	huma.API
	console *Console
}

// register puts every declared route on a mux.
func (c *Console) register(mux *http.ServeMux) huma.API {
	settle()
	const prefix = "#/components/schemas/"
	api := humago.New(mux, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI:    "3.1.0",
			Info:       &huma.Info{Title: "广厦业务后台接口", Version: c.Centre.Version},
			Components: &huma.Components{Schemas: huma.NewMapRegistry(prefix, huma.DefaultSchemaNamer)},
		},
		Formats:       map[string]huma.Format{"application/json": strictJSON, "json": strictJSON},
		DefaultFormat: "application/json",
	})
	r := routes{api, c}
	defer func() { c.complete(api.OpenAPI()) }()
	if c.alone {
		c.aloneRoutes(r)
		return api
	}
	get(r, "centre", c.centre)
	get(r, "choices", c.choices)
	get(r, "state", c.state)
	post(r, "changeBooks", maxSearch, c.changeBooks)
	c.evaluationRoutes(r)
	c.paperRoutes(r)
	c.projectRoutes(r)
	c.measureRoutes(r)
	c.yearRoutes(r)
	c.voucherRoutes(r)
	c.dayRoutes(r)
	c.memberRoutes(r)
	c.employerRoutes(r)
	c.loanRoutes(r)
	c.withdrawalRoutes(r)
	c.caseRoutes(r)
	c.serviceItemRoutes(r)
	c.issuedRoutes(r)
	c.queueRoutes(r)
	c.messageRoutes(r)
	c.orderRoutes(r)
	c.registerRoutes(r)
	c.accessRoutes(r)
	c.passkeyRoutes(r)
	c.partnerRoutes(r)
	c.arrivalRoutes(r)
	c.auditRoutes(r)
	c.docsRoutes(r)
	c.ownRoutes(r)
	return api
}

// OpenAPI is the description of the routes, made without a centre.
func OpenAPI(version string) ([]byte, error) {
	api := New(Deps{Centre: Centre{Version: version}}).register(http.NewServeMux())
	return openAPI(api)
}

func openAPI(api huma.API) ([]byte, error) {
	text, err := json.MarshalIndent(api.OpenAPI(), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the description of the routes: %w", err)
	}
	return append(text, '\n'), nil
}

// operation is a declared route as the library takes it, with its guard.
func (r routes) operation(id string) huma.Operation {
	route := routeOf(id)
	return huma.Operation{Method: route.Method, Path: route.Path, OperationID: id, Summary: route.Summary,
		Middlewares: huma.Middlewares{r.console.guard(route)}, Extensions: extensions(route),
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound,
			http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusInternalServerError}}
}

// extensions are what the description says of a route that OpenAPI has no word for.
func extensions(route Route) map[string]any {
	return map[string]any{"x-permission": route.Permission.Code, "x-scope": string(route.Scope),
		"x-public": route.Public, "x-repeats": route.Repeats, "x-recorded": cmp.Or(route.Event, route.Seen)}
}

// handled turns what went wrong in a handler into the problem that the page shows.
func handled[I, O any](r routes, f func(context.Context, *I) (*O, error)) func(context.Context, *I) (*O, error) {
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			if route, guarded := ctx.Value(routeKey{}).(Route); guarded {
				r.console.denied(ctx, actor(ctx), route, err) // a use case asks for more than the door does
			}
			return nil, r.console.problem(ctx, err)
		}
		return out, nil
	}
}

func get[I, O any](r routes, id string, f func(context.Context, *I) (*O, error)) {
	huma.Register(r.API, r.operation(id), handled(r, f))
}

// getBook is a get that answers with a workbook.
func getBook[I any](r routes, id string, f func(context.Context, *I) (*download, error)) {
	getFile(r, id, "工作簿", contentXLSX, func(ctx context.Context, in *I) (*download, error) {
		return f(titled(ctx, r.console.Centre), in)
	})
}

// getFile is a get that answers with a file of a kind.
func getFile[I any](r routes, id, what, kind string, f func(context.Context, *I) (*download, error)) {
	op := r.operation(id)
	op.Responses = fileOf200(what, kind)
	exported := func(_ *I, out *download) access.Look {
		return access.Look{ID: out.id, List: id, Of: out.of, Rows: out.rows}
	}
	huma.Register(r.API, op, handled(r, seen(r, id, f, exported)))
}

// fileOf200 describes an answer that is a file of a kind.
func fileOf200(what, kind string) map[string]*huma.Response {
	return text200(what, kind, "binary")
}

// text200 describes an answer that is no JSON, in a format of JSON Schema or none.
func text200(what, kind, format string) map[string]*huma.Response {
	return map[string]*huma.Response{"200": {Description: what, Content: map[string]*huma.MediaType{
		kind: {Schema: &huma.Schema{Type: huma.TypeString, Format: format}}}}}
}

// post is for what must not or cannot stand in an address, a name or a file, and for what changes something.
func post[I, O any](r routes, id string, most int64, f func(context.Context, *I) (*O, error)) {
	op := r.operation(id)
	op.MaxBodyBytes = most + 1 // huma takes less than this
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge)
	huma.Register(r.API, op, handled(r, f))
}

// contentFile is a file that browsers save and never show.
const contentFile = "application/octet-stream"

const contentXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
