package console

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
	members "guangsha/internal/member"
)

func (c *Console) members(ctx context.Context, in *membersOf) (*output[page[MemberItem]], error) {
	return c.memberPage(ctx, members.Filter{Office: in.Office}, in.Paging, in.Sort)
}

func (c *Console) searchMembers(ctx context.Context, in *memberSearch) (*output[page[MemberItem]], error) {
	b := in.Body
	if !isText(b.Name) || !isText(b.Office) {
		return nil, notText()
	}
	f, name, whole := members.Filter{}, strings.TrimSpace(b.Name), strings.TrimSpace(b.Number)
	if whole != "" {
		var err error
		if f, err = c.Members.Sought(whole); err != nil {
			return nil, err
		}
	} else if name == "" {
		return nil, refusal.New("console.search", "请填写个人账号、证件号码、手机号码或姓名", "", "号码须完整，姓名可以只写开头")
	}
	f.Name, f.Office = name, b.Office
	limit := b.Limit
	if limit == 0 {
		limit = 50
	}
	out, err := c.memberPage(ctx, f, Paging{Cursor: b.Cursor, Limit: limit}, cmp.Or(b.Sort, keyOrder))
	if err == nil && f.Index != "" && len(out.Body.Items) == 0 {
		// Whoever may try as many as they like finds out what the mask hides.
		err = c.counted(ctx, Identity, actor(ctx).Actor)
	}
	return out, err
}

func (c *Console) memberPage(ctx context.Context, f members.Filter, p Paging, sort string) (
	*output[page[MemberItem]], error) {
	var err error
	if f.Office, err = within(ctx, f.Office); err != nil {
		return nil, err
	}
	return c.memberRows(ctx, f, p, sort)
}

// memberRows is a page of the members of an office that whoever asks reaches, or of all with none.
func (c *Console) memberRows(ctx context.Context, f members.Filter, p Paging, sort string) (
	*output[page[MemberItem]], error) {
	t, err := turnOf[number.MemberNo](p, sort)
	if err != nil {
		return nil, err
	}
	// A search is by a name or a number, which nothing keeps; it is short anyhow.
	if err := arrange(ctx, c, t.By != "" && f.Name == "" && f.No == "" && f.Index == "", "members "+f.Office, &t,
		func(tx unit.Tx, o listing.Order) ([]listing.Place[number.MemberNo], error) {
			return c.MemberList.MemberPlaces(tx, f, o)
		}); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (none page[MemberItem], err error) {
		rows, err := c.MemberList.MemberList(tx, f, t.Page)
		if err != nil {
			return none, err
		}
		items := make(map[number.MemberNo]MemberItem, len(rows))
		for _, l := range rows {
			if items[l.No], err = c.memberItem(l); err != nil {
				return none, err
			}
		}
		return turned(t, rows, func(l members.Listed) MemberItem { return items[l.No] },
			func(l members.Listed) (int64, number.MemberNo) { return l.Sorted, l.No }), nil
	})
}

func (c *Console) memberItem(l members.Listed) (MemberItem, error) {
	who, err := c.Members.Mask(l.PersonRow)
	return MemberItem{No: string(l.No), Name: who.Name, IDNo: who.IDNo, Mobile: who.Mobile,
		Employer: string(l.EmployerNo), EmployerName: l.EmployerName, Office: l.Office, State: int(l.State),
		StateName: l.State.String(), Balance: int64(l.Balance), PaidThrough: monthText(l.PaidThrough), id: l.ID.ID}, err
}

// oneMember finds a member by the number in an address.
func (c *Console) oneMember(ctx context.Context, tx unit.Tx, text string) (l members.Listed, err error) {
	parsed, err := number.ParseMember(text)
	if err != nil {
		return l, notFound(err)
	}
	l, found, err := c.MemberList.ListedMember(tx, parsed)
	if err == nil && (!found || !reached(ctx, l.Office)) {
		return members.Listed{}, noAccount()
	}
	return l, err
}

func (c *Console) member(ctx context.Context, in *MemberOf) (*output[member], error) {
	return answer(ctx, c, func(tx unit.Tx) (out member, err error) {
		l, err := c.oneMember(ctx, tx, in.No)
		if err != nil {
			return out, err
		}
		item, err := c.memberItem(l)
		if err != nil {
			return out, err
		}
		borrowed, err := c.LoanList.Borrowed(tx, int64(l.Person))
		if err != nil {
			return out, err
		}
		list, err := c.loanItems(tx, borrowed)
		return member{MemberItem: item, Base: int64(l.Base), EmployerPart: int64(l.EmployerPart),
			MemberPart: int64(l.MemberPart), Carried: int64(l.Carried), FirstMonth: monthText(l.FirstMonth),
			MonthsInRow: l.MonthsInRow(), OpenedOn: date(l.OpenedOn), SealedOn: date(l.SealedOn),
			ClosedOn: date(l.ClosedOn), Loans: list}, err
	})
}

// statementYears is how far a statement goes back when nobody says.
const statementYears = 10

func (c *Console) statement(ctx context.Context, in *statementOf) (*output[statement], error) {
	return c.statementBy(ctx, in, c.oneMember)
}

// statementBy is the statement of the account that find finds for whoever asks.
func (c *Console) statementBy(ctx context.Context, in *statementOf,
	find func(context.Context, unit.Tx, string) (members.Listed, error)) (*output[statement], error) {
	var seq int64
	if err := resume(in.Cursor, &seq); err != nil {
		return nil, err
	}
	return answer(ctx, c, func(tx unit.Tx) (out statement, err error) {
		l, err := find(ctx, tx, in.No)
		if err != nil {
			return out, err
		}
		from, to, begins, err := c.span(tx, in)
		if err != nil {
			return out, err
		}
		out = statement{id: l.ID.ID, No: string(l.No), From: from.String(), To: to.String(), Begins: begins}
		if err := c.balances(tx, l.ID, from, to, &out); err != nil {
			return out, err
		}
		rows, err := c.Ledger.Statement(tx, l.ID, from, to, seq, in.Limit+1)
		if err != nil {
			return out, err
		}
		p, err := c.statementPage(tx, rows, in.Limit)
		out.Items, out.Next = p.Items, p.Next
		return out, err
	})
}

// span is the span of days that a statement is asked for, from the first day of the books at the earliest: what came
// before was kept elsewhere, and begins says so.
func (c *Console) span(tx unit.Tx, in *statementOf) (from, to civil.Date, begins bool, err error) {
	b, err := c.booked(tx)
	if err != nil {
		return 0, 0, false, err
	}
	if to, err = day(in.To, b.open); err != nil {
		return 0, 0, false, err
	}
	if from, err = day(in.From, to.AddMonths(-12*statementYears)); err != nil {
		return 0, 0, false, err
	}
	if from > to {
		return 0, 0, false, refusal.Bad("console.span", "首日不能晚于末日")
	}
	if begins = from < b.first && to >= b.first; begins {
		from = b.first
	}
	return max(from, ledger.Earliest), min(to, b.open), begins, nil
}

func (c *Console) balances(tx unit.Tx, id ledger.AccountID, from, to civil.Date, out *statement) error {
	opening, err := c.Ledger.BalanceAt(tx, id, from.AddDays(-1))
	if err != nil {
		return err
	}
	closing, err := c.Ledger.BalanceAt(tx, id, to)
	out.Opening, out.Closing = int64(opening), int64(closing)
	return err
}

func (c *Console) statementPage(tx unit.Tx, rows []ledger.Movement, limit int) (page[statementLine], error) {
	ids := make([]ledger.VoucherID, len(rows))
	for i, m := range rows {
		ids[i] = m.Voucher
	}
	heads, err := c.Ledger.Headings(tx, ids)
	if err != nil {
		return page[statementLine]{}, err
	}
	say, err := c.spoken(tx, summariesOf(slices.Collect(maps.Values(heads))))
	return cut(rows, limit, func(m ledger.Movement) statementLine {
		v := heads[m.Voucher]
		return statementLine{Day: m.Day.String(), Kind: int(m.Kind), KindName: movementName(m), Summary: say(v.Summary),
			Voucher: voucherRef(v), Number: v.Number, Amount: int64(m.Amount), Balance: int64(m.Balance)}
	}, func(m ledger.Movement) []any { return []any{m.Seq} }), err
}

// movementName names a movement. What an account brings along comes in two parts, which differ in the interest that
// they earn in the first year.
func movementName(m ledger.Movement) string {
	switch {
	case m.Kind != ledger.MoveOpening:
		return m.Kind.String()
	case m.Carried == m.Amount:
		return m.Kind.String() + "（上年结转）"
	}
	return m.Kind.String() + "（当年归集）"
}

// loanItems are loans as lists show them.
func (c *Console) loanItems(tx unit.Tx, list []loans.Listed) ([]LoanItem, error) {
	names, err := c.borrowers(tx, list)
	out := make([]LoanItem, 0, len(list))
	for _, l := range list {
		out = append(out, loanItemOf(l, names))
	}
	return out, err
}

func (c *Console) memberRoutes(r routes) {
	get(r, "members", seen(r, "members", c.members, listed))
	post(r, "searchMembers", maxSearch, seen(r, "searchMembers", c.searchMembers, found))
	getBook(r, "membersXlsx", exported("个人账户", memberColumns, c.members))
	get(r, "member", seen(r, "member", c.member, func(_ *MemberOf, out *output[member]) access.Look {
		return access.Look{ID: out.Body.id, Rows: 1}
	}))
	get(r, "statement", seen(r, "statement", c.statement, func(_ *statementOf, out *output[statement]) access.Look {
		return access.Look{ID: out.Body.id, Rows: len(out.Body.Items)}
	}))
	getBook(r, "statementXlsx", c.statementBook)
}

// found is what a search has shown: of whom, when it was one.
func found(in *memberSearch, out *output[page[MemberItem]]) access.Look {
	l := access.Look{Rows: len(out.Body.Items), Name: strings.TrimSpace(in.Body.Name),
		Number: number.Typed(in.Body.Number)}
	if l.Rows == 1 {
		l.ID = out.Body.Items[0].id
	}
	return l
}

// statementBook is a member's whole statement as a workbook, on record under the account.
func (c *Console) statementBook(ctx context.Context, in *statementOf) (*download, error) {
	var account int64
	book, err := exported("账户明细"+in.No, statementColumns,
		func(ctx context.Context, in *statementOf) (*output[page[statementLine]], error) {
			out, err := c.statement(ctx, in)
			if err != nil {
				return nil, err
			}
			account = out.Body.id
			return &output[page[statementLine]]{page[statementLine]{out.Body.Items, out.Body.Next}}, nil
		})(ctx, in)
	if err != nil {
		return nil, err
	}
	book.id = account
	return book, nil
}

var statementColumns = []exportColumn[statementLine]{
	words("日期", 120, func(l statementLine) string { return l.Day }),
	words("业务", 160, func(l statementLine) string { return l.KindName }),
	words("摘要", 320, func(l statementLine) string { return l.Summary }),
	words("凭证号", 140, func(l statementLine) string { return l.Number }),
	amount("发生额", func(l statementLine) int64 { return l.Amount }),
	amount("余额", func(l statementLine) int64 { return l.Balance }),
}

var memberColumns = []exportColumn[MemberItem]{
	words("个人账号", 170, func(m MemberItem) string { return m.No }),
	words("姓名", 90, func(m MemberItem) string { return m.Name }),
	words("证件号码", 200, func(m MemberItem) string { return m.IDNo }),
	words("单位账号", 160, func(m MemberItem) string { return m.Employer }),
	words("单位名称", 300, func(m MemberItem) string { return m.EmployerName }),
	words("状态", 80, func(m MemberItem) string { return m.StateName }),
	words("缴至", 90, func(m MemberItem) string { return m.PaidThrough }),
	amount("余额", func(m MemberItem) int64 { return m.Balance }),
}
