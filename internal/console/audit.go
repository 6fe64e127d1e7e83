package console

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/audit/auditverify"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	members "guangsha/internal/member"
)

// Auditing is what the console asks about the audit log beside its entries.
type Auditing interface {
	// VerifyAudit checks the log against itself, the checkpoints in the data folder and those of a file kept outside,
	// unless its name is empty.
	VerifyAudit(ctx context.Context, kept string) (auditverify.Report, error)
	// AuditState says how the sealer does; not running where nothing is written.
	AuditState() (state audit.State, running bool)
}

// auditFilter reads what a list of entries is narrowed to.
func (c *Console) auditFilter(ctx context.Context, in *entriesOf) (f audit.Filter, err error) {
	f = audit.Filter{Actor: strings.TrimSpace(in.Person), ID: in.Object}
	if in.Kind != "" {
		f.Kinds = []string{in.Kind}
	}
	from, err := day(in.From, 0)
	if err != nil {
		return f, err
	}
	until, err := day(in.To, 0)
	if err != nil {
		return f, err
	}
	if from != 0 {
		f.From = civil.At(from, 0, 0)
	}
	if until != 0 {
		f.Until = civil.At(until.AddDays(1), 0, 0)
	}
	if from != 0 && until != 0 && from > until {
		return f, refusal.Bad("console.span", "首日不能晚于末日")
	}
	if in.Account == "" {
		return f, nil
	}
	no, err := number.ParseMember(strings.TrimSpace(in.Account))
	if err != nil {
		return f, err
	}
	f.ID, err = read(ctx, c, func(tx unit.Tx) (int64, error) {
		found, there, err := c.MemberList.ListedMember(tx, no)
		if err == nil && !there {
			err = noAccount()
		}
		return found.ID.ID, err
	})
	if len(f.Kinds) == 0 {
		f.Kinds = aboutAccounts
	}
	return f, err
}

// noAccount refuses an account that is not there, or not within reach.
func noAccount() error { return no("这个个人账户", "请核对个人账号") }

func (c *Console) auditEntries(ctx context.Context, in *entriesOf) (*output[page[EntryItem]], error) {
	f, err := c.auditFilter(ctx, in)
	if err != nil {
		return nil, err
	}
	p := listing.Page[int64]{Order: listing.Order{By: audit.ByInstant, Down: true}, Limit: in.Limit + 1}
	if in.Cursor != "" {
		p.After = &listing.Place[int64]{}
		if err := resume(in.Cursor, &p.After.Value, &p.After.Key); err != nil {
			return nil, err
		}
	}
	return answer(ctx, c, func(tx unit.Tx) (none page[EntryItem], err error) {
		rows, err := c.AuditLog.Entries(tx, f, p)
		if err != nil {
			return none, err
		}
		numbers, err := c.accountNumbers(tx, rows)
		return cut(rows, in.Limit, func(l audit.Listed) EntryItem { return c.entryItem(l, numbers) },
			func(l audit.Listed) []any { return []any{int64(l.At), l.Seq} }), err
	})
}

// accountNumbers are the numbers of the accounts that entries are about.
func (c *Console) accountNumbers(tx unit.Tx, rows []audit.Listed) (map[int64]number.MemberNo, error) {
	var ids []int64
	for _, l := range rows {
		if l.ID != 0 && slices.Contains(aboutAccounts, l.Kind) && !slices.Contains(ids, l.ID) {
			ids = append(ids, l.ID)
		}
	}
	return c.MemberList.Numbers(tx, ids)
}

// entryItem says an entry in words. One that is not what the program recorded says so and nothing else: what its
// columns hold was written by whoever altered it.
func (c *Console) entryItem(l audit.Listed, numbers map[int64]number.MemberNo) EntryItem {
	item := EntryItem{ID: strconv.FormatInt(l.Seq, 10), Number: l.Number, Sealed: l.Number != 0, Fields: []EntryField{}}
	r, err := l.Check(c.Leaf)
	if err != nil {
		item.What = "这条记录与当时所记不符，请核验"
		return item
	}
	item.Intact, item.At, item.Kind, item.What = true, r.At.String(), r.Kind, kindWords(r.Kind)
	item.Actor, item.Office, item.Trace, item.Reason = r.By.Actor, r.By.Branch, r.By.Trace, r.By.Reason
	item.Door = doorNames[r.By.Door]
	if r.ID != 0 {
		item.Object = strconv.FormatInt(r.ID, 10)
	}
	if slices.Contains(aboutAccounts, r.Kind) {
		item.Account = string(numbers[r.ID])
	}
	item.Fields = fieldsInWords(r.Fields)
	return item
}

// fieldsInWords says the fields of an entry. Of a register it says how many records the entry has the digests of, where
// one list may have a thousand.
func fieldsInWords(list []audit.Field) []EntryField {
	said, records := []EntryField{}, map[string]int{}
	for _, f := range list {
		if t, _, ok := ledger.RowsOf(f.Name); ok {
			records[t.Title]++
			continue
		}
		if _, ok := ledger.ClaimOf(f.Name); ok {
			records["请求键"]++
			continue
		}
		said = append(said, EntryField{Name: fieldWords(f.Name), Value: valueWords(f)})
	}
	for _, title := range slices.Sorted(maps.Keys(records)) {
		said = append(said, EntryField{Name: title + "登记簿", Value: fmt.Sprintf("%d条记录的校验值", records[title])})
	}
	return said
}

func (c *Console) unmaskings(ctx context.Context, in *unmaskingsOf) (*output[page[EntryItem]], error) {
	return c.auditEntries(ctx, &entriesOf{Kind: members.KindUnmasked, Account: in.Account, Person: in.Person,
		Paging: in.Paging})
}

// auditState says how the sealing does, and what there is to filter by.
func (c *Console) auditState(context.Context, *struct{}) (*output[AuditState], error) {
	s, running := c.Auditing.AuditState()
	out := AuditState{Running: running, Sealed: s.Sealed, Overdue: s.Overdue,
		BehindSeconds: int64(s.Behind / time.Second), Alarms: append([]string{}, s.Alarms...), Kinds: []choice{}}
	for _, k := range kinds {
		out.Kinds = append(out.Kinds, choice{k.code, k.words})
	}
	return &output[AuditState]{out}, nil
}

// verifyAudit runs the verifier here. One runs at a time: it reads the whole log.
func (c *Console) verifyAudit(ctx context.Context, _ *struct{}) (*output[Verification], error) {
	if !c.verifying.TryLock() {
		return nil, refusal.New("console.verifying", "另一次核验正在进行", "", "请等它结束后再核验")
	}
	defer c.verifying.Unlock()
	r, err := c.Auditing.VerifyAudit(ctx, "")
	if err != nil && ctx.Err() != nil {
		return nil, refusal.New("console.verify-long", "日志太长，在页面上核验不完", "", "请在服务器上用 guangsha audit verify 核验")
	}
	if err != nil {
		return nil, err
	}
	out := Verification{OK: r.OK, Entries: r.Entries, Sealed: r.Sealed, Unsealed: r.Unsealed, Link: r.Link,
		Root: r.Root, Found: r.Found, Findings: []string{}}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, f.Text)
	}
	for _, f := range r.Checkpoints {
		out.Checkpoints += int64(f.Count)
		out.LastAt, out.LastSize, out.Signer = f.At, f.Size, f.Signer
	}
	return &output[Verification]{out}, nil
}

func (c *Console) unmask(ctx context.Context, in *unmaskIn) (*output[Unmasked], error) {
	no, err := number.ParseMember(in.No)
	if err != nil {
		return nil, c.nothing(ctx, routeOf("unmask"), notFound(err))
	}
	u, err := c.Members.Unmask(ctx, actor(ctx), no, in.Body.Reason, in.Body.Words)
	switch {
	case refusal.Is(err, access.CodeReach) || refusal.Is(err, members.CodeAccountUnknown):
		return nil, c.nothing(ctx, routeOf("unmask"), noAccount())
	case err != nil:
		return nil, err
	}
	return &output[Unmasked]{Unmasked{IDNo: u.IDNo, Mobile: u.Mobile}}, nil
}

func (c *Console) auditRoutes(r routes) {
	get(r, "auditEntries", c.auditEntries)
	getBook(r, "auditEntriesXlsx", exported("审计日志", entryColumns, c.auditEntries))
	get(r, "auditState", c.auditState)
	post(r, "verifyAudit", maxSearch, seen(r, "verifyAudit", c.verifyAudit,
		func(_ *struct{}, out *output[Verification]) access.Look {
			return access.Look{Rows: int(min(out.Body.Entries, math.MaxInt32))}
		}))
	get(r, "unmaskings", c.unmaskings)
	post(r, "unmask", maxSearch, c.unmask)
}

var entryColumns = []exportColumn[EntryItem]{
	words("时间", 190, func(e EntryItem) string { return e.At }),
	whole("编号", func(e EntryItem) int64 { return e.Number }),
	words("人员", 120, func(e EntryItem) string { return e.Actor }),
	words("渠道", 100, func(e EntryItem) string { return e.Door }),
	words("机构", 70, func(e EntryItem) string { return e.Office }),
	words("事项", 200, func(e EntryItem) string { return e.What }),
	words("个人账号", 170, func(e EntryItem) string { return e.Account }),
	words("对象编号", 110, func(e EntryItem) string { return e.Object }),
	words("内容", 420, func(e EntryItem) string { return e.inWords() }),
	words("事由", 240, func(e EntryItem) string { return e.Reason }),
	words("跟踪号", 170, func(e EntryItem) string { return e.Trace }),
}
