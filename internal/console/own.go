package console

import (
	"cmp"
	"context"
	"errors"
	"net/http"

	"guangsha/internal/base/act"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	members "guangsha/internal/member"
	"guangsha/internal/own"
)

// ownCookie is what the browser keeps of a member's session. It opens nothing that that of staff opens, nor the other
// way round.
const ownCookie = "guangsha_member"

// ownself finds out which member asks.
func (c *Console) ownself(r *http.Request, route Route, by act.By) (act.By, error) {
	kept, err := r.Cookie(ownCookie)
	if err != nil || kept.Value == "" {
		return by, refusal.New(own.CodeEnded, "尚未登录，或登录已失效", "GB/T 22239-2019 8.1.4.1", "请用验证码登录")
	}
	known, err := c.Own.Resume(r.Context(), kept.Value, !route.Background)
	if refusal.Is(err, own.CodeEnded) { // guessing is an enquiry too
		err = cmp.Or(c.counted(r.Context(), Enquiry, c.address(r)), err)
	}
	if err != nil {
		return by, err
	}
	known.Trace, known.Branch = by.Trace, by.Branch
	return known, nil
}

func (c *Console) askOwnCode(ctx context.Context, in *ownCodeIn) (*output[ownTicket], error) {
	g, err := c.Own.AskCode(ctx, c.guest(ctx), own.Ask{Number: in.Body.Number, Mobile: in.Body.Mobile,
		Source: addressOf(ctx)})
	if err != nil {
		return nil, err
	}
	return &output[ownTicket]{ownTicket(g)}, nil
}

func (c *Console) ownSignIn(ctx context.Context, in *ownSignInIn) (*ownSigned, error) {
	token, err := c.Own.Enter(ctx, c.guest(ctx), in.Body.Ticket, in.Body.Code)
	if err != nil {
		return nil, err
	}
	return signedAs(token), nil
}

// signedAs hands a session of a member to their browser.
func signedAs(token string) *ownSigned {
	kept := http.Cookie{Name: ownCookie, Value: token, Path: "/api/my", HttpOnly: true,
		SameSite: http.SameSiteStrictMode}
	return &ownSigned{Cookie: kept.String(), Body: done{true}}
}

func (c *Console) askMobileCodes(ctx context.Context, in *mobileCodesIn) (*output[ownTicket], error) {
	g, err := c.Own.AskMobileCodes(ctx, actor(ctx), in.Body.Mobile, addressOf(ctx))
	if err != nil {
		return nil, err
	}
	return &output[ownTicket]{ownTicket(g)}, nil
}

func (c *Console) changeMobile(ctx context.Context, in *changeMobileIn) (*ownSigned, error) {
	token, err := c.Own.ChangeMobile(ctx, actor(ctx), own.Moved(in.Body))
	if err != nil {
		return nil, err
	}
	return signedAs(token), nil
}

func (c *Console) ownSignOut(ctx context.Context, _ *struct{}) (*ownSigned, error) {
	gone := http.Cookie{Name: ownCookie, Path: "/api/my", HttpOnly: true, SameSite: http.SameSiteStrictMode,
		MaxAge: -1}
	return &ownSigned{Cookie: gone.String(), Body: done{true}}, c.Own.SignOut(ctx, actor(ctx))
}

// ownAccounts are all accounts of the member who asks, in the order of their numbers.
func (c *Console) ownAccounts(ctx context.Context, tx unit.Tx) ([]members.Listed, error) {
	return c.MemberList.MemberList(tx, members.Filter{Person: own.Whose(actor(ctx))},
		listing.Page[number.MemberNo]{})
}

// oneOwn finds an account of the member who asks. That of another one is not there.
func (c *Console) oneOwn(ctx context.Context, tx unit.Tx, text string) (l members.Listed, err error) {
	parsed, err := number.ParseMember(text)
	if err != nil {
		return l, notFound(err)
	}
	l, found, err := c.MemberList.ListedMember(tx, parsed)
	if err == nil && (!found || l.Person != own.Whose(actor(ctx))) {
		return members.Listed{}, noAccount()
	}
	return l, err
}

func (c *Console) own(ctx context.Context, _ *struct{}) (*output[Own], error) {
	return answer(ctx, c, func(tx unit.Tx) (out Own, err error) {
		rows, err := c.ownAccounts(ctx, tx)
		if err != nil {
			return out, err
		}
		out = Own{Level: own.Level, Accounts: make([]MemberItem, len(rows))}
		for i, l := range rows {
			if out.Accounts[i], err = c.memberItem(l); err != nil {
				return out, err
			}
			out.Name, out.IDNo, out.Mobile = out.Accounts[i].Name, out.Accounts[i].IDNo, out.Accounts[i].Mobile
		}
		return out, c.lookedOwn(ctx, rows, own.Account)
	})
}

func (c *Console) ownAccount(ctx context.Context, in *MemberOf) (*output[OwnAccount], error) {
	out, err := answer(ctx, c, func(tx unit.Tx) (out OwnAccount, err error) {
		l, err := c.oneOwn(ctx, tx, in.No)
		if err != nil {
			return out, err
		}
		item, err := c.memberItem(l)
		if err != nil {
			return out, err
		}
		list, err := c.ownLoans(tx, l.Person)
		return OwnAccount{MemberItem: item, Base: int64(l.Base), EmployerPart: int64(l.EmployerPart),
			MemberPart: int64(l.MemberPart), MonthsInRow: l.MonthsInRow(), OpenedOn: date(l.OpenedOn),
			SealedOn: date(l.SealedOn), ClosedOn: date(l.ClosedOn), Loans: list}, err
	})
	if err == nil {
		err = c.Own.Looked(ctx, out.Body.id, own.Account)
	}
	return out, err
}

// ownLoans are the loans in which a person borrows, without who borrows beside them.
func (c *Console) ownLoans(tx unit.Tx, person members.PersonID) ([]OwnLoan, error) {
	borrowed, err := c.LoanList.Borrowed(tx, int64(person))
	if err != nil {
		return nil, err
	}
	items, err := c.loanItems(tx, borrowed)
	list := make([]OwnLoan, len(items))
	for i, l := range items {
		list[i] = OwnLoan{Contract: l.Contract, StateName: l.StateName, Amount: l.Amount, Balance: l.Balance,
			NextDue: l.NextDue, id: int64(borrowed[i].ID)}
	}
	return list, err
}

func (c *Console) ownStatement(ctx context.Context, in *statementOf) (*output[OwnStatement], error) {
	out, err := c.statementBy(ctx, in, c.oneOwn)
	if err != nil {
		return nil, err
	}
	b := out.Body
	lines := make([]OwnLine, len(b.Items))
	for i, l := range b.Items {
		lines[i] = OwnLine{Day: l.Day, KindName: l.KindName, Summary: l.Summary, Amount: l.Amount, Balance: l.Balance}
	}
	return &output[OwnStatement]{OwnStatement{From: b.From, To: b.To, Begins: b.Begins, Opening: b.Opening,
		Closing: b.Closing, Items: lines, Next: b.Next}}, c.Own.Looked(ctx, b.id, own.Statement)
}

// mostOwnCases is how many cases of one account are shown, the latest.
const mostOwnCases = 200

// casesOf are the cases of accounts.
func (c *Console) casesOf(tx unit.Tx, rows []members.Listed) (list []OwnCase, err error) {
	list = []OwnCase{}
	for _, l := range rows {
		found, err := c.Cases.Store.List(tx, cases.Filter{Member: l.No, Limit: mostOwnCases})
		if err != nil {
			return nil, err
		}
		for _, k := range found {
			list = append(list, OwnCase{Number: string(k.Number), Item: c.Cases.Title(k.Item),
				StateName: k.State.String(), Submitted: date(k.Submitted), Due: date(k.Due), Closed: date(k.Closed),
				id: int64(k.ID)})
		}
	}
	return list, nil
}

func (c *Console) ownCases(ctx context.Context, _ *struct{}) (*output[list[OwnCase]], error) {
	return answer(ctx, c, func(tx unit.Tx) (out list[OwnCase], err error) {
		rows, err := c.ownAccounts(ctx, tx)
		if err != nil {
			return out, err
		}
		if out.Items, err = c.casesOf(tx, rows); err != nil {
			return out, err
		}
		return out, c.lookedOwn(ctx, rows, own.Cases)
	})
}

// lookedOwn counts that a member looked at something of their accounts.
func (c *Console) lookedOwn(ctx context.Context, rows []members.Listed, what string) (err error) {
	for _, l := range rows {
		err = errors.Join(err, c.Own.Looked(ctx, l.ID.ID, what))
	}
	return err
}

func (c *Console) ownRoutes(r routes) {
	post(r, "askOwnCode", maxSearch, c.askOwnCode)
	post(r, "ownSignIn", maxSearch, c.ownSignIn)
	post(r, "ownSignOut", maxSearch, c.ownSignOut)
	get(r, "own", c.own)
	get(r, "ownAccount", c.ownAccount)
	get(r, "ownStatement", c.ownStatement)
	get(r, "ownCases", c.ownCases)
	post(r, "askMobileCodes", maxSearch, c.askMobileCodes)
	post(r, "changeMobile", maxSearch, c.changeMobile)
	get(r, "lookers", c.lookers)
	getFile(r, "ownExport", "工作簿", contentXLSX, c.ownExport)
}
