package sim

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
)

// role is what a member of the staff does, by the code of their role. Every office has one person for each, so that
// nobody checks their own work.
type role string

const (
	clerk    role = "clerk"    // 经办
	reviewer role = "reviewer" // 复核
	approver role = "approver" // 审批
	cashier  role = "cashier"  // 出纳
)

// desks are the roles that every office has a person for.
var desks = []role{clerk, reviewer, approver, cashier}

// staff is a person of the staff of an office acting at the counter on a day.
func staff(office int, r role, day civil.Date) act.By {
	code := Offices[office].Code
	return act.By{Actor: string(r) + code, Door: act.Counter, Branch: code, Trace: "sim/" + day.String()}
}

// system is the program acting by itself on a day, for the centre as a whole.
func system(day civil.Date) act.By { return act.Auto(Offices[0].Code, "sim/"+day.String()) }

// The three administrators of the centre. None of them has a desk.
const (
	systemsAdmin  = "admin-systems"
	securityAdmin = "admin-security"
	auditingAdmin = "admin-auditing"
)

// administrator is one of the three, acting in the console.
func administrator(code string, day civil.Date) act.By {
	return act.By{Actor: code, Door: act.Console, Branch: Offices[0].Code, Trace: "sim/" + day.String()}
}

// employ brings the staff in on the first day: the three administrators by the set-up code, everybody else by a change
// that one of them proposes and another confirms. Asked again it changes nothing.
func (l *life) employ(ctx context.Context) error {
	if err := l.beginAccess(ctx); err != nil {
		return err
	}
	for office, o := range Offices {
		for n, r := range desks {
			if err := l.join(ctx, office, r, n, "示例"+o.Place+"职员"+fmt.Sprint(n+1), o.Code); err != nil {
				return err
			}
		}
	}
	for n, r := range []role{analyst, lead} { // for all offices
		nth := len(desks) + 3 + n // after the administrators
		if err := l.join(ctx, 0, r, nth, "示例绩效职员"+fmt.Sprint(n+1), ""); err != nil {
			return err
		}
	}
	return nil
}

// join brings the nth person of an office in for a role, held for a branch or for the whole centre.
func (l *life) join(ctx context.Context, office int, r role, nth int, name, branch string) error {
	day := l.city.start()
	by := staff(office, r, day)
	w := access.Wanted{Kind: access.Join, Code: by.Actor, Name: name, IDNo: staffID(office, nth),
		Office: Offices[office].Code, Since: day, Posts: []access.Post{{Role: string(r), Branch: branch}}}
	id, err := l.centre.Access.Propose(ctx, administrator(securityAdmin, day), "sim/join/"+by.Actor, w)
	if err == nil {
		err = l.centre.Access.Confirm(ctx, administrator(systemsAdmin, day), id)
	}
	if err != nil {
		return fmt.Errorf("%s joins: %w", by.Actor, err)
	}
	return nil
}

// beginAccess makes the three administrators, unless they are there.
func (l *life) beginAccess(ctx context.Context) error {
	day := l.city.start()
	code, err := l.centre.Access.NewSetUp(ctx, system(day))
	if refusal.Is(err, access.CodeBegun) {
		return nil
	}
	if err != nil {
		return err
	}
	by := act.By{Actor: access.CodeSetUp, Door: act.Console, Branch: Offices[0].Code, Trace: "sim/set-up"}
	founder := func(n int, code, name string) access.Founder {
		return access.Founder{Code: code, Name: name, IDNo: staffID(0, len(desks)+n), Office: Offices[0].Code}
	}
	_, err = l.centre.Access.Begin(ctx, by, code, access.Founders{
		Systems:  founder(0, systemsAdmin, "示例系统管理员"),
		Security: founder(1, securityAdmin, "示例安全管理员"),
		Auditing: founder(2, auditingAdmin, "示例审计管理员"),
	})
	return err
}

// staffID is the identification number of nth person of an office: born on a day that no member of the city is.
func staffID(office, nth int) string {
	return idNumber(office, civil.DateOf(1950, 1, 1), idno.Female, nth)
}

// mandates is how many agents one unit of work registers.
const mandates = 200

// authorize registers the agent of every employer, at the counter of its office, on the first day.
func (l *life) authorize(ctx context.Context) error {
	for office := range Offices {
		var list []access.Mandate
		for n, e := range l.city.established() {
			if e.Office == office {
				list = append(list, l.mandate(n))
			}
		}
		for some := range slices.Chunk(list, mandates) {
			if err := l.centre.Access.Authorize(ctx, staff(office, clerk, l.city.start()), some); err != nil {
				return fmt.Errorf("agents of %s: %w", Offices[office].Code, err)
			}
		}
	}
	return nil
}

// mandate is the agent of an employer, who may act for it.
func (l *life) mandate(employer int) access.Mandate {
	return access.Mandate{Code: agentCode(employer), Unit: int64(l.employers[employer])}
}

// agentCode is what the agent of an employer is called by.
func agentCode(employer int) string { return fmt.Sprintf("agent%d", employer) }
