package console

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	members "guangsha/internal/member"
)

// EmployerItem is an employer on a list.
type EmployerItem struct {
	No          string `json:"no" doc:"单位账号"`
	Name        string `json:"name" doc:"单位名称"`
	USCC        string `json:"uscc" doc:"统一社会信用代码"`
	Office      string `json:"office" doc:"机构代码"`
	State       int    `json:"state" doc:"单位账户状态代码"`
	StateName   string `json:"stateName" doc:"单位账户状态"`
	Members     int64  `json:"members" doc:"正常缴存的人数"`
	PaidThrough string `json:"paidThrough" doc:"缴至年月，从未缴存时为空"`
}

// employer is an employer's account.
type employer struct {
	EmployerItem
	MembersAll    int64  `json:"membersAll" doc:"未销户的人数，含封存"`
	Balance       int64  `json:"balance" doc:"本单位各个人账户余额合计，分"`
	OpenedOn      string `json:"openedOn" doc:"开户日期"`
	FoundedOn     string `json:"foundedOn" doc:"设立日期"`
	Late          bool   `json:"late" doc:"逾期办理缴存登记"`
	EmployerRatio string `json:"employerRatio" doc:"单位缴存比例，如12%"`
	MemberRatio   string `json:"memberRatio" doc:"个人缴存比例"`
	PayDay        int    `json:"payDay" doc:"发薪日"`
	FirstMonth    string `json:"firstMonth" doc:"首次汇缴月份"`
	AgentName     string `json:"agentName" doc:"单位经办人，脱敏"`
}

// employerMonth is a month's list of an employer (汇缴清册).
type employerMonth struct {
	Month    string `json:"month"`
	State    string `json:"state" doc:"清册状态"`
	Members  int64  `json:"members" doc:"人数"`
	Due      int64  `json:"due" doc:"应缴，分"`
	Deadline string `json:"deadline" doc:"应缴日"`
	PaidOn   string `json:"paidOn" doc:"到账日，未缴时为空"`
	DaysLate int    `json:"daysLate" doc:"迟了几天；未缴的算到当前营业日"`
	Voucher  string `json:"voucher" doc:"/api/vouchers/{number}，未入账时为空"`
}

type employersOf struct {
	Sort string `query:"sort" enum:"no,-no,members,-members,paid,-paid" default:"no" doc:"排序，-为由大到小"`
	Q    string `query:"q" maxLength:"120" doc:"单位账号、统一社会信用代码，或单位名称的开头"`
	Paging
}

// EmployerOf is the employer in an address.
type EmployerOf struct {
	No string `path:"no" maxLength:"20" doc:"单位账号"`
}

func (c *Console) employers(ctx context.Context, in *employersOf) (*output[page[EmployerItem]], error) {
	office, err := within(ctx, "")
	if err != nil {
		return nil, err
	}
	return c.employerRows(ctx, in, office)
}

// employerRows is a page of the employers of an office that whoever asks reaches, or of all with none.
func (c *Console) employerRows(ctx context.Context, in *employersOf, office string) (
	*output[page[EmployerItem]], error) {
	t, err := turnOf[number.EmployerNo](in.Paging, in.Sort)
	if err != nil {
		return nil, err
	}
	f := members.EmployerFilter{Text: strings.TrimSpace(in.Q), Office: office}
	if err := arrange(ctx, c, t.By != "", fmt.Sprintf("employers %#v", f), &t,
		func(tx unit.Tx, o listing.Order) ([]listing.Place[number.EmployerNo], error) {
			return c.MemberList.EmployerPlaces(tx, f, o)
		}); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (page[EmployerItem], error) {
		rows, err := c.MemberList.EmployerList(tx, f, t.Page)
		return turned(t, rows, employerItemOf,
			func(l members.EmployerListed) (int64, number.EmployerNo) { return l.Sorted, l.No }), err
	})
}

func employerItemOf(l members.EmployerListed) EmployerItem {
	item := EmployerItem{No: string(l.No), Name: l.Name, USCC: l.USCC, Office: l.Office, State: int(l.State),
		StateName: l.State.String(), Members: l.Normal}
	if l.PaidThrough >= l.FirstMonth {
		item.PaidThrough = l.PaidThrough.String()
	}
	return item
}

// oneEmployer finds an employer by the number in an address.
func (c *Console) oneEmployer(ctx context.Context, tx unit.Tx, text string) (l members.EmployerListed, err error) {
	parsed, err := number.ParseEmployer(text)
	if err != nil {
		return l, notFound(err)
	}
	found, err := c.MemberList.EmployerList(tx, members.EmployerFilter{No: parsed}, listing.First[number.EmployerNo](1))
	if err != nil {
		return l, err
	}
	if len(found) == 0 || !reached(ctx, found[0].Office) {
		return l, no("这个单位", "请核对单位账号")
	}
	return found[0], nil
}

func (c *Console) employer(ctx context.Context, in *EmployerOf) (*output[employer], error) {
	return answer(ctx, c, func(tx unit.Tx) (employer, error) {
		l, err := c.oneEmployer(ctx, tx, in.No)
		if err != nil {
			return employer{}, err
		}
		balance, err := c.MemberList.EmployerBalance(tx, l.ID)
		return employer{EmployerItem: employerItemOf(l), MembersAll: l.Open, Balance: int64(balance),
			OpenedOn: date(l.OpenedOn), FoundedOn: date(l.FoundedOn), Late: l.Late,
			EmployerRatio: l.EmployerRatio.Percent(), MemberRatio: l.MemberRatio.Percent(), PayDay: l.PayDay,
			FirstMonth: monthText(l.FirstMonth), AgentName: mask.Name(l.AgentName)}, err
	})
}

type employerMonthsOf struct {
	EmployerOf
	Paging
}

func (c *Console) employerMonths(ctx context.Context, in *employerMonthsOf) (*output[page[employerMonth]], error) {
	var before civil.Month
	if err := resume(in.Cursor, &before); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (none page[employerMonth], err error) {
		e, err := c.oneEmployer(ctx, tx, in.No)
		if err != nil {
			return none, err
		}
		today, err := c.Ledger.CurrentDay(tx)
		if err != nil {
			return none, err
		}
		rows, err := c.Contribution.Lists(tx, e.ID, before, in.Limit+1)
		if err != nil {
			return none, err
		}
		ids := make([]ledger.VoucherID, len(rows))
		for i, l := range rows {
			ids[i] = l.Voucher
		}
		refs, err := c.voucherRefs(tx, ids)
		return cut(rows, in.Limit, func(l contribution.List) employerMonth {
			return employerMonth{Month: l.Month.String(), State: l.State.String(), Members: l.Members,
				Due:      int64(l.Due),
				Deadline: date(l.Deadline), PaidOn: date(l.PaidOn), DaysLate: l.DaysLate(today),
				Voucher: refs[l.Voucher]}
		}, func(l contribution.List) []any { return []any{l.Month} }), err
	})
}

func (c *Console) employerRoutes(r routes) {
	get(r, "employers", c.employers)
	getBook(r, "employersXlsx", exported("单位", employerColumns, c.employers))
	get(r, "employer", c.employer)
	get(r, "employerMonths", c.employerMonths)
	getBook(r, "employerMonthsXlsx", c.employerMonthsBook)
}

// employerMonthsBook is all months of an employer as a workbook, on record under its number.
func (c *Console) employerMonthsBook(ctx context.Context, in *employerMonthsOf) (*download, error) {
	book, err := exported("逐月汇缴"+in.No, employerMonthColumns, c.employerMonths)(ctx, in)
	return of(book, in.No), err
}

var employerMonthColumns = []exportColumn[employerMonth]{
	words("月份", 90, func(m employerMonth) string { return m.Month }),
	words("清册", 110, func(m employerMonth) string { return m.State }),
	whole("人数", func(m employerMonth) int64 { return m.Members }),
	amount("应缴", func(m employerMonth) int64 { return m.Due }),
	words("应缴日", 120, func(m employerMonth) string { return m.Deadline }),
	words("到账日", 120, func(m employerMonth) string { return m.PaidOn }),
	whole("迟几天", func(m employerMonth) int64 { return int64(m.DaysLate) }),
	words("凭证", 140, func(m employerMonth) string { return m.Voucher }),
}

var employerColumns = []exportColumn[EmployerItem]{
	words("单位账号", 160, func(e EmployerItem) string { return e.No }),
	words("名称", 300, func(e EmployerItem) string { return e.Name }),
	words("统一社会信用代码", 220, func(e EmployerItem) string { return e.USCC }),
	words("机构代码", 90, func(e EmployerItem) string { return e.Office }),
	words("状态", 80, func(e EmployerItem) string { return e.StateName }),
	words("缴至", 90, func(e EmployerItem) string { return e.PaidThrough }),
	whole("正常缴存人数", func(e EmployerItem) int64 { return e.Members }),
}
