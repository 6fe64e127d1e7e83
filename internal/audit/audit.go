// Package audit records who did what (审计日志), in a form that shows tampering.
//
// An entry is written by the unit of work that it describes, with a leaf: a keyed digest that a role of the
// database cannot make. Numbering and chaining come after the commit, from a Sealer, which signs what the log has come
// to and keeps it outside the database (ADR 0021). The package never sees a personal value: fields hold record ids,
// amounts, masked values or keyed digests.
package audit

import (
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// Entry is what a use case says about one thing it did. Who, when and through which door is added by the unit
// of work.
type Entry struct {
	Kind   string  // what happened, for example "voucher.posted" or "employer.opened"
	ID     int64   // id of the record it happened to
	Fields []Field // in the order the use case documents
}

// Field is one named value of an entry. Value is an id, a number, a date, a masked value or a keyed digest.
type Field struct{ Name, Value string }

// Day is a field of a day, empty for one that has not come.
func Day(name string, d civil.Date) Field {
	if d == 0 {
		return Field{Name: name}
	}
	return Field{Name: name, Value: d.String()}
}

// OpLook is the use case of entries about what somebody looked at (查询). Nothing in the books changes with them, so what
// a store says of the state of its books passes them over.
const OpLook = "access.look"

// OpDeliver is the use case of entries about messages on their way (消息投递). The books stay as they are with them too.
const OpDeliver = "message.deliver"

// Recorder adds an entry to a unit of work. The entry becomes durable with the unit or not at all.
type Recorder interface {
	Record(tx unit.Tx, e Entry)
}

// Record is an entry as it is stored: with its author, its instant and its leaf.
type Record struct {
	Entry
	Seq int64         // id of the record in the store; not yet a number in the chain
	By  act.By        // who, through which door
	Op  string        // use case that was running
	At  civil.Instant // when the unit ran
}
