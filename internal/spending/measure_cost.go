package spending

import "guangsha/internal/measure"

// MeasureCostStaffPay is what was paid for one cost.
var MeasureCostStaffPay = measure.Measure{
	Name: "spending.cost.staff_pay", Title: "聘用人员工资支出",
	Definition: "支付日在期内、费用类别为聘用人员工资的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostTraining is what was paid for one cost.
var MeasureCostTraining = measure.Measure{
	Name: "spending.cost.training", Title: "培训费支出",
	Definition: "支付日在期内、费用类别为培训费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostPrinting is what was paid for one cost.
var MeasureCostPrinting = measure.Measure{
	Name: "spending.cost.printing", Title: "印刷费支出",
	Definition: "支付日在期内、费用类别为印刷费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostTrainingPrinting is what was paid for one cost, or two that a table states together.
var MeasureCostTrainingPrinting = measure.Measure{
	Name: "spending.cost.training_printing", Title: "培训和印刷费支出",
	Definition: "支付日在期内、费用类别为培训和印刷费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostUtilities is what was paid for one cost.
var MeasureCostUtilities = measure.Measure{
	Name: "spending.cost.utilities", Title: "水电暖物业费支出",
	Definition: "支付日在期内、费用类别为水电暖物业费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostRegistryFee is what was paid for one cost.
var MeasureCostRegistryFee = measure.Measure{
	Name: "spending.cost.registry_fee", Title: "不动产登记费支出",
	Definition: "支付日在期内、费用类别为不动产登记费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostChannels is what was paid for one cost.
var MeasureCostChannels = measure.Measure{
	Name: "spending.cost.channels", Title: "六种服务渠道费用支出",
	Definition: "支付日在期内、费用类别为六种服务渠道费用的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostDataReporting is what was paid for one cost.
var MeasureCostDataReporting = measure.Measure{
	Name: "spending.cost.data_reporting", Title: "数据上报系统费用支出",
	Definition: "支付日在期内、费用类别为数据上报系统费用的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostAssessment is what was paid for one cost.
var MeasureCostAssessment = measure.Measure{
	Name: "spending.cost.assessment", Title: "等级保护测评费支出",
	Definition: "支付日在期内、费用类别为等级保护测评费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostCloudSecurity is what was paid for one cost.
var MeasureCostCloudSecurity = measure.Measure{
	Name: "spending.cost.cloud_security", Title: "云安全服务费支出",
	Definition: "支付日在期内、费用类别为云安全服务费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureCostCoreSystem is what was paid for one cost.
var MeasureCostCoreSystem = measure.Measure{
	Name: "spending.cost.core_system", Title: "核心业务系统运维费支出",
	Definition: "支付日在期内、费用类别为核心业务系统运维费的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}
