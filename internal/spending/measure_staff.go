package spending

import "guangsha/internal/measure"

// MeasurePayMonths is in how many months contract staff were paid.
var MeasurePayMonths = measure.Measure{
	Name: "spending.pay.months", Title: "工资发放次数",
	Definition: "聘用人员工资已支付的月份，同一月份多批计一次，按支付日",
	Unit:       measure.Times, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasurePayInFull is the share of person-months that were paid in full.
var MeasurePayInFull = measure.Measure{
	Name: "spending.pay.in_full", Title: "工资足额发放率",
	Definition: "应发日在期内的聘用人员人月中，实发等于应发的人月占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasurePayOnDay is the share of pay runs paid by their day.
var MeasurePayOnDay = measure.Measure{
	Name: "spending.pay.on_day", Title: "工资按日发放率",
	Definition: "应发日在期内的工资批次中，支付日不晚于应发日的占比；应发日逢休息日提前至前一工作日（工资支付暂行规定第七条）",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasurePayLatest is by how many days the latest pay run missed its day.
var MeasurePayLatest = measure.Measure{
	Name: "spending.pay.latest", Title: "工资最迟一次晚于应发日的天数",
	Definition: "应发日在期内且已支付的工资批次中，支付日晚于应发日天数的最大值；按日或提前支付的计0天",
	Unit:       measure.Days, Fold: measure.MaxN, Grade: measure.Register,
}

// MeasureTrainingHeld is how many trainings took place.
var MeasureTrainingHeld = measure.Measure{
	Name: "spending.training.held", Title: "举办职工培训次数",
	Definition: "期内已举办并有签到表的培训",
	Unit:       measure.Times, Fold: measure.RowsN, Grade: measure.Register,
}

// MeasureTrainingCoverage is the share of staff who came to any training.
var MeasureTrainingCoverage = measure.Measure{
	Name: "spending.training.coverage", Title: "培训人员覆盖率",
	Definition: "期内在册职工中，至少参加过一次期内培训的人数占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasureTrainingParticipation is the share of invitations that were followed.
var MeasureTrainingParticipation = measure.Measure{
	Name: "spending.training.participation", Title: "培训参与率",
	Definition: "期内已举办培训的应参加人次中，实际参加人次占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasureTrainingInMonth is the share of planned trainings held in their month.
var MeasureTrainingInMonth = measure.Measure{
	Name: "spending.training.in_month", Title: "培训按计划月份举办率",
	Definition: "计划月份在期内的培训中，在计划月份内举办的占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// MeasurePrintingAccepted is how many print orders were accepted.
var MeasurePrintingAccepted = measure.Measure{
	Name: "spending.printing.accepted", Title: "完成印刷业务次数",
	Definition: "期内已验收的印刷订单",
	Unit:       measure.Times, Fold: measure.RowsN, Grade: measure.Register,
}
