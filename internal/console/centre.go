package console

import (
	"cmp"
	"context"
	"strconv"

	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
	members "guangsha/internal/member"
	"guangsha/internal/withdrawal"
)

// Centre is what the pages say of the centre that they show.
type Centre struct {
	Code          string `json:"code" doc:"中心代码"`
	Name          string `json:"name" doc:"中心名称"`
	Engine        string `json:"engine" enum:"sqlite,postgres" doc:"数据库"`
	Year          int    `json:"year" doc:"首先显示的年度：已经开始的年度中最近一个登记了绩效目标的，都没有时为营业日所在年度，尚未建账时为今年"`
	OpenDay       string `json:"openDay" doc:"当前营业日，2024-06-30；尚未建账时为空"`
	Demonstration bool   `json:"demonstration" doc:"示例市：人和单位均为虚构"`
	Changeable    bool   `json:"changeable" doc:"访客可以在示例账上记一笔"`
	Version       string `json:"version" doc:"程序版本"`
}

// choices gives what the forms of the lists offer.
func (c *Console) choices(context.Context, *struct{}) (*output[choices], error) {
	out := choices{Offices: []choice{}, LateKinds: c.lateKinds()}
	for _, o := range c.Offices {
		out.Offices = append(out.Offices, choice{o.Code, o.Name})
	}
	for s := loans.Applied; s.String() != ""; s++ {
		out.LoanStates = append(out.LoanStates, choice{strconv.Itoa(int(s)), s.String()})
	}
	for _, r := range withdrawal.Reasons {
		out.Reasons = append(out.Reasons, choice{string(r.Code), r.Title})
	}
	for _, s := range withdrawal.States {
		out.CaseStates = append(out.CaseStates, choice{strconv.Itoa(int(s)), s.Chinese()})
	}
	for _, s := range cases.States {
		out.WayStates = append(out.WayStates, choice{strconv.Itoa(int(s)), s.String()})
	}
	for _, it := range c.Cases.Items {
		out.Items = append(out.Items, choice{string(it.Code), it.Name})
	}
	for _, k := range ledger.VoucherKinds() {
		out.VoucherKinds = append(out.VoucherKinds, choice{strconv.Itoa(int(k)), k.String()})
	}
	for _, r := range members.UnmaskReasons {
		out.UnmaskReasons = append(out.UnmaskReasons, choice{r.Code, r.Title})
	}
	return &output[choices]{out}, nil
}

// books is the state that the books are in (账的状态).
type books struct {
	State string `json:"state" doc:"账的状态标记：标记不变，账就没有变动"`
}

// state is asked again and again by every open page, so that it reads its figures anew when the books have changed.
func (c *Console) state(ctx context.Context, _ *struct{}) (*output[books], error) {
	state, err := c.booksState(ctx)
	return &output[books]{books{state}}, err
}

func (c *Console) booksState(ctx context.Context) (string, error) {
	return read(ctx, c, func(tx unit.Tx) (string, error) { return c.Ledger.State(tx) })
}

func (c *Console) centre(ctx context.Context, _ *struct{}) (*output[Centre], error) {
	about, err := read(ctx, c, func(tx unit.Tx) (Centre, error) {
		about := c.Centre
		about.Changeable = c.Change != nil
		open, err := c.Ledger.CurrentDay(tx)
		if err != nil {
			return about, err
		}
		today, err := c.SelfEvaluation.Today(tx)
		if err != nil {
			return about, err
		}
		shown, err := c.SelfEvaluation.Shown(tx, today)
		about.OpenDay, about.Year = date(open), cmp.Or(shown, today.Year()) // books that have not begun have no year
		return about, err
	})
	return &output[Centre]{about}, err
}
