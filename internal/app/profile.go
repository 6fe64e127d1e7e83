package app

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/member"
	"guangsha/internal/policy"
	"guangsha/policies"
)

// Profile is what is particular to a centre and not a parameter of its policies.
type Profile struct {
	Division string          // 行政区划代码, six digits; its first four stand in every number
	Offices  []member.Office // 机构
	Policies string          // name of its parameter set
	Stamp    string          // words under the star of the stamp on papers (印章名称)
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
	Stamp:    "示例电子专用章",
	Fund:     1,
	Surplus:  2,
}

// OfficeTerms are the terms of contribution in force on a day, by the code of the office. No centre need be open.
func OfficeTerms(day civil.Date) (map[string]member.Terms, error) {
	rows, err := policies.Load(Demonstration.Policies)
	if err != nil {
		return nil, err
	}
	set, err := policy.NewSet(0, rows)
	if err != nil {
		return nil, fmt.Errorf("parameters of %s: %w", Demonstration.Policies, err)
	}
	terms := map[string]member.Terms{}
	for _, o := range Demonstration.Offices {
		if terms[o.Code], err = member.TermsOn(set, o.Code, day); err != nil {
			return nil, err
		}
	}
	return terms, nil
}
