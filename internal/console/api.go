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

// maxUpload is the largest file that a page may hand in.
const maxUpload = 5 << 20

// settle sets once what huma keeps for the whole program: the form of its errors, and that lists are never null.
var settle = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return &problem{Type: "about:blank", Title: message, Status: status}
	}
	huma.NewErrorWithContext = func(_ huma.Context, status int, message string, errs ...error) huma.StatusError {
		return huma.NewError(status, message, errs...)
	}
})

// register puts every route on a mux. It is the one list of what the console answers.
func (c *Console) register(mux *http.ServeMux, version string) huma.API {
	settle()
	prefix := "#/components/schemas/"
	api := humago.New(mux, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI:    "3.1.0",
			Info:       &huma.Info{Title: "广厦业务后台接口", Version: version},
			Components: &huma.Components{Schemas: huma.NewMapRegistry(prefix, huma.DefaultSchemaNamer)},
		},
		Formats: huma.DefaultFormats, DefaultFormat: "application/json",
	})
	get(api, "/api/centre", "centre", "本中心", c.centre)
	c.registerEvaluation(api)
	c.registerMeasures(api)
	c.registerYear(api)
	c.registerVouchers(api)
	c.registerDays(api)
	c.registerMembers(api)
	c.registerEmployers(api)
	c.registerLoans(api)
	return api
}

// OpenAPI is the description of the routes, made without a centre.
func OpenAPI(version string) ([]byte, error) {
	api := (&Console{}).register(http.NewServeMux(), version)
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

func get[I, O any](api huma.API, path, id, summary string, f func(context.Context, *I) (*O, error)) {
	huma.Register(api, operation(http.MethodGet, path, id, summary), f)
}

// getFile is a get that answers with a workbook.
func getFile[I any](api huma.API, path, id, summary string, f func(context.Context, *I) (*download, error)) {
	op := operation(http.MethodGet, path, id, summary)
	op.Responses = map[string]*huma.Response{"200": {Description: "工作簿", Content: map[string]*huma.MediaType{
		contentXLSX: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}}
	huma.Register(api, op, f)
}

// post is for what does not fit into an address: a file, or a name. Nothing is stored.
func post[I, O any](api huma.API, path, id, summary string, f func(context.Context, *I) (*O, error)) {
	op := operation(http.MethodPost, path, id, summary)
	op.MaxBodyBytes = maxUpload
	op.Errors = append(op.Errors, http.StatusRequestEntityTooLarge)
	huma.Register(api, op, f)
}

const contentXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
