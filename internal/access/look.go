package access

import (
	"context"
	"encoding/hex"
	"strconv"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/unit"
)

// Look is a question about people that is about to be answered (查询). It leads to nobody without the books: what a
// person is called is kept as a keyed digest.
type Look struct {
	Kind string     // of the audit entry, for example "member.viewed"
	Need Permission // by which it was asked
	ID   int64      // of the account, loan or voucher that is shown, or of the only one found; zero for several
	Rows int        // 行数 shown
	List string     // 清单 that was exported or stands behind a figure; else empty
	Of   string     // 对象 that the list is of: an employer's number, a measure, a table; never what names a person
	Name string     // beginning of a name that was searched for; empty when none was
	// Number is the whole number of somebody, or of their account, that was searched for; empty when none was.
	Number string
	Asked  string // address of what was asked for and is not there; else empty
	// Conditions are those of a list as they stand in an address, where nothing that names a person stands.
	Conditions string
}

// Looked keeps who is about to see what (查询记录), one entry a question (GB/T 22239-2019 8.1.4.3; 个人信息保护法
// 第五十一条). It must be called before anything is shown: when it returns nil the entry is durable, and when it fails
// nothing may be shown. A crash leaves at worst an entry about an answer that nobody saw, never an answer without its
// entry. There is no queue between, which a crash would lose; units that wait at the same moment share a commit
// (ADR 0007), so that many who read at once do not pay for one each.
//
// The program's own principals leave nothing: the visitor of the demonstration city looks at invented people.
func (s *Service) Looked(ctx context.Context, by act.By, l Look) error {
	ctx, err := Allow(ctx, gate{s}, by, l.Need)
	if err != nil || passOf(ctx).grant.Load().Fixed {
		return err
	}
	return s.work.Do(ctx, by, audit.OpLook, func(tx unit.Tx) error {
		s.Audit.Record(tx, s.lookEntry(l))
		return nil
	})
}

func (s *Service) lookEntry(l Look) audit.Entry {
	e := audit.Entry{Kind: l.Kind, ID: l.ID, Fields: []audit.Field{{Name: "rows", Value: strconv.Itoa(l.Rows)}}}
	for _, f := range []audit.Field{{Name: "list", Value: l.List}, {Name: "of", Value: l.Of},
		{Name: "name-digest", Value: s.kept("looked-name", l.Name)},
		{Name: "number-digest", Value: s.kept("looked-number", l.Number)},
		{Name: "asked-digest", Value: s.kept("looked-asked", l.Asked)},
		{Name: "conditions", Value: l.Conditions}} {
		if f.Value != "" {
			e.Fields = append(e.Fields, f)
		}
	}
	return e
}

// kept is the digest that is kept of a name or an address that was asked for, which may hold a number of somebody: who
// asks later whether it was this one makes it again.
func (s *Service) kept(kind, text string) string {
	if text == "" {
		return ""
	}
	return hex.EncodeToString(s.Index.Of(kind, text))
}
