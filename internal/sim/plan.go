package sim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"guangsha/internal/base/civil"
)

// what says which use case an event asks for. Within one day events come in this order, but for those that share a
// turn.
type what uint8

// The events of a year.
const (
	beginSpending what = iota // 预算批复、人员、培训计划、缴费日历
	placeDeposit              // 闲置资金转存定期
	signContract              // 签订外包合同
	drawDeposit               // 定期存款到期支取、转存
	openEmployer              // 单位缴存登记、个人账户设立
	leave                     // 个人账户封存
	hire                      // 个人账户设立
	come                      // 内部转移、启封
	identify                  // 暂收认领
	remit                     // 汇缴
	settleShort               // 补足少缴的汇缴款
	freezeAccount             // 司法冻结
	liftFreeze                // 解冻
	banPerson                 // 列入限制名单
	askBarred                 // 冻结或限制期间申请租房提取，不予受理
	askVain                   // 租房提取受理，后来不予批准或撤回；第二次则付款
	turnDown                  // 提取审核不通过
	takeBack                  // 撤回提取申请
	payVain                   // 第二次申请的审核和付款
	rent                      // 租房提取受理
	decideRent                // 租房提取审核和付款
	buy                       // 购房提取受理
	decideBuy                 // 购房提取审核和付款
	repay                     // 还贷提取受理
	decideRepay               // 还贷提取审核和付款
	leftJob                   // 离职销户提取受理
	decideLeftJob             // 离职销户提取审核和付款
	inherit                   // 死亡销户提取受理
	decideInherit             // 死亡销户提取审核和付款
	askHeld                   // 冻结期间申请销户提取，不予受理
	retire                    // 退休销户提取受理
	decideRetire              // 退休销户提取审核和付款
	apply                     // 贷款受理
	approve                   // 贷款审批
	sign                      // 签订借款合同
	register                  // 抵押登记
	disburse                  // 贷款发放
	returnLoan                // 放款退票
	disburseAgain             // 退票后再次发放
	applyVain                 // 贷款受理，后来不通过或作废
	approveVain               // 其审批
	signVain                  // 其签订合同
	turnLoanDown              // 贷款审核不通过
	cancelLoan                // 贷款作废
	collect                   // 逾期贷款收回
	prepay                    // 提前还款、提前结清
	payStaff                  // 发放聘用人员工资
	train                     // 培训
	printOrder                // 印刷
	acceptPrint               // 印刷验收和付款
	payBill                   // 缴纳水电暖物业费
	registryBill              // 收到不动产登记费票据
	payRegistry               // 支付不动产登记费
	acceptService             // 外包服务验收
	assess                    // 等级保护测评
	payContract               // 支付外包合同款
	survey                    // 问卷调查
	whatEnd                   // one after the last
)

// names are the events in the words of their request keys.
var names = [whatEnd]string{
	beginSpending: "begin",
	placeDeposit:  "place-deposit",
	signContract:  "sign-contract",
	drawDeposit:   "draw-deposit",
	openEmployer:  "open-employer",
	leave:         "leave",
	hire:          "hire",
	come:          "come",
	identify:      "identify",
	remit:         "remit",
	settleShort:   "settle-short",
	freezeAccount: "freeze",
	liftFreeze:    "unfreeze",
	banPerson:     "ban",
	askBarred:     "ask-barred",
	askVain:       "ask-vain",
	turnDown:      "turn-down",
	takeBack:      "take-back",
	payVain:       "pay-vain",
	rent:          "rent",
	decideRent:    "decide-rent",
	buy:           "buy",
	decideBuy:     "decide-buy",
	repay:         "repay",
	decideRepay:   "decide-repay",
	leftJob:       "left-job",
	decideLeftJob: "decide-left-job",
	inherit:       "inherit",
	decideInherit: "decide-inherit",
	askHeld:       "ask-held",
	retire:        "retire",
	decideRetire:  "decide-retire",
	apply:         "apply",
	approve:       "approve",
	sign:          "sign",
	register:      "register",
	disburse:      "disburse",
	returnLoan:    "return-loan",
	disburseAgain: "disburse-again",
	applyVain:     "apply-vain",
	approveVain:   "approve-vain",
	signVain:      "sign-vain",
	turnLoanDown:  "turn-loan-down",
	cancelLoan:    "cancel-loan",
	collect:       "collect",
	prepay:        "prepay",
	payStaff:      "pay-staff",
	train:         "train",
	printOrder:    "print",
	acceptPrint:   "accept-print",
	payBill:       "pay-bill",
	registryBill:  "registry-bill",
	payRegistry:   "pay-registry",
	acceptService: "accept-service",
	assess:        "assess",
	payContract:   "pay-contract",
	survey:        "survey",
}

// event is one thing that somebody does on a day. n and m say which: an employer and a month, a person and a
// withdrawal, a loan, a bill.
type event struct {
	day  civil.Date
	what what
	n, m int
}

// key is the request key of the event, or of a step of it: the same whenever the day is lived again, and nobody else's,
// since what the event is stands in it.
func (e event) key(step ...string) string {
	of := []string{"sim", e.day.String(), e.name()}
	return strings.Join(append(append(of, step...), fmt.Sprintf("%d-%d", e.n, e.m)), "/")
}

// name is the event in a word. What a test asks for beside the plan goes by its number.
func (e event) name() string {
	if e.what < whatEnd {
		return names[e.what]
	}
	return fmt.Sprint("beside-", e.what-whatEnd)
}

// turn is the kind of event that it shares its turn with. An employer may owe the rest of one list on the day on which
// it pays the next: month by month, whichever of the two it is. Withdrawals of any reason, asked for or decided, are
// each somebody else's.
func (e event) turn() what {
	switch {
	case e.what == settleShort:
		return remit
	case e.what >= rent && e.what <= decideRetire:
		return rent
	}
	return e.what
}

// plan is the year's events by day, each day's in their order: always the same for one city.
func (c *City) plan() map[civil.Date][]event {
	var all []event
	add := func(day civil.Date, w what, n, m int) {
		e := event{day, w, n, m}
		if day >= c.start() && day <= c.end() && (c.skip == nil || !c.skip(e)) {
			all = append(all, e)
		}
	}
	for _, e := range c.Employers {
		paid, rest := c.paymentDays(e)
		for m := e.First; m < 12; m++ {
			add(paid[m], remit, e.N, m)
			if e.Short[m] > 0 {
				add(rest[m], settleShort, e.N, m)
			}
		}
	}
	add(c.workday(civil.DateOf(c.Options.Year, 1, 2)), placeDeposit, 0, 0)
	c.withdrawalPlan(add)
	for n, i := range c.Loans {
		l := c.People[i].Borrows
		add(l.Applied, apply, n, 0)
		add(l.Approved, approve, n, 0)
		add(l.Signed, sign, n, 0)
		add(l.Registered, register, n, 0)
		add(l.Disbursed, disburse, n, 0)
	}
	c.arrearsPlan(add)
	c.prepayPlan(add)
	c.broughtPlan(add)
	c.detourPlan(add)
	c.spendingPlan(add)
	slices.SortStableFunc(all, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.turn(), b.turn()),
			cmp.Compare(a.n, b.n), cmp.Compare(a.m, b.m), cmp.Compare(a.what, b.what))
	})
	days := map[civil.Date][]event{}
	for _, e := range all {
		days[e.day] = append(days[e.day], e)
	}
	return days
}
