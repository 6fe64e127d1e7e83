package console

// VoucherItem is a voucher on a list.
type VoucherItem struct {
	Ref      string `json:"ref" doc:"/api/vouchers/{number}"`
	Number   string `json:"number" doc:"记账凭证号，日结前为空（待编号）"`
	Day      string `json:"day" doc:"记账日期"`
	Kind     int    `json:"kind" doc:"凭证类型代码"`
	KindName string `json:"kindName" doc:"凭证类型"`
	Branch   string `json:"branch" doc:"机构代码"`
	Summary  string `json:"summary" doc:"摘要"`
	Amount   int64  `json:"amount" doc:"借方合计，分"`
	Reverses string `json:"reverses" doc:"被冲的凭证，不是冲账时为空"`
	Moved    int64  `json:"moved" doc:"在所查科目上的发生额，分，贷方为正；没有指定科目时为0"`
}

// voucherTotal is what a list of vouchers adds up to.
type voucherTotal struct {
	Vouchers int64 `json:"vouchers" doc:"凭证张数"`
	Moved    int64 `json:"moved" doc:"在所查科目上的发生额合计，分，贷方为正；没有指定科目时为0"`
}

// voucher is a voucher with everything beneath it.
type voucher struct {
	VoucherItem
	id         int64
	Lines      []voucherLine        `json:"lines" doc:"分录"`
	Holders    []holderMovement     `json:"holders" doc:"贷款、银行账户、付款人明细，至多2000条"`
	HoldersAll int64                `json:"holdersAll" doc:"上述明细的总条数"`
	Members    page[memberMovement] `json:"members" doc:"个人明细，按cursor翻页"`
	MembersAll int64                `json:"membersAll" doc:"个人明细的总条数"`
	ReversedBy string               `json:"reversedBy" doc:"冲销它的凭证，没有时为空"`
	Request    string               `json:"request" doc:"请求键；留存请求键之前记的账为空"`
	Digest     string               `json:"digest" doc:"SM3摘要，覆盖分录和明细"`
	Audit      *auditEntry          `json:"audit,omitempty" doc:"审计记录"`
}

type voucherLine struct {
	No      int    `json:"no"`
	Account string `json:"account" doc:"科目代码"`
	Name    string `json:"name" doc:"科目名称"`
	Debit   int64  `json:"debit" doc:"借方，分"`
	Credit  int64  `json:"credit" doc:"贷方，分"`
}

type holderMovement struct {
	Account string `json:"account" doc:"科目代码"`
	Name    string `json:"name" doc:"科目名称"`
	Holder  string `json:"holder" doc:"户：借款合同编号、银行账户、单位等，用文字说"`
	Debit   int64  `json:"debit" doc:"借方，分"`
	Credit  int64  `json:"credit" doc:"贷方，分"`
	Serial  string `json:"serial" doc:"外部流水号"`
	Loan    string `json:"loan,omitempty" doc:"/api/loans/{no}"`
}

type memberMovement struct {
	No       string `json:"no" doc:"个人账号"`
	Name     string `json:"name" doc:"姓名，脱敏"`
	Kind     int    `json:"kind" doc:"业务类型代码"`
	KindName string `json:"kindName" doc:"业务类型"`
	Amount   int64  `json:"amount" doc:"发生额，分，减少为负"`
	Balance  int64  `json:"balance" doc:"发生后余额，分"`
}

// auditEntry is who posted it.
type auditEntry struct {
	At     string `json:"at" doc:"时刻，2024-06-30 09:30:00"`
	Actor  string `json:"actor" doc:"经办人"`
	Door   string `json:"door" doc:"办理渠道代码"`
	Via    string `json:"via" doc:"办理渠道"`
	Branch string `json:"branch" doc:"机构代码"`
	Op     string `json:"op" doc:"业务动作代码"`
	OpName string `json:"opName" doc:"业务动作"`
	Trace  string `json:"trace" doc:"跟踪号"`
	Intact bool   `json:"intact" doc:"审计记录未被改动，且摘要与凭证一致"`
}

type vouchersOf struct {
	Day     string `query:"day" maxLength:"10" doc:"记账日期，2024-06-30"`
	Month   string `query:"month" maxLength:"7" doc:"月份，2024-06"`
	Year    int    `query:"year" minimum:"0" maximum:"2100" doc:"年度，0为全部"`
	Account []int  `query:"account" maxItems:"30" doc:"科目代码，几个之间用逗号隔开，不填为全部"`
	Number  string `query:"number" maxLength:"20" doc:"凭证号，或其开头：202406、202406-0001；202406-12为当月第12号"`
	Kind    []int  `query:"kind" maxItems:"30" doc:"凭证类型代码，几种之间用逗号隔开，不填为全部；含对这些凭证的冲账"`
	Sort    string `query:"sort" enum:"day,-day,amount,-amount" default:"-day" doc:"排序，-为由大到小"`
	Paging
}

type voucherOf struct {
	Number string `path:"number" maxLength:"24" doc:"凭证号，或待编号凭证的ref"`
	Paging
}
