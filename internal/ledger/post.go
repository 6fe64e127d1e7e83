package ledger

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Codes of the refusals that posting can answer with.
const (
	CodeNotPostable     = "ledger.account.not-postable"
	CodeDuplicateSerial = "ledger.serial.duplicate"
	CodeDayNotOpen      = "ledger.day.not-open"
	CodeNotToday        = "day.not-open"
	CodeReversed        = "ledger.voucher.reversed"
	CodeOpeningStays    = "ledger.voucher.opening"
)

// NotPostable refuses a posting because a member account is missing, closed, or would fall below zero.
func NotPostable() *refusal.Refused {
	return refusal.New(CodeNotPostable, "个人账户不存在、已销户或余额不足，不能入账", "", "请核对个人账户状态和余额")
}

// DuplicateSerial refuses a movement whose outside reference is already booked for that holder and day.
func DuplicateSerial() *refusal.Refused {
	return refusal.New(CodeDuplicateSerial, "该银行流水已入账，不能重复入账", "", "请核对银行流水号")
}

// Post writes one voucher (记账) in the caller's unit of work. It is balanced, on the open day, and every
// control account's line is the sum of the movements beneath it; a posting that breaks this is a defect of the
// caller and fails. It refuses with CodeNotPostable or CodeDuplicateSerial, and then the unit must be undone.
//
// Rows may be sorted in place. The voucher's digest stands in the audit entry, so that no row beneath it can
// change unseen.
func (b *Books) Post(tx unit.Tx, p Posting) (VoucherID, error) {
	if err := p.check(); err != nil {
		return 0, err
	}
	open, err := b.store.OpenDay(tx)
	if err != nil {
		return 0, err
	}
	if open == 0 {
		return 0, fmt.Errorf("posting of kind %d: the books have not begun", p.Kind)
	}
	v := Voucher{Day: open, Kind: p.Kind, Branch: p.Branch, Summary: p.Summary, Reverses: p.Reverses, Lines: p.Lines}
	if p.Day != 0 && p.Day != open {
		state, err := b.store.DayState(tx, p.Day)
		if err != nil {
			return 0, err
		}
		if state != DayClosing {
			return 0, refusal.New(CodeDayNotOpen, p.Day.String()+"不在日终处理中，不能记账", "", "请在当前营业日办理")
		}
		v.Day = p.Day
	}
	id, err := b.store.NextID(tx, "voucher")
	if err != nil {
		return 0, err
	}
	v.ID = VoucherID(id)
	for _, m := range p.Members {
		if !slices.IsSortedFunc(m.Rows, memberOrder) {
			slices.SortFunc(m.Rows, memberOrder)
		}
		for i := 1; i < len(m.Rows); i++ {
			if m.Rows[i].Account == m.Rows[i-1].Account {
				return 0, fmt.Errorf("posting of kind %d: account %v stands twice in a batch", p.Kind, m.Rows[i].Account)
			}
		}
	}
	v.Digest = digest(b.digest(), v, p.Holders, sealedRows(p.Members))
	if err := b.store.Append(tx, v, p); err != nil {
		return 0, err
	}
	b.recordPosted(tx, v)
	return v.ID, nil
}

// An audit entry of this kind stands for every voucher, with its digest and the request it was posted under.
const (
	entryPosted  = "voucher.posted"
	fieldDigest  = "digest"
	fieldRequest = "request"
)

func (b *Books) recordPosted(tx unit.Tx, v Voucher) {
	b.audit.Record(tx, audit.Entry{Kind: entryPosted, ID: int64(v.ID), Fields: []audit.Field{
		{Name: "day", Value: v.Day.String()},
		{Name: "kind", Value: fmt.Sprint(int(v.Kind))},
		{Name: fieldDigest, Value: hex.EncodeToString(v.Digest)},
		{Name: fieldRequest, Value: b.store.Claimed(tx).String()},
	}})
}

// check finds what would make the books wrong. None of it can be caused by a person's input.
func (p Posting) check() error {
	for _, text := range p.texts() {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return fmt.Errorf("posting of kind %d: %q is not text", p.Kind, text)
		}
	}
	if len(p.Lines) < 2 {
		return fmt.Errorf("posting of kind %d has %d lines", p.Kind, len(p.Lines))
	}
	var total money.Fen
	due := map[Account]money.Fen{} // what the movements beneath each control account must add up to
	for _, l := range p.Lines {
		info, ok := Info(l.Account)
		if !ok || !info.Posted {
			return fmt.Errorf("account %d takes no lines", l.Account)
		}
		if l.Amount == 0 {
			return fmt.Errorf("line of account %d is zero", l.Account)
		}
		total = money.Sum(total, l.Amount)
		if info.Control != NoControl {
			due[l.Account] = money.Sum(due[l.Account], l.Amount)
		}
	}
	if total != 0 {
		return fmt.Errorf("posting of kind %d is out of balance by %s", p.Kind, total)
	}
	for _, m := range p.Members {
		if m.AllCarried && m.Carried != 0 {
			return fmt.Errorf("batch of kind %d carries both all and %s", m.Kind, m.Carried)
		}
		for _, r := range m.Rows {
			due[HousingFund] = money.Sum(due[HousingFund], -r.Amount)
		}
	}
	for _, h := range p.Holders {
		if info, ok := Info(h.Account); !ok || info.Control != HolderControl {
			return fmt.Errorf("account %d has no holders", h.Account)
		}
		due[h.Account] = money.Sum(due[h.Account], -h.Amount)
	}
	for account, rest := range due {
		if rest != 0 {
			return fmt.Errorf("account %d: line and movements differ by %s", account, rest)
		}
	}
	return nil
}

// texts are what the engines must be able to keep byte for byte, since the digest covers it.
func (p Posting) texts() []string {
	list := []string{p.Branch, p.Summary}
	for _, h := range p.Holders {
		list = append(list, h.Ref)
	}
	return list
}

// carriedOf is the part of a row that belongs to the carried balance.
func (m MemberBatch) carriedOf(r MemberRow) money.Fen {
	if m.AllCarried {
		return r.Amount
	}
	return m.Carried
}

func memberOrder(a, b MemberRow) int {
	return cmp.Or(cmp.Compare(a.Account.Home, b.Account.Home), cmp.Compare(a.Account.ID, b.Account.ID))
}

// sealedRow is a member movement as the digest covers it.
type sealedRow struct {
	MemberRow
	kind    MovementKind
	carried money.Fen
}

// sealedRows puts the rows of all batches into the digest's order: kind, carried part, home, account, amount. It
// is an order that rows read back have as well, whatever batches they came in.
func sealedRows(batches []MemberBatch) []sealedRow {
	n := 0
	for _, m := range batches {
		n += len(m.Rows)
	}
	rows := make([]sealedRow, 0, n)
	for _, m := range batches {
		for _, r := range m.Rows {
			rows = append(rows, sealedRow{r, m.Kind, m.carriedOf(r)})
		}
	}
	sortSealed(rows)
	return rows
}

func sortSealed(rows []sealedRow) {
	order := func(a, b sealedRow) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.carried, b.carried),
			memberOrder(a.MemberRow, b.MemberRow), cmp.Compare(a.Amount, b.Amount))
	}
	if !slices.IsSortedFunc(rows, order) {
		slices.SortFunc(rows, order)
	}
}

// digest covers what a voucher says and everything beneath it, in the order: header, lines, holder movements,
// member movements as sealedRows orders them. Integers are 8 bytes big endian, texts have their length before
// them.
func digest(h hash.Hash, v Voucher, holders []HolderRow, rows []sealedRow) []byte {
	w := writer{h: h}
	w.ints(int64(v.ID), int64(v.Day), int64(v.Kind), int64(v.Reverses))
	w.text(v.Branch)
	w.text(v.Summary)
	for _, l := range v.Lines {
		w.ints(int64(l.Account), int64(l.Amount))
	}
	for _, r := range holders {
		w.ints(int64(r.Account), r.Holder, int64(r.Amount))
		w.text(r.Ref)
	}
	for _, r := range rows {
		w.ints(r.Account.Home, r.Account.ID, int64(r.kind), int64(r.Amount), int64(r.carried))
	}
	w.flush()
	return h.Sum(nil)
}

// writer gathers small writes, because a hash is much faster over long ones.
type writer struct {
	h   hash.Hash
	buf []byte
}

func (w *writer) ints(values ...int64) {
	for _, v := range values {
		w.buf = binary.BigEndian.AppendUint64(w.buf, uint64(v))
	}
	if len(w.buf) > 4096 {
		w.flush()
	}
}

func (w *writer) text(s string) {
	w.buf = binary.AppendUvarint(w.buf, uint64(len(s)))
	w.buf = append(w.buf, s...)
}

func (w *writer) flush() {
	w.h.Write(w.buf)
	w.buf = w.buf[:0]
}

// Reverse takes a voucher back (冲账): a new voucher on the open day with every line and movement negated. It
// refuses with CodeReversed when that was done before, with CodeOpeningStays an opening, and with CodeNotPostable when
// a member account has no longer what the voucher gave it.
func (b *Books) Reverse(tx unit.Tx, id VoucherID, summary string) (VoucherID, error) {
	return b.ReverseMonth(tx, id, summary, 0)
}

// ReverseMonth is Reverse for a voucher that paid for a month: its members are paid through the given month again.
func (b *Books) ReverseMonth(tx unit.Tx, id VoucherID, summary string, through civil.Month) (VoucherID, error) {
	v, ok, err := b.store.Voucher(tx, id)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, fmt.Errorf("voucher %d does not exist", id)
	}
	if v.Kind == KindReversal {
		return 0, refusal.New(CodeReversed, "冲账凭证不能再次冲账", "", "请另行补记正确的凭证")
	}
	if v.Kind == KindOpening { // it holds what many had when the books began, of which only one may be wrong
		return 0, refusal.New(CodeOpeningStays, "期初建账凭证不能冲账", "", "请核对期初清册，另行补记更正的凭证")
	}
	if by, err := b.store.ReversedBy(tx, id); err != nil {
		return 0, err
	} else if by != 0 {
		return 0, refusal.New(CodeReversed, "该凭证已冲账，不能重复冲账", "", "请查看冲账凭证")
	}
	p := Posting{Kind: KindReversal, Branch: v.Branch, Summary: summary, Reverses: id}
	for _, l := range v.Lines {
		p.Lines = append(p.Lines, Line{Account: l.Account, Amount: -l.Amount})
	}
	if p.Members, p.Holders, err = b.store.Movements(tx, id); err != nil {
		return 0, err
	}
	for i := range p.Members {
		p.Members[i].Carried = -p.Members[i].Carried
		p.Members[i].PaidThrough = through
		for j := range p.Members[i].Rows {
			p.Members[i].Rows[j].Amount = -p.Members[i].Rows[j].Amount
		}
	}
	for i := range p.Holders {
		p.Holders[i].Amount = -p.Holders[i].Amount
		p.Holders[i].Ref = ""
	}
	return b.Post(tx, p)
}
