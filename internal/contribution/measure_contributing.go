package contribution

import "guangsha/internal/measure"

// ContributingMembers is how many members were paid for (实缴职工人数).
var ContributingMembers = measure.Measure{
	Name:  "fund.members.contributing",
	Title: "实缴职工人数",
	Definition: "期内至少有一笔汇缴记入的个人账户数，每户计一次，全部冲回的不计；以业务账个人账户明细为准，" +
		"按会计日期计入。",
	Unit: measure.Count, Fold: measure.RowsN, Grade: measure.Ledger,
}

// ContributingEmployers is how many employers paid (实缴单位数).
var ContributingEmployers = measure.Measure{
	Name:       "fund.employers.contributing",
	Title:      "实缴单位数",
	Definition: "期内至少有一份汇缴清册入账的缴存单位数，每单位计一次，已冲账的清册不计；按入账凭证的会计日期计入。",
	Unit:       measure.Count, Fold: measure.RowsN, Grade: measure.Ledger,
}
