package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"guangsha/internal/app"
	"guangsha/internal/base/money"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/sim"
)

// year is what the demonstration shows: how the year was lived and what it came to. Members and movements are those in
// the books, members those with whom the year began; what is said of speed and commits is of this run, which lives
// nothing when the year was over already.
type year struct {
	Members      int64            `json:"members"`
	Opened       int64            `json:"accounts_opened"`
	Closed       int64            `json:"accounts_closed"`
	Movements    int64            `json:"movements"`
	Seconds      json.Number      `json:"seconds"`
	PerSecond    int64            `json:"movements_per_second"`
	UseCases     map[string]int64 `json:"use_cases"`
	AuditEntries map[string]int64 `json:"audit_entries"`
	Fsyncs       int64            `json:"fsyncs"`
	FsyncMean    json.Number      `json:"fsync_mean_ms"`
	FsyncPercent json.Number      `json:"fsync_percent"` // of the time that the year took; 0 when it was over already

	Contributions money.Fen `json:"contributions_fen"`
	Withdrawals   money.Fen `json:"withdrawals_fen"`
	LoansCount    int64     `json:"loans_count"`
	Loans         money.Fen `json:"loans_fen"`
	FeesCount     int64     `json:"registration_fees_count"`
	Fees          money.Fen `json:"registration_fees_fen"`
	Surplus       money.Fen `json:"surplus_fen"`
	Deposits      money.Fen `json:"deposits_fen"`
	Lent          money.Fen `json:"loan_balance_fen"`

	BooksOK    bool     `json:"books_ok"`
	Evaluation []scores `json:"evaluation"`
	Export     string   `json:"export"`

	lived  bool // in this run
	gaps   []loan.FeeGap
	trial  []ledger.TrialLine
	tables tableSet
}

// gather reads the year's figures from the books, checks these, and fills and exports the tables.
func gather(ctx context.Context, centre *app.Centre, city *sim.City, p *progress) (year, error) {
	took := p.watch.Elapsed()
	commits, mean := centre.Commits()
	y := year{Seconds: thousandths(took.Milliseconds()),
		PerSecond: perSecond(centre.Movements(), took), Fsyncs: commits, FsyncMean: thousandths(mean.Microseconds())}
	y.lived, y.FsyncPercent = p.first >= 0, "0.0"
	if y.lived {
		y.FsyncPercent = tenths(int64(mean) * commits * 1000 / max(1, int64(took)))
	}
	of := city.Options.Year
	if err := y.figures(ctx, centre, of); err != nil {
		return y, err
	}
	var err error
	if y.UseCases, y.AuditEntries, err = centre.Tally(ctx); err != nil {
		return y, err
	}
	books, err := check(ctx, centre)
	if err != nil {
		return y, err
	}
	y.BooksOK = books.OK
	if y.trial, _, err = centre.TrialBalance(ctx, city.End()); err != nil {
		return y, err
	}
	if y.gaps, err = centre.FeeGaps(ctx, of); err != nil {
		return y, err
	}
	if y.tables, err = evaluateYear(ctx, centre, of); err != nil {
		return y, err
	}
	y.Evaluation = y.tables.scoresOf()
	y.Export, err = y.tables.export(centre.Config, of)
	return y, err
}

// figures reads the money and the counts of a year.
func (y *year) figures(ctx context.Context, centre *app.Centre, of int) error {
	values, err := centre.Figures(ctx, of, "fund.contributions.amount", "fund.withdrawals.amount", "fund.loans.count",
		"fund.loans.amount", "spending.registration.loans", "spending.registration.amount", "fund.surplus.amount",
		"fund.deposit.balance", "fund.loans.balance")
	if err != nil {
		return err
	}
	y.Contributions, y.Withdrawals = money.Fen(values[0].N), money.Fen(values[1].N)
	y.LoansCount, y.Loans = values[2].N, money.Fen(values[3].N)
	y.FeesCount, y.Fees, y.Surplus = values[4].N, money.Fen(values[5].N), money.Fen(values[6].N)
	y.Deposits, y.Lent = money.Fen(values[7].N), money.Fen(values[8].N)
	if y.Members, y.Opened, y.Closed, err = centre.MembersInBooks(ctx, of); err != nil {
		return err
	}
	y.Movements, err = centre.MovementsInBooks(ctx)
	return err
}

// thousandths is a number with three decimals.
func thousandths(n int64) json.Number { return json.Number(fmt.Sprintf("%d.%03d", n/1000, n%1000)) }

// tenths is a number with one decimal.
func tenths(n int64) json.Number { return json.Number(fmt.Sprintf("%d.%d", n/10, n%10)) }

// print shows the year as people read it.
func (y year) print(w io.Writer) error {
	published, err := example()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "示例市住房公积金管理中心（虚构）  年初职工 %d 人，当年开户 %d 户、销户 %d 户，账户明细 %d 笔\n",
		y.Members, y.Opened, y.Closed, y.Movements)
	fmt.Fprintf(w, "  归集 %s 万元，提取 %s 万元，发放贷款 %d 笔 %s 万元，支付抵押登记费 %d 笔 %s 元，增值收益 %s 万元\n",
		y.Contributions.InWan(2), y.Withdrawals.InWan(2), y.LoansCount, y.Loans.InWan(2), y.FeesCount, y.Fees,
		y.Surplus.InWan(2))
	fmt.Fprintf(w, "  年末缴存余额 %s 万元，贷款余额 %s 万元\n\n", y.Deposits.InWan(2), y.Lent.InWan(2))
	if y.lived {
		fmt.Fprintf(w, "走完一年用时 %s 秒：落盘 %d 次，平均 %s 毫秒，占用时的 %s%%\n\n", y.Seconds, y.Fsyncs, y.FsyncMean,
			y.FsyncPercent)
	}
	y.printGaps(w)
	y.printTrial(w)
	fmt.Fprintln(w, "\n示例市的自评表（填报值与系统取数值并列）")
	if err := eval.Text(w, y.tables.Tables, y.tables.Scored, y.tables.Found); err != nil {
		return err
	}
	fmt.Fprintln(w, "\n对照：某市公开的2024年度自评表（原样读入）")
	if err := eval.Text(w, published.Tables, published.Scored, published.Found); err != nil {
		return err
	}
	fmt.Fprintln(w, "\n得分一览")
	printScores(w, "示例市", y.Evaluation)
	printScores(w, "公开的表", published.scoresOf())
	fmt.Fprintf(w, "\n自评表（xlsx）：%s\n", y.Export)
	return nil
}

// printGaps says why fewer registration fees were paid than loans given out.
func (y year) printGaps(w io.Writer) {
	if len(y.gaps) == 0 {
		return
	}
	fmt.Fprintf(w, "抵押登记费与放款核对：放款 %d 笔，当年付费 %d 笔；当年放款而当年未付费的", y.LoansCount, y.FeesCount)
	for _, g := range y.gaps {
		fmt.Fprintf(w, "  %s %d 笔", g.Reason, len(g.Loans))
	}
	fmt.Fprint(w, "\n\n")
}

func (y year) printTrial(w io.Writer) {
	var debit, credit money.Fen
	fmt.Fprintln(w, "年末科目余额表（元）")
	for _, l := range y.trial {
		fmt.Fprintf(w, "  %-8d %20s %20s  %s\n", l.Account.Code, amount(l.Debit), amount(l.Credit), l.Account.Name)
		debit, credit = money.Sum(debit, l.Debit), money.Sum(credit, l.Credit)
	}
	fmt.Fprintf(w, "  %-8s %20s %20s  合计\n", "", debit.Grouped(), credit.Grouped())
}

// amount is empty for nothing.
func amount(f money.Fen) string {
	if f == 0 {
		return ""
	}
	return f.Grouped()
}

func printScores(w io.Writer, whose string, list []scores) {
	for _, s := range list {
		fmt.Fprintf(w, "  %s  %s：原表得分 %s，按规则复算 %s", whose, s.Project, s.Reported, s.ByRule)
		if b := s.FromBooks; b.RowsMeasured > 0 {
			fmt.Fprintf(w, "，按取数复算 %s/%s（%d/%d行有取数，其中A、B级%d行）", b.Score, b.Weight, b.RowsMeasured, b.Rows,
				b.RowsComputed)
		}
		fmt.Fprintf(w, "；疑点：%s %d，%s %d，%s %d\n", eval.Error.Label(), s.Findings.Error,
			eval.Warning.Label(), s.Findings.Warning, eval.Note.Label(), s.Findings.Note)
	}
}
