package cases

import (
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/refusal"
	"guangsha/internal/serviceitem"
)

// State is where a case stands (办件状态).
type State uint8

// The states.
const (
	Submitted   State = iota + 1 // 待受理: handed in by the applicant, at a door where nobody of the centre was
	UnderWay                     // 办理中: accepted, its clock runs
	Correcting                   // 待补正: accepted, the applicant owes something, the clock stands
	Suspended                    // 已中止: accepted, something outside must come first, the clock stands
	Granted                      // 已办结: 准予
	Refused                      // 不予批准
	NotAccepted                  // 不予受理
	Withdrawn                    // 已撤回
	Ended                        // 已终止: what was lacking never came
)

// States are all of them, in the order in which a case meets them.
var States = []State{Submitted, UnderWay, Correcting, Suspended, Granted, Refused, NotAccepted, Withdrawn, Ended}

// String is the state in Chinese.
func (s State) String() string {
	if s < Submitted || s > Ended {
		return ""
	}
	return [...]string{"待受理", "办理中", "待补正", "已中止", "已办结", "不予批准", "不予受理", "已撤回", "已终止"}[s-Submitted]
}

// open are the states of a case in flight (在办).
var open = []State{Submitted, UnderWay, Correcting, Suspended}

// accepted are the states in which the capability has its record of the case and may still decide.
var accepted = []State{UnderWay, Correcting, Suspended}

// Open reports whether a case in this state is in flight.
func (s State) Open() bool { return slices.Contains(open, s) }

// clock is what a transition does to the clock of a case.
type clock uint8

const (
	asItIs clock = iota
	stand        // 停表
	goOn         // 续表
)

// Act is what somebody may do with a case (办理动作), by the code that stands in requests and audit entries.
type Act string

// The acts.
const (
	Accept   Act = "accept"
	Decline  Act = "decline"
	Advance  Act = "advance"
	Refuse   Act = "refuse"
	Correct  Act = "correct"
	Supply   Act = "supply"
	Suspend  Act = "suspend"
	Resume   Act = "resume"
	Withdraw Act = "withdraw"
	End      Act = "end"
	Tell     Act = "tell"
	Opine    Act = "opine"
	HandOver Act = "hand-over"
	HandIn   Act = "hand-in"
	TakeOut  Act = "take-out"
	Rate     Act = "rate"
)

// Transition is one act: from which states, and to which.
type Transition struct {
	Act   Act
	Title string // in words that fit a button
	From  []State
	To    State // zero when the case stays where it is
	clock clock
	// Words is what must be written with it, for the person who will read it; empty when nothing need be.
	Words string
	// file says that it goes with a material, so that it has a use case of its own.
	file bool
	// makes says that it changes what a decision rests on: whoever did it decides nothing about the case.
	makes bool
	// may is the permission that it takes, besides access.HandleCases.
	may func(it serviceitem.Item, s serviceitem.Step) access.Permission
}

// Transitions is the one table of what may happen to a case after it was handed in. What is not here is refused.
var Transitions = []Transition{
	{Act: Accept, Title: "受理", From: []State{Submitted}, To: UnderWay, may: taking},
	{Act: Decline, Title: "不予受理", From: []State{Submitted}, To: NotAccepted, Words: "不予受理的理由", may: taking},
	{Act: Advance, Title: "办理", From: []State{UnderWay}, To: UnderWay, may: stepping},
	{Act: Refuse, Title: "不予批准", From: []State{UnderWay}, To: Refused, Words: "不予批准的理由", may: stepping},
	{Act: Correct, Title: "要求补正", From: []State{UnderWay}, To: Correcting, clock: stand, Words: "需补正的全部内容",
		may: taking},
	{Act: Supply, Title: "补正完成", From: []State{Correcting}, To: UnderWay, clock: goOn, may: taking},
	{Act: Suspend, Title: "中止", From: []State{UnderWay}, To: Suspended, clock: stand, Words: "中止的原因", may: taking},
	{Act: Resume, Title: "恢复办理", From: []State{Suspended}, To: UnderWay, clock: goOn, Words: "恢复的原因", may: taking},
	{Act: Withdraw, Title: "撤回申请", From: open, To: Withdrawn, Words: "申请人撤回的说明", may: taking},
	{Act: End, Title: "逾期未补正终止", From: []State{Correcting}, To: Ended, Words: "终止的说明", may: taking},
	{Act: Tell, Title: "给申请人留言", From: open, Words: "留言", may: handling},
	{Act: Opine, Title: "写办理意见", From: open, Words: "办理意见", may: handling},
	{Act: HandOver, Title: "转交", From: open, Words: "转交的说明", may: taking},
	{Act: HandIn, Title: "补充材料", From: open, file: true, makes: true, may: taking},
	{Act: TakeOut, Title: "移除材料", From: open, file: true, makes: true, may: taking},
	{Act: Rate, Title: "评价", From: []State{Granted, Refused, NotAccepted}, may: handling},
}

func taking(it serviceitem.Item, _ serviceitem.Step) access.Permission  { return it.Take }
func stepping(_ serviceitem.Item, s serviceitem.Step) access.Permission { return s.May }
func handling(_ serviceitem.Item, _ serviceitem.Step) access.Permission { return access.HandleCases }

// Permission is what the act takes for a case of an item that waits for a step.
func (t Transition) Permission(it serviceitem.Item, s serviceitem.Step) access.Permission {
	return t.may(it, s)
}

func transition(a Act) (Transition, bool) {
	i := slices.IndexFunc(Transitions, func(t Transition) bool { return t.Act == a })
	if i < 0 {
		return Transition{}, false
	}
	return Transitions[i], true
}

// refuseState refuses an act in a state it does not begin in.
func refuseState(c Case, t Transition) *refusal.Refused {
	next := "请查看办件的办理过程"
	if c.State.Open() {
		next = "请按办件所列的下一步办理"
	}
	return refusal.New(CodeState, "办件现为“"+c.State.String()+"”，不能“"+t.Title+"”", "", next)
}
