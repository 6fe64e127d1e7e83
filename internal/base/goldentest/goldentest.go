// Package goldentest holds the worked examples (算例): cases of the trade, computed outside this program, with what
// goes in and what must come out. Amounts are in yuan as decimal strings, rates are decimal fractions, dates ISO. Tests
// ask for a case by its id; the package computes nothing and knows no package of the program.
//
// Each example has a test that hands everything the program made of it to Agree. Other tests may read parts of it with
// Case.
package goldentest

import (
	_ "embed"
	"encoding/json"
	"slices"
	"testing"
)

//go:embed golden.json
var golden []byte

type example struct {
	ID            string
	Input, Expect json.RawMessage
}

func examples(t testing.TB) []example {
	t.Helper()
	var file struct{ Cases []example }
	if err := json.Unmarshal(golden, &file); err != nil {
		t.Fatal(err)
	}
	return file.Cases
}

func find(t testing.TB, id string) example {
	t.Helper()
	all := examples(t)
	i := slices.IndexFunc(all, func(e example) bool { return e.ID == id })
	if i < 0 {
		t.Fatalf("no worked example %s", id)
	}
	return all[i]
}

// Case decodes input and expectation of a worked example into what the pointers point to; nil for a side that the test
// does not need. It ends the test when there is no such case or a side has another shape.
func Case(t testing.TB, id string, input, expect any) {
	t.Helper()
	e := find(t, id)
	for _, side := range []struct {
		text json.RawMessage
		into any
	}{{e.Input, input}, {e.Expect, expect}} {
		if side.into == nil {
			continue
		}
		if err := json.Unmarshal(side.text, side.into); err != nil {
			t.Fatalf("%s: %v", id, err)
		}
	}
}
