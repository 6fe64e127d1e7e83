package spending

import "guangsha/internal/measure"

// Surveys that ask about the period count together, so that asking again cannot replace an answer.

// MeasureSurveyBorrowers is how many of the year's borrowers are satisfied.
var MeasureSurveyBorrowers = measure.Measure{
	Name: "spending.survey.borrowers", Title: "贷款职工满意度",
	Definition: "所问期间在期内的贷款职工问卷中，很满意和满意合计占有效问卷的比例，多次调查合并计算",
	Unit:       measure.Share, Fold: measure.RatioOf, Grade: measure.Survey,
}

// MeasureSurveyWithdrawers is how many of those whose withdrawals were paid in the year are satisfied.
var MeasureSurveyWithdrawers = measure.Measure{
	Name: "spending.survey.withdrawers", Title: "提取职工满意度",
	Definition: "所问期间在期内的提取职工问卷中，很满意和满意合计占有效问卷的比例，多次调查合并计算",
	Unit:       measure.Share, Fold: measure.RatioOf, Grade: measure.Survey,
}

// MeasureSurveyPay is how many of the contract staff are satisfied with how they are paid.
var MeasureSurveyPay = measure.Measure{
	Name: "spending.survey.pay", Title: "聘用人员对工资发放的满意度",
	Definition: "所问期间在期内的聘用人员工资问卷中，很满意和满意合计占有效问卷的比例，多次调查合并计算",
	Unit:       measure.Share, Fold: measure.RatioOf, Grade: measure.Survey,
}

// MeasureSurveyTraining is how many of the staff are satisfied with trainings and printed matter.
var MeasureSurveyTraining = measure.Measure{
	Name: "spending.survey.training", Title: "职工对培训和印刷的满意度",
	Definition: "所问期间在期内的职工培训和印刷问卷中，很满意和满意合计占有效问卷的比例，多次调查合并计算",
	Unit:       measure.Share, Fold: measure.RatioOf, Grade: measure.Survey,
}

// MeasureSurveyPremises is how many of the staff are satisfied with their premises.
var MeasureSurveyPremises = measure.Measure{
	Name: "spending.survey.premises", Title: "职工对办公保障的满意度",
	Definition: "所问期间在期内的办公保障问卷中，很满意和满意合计占有效问卷的比例，多次调查合并计算",
	Unit:       measure.Share, Fold: measure.RatioOf, Grade: measure.Survey,
}
