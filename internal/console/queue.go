package console

import (
	"cmp"
	"context"
	"slices"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	members "guangsha/internal/member"
	"guangsha/internal/queue"
	"guangsha/internal/serviceitem"
)

// TicketOut is a ticket of the day (号票).
type TicketOut struct {
	Serial int    `json:"serial" doc:"当天的顺序号"`
	Number string `json:"number" doc:"号码"`
	Item   string `json:"item" doc:"事项代码"`
	Name   string `json:"name" doc:"事项名称"`
	State  string `json:"state" doc:"waiting、called、skipped或done"`
	Said   string `json:"said" doc:"状态"`
	Window int    `json:"window" doc:"最近叫号的窗口，还没有叫过为0"`
	Calls  int    `json:"calls" doc:"叫过的次数"`
	Taken  string `json:"taken" doc:"取号时间"`
	Ahead  int    `json:"ahead" doc:"前面还有几人，只对等候的"`
	Wait   int    `json:"wait" doc:"预计还要等候的分钟，只对等候的"`
}

// FiguresOut is what a day was like for an item (排队统计).
type FiguresOut struct {
	Day     string `json:"day" doc:"日期"`
	Name    string `json:"name" doc:"事项名称"`
	Taken   int    `json:"taken" doc:"取号"`
	Called  int    `json:"called" doc:"叫号"`
	Skipped int    `json:"skipped" doc:"过号"`
	Served  int    `json:"served" doc:"办完"`
	Waited  int64  `json:"waited" doc:"平均等候的秒数"`
	Longest int64  `json:"longest" doc:"最长等候的秒数"`
	Serving int64  `json:"serving" doc:"平均办理的秒数"`
}

// QueueOut is the queue of an office (排队).
type QueueOut struct {
	Office  string       `json:"office" doc:"机构"`
	Tickets []TicketOut  `json:"tickets" doc:"今天的号票，按取号先后"`
	Waiting int          `json:"waiting" doc:"等候人数"`
	Minutes int          `json:"minutes" doc:"现在取号预计等候的分钟"`
	Figures []FiguresOut `json:"figures" doc:"最近七天的统计，由近及远"`
}

// ScreenOut is what hangs in the hall: numbers and nothing else (叫号屏).
type ScreenOut struct {
	Office  string      `json:"office" doc:"机构名称"`
	Called  []CalledOut `json:"called" doc:"正在办理的号，最近叫的在前"`
	Skipped []string    `json:"skipped" doc:"过号，最近的在前，至多六个"`
	Waiting int         `json:"waiting" doc:"等候人数"`
	Minutes int         `json:"minutes" doc:"现在取号预计等候的分钟"`
}

// CalledOut is a number at a window.
type CalledOut struct {
	Number string `json:"number" doc:"号码"`
	Window int    `json:"window" doc:"窗口"`
	Calls  int    `json:"calls" doc:"叫过的次数"`
}

type ticketIn struct {
	Body struct {
		Key  string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Item string `json:"item" minLength:"1" maxLength:"60" doc:"事项代码"`
	}
}

type nextIn struct {
	Body struct {
		Window int `json:"window" minimum:"1" maximum:"99" doc:"窗口号"`
	}
}

type moveIn struct {
	Serial int `path:"id" minimum:"1" maximum:"999" doc:"当天的顺序号"`
	Body   struct {
		Window int    `json:"window" minimum:"1" maximum:"99" doc:"窗口号"`
		Act    string `json:"act" enum:"recall,skip,transfer,finish" doc:"重呼、过号、转业务或办完"`
		To     string `json:"to" maxLength:"60" doc:"转给哪个事项，其他操作为空"`
	}
}

type screenIn struct {
	Office string `query:"office" maxLength:"10" doc:"机构代码，不给为中心本部"`
}

var ticketStates = map[queue.State]string{queue.Waiting: "waiting", queue.Called: "called", queue.Skipped: "skipped",
	queue.Done: "done"}

func (c *Console) ticketOut(b queue.Board, t queue.Ticket) TicketOut {
	out := TicketOut{Serial: t.Serial, Number: t.Number, Item: string(t.Item), Name: c.Queue.Name(t.Item),
		State: ticketStates[t.State], Said: t.State.String(), Window: t.Window, Calls: t.Calls, Taken: minute(t.Taken)}
	if t.State == queue.Waiting {
		out.Ahead, out.Wait = b.Ahead(t, c.Queue.Clock.Now())
	}
	return out
}

// queueDays is how many days of figures the page shows.
const queueDays = 7

// queue is the queue of the office where whoever asks sits.
func (c *Console) queue(ctx context.Context, _ *struct{}) (*output[QueueOut], error) {
	return answer(ctx, c, func(tx unit.Tx) (out QueueOut, err error) {
		office := actor(ctx).Branch
		b, err := c.Queue.Board(tx, office)
		if err != nil {
			return out, err
		}
		out = QueueOut{Office: office, Tickets: []TicketOut{}, Waiting: b.Waiting, Minutes: b.Minutes,
			Figures: []FiguresOut{}}
		for _, t := range b.Tickets {
			out.Tickets = append(out.Tickets, c.ticketOut(b, t))
		}
		list, err := c.Queue.Store.Figures(tx, office, c.Queue.Clock.Now().Date().AddDays(1-queueDays))
		for _, f := range list {
			out.Figures = append(out.Figures, FiguresOut{Day: date(f.Day), Name: c.Queue.Name(f.Item), Taken: f.Taken,
				Called: f.Called, Skipped: f.Skipped, Served: f.Served, Waited: f.Waited / int64(max(1, f.Called)),
				Longest: f.Longest, Serving: f.Serving / int64(max(1, f.Served))})
		}
		return out, err
	})
}

// screen tells whoever looks which numbers are called. It knows nobody's name.
func (c *Console) screen(ctx context.Context, in *screenIn) (*output[ScreenOut], error) {
	at := slices.IndexFunc(c.Offices, func(o members.Office) bool { return in.Office == "" || o.Code == in.Office })
	if at < 0 {
		return nil, notFound(refusal.Bad("console.office", "没有这个机构"))
	}
	return answer(ctx, c, func(tx unit.Tx) (out ScreenOut, err error) {
		b, err := c.Queue.Board(tx, c.Offices[at].Code)
		if err != nil {
			return out, err
		}
		return screenOut(c.Offices[at].Name, b), nil
	})
}

// shownSkipped is how many numbers that were skipped stand on the screen.
const shownSkipped = 6

func screenOut(office string, b queue.Board) ScreenOut {
	out := ScreenOut{Office: office, Called: []CalledOut{}, Skipped: []string{}, Waiting: b.Waiting, Minutes: b.Minutes}
	list := slices.Clone(b.Tickets)
	slices.SortStableFunc(list, func(x, y queue.Ticket) int { return cmp.Compare(y.Last, x.Last) })
	for _, t := range list {
		switch {
		case t.State == queue.Called:
			out.Called = append(out.Called, CalledOut{t.Number, t.Window, t.Calls})
		case t.State == queue.Skipped && len(out.Skipped) < shownSkipped:
			out.Skipped = append(out.Skipped, t.Number)
		}
	}
	return out
}

// ticketNow is a ticket as it stands after something was done with it.
func (c *Console) ticketNow(ctx context.Context, t queue.Ticket, err error) (*output[TicketOut], error) {
	if err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (TicketOut, error) {
		b, err := c.Queue.Board(tx, t.Office)
		return c.ticketOut(b, t), err
	})
}

func (c *Console) takeTicket(ctx context.Context, in *ticketIn) (*output[TicketOut], error) {
	t, err := c.Queue.Take(ctx, actor(ctx), in.Body.Key, serviceitem.Code(in.Body.Item))
	return c.ticketNow(ctx, t, err)
}

func (c *Console) callNext(ctx context.Context, in *nextIn) (*output[TicketOut], error) {
	t, err := c.Queue.Next(ctx, actor(ctx), in.Body.Window)
	return c.ticketNow(ctx, t, err)
}

func (c *Console) moveTicket(ctx context.Context, in *moveIn) (*output[TicketOut], error) {
	t, err := c.Queue.Act(ctx, actor(ctx), in.Body.Window, in.Serial, queue.Move(in.Body.Act),
		serviceitem.Code(in.Body.To))
	return c.ticketNow(ctx, t, err)
}

func (c *Console) queueRoutes(r routes) {
	get(r, "queue", c.queue)
	get(r, "screen", c.screen)
	post(r, "takeTicket", maxSearch, c.takeTicket)
	post(r, "callNext", maxSearch, c.callNext)
	post(r, "moveTicket", maxSearch, c.moveTicket)
}
