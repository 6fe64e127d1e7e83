package console

import (
	"context"
	"fmt"

	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// outsideItem is a figure that a paper from outside states, beside the measured one.
type outsideItem struct {
	Paper      string `json:"paper" doc:"文件种类"`
	Number     string `json:"number" doc:"文号或编号"`
	Dated      string `json:"dated" doc:"文件日期"`
	Page       string `json:"page" doc:"页码"`
	Item       string `json:"item" doc:"事项，文件上的写法"`
	Amount     string `json:"amount" doc:"文件所列数，文件上的写法"`
	Measure    string `json:"measure" doc:"取数项"`
	Title      string `json:"title" doc:"取数项名称"`
	Measured   *int64 `json:"measured" doc:"取数值，分；期内没有可计的业务时为空"`
	Difference *int64 `json:"difference" doc:"取数减文件，分；没有取数值时为空"`
	Agrees     bool   `json:"agrees" doc:"取数按文件的位数舍入后与文件一致"`
	Verdict    string `json:"verdict" enum:"一致,舍入后一致,不一致" doc:"同上，文字"`
	Grade      string `json:"grade" enum:"A,B,C,D,E" doc:"取数的证据等级"`
	By         string `json:"by" doc:"登记人工号"`
	On         string `json:"on" doc:"登记日期"`
}

// outsideList is what papers from outside state of a year.
type outsideList struct {
	Year  int           `json:"year" doc:"年度"`
	Items []outsideItem `json:"items"`
}

// outsideIn hands in a list of figures from outside.
type outsideIn struct {
	PathYear
	Key     string `query:"key" minLength:"1" maxLength:"64" required:"true" doc:"请求键，重复提交时不变"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// outsideOf is a comparison as pages show it.
func outsideOf(c eval.Compared, v measure.Value, grade measure.Grade) outsideItem {
	out := outsideItem{Paper: c.Paper, Number: c.Number, Dated: c.Dated, Page: c.Page, Item: c.Item, Amount: c.Amount,
		Measure: c.Measure, Title: v.Measure.Title, Agrees: c.Agrees,
		Verdict: c.Verdict(), Grade: string(grade), By: c.By, On: c.On}
	if v.Known {
		n, difference := v.N, c.Difference
		out.Measured, out.Difference = &n, &difference
	}
	return out
}

// outsidesOf are all comparisons of a figure.
func outsidesOf(all []eval.Compared, v measure.Value, grade measure.Grade) []outsideItem {
	list := []outsideItem{}
	for _, c := range all {
		list = append(list, outsideOf(c, v, grade))
	}
	return list
}

// stated is what papers from outside state of a year.
func (c *Console) stated(ctx context.Context, year int) ([]eval.Outside, error) {
	return read(ctx, c, func(tx unit.Tx) ([]eval.Outside, error) { return c.SelfEvaluation.Outside(tx, year) })
}

func (c *Console) outside(ctx context.Context, in *PathYear) (*output[outsideList], error) {
	stated, err := c.stated(ctx, in.Year)
	if err != nil {
		return nil, err
	}
	values, err := c.measured(ctx, in.Year, eval.MeasuresOf(stated))
	if err != nil {
		return nil, err
	}
	out := outsideList{Year: in.Year, Items: []outsideItem{}}
	for _, h := range eval.HoldAgainst(stated, values) {
		out.Items = append(out.Items, outsideOf(h.Compared, h.Value, h.Grade))
	}
	return &output[outsideList]{out}, nil
}

// outsideColumns begin as a list that is handed in does, so that what was saved can be filled in and handed in again.
var outsideColumns = []exportColumn[outsideItem]{
	words(eval.OutsideHeads[0], 140, func(o outsideItem) string { return o.Paper }),
	words(eval.OutsideHeads[1], 200, func(o outsideItem) string { return o.Number }),
	words(eval.OutsideHeads[2], 120, func(o outsideItem) string { return o.Dated }),
	words(eval.OutsideHeads[3], 240, func(o outsideItem) string { return o.Item }),
	words(eval.OutsideHeads[4], 280, func(o outsideItem) string { return o.Measure }),
	words(eval.OutsideHeads[5], 140, func(o outsideItem) string { return eval.AmountNumber(o.Amount) }),
	words(eval.OutsideHeads[6], 80, func(o outsideItem) string { return eval.AmountUnit(o.Amount) }),
	words(eval.OutsideHeads[7], 80, func(o outsideItem) string { return o.Page }),
	words("取数项名称", 240, func(o outsideItem) string { return o.Title }),
	words("取数值（元）", 160, func(o outsideItem) string { return orNone(o.Measured) }),
	words("相差（元）", 140, func(o outsideItem) string { return orNone(o.Difference) }),
	words("证据等级", 80, func(o outsideItem) string { return o.Grade }),
	words("登记人", 120, func(o outsideItem) string { return o.By }),
	words("登记日期", 120, func(o outsideItem) string { return o.On }),
}

func orNone(fen *int64) string {
	if fen == nil {
		return ""
	}
	return money.Fen(*fen).Grouped()
}

// outsideBook is the list as a workbook; without figures it is an empty list to fill in.
func (c *Console) outsideBook(ctx context.Context, in *PathYear) (*download, error) {
	out, err := c.outside(exact(ctx), in)
	if err != nil {
		return nil, err
	}
	file, err := wholeBook(ctx, "外部文件所列数", outsideColumns, out.Body.Items)
	return of(file, fmt.Sprintf("%d年度", in.Year)), err
}

func (c *Console) registerOutside(ctx context.Context, in *outsideIn) (*output[outsideList], error) {
	stated, err := eval.ReadOutside(in.RawBody, c.Catalogue)
	if err != nil {
		return nil, err
	}
	if _, err := c.SelfEvaluation.RegisterOutside(ctx, actor(ctx), in.Key, in.Year, stated); err != nil {
		return nil, err
	}
	return c.outside(exact(ctx), &in.PathYear)
}
