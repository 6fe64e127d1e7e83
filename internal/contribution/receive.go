package contribution

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// Arrival is money as a bank reports it (到账通知).
type Arrival struct {
	BankAccount  int64  // our account that it arrived on (银行专户)
	Serial       string // the bank's serial number (银行流水号)
	PayerAccount string
	PayerName    string
	Amount       money.Fen
	Remark       string
	ValueDate    civil.Date
}

// Receive books money that arrived (到账入账). It goes to the employer's confirmed list when it and what the employer
// has waiting are enough for the whole list, else it waits for the employer (单位暂存); money of nobody known waits in
// suspense (暂收). A serial number that is booked already is refused.
func (s *Service) Receive(ctx context.Context, by act.By, key string, a Arrival) (Receipt, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.BookArrivals)
	if err != nil {
		return Receipt{}, err
	}
	return s.arrived(ctx, by, key, a, func(tx unit.Tx) error { return s.FundAccount(tx, a.BankAccount) })
}

// Report books money that arrived as the bank itself reports it (银行报送到账), which may speak of accounts it keeps
// itself and of no other. All else is as in Receive.
func (s *Service) Report(ctx context.Context, by act.By, key string, a Arrival) (Receipt, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReportArrivals)
	if err != nil {
		return Receipt{}, err
	}
	return s.arrived(ctx, by, key, a, func(tx unit.Tx) error {
		title, err := s.PartnerTitle(tx, by.Actor)
		if err != nil {
			return err
		}
		return s.KeptAt(tx, a.BankAccount, title)
	})
}

// arrived books an arrival on an account that holds says may have it.
func (s *Service) arrived(ctx context.Context, by act.By, key string, a Arrival, holds func(unit.Tx) error) (
	r Receipt, err error) {
	err = s.Work.Do(ctx, by, "contribution.receive", func(tx unit.Tx) error {
		r = Receipt{}
		if err := holds(tx); err != nil { // before the key: what became of an arrival is nobody else's to know
			return err
		}
		id, err := s.Books.Once(tx, ledger.NewRequest(0, key, a), "receipt", func(id int64) (err error) {
			r, err = s.receive(tx, by.Branch, ReceiptID(id), a)
			return err
		})
		if err != nil || r.ID != 0 {
			return err
		}
		r, err = s.receipt(tx, ReceiptID(id)) // the request was answered before
		return err
	})
	return r, err
}

// receive books an arrival and gives its receipt, which is not read back: on PostgreSQL that would lock a page that the
// next arrivals write.
func (s *Service) receive(tx unit.Tx, branch string, id ReceiptID, a Arrival) (Receipt, error) {
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return Receipt{}, err
	}
	if err := a.check(day); err != nil {
		return Receipt{}, err
	}
	employer, err := s.match(tx, a)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{ID: id, Arrival: a, BookedOn: day, Employer: employer}
	r.PayerAccount = mask.Card(a.PayerAccount) // may be a person's card
	r.PayerName, r.Remark = payer(a.PayerName), kept(a.Remark)
	from := ledger.HolderRow{Account: ledger.FundDemand, Holder: a.BankAccount, Amount: -a.Amount, Ref: a.Serial}
	if employer == 0 {
		r, err = s.suspend(tx, r, from, branch)
	} else {
		r, err = s.pay(tx, r, from)
	}
	if err != nil {
		return Receipt{}, err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "receipt.booked", ID: int64(r.ID)})
	return r, s.Store.AddReceipt(tx, r)
}

// check finds everything that is wrong with a report of the bank.
func (a Arrival) check(day civil.Date) error {
	var bad []*refusal.Refused
	add := func(wrong bool, code, text string) {
		if wrong {
			bad = append(bad, refusal.Bad("contribution.arrival."+code, text))
		}
	}
	const longest = 64
	serial := strings.TrimSpace(a.Serial)
	add(serial == "" || serial != a.Serial || len(serial) > longest || strings.ContainsFunc(serial, unicode.IsControl),
		"serial", "银行流水号不能为空，最长64位，也不能换行")
	add(a.BankAccount <= 0, "account", "没有该银行专户")
	add(a.Amount <= 0 || a.Amount > maxArrival, "amount", "到账金额应大于零且不超过一百亿元")
	add(a.ValueDate == 0 || a.ValueDate > day, "date", "到账日期不能为空，也不能晚于当前营业日")
	return refusal.Join(bad...)
}

// kept is what the books keep of a remark (附言): all of it, or where somebody wrote a number of a person the number of
// the list alone.
func kept(remark string) string {
	var no string
	if _, _, ok := readListNo(remark); ok {
		no = listNo.FindString(remark)
	}
	if telltale.Tells(strings.Replace(remark, no, "", 1)) {
		return no
	}
	return remark
}

// payer is what the books keep of the name of a payer: without its digits where a number of a person stands in it.
func payer(name string) string {
	if !telltale.Tells(name) {
		return name
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, name)
}

// maxArrival is more than any payment: an amount beyond it is a slip of the pen.
const maxArrival = 1_000_000 * money.Wan

// pay posts money of an employer from where it is, the row from: to the list that it completes, else to the money
// that waits for the employer.
func (s *Service) pay(tx unit.Tx, r Receipt, from ledger.HolderRow) (Receipt, error) {
	e, err := s.Members.Employer(tx, r.Employer)
	if err != nil {
		return r, err
	}
	l, completes, err := s.completed(tx, e, r.Amount)
	if err != nil {
		return r, err
	}
	if completes {
		r.State, r.List = Allocated, l.ID
		r.Voucher, err = s.postList(tx, e, l, from, r.ValueDate)
		return r, err
	}
	r.State = Unallocated
	kind := ledger.KindUnlisted
	if from.Account != ledger.FundDemand {
		kind = ledger.KindAllocation
	}
	r.Voucher, err = s.post(tx, ledger.Posting{Kind: kind, Branch: e.Office, Summary: "单位暂存 单位" + string(e.No),
		Holders: []ledger.HolderRow{from, unallocated(e.ID, r.Amount)}})
	return r, err
}

// completed is the list that an amount completes together with what waits for the employer: the confirmed one of the
// next month. There is none when the money is short, or when somebody on the list has closed the account since: then
// the money waits for a corrected list.
func (s *Service) completed(tx unit.Tx, e member.Employer, amount money.Fen) (List, bool, error) {
	l, ok, err := s.Store.ListOf(tx, e.ID, e.PaidThrough.Add(1))
	if err != nil || !ok || l.State != Confirmed {
		return l, false, err
	}
	waiting, err := s.Books.HolderBalance(tx, ledger.EmployerUnallocated, int64(e.ID))
	if err != nil || amount+waiting < l.Due {
		return l, false, err
	}
	closed, err := s.Store.ClosedSince(tx, l.ID)
	return l, closed == 0, err
}

// postList posts a whole list (汇缴入账): one voucher, one batch with a row for each member. The money is from's, and
// the employer's unallocated money gives or takes the difference. From then on the employer and its members are paid
// through the list's month, and the money earns interest from the voucher's day.
func (s *Service) postList(
	tx unit.Tx, e member.Employer, l List, from ledger.HolderRow, paidOn civil.Date,
) (ledger.VoucherID, error) {
	rows, err := s.Store.Rows(tx, l.ID)
	if err != nil {
		return 0, err
	}
	p := ledger.Posting{
		Kind: ledger.KindRemittance, Branch: e.Office,
		Summary: fmt.Sprintf("汇缴%s 单位%s %d人", l.Month, e.No, l.Members),
		Lines:   []ledger.Line{ledger.Credit(ledger.HousingFund, l.Due)},
		Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance, PaidThrough: l.Month, Rows: rows}},
		Holders: []ledger.HolderRow{from, unallocated(e.ID, -from.Amount-l.Due)},
	}
	if from.Account != ledger.FundDemand {
		p.Kind = ledger.KindAllocation
	}
	voucher, err := s.post(tx, p)
	if err != nil {
		return 0, err
	}
	if err := s.Members.MovePaidThrough(tx, e, l.Month); err != nil {
		return 0, err
	}
	l.State, l.Voucher, l.PaidOn = Posted, voucher, paidOn
	s.Events.Announce(tx, event.Event{Kind: event.ListPosted, Ref: int64(l.ID), Part: int64(voucher)})
	return voucher, s.moveList(tx, l, Confirmed, "list.posted")
}

// suspend books money whose owner is not known.
func (s *Service) suspend(tx unit.Tx, r Receipt, from ledger.HolderRow, branch string) (_ Receipt, err error) {
	r.State, r.Employer, r.List = Suspended, 0, 0
	r.Voucher, err = s.post(tx, ledger.Posting{Kind: ledger.KindSuspense, Branch: branch, Summary: "暂收 待认领",
		Holders: []ledger.HolderRow{from, suspense(r.ID, r.Amount)}})
	return r, err
}

// post posts a voucher whose lines on holder-controlled accounts are its holder rows. Rows of nothing are left out.
func (s *Service) post(tx unit.Tx, p ledger.Posting) (ledger.VoucherID, error) {
	var rows []ledger.HolderRow
	for _, h := range p.Holders {
		if h.Amount != 0 {
			rows = append(rows, h)
			p.Lines = append(p.Lines, ledger.Line{Account: h.Account, Amount: h.Amount})
		}
	}
	p.Holders = rows
	return s.Books.Post(tx, p)
}

func unallocated(e member.EmployerID, amount money.Fen) ledger.HolderRow {
	return ledger.HolderRow{Account: ledger.EmployerUnallocated, Holder: int64(e), Amount: amount}
}

func suspense(r ReceiptID, amount money.Fen) ledger.HolderRow {
	return ledger.HolderRow{Account: ledger.Suspense, Holder: int64(r), Amount: amount}
}

// Arrived is the receipt of money that a bank reported on a day under a serial number of its own, or zero.
func (s *Service) Arrived(tx unit.Tx, bank int64, on civil.Date, serial string) (ReceiptID, error) {
	return s.Store.Arrived(tx, bank, on, serial)
}

func (s *Service) receipt(tx unit.Tx, id ReceiptID) (Receipt, error) {
	r, ok, err := s.Store.Receipt(tx, id)
	if err == nil && !ok {
		err = refusal.New(CodeReceiptUnknown, "没有该笔到账", "", "请核对到账记录")
	}
	return r, err
}

// moveReceipt writes where the money of a receipt is now.
func (s *Service) moveReceipt(tx unit.Tx, r Receipt, from ledger.VoucherID, event string) error {
	moved, err := s.Store.MoveReceipt(tx, r, from)
	if err != nil {
		return err
	}
	if !moved {
		return fmt.Errorf("receipt %d is no longer at voucher %d", r.ID, from)
	}
	s.Audit.Record(tx, audit.Entry{Kind: event, ID: int64(r.ID), Fields: []audit.Field{
		{Name: "employer", Value: fmt.Sprint(r.Employer)},
		{Name: "voucher", Value: fmt.Sprint(r.Voucher)},
	}})
	return nil
}
