package loan

import "guangsha/internal/measure"

// LoansCount is how many loans were lent.
var LoansCount = measure.Measure{
	Name: "fund.loans.count", Title: "发放个人住房贷款笔数",
	Definition: "期内有贷款发放凭证且未冲账的贷款，每笔计一次；期初建账接续的贷款不计",
	Unit:       measure.Loans, Fold: measure.RowsN, Grade: measure.Ledger,
}

// LoansHouseholds is how many families were lent to.
var LoansHouseholds = measure.Measure{
	Name: "fund.loans.households", Title: "发放个人住房贷款户数",
	Definition: "期内有贷款发放凭证且未冲账的借款家庭，借款人与共同借款的配偶为一户，同一户多笔只计一次",
	Unit:       measure.Households, Fold: measure.RowsN, Grade: measure.Ledger,
}

// LoansAmount is how much was lent.
var LoansAmount = measure.Measure{
	Name: "fund.loans.amount", Title: "发放个人住房贷款金额",
	Definition: "期内贷款发放凭证记入“委托贷款—个人”借方的金额，减冲账",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}

// LoansBalance is what is lent out at the end of the period.
var LoansBalance = measure.Measure{
	Name: "fund.loans.balance", Title: "期末个人住房贷款余额",
	Definition: "期末各笔贷款“委托贷款—个人”与“逾期贷款—个人”明细余额之和",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}

// LoansOverdue is the overdue principal at the end of the period, of loans that reached the threshold.
var LoansOverdue = measure.Measure{
	Name: "fund.loans.overdue", Title: "期末个人住房贷款逾期额",
	Definition: "期末各笔贷款“逾期贷款—个人”明细余额之和，即逾期满规定期数的贷款的逾期本金",
	Unit:       measure.Fen, Fold: measure.SumN, Grade: measure.Ledger,
}

// LoansOnTime is the share of loans that were paid out when promised.
var LoansOnTime = measure.Measure{
	Name: "fund.loans.on_time", Title: "按承诺时限放款率",
	Definition: "期内首次放款的贷款中，放款日不晚于抵押登记受理时承诺的放款日的占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// LoansDecidedOnTime is the share of applications answered in time.
var LoansDecidedOnTime = measure.Measure{
	Name: "fund.loans.decided_on_time", Title: "贷款按时限审批率",
	Definition: "期内作出审批决定的贷款申请中，决定日不晚于《住房公积金管理条例》规定时限的占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// RegistrationCovered is the share of loans that bear a fee and have it paid.
var RegistrationCovered = measure.Measure{
	Name: "loan.registration.covered", Title: "应付抵押登记费的贷款已付率",
	Definition: "期内首次放款且应由中心支付登记费的贷款中，期末前登记费已支付的占比",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}

// RegistrationSaved is what a family was spared.
var RegistrationSaved = measure.Measure{
	Name: "loan.registration.saved", Title: "每户节省抵押登记费",
	Definition: "期内由中心支付登记费的借款家庭，每户为其支付的登记费平均数",
	Unit:       measure.Fen, Fold: measure.MeanN, Grade: measure.Register,
}

// RegistrationCoveredOfAll is the share of all loans with a fee paid, whether they bear one or not.
var RegistrationCoveredOfAll = measure.Measure{
	Name: "loan.registration.covered_of_all", Title: "放款贷款登记费支付率",
	Definition: "期内首次放款的全部贷款中，期末前登记费已支付的占比；未付的按原因见抵押登记费核对表",
	Unit:       measure.Share, Fold: measure.ShareOf, Grade: measure.Register,
}
