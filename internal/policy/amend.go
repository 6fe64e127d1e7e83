package policy

import (
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Change says who decided the values of a version, when and why (参数调整). Values that came with the centre's own
// files have none: their document says where they come from.
type Change struct {
	Version int64
	By      string // 工号
	At      civil.Instant
	Reason  string
}

// CodePast is the code of the refusal of a value for a day that is over.
const CodePast = "policy.past"

// Amend puts in force what somebody decided, inside their unit of work: rows that hold from the day of the change at
// the earliest, else it refuses with CodePast. A row of a key, branch and day that has one takes its place, and the
// one before it stays on record under its version. Whoever calls has checked that the rows can be read.
func Amend(tx unit.Tx, recorder audit.Recorder, store Store, rows []Row, c Change) error {
	for _, r := range rows {
		if today := c.At.Date(); r.From < today {
			return refusal.New(CodePast, fmt.Sprintf("不能从已经过去的%s起调整", r.From), "",
				"请填"+today.String()+"或以后的日期，已经办理的不受影响")
		}
	}
	version, err := store.AddRows(tx, rows)
	if err != nil {
		return err
	}
	c.Version = version
	if err := store.AddChange(tx, c); err != nil {
		return err
	}
	fields := []audit.Field{{Name: "why", Value: c.Reason}}
	for _, r := range rows {
		fields = append(fields, audit.Field{Name: "parameter", Value: r.Key},
			audit.Field{Name: "branch", Value: r.Branch}, audit.Day("from", r.From),
			audit.Field{Name: "value", Value: r.Value}, audit.Field{Name: "document", Value: r.Document})
	}
	recorder.Record(tx, audit.Entry{Kind: "policy.changed", ID: version, Fields: fields})
	return nil
}
