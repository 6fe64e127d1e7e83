package console

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
)

// maxHoldings is the most holder movements that a voucher's page shows.
const maxHoldings = 2000

func (c *Console) vouchers(ctx context.Context, in *vouchersOf) (*output[page[VoucherItem]], error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	t, err := turnOf[int64](in.Paging, in.Sort)
	if err != nil {
		return nil, err
	}
	// No index gives the order of amounts, nor the vouchers of an account that few of them have.
	if err := arrange(ctx, c, t.By == ledger.ByAmount || len(in.Account) > 0, fmt.Sprintf("vouchers %#v", f), &t,
		func(tx unit.Tx, o listing.Order) ([]listing.Place[int64], error) {
			return c.Ledger.VoucherPlaces(tx, f, o)
		}); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (page[VoucherItem], error) {
		rows, err := c.Ledger.Vouchers(tx, f, t.Page)
		if err != nil {
			return page[VoucherItem]{}, err
		}
		refs, err := c.voucherRefs(tx, reversedIn(rows))
		if err != nil {
			return page[VoucherItem]{}, err
		}
		say, err := c.spoken(tx, summariesOf(rows))
		return turned(t, rows, func(v ledger.VoucherRow) VoucherItem { return itemOf(v, refs, say) },
			func(v ledger.VoucherRow) (int64, int64) { return v.Sorted, v.Place }), err
	})
}

// voucherTotal is what such a list adds up to, all pages of it.
func (c *Console) voucherTotal(ctx context.Context, in *vouchersOf) (*output[voucherTotal], error) {
	f, err := in.filter()
	if err != nil {
		return nil, err
	}
	total := func(tx unit.Tx) (voucherTotal, error) {
		t, err := c.Ledger.VoucherTotal(tx, f)
		return voucherTotal{Vouchers: t.Vouchers, Moved: int64(t.Moved)}, err
	}
	if len(in.Account) == 0 {
		return answer(ctx, c, total)
	}
	// That goes through the lines of all these vouchers.
	found, err := remember(ctx, c, &c.answers, fmt.Sprintf("vouchers/total %#v", f),
		func(ctx context.Context) (voucherTotal, error) { return read(ctx, c, total) })
	return &output[voucherTotal]{found}, err
}

// filter reads what a list of vouchers is narrowed to.
func (in *vouchersOf) filter() (f ledger.VoucherFilter, err error) {
	for _, k := range in.Kind {
		kind := ledger.VoucherKind(k)
		if int(kind) != k || kind.String() == "" {
			return f, refusal.New("console.voucher-kind", "没有这种凭证类型", "", "请从列出的类型中选择")
		}
		f.Kinds = append(f.Kinds, kind)
	}
	if f.From, f.To, err = span(in.Year, in.Month, in.Day); err != nil {
		return f, err
	}
	for _, a := range in.Account {
		if _, known := ledger.Info(ledger.Account(a)); !known {
			return f, refusal.New("console.account", "没有这个科目", "", "请从科目余额表中选择")
		}
		f.Accounts = append(f.Accounts, ledger.Account(a))
	}
	if in.Number != "" {
		f.Number, err = numbered(in.Number)
	}
	return f, err
}

// numbered reads a voucher number or its beginning: its month, the month with the first digits of the serial, as they
// stand with their zeros, or with the serial itself, for which nobody types zeros.
func numbered(text string) (r ledger.NumberRange, err error) {
	bad := refusal.New("console.voucher-number", "凭证号应从年月写起，例如202406或202406-00001", "", "请更正后再试")
	monthText, serial, dashed := strings.Cut(text, "-")
	if len(monthText) != 6 {
		return r, bad
	}
	if r.Month, err = civil.ParseMonth(monthText[:4] + "-" + monthText[4:]); err != nil {
		return r, bad
	}
	r.First, r.Last = 1, 99_999_999
	if !dashed || serial == "" {
		return r, nil
	}
	n, err := strconv.ParseInt(serial, 10, 64)
	if err != nil || n < 0 || len(serial) > 8 || serial[0] == '+' {
		return r, bad
	}
	r.First, r.Last = n, n
	if serial[0] != '0' {
		return r, nil
	}
	for width := len(serial); width < 5; width++ { // a serial has five digits; what is missing may be any
		r.First, r.Last = r.First*10, r.Last*10+9
	}
	return r, nil
}

func summariesOf(rows []ledger.VoucherRow) (texts []string) {
	for _, v := range rows {
		texts = append(texts, v.Summary)
	}
	return texts
}

func reversedIn(rows []ledger.VoucherRow) (ids []ledger.VoucherID) {
	for _, v := range rows {
		ids = append(ids, v.Reverses)
	}
	return ids
}

// voucherRefs gives what the pages call vouchers by: their numbers, or ids until they have one.
func (c *Console) voucherRefs(tx unit.Tx, ids []ledger.VoucherID) (map[ledger.VoucherID]string, error) {
	refs := map[ledger.VoucherID]string{}
	for _, id := range ids {
		if id != 0 {
			refs[id] = fmt.Sprint(id)
		}
	}
	if len(refs) == 0 {
		return refs, nil
	}
	asked := make([]ledger.VoucherID, 0, len(refs))
	for id := range refs {
		asked = append(asked, id)
	}
	found, err := c.Ledger.Headings(tx, asked)
	for id, v := range found {
		refs[id] = voucherRef(v)
	}
	return refs, err
}

func voucherRef(v ledger.VoucherRow) string {
	if v.Number != "" {
		return v.Number
	}
	return fmt.Sprint(v.ID)
}

func itemOf(v ledger.VoucherRow, refs map[ledger.VoucherID]string, say func(string) string) VoucherItem {
	return VoucherItem{Ref: voucherRef(v), Number: v.Number, Day: v.Day.String(), Kind: int(v.Kind),
		KindName: v.Kind.String(), Branch: v.Branch, Summary: say(v.Summary), Amount: int64(v.Amount),
		Reverses: refs[v.Reverses], Moved: int64(v.Moved)}
}

// voucherID finds a voucher by the number in an address.
func (c *Console) voucherID(tx unit.Tx, text string) (ledger.VoucherID, error) {
	if id, ok := ident(text); ok {
		return ledger.VoucherID(id), nil
	}
	parsed, err := number.ParseVoucher(text)
	if err != nil {
		return 0, notFound(err)
	}
	return c.Ledger.Numbered(tx, parsed)
}

func (c *Console) voucher(ctx context.Context, in *voucherOf) (*output[voucher], error) {
	var after ledger.MovementPlace
	if err := resume(in.Cursor, &after.Account.Home, &after.Account.ID, &after.Seq); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (out voucher, err error) {
		id, err := c.voucherID(tx, in.Number)
		if err != nil {
			return out, err
		}
		v, found, err := c.Books.Voucher(tx, id)
		if err == nil && !found {
			err = no("这张凭证", "请核对凭证号")
		}
		if err != nil {
			return out, err
		}
		heads, err := c.Ledger.Headings(tx, []ledger.VoucherID{id})
		if err != nil {
			return out, err
		}
		by, err := c.Books.ReversedBy(tx, id)
		if err != nil {
			return out, err
		}
		refs, err := c.voucherRefs(tx, []ledger.VoucherID{v.Reverses, by})
		if err != nil {
			return out, err
		}
		say, err := c.spoken(tx, []string{v.Summary})
		if err != nil {
			return out, err
		}
		out = voucher{id: int64(id), VoucherItem: itemOf(heads[id], refs, say), Lines: linesOf(v), ReversedBy: refs[by],
			Digest: hex.EncodeToString(v.Digest)}
		return out, c.beneath(tx, id, after, in.Limit, &out)
	})
}

func linesOf(v ledger.Voucher) []voucherLine {
	lines := []voucherLine{}
	for i, l := range v.Lines {
		info, _ := ledger.Info(l.Account)
		lines = append(lines, voucherLine{No: i + 1, Account: accountCode(l.Account), Name: info.Name,
			Debit: int64(max(-l.Amount, 0)), Credit: int64(max(l.Amount, 0))})
	}
	return lines
}

// beneath reads what stands beneath a voucher, and who posted it.
func (c *Console) beneath(tx unit.Tx, id ledger.VoucherID, after ledger.MovementPlace, limit int, out *voucher) error {
	var err error
	if out.MembersAll, out.HoldersAll, err = c.Ledger.Beneath(tx, id); err != nil {
		return err
	}
	if out.Members, err = c.memberMovements(tx, id, after, limit); err != nil {
		return err
	}
	if out.Holders, err = c.holderMovements(tx, id); err != nil {
		return err
	}
	under, err := c.Ledger.PostedUnder(tx, id)
	if err != nil {
		return err
	}
	out.Request = under.Key
	stored, found, err := c.Ledger.Posted(tx, id)
	if err != nil || !found {
		return err
	}
	r, wrong := stored.Check(c.Leaf)
	out.Audit = &auditEntry{At: stored.At.Second(), Op: stored.Op, OpName: opWords(stored.Op)}
	if wrong == nil {
		out.Audit = &auditEntry{At: r.At.Second(), Actor: r.By.Actor, Door: string(r.By.Door),
			Via: doorNames[r.By.Door], Branch: r.By.Branch, Op: r.Op, OpName: opWords(r.Op), Trace: r.By.Trace,
			Intact: ledger.Digest(r) == out.Digest}
	}
	return nil
}

var doorNames = map[act.Door]string{
	act.Counter: "柜面", act.Console: "业务后台", act.OnlineHall: "网上业务大厅", act.Website: "网站", act.MobileApp: "手机APP",
	act.WeChat: "微信公众号", act.Hotline: "12329热线", act.SMS: "12329短信", act.Gateway: "外联系统", act.System: "系统自动",
	act.Platform: "政务服务平台",
}

func (c *Console) memberMovements(tx unit.Tx, id ledger.VoucherID, after ledger.MovementPlace, limit int) (
	none page[memberMovement], err error) {
	rows, err := c.Ledger.MovementsOf(tx, id, after, limit+1)
	if err != nil {
		return none, err
	}
	accounts := make([]ledger.AccountID, len(rows))
	for i, m := range rows {
		accounts[i] = m.Account
	}
	names, err := c.MemberList.Names(tx, accounts)
	return cut(rows, limit, func(m ledger.Movement) memberMovement {
		who := names[m.Account]
		return memberMovement{No: string(who.No), Name: mask.Name(who.Name), Kind: int(m.Kind),
			KindName: m.Kind.String(),
			Amount:   int64(m.Amount), Balance: int64(m.Balance)}
	}, func(m ledger.Movement) []any { return []any{m.Account.Home, m.Account.ID, m.Seq} }), err
}

func (c *Console) holderMovements(tx unit.Tx, id ledger.VoucherID) ([]holderMovement, error) {
	rows, err := c.Ledger.Holdings(tx, id, maxHoldings)
	if err != nil {
		return nil, err
	}
	var ids []loans.ID
	for _, h := range rows {
		if ofLoan(h.Account) {
			ids = append(ids, loans.ID(h.Holder))
		}
	}
	found, err := c.LoanList.Listed(tx, ids)
	if err != nil {
		return nil, err
	}
	names, err := c.holderNames(tx, rows, found)
	out := []holderMovement{}
	for i, name := range names {
		h := rows[i]
		info, _ := ledger.Info(h.Account)
		one := holderMovement{Account: accountCode(h.Account), Name: info.Name, Holder: name,
			Debit: int64(max(-h.Amount, 0)), Credit: int64(max(h.Amount, 0)), Serial: h.Ref}
		if ofLoan(h.Account) {
			one.Loan = loanRef(found[loans.ID(h.Holder)])
		}
		out = append(out, one)
	}
	return out, err
}

func ofLoan(a ledger.Account) bool {
	return a.Under(ledger.EntrustedLoans) || a.Under(ledger.OverdueLoans)
}

func (c *Console) voucherRoutes(r routes) {
	get(r, "vouchers", c.vouchers)
	get(r, "vouchersTotal", c.voucherTotal)
	getBook(r, "vouchersXlsx", exported("凭证", voucherColumns, c.vouchers))
	getBook(r, "voucherMembersXlsx", c.movementBook)
	get(r, "voucher", seen(r, "voucher", c.voucher, func(_ *voucherOf, out *output[voucher]) access.Look {
		return access.Look{ID: out.Body.id, Rows: len(out.Body.Members.Items) + len(out.Body.Holders)}
	}))
}

// movementBook is what a voucher moved for each member as a workbook, on record under the voucher.
func (c *Console) movementBook(ctx context.Context, in *voucherOf) (*download, error) {
	var v voucher
	list := func(ctx context.Context, in *voucherOf) (*output[page[memberMovement]], error) {
		out, err := c.voucher(ctx, in)
		if err != nil {
			return nil, err
		}
		v = out.Body
		return &output[page[memberMovement]]{v.Members}, nil
	}
	book, err := exported("个人明细"+in.Number, movementColumns, list)(ctx, in)
	if err != nil {
		return nil, err
	}
	book.id = v.id
	return book, nil
}

var movementColumns = []exportColumn[memberMovement]{
	words("个人账号", 140, func(m memberMovement) string { return m.No }),
	words("姓名", 90, func(m memberMovement) string { return m.Name }),
	words("业务", 160, func(m memberMovement) string { return m.KindName }),
	amount("发生额", func(m memberMovement) int64 { return m.Amount }),
	amount("余额", func(m memberMovement) int64 { return m.Balance }),
}

var voucherColumns = []exportColumn[VoucherItem]{
	words("凭证号", 140, func(v VoucherItem) string { return v.Number }),
	words("日期", 120, func(v VoucherItem) string { return v.Day }),
	words("类型", 140, func(v VoucherItem) string { return v.KindName }),
	words("摘要", 320, func(v VoucherItem) string { return v.Summary }),
	words("机构代码", 90, func(v VoucherItem) string { return v.Branch }),
	amount("金额", func(v VoucherItem) int64 { return v.Amount }),
	amount("所查科目发生额，贷方为正", func(v VoucherItem) int64 { return v.Moved }),
	words("冲销的凭证", 140, func(v VoucherItem) string { return v.Reverses }),
}
