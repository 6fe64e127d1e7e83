package console

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
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
	Q string `query:"q" maxLength:"120" doc:"单位账号、统一社会信用代码，或单位名称的开头"`
	Paging
}

// EmployerOf is the employer in an address.
type EmployerOf struct {
	No string `path:"no" maxLength:"20" doc:"单位账号"`
}

func (c *Console) employers(context.Context, *employersOf) (*output[page[EmployerItem]], error) {
	return nil, errUnbuilt
}

func (c *Console) employer(context.Context, *EmployerOf) (*output[employer], error) {
	return nil, errUnbuilt
}

type employerMonthsOf struct {
	EmployerOf
	Paging
}

func (c *Console) employerMonths(context.Context, *employerMonthsOf) (*output[page[employerMonth]], error) {
	return nil, errUnbuilt
}

func (c *Console) registerEmployers(api huma.API) {
	get(api, "/api/employers", "employers", "缴存单位，按单位账号", c.employers)
	get(api, "/api/employers/{no}", "employer", "一个缴存单位", c.employer)
	get(api, "/api/employers/{no}/months", "employerMonths", "一个单位各月的汇缴，由近及远", c.employerMonths)
}
