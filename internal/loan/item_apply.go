package loan

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/serviceitem"
)

// applyItem offers a loan (住房公积金个人住房贷款), from the application to the money. The promised term is met with the
// decision; what the centre promises for the disbursement, the loan itself has.
func applyItem(d desk) serviceitem.Item {
	return serviceitem.Item{Code: "loan.apply", Name: "住房公积金个人住房贷款", Kind: "loan", Term: keyDecideDays,
		Who: "连续足额缴存、没有未结清住房公积金贷款，购买、建造、翻建或大修自住住房的缴存人",
		Grounds: []serviceitem.Ground{{Effective: regulation1999, Basis: basisBorrow,
			Materials: applyMaterials}},
		Fields: applyFields(), Amount: "amount", Result: "签订借款合同、办妥抵押登记后，贷款划入合同约定的收款监管账户",
		Papers: []serviceitem.Paper{serviceitem.AcceptanceNotice, serviceitem.LackNotice, serviceitem.RefusalNotice,
			d.contractPaper(), d.receiptPaper()},
		Doors: []act.Door{act.Counter, act.Platform}, Take: access.TakeLoans,
		Facts: d.applyFacts, Check: d.checkMatter, Accept: d.acceptMatter,
		Withdraw: func(ctx context.Context, tx unit.Tx, _ act.By, m serviceitem.Matter) error {
			_, err := d.through(ctx, tx, m, cancelling(ID(m.Ref)))
			return err
		},
		Reschedule: d.reschedule,
		Steps: []serviceitem.Step{
			{Code: "approve", Title: "审批", May: access.ApproveLoans, Decides: true, Do: d.moves(d.approve, approved),
				Refuse: func(ctx context.Context, tx unit.Tx, by act.By, m serviceitem.Matter, _ string) error {
					_, err := d.through(ctx, tx, m, d.rejecting(by, ID(m.Ref)))
					return err
				}},
			{Code: "sign", Title: "签订合同", May: access.TakeLoans, Fields: signFields, Do: d.moves(d.sign, signed)},
			{Code: "register", Title: "抵押登记", May: access.TakeLoans, Fields: registerFields(),
				Do: d.moves(d.register, registered)},
			{Code: "disburse", Title: "放款", May: access.DisburseLoans, Fields: disburseFields,
				Do: d.moves(d.disburse, disbursed)},
		}}
}

// applyMaterials are what a borrower hands in.
var applyMaterials = []serviceitem.Material{
	{Code: "borrowers", Title: "借款人及共同借款人身份证明", Shared: "居民身份证电子证照"},
	{Code: "marriage", Title: "婚姻证明", Shared: "婚姻登记信息"},
	{Code: "home", Title: "购房合同或建造、翻建、大修批准文件", Shared: "不动产登记信息", Pages: 40},
	{Code: "down-payment", Title: "首付款凭证", Condition: "购买住房的",
		Needed: func(f serviceitem.Form) bool { return f.Text("purpose") == "purchase" }},
	{Code: "credit-consent", Title: "征信查询授权书"},
}

// The answers of the choices, by what is written down of them for ever.
var (
	purposes = []choice[Purpose]{{"purchase", Purchase}, {"build", Build}, {"works", MajorWorks}}
	homes    = []choice[HomeClass]{{"first", FirstHome}, {"second", SecondHome}}
	entries  = []choice[RegistrationKind]{{"mortgage", MortgageRegistration}, {"pre", PreRegistration}}
	fees     = []choice[FeeReason]{{"due", FeeDue}, {"developer", FeeByDeveloper}, {"exempt", FeeExempt}}
)

// choice is one answer of a choice and what it means.
type choice[T fmt.Stringer] struct {
	value string
	means T
}

func options[T fmt.Stringer](list []choice[T]) (options []serviceitem.Option) {
	for _, c := range list {
		options = append(options, serviceitem.Option{Value: c.value, Label: c.means.String()})
	}
	return options
}

// meant is what an answer means; a form has no other answer than those of its choice.
func meant[T fmt.Stringer](list []choice[T], value string) (means T) {
	for _, c := range list {
		if c.value == value {
			return c.means
		}
	}
	return means
}

// mostMonths is beyond every term that a policy could allow.
const mostMonths = 600

func applyFields() []serviceitem.Field {
	var methods []serviceitem.Option
	for _, p := range products {
		methods = append(methods, serviceitem.Option{Value: p.code, Label: p.name})
	}
	return []serviceitem.Field{
		{Code: "purpose", Label: "贷款用途", Kind: serviceitem.Choice, Choices: options(purposes)},
		{Code: "home", Label: "第几套住房", Hint: "按家庭住房和贷款查询结果", Kind: serviceitem.Choice,
			Choices: options(homes)},
		{Code: "price", Label: "房屋总价或工程造价（元）", Kind: serviceitem.Amount},
		{Code: "appraisal", Label: "评估价（元）", Hint: "未评估的不填", Kind: serviceitem.Amount, Optional: true},
		{Code: "amount", Label: "申请金额（元）", Kind: serviceitem.Amount},
		{Code: "months", Label: "贷款期限（月）", Kind: serviceitem.Count, Min: 1, Max: mostMonths},
		{Code: "method", Label: "还款方式", Kind: serviceitem.Choice, Choices: methods},
		{Code: "income", Label: "家庭月收入（元）", Hint: "不填的按缴存基数计算", Kind: serviceitem.Amount, Optional: true},
		{Code: "other_debt", Label: "其他负债月还款（元）", Hint: "没有的不填", Kind: serviceitem.Amount, Optional: true},
		{Code: "partner", Label: "共同借款人的个人账号", Hint: "没有共同借款人的不填", Kind: serviceitem.Account,
			Optional: true},
	}
}

var (
	signFields = []serviceitem.Field{
		{Code: "contract", Label: "借款合同编号", Kind: serviceitem.Text, Max: 40},
		{Code: "payee", Label: "收款监管账户序号", Hint: "合同约定的售房人或开发企业的监管账户", Kind: serviceitem.Count, Min: 1,
			Max: 999_999_999},
	}
	disburseFields = []serviceitem.Field{
		{Code: "serial", Label: "放款的银行流水号", Kind: serviceitem.Text, Max: 40},
	}
)

func registerFields() []serviceitem.Field {
	return []serviceitem.Field{
		{Code: "kind", Label: "登记类型", Kind: serviceitem.Choice, Choices: options(entries)},
		{Code: "certificate", Label: "不动产登记证明号", Kind: serviceitem.Text, Max: 60},
		{Code: "day", Label: "登记日期", Kind: serviceitem.Day},
		{Code: "office", Label: "登记机构", Kind: serviceitem.Text, Max: 60},
		{Code: "other", Label: "非住宅", Kind: serviceitem.YesNo},
		{Code: "fee", Label: "登记费", Hint: "预告登记不收费，不看此项", Kind: serviceitem.Choice, Choices: options(fees)},
		{Code: "document", Label: "不付登记费的依据文件", Kind: serviceitem.Text, Max: 60, Optional: true},
	}
}

// asked is what a case asks for, as this package decides on it.
func (d desk) asked(tx unit.Tx, branch string, in serviceitem.Request) (a Application, err error) {
	f := in.Form
	method, _ := MethodOf(f.Text("method"))
	a = Application{Branch: branch, Purpose: meant(purposes, f.Text("purpose")), Home: meant(homes, f.Text("home")),
		Price: f.Fen("price"), Appraisal: f.Fen("appraisal"), Amount: f.Fen("amount"), Months: f.Count("months"),
		Method: method, Income: f.Fen("income"), OtherDebt: f.Fen("other_debt")}
	if a.Account, err = d.accounts.Account(tx, in.Member); err != nil {
		return a, err
	}
	if partner := f.Member("partner"); partner != "" {
		if a.Partner, err = d.accounts.Account(tx, partner); err != nil {
			return a, err
		}
	}
	return a, a.check()
}

// checkMatter implements serviceitem.Item.Check.
func (d desk) checkMatter(tx unit.Tx, by act.By, in serviceitem.Request) error {
	a, err := d.asked(tx, by.Branch, in)
	if err != nil {
		return err
	}
	set, err := d.Policy.Policy(tx)
	if err != nil {
		return err
	}
	today, err := d.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	l, err := d.judged(tx, set, a, 0, today)
	return asking(in, l.Borrower, err)
}

// acceptMatter implements serviceitem.Item.Accept: the loan has the id and the number of the case, and an id of its
// own, since it lives on when the case has ended.
func (d desk) acceptMatter(ctx context.Context, tx unit.Tx, by act.By, m serviceitem.Matter) (
	id int64, due civil.Date, err error) {
	a, err := d.asked(tx, m.Branch, m.Request)
	if err != nil {
		return 0, 0, err
	}
	if err := access.Reach(ctx, access.Object{Branch: m.Office, Amount: a.Amount}); err != nil {
		return 0, 0, err
	}
	if id, err = d.Books.NextID(tx, newLoan); err != nil {
		return 0, 0, err
	}
	l, err := d.accept(tx, by, Loan{ID: ID(id), Application: a, Case: m.ID, Number: m.Number, InCase: true})
	return id, l.DecideBy, asking(m.Request, l.Borrower, err)
}

// reschedule implements serviceitem.Item.Reschedule.
func (d desk) reschedule(tx unit.Tx, m serviceitem.Matter, due civil.Date) error {
	d.record(tx, "loan.rescheduled", ID(m.Ref), "decide_by", due.String())
	return d.Store.Reschedule(tx, ID(m.Ref), due)
}

func (d desk) approve(by act.By, id ID, _ serviceitem.Form) (step, error) {
	return d.approving(by, id), nil
}

func approved(l Loan, _ serviceitem.Form) string {
	return fmt.Sprintf("准予贷款%s元，%d期，%s", l.Amount.Grouped(), l.Months, l.Method)
}

func (d desk) sign(_ act.By, id ID, f serviceitem.Form) (step, error) {
	return d.signing(Contract{Loan: id, Number: f.Text("contract"), Payee: int64(f.Count("payee"))}), nil
}

func signed(l Loan, _ serviceitem.Form) string { return "已签订借款合同" + l.Contract }

func (d desk) register(_ act.By, id ID, f serviceitem.Form) (step, error) {
	r := Registration{Loan: id, Kind: meant(entries, f.Text("kind")), Certificate: f.Text("certificate"),
		Day: f.Date("day"), Office: f.Text("office"), NonResidential: f.Yes("other"),
		NoFee: meant(fees, f.Text("fee")), Document: f.Text("document")}.whole()
	return d.registering(r), r.check()
}

func registered(l Loan, f serviceitem.Form) string {
	return "已办理" + meant(entries, f.Text("kind")).String() + "，证明号" + f.Text("certificate") + "，" +
		l.DisburseBy.Chinese() + "前放款"
}

func (d desk) disburse(by act.By, id ID, f serviceitem.Form) (step, error) {
	return d.disbursing(by, Disbursement{Loan: id, Serial: f.Text("serial")}), nil
}

func disbursed(l Loan, _ serviceitem.Form) string {
	return "已放款" + l.Amount.Grouped() + "元，合同" + l.Contract
}

// applyFacts implements serviceitem.Item.Facts.
func (d desk) applyFacts(tx unit.Tx, by act.By, no number.MemberNo, ref int64) ([]serviceitem.Fact, error) {
	account, err := d.accounts.Account(tx, no)
	if err != nil {
		return nil, err
	}
	b, found, err := d.Borrowers.Borrower(tx, account)
	if err == nil && !found {
		err = refusal.New(CodeNoAccount, "借款人没有住房公积金账户", basisBorrow, "请先建立缴存关系")
	}
	if err != nil {
		return nil, err
	}
	name, err := d.accounts.Name(tx, b.Person)
	if err != nil {
		return nil, err
	}
	running, lifetime, err := d.Store.LoansOf(tx, b.Person, ID(ref))
	if err != nil {
		return nil, err
	}
	least, single, couple, err := d.limits(tx, by.Branch)
	if err != nil {
		return nil, err
	}
	const books, register, loans, rules = "账务", "个人账户登记", "贷款账务", "贷款政策"
	list := []serviceitem.Fact{
		{Label: "姓名", Value: mask.Name(name), Source: register},
		{Label: "账户状态", Value: "正常", Source: register},
		{Label: "账户余额", Value: b.Balance.Grouped() + "元", Source: books},
		{Label: "缴存基数", Value: b.Base.Grouped() + "元", Source: register},
		{Label: "连续足额缴存", Value: fmt.Sprintf("%d个月", b.MonthsInFull), Source: books, Wrong: b.MonthsInFull < least},
		{Label: "住房公积金贷款", Value: "无在办或未结清贷款", Source: loans},
		{Label: "已使用住房公积金贷款", Value: fmt.Sprintf("%d次", lifetime), Source: loans, Wrong: lifetime > lifetimeLoans},
		{Label: "最高贷款额度", Value: "单人" + single + "元，共同借款" + couple + "元", Source: rules},
	}
	if !b.Normal {
		list[1].Value, list[1].Wrong = "不是正常缴存状态", true
	}
	if running > 0 {
		list[5].Value, list[5].Wrong = "有在办或未结清贷款", true
	}
	return list, nil
}

// limits are what applicants ask about before they fill anything in: how many months, and how much at most.
func (d desk) limits(tx unit.Tx, branch string) (months int, single, couple string, err error) {
	set, err := d.Policy.Policy(tx)
	if err != nil {
		return 0, "", "", err
	}
	today, err := d.Books.OpenDay(tx)
	if err != nil {
		return 0, "", "", err
	}
	if months, err = keyMinMonths.On(set, branch, today); err != nil {
		return 0, "", "", err
	}
	one, err := keyCapSingle.On(set, branch, today)
	if err != nil {
		return 0, "", "", err
	}
	two, err := keyCapCouple.On(set, branch, today)
	return months, one.Grouped(), two.Grouped(), err
}
