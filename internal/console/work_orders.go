package console

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/workorder"
)

// OrderItem is a round of an order of the government hotline (12345工单).
type OrderItem struct {
	ID        int64  `json:"id" doc:"序号"`
	No        string `json:"no" doc:"工单编号"`
	Round     int    `json:"round" doc:"第几次交办"`
	Kind      string `json:"kind" doc:"工单类型，由12345定"`
	Name      string `json:"name" doc:"来电人，已脱敏"`
	Came      string `json:"came" doc:"收到的时间"`
	Due       string `json:"due" doc:"答复期限"`
	Days      int    `json:"days" doc:"距答复期限几天，超期的为负"`
	Office    string `json:"office" doc:"办理机构"`
	State     int    `json:"state" doc:"状态代码，1为待答复"`
	StateName string `json:"stateName" doc:"状态"`
	Member    string `json:"member" doc:"关联的个人账号，没有时为空"`
	Case      string `json:"caseNo" doc:"关联的业务流水号，没有时为空"`
	By        string `json:"by" doc:"答复人"`
	Refused   string `json:"refused" doc:"12345不接收上次答复的原因，没有时为空"`
}

// OrderOut is a round with what was said, and what was answered to the rounds before it.
type OrderOut struct {
	OrderItem
	Seen   int         `json:"seen" doc:"版本，办理时照原样给回"`
	Mobile string      `json:"mobile" doc:"来电号码，用于回访"`
	Text   string      `json:"text" doc:"工单内容"`
	Why    string      `json:"why" doc:"退回的原因，没有时为空"`
	Answer string      `json:"answer" doc:"答复"`
	Before []AnswerOut `json:"before" doc:"先前各次交办的答复"`
}

// AnswerOut is what was answered to a round.
type AnswerOut struct {
	Round  int    `json:"round"`
	Answer string `json:"answer" doc:"答复，没有答复的为空"`
	By     string `json:"by"`
}

type ordersIn struct {
	State  int    `query:"state" minimum:"1" maximum:"4" default:"1" doc:"状态代码，1为待答复"`
	Office string `query:"office" maxLength:"2" doc:"机构代码，不填为全部"`
	Paging
}

// OrderOf names a round in an address.
type OrderOf struct {
	ID int64 `path:"id" minimum:"1" doc:"序号"`
}

type tieOrderIn struct {
	OrderOf
	Body struct {
		Key    string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Seen   int    `json:"seen" minimum:"1" doc:"所见的版本"`
		Member string `json:"member" required:"false" maxLength:"20" doc:"关联的个人账号"`
		Case   string `json:"caseNo" required:"false" maxLength:"24" doc:"关联的业务流水号"`
		Office string `json:"office" required:"false" maxLength:"2" doc:"转交的机构代码"`
	}
}

type answerOrderIn struct {
	OrderOf
	Body struct {
		Key    string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Seen   int    `json:"seen" minimum:"1" doc:"所见的版本"`
		Answer string `json:"answer" maxLength:"4000" doc:"答复，回传12345"`
	}
}

// orders lists the rounds in a state, what is due first standing first.
func (c *Console) orders(ctx context.Context, in *ordersIn) (*output[page[OrderItem]], error) {
	office, err := within(ctx, in.Office)
	if err != nil {
		return nil, err
	}
	f := workorder.Filter{State: workorder.State(in.State), Office: office, Limit: in.Limit + 1}
	if err := resume(in.Cursor, &f.AfterDue, &f.After); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (none page[OrderItem], err error) {
		rows, err := c.WorkOrders.Store.List(tx, f)
		if err != nil {
			return none, err
		}
		items := map[workorder.ID]OrderItem{}
		for _, o := range rows {
			said, err := c.WorkOrders.Said(o)
			if err != nil {
				return none, err
			}
			items[o.ID] = c.orderItem(o, said)
		}
		return cut(rows, in.Limit, func(o workorder.Order) OrderItem { return items[o.ID] },
			func(o workorder.Order) []any { return []any{o.Due, o.ID} }), nil
	})
}

func (c *Console) orderItem(o workorder.Order, said workorder.Said) OrderItem {
	return OrderItem{ID: int64(o.ID), No: o.No, Round: o.Round, Kind: o.Kind, Name: mask.Name(said.Name),
		Came: minute(o.Came), Due: o.Due.String(), Days: int(o.Due - c.WorkOrders.Clock.Now().Date()), Office: o.Office,
		State: int(o.State), StateName: o.State.String(), Member: string(o.Member), Case: string(o.Case), By: o.By,
		Refused: o.Refused}
}

// order is one round with everything that was said.
func (c *Console) order(ctx context.Context, in *OrderOf) (*output[OrderOut], error) {
	return answer(ctx, c, func(tx unit.Tx) (out OrderOut, err error) {
		o, err := c.reachedOrder(ctx, tx, in.ID)
		if err != nil {
			return out, err
		}
		said, err := c.WorkOrders.Said(o)
		if err != nil {
			return out, err
		}
		out = OrderOut{OrderItem: c.orderItem(o, said), Seen: o.Version, Mobile: said.Mobile, Text: said.Text,
			Why: said.Why, Answer: o.Answer, Before: []AnswerOut{}}
		rounds, err := c.WorkOrders.Store.Rounds(tx, o.No)
		for _, was := range rounds {
			if was.Round < o.Round {
				out.Before = append(out.Before, AnswerOut{was.Round, was.Answer, was.By})
			}
		}
		return out, err
	})
}

// reachedOrder is a round of an office that whoever asks reaches; any other is as if it were not there.
func (c *Console) reachedOrder(ctx context.Context, tx unit.Tx, id int64) (workorder.Order, error) {
	o, found, err := c.WorkOrders.Store.Order(tx, workorder.ID(id))
	if err == nil && (!found || !reached(ctx, o.Office)) {
		err = no("这件工单", "请从工单清单中查找")
	}
	return o, err
}

func (c *Console) tieOrder(ctx context.Context, in *tieOrderIn) (*output[done], error) {
	b := in.Body
	if err := c.mayReachOrder(ctx, in.ID); err != nil {
		return nil, err
	}
	m := workorder.Move{Order: workorder.ID(in.ID), Seen: b.Seen, Office: b.Office}
	var err error
	if b.Member != "" {
		if m.Member, err = number.ParseMember(b.Member); err != nil {
			return nil, err
		}
	}
	if b.Case != "" {
		if m.Case, err = number.ParseCase(b.Case); err != nil {
			return nil, err
		}
	}
	return &output[done]{done{true}}, c.WorkOrders.Tie(ctx, actor(ctx), b.Key, m)
}

func (c *Console) answerOrder(ctx context.Context, in *answerOrderIn) (*output[done], error) {
	b := in.Body
	if err := c.mayReachOrder(ctx, in.ID); err != nil {
		return nil, err
	}
	return &output[done]{done{true}}, c.WorkOrders.Answer(ctx, actor(ctx), b.Key,
		workorder.Move{Order: workorder.ID(in.ID), Seen: b.Seen, Answer: b.Answer})
}

func (c *Console) mayReachOrder(ctx context.Context, id int64) error {
	_, err := read(ctx, c, func(tx unit.Tx) (workorder.Order, error) { return c.reachedOrder(ctx, tx, id) })
	return err
}

func (c *Console) orderRoutes(r routes) {
	get(r, "orders", seen(r, "orders", c.orders, listed))
	getBook(r, "ordersXlsx", exported("12345工单", orderColumns, c.orders))
	get(r, "order", seen(r, "order", c.order,
		func(in *OrderOf, _ *output[OrderOut]) access.Look { return access.Look{ID: in.ID, Rows: 1} }))
	post(r, "tieOrder", maxSearch, c.tieOrder)
	post(r, "answerOrder", maxForm, c.answerOrder)
}

var orderColumns = []exportColumn[OrderItem]{
	words("工单编号", 170, func(o OrderItem) string { return o.No }),
	whole("第几次交办", func(o OrderItem) int64 { return int64(o.Round) }),
	words("类型", 90, func(o OrderItem) string { return o.Kind }),
	words("来电人", 90, func(o OrderItem) string { return o.Name }),
	words("收到", 150, func(o OrderItem) string { return o.Came }),
	words("答复期限", 100, func(o OrderItem) string { return o.Due }),
	words("机构", 60, func(o OrderItem) string { return o.Office }),
	words("状态", 90, func(o OrderItem) string { return o.StateName }),
	words("个人账号", 150, func(o OrderItem) string { return o.Member }),
	words("业务流水号", 190, func(o OrderItem) string { return o.Case }),
	words("答复人", 90, func(o OrderItem) string { return o.By }),
	words("12345意见", 160, func(o OrderItem) string { return o.Refused }),
}
