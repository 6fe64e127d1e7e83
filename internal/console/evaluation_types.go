package console

// years are the years that have tables.
type years struct {
	Items []int `json:"items" doc:"有绩效目标的年度，由近及远"`
}

// tableSummary is one table on a list of projects.
type tableSummary struct {
	ID         int            `json:"id" doc:"表的序号，从1起"`
	Project    string         `json:"project" doc:"项目名称"`
	Department string         `json:"department" doc:"主管部门"`
	Reported   mark           `json:"reported" doc:"填报总分，表上没有得分时为空"`
	ByRule     mark           `json:"byRule" doc:"按规则复算总分，表式不设分值时为空"`
	Grade      string         `json:"grade" doc:"按规则复算总分的等级"`
	Measured   measuredTotal  `json:"measured" doc:"按取数复算"`
	Findings   findingCounts  `json:"findings" doc:"疑点数"`
	Grades     evidenceGrades `json:"grades" doc:"各证据等级所占分值"`
	Claimed    score          `json:"claimed" doc:"完成值不是实测数的各行所占分值"`
	Submitted  int            `json:"submitted" doc:"报送时留存的取数项数"`
	Changed    int            `json:"changed" doc:"其中现在重算不同的"`
}

type measuredTotal struct {
	Score        score `json:"score" doc:"有取数值的各行按取数复算的得分"`
	Weight       score `json:"weight" doc:"同一些行的分值"`
	RowsComputed int   `json:"rowsComputed" doc:"其中证据为A、B级的行数"`
	RowsMeasured int   `json:"rowsMeasured" doc:"有取数值的行数"`
	Rows         int   `json:"rows" doc:"有分值的行数，含资金执行"`
}

// findingCounts are the doubts of a table: those to be looked at by their weight, and those that are settled.
type findingCounts struct {
	Error   int `json:"error" doc:"必须核实"`
	Warning int `json:"warning" doc:"建议核实"`
	Note    int `json:"note" doc:"提示"`
	Kept    int `json:"kept" doc:"说明后保留，不计入以上各数"`
}

type evidenceGrades struct {
	A score `json:"A" doc:"业务账"`
	B score `json:"B" doc:"银行、国库、财务系统导入"`
	C score `json:"C" doc:"台账登记并附凭据"`
	D score `json:"D" doc:"问卷调查"`
	E score `json:"E" doc:"情况说明"`
}

// tableList is the tables of a year, with what is doubted of several together.
type tableList struct {
	Year   int            `json:"year" doc:"年度"`
	Items  []tableSummary `json:"items"`
	Across []finding      `json:"across" doc:"涉及几张表的疑点"`
}

// tableSet is whole tables that were read together.
type tableSet struct {
	Source string    `json:"source" doc:"来源：文件名"`
	Tables []table   `json:"tables"`
	Across []finding `json:"across" doc:"涉及几张表的疑点"`
}

// table is one self-evaluation table as people know it.
type table struct {
	Summary    tableSummary `json:"summary"`
	Year       int          `json:"year" doc:"年度，表上没有时为0"`
	Title      string       `json:"title" doc:"表名"`
	YearText   string       `json:"yearText" doc:"表上的年度，如（2024年度）"`
	Unit       string       `json:"unit" doc:"实施单位"`
	MoneyUnit  string       `json:"moneyUnit" doc:"项目资金的金额单位"`
	Layout     string       `json:"layout" enum:"G11,G9" doc:"表式"`
	Funds      []fundRow    `json:"funds" doc:"项目资金，年度资金总额在前"`
	Execution  row          `json:"execution" doc:"资金执行：全年执行数对全年预算数"`
	Goal       string       `json:"goal" doc:"预期目标"`
	GoalActual string       `json:"goalActual" doc:"实际完成情况"`
	Rows       []row        `json:"rows" doc:"绩效指标，按表上的次序"`
	Total      tableTotal   `json:"total" doc:"总分行"`
	Note       string       `json:"note" doc:"注意事项"`
	FundHeads  []string     `json:"fundHeads" doc:"项目资金中规定表样以外的栏目，照表"`
	MoreHeads  []string     `json:"moreHeads" doc:"绩效指标中规定表样以外的栏目，照表"`
	Others     [][]string   `json:"others" doc:"规定表样以外的各行，照表"`
	Foreign    string       `json:"foreign" doc:"单位不是本中心、没有与账对照时说明，对照了或不必对照时为空"`
	Unbooked   string       `json:"unbooked" doc:"账上没有这一年、没有与账对照时说明，否则为空"`
	Findings   []finding    `json:"findings" doc:"疑点，重的在前"`
}

type fundRow struct {
	Name    string   `json:"name" doc:"资金来源"`
	Initial string   `json:"initial" doc:"年初预算数，照表"`
	Budget  string   `json:"budget" doc:"全年预算数，照表"`
	Actual  string   `json:"actual" doc:"全年执行数，照表"`
	Weight  string   `json:"weight" doc:"分值，照表"`
	Rate    string   `json:"rate" doc:"执行率，照表"`
	Score   string   `json:"score" doc:"得分，照表"`
	More    []string `json:"more" doc:"规定表样以外各栏，照表"`
}

type tableTotal struct {
	Weight mark   `json:"weight" doc:"分值合计，照表"`
	Score  mark   `json:"score" doc:"总分，照表"`
	Grade  string `json:"grade" doc:"等级，照表"`
	Cap    mark   `json:"cap" doc:"当地规则对总分的限制，从不自行扣减"`
}

// row is one indicator with its three values.
type row struct {
	Key           string        `json:"key" doc:"行的标识：r1起，资金执行为budget"`
	No            int           `json:"no" doc:"行次，资金执行为0"`
	Level1        string        `json:"level1" doc:"一级指标"`
	Level2        string        `json:"level2" doc:"二级指标"`
	Level3        string        `json:"level3" doc:"三级指标"`
	Target        string        `json:"target" doc:"年度指标值"`
	Actual        string        `json:"actual" doc:"实际完成值，填报"`
	Weight        mark          `json:"weight" doc:"分值"`
	Score         mark          `json:"score" doc:"得分，填报"`
	ByRule        mark          `json:"byRule" doc:"按规则复算得分"`
	How           string        `json:"how" enum:"computed,claimed,graded,untestable,unclear,late,missing,not-applicable,unweighted" doc:"按规则得分的来源"`
	HowText       string        `json:"howText" doc:"同上，文字"`
	MeasuredScore mark          `json:"measuredScore" doc:"按取数复算得分"`
	Measured      *measured     `json:"measured,omitempty" doc:"系统取数值"`
	Also          []supporting  `json:"also" doc:"佐证取数：与这一行有关的其他取数值"`
	Waiting       *waiting      `json:"waiting,omitempty" doc:"没有取数值时在等什么"`
	Submitted     *atSubmission `json:"submitted,omitempty" doc:"报送时取数"`
	Remark        string        `json:"remark" doc:"偏差原因分析及改进措施"`
	More          []string      `json:"more" doc:"规定表样以外各栏，照表"`
	Accepted      *accepted     `json:"accepted,omitempty" doc:"人工认定的得分"`
}

// atSubmission is what was measured of a row when its table was submitted, and whether it is still the same.
type atSubmission struct {
	Text     string   `json:"text" doc:"报送时的取数值，屏幕上的写法"`
	RowCount int64    `json:"rowCount" doc:"当时依据的记录数"`
	On       string   `json:"on" doc:"报送日期"`
	Version  string   `json:"version" doc:"当时的口径版本，当时没有留存的为空"`
	Now      string   `json:"now" doc:"现在重算的值"`
	Changes  []string `json:"changes" doc:"报送以后变了什么，没有变时为空"`
}

// accepted is the third number of a row: what a person decided, with who and why.
type accepted struct {
	Score mark   `json:"score" doc:"认定得分"`
	By    string `json:"by" doc:"认定人工号"`
	On    string `json:"on" doc:"日期"`
	Text  string `json:"text" doc:"依据"`
}

// measured is what the books say of a row, and what stands behind it.
type measured struct {
	Text       string        `json:"text" doc:"取数值，如表上的写法"`
	Shown      string        `json:"shown" doc:"取数值，屏幕上的写法：千分位，金额两位小数"`
	Exact      string        `json:"exact" doc:"金额精确到分，以元计；本来就以元计的和不是金额的为空"`
	Value      int64         `json:"value" doc:"取数值，以unit计：金额为分，比率为万分数"`
	Unit       string        `json:"unit" doc:"计量单位"`
	Measure    string        `json:"measure" doc:"取数项，查明细用"`
	Title      string        `json:"title" doc:"取数项名称"`
	Definition string        `json:"definition" doc:"取数口径"`
	RowCount   int64         `json:"rowCount" doc:"依据的记录数"`
	Of         int64         `json:"of" doc:"比率的分母，如有效问卷；其他为0"`
	Amount     *int64        `json:"amount" doc:"金额，分；不是金额时为空"`
	Period     string        `json:"period" doc:"取数期间"`
	Outside    []outsideItem `json:"outside" doc:"外部文件所列数"`
	Grade      string        `json:"grade" enum:"A,B,C,D,E" doc:"证据等级"`
	GradeText  string        `json:"gradeText" doc:"证据等级，文字"`
}

// supporting is a figure that says more about a row than its cell holds (佐证取数).
type supporting struct {
	Title      string        `json:"title" doc:"取数项名称"`
	Shown      string        `json:"shown" doc:"取数值，屏幕上的写法；期内没有可计的业务时为空"`
	Exact      string        `json:"exact" doc:"金额精确到分，以元计；本来就以元计的和不是金额的为空"`
	Measure    string        `json:"measure" doc:"取数项，查明细用"`
	Definition string        `json:"definition" doc:"取数口径"`
	RowCount   int64         `json:"rowCount" doc:"依据的记录数"`
	Grade      string        `json:"grade" enum:"A,B,C,D,E" doc:"证据等级"`
	GradeText  string        `json:"gradeText" doc:"证据等级，文字"`
	Outside    []outsideItem `json:"outside" doc:"外部文件所列数"`
	Submitted  *atSubmission `json:"submitted,omitempty" doc:"报送时取数"`
}

type waiting struct {
	Sentence string `json:"sentence" doc:"在等什么"`
}

// finding is a doubt (疑点).
type finding struct {
	ID       string      `json:"id" doc:"核对规则编号"`
	Title    string      `json:"title" doc:"核对规则"`
	Severity string      `json:"severity" enum:"error,warning,note" doc:"疑点等级"`
	Label    string      `json:"label" doc:"疑点等级，文字"`
	RowKey   string      `json:"rowKey" doc:"所在行的key；整张表或几张表时为空"`
	RowKeys  []string    `json:"rowKeys" doc:"涉及的各行"`
	Tables   []concerned `json:"tables" doc:"几张表的疑点：涉及的各表"`
	Message  string      `json:"message" doc:"写的是什么，该做什么"`
	Next     string      `json:"next" doc:"还能改什么"`
	Basis    string      `json:"basis" doc:"依据"`
	Row      int         `json:"row" doc:"所在行次，整张表时为0"`
	Kept     bool        `json:"kept" doc:"说明后保留"`
	Said     string      `json:"said" doc:"说明，没有时为空"`
}

// concerned is a table that a finding on several is about.
type concerned struct {
	At    int    `json:"at" doc:"在全部表中的序号，从0起"`
	Name  string `json:"name" doc:"项目名称"`
	Which string `json:"which" doc:"与同名的表不同的年度、单位，没有时为空"`
}

// PathYear is the year in an address.
type PathYear struct {
	Year int `path:"year" minimum:"1990" maximum:"2100" doc:"年度"`
}

type pathTable struct {
	PathYear
	ID int `path:"id" minimum:"1" maximum:"1000" doc:"表的序号"`
}

// download is a file that is answered with.
type download struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
	rows        int    // 行数 of the list in it
	id          int64  // of the record it is about, when it is about one
	of          string // 对象 that the list is of, as readers of the log know it
}

// dropped is a file as the browser sends it.
type dropped struct {
	Name    string `query:"name" maxLength:"200" doc:"文件名，只用于提示"`
	Ours    bool   `query:"ours" doc:"查表人说明是本中心的表，单位名称不同也与账对照"`
	RawBody []byte `contentType:"application/octet-stream"`
}
