package console

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
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
	Day string `query:"day" maxLength:"10" doc:"日期，2024-06-30；不填为最近一个已日结的日"`
}

func (c *Console) trial(context.Context, *onDay) (*output[trialBalance], error) {
	return nil, errUnbuilt
}

func (c *Console) days(context.Context, *InYear) (*output[list[bookDay]], error) {
	return nil, errUnbuilt
}

func (c *Console) registerDays(api huma.API) {
	get(api, "/api/trial-balance", "trialBalance", "一日终了的科目余额表", c.trial)
	get(api, "/api/days", "days", "一个年度的会计日", c.days)
}
