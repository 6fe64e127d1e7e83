package treasury

import "guangsha/internal/measure"

// SurplusAmount is the surplus (增值收益).
var SurplusAmount = measure.Measure{
	Name:       "fund.surplus.amount",
	Title:      "住房公积金增值收益",
	Definition: "期内业务收入减业务支出，取自业务账401、411科目的分录，不含月末、年终结转凭证，按会计日期计入。",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}

// IncomeAmount is the fund's income (业务收入).
var IncomeAmount = measure.Measure{
	Name:       "fund.income.amount",
	Title:      "业务收入",
	Definition: "期内业务收入合计，取自业务账401科目的分录，不含结转凭证，按会计日期计入。",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}

// ExpenseAmount is the fund's expense (业务支出).
var ExpenseAmount = measure.Measure{
	Name:       "fund.expense.amount",
	Title:      "业务支出",
	Definition: "期内业务支出合计，取自业务账411科目的分录，不含结转凭证，按会计日期计入。",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}
