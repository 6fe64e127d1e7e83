package loan

import "slices"

// State is where a loan stands (贷款状态), from application to release.
type State uint8

// The states, in the order in which a loan meets them; the side exits stand behind.
const (
	Applied    State = iota + 1 // 待审批
	Approved                    // 待签合同
	Signed                      // 待抵押登记
	Registered                  // 待放款
	Active                      // 正常
	Overdue                     // 逾期
	Settled                     // 已结清
	Released                    // 已解押
	Rejected                    // 审核不通过
	Cancelled                   // 已作废, before disbursement
)

// next lists every transition there is. What is not here cannot happen. A loan goes back from 正常 to 待放款 when the
// bank returns the payment.
var next = map[State][]State{
	Applied:    {Approved, Rejected, Cancelled},
	Approved:   {Signed, Cancelled},
	Signed:     {Registered, Cancelled},
	Registered: {Active, Cancelled},
	Active:     {Overdue, Settled, Registered},
	Overdue:    {Active, Settled},
	Settled:    {Released},
}

var stateNames = map[State]string{
	Applied: "待审批", Approved: "待签合同", Signed: "待抵押登记", Registered: "待放款", Active: "正常",
	Overdue: "逾期", Settled: "已结清", Released: "已解押", Rejected: "审核不通过", Cancelled: "已作废",
}

// May reports whether a loan may go from s to another state.
func (s State) May(to State) bool { return slices.Contains(next[s], to) }

// Ends reports whether an application has come to its end in this state: with the money, or without it.
func (s State) Ends() bool { return s >= Active }

// Running reports whether money is lent out in this state.
func (s State) Running() bool { return s == Active || s == Overdue }

// String is the Chinese name of the state.
func (s State) String() string { return stateNames[s] }
