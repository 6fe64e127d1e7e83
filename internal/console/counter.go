package console

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/serviceitem"
)

// items are what the counter offers today.
func (c *Console) items(ctx context.Context, _ *struct{}) (*output[list[ItemOut]], error) {
	return answer(ctx, c, func(tx unit.Tx) (out list[ItemOut], err error) {
		today, err := c.Cases.Today(tx)
		if err != nil {
			return out, err
		}
		out.Items = []ItemOut{}
		for _, it := range c.Counter.Items(today) {
			ground, _ := it.On(today)
			out.Items = append(out.Items, itemOut(it, ground))
		}
		return out, nil
	})
}

func itemOut(it serviceitem.Item, g serviceitem.Ground) ItemOut {
	out := ItemOut{Code: string(it.Code), Name: it.Name, Who: it.Who, Basis: g.Basis,
		Materials: materialsOut(g, nil, nil),
		Result:    it.Result, Fields: fieldsOut(it.Fields), Steps: []string{}, Papers: []string{}, Takes: it.Take.Code}
	for _, s := range it.Steps {
		out.Steps = append(out.Steps, s.Title)
	}
	for _, p := range it.Papers {
		out.Papers = append(out.Papers, p.Title)
	}
	return out
}

func fieldsOut(fields []serviceitem.Field) []FieldOut {
	list := []FieldOut{}
	for _, f := range fields {
		out := FieldOut{Code: f.Code, Label: f.Label, Hint: f.Hint, Kind: string(f.Kind), Optional: f.Optional,
			Choices: []OptionOut{}}
		for _, o := range f.Choices {
			out.Choices = append(out.Choices, OptionOut{o.Value, o.Label})
		}
		list = append(list, out)
	}
	return list
}

func factsOut(facts []serviceitem.Fact) []FactOut {
	list := []FactOut{}
	for _, f := range facts {
		list = append(list, FactOut{f.Label, f.Value, f.Source, f.Wrong})
	}
	return list
}

// sheet lays an item out for an account.
func (c *Console) sheet(ctx context.Context, in *sheetIn) (*output[SheetOut], error) {
	return answer(ctx, c, func(tx unit.Tx) (out SheetOut, err error) {
		m, err := c.oneMember(ctx, tx, in.No)
		if err != nil {
			return out, err
		}
		s, err := c.Counter.Sheet(tx, actor(ctx), serviceitem.Code(in.Item), m.No)
		if err != nil {
			return out, notFound(err)
		}
		out = SheetOut{Item: itemOut(s.Item, s.Ground), Facts: factsOut(s.Facts), InFlight: string(s.InFlight),
			id: m.ID.ID}
		if s.Closed != nil {
			out.Closed = s.Closed.Text + "。" + s.Closed.Next + "。"
		}
		return out, nil
	})
}

// application is what was handed in at the counter, about an account that whoever asks reaches.
func (c *Console) application(ctx context.Context, in applicationIn) (cases.Application, error) {
	a := cases.Application{Item: serviceitem.Code(in.Item), Member: number.MemberNo(in.Member), IDNo: in.IDNo,
		Authority: in.Authority, Typed: in.Typed, Draft: in.Draft}
	var wrong bool
	id, err := read(ctx, c, func(tx unit.Tx) (int64, error) {
		m, err := c.oneMember(ctx, tx, in.Member)
		if err == nil && in.IDNo != "" {
			fits, ferr := c.Cases.Identified(tx, a)
			wrong = ferr == nil && !fits // what is no number at all is answered with the rest of the form
		}
		return m.ID.ID, err
	})
	if err == nil && wrong {
		err = c.misidentified(ctx, id)
	}
	return a, err
}

// misidentified counts numbers that are not those of the account, and keeps that they were asked for: whoever may try
// as many as they like finds out what the mask hides.
func (c *Console) misidentified(ctx context.Context, account int64) error {
	by := actor(ctx)
	if err := c.counted(ctx, Identity, by.Actor); err != nil {
		return err
	}
	return c.Access.Looked(ctx, by, access.Look{Kind: "identity.mistaken", Need: access.HandleCases, ID: account})
}

func (c *Console) preview(ctx context.Context, in *submitIn) (*output[done], error) {
	a, err := c.application(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	return &output[done]{done{true}}, c.Counter.Preview(ctx, actor(ctx), a)
}

func (c *Console) submitCase(ctx context.Context, in *submitIn) (*output[submitted], error) {
	a, err := c.application(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	made, err := c.Counter.Submit(ctx, actor(ctx), in.Body.Key, a)
	return &output[submitted]{submitted{Number: string(made.Number), Due: date(made.Due)}}, err
}
