package cases_test

import (
	"slices"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/loan"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

// wants holds fields of a paper against what they should say.
func (c *centre) wants(p interface{ Title() string }, says func(field string) string, fields map[string]string) {
	c.Helper()
	for field, want := range fields {
		if got := says(field); got != want {
			c.Errorf("%s of %s is %q, want %q", field, p.Title(), got, want)
		}
	}
}

// A loan gives out its contract when it is signed and its receipt when it is paid out, an early repayment its receipt,
// and what is paid off can be certified: all of them with what the books say.
func TestTheWayOfALoanGivesOutItsPapers(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		c.announce("loan.prepay.after_periods", "0", april)
		m := c.took(c.submit(clerk, 0), cases.Advance)
		if got := titles(c.given(m)); !slices.Equal(got, []string{"受理通知书"}) {
			t.Fatalf("approved with %v", got)
		}
		m = c.took(m, cases.Advance)
		l := c.loanOf(s, m)
		list := c.given(m)
		if got := titles(list); !slices.Equal(got, []string{"受理通知书", "住房公积金借款合同"}) {
			t.Fatalf("signed with %v", got)
		}
		c.wants(list[1], func(f string) string { return c.says(list[1], f) }, map[string]string{"借款合同编号": l.Contract,
			"借款人": opentest.Person(1).Name, "借款人身份证号码": opentest.Person(1).IDNo, "共同借款人": "无",
			"贷款金额": "人民币肆拾万元整（￥400,000.00）", "房屋总价或工程造价": "人民币陆拾万元整（￥600,000.00）", "贷款期限": "240个月",
			"签订日年利率": "3.1%", "合同签订日期": "2024年4月2日"})
		m = c.took(m, cases.Advance, cases.Advance)
		list = c.given(m)
		receipt := list[len(list)-1]
		c.wants(receipt, func(f string) string { return c.says(receipt, f) }, map[string]string{
			"放款金额": "人民币肆拾万元整（￥400,000.00）", "执行年利率": "3.1%", "首次应还日": "2024年5月2日",
			"首次应还本息": "人民币贰仟贰佰叁拾捌元肆角柒分（￥2,238.47）", "放款日期": "2024年4月2日"})
		c.on(civil.DateOf(2024, 4, 12))
		p, err := c.Submit(ctx, clerk, c.key(), c.prepaying(l.Contract, "payoff", ""))
		c.must(err)
		rest := c.quoted(s, m, loan.Prepayment{Way: loan.PayOff})
		p, err = c.Act(ctx, cashier, c.key(), cases.Move{Case: p.ID, Act: cases.Advance, Seen: p.Entries, Step: "book",
			Typed: map[string]string{"received": rest.Total().String(), "serial": c.key()}})
		c.must(err)
		list = c.given(p)
		repaid := list[len(list)-1]
		c.wants(repaid, func(f string) string { return c.says(repaid, f) }, map[string]string{
			"还款方式": "提前结清", "归还本金": "人民币肆拾万元整（￥400,000.00）", "支付利息": "人民币叁佰肆拾肆元肆角肆分（￥344.44）",
			"还款合计": "人民币肆拾万零叁佰肆拾肆元肆角肆分（￥400,344.44）", "剩余本金": "人民币零元整（￥0.00）", "剩余期数": "0期",
			"还款日期": "2024年4月12日"})
		c.recorded()
	})
}

// settling asks for the certificate of a loan.
func (c *centre) settling(n int, contract string) cases.Application {
	return cases.Application{Item: "loan.settled", Member: c.no[n], IDNo: opentest.Person(n + 1).IDNo,
		Typed: map[string]string{"contract": contract}}
}

// What is paid off is certified at once where the centre says so, and nothing else is, to nobody else.
func TestALoanThatIsPaidOffIsCertified(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, s := withLoans(t, w)
		c.announce("loan.prepay.after_periods", "0", april)
		c.announce("item.loan.settled.counter.auto", "on", april)
		m := c.took(c.submit(clerk, 0), cases.Advance, cases.Advance, cases.Advance, cases.Advance)
		l := c.loanOf(s, m)
		_, err := c.Submit(ctx, clerk, c.key(), c.settling(0, l.Contract))
		c.refuses(loan.CodeNotSettled, err)
		_, err = c.Submit(ctx, clerk, c.key(), c.settling(0, "HT-none"))
		c.refuses(loan.CodeUnknown, err)
		c.on(civil.DateOf(2024, 4, 12))
		p, err := c.Submit(ctx, clerk, c.key(), c.prepaying(l.Contract, "payoff", ""))
		c.must(err)
		c.must(w.Store.Read(ctx, func(tx unit.Tx) error {
			facts, err := c.Items[2].Facts(tx, clerk, c.no[0], 0)
			if len(facts) != 1 || !facts[0].Wrong || facts[0].Value != l.Contract {
				t.Errorf("before it is paid off the facts are %+v", facts)
			}
			return err
		}))
		_, err = c.Act(ctx, cashier, c.key(), cases.Move{Case: p.ID, Act: cases.Advance, Seen: p.Entries, Step: "book",
			Typed: map[string]string{"received": c.quoted(s, m, loan.Prepayment{Way: loan.PayOff}).Total().String(),
				"serial": c.key()}})
		c.must(err)
		_, err = c.Submit(ctx, clerk, c.key(), c.settling(1, l.Contract))
		c.refuses(loan.CodeNotBorrower, err)
		stranger := c.settling(0, l.Contract)
		stranger.IDNo = opentest.Person(2).IDNo
		_, err = c.Submit(ctx, clerk, c.key(), stranger)
		c.refuses(serviceitem.CodeApplicant, err)
		done, err := c.Submit(ctx, clerk, c.key(), c.settling(0, l.Contract))
		c.must(err)
		list := c.given(done)
		log := c.whole(done.Number).Log
		if done.State != cases.Granted || len(list) != 2 || log[2].Door != act.System {
			t.Fatalf("it is %+v with %v", done, titles(list))
		}
		c.wants(list[1], func(f string) string { return c.says(list[1], f) }, map[string]string{
			"借款人": opentest.Person(1).Name, "借款合同编号": l.Contract, "贷款金额": "人民币肆拾万元整（￥400,000.00）",
			"放款日期": "2024年4月2日", "结清日期": "2024年4月12日"})
		c.recorded()
	})
}
