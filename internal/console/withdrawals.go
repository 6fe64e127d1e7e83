package console

import (
	"context"
	"fmt"

	"guangsha/internal/base/listing"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/withdrawal"
)

// CaseItem is a case of withdrawal on a list (提取办件).
type CaseItem struct {
	Number    string `json:"number" doc:"业务流水号"`
	Member    string `json:"member" doc:"个人账号"`
	Name      string `json:"name" doc:"姓名，脱敏"`
	Reason    string `json:"reason" doc:"提取原因"`
	StateName string `json:"stateName" doc:"办理状态"`
	Branch    string `json:"branch" doc:"受理机构代码"`
	Accepted  string `json:"accepted" doc:"受理日期"`
	DecideBy  string `json:"decideBy" doc:"承诺办结日期"`
	Decided   string `json:"decided" doc:"办结日期，未办结时为空"`
	Paid      int64  `json:"paid" doc:"付出的本金和利息，分"`
	Voucher   string `json:"voucher" doc:"/api/vouchers/{number}，未付款时为空"`
}

type casesOf struct {
	Month  string `query:"month" maxLength:"7" doc:"付款月份，2024-06"`
	Year   int    `query:"year" minimum:"0" maximum:"2100" doc:"付款年度，0为全部"`
	Reason string `query:"reason" maxLength:"20" doc:"提取原因代码"`
	State  int    `query:"state" minimum:"0" maximum:"4" doc:"办理状态代码，0为全部"`
	Office string `query:"office" maxLength:"2" doc:"机构代码，不填为全部"`
	Sort   string `query:"sort" enum:"no,-no,paid,-paid,decided,-decided" default:"-no" doc:"排序，-为由大到小；no为受理先后"`
	Paging
}

func (c *Console) withdrawals(ctx context.Context, in *casesOf) (*output[page[CaseItem]], error) {
	office, err := within(ctx, in.Office)
	if err != nil {
		return nil, err
	}
	return c.caseRows(ctx, in, office)
}

// caseRows is a page of the cases of an office that whoever asks reaches, or of all with none.
func (c *Console) caseRows(ctx context.Context, in *casesOf, office string) (*output[page[CaseItem]], error) {
	f := withdrawal.CaseFilter{Reason: withdrawal.Code(in.Reason), State: withdrawal.State(in.State), Branch: office}
	var err error
	if f.From, f.To, err = span(in.Year, in.Month, ""); err != nil {
		return nil, err
	}
	t, err := turnOf[withdrawal.CaseID](in.Paging, in.Sort)
	if err != nil {
		return nil, err
	}
	if err := arrange(ctx, c, t.By != "", fmt.Sprintf("withdrawals %#v", f), &t,
		func(tx unit.Tx, o listing.Order) ([]listing.Place[withdrawal.CaseID], error) {
			return c.Withdrawal.Places(tx, f, o)
		}); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (none page[CaseItem], err error) {
		rows, err := c.Withdrawal.List(tx, f, t.Page)
		if err != nil {
			return none, err
		}
		accounts, vouchers := make([]ledger.AccountID, len(rows)), make([]ledger.VoucherID, len(rows))
		for i, l := range rows {
			accounts[i], vouchers[i] = l.Account, l.Voucher
		}
		names, err := c.MemberList.Names(tx, accounts)
		if err != nil {
			return none, err
		}
		refs, err := c.voucherRefs(tx, vouchers)
		return turned(t, rows, func(l withdrawal.Listed) CaseItem {
			reason, _ := withdrawal.Find(l.Request.Reason)
			return CaseItem{Number: string(l.Number), Member: string(names[l.Account].No),
				Name: mask.Name(names[l.Account].Name), Reason: reason.Title, StateName: l.State.Chinese(),
				Branch: l.Branch, Accepted: date(l.Accepted), DecideBy: date(l.DecideBy), Decided: date(l.Decided),
				Paid: int64(l.Principal + l.Interest), Voucher: refs[l.Voucher]}
		}, func(l withdrawal.Listed) (int64, withdrawal.CaseID) { return l.Sorted, l.ID }), err
	})
}

func (c *Console) withdrawalRoutes(r routes) {
	get(r, "withdrawals", seen(r, "withdrawals", c.withdrawals, listed))
	getBook(r, "withdrawalsXlsx", exported("提取", caseColumns, c.withdrawals))
}

var caseColumns = []exportColumn[CaseItem]{
	words("业务流水号", 190, func(i CaseItem) string { return i.Number }),
	words("个人账号", 170, func(i CaseItem) string { return i.Member }),
	words("姓名", 90, func(i CaseItem) string { return i.Name }),
	words("原因", 200, func(i CaseItem) string { return i.Reason }),
	words("状态", 90, func(i CaseItem) string { return i.StateName }),
	words("受理", 120, func(i CaseItem) string { return i.Accepted }),
	words("承诺办结", 120, func(i CaseItem) string { return i.DecideBy }),
	words("办结", 120, func(i CaseItem) string { return i.Decided }),
	amount("付出", func(i CaseItem) int64 { return i.Paid }),
	words("凭证", 140, func(i CaseItem) string { return i.Voucher }),
}
