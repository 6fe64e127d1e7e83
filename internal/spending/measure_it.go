package spending

import "guangsha/internal/measure"

// MeasureAssessments is how many assessments were reported.
var MeasureAssessments = measure.Measure{
	Name: "spending.it.assessments", Title: "等级保护测评次数",
	Definition: "报告日在期内的等级保护测评报告",
	Unit:       measure.Times, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasureAssessmentsPassed is how many assessments were passed.
var MeasureAssessmentsPassed = measure.Measure{
	Name: "spending.it.assessments_passed", Title: "通过等级保护测评次数",
	Definition: "报告日在期内、结论为通过且无未整改高风险的等级保护测评报告",
	Unit:       measure.Times, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasureCloudMonths is how many months of cloud security were accepted.
var MeasureCloudMonths = measure.Measure{
	Name: "spending.it.cloud_months", Title: "云安全服务验收月数",
	Definition: "期内各月，云安全服务合同有当月验收报告的月份数",
	Unit:       measure.Months, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasureCoreMonths is how many months of core system service were accepted.
var MeasureCoreMonths = measure.Measure{
	Name: "spending.it.core_months", Title: "核心系统运维验收月数",
	Definition: "期内各月，核心业务系统运维合同有当月验收报告的月份数",
	Unit:       measure.Months, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasureDaysCovered is the share of days on which all five services were under contract.
var MeasureDaysCovered = measure.Measure{
	Name: "spending.it.days_covered", Title: "信息化服务合同覆盖率",
	Definition: "期内各日中，五类信息化服务均在合同服务期内的日数占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}
