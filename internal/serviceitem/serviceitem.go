// Package serviceitem says what a service item (事项) is: a value that a capability hands outward and every door
// renders. A door reads from it who may apply, the form, the facts filled in beforehand and the materials, and never
// learns what a withdrawal or a loan is; the way of a case runs through its hooks.
//
// The package holds no list of items. Each capability names its own, and app joins them.
package serviceitem

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// Code names an item. It stands in cases for ever and is never reused.
type Code string

// Item is one service item.
type Item struct {
	Code    Code
	Name    string   // 事项名称, as in the published service guide (办事指南)
	Grounds []Ground // what it rests on from each date on, latest first
	Who     string   // 服务对象: who may apply, in a sentence
	// Kind is what a person cannot have two of in flight, for example "withdrawal" (同类事项).
	Kind string
	// Term is the parameter with the working days of the promised term (承诺办结时限).
	Term   policy.Count
	Fields []Field
	Amount string  // code of the field that limits of a door are held against; empty where there is none
	Result string  // 办理结果, in words
	Papers []Paper // 出具的文书, in the order in which doors name them
	Doors  []act.Door
	Take   access.Permission // 受理权限: to take it in, to ask for more, to stop its clock and to take it back
	Steps  []Step            // 办理环节 after acceptance, in their order; the last one ends the case
	Auto   *Auto             // 自动办结; nil where people decide every case

	// Facts are what the centre knows and nobody has to type (预填事实), for one account; what a case adds to them by
	// itself is left out, when ref names the capability's record of it.
	Facts func(tx unit.Tx, by act.By, member number.MemberNo, ref int64) ([]Fact, error)
	// Check names everything that speaks against an application as things stand now, all of it at once (一次性告知),
	// and writes nothing.
	Check func(tx unit.Tx, by act.By, r Request) error
	// Accept makes the capability's own record of a case (受理), refusing as Check does. It gives the record's id and
	// the last day of the promised term. It joins the unit of work of the case under the permission of Take.
	Accept func(ctx context.Context, tx unit.Tx, by act.By, m Matter) (ref int64, due civil.Date, err error)
	// Withdraw takes the record back at the applicant's wish (撤回), or because what was lacking never came (终止).
	Withdraw func(ctx context.Context, tx unit.Tx, by act.By, m Matter) error
	// Reschedule moves the last day of the promised term, after the clock of the case had stood.
	Reschedule func(tx unit.Tx, m Matter, due civil.Date) error
}

// Ground is what an item rests on from a day on (设定依据), and what the applicant hands in under it.
type Ground struct {
	Effective civil.Date
	Basis     string     // instrument and article
	Materials []Material // 申请材料, in the order in which doors name them
}

// On is the ground in force on a day; false when the item was not offered yet.
func (it Item) On(day civil.Date) (Ground, bool) {
	for _, g := range it.Grounds {
		if g.Effective <= day {
			return g, true
		}
	}
	return Ground{}, false
}

// Fact is one thing the centre knows of an applicant.
type Fact struct {
	Label  string
	Value  string // as it is shown; masked where it identifies somebody
	Source string // where it comes from, for example 个人账户
	Wrong  bool   // it speaks against the application
}

// Request is what somebody applies for, as a door hands it in (申请).
type Request struct {
	Member    number.MemberNo // 个人账号 that it is about
	Applicant int64           // person whom the door has verified (核验身份); zero when it could not
	Authority string          // number of the owner's authority to an agent (授权委托书编号); empty for the owner
	Form      Form
}

// Matter is a case as the hooks of its item see it.
type Matter struct {
	ID       int64
	Number   number.CaseNo // 业务流水号
	Branch   string        // office that accepted it
	Office   string        // office that has it now, whose people decide
	Accepted civil.Date
	Ref      int64 // id of the capability's own record; zero before acceptance
	Request
}

// Step is what happens to a case after its acceptance (环节).
type Step struct {
	Code   string
	Title  string // in words that fit a button, for example 审批并付款
	May    access.Permission
	Fields []Field
	// Decides says that the promised term is met with this step (作出决定): the clock does not run behind it.
	Decides bool
	// Apart says that whoever took the case in does not take this step (不相容岗位分离). An item whose capability has
	// a maker of its own leaves that to it.
	Apart bool
	// Do takes the step inside the unit of work of the case, under the permission of May, and gives a sentence about
	// what came of it.
	Do func(ctx context.Context, tx unit.Tx, by act.By, m Matter, f Form) (string, error)
	// Refuse ends the case with a reason instead of this step (不予批准); nil where it is too late for that.
	Refuse func(ctx context.Context, tx unit.Tx, by act.By, m Matter, reason string) error
}

// Find gives an item of a list by its code.
func Find(list []Item, code Code) (Item, bool) {
	i := slices.IndexFunc(list, func(it Item) bool { return it.Code == code })
	if i < 0 {
		return Item{}, false
	}
	return list[i], true
}

// Step gives a step by its code, and the code of the step behind it; empty behind the last one.
func (it Item) Step(code string) (s Step, next string, ok bool) {
	for i, s := range it.Steps {
		if s.Code != code {
			continue
		}
		if i+1 < len(it.Steps) {
			next = it.Steps[i+1].Code
		}
		return s, next, true
	}
	return Step{}, "", false
}

// At reports whether the item is offered at a door.
func (it Item) At(d act.Door) bool { return slices.Contains(it.Doors, d) }

// Verify reports what is wrong with the items of a centre as its programmers wrote them: the lists are joined by hand.
func Verify(list []Item) error {
	seen := map[Code]bool{}
	for _, it := range list {
		switch {
		case it.Code == "" || it.Name == "" || len(it.Grounds) == 0 || it.Who == "" || it.Kind == "" || it.Result == "":
			return fmt.Errorf("serviceitem: item %q lacks a word or a ground", it.Code)
		case seen[it.Code]:
			return fmt.Errorf("serviceitem: item %s stands twice", it.Code)
		case len(it.Steps) == 0 || len(it.Doors) == 0 || it.Take.Code == "":
			return fmt.Errorf("serviceitem: item %s has no steps, no doors or nobody who takes it", it.Code)
		case it.Facts == nil || it.Check == nil || it.Accept == nil || it.Withdraw == nil || it.Reschedule == nil:
			return fmt.Errorf("serviceitem: item %s lacks a hook", it.Code)
		}
		seen[it.Code] = true
		if err := verifyPapers(it); err != nil {
			return fmt.Errorf("serviceitem: item %s: %w", it.Code, err)
		}
		if err := verifyAuto(it); err != nil {
			return fmt.Errorf("serviceitem: item %s: %w", it.Code, err)
		}
		if err := verifyMaterials(it.Grounds); err != nil {
			return fmt.Errorf("serviceitem: item %s: %w", it.Code, err)
		}
		if err := verifyFields(it.Fields); err != nil {
			return fmt.Errorf("serviceitem: item %s: %w", it.Code, err)
		}
		if it.Amount != "" && !slices.ContainsFunc(it.Fields, func(f Field) bool {
			return f.Code == it.Amount && f.Kind == Amount
		}) {
			return fmt.Errorf("serviceitem: item %s has no amount %q", it.Code, it.Amount)
		}
		for _, s := range it.Steps {
			if s.Code == "" || s.Title == "" || s.May.Code == "" || s.Do == nil {
				return fmt.Errorf("serviceitem: step %q of item %s is not whole", s.Code, it.Code)
			}
			if err := verifyFields(s.Fields); err != nil {
				return fmt.Errorf("serviceitem: step %s of item %s: %w", s.Code, it.Code, err)
			}
		}
	}
	return nil
}

func verifyFields(list []Field) error {
	seen := map[string]bool{}
	for _, f := range list {
		if _, known := kinds[f.Kind]; !known || f.Code == "" || f.Label == "" || seen[f.Code] {
			return fmt.Errorf("field %q is unnamed, twice there or of no kind", f.Code)
		}
		if (f.Kind == Choice) != (len(f.Choices) > 0) {
			return fmt.Errorf("field %s has choices and is none, or the other way round", f.Code)
		}
		seen[f.Code] = true
	}
	return nil
}
