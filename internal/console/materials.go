package console

import (
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"guangsha/internal/access"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/material"
	"guangsha/internal/serviceitem"
)

// Uploading is something that is handed in: a file, or as text the number under which it was looked up.
type Uploading struct {
	Key      string `query:"key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	Material string `query:"material" required:"true" maxLength:"40" doc:"材料代码"`
	Name     string `query:"name" maxLength:"400" doc:"文件名，只用于核对，不保存"`
	Type     string `query:"type" maxLength:"100" doc:"上传者声明的类型，只用于核对"`
	Shared   bool   `query:"shared" doc:"内容不是文件，而是数据共享的核验编号（UTF-8文字）"`
	RawBody  []byte `contentType:"application/octet-stream"`
}

// upload is what the service takes.
func (in Uploading) upload() cases.Upload {
	if in.Shared {
		return cases.Upload{Material: in.Material, Shared: strings.ToValidUTF8(string(in.RawBody), "\x00")}
	}
	return cases.Upload{Material: in.Material, File: material.Handed{Name: in.Name, Type: in.Type, Content: in.RawBody}}
}

// DraftOf names an application that is being filled in.
type DraftOf struct {
	MemberOf
	Item  string `path:"item" maxLength:"40" doc:"事项代码"`
	Draft string `query:"draft" required:"true" minLength:"1" maxLength:"64" doc:"草稿的名称，由页面取定"`
}

type draftUploadIn struct {
	DraftOf
	Uploading
}

type caseUploadIn struct {
	CaseOf
	Seen int `query:"seen" required:"true" minimum:"1" maximum:"100000" doc:"所见最后一条办理记录的序号"`
	Uploading
}

// MaterialOf names a material in an address.
type MaterialOf struct {
	ID int64 `path:"material" minimum:"1" doc:"材料序号"`
}

type draftMaterialIn struct {
	DraftOf
	MaterialOf
}

type caseMaterialIn struct {
	CaseOf
	MaterialOf
}

type draftRemoveIn struct {
	DraftOf
	MaterialOf
	Body struct {
		Key string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	}
}

type caseRemoveIn struct {
	CaseOf
	MaterialOf
	Body struct {
		Key  string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Seen int    `json:"seen" minimum:"1" maximum:"100000" doc:"所见最后一条办理记录的序号"`
	}
}

// content is a material as it is given out: to be saved or drawn, and never to be run. Whatever opens it as a page gets
// one without scripts, forms or an origin.
type content struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
	id          int64
}

// materialPolicy is the content policy of a material.
const materialPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'"

func contentOut(o cases.Opened) *content {
	file := saved(o.Kind.ContentType(), o.Content, o.Title+o.Kind.Extension())
	return &content{file.ContentType, file.Disposition, materialPolicy, file.Body, o.ID}
}

// materialsOut are the materials of an item with what was handed in for a case; needs is nil where there is none yet.
func materialsOut(g serviceitem.Ground, handed []cases.Handed, needs func(serviceitem.Material) bool) []MaterialOut {
	list := []MaterialOut{}
	for _, m := range g.Materials {
		out := MaterialOut{Code: m.Code, Title: m.Title, Optional: m.Optional, Condition: m.Condition, Shared: m.Shared,
			Verified: m.Verified, Pages: m.MostPages(), Files: []HandedOut{}}
		var accept []string
		for _, k := range m.Takes() {
			accept = append(accept, k.ContentType())
		}
		out.Accept = strings.Join(accept, ",")
		if needs != nil {
			out.Needed = needs(m)
		}
		for _, h := range handed {
			if h.Code == m.Code {
				out.Files = append(out.Files, handedOut(h))
			}
		}
		list = append(list, out)
	}
	return list
}

func handedOut(h cases.Handed) HandedOut {
	return HandedOut{ID: h.ID, Kind: string(h.Kind), What: h.Kind.String(), Pages: h.Pages, Size: h.Size,
		Digest: h.Digest, By: h.By, At: h.At.Second()}
}

// draft is a folder of an account that whoever asks reaches.
func (c *Console) draft(ctx context.Context, in DraftOf) (cases.Folder, error) {
	f := cases.Folder{Item: serviceitem.Code(in.Item), Member: number.MemberNo(in.No), Draft: in.Draft}
	_, err := read(ctx, c, func(tx unit.Tx) (struct{}, error) {
		_, err := c.oneMember(ctx, tx, in.No)
		return struct{}{}, err
	})
	return f, err
}

// folder is the folder of a case.
func (c *Console) folder(ctx context.Context, of CaseOf, seen int) (cases.Folder, error) {
	w, err := read(ctx, c, func(tx unit.Tx) (cases.Whole, error) { return c.oneCase(ctx, tx, of.Number) })
	return cases.Folder{Case: w.ID, Seen: seen}, err
}

func (c *Console) stageMaterial(ctx context.Context, in *draftUploadIn) (*output[HandedOut], error) {
	f, err := c.draft(ctx, in.DraftOf)
	if err != nil {
		return nil, err
	}
	h, err := c.Cases.HandIn(ctx, actor(ctx), in.Key, f, in.upload())
	return &output[HandedOut]{handedOut(h)}, err
}

func (c *Console) handInMaterial(ctx context.Context, in *caseUploadIn) (*output[HandedOut], error) {
	f, err := c.folder(ctx, in.CaseOf, in.Seen)
	if err != nil {
		return nil, err
	}
	h, err := c.Cases.HandIn(ctx, actor(ctx), in.Key, f, in.upload())
	return &output[HandedOut]{handedOut(h)}, err
}

func (c *Console) openStaged(ctx context.Context, in *draftMaterialIn) (*content, error) {
	f, err := c.draft(ctx, in.DraftOf)
	if err != nil {
		return nil, err
	}
	return c.opened(ctx, f, in.ID)
}

func (c *Console) openMaterial(ctx context.Context, in *caseMaterialIn) (*content, error) {
	f, err := c.folder(ctx, in.CaseOf, 0)
	if err != nil {
		return nil, err
	}
	return c.opened(ctx, f, in.ID)
}

func (c *Console) opened(ctx context.Context, f cases.Folder, id int64) (*content, error) {
	o, err := c.Cases.OpenMaterial(ctx, actor(ctx), f, id)
	if refusal.Is(err, cases.CodeMaterial) {
		return nil, notFound(err)
	}
	if err != nil {
		return nil, err
	}
	return contentOut(o), nil
}

func (c *Console) removeStaged(ctx context.Context, in *draftRemoveIn) (*output[done], error) {
	f, err := c.draft(ctx, in.DraftOf)
	if err != nil {
		return nil, err
	}
	return &output[done]{done{true}}, c.Cases.TakeOut(ctx, actor(ctx), in.Body.Key, f, in.ID)
}

func (c *Console) removeMaterial(ctx context.Context, in *caseRemoveIn) (*output[done], error) {
	f, err := c.folder(ctx, in.CaseOf, in.Body.Seen)
	if err != nil {
		return nil, err
	}
	return &output[done]{done{true}}, c.Cases.TakeOut(ctx, actor(ctx), in.Body.Key, f, in.ID)
}

func (c *Console) materialRoutes(r routes) {
	post(r, "stageMaterial", material.MaxFile, c.stageMaterial)
	post(r, "handInMaterial", material.MaxFile, c.handInMaterial)
	post(r, "removeStaged", maxSearch, c.removeStaged)
	post(r, "removeMaterial", maxSearch, c.removeMaterial)
	getMaterial(r, "openStaged", c.openStaged)
	getMaterial(r, "openMaterial", c.openMaterial)
}

// getMaterial is a get that answers with a material.
func getMaterial[I any](r routes, id string, f func(context.Context, *I) (*content, error)) {
	op := r.operation(id)
	kinds := slices.Concat(material.Files, []material.Kind{material.Shared})
	op.Responses = fileOf200("申请材料", kinds[0].ContentType())
	for _, k := range kinds[1:] {
		op.Responses["200"].Content[k.ContentType()] = op.Responses["200"].Content[kinds[0].ContentType()]
	}
	huma.Register(r.API, op, handled(r, seen(r, id, f, func(_ *I, out *content) access.Look {
		return access.Look{ID: out.id, Rows: 1}
	})))
}
