package ledger

import (
	"strconv"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// Register is a register above the books (登记簿) whose rows audit entries name by their ids: each row has an entry, each
// entry its row, and each field is what the latest entry that names it says.
type Register struct {
	Name   string            // of the store's query for its rows
	Kinds  map[string]string // kinds of the entries, and the state that each brings a row to, where it does
	Draft  string            // state in which a row may be made anew without a word, or empty
	Fields []RegisterField   // in the order of the query's columns after the id
}

// RegisterField is a field of a register that audit entries name.
type RegisterField struct {
	Name string
	Text func(stored string) string // what an entry says for what the store has, or nil where they are alike
}

// fieldState is the field that Register.Kinds speak of.
const fieldState = "state"

// Registers lists them. What the registers owe to the vouchers themselves is in Invariants.
var Registers = []Register{
	{Name: "day", Kinds: map[string]string{"day.closing": "2", "day.closed": "3"},
		Fields: []RegisterField{{fieldState, nil}}},
	{Name: "list", Kinds: map[string]string{"list.prepared": "1", "list.reopened": "1", "list.confirmed": "2",
		"list.posted": "3", "list.reversed": "2"}, Draft: "1",
		Fields: []RegisterField{{fieldState, nil}, {"employer", nil}, {"month", monthText}, {"members", nil},
			{"due", fenText}, {"deadline", dayText}, {"paid_on", dayText}}},
	// What was handed in for cases. A material whose content is gone has no digest.
	{Name: "material", Kinds: map[string]string{"material.staged": "1", "material.filed": "2", "material.removed": "3"},
		Fields: []RegisterField{{fieldState, nil}, {"case", nil}, {"material", nil}, {"format", nil}, {"size", nil},
			{"digest", nil}}},
}

func stored(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // of a column of numbers
	return n
}

func fenText(text string) string   { return money.Fen(stored(text)).String() }
func monthText(text string) string { return civil.Month(stored(text)).String() }
func dayText(text string) string   { return audit.Day("", civil.Date(stored(text))).Value }

// row names a row of a register.
type row struct {
	register int // in Registers
	id       int64
}

// told is what the latest entry that names a field of a row says of it. A zero told says nothing.
type told struct {
	named bool
	value string
}

// hear notes what an entry says of a row. The latest comes last.
func (s *entries) hear(r audit.Record) {
	at := row{s.register[r.Kind], r.ID}
	register := Registers[at.register]
	fields := s.rows[at]
	if fields == nil {
		fields = make([]told, len(register.Fields))
		s.rows[at] = fields
	}
	for i, f := range register.Fields {
		value, named := field(r, f.Name)
		if state := register.Kinds[r.Kind]; f.Name == fieldState && state != "" {
			value, named = state, true
		}
		if named {
			fields[i] = told{true, value}
		}
	}
}

// agrees says whether a row of a register is what entries say of it, and takes it off what they say.
func (s *entries) agrees(at row, stored []string) bool {
	fields, spoken := s.rows[at]
	delete(s.rows, at)
	for i, f := range fields {
		if text := Registers[at.register].Fields[i].Text; text != nil {
			stored[i] = text(stored[i])
		}
		spoken = spoken && (!f.named || f.value == stored[i])
	}
	return spoken
}

// mayBeGone says whether a row that entries speak of may be missing: a draft that was made anew.
func (s *entries) mayBeGone(at row) bool {
	draft := Registers[at.register].Draft
	return draft != "" && s.rows[at][0].value == draft
}
