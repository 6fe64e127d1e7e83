package serviceitem

import (
	"fmt"
	"slices"

	"guangsha/internal/base/act"
	"guangsha/internal/base/unit"
)

// Auto is how cases of an item are decided without a person, where policy switches that on (自动办结). A decision of the
// program rests on data alone: whatever a person has typed, handed in or said about a case keeps it for people.
type Auto struct {
	Step   string     // code of the step that decides, of which nothing is typed
	Wishes []string   // codes of the fields that say what is wanted and claim nothing (申请意愿)
	Facts  []Verified // all that the decision rests on, in the order in which it is recorded
}

// Verified is one fact that a decision without a person rests on (核验事实).
type Verified struct {
	Label  string
	Source string // which register or books have it, for example 个人账户登记
	// Read gives its value as it is recorded, masked where it identifies somebody, and whether it speaks for granting.
	Read func(tx unit.Tx, by act.By, m Matter) (value string, holds bool, err error)
}

// Claimed are the labels of what was filled in and claims something: what a decision without a person cannot rest on.
func (it Item) Claimed(f Form) (labels []string) {
	for _, field := range it.Fields {
		if _, filled := f[field.Code]; filled && (it.Auto == nil || !slices.Contains(it.Auto.Wishes, field.Code)) {
			labels = append(labels, field.Label)
		}
	}
	return labels
}

// verifyAuto reports a decision without a person that is not whole.
func verifyAuto(it Item) error {
	if it.Auto == nil {
		return nil
	}
	s, _, there := it.Step(it.Auto.Step)
	if !there || !s.Decides || len(s.Fields) > 0 || len(it.Auto.Facts) == 0 {
		return fmt.Errorf("what decides without a person is no step that decides, asks for something, or rests on nothing")
	}
	for _, f := range it.Auto.Facts {
		if f.Label == "" || f.Source == "" || f.Read == nil {
			return fmt.Errorf("fact %q has no name, no source or cannot be read", f.Label)
		}
	}
	for _, code := range it.Auto.Wishes {
		if !slices.ContainsFunc(it.Fields, func(f Field) bool { return f.Code == code }) {
			return fmt.Errorf("there is no field %q", code)
		}
	}
	return nil
}
