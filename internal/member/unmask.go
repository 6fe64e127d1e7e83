package member

import (
	"context"
	"strings"
	"unicode"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// UnmaskReason is for what somebody may see a person's numbers in full (查看明文的事由). Its code stands in audit entries
// for ever.
type UnmaskReason struct {
	Code   string
	Title  string
	Secret bool // 依法保密: whose numbers they are is not told of it
}

// UnmaskReasons is the one list of them.
var UnmaskReasons = []UnmaskReason{
	{"identify", "核对来办事的本人身份", false},
	{"contact", "联系本人补正材料或回复咨询、投诉", false},
	{"verify", "与公安、房管、银行等外部记录核对", false},
	{"correct", "更正登记有误的信息", false},
	{"judicial", "法院、监察等机关依法查询", true},
	{"other", "其他", false},
}

// FindUnmaskReason gives a reason by its code.
func FindUnmaskReason(code string) (UnmaskReason, bool) {
	for _, r := range UnmaskReasons {
		if r.Code == code {
			return r, true
		}
	}
	return UnmaskReason{}, false
}

// CodeUnmask is the code of the refusal of a reason that is none.
const CodeUnmask = "member.unmask.reason"

// KindUnmasked is the kind of the entry that is left by whoever saw numbers in full.
const KindUnmasked = "member.unmasked"

// Unmasked is what a list hides of a person (明文).
type Unmasked struct{ IDNo, Mobile string }

// Unmask gives the numbers of one person in full, once, for a reason from the list and in the words of whoever asks
// (查看明文；个人信息保护法 第六条、第五十一条). Who, of which account and why is in the log before anything is given: the
// entry and what was read are of one unit, so that a crash leaves at worst an entry without an answer. The words go
// into the log, so they must hold no number of a person. It refuses an account out of reach with access.CodeReach.
func (s *Service) Unmask(ctx context.Context, by act.By, no number.MemberNo, reason, words string) (
	u Unmasked, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.ReadUnmasked)
	if err != nil {
		return u, err
	}
	words = strings.TrimSpace(words)
	if err := wellFounded(reason, words); err != nil {
		return u, err
	}
	by.Reason = words
	err = s.Work.Do(ctx, by, audit.OpLook, func(tx unit.Tx) error {
		m, err := s.Member(tx, no)
		if err != nil {
			return err
		}
		e, err := s.Employer(tx, m.Employer)
		if err != nil {
			return err
		}
		if err := access.Reach(ctx, access.Object{Branch: e.Office, Unit: int64(e.ID)}); err != nil {
			return err
		}
		p, err := s.Personal(tx, m.Person)
		if err != nil {
			return err
		}
		u = Unmasked{IDNo: p.IDNo, Mobile: p.Mobile}
		s.Audit.Record(tx, audit.Entry{Kind: KindUnmasked, ID: m.ID.ID,
			Fields: []audit.Field{{Name: "reason", Value: reason}}})
		return nil
	})
	if err != nil {
		return Unmasked{}, err
	}
	return u, nil
}

// digitsAllowed is how many digits may stand together in the words of a reason: fewer than in any number of a person.
const digitsAllowed = 7

// wellFounded refuses a reason that is not on the list, or whose words say nothing or too much.
func wellFounded(reason, words string) error {
	var wrong []*refusal.Refused
	if _, known := FindUnmaskReason(reason); !known {
		wrong = append(wrong, refusal.Bad(CodeUnmask, "请从列出的事由中选择"))
	}
	letters := 0
	for _, r := range words {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 4 || len([]rune(words)) > 200 {
		wrong = append(wrong, refusal.Bad(CodeUnmask, "请用4至200字说明为什么要看"))
	}
	run := 0
	for _, r := range words {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			run++
		} else {
			run = 0
		}
		if run > digitsAllowed {
			wrong = append(wrong, refusal.Bad(CodeUnmask, "说明会留在审计日志中，请不要写证件号码、手机号码或账号"))
			break
		}
	}
	return refusal.Join(wrong...)
}
