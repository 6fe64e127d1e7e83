package access

import (
	"encoding/hex"
	"fmt"
	"strings"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/unit"
)

// ChangeKind is what happens to somebody's rights (变动类型).
type ChangeKind uint8

// The kinds of changes.
const (
	Join  ChangeKind = iota + 1 // 入职
	Move                        // 调岗: other posts in place of all they had
	Cover                       // 代岗: another's posts beside their own, for a time
)

// String is the kind in Chinese.
func (k ChangeKind) String() string {
	if k < Join || k > Cover {
		return ""
	}
	return [...]string{"入职", "调岗", "代岗"}[k-Join]
}

// ChangeState is how far a change is.
type ChangeState uint8

// The states of a change.
const (
	Proposed ChangeState = iota + 1 // 待确认
	InForce                         // 已生效
	Dropped                         // 已作废
)

// String is the state in Chinese.
func (s ChangeState) String() string {
	if s < Proposed || s > Dropped {
		return ""
	}
	return [...]string{"待确认", "已生效", "已作废"}[s-Proposed]
}

// Wanted is a change that somebody asks for.
type Wanted struct {
	Kind   ChangeKind
	Code   string     // 工号 of the person whose rights change
	Name   string     // 姓名; on joining
	IDNo   string     // 公民身份号码; on joining: it says who came back
	Office string     // 所在机构; on joining and moving
	Posts  []Post     // on joining and moving
	Covers string     // 工号 of whoever is away; for a cover
	Since  civil.Date // first day
	Until  civil.Date // last day of a cover; zero otherwise
	Reason string     // 事由
}

// Change is a change of somebody's rights: proposed by one administrator, in force when another has confirmed it.
type Change struct {
	ID      int64
	Request string // 请求键
	Kind    ChangeKind
	Person  Person // as it will be; its id is known from the first
	Posts   []Post // on joining and moving
	Covers  PersonID
	Covered string // code of whoever is covered, as the store gives it
	Since   civil.Date
	Until   civil.Date // first day on which a cover no longer holds
	Reason  string
	State   ChangeState
	Maker   string // 拟定人
	Checker string // 确认人
	Day     civil.Date
}

// Codes of the refusals of changes.
const (
	CodeInput     = "access.input"
	CodeNobody    = "access.nobody" // the person or the change that is named is not there
	CodeTaken     = "access.code.taken"
	CodeExclusive = "access.exclusive"
	CodeOneself   = "access.oneself"
	CodeLast      = "access.last-administrator"
	CodeState     = "access.change.state"
	CodeConflict  = "access.change.conflict"
)

// longestCover is the most days of one cover (代岗最长期限).
const longestCover = 92

// bad gathers what is wrong with what is wanted.
type bad []*refusal.Refused

func (b *bad) require(ok bool, text string) {
	if !ok {
		*b = append(*b, refusal.Bad(CodeInput, text))
	}
}

// check finds everything that is wrong with the form of what is wanted.
func (w Wanted) check(roles Roles, today civil.Date) error {
	var b bad
	b.require(w.Kind >= Join && w.Kind <= Cover, "请选择变动类型")
	b.require(validCode(w.Code), "工号应为2至20位小写字母、数字或连字符，以字母或数字开头")
	b.require(w.Since >= today, "生效日期不能早于今天")
	b.require(len([]rune(w.Reason)) <= 200, "事由最长200字")
	if why := telltale.Refuse(CodeInput, w.Reason); why != nil {
		b = append(b, why)
	}
	if w.Kind == Cover {
		b.require(validCode(w.Covers) && w.Covers != w.Code, "请填写被代岗人员的工号，不能是本人")
		b.require(w.Until >= w.Since && w.Until < w.Since.AddDays(longestCover),
			fmt.Sprintf("代岗应有起止日期，最长%d天", longestCover))
		b.require(strings.TrimSpace(w.Reason) != "", "请填写代岗事由")
		return refusal.Join(b...)
	}
	b.require(w.Office != "", "请选择所在机构")
	b.require(len(w.Posts) > 0 && len(w.Posts) <= 12, "应有1至12个岗位")
	for _, p := range w.Posts {
		role, ok := roles[p.Role]
		b.require(ok && role.Kind == Staff, "没有“"+p.Role+"”这个岗位角色")
		b.require(p.Unit == 0 && p.Covers == 0, "工作人员的岗位不能限于单位")
	}
	if w.Kind == Join {
		b.require(strings.TrimSpace(w.Name) != "", "请填写姓名")
	}
	return refusal.Join(b...)
}

// validCode reports whether a text can be the code of a person. Codes of the program's own principals cannot.
func validCode(code string) bool {
	if _, own := fixed[code]; own || len(code) < 2 || len(code) > 20 || code[0] == '-' {
		return false
	}
	return strings.Trim(code, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// subject is the person whose rights change, as they will be.
func (s *Service) subject(tx unit.Tx, w Wanted, today civil.Date) (Person, error) {
	if w.Kind != Join {
		p, err := s.employed(tx, w.Code)
		if w.Kind == Move {
			p.Office = w.Office
		}
		return p, err
	}
	p, found, err := s.Store.PersonByCode(tx, w.Code)
	if err != nil {
		return p, err
	}
	no, err := idno.Parse(w.IDNo, today)
	if err != nil {
		return p, err
	}
	mark := s.staffMark(no)
	known, before, err := s.Store.PersonByMark(tx, mark)
	switch {
	case err != nil:
		return p, err
	case before && known.Code != w.Code:
		return p, refusal.New(CodeTaken, "该人员曾以工号“"+known.Code+"”任职，工号一人一号、终身不变", "", "请用原工号办理入职")
	case found && !before:
		return p, refusal.New(CodeTaken, "工号“"+w.Code+"”属于另一人", "", "请另选工号")
	case before && known.Left == 0:
		return p, refusal.New(CodeTaken, "该人员已在职", "", "如需变动岗位，请办理调岗")
	case !before:
		id, err := s.Store.NextID(tx, "access_person")
		if err != nil {
			return p, err
		}
		p = Person{ID: PersonID(id), Code: w.Code, Kind: Staff, Mark: mark}
		if p.Name, err = s.Cipher.Seal([]byte(strings.TrimSpace(w.Name)), namePlace(p.ID)); err != nil {
			return p, fmt.Errorf("seal the name of person %d: %w", id, err)
		}
	}
	p.Office, p.Left = w.Office, 0
	return p, nil
}

// staffMark is the blind index of the identity number of somebody of the staff.
func (s *Service) staffMark(no idno.Number) []byte {
	return []byte(hex.EncodeToString(s.Index.Of("staff", no.Full())))
}

// namePlace binds a sealed name to its person.
func namePlace(id PersonID) string { return secret.Where("access_person", "name", int64(id)) }

// employed is somebody of the staff by code who has not left; all others are nobody.
func (s *Service) employed(tx unit.Tx, code string) (Person, error) {
	p, found, err := s.Store.PersonByCode(tx, code)
	if err == nil && (!found || p.Left != 0 || p.Kind != Staff) {
		err = unknownPerson(code)
	}
	return p, err
}

func unknownPerson(code string) *refusal.Refused {
	return refusal.New(CodeNobody, "没有工号为“"+code+"”的在职人员", "", "请核对工号")
}

// after is what the posts of a person are when a change has come into force on a day.
func (s *Service) after(tx unit.Tx, c Change, today civil.Date) ([]Post, error) {
	since := max(c.Since, today)
	had, err := s.Store.Posts(tx, c.Person.ID)
	if err != nil {
		return nil, err
	}
	if c.Kind != Cover {
		return append(ended(had, since), startingOn(c.Posts, since)...), nil
	}
	absent, err := s.Store.Posts(tx, c.Covers)
	if err != nil {
		return nil, err
	}
	span := Post{Since: since, Until: c.Until}
	taken := had
	for _, p := range absent {
		if p.Covers != 0 || !p.meets(span) {
			continue
		}
		p.Since, p.Covers = max(p.Since, since), c.Covers
		if p.Until == 0 || p.Until > c.Until {
			p.Until = c.Until
		}
		taken = append(taken, p)
	}
	if len(taken) == len(had) {
		return nil, refusal.New(CodeState, "被代岗人员在代岗期间没有岗位", "", "请核对被代岗人员和起止日期")
	}
	return taken, nil
}

// ended are the posts that somebody had, none of them held from a day on.
func ended(posts []Post, day civil.Date) []Post {
	var kept []Post
	for _, p := range posts {
		if p.Since >= day {
			continue // it never began
		}
		if p.Until == 0 || p.Until > day {
			p.Until = day
		}
		kept = append(kept, p)
	}
	return kept
}

func startingOn(posts []Post, day civil.Date) []Post {
	list := make([]Post, len(posts))
	for i, p := range posts {
		list[i] = Post{Role: p.Role, Branch: p.Branch, Since: day}
	}
	return list
}

// fits refuses posts that would give one person two exclusive powers on some day, and a cover across powers.
func (s *Service) fits(posts []Post) error {
	if a, b, clash := s.Roles.exclusive(posts); clash {
		return refusal.New(CodeExclusive, fmt.Sprintf("同一人不能同时有“%s”和“%s”的岗位", a, b),
			"GB/T 22239-2019 8.1.4.2 d）、8.1.5", "请由不同人员任岗；代岗只能在同类岗位之间")
	}
	return nil
}

// remains refuses a change after which nobody would be one of the three administrators: who is left could then
// never make another.
func (s *Service) remains(tx unit.Tx, id PersonID, posts []Post, day civil.Date) error {
	for _, role := range []string{RoleSystems, RoleSecurity, RoleAuditing} {
		holders, err := s.Store.Holders(tx, role, day)
		if err != nil {
			return err
		}
		others, had := 0, false
		for _, h := range holders {
			had = had || h == id
			if h != id {
				others++
			}
		}
		keeps := false
		for _, p := range posts {
			keeps = keeps || p.Role == role && p.Covers == 0 && p.On(day) && p.Until == 0
		}
		if had && others == 0 && !keeps {
			return refusal.New(CodeLast, "此人是唯一的"+s.Roles[role].Title+"，不能离岗", "GB/T 22239-2019 8.1.5",
				"请先另任一人")
		}
	}
	return nil
}

// record writes what happened to somebody's rights, without their name.
func (s *Service) record(tx unit.Tx, kind string, p Person, pairs ...string) {
	e := audit.Entry{Kind: kind, ID: int64(p.ID), Fields: []audit.Field{{Name: "person", Value: p.Code}}}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Fields = append(e.Fields, audit.Field{Name: pairs[i], Value: pairs[i+1]})
	}
	s.Audit.Record(tx, e)
}

// inWords says posts for an audit entry.
func inWords(posts []Post) string {
	list := make([]string, len(posts))
	for i, p := range posts {
		list[i] = fmt.Sprintf("%s@%s[%s,%s)", p.Role, p.Branch, p.Since, p.Until)
	}
	return strings.Join(list, " ")
}
