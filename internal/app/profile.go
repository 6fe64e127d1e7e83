package app

import (
	"guangsha/internal/member"
	"guangsha/policies"
)

// Profile is what is particular to a centre and not a parameter of its policies.
type Profile struct {
	Division string          // 行政区划代码, six digits; its first four stand in every number
	Offices  []member.Office // 机构
	Policies string          // name of its parameter set
	Fund     int64           // bank account of the fund's demand money (住房公积金存款户)
	Surplus  int64           // bank account of the surplus (增值收益户)
}

// Demonstration is the profile of the invented city (示例市). GB/T 2260 has given no place a code of 6499.
var Demonstration = Profile{
	Division: "649900",
	Offices: []member.Office{
		{Code: "01", Name: "示例市住房公积金管理中心"},
		{Code: "02", Name: "示例市北县分中心"},
		{Code: "03", Name: "示例市南县分中心"},
	},
	Policies: policies.Demonstration,
	Fund:     1,
	Surplus:  2,
}
