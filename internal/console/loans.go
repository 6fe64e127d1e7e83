package console

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
	members "guangsha/internal/member"
)

func (c *Console) loans(ctx context.Context, in *loansOf) (*output[page[LoanItem]], error) {
	office, err := within(ctx, in.Office)
	if err != nil {
		return nil, err
	}
	return c.loanRows(ctx, in, office)
}

// loanRows is a page of the loans of an office that whoever asks reaches, or of all with none.
func (c *Console) loanRows(ctx context.Context, in *loansOf, office string) (*output[page[LoanItem]], error) {
	f, err := in.filter(office)
	if err != nil {
		return nil, err
	}
	t, err := turnOf[loans.ID](in.Paging, in.Sort)
	if err != nil {
		return nil, err
	}
	if err := arrange(ctx, c, t.By != "", fmt.Sprintf("loans %#v", f), &t,
		func(tx unit.Tx, o listing.Order) ([]listing.Place[loans.ID], error) {
			return c.LoanList.Places(tx, f, o)
		}); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (page[LoanItem], error) {
		rows, err := c.LoanList.List(tx, f, t.Page)
		if err != nil {
			return page[LoanItem]{}, err
		}
		names, err := c.borrowers(tx, rows)
		return turned(t, rows, func(l loans.Listed) LoanItem { return loanItemOf(l, names) },
			func(l loans.Listed) (int64, loans.ID) { return l.Sorted, l.ID }), err
	})
}

// filter reads what a list of the loans of an office is narrowed to.
func (in *loansOf) filter(office string) (loans.Filter, error) {
	f := loans.Filter{State: loans.State(in.State), Branch: office, Contract: strings.TrimSpace(in.Contract),
		Overdue: in.Overdue}
	var err error
	f.From, f.To, err = span(in.Year, in.Month, "")
	return f, err
}

// borrowers gives who the accounts of loans belong to.
func (c *Console) borrowers(tx unit.Tx, list []loans.Listed) (map[ledger.AccountID]members.Named, error) {
	ids := make([]ledger.AccountID, len(list))
	for i, l := range list {
		ids[i] = l.Account
	}
	return c.MemberList.Names(tx, ids)
}

// loanRef is what the pages call a loan by: its contract, or its id until it has one.
func loanRef(l loans.Listed) string {
	if l.Contract == "" {
		return fmt.Sprint(l.ID)
	}
	return l.Contract
}

func loanItemOf(l loans.Listed, names map[ledger.AccountID]members.Named) LoanItem {
	return LoanItem{Ref: loanRef(l), Contract: l.Contract, Borrower: mask.Name(names[l.Account].Name),
		State:     int(l.State),
		StateName: l.State.String(), Branch: l.Branch, Amount: int64(l.Amount), Balance: int64(l.Running.Balance),
		Months: max(l.Running.Months, l.Months), Disbursed: date(l.Disbursed), NextDue: date(l.Running.NextDue),
		Unpaid: l.Running.Unpaid}
}

// oneLoan finds a loan by what stands in an address.
func (c *Console) oneLoan(ctx context.Context, tx unit.Tx, text string) (l loans.Listed, err error) {
	id, err := c.Loans.ByContract(tx, text)
	if err != nil {
		return l, err
	}
	if id == 0 {
		if plain, ok := ident(text); ok {
			id = loans.ID(plain)
		}
	}
	found, err := c.LoanList.Listed(tx, []loans.ID{id})
	if err != nil {
		return l, err
	}
	l, ok := found[id]
	if !ok || !reached(ctx, l.Branch) {
		return l, no("这笔贷款", "请核对借款合同编号")
	}
	return l, nil
}

func (c *Console) loan(ctx context.Context, in *loanOf) (*output[loan], error) {
	return answer(ctx, c, func(tx unit.Tx) (out loan, err error) {
		l, err := c.oneLoan(ctx, tx, in.No)
		if err != nil {
			return out, err
		}
		names, err := c.borrowers(tx, []loans.Listed{l})
		if err != nil {
			return out, err
		}
		refs, err := c.voucherRefs(tx, []ledger.VoucherID{l.Voucher})
		if err != nil {
			return out, err
		}
		out = loan{id: int64(l.ID), LoanItem: loanItemOf(l, names),
			Member: string(names[l.Account].No), Purpose: l.Purpose.String(),
			HomeClass: l.Home.String(), Price: int64(l.Price), Method: l.Method.String(),
			Payment:  int64(l.Running.Instalment().Amount()),
			Accepted: date(l.Accepted),
			DecideBy: date(l.DecideBy), Decided: date(l.Decided), Signed: date(l.Signed),
			DisburseBy: date(l.DisburseBy),
			Opening:    l.Opening, Voucher: refs[l.Voucher], Schedule: scheduleOf(l.Running)}
		if l.Running.Rate != 0 {
			out.Rate = l.Running.Rate.Percent()
		}
		return out, c.history(tx, l, &out)
	})
}

func scheduleOf(r loans.Running) []instalment {
	out := []instalment{}
	for _, p := range r.Schedule() {
		out = append(out, instalment{Number: p.Number, Due: p.Due.String(), Principal: int64(p.Principal),
			Interest: int64(p.Interest), Payment: int64(p.Amount()), Balance: int64(p.Balance)})
	}
	return out
}

// history reads what a loan has been through.
func (c *Console) history(tx unit.Tx, l loans.Listed, out *loan) (err error) {
	if out.Repayments, err = c.repayments(tx, l.ID); err != nil {
		return err
	}
	arrears, err := c.Loans.Store.Arrears(tx, l.ID)
	if err != nil {
		return err
	}
	out.Arrears = []arrear{}
	for _, a := range arrears {
		out.Arrears = append(out.Arrears, arrear{Number: a.Number, Due: a.Due.String(), Principal: int64(a.Principal),
			Interest: int64(a.Interest), Penalty: int64(a.Penalty), Since: date(a.Since)})
	}
	if out.Registrations, out.Fees, err = c.registered(tx, l.ID); err != nil {
		return err
	}
	if l.Disbursed == 0 || l.Opening {
		return nil
	}
	out.FeeGap, err = c.feeGap(tx, l)
	return err
}

// registered is how a loan's mortgage was registered, and what the registry charged for that.
func (c *Console) registered(tx unit.Tx, id loans.ID) (list []registration, fees []loanFee, err error) {
	registrations, err := c.LoanList.Registrations(tx, id)
	if err != nil {
		return nil, nil, err
	}
	charged, err := c.Spending.RegistryCharges(tx, int64(id))
	list, fees = []registration{}, []loanFee{}
	days := map[string]string{}
	for _, r := range registrations {
		days[r.Certificate] = r.Day.String()
		list = append(list, registration{Certificate: r.Certificate, Kind: r.Kind.String(), Day: r.Day.String(),
			Office: r.Office, Fee: int64(r.Fee), Document: r.Document})
	}
	for _, f := range charged {
		one := loanFee{Document: f.Document, Registry: f.Registry, Certificate: f.Certificate,
			Registered: days[f.Certificate], Billed: f.Day.String(), PayBy: f.PayBy.String(), Paid: date(f.Paid),
			Amount: int64(f.Amount), Treasury: f.Treasury,
			Bill: linkOf(linkRegister, fmt.Sprintf("registry_bill/%d", f.Bill))}
		if f.Payment != 0 {
			one.Payment = linkOf(linkRegister, fmt.Sprintf("payment/%d", f.Payment))
		}
		fees = append(fees, one)
	}
	return list, fees, err
}

// feeGap is why no fee was paid for a loan in the year of its disbursement.
func (c *Console) feeGap(tx unit.Tx, l loans.Listed) (string, error) {
	gaps, err := c.Loans.FeeGap(tx, l.Disbursed.Year())
	for _, g := range gaps {
		for _, id := range g.Loans {
			if id == l.ID {
				return g.Reason.String(), err
			}
		}
	}
	return "", err
}

func (c *Console) repayments(tx unit.Tx, id loans.ID) ([]repayment, error) {
	list, err := c.LoanList.Repayments(tx, id)
	if err != nil {
		return nil, err
	}
	ids := make([]ledger.VoucherID, len(list))
	for i, r := range list {
		ids[i] = r.Voucher
	}
	refs, err := c.voucherRefs(tx, ids)
	out := make([]repayment, 0, len(list))
	for _, r := range list {
		out = append(out, repayment{Number: r.Number, Due: r.Due.String(), Day: r.Day.String(), Overdue: r.Overdue,
			Principal: int64(r.Principal), Interest: int64(r.Interest), Penalty: int64(r.Penalty),
			Voucher: refs[r.Voucher]})
	}
	return out, err
}

func (c *Console) feeGaps(ctx context.Context, in *InYear) (*output[feeGaps], error) {
	lent, err := c.named("fund.loans.count")
	if err != nil {
		return nil, err
	}
	v, err := c.value(exact(ctx), lent, in.Year) // beside groups that are read now
	if err != nil {
		return nil, err
	}
	if err := c.unbooked(ctx, in.Year, v.N == 0); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (out feeGaps, err error) {
		gaps, err := c.Loans.FeeGap(tx, in.Year)
		if err != nil {
			return out, err
		}
		out = feeGaps{Year: in.Year, Loans: v.N, Groups: []feeGapGroup{}}
		for _, g := range gaps {
			group, err := c.gapGroup(tx, g)
			if err != nil {
				return out, err
			}
			out.Gap += int64(group.Count)
			out.Groups = append(out.Groups, group)
		}
		out.Paid = out.Loans - out.Gap
		return out, nil
	})
}

func (c *Console) gapGroup(tx unit.Tx, g loans.FeeGap) (out feeGapGroup, err error) {
	found, err := c.LoanList.Listed(tx, g.Loans)
	if err != nil {
		return out, err
	}
	list := make([]loans.Listed, 0, len(g.Loans))
	for _, id := range g.Loans {
		list = append(list, found[id])
	}
	names, err := c.borrowers(tx, list)
	out = feeGapGroup{Code: fmt.Sprint(int(g.Reason)), Reason: g.Reason.String(), Count: len(list), Fee: int64(g.Fee),
		Loans: []feeGapLoan{}}
	for i, l := range list {
		out.Loans = append(out.Loans, feeGapLoan{Ref: loanRef(l), Contract: l.Contract, Fee: int64(g.Fees[i]),
			Borrower: mask.Name(names[l.Account].Name), Amount: int64(l.Amount), Disbursed: date(l.Disbursed)})
	}
	return out, err
}

// gapRow is a loan without a fee and why.
type gapRow struct {
	reason string
	feeGapLoan
}

var gapColumns = []exportColumn[gapRow]{
	words("原因", 260, func(g gapRow) string { return g.reason }),
	words("借款合同", 260, func(g gapRow) string { return g.Contract }),
	words("借款人", 90, func(g gapRow) string { return g.Borrower }),
	words("放款日期", 120, func(g gapRow) string { return g.Disbursed }),
	amount("贷款金额", func(g gapRow) int64 { return g.Amount }),
	amount("应付未付", func(g gapRow) int64 { return g.Fee }),
}

// feeGapBook is every loan of the gap, group by group, as a workbook.
func (c *Console) feeGapBook(ctx context.Context, in *InYear) (*download, error) {
	out, err := c.feeGaps(exact(ctx), in)
	if err != nil {
		return nil, err
	}
	t := emptySheet(fmt.Sprintf("%d年没有登记费的贷款", in.Year), gapColumns)
	for _, g := range out.Body.Groups {
		rows := make([]gapRow, len(g.Loans))
		for i, l := range g.Loans {
			rows[i] = gapRow{g.Reason, l}
		}
		fill(&t, gapColumns, rows)
	}
	return tableBook(ctx, t)
}

func (c *Console) loanRoutes(r routes) {
	get(r, "loans", seen(r, "loans", c.loans, listed))
	getBook(r, "loansXlsx", exported("贷款", loanColumns, c.loans))
	get(r, "loan", seen(r, "loan", c.loan, func(_ *loanOf, out *output[loan]) access.Look {
		return access.Look{ID: out.Body.id, Rows: 1}
	}))
	getBook(r, "repaymentsXlsx", c.repaymentBook)
}

// repaymentBook is what was repaid of a loan as a workbook, on record under the loan.
func (c *Console) repaymentBook(ctx context.Context, in *loanOf) (*download, error) {
	var l loans.Listed
	list, err := read(ctx, c, func(tx unit.Tx) (_ []repayment, err error) {
		if l, err = c.oneLoan(ctx, tx, in.No); err != nil {
			return nil, err
		}
		return c.repayments(tx, l.ID)
	})
	if err != nil {
		return nil, err
	}
	book, err := wholeBook(ctx, "还款明细"+loanRef(l), repaymentColumns, list)
	if err != nil {
		return nil, err
	}
	book.id = int64(l.ID)
	return book, nil
}

var repaymentColumns = []exportColumn[repayment]{
	words("期次", 80, func(r repayment) string {
		if r.Number == 0 {
			return "提前"
		}
		return fmt.Sprint(r.Number)
	}),
	words("应还日", 120, func(r repayment) string { return r.Due }),
	words("实还日", 120, func(r repayment) string { return r.Day }),
	words("逾期后收回", 110, func(r repayment) string {
		if r.Overdue {
			return "是"
		}
		return ""
	}),
	amount("本金", func(r repayment) int64 { return r.Principal }),
	amount("利息", func(r repayment) int64 { return r.Interest }),
	amount("罚息", func(r repayment) int64 { return r.Penalty }),
	words("凭证", 140, func(r repayment) string { return r.Voucher }),
}

var loanColumns = []exportColumn[LoanItem]{
	words("借款合同", 260, func(l LoanItem) string { return l.Contract }),
	words("借款人", 90, func(l LoanItem) string { return l.Borrower }),
	words("状态", 90, func(l LoanItem) string { return l.StateName }),
	words("机构代码", 90, func(l LoanItem) string { return l.Branch }),
	words("放款日期", 120, func(l LoanItem) string { return l.Disbursed }),
	whole("期数", func(l LoanItem) int64 { return int64(l.Months) }),
	amount("贷款金额", func(l LoanItem) int64 { return l.Amount }),
	amount("未到期本金", func(l LoanItem) int64 { return l.Balance }),
	words("下一应还日", 120, func(l LoanItem) string { return l.NextDue }),
	whole("逾期期数", func(l LoanItem) int64 { return int64(l.Unpaid) }),
}
