package platform

import (
	"context"
	"errors"
	"fmt"

	"guangsha/internal/base/refusal"
	"guangsha/internal/cases"
	"guangsha/internal/workorder"
)

// orderName is what the hotline calls a round of an order.
type orderName struct {
	No    string `json:"id"`
	Round int    `json:"round"`
}

// order is a round as it goes over the wire.
type order struct {
	orderName
	Kind   string `json:"kind"`
	Caller caller `json:"caller"`
	Text   string `json:"text"`
	Why    string `json:"returnedBecause,omitempty"`
	Due    string `json:"due"`
}

// caller is who called.
type caller struct {
	Name   string `json:"name"`
	Mobile string `json:"mobile"`
}

// kept says that a round is kept or, with words, why not; answered is an answer to one.
type kept struct {
	orderName
	Words string `json:"words,omitempty"`
}

type answered struct {
	orderName
	Text string `json:"text"`
}

// Orders implements workorder.Hotline.
func (c *Client) Orders(ctx context.Context, limit int) (list []workorder.Name, err error) {
	var in []orderName
	err = c.ask(ctx, pathOrders, page{limit}, &in)
	for _, n := range in {
		list = append(list, workorder.Name(n))
	}
	return list, err
}

// Order implements workorder.Hotline. One that the hotline has signed and that cannot be read is an order all the same,
// with what is wrong with it.
func (c *Client) Order(ctx context.Context, n workorder.Name) (workorder.Incoming, error) {
	var in order
	err := c.ask(ctx, pathOrder, orderName(n), &in)
	switch {
	case errors.Is(err, errContent) || err == nil && in.orderName == (orderName{}):
		return workorder.Incoming{No: n.No, Round: n.Round, Wrong: refusal.Bad(cases.CodeUnreadable,
			"工单的内容不符合约定的格式")}, nil
	case err != nil:
		return workorder.Incoming{}, err
	case in.orderName != orderName(n):
		return workorder.Incoming{}, fmt.Errorf("platform: asked for one work order it gives another")
	}
	return workorder.Incoming{No: n.No, Round: n.Round, Kind: in.Kind, Due: in.Due, Said: workorder.Said{
		Name: in.Caller.Name, Mobile: in.Caller.Mobile, Text: in.Text, Why: in.Why}}, nil
}

// OrderKept implements workorder.Hotline.
func (c *Client) OrderKept(ctx context.Context, r workorder.Receipt) error {
	var none struct{}
	return c.ask(ctx, pathKept, kept{orderName(r.Name), r.Words}, &none)
}

// AnswerOrder implements workorder.Hotline.
func (c *Client) AnswerOrder(ctx context.Context, r workorder.Reply) (word string, err error) {
	var in answer
	err = c.ask(ctx, pathAnswer, answered{orderName(r.Name), r.Text}, &in)
	switch {
	case err != nil:
		return "", err
	case in.ID != r.No:
		return "", fmt.Errorf("platform: told one answer it speaks of another")
	case in.Result == taken || in.Result == repeated:
		return "", nil
	case in.Result == "":
		return "", fmt.Errorf("platform: it does not say whether it takes an answer")
	}
	return in.Result, nil
}
