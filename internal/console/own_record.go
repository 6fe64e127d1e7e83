package console

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/document"
	members "guangsha/internal/member"
	"guangsha/internal/message"
	"guangsha/internal/own"
)

// lookKinds are the kinds of entries that staff leave who look at somebody, by what the entry is about.
var lookKinds = struct{ account, loan, item []string }{
	account: []string{members.KindUnmasked, "member.viewed", "statement.viewed", "statement.exported",
		"members.searched", "sheet.viewed", "identity.mistaken"},
	loan: []string{"loan.viewed"},
	item: []string{"case.viewed", "material.viewed", "archive.exported"},
}

// mostLookers is how many entries are told of, the latest.
const mostLookers = 500

// subject is something of a member that people look at.
type subject struct {
	kinds []string
	id    int64
	about string
}

// subjects are what the log may say of a member that somebody looked at.
func (c *Console) subjects(ctx context.Context, tx unit.Tx, rows []members.Listed) (list []subject, err error) {
	for _, l := range rows {
		list = append(list, subject{lookKinds.account, l.ID.ID, "个人账户 " + string(l.No)})
	}
	loans, err := c.ownLoans(tx, own.Whose(actor(ctx)))
	if err != nil {
		return nil, err
	}
	for _, l := range loans {
		list = append(list, subject{lookKinds.loan, l.id, strings.TrimSpace("贷款 " + l.Contract)})
	}
	found, err := c.casesOf(tx, rows)
	for _, k := range found {
		list = append(list, subject{lookKinds.item, k.id, "办件 " + k.Number})
	}
	return list, err
}

// lookers tells a member who has looked at what is theirs (查询记录): as what and where, not who, and for which reason.
// What the law has kept secret is not told (个人信息保护法第十八条), and lists of many people name none of them.
func (c *Console) lookers(ctx context.Context, _ *struct{}) (*output[LookersOut], error) {
	return answer(ctx, c, func(tx unit.Tx) (out LookersOut, err error) {
		rows, err := c.ownAccounts(ctx, tx)
		if err != nil {
			return out, err
		}
		if out, err = c.lookedAt(ctx, tx, rows); err != nil {
			return out, err
		}
		return out, c.lookedOwn(ctx, rows, own.Lookers)
	})
}

// lookedAt is the record of who looked at accounts, and at the loans and cases of their owner.
func (c *Console) lookedAt(ctx context.Context, tx unit.Tx, rows []members.Listed) (out LookersOut, err error) {
	out.Items = []Looker{}
	list, err := c.subjects(ctx, tx, rows)
	if err != nil {
		return out, err
	}
	type found struct {
		audit.Listed
		about string
	}
	var all []found
	for _, s := range list {
		entries, err := c.AuditLog.Entries(tx, audit.Filter{Kinds: s.kinds, ID: s.id}, listing.Page[int64]{
			Order: listing.Order{By: audit.ByInstant, Down: true}, Limit: mostLookers + 1})
		if err != nil {
			return out, err
		}
		for _, e := range entries {
			all = append(all, found{e, s.about})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Seq, a.Seq)) })
	for _, e := range all {
		if len(out.Items) == mostLookers {
			out.More = true
			break
		}
		l, told, err := c.looker(tx, e.Listed)
		if err != nil {
			return out, err
		}
		if l.About = e.about; told {
			out.Items = append(out.Items, l)
		}
	}
	return out, nil
}

// looker is an entry as it is told to whom it is about; false for what is kept secret.
func (c *Console) looker(tx unit.Tx, e audit.Listed) (l Looker, told bool, err error) {
	r, err := e.Check(c.Leaf)
	if err != nil {
		return Looker{At: e.At.Minute(), What: "这条记录与当时所记不符，已无法说明，请向本中心询问"}, true, nil
	}
	l = Looker{At: r.At.Minute(), Place: c.placeName(r.By.Branch), What: kindWords(r.Kind)}
	for _, f := range r.Fields {
		if f.Name == "reason" {
			reason, known := members.FindUnmaskReason(f.Value)
			if known && reason.Secret {
				return Looker{}, false, nil
			}
			l.Why = valueWords(f)
		}
	}
	titles, err := c.Access.HeldBy(tx, r.By.Actor, r.At.Date())
	l.Who = cmp.Or(strings.Join(titles, "、"), "工作人员")
	return l, true, err
}

// placeName is the name of an office, and its code where it is none of these.
func (c *Console) placeName(code string) string {
	for _, o := range c.Offices {
		if o.Code == code {
			return o.Name
		}
	}
	return code
}

// ownRow is a line of what a member takes away.
type ownRow struct {
	what, day, name, value string
	fen                    int64
	money                  bool
}

var ownColumns = []exportColumn[ownRow]{
	words("类别", 120, func(r ownRow) string { return r.what }),
	words("日期", 130, func(r ownRow) string { return r.day }),
	words("项目", 220, func(r ownRow) string { return r.name }),
	words("内容", 520, func(r ownRow) string { return r.value }),
	{document.Column{Title: "金额（元）", Holds: document.Amount, Width: 170}, func(r ownRow) string {
		if !r.money {
			return ""
		}
		return yuan(r.fen)
	}},
}

// ownExport is everything that the centre keeps of the member who asks (查阅、复制, 个人信息保护法第四十五条) as one list: what
// the register has, every movement, cases with their papers, loans, messages, and who has looked. Numbers are masked,
// as is fit for who has shown no more than a code.
func (c *Console) ownExport(ctx context.Context, _ *struct{}) (*download, error) {
	ctx = titled(ctx, c.Centre)
	var account int64
	rows, err := read(ctx, c, func(tx unit.Tx) (all []ownRow, err error) {
		all = []ownRow{{what: "说明", day: c.Access.Clock.Now().Date().String(),
			value: "用短信验证码登录的，证件号码和手机号码以掩码显示；要不带掩码的，请到柜面核验身份后领取"}}
		accounts, err := c.ownAccounts(ctx, tx)
		if err != nil {
			return nil, err
		}
		for _, part := range []func(context.Context, unit.Tx, []members.Listed) ([]ownRow, error){c.takenRegister,
			c.takenMovements, c.takenLoans, c.takenCases, c.takenMessages, c.takenLookers} {
			more, err := part(ctx, tx, accounts)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
		account = accounts[len(accounts)-1].ID.ID
		return all, nil
	})
	if err != nil {
		return nil, err
	}
	book, err := wholeBook(ctx, "我的个人信息", ownColumns, rows)
	if err == nil {
		book.id = account
		err = c.Own.Took(ctx, actor(ctx), account, len(rows))
	}
	return book, err
}

func (c *Console) takenRegister(_ context.Context, _ unit.Tx, accounts []members.Listed) (list []ownRow, err error) {
	for _, l := range accounts {
		item, err := c.memberItem(l)
		if err != nil {
			return nil, err
		}
		add := func(name, value string) { list = append(list, ownRow{what: "登记", name: name, value: value}) }
		add("姓名", item.Name)
		add("证件号码", item.IDNo)
		add("手机号码", item.Mobile)
		add("个人账号", item.No)
		add("缴存单位", item.EmployerName)
		add("账户状态", item.StateName)
		add("缴至年月", item.PaidThrough)
		add("开户日期", date(l.OpenedOn))
		add("封存日期", date(l.SealedOn))
		add("销户日期", date(l.ClosedOn))
		for _, m := range []struct {
			name string
			fen  int64
		}{{"缴存基数", int64(l.Base)}, {"单位月缴存额", int64(l.EmployerPart)}, {"个人月缴存额", int64(l.MemberPart)},
			{"账户余额", item.Balance}} {
			list = append(list, ownRow{what: "登记", name: m.name, value: item.No, fen: m.fen, money: true})
		}
	}
	return list, nil
}

// takenAtOnce is how many movements are read at a time.
const takenAtOnce = 5000

func (c *Console) takenMovements(_ context.Context, tx unit.Tx, accounts []members.Listed) (list []ownRow, err error) {
	for _, l := range accounts {
		var seq int64
		for {
			rows, err := c.Ledger.Statement(tx, l.ID, 0, civil.DateOf(9999, 12, 31), seq, takenAtOnce)
			if err != nil {
				return nil, err
			}
			p, err := c.statementPage(tx, rows, len(rows))
			if err != nil {
				return nil, err
			}
			for _, m := range p.Items {
				list = append(list, ownRow{what: "个人明细账", day: m.Day, name: m.KindName,
					value: m.Summary + "，余额" + yuan(m.Balance) + "元", fen: m.Amount, money: true})
			}
			if len(rows) < takenAtOnce {
				break
			}
			seq = rows[len(rows)-1].Seq
		}
	}
	return list, nil
}

func (c *Console) takenLoans(ctx context.Context, tx unit.Tx, _ []members.Listed) (list []ownRow, err error) {
	loans, err := c.ownLoans(tx, own.Whose(actor(ctx)))
	for _, l := range loans {
		list = append(list, ownRow{what: "贷款", name: l.Contract, value: l.StateName + "，未到期本金" + yuan(l.Balance) + "元",
			fen: l.Amount, money: true})
	}
	return list, err
}

func (c *Console) takenCases(_ context.Context, tx unit.Tx, accounts []members.Listed) (list []ownRow, err error) {
	found, err := c.casesOf(tx, accounts)
	if err != nil {
		return nil, err
	}
	for _, k := range found {
		list = append(list, ownRow{what: "办件", day: k.Submitted, name: k.Item, value: k.Number + "，" + k.StateName})
		w, err := c.Cases.Whole(tx, number.CaseNo(k.Number))
		if err != nil {
			return nil, err
		}
		for _, l := range w.Lines {
			list = append(list, ownRow{what: "申请", day: k.Submitted, name: l.Label, value: l.Value})
		}
		given, err := c.Cases.Papers.OfCase(tx, k.id)
		if err != nil {
			return nil, err
		}
		for _, p := range given {
			list = append(list, ownRow{what: "文书", day: date(p.Issued), name: p.Title(), value: string(p.No)})
		}
	}
	return list, nil
}

// mostTaken is how many messages are taken away, the latest.
const mostTaken = 2000

func (c *Console) takenMessages(ctx context.Context, tx unit.Tx, _ []members.Listed) (list []ownRow, err error) {
	rules, err := c.Messages.Rules(tx)
	if err != nil {
		return nil, err
	}
	sent, err := c.Messages.Store.List(tx, message.Filter{Person: int64(own.Whose(actor(ctx))), Limit: mostTaken})
	for _, m := range sent {
		t, _ := message.FindTemplate(m.Template)
		list = append(list, ownRow{what: "短信", day: m.Happened.Date().String(), name: t.Title + "，" + m.State.String(),
			value: t.Say(rules.Signature, m.Facts)})
	}
	return list, err
}

func (c *Console) takenLookers(ctx context.Context, tx unit.Tx, accounts []members.Listed) (list []ownRow, err error) {
	out, err := c.lookedAt(ctx, tx, accounts)
	for _, l := range out.Items {
		list = append(list, ownRow{what: "查看记录", day: l.At, name: l.Who + "（" + l.Place + "）",
			value: strings.TrimSuffix(l.What+"："+l.About+"，"+l.Why, "，")})
	}
	return list, err
}
