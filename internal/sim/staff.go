package sim

import (
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
)

// role is what a member of the staff does. Every office has one person for each, so that nobody checks their own work.
type role string

const (
	clerk    role = "clerk"    // 经办
	reviewer role = "reviewer" // 复核
	approver role = "approver" // 审批
	cashier  role = "cashier"  // 出纳
)

// staff is a person of the staff of an office acting at the counter on a day.
func staff(office int, r role, day civil.Date) act.By {
	code := Offices[office].Code
	return act.By{Actor: string(r) + code, Door: act.Counter, Branch: code, Trace: "sim/" + day.String()}
}

// system is the program acting by itself on a day, for the centre as a whole.
func system(day civil.Date) act.By { return act.Auto(Offices[0].Code, "sim/"+day.String()) }
