package console

import (
	"context"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/contribution"
)

// arrivalIn is money that arrived, as the bank that keeps the account reports it. All of it is in the body, which the
// bank has signed.
type arrivalIn struct {
	Body struct {
		Key     string `json:"key" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
		Account int64  `json:"account" minimum:"1" maximum:"9999" doc:"专户序号，中心给本行所开专户的编号"`
		Serial  string `json:"serial" minLength:"1" maxLength:"64" doc:"银行流水号，同一专户同一日不重复"`
		Payer   string `json:"payer" maxLength:"64" doc:"付款账号"`
		Name    string `json:"name" maxLength:"200" doc:"付款户名"`
		Amount  int64  `json:"amount" minimum:"1" doc:"金额，分"`
		Remark  string `json:"remark" maxLength:"200" doc:"附言，写有清册号的按清册号入账"`
		Date    string `json:"date" maxLength:"10" doc:"到账日期，2024-06-30"`
	}
}

// ArrivalOut is what became of money that a bank reported. Whose it is, the bank is not told.
type ArrivalOut struct {
	Receipt int64  `json:"receipt" doc:"到账记录编号"`
	State   int    `json:"state" doc:"1已分摊到个人账户，2单位暂存，3暂收待认领"`
	Day     string `json:"day" doc:"会计日期"`
	Voucher int64  `json:"voucher" doc:"凭证编号"`
}

func (c *Console) reportArrival(ctx context.Context, in *arrivalIn) (*output[ArrivalOut], error) {
	b := in.Body
	on, err := civil.ParseDate(b.Date)
	if err != nil {
		return nil, refusal.Bad("contribution.arrival.date", "到账日期“"+b.Date+"”不正确，请写成 2024-06-30")
	}
	r, err := c.Arrivals.Report(ctx, actor(ctx), b.Key, contribution.Arrival{BankAccount: b.Account, Serial: b.Serial,
		PayerAccount: b.Payer, PayerName: b.Name, Amount: money.Fen(b.Amount), Remark: b.Remark, ValueDate: on})
	if err != nil {
		return nil, err
	}
	return &output[ArrivalOut]{ArrivalOut{Receipt: int64(r.ID), State: int(r.State), Day: date(r.BookedOn),
		Voucher: int64(r.Voucher)}}, nil
}

func (c *Console) arrivalRoutes(r routes) { post(r, "reportArrival", maxSearch, c.reportArrival) }
