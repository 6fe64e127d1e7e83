package console

// measureInfo is a measure (取数项) with its figure of a year.
type measureInfo struct {
	Name       string `json:"name"`
	Title      string `json:"title" doc:"名称"`
	Definition string `json:"definition" doc:"取数口径"`
	Unit       string `json:"unit" doc:"计量单位；金额为分，比率为万分比"`
	Grade      string `json:"grade" enum:"A,B,C,D,E" doc:"证据等级"`
	GradeText  string `json:"gradeText" doc:"证据等级，文字"`
	From       string `json:"from" doc:"期间首日"`
	To         string `json:"to" doc:"期间末日"`
	Value      *int64 `json:"value" doc:"取数值，以unit计；期内没有可计的业务时为空"`
	Shown      string `json:"shown" doc:"取数值，屏幕上的写法：千分位，金额两位小数"`
	Exact      string `json:"exact" doc:"金额精确到分，以元计；本来就以元计的和不是金额的为空"`
	Rows       int64  `json:"rows" doc:"依据的记录数"`
	Of         int64  `json:"of" doc:"比率的分母；其他为0"`

	Outside []outsideItem `json:"outside" doc:"外部文件所列的同一个数"`
}

// rowsPage is a page of the rows behind a figure.
type rowsPage struct {
	Columns []column     `json:"columns"`
	Items   []measureRow `json:"items"`
	Next    string       `json:"next" doc:"下一页的游标，没有下一页时为空"`
	Note    string       `json:"note" doc:"这些记录为什么没有记账凭证；有的为空"`
}

// column is one column of rows.
type column struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Kind  string `json:"kind" enum:"text,date,fen,count" doc:"单元格的内容：文字、日期、以分计的金额、个数"`
}

// measureRow is one record behind a figure.
type measureRow struct {
	Cells []string `json:"cells" doc:"与columns对应；金额为以分计的整数"`
	Link  *link    `json:"link,omitempty" doc:"这条记录在哪里"`

	n int64 // what it adds
}

// MeasureName is the measure in an address.
type MeasureName struct {
	Name string `path:"name" maxLength:"100" doc:"取数项"`
}

type measureOf struct {
	MeasureName
	InYear
}

type measureRowsOf struct {
	MeasureName
	InYear
	Sort  string `query:"sort" enum:"day,-day,n,-n" default:"day" doc:"排序，-为由大到小；n为计入的数"`
	Month int    `query:"month" minimum:"0" maximum:"12" doc:"只看这个月，0为全年"`
	Paging
}

// feeGaps answers why fewer fees were paid than loans disbursed.
type feeGaps struct {
	Year   int           `json:"year"`
	Loans  int64         `json:"loans" doc:"当年首次放款的贷款笔数"`
	Paid   int64         `json:"paid" doc:"其中当年已付抵押登记费的笔数"`
	Gap    int64         `json:"gap" doc:"相差的笔数"`
	Groups []feeGapGroup `json:"groups"`
}

type feeGapGroup struct {
	Code   string       `json:"code" doc:"原因代码"`
	Reason string       `json:"reason" doc:"原因"`
	Count  int          `json:"count" doc:"笔数"`
	Fee    int64        `json:"fee" doc:"应付未付的登记费，分"`
	Loans  []feeGapLoan `json:"loans"`
}

type feeGapLoan struct {
	Ref       string `json:"ref" doc:"/api/loans/{no}"`
	Contract  string `json:"contract" doc:"借款合同编号"`
	Borrower  string `json:"borrower" doc:"借款人，脱敏"`
	Amount    int64  `json:"amount" doc:"贷款金额，分"`
	Disbursed string `json:"disbursed" doc:"放款日期"`
	Fee       int64  `json:"fee" doc:"应付未付的登记费，分；不该付的为0"`
}
