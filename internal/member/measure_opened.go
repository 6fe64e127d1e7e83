package member

import "guangsha/internal/measure"

// OpenedMembers is how many accounts were opened (新开户职工人数).
var OpenedMembers = measure.Measure{
	Name:       "fund.members.opened",
	Title:      "新开户职工人数",
	Definition: "期内设立的个人账户数，按开户日期计入；带期初余额转入的账户不计。",
	Unit:       measure.Count, Fold: measure.RowsN, Grade: measure.Register,
}

// OpenedEmployers is how many employers registered (新开户单位数).
var OpenedEmployers = measure.Measure{
	Name:       "fund.employers.opened",
	Title:      "新开户单位数",
	Definition: "期内办理缴存登记并设立账户的单位数，按开户日期计入；带期初余额转入的单位不计。",
	Unit:       measure.Count, Fold: measure.RowsN, Grade: measure.Register,
}
