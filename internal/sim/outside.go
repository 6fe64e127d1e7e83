package sim

import (
	"context"
	"fmt"
	"math/big"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// stated are the figures of the invented papers from outside (示例决算): in which paper, on which page and under which
// item a measure's figure stands, and in which unit with how many decimals the paper prints it.
var stated = []struct {
	paper, page, item, measure, unit string
	places                           int
}{
	{"部门决算", "12", "公积金管理业务费用项目支出", "spending.operations.executed", "万元", 2},
	{"部门决算", "12", "公积金贷款房屋抵押手续费项目支出", "spending.registration.executed", "万元", 2},
	{"部门决算", "13", "公积金信息化服务外包项目支出", "spending.it.executed", "万元", 2},
	{"国库支付对账单", "2", "聘用人员工资", "spending.cost.staff_pay", "元", 2},
	{"国库支付对账单", "2", "培训费和印刷费", "spending.cost.training_printing", "元", 2},
	{"国库支付对账单", "3", "水电暖物业费", "spending.cost.utilities", "元", 2},
	{"国库支付对账单", "3", "不动产登记费", "spending.cost.registry_fee", "元", 2},
	{"国库支付对账单", "4", "综合服务平台", "spending.cost.channels", "元", 2},
	{"国库支付对账单", "4", "数据上报系统", "spending.cost.data_reporting", "元", 2},
	{"国库支付对账单", "4", "等级保护测评", "spending.cost.assessment", "元", 2},
	{"国库支付对账单", "5", "云安全服务", "spending.cost.cloud_security", "元", 2},
	{"国库支付对账单", "5", "核心业务系统运维", "spending.cost.core_system", "元", 2},
	{"财务决算", "6", "增值收益", "fund.surplus.amount", "元", 2},
	{"年度信息披露报告", "3", "提取额", "fund.withdrawals.amount", "亿元", 2},
	{"年度信息披露报告", "4", "发放个人住房贷款", "fund.loans.amount", "亿元", 2},
	{"年度信息披露报告", "7", "增值收益", "fund.surplus.amount", "万元", 2},
}

// registerOutside has whoever reviews register what the papers of the year state, once. Papers that people have
// registered since are theirs.
func (l *life) registerOutside(ctx context.Context, year int, day civil.Date) error {
	var there []evaluation.Outside
	if err := l.centre.Work.Read(ctx, func(tx unit.Tx) (err error) {
		there, err = l.centre.SelfEvaluation.Outside(tx, year)
		return err
	}); err != nil || len(there) > 0 {
		return err
	}
	names := make([]string, len(stated))
	for i, s := range stated {
		names[i] = s.measure
	}
	figures, err := l.centre.Figures(ctx, year, names...)
	if err != nil {
		return err
	}
	var list []evaluation.Outside
	for i, s := range stated {
		printed, exact := printedAs(figures[i], s.unit, s.places)
		list = append(list, evaluation.Outside{Paper: s.paper, Number: fmt.Sprintf("示例〔%d〕1号", year+1),
			Dated: day.String(), Item: s.item, Measure: s.measure, Amount: printed, Fen: exact, Page: s.page})
	}
	_, err = l.centre.SelfEvaluation.RegisterOutside(ctx, staff(0, lead, day), "sim/outside", year, list)
	return err
}

// printedAs is a figure as a paper prints it, and what that is in fen.
func printedAs(v measure.Value, unit string, places int) (printed string, fen int64) {
	inUnit := map[string]int64{"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}[unit]
	number := new(big.Rat).SetFrac64(v.N, inUnit).FloatString(places)
	rounded, _ := new(big.Rat).SetString(number)
	rounded.Mul(rounded, new(big.Rat).SetInt64(inUnit))
	return number + unit, rounded.Num().Int64()
}
