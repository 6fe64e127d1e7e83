package model

import "math/big"

// Value is a parameter's value from a day on, for one office or, with none, for all (G-08).
type Value struct {
	From   Day
	Office string
	Is     *big.Rat
}

// Dated are the values of a parameter over time.
type Dated []Value

// On is the value in force for an office on a day: the office's own if it has one by then, else the centre's. A
// parameter without a value panics.
func (d Dated) On(office string, day Day) *big.Rat {
	for _, whose := range []string{office, ""} {
		var latest *Value
		for i, v := range d {
			if v.Office == whose && v.From <= day && (latest == nil || v.From >= latest.From) {
				latest = &d[i]
			}
		}
		if latest != nil {
			return latest.Is
		}
	}
	panic("model: a parameter has no value on " + day.String())
}

// yuan is a value in yuan as fen.
func (d Dated) yuan(office string, day Day) Fen { return halfUp(per(d.On(office, day), 100, 1)) }

// count is a value as a whole number.
func (d Dated) count(office string, day Day) int { return int(halfUp(d.On(office, day)).Int64()) }

// Rules are the parameters of a centre (政策参数), amounts in yuan.
type Rules struct {
	BaseLower, BaseUpper Dated // 缴存基数下限、上限
	RoundTo              Dated // 缴存额 of each side is rounded half up to so many yuan
	AdvanceMonths        Dated // 最多预缴月数

	DepositRate Dated // 缴存利率
	DemandRate  Dated // 银行活期利率

	Keep         Dated // 部分提取至少保留
	RentCap      Dated // 家庭每年租房提取限额
	RentShare    Dated // rent counts beyond this share of the income, under the Regulation of 2019
	RentMonths   Dated // 连续缴存月数
	RentInterval Dated // 两次申请的间隔月数

	PurchaseWindow   Dated // 购房后可以提取的月数
	PurchaseInterval Dated // 两次购房提取的间隔月数
	RepayInterval    Dated // 两次还贷提取的间隔月数

	LeftMonths Dated // 离职提取须封存的月数
	DeathSmall Dated // 继承人可凭声明办理的余额上限

	LoanMonths, LoanYears, LoanMultiple, LoanCap, LoanUnit    Dated
	LoanShare, LTVFirst, LTVSecond                            Dated
	FirstShort, FirstLong, SecondShort, SecondLong            Dated // 贷款利率
	PenaltyFactor, OverduePeriods, CollectionFee, LoanFeeRate Dated

	PrepayAfter, PrepayTimes, PrepayQuiet Dated // 提前还款：最低已还期数、每月次数、还款日前后不办理的天数
	PrepayLeast, PrepayStep               Dated // 部分还款的最低额和整数倍

	BanYears, LoanBanYears                   Dated // 骗提、骗贷后限制的年数
	RemitDays                                Dated // 发薪日后应汇缴的天数
	DecideDays, LoanDecideDays, DisburseDays Dated // 提取审核、贷款审批、放款期限，工作日
	PayDay                                   Dated // 工资发放日
	RegistrationFee                          Dated // 不动产登记费，住宅类每件
	RegistryDays                             Dated // 登记费票据的支付期限，工作日

	Off, Shifted []Day // 放假, beside the weekends; 调休上班

	// Lapse is how many months an account may lie behind the current one and still count as contributing.
	Lapse int
}
