package access

import (
	"guangsha/internal/base/civil"
)

// PersonID identifies somebody who acts.
type PersonID int64

// Kind is what somebody is to the centre (身份).
type Kind uint8

// The kinds of those who act.
const (
	Staff   Kind = iota + 1 // 工作人员
	Member                  // 缴存人
	Agent                   // 单位经办人
	Partner                 // 合作机构
	Program                 // 系统
)

// String is the kind in Chinese.
func (k Kind) String() string {
	if k < Staff || k > Program {
		return ""
	}
	return [...]string{"工作人员", "缴存人", "单位经办人", "合作机构", "系统"}[k-Staff]
}

// Person is somebody who acts. Code stands in act.By, documents and audit entries; it belongs to one person for life,
// so that whoever leaves and comes back, or has another login or post, is still who they were on every document.
type Person struct {
	ID      PersonID
	Code    string // 工号, or what an agent or partner is called by
	Kind    Kind
	Name    []byte // sealed
	Mark    []byte // blind index of the identity number; empty where none is kept
	Office  string // 所在机构
	Left    civil.Date
	Version int64 // another one after every change of what they may do
}

// Post is a role that a person holds in a place for a time (任岗).
type Post struct {
	Role   string     `json:"role"`
	Branch string     `json:"branch"`          // 机构 whose documents it reaches; empty for the whole centre
	Unit   int64      `json:"unit,omitempty"`  // the employer of an agent; zero otherwise
	Since  civil.Date `json:"since,omitempty"` // first day
	Until  civil.Date `json:"until,omitempty"` // first day on which it no longer holds; zero while it is open
	Covers PersonID   `json:"covers,omitempty"`
}

// On reports whether the post is held on a day.
func (p Post) On(day civil.Date) bool { return p.Since <= day && (p.Until == 0 || day < p.Until) }

// meets reports whether there is a day on which both posts are held.
func (p Post) meets(o Post) bool {
	return (p.Until == 0 || o.Since < p.Until) && (o.Until == 0 || p.Since < o.Until)
}

// exclusive finds two powers that would be one person's on some day (互斥).
func (r Roles) exclusive(posts []Post) (one, other Power, clash bool) {
	for i, p := range posts {
		for _, o := range posts[:i] {
			a, b := r[p.Role].Power(), r[o.Role].Power()
			if a != b && a != Shared && b != Shared && p.meets(o) {
				return b, a, true
			}
		}
	}
	return 0, 0, false
}
