package console

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsText string

// docsPage is the readable description. It needs no script and loads nothing.
var docsPage = template.Must(template.New("docs").Parse(docsText))

// described is a route as the page shows it.
type described struct {
	Route
	Permission, Scope string
	Asks, Sends       []describedField
	Answers           *describedType
	Kind              string // of the answer, when it is no JSON
	Errors            []string
}

// describedType is a type of the answers, which the page shows once.
type describedType struct {
	Name   string
	Fields []describedField
}

type describedField struct {
	Name, Where, Type, Doc string
	To                     string // name of the type that the field holds
	Must                   bool
}

var scopeWords = map[Scope]string{Anything: "不限", WholeCentre: "全中心", ByOffice: "按机构", Oneself: "本人"}

// docsRoutes gives the description, which is written when it is first asked for: all routes are declared by then, and
// it never changes.
func (c *Console) docsRoutes(r routes) {
	answer := func(id, kind, words string, f func() ([]byte, error)) {
		op, once := r.operation(id), sync.OnceValues(f)
		op.Responses = text200(words, kind, "")
		huma.Register(r.API, op, handled(r, func(context.Context, *struct{}) (*download, error) {
			text, err := once()
			return &download{ContentType: kind, Body: text}, err
		}))
	}
	answer("openapi", "application/json", "OpenAPI 3.1", func() ([]byte, error) { return openAPI(r.API) })
	answer("docs", contentPage, "网页", func() ([]byte, error) { return readable(r.OpenAPI()) })
}

// readable writes the description for people.
func readable(api *huma.OpenAPI) ([]byte, error) {
	page := struct {
		Title, Version string
		Routes         []described
		Types          []describedType
	}{Title: api.Info.Title, Version: api.Info.Version}
	for _, route := range Routes {
		item := api.Paths[route.Path]
		if item == nil {
			return nil, fmt.Errorf("describe the routes: %s is not registered", route.Path)
		}
		op := item.Get
		if route.Method == http.MethodPost {
			op = item.Post
		}
		page.Routes = append(page.Routes, describe(route, op))
	}
	for name, s := range api.Components.Schemas.Map() {
		page.Types = append(page.Types, describedType{name, fieldsOf(s)})
	}
	slices.SortFunc(page.Types, func(a, b describedType) int { return cmp.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	if err := docsPage.Execute(&b, page); err != nil {
		return nil, fmt.Errorf("describe the routes: %w", err)
	}
	return b.Bytes(), nil
}

func describe(route Route, op *huma.Operation) described {
	d := described{Route: route, Permission: route.Permission.Title, Scope: scopeWords[route.Scope]}
	where := map[string]string{"path": "网址", "query": "查询条件", "header": "请求头"}
	for _, p := range op.Parameters {
		d.Asks = append(d.Asks, describedField{Name: p.Name, Where: where[p.In], Type: typeOf(p.Schema),
			Doc: cmp.Or(p.Description, p.Schema.Description), Must: p.Required})
	}
	if op.RequestBody != nil {
		for kind, media := range op.RequestBody.Content {
			if media.Schema == nil || media.Schema.Ref == "" {
				d.Sends = append(d.Sends, describedField{Name: "整个内容", Type: kind, Must: true})
				continue
			}
			d.Sends = append(d.Sends, describedField{Name: "整个内容", Type: "对象", To: refOf(media.Schema), Must: true})
		}
	}
	for kind, media := range op.Responses["200"].Content {
		if media.Schema != nil && media.Schema.Ref != "" {
			d.Answers = &describedType{Name: refOf(media.Schema)}
		} else {
			d.Kind = kind
		}
	}
	for status := range op.Responses {
		if n, err := strconv.Atoi(status); err == nil && n >= http.StatusBadRequest {
			d.Errors = append(d.Errors, status)
		}
	}
	slices.Sort(d.Errors)
	return d
}

// fieldsOf are the fields of an object, in the order of their names.
func fieldsOf(s *huma.Schema) (list []describedField) {
	for name, f := range s.Properties {
		list = append(list, describedField{Name: name, Type: typeOf(f), Doc: f.Description, To: refOf(f),
			Must: slices.Contains(s.Required, name)})
	}
	slices.SortFunc(list, func(a, b describedField) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// refOf is the type that a field holds, or a list of it.
func refOf(s *huma.Schema) string {
	if s.Type == huma.TypeArray && s.Items != nil {
		s = s.Items
	}
	return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]
}

var typeWords = map[string]string{huma.TypeString: "文字", huma.TypeInteger: "整数", huma.TypeNumber: "数",
	huma.TypeBoolean: "是否", huma.TypeArray: "列表", huma.TypeObject: "对象"}

func typeOf(s *huma.Schema) string {
	if s.Ref != "" {
		return "对象"
	}
	text := typeWords[s.Type]
	for i, v := range s.Enum {
		if i == 0 {
			text += "："
		} else {
			text += "、"
		}
		text += fmt.Sprint(v)
	}
	return text
}
