package console

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// trialBalance is the balances of all accounts at the end of a day (科目余额表).
type trialBalance struct {
	Day    string      `json:"day"`
	Closed bool        `json:"closed" doc:"该日已日结"`
	Lines  []trialLine `json:"lines" doc:"余额不为零的科目"`
	Debit  int64       `json:"debit" doc:"借方合计，分"`
	Credit int64       `json:"credit" doc:"贷方合计，分"`
}

type trialLine struct {
	Account string `json:"account" doc:"科目代码"`
	Name    string `json:"name" doc:"科目名称"`
	Nature  string `json:"nature" enum:"资产,负债,净资产,收入,支出" doc:"科目属性"`
	Debit   int64  `json:"debit" doc:"借方余额，分"`
	Credit  int64  `json:"credit" doc:"贷方余额，分"`
}

// bookDay is a book day.
type bookDay struct {
	Day       string `json:"day"`
	State     string `json:"state" enum:"open,closing,closed"`
	StateName string `json:"stateName" doc:"营业中、日终处理中、已日结"`
	Vouchers  int64  `json:"vouchers" doc:"凭证张数"`
	Amount    int64  `json:"amount" doc:"借方合计，分"`
}

type onDay struct {
	Day string `query:"day" maxLength:"10" doc:"日期，2024-06-30；不填为最近一个已日结的日，一个也没有时为营业日"`
}

func (c *Console) trial(ctx context.Context, in *onDay) (*output[trialBalance], error) {
	on, err := day(in.Day, 0)
	if err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (trialBalance, error) {
		b, err := c.booked(tx)
		if err != nil {
			return trialBalance{}, err
		}
		if on == 0 {
			if on, err = c.Ledger.LastClosed(tx, b.open); err != nil {
				return trialBalance{}, err
			}
			on = cmp.Or(on, b.open)
		}
		if err := b.day(on); err != nil {
			return trialBalance{}, err
		}
		lines, closed, err := c.Books.Trial(tx, on)
		out := trialBalance{Day: date(on), Closed: closed, Lines: []trialLine{}}
		for _, l := range lines {
			out.Lines = append(out.Lines, trialLine{accountCode(l.Account.Code), l.Account.Name,
				l.Account.Nature.String(),
				int64(l.Debit), int64(l.Credit)})
			out.Debit += int64(l.Debit)
			out.Credit += int64(l.Credit)
		}
		return out, err
	})
}

func accountCode(a ledger.Account) string { return strconv.Itoa(int(a)) }

var dayStates = map[ledger.DayState]string{ledger.DayOpen: "open", ledger.DayClosing: "closing",
	ledger.DayClosed: "closed"}

func (c *Console) days(ctx context.Context, in *InYear) (*output[list[bookDay]], error) {
	days, err := remember(ctx, c, &c.answers, fmt.Sprintf("days %d", in.Year),
		func(ctx context.Context) (list[bookDay], error) { return read(ctx, c, in.bookDays(c)) })
	if err == nil {
		err = c.unbooked(ctx, in.Year, len(days.Items) == 0)
	}
	return &output[list[bookDay]]{days}, err
}

// bookDays reads the days of a year with all their vouchers.
func (in *InYear) bookDays(c *Console) func(tx unit.Tx) (list[bookDay], error) {
	return func(tx unit.Tx) (list[bookDay], error) {
		found, err := c.Ledger.Days(tx, civil.DateOf(in.Year, 1, 1), civil.DateOf(in.Year, 12, 31))
		out := list[bookDay]{Items: make([]bookDay, 0, len(found))}
		for _, d := range found {
			out.Items = append(out.Items, bookDay{d.Day.String(), dayStates[d.State], d.State.String(), d.Vouchers,
				int64(d.Amount)})
		}
		return out, err
	}
}

// trialBook is the balances of all accounts at the end of a day as a workbook.
func (c *Console) trialBook(ctx context.Context, in *onDay) (*download, error) {
	out, err := c.trial(exact(ctx), in)
	if err != nil {
		return nil, err
	}
	return wholeBook(ctx, "科目余额表"+out.Body.Day, trialColumns, out.Body.Lines)
}

// dayBook is the days of a year as a workbook.
func (c *Console) dayBook(ctx context.Context, in *InYear) (*download, error) {
	out, err := c.days(exact(ctx), in)
	if err != nil {
		return nil, err
	}
	return wholeBook(ctx, fmt.Sprintf("%d年日结", in.Year), dayColumns, out.Body.Items)
}

func (c *Console) dayRoutes(r routes) {
	get(r, "trialBalance", c.trial)
	getBook(r, "trialBalanceXlsx", c.trialBook)
	get(r, "days", c.days)
	getBook(r, "daysXlsx", c.dayBook)
}

var trialColumns = []exportColumn[trialLine]{
	words("科目", 100, func(l trialLine) string { return l.Account }),
	words("名称", 240, func(l trialLine) string { return l.Name }),
	words("属性", 90, func(l trialLine) string { return l.Nature }),
	amount("借方余额", func(l trialLine) int64 { return l.Debit }),
	amount("贷方余额", func(l trialLine) int64 { return l.Credit }),
}

var dayColumns = []exportColumn[bookDay]{
	words("日期", 120, func(d bookDay) string { return d.Day }),
	words("状态", 110, func(d bookDay) string { return d.StateName }),
	whole("凭证张数", func(d bookDay) int64 { return d.Vouchers }),
	amount("借方合计", func(d bookDay) int64 { return d.Amount }),
}
