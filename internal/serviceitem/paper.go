package serviceitem

import (
	"fmt"

	"guangsha/internal/base/unit"
)

// Event is what calls for a paper in the course of a case (出具时点).
type Event string

// The events.
const (
	Accepted Event = "accepted" // 受理
	Declined Event = "declined" // 不予受理
	Lacking  Event = "lacking"  // 要求补正
	Refused  Event = "refused"  // 不予批准
	Granted  Event = "granted"  // 准予并办结
	Taken    Event = "taken"    // 办完一个环节, which the paper names
)

// Paper is a document that the centre gives out in the course of an item (文书). What it looks like is the matter of
// whoever makes papers.
type Paper struct {
	Kind  string // code in package paper
	Title string // as doors name it
	At    Event  // in whose unit of work it is given out
	Step  string // of Taken: the code of the step
	// Says gives what the paper says besides what every case can say, by the names of its fields, as the event has left
	// things; nil when there is no more.
	Says func(tx unit.Tx, m Matter) (map[string]string, error)
}

// The papers that most items declare.
var (
	AcceptanceNotice = Paper{Kind: "acceptance-notice", Title: "受理通知书", At: Accepted}
	DeclineNotice    = Paper{Kind: "decline-notice", Title: "不予受理通知书", At: Declined}
	LackNotice       = Paper{Kind: "correction-notice", Title: "一次性告知书", At: Lacking}
	RefusalNotice    = Paper{Kind: "refusal-notice", Title: "不予批准通知书", At: Refused}
)

// verifyPapers reports a paper without a name or a kind, of a step that is not there, or two of a kind at an event.
func verifyPapers(it Item) error {
	type place struct {
		kind string
		at   Event
		step string
	}
	seen := map[place]bool{}
	for _, p := range it.Papers {
		here := place{p.Kind, p.At, p.Step}
		_, _, there := it.Step(p.Step)
		if p.Title == "" || p.At == "" || p.Kind == "" || (p.At == Taken) != there || seen[here] {
			return fmt.Errorf("paper %q has no name, no kind or no event, or stands twice", p.Kind)
		}
		seen[here] = true
	}
	return nil
}
