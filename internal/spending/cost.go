package spending

// Family is the kind of a budget project (项目类别). A year has one project of each.
type Family uint8

// The families.
const (
	Operations       Family = iota + 1 // 公积金管理业务费用
	RegistrationFees                   // 公积金贷款房屋抵押手续费
	ITServices                         // 公积金信息化服务外包
)

// Cost is the kind of a cost (费用类别). Its tens digit is its family, so that the costs of a project add up to what
// the project spent.
type Cost uint8

// The costs.
const (
	StaffPay      Cost = 11 // 聘用人员工资
	Training      Cost = 12 // 培训
	Printing      Cost = 13 // 印刷
	Utilities     Cost = 14 // 水电暖物业
	RegistryFee   Cost = 21 // 不动产登记费
	Channels      Cost = 31 // 综合服务平台（六种服务渠道）
	DataReporting Cost = 32 // 数据上报系统
	Assessment    Cost = 33 // 等级保护测评
	CloudSecurity Cost = 34 // 云安全服务
	CoreSystem    Cost = 35 // 核心业务系统运维
)

// costs is every cost with its name, in the order of the projects.
var costs = []struct {
	Cost Cost
	Name string
}{
	{StaffPay, "聘用人员工资"}, {Training, "培训"}, {Printing, "印刷"}, {Utilities, "水电暖物业"},
	{RegistryFee, "不动产登记费"},
	{Channels, "六种服务渠道"}, {DataReporting, "数据上报系统"}, {Assessment, "等级保护测评"},
	{CloudSecurity, "云安全服务"}, {CoreSystem, "核心业务系统运维"},
}

// Family is the family of the project that bears the cost.
func (c Cost) Family() Family { return Family(c / 10) }

// Known reports whether c is a cost of the list.
func (c Cost) Known() bool { return c.String() != "" }

// String is the cost in Chinese, or empty.
func (c Cost) String() string {
	for _, k := range costs {
		if k.Cost == c {
			return k.Name
		}
	}
	return ""
}
