package console

import (
	"context"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/serviceitem"
)

// serviceItems are all items of the centre, with how they stand at their doors.
func (c *Console) serviceItems(ctx context.Context, _ *struct{}) (*output[list[ItemRow]], error) {
	return answer(ctx, c, func(tx unit.Tx) (out list[ItemRow], err error) {
		open, err := c.inFlight(ctx, tx)
		if err != nil {
			return out, err
		}
		for _, it := range c.Cases.Items {
			row := ItemRow{Code: string(it.Code), Name: it.Name, Who: it.Who, InFlight: open[it.Code]}
			if row.Term, err = c.term(tx, it); err != nil {
				return out, err
			}
			doors, err := c.Cases.Openings(tx, it)
			if err != nil {
				return out, err
			}
			for _, d := range doors {
				row.Doors = append(row.Doors, doorNow(d))
			}
			out.Items = append(out.Items, row)
		}
		return out, nil
	})
}

// serviceItemBook is all items as a workbook.
func (c *Console) serviceItemBook(ctx context.Context, in *struct{}) (*download, error) {
	out, err := c.serviceItems(ctx, in)
	if err != nil {
		return nil, err
	}
	return wholeBook(ctx, "事项", []exportColumn[ItemRow]{
		words("事项", 260, func(i ItemRow) string { return i.Name }),
		words("事项代码", 220, func(i ItemRow) string { return i.Code }),
		words("各渠道现在", 400, c.doorsOf),
		whole("承诺办结（工作日）", func(i ItemRow) int64 { return int64(i.Term) }),
		whole("在办（件）", func(i ItemRow) int64 { return int64(i.InFlight) }),
		words("服务对象", 320, func(i ItemRow) string { return i.Who }),
	}, out.Body.Items)
}

// doorsOf says of each door of an item whether it takes it in, and where it does not.
func (c *Console) doorsOf(i ItemRow) string {
	var doors []string
	for _, d := range i.Doors {
		var shut []string
		for _, o := range d.Offices {
			if !o.Open {
				shut = append(shut, c.officeName(o.Office))
			}
		}
		says := "受理中"
		if len(shut) > 0 {
			says = strings.Join(shut, "、") + "现在不受理"
		}
		doors = append(doors, d.Name+" "+says)
	}
	return strings.Join(doors, "；")
}

// inFlight counts what is in flight within the offices of whoever asks.
func (c *Console) inFlight(ctx context.Context, tx unit.Tx) (map[serviceitem.Code]int, error) {
	offices, everywhere := access.Offices(ctx)
	if everywhere {
		offices = nil
	}
	return c.Cases.Store.Open(tx, offices)
}

// term is how many working days the centre promises for an item, or zero.
func (c *Console) term(tx unit.Tx, it serviceitem.Item) (int, error) {
	if it.Term == "" {
		return 0, nil
	}
	set, err := c.Cases.Policy.Policy(tx)
	if err != nil {
		return 0, err
	}
	today, err := c.Cases.Today(tx)
	if err != nil {
		return 0, err
	}
	return it.Term.On(set, "", today)
}

func doorNow(d cases.Opening) DoorNow {
	out := DoorNow{Code: string(d.Door), Name: doorNames[d.Door], Offices: []OfficeNow{}}
	for _, at := range d.Offices {
		now := OfficeNow{Office: at.Office, Open: at.Closed == nil}
		if at.Closed != nil {
			now.Says, now.Next = at.Closed.Text, at.Closed.Next
		}
		out.Offices = append(out.Offices, now)
	}
	return out
}

// serviceItem is everything about one item.
func (c *Console) serviceItem(ctx context.Context, in *ItemOf) (*output[ItemPage], error) {
	it, found := serviceitem.Find(c.Cases.Items, serviceitem.Code(in.Item))
	if !found {
		return nil, no("这个事项", "请从事项清单中选择")
	}
	return answer(ctx, c, func(tx unit.Tx) (out ItemPage, err error) {
		today, err := c.Cases.Today(tx)
		if err != nil {
			return out, err
		}
		ground, _ := it.On(today)
		out = ItemPage{ItemOut: itemOut(it, ground), Limited: it.Amount != "", Alone: aloneOut(it)}
		if out.Term, err = c.term(tx, it); err != nil {
			return out, err
		}
		open, err := c.inFlight(ctx, tx)
		if err != nil {
			return out, err
		}
		out.InFlight = open[it.Code]
		doors, err := c.Cases.Openings(tx, it)
		for _, d := range doors {
			out.Doors = append(out.Doors, c.doorOut(d))
		}
		return out, err
	})
}

// aloneOut are the facts on which an item is decided without a person.
func aloneOut(it serviceitem.Item) []FactOf {
	list := []FactOf{}
	if it.Auto != nil {
		for _, f := range it.Auto.Facts {
			list = append(list, FactOf{f.Label, f.Source})
		}
	}
	return list
}

func (c *Console) doorOut(d cases.Opening) DoorOut {
	out, now := DoorOut{DoorNow: doorNow(d), Seen: d.Version, Values: []SetOut{}}, c.Cases.Clock.Now()
	for _, v := range d.Values {
		set := SetOut{What: v.What, All: v.All, Office: v.Branch, Words: v.Words(), From: date(v.From), Holds: v.Holds,
			Basis: v.Document, By: v.Change.By, At: minute(v.Change.At), Reason: v.Change.Reason, Pauses: []PauseOut{}}
		for _, p := range v.Pauses {
			set.Pauses = append(set.Pauses, PauseOut{From: p.From.Minute(), To: p.To.Minute(), Why: p.Why,
				Runs: p.From <= now})
		}
		out.Values = append(out.Values, set)
	}
	return out
}

// setDoor puts a setting of an item at a door in force.
func (c *Console) setDoor(ctx context.Context, in *setDoorIn) (*output[done], error) {
	b := in.Body
	g := cases.Setting{Item: serviceitem.Code(in.Item), Door: act.Door(in.Door), All: b.All, Office: b.Office,
		What: b.What, Value: b.Value, Lift: b.Lift, Basis: b.Basis, Reason: b.Reason, Seen: b.Seen,
		Pause: cases.Pause{Why: b.Why}}
	var err error
	if b.From != "" {
		if g.From, err = civil.ParseDate(b.From); err != nil {
			return nil, err
		}
	}
	if b.PauseFrom != "" {
		if g.Pause.From, err = cases.ReadMinute(b.PauseFrom); err != nil {
			return nil, err
		}
	}
	if b.PauseTo != "" {
		if g.Pause.To, err = cases.ReadMinute(b.PauseTo); err != nil {
			return nil, err
		}
	}
	err = c.Cases.SetDoor(ctx, actor(ctx), in.Key, g)
	if refusal.Is(err, cases.CodeItem) {
		err = notFound(err)
	}
	return &output[done]{done{true}}, err
}

func (c *Console) serviceItemRoutes(r routes) {
	get(r, "serviceItems", c.serviceItems)
	getBook(r, "serviceItemsXlsx", c.serviceItemBook)
	get(r, "serviceItem", c.serviceItem)
	post(r, "setDoor", maxSearch, c.setDoor)
}
