package spending

import "guangsha/internal/measure"

// MeasureOperationsBudgetInitial is the budget approved for the year.
var MeasureOperationsBudgetInitial = measure.Measure{
	Name: "spending.operations.budget_initial", Title: "管理业务费用项目年初预算数",
	Definition: "期内生效的年初批复预算",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureOperationsBudget is the budget with the changes of the year.
var MeasureOperationsBudget = measure.Measure{
	Name: "spending.operations.budget", Title: "管理业务费用项目全年预算数",
	Definition: "年初批复预算与期内预算调整之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureOperationsExecuted is what was paid of the budget.
var MeasureOperationsExecuted = measure.Measure{
	Name: "spending.operations.executed", Title: "管理业务费用项目执行数",
	Definition: "支付日在期内、该项目各费用类别的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureRegistrationBudgetInitial is the budget approved for the year.
var MeasureRegistrationBudgetInitial = measure.Measure{
	Name: "spending.registration.budget_initial", Title: "抵押手续费项目年初预算数",
	Definition: "期内生效的年初批复预算",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureRegistrationBudget is the budget with the changes of the year.
var MeasureRegistrationBudget = measure.Measure{
	Name: "spending.registration.budget", Title: "抵押手续费项目全年预算数",
	Definition: "年初批复预算与期内预算调整之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureRegistrationExecuted is what was paid of the budget.
var MeasureRegistrationExecuted = measure.Measure{
	Name: "spending.registration.executed", Title: "抵押手续费项目执行数",
	Definition: "支付日在期内、该项目各费用类别的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureITBudgetInitial is the budget approved for the year.
var MeasureITBudgetInitial = measure.Measure{
	Name: "spending.it.budget_initial", Title: "信息化服务外包项目年初预算数",
	Definition: "期内生效的年初批复预算",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureITBudget is the budget with the changes of the year.
var MeasureITBudget = measure.Measure{
	Name: "spending.it.budget", Title: "信息化服务外包项目全年预算数",
	Definition: "年初批复预算与期内预算调整之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}

// MeasureITExecuted is what was paid of the budget.
var MeasureITExecuted = measure.Measure{
	Name: "spending.it.executed", Title: "信息化服务外包项目执行数",
	Definition: "支付日在期内、该项目各费用类别的国库支付金额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Register,
}
