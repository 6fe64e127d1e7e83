package console

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"guangsha/internal/base/listing"
	eval "guangsha/internal/evaluation"
)

// output is an answer with a body.
type output[T any] struct{ Body T }

// list is an answer whose rows fit on one page whatever the city.
type list[T any] struct {
	Items []T `json:"items"`
}

// page is one page of a longer list.
type page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next" doc:"下一页的游标，没有下一页时为空"`
}

// Paging asks for a page of a list.
type Paging struct {
	Cursor string `query:"cursor" maxLength:"400" doc:"上一页给出的游标，第一页不填"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页行数"`
}

// maxPage is the longest page that a route gives; an export reads longer ones.
const maxPage = 200

// firstPage is what a page asks for when it opens.
var firstPage = Paging{Limit: 50}

// pageOf reads which page of a list is asked for: sort is the name of its order, behind a minus for the greatest first,
// and a cursor holds for the order that it was made in.
func pageOf[K any](p Paging, sort string) (listing.Page[K], error) {
	by, down := strings.CutPrefix(sort, "-")
	if by == keyOrder {
		by = ""
	}
	asked := listing.Page[K]{Order: listing.Order{By: by, Down: down}, Limit: p.Limit + 1}
	if p.Cursor == "" {
		return asked, nil
	}
	var in string
	var after listing.Place[K]
	if err := resume(p.Cursor, &in, &after.Value, &after.Key); err != nil {
		return asked, err
	}
	if in != sort {
		return asked, badCursor()
	}
	asked.After = &after
	return asked, nil
}

// keyOrder is what addresses call the order of a list by its key.
const keyOrder = "no"

// InYear asks for a year.
type InYear struct {
	Year int `query:"year" required:"true" minimum:"1990" maximum:"2100" doc:"年度"`
}

// score is a weight or a score (分值、得分) with up to two decimals.
type score eval.Points

// MarshalJSON writes a number.
func (s score) MarshalJSON() ([]byte, error) { return eval.Points(s).MarshalJSON() }

// Schema implements huma.SchemaProvider.
func (score) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Description: "分数，至多两位小数"}
}

// mark is a score that may be missing: a table may print none.
type mark eval.Points

// MarshalJSON writes a number or null.
func (m mark) MarshalJSON() ([]byte, error) { return eval.Points(m).MarshalJSON() }

// Schema implements huma.SchemaProvider.
func (mark) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeNumber, Nullable: true, Description: "分数，至多两位小数；表上没有时为空"}
}
