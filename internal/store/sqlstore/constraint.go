package sqlstore

import (
	"guangsha/internal/base/refusal"
	"guangsha/internal/ledger"
)

// constraint ties a constraint of the schema to the refusal it stands for. PostgreSQL names the constraint or
// index, SQLite the columns of a unique index.
type constraint struct {
	name    string
	columns string
	refusal func() *refusal.Refused
}

// constraints lists every constraint that a person's input can meet.
var constraints = []constraint{
	{"holder_movement_ref", "holder_movement.account, holder_movement.holder, holder_movement.day, holder_movement.ref",
		ledger.DuplicateSerial},
}
