package serviceitem

import (
	"fmt"
	"slices"

	"guangsha/internal/base/act"
	"guangsha/internal/material"
)

// Material is one thing that an applicant hands in (申请材料).
type Material struct {
	Code     string
	Title    string // 材料名称, as in the published service guide
	Optional bool
	// Needed says whether an application needs it, and Condition says so in words; nil where every application does.
	Needed    func(f Form) bool
	Condition string // for example 承租公共租赁住房的
	Shared    string // 免提交: the register or certificate that stands in for it; empty where nothing does
	// Verified says that it only shows who applies: who was verified at the door, by their card or their face, has
	// shown it, when they apply for themselves.
	Verified bool
	Drawn    bool            // something is drawn or written on it: a blank picture is none
	Kinds    []material.Kind // that it is taken as; all when empty
	Pages    int             // that all its files have at most; 20 when zero
}

// plainPages is how many pages the files of a material have at most where it does not say.
const plainPages = 20

// MostPages is how many pages its files have at most.
func (m Material) MostPages() int {
	if m.Pages == 0 {
		return plainPages
	}
	return m.Pages
}

// Takes are the kinds of files that it is taken as.
func (m Material) Takes() []material.Kind {
	if len(m.Kinds) == 0 {
		return material.Files
	}
	return m.Kinds
}

// Needs reports whether an application cannot go on without the material. verified says that whoever applies was
// verified at the door and applies for themselves.
func (m Material) Needs(f Form, verified bool) bool {
	return !m.Optional && !(m.Verified && verified) && (m.Needed == nil || m.Needed(f))
}

// Material gives a material by its code.
func (g Ground) Material(code string) (Material, bool) {
	i := slices.IndexFunc(g.Materials, func(m Material) bool { return m.Code == code })
	if i < 0 {
		return Material{}, false
	}
	return g.Materials[i], true
}

// Identity is that whoever applies shows who they are.
var Identity = Material{Code: "identity", Title: "身份证件", Shared: "居民身份证电子证照", Verified: true, Pages: 4}

// Signature is that whoever applies signs for what they apply for (申请人签字), on the pad of the counter or on paper. It
// goes with every item of the counter.
var Signature = Material{Code: "signature", Title: "申请人签字", Optional: true, Drawn: true, Pages: 2}

// Signed is an item of the counter with the signature among what is handed in; every other item is as it was.
func (it Item) Signed() Item {
	if !it.At(act.Counter) {
		return it
	}
	it.Grounds = slices.Clone(it.Grounds)
	for i, g := range it.Grounds {
		if _, there := g.Material(Signature.Code); !there {
			it.Grounds[i].Materials = append(slices.Clip(g.Materials), Signature)
		}
	}
	return it
}

// verifyMaterials reports a material that is not whole.
func verifyMaterials(grounds []Ground) error {
	for _, g := range grounds {
		seen := map[string]bool{}
		for _, m := range g.Materials {
			if m.Code == "" || m.Title == "" || seen[m.Code] || (m.Needed == nil) != (m.Condition == "") {
				return fmt.Errorf("material %q has no name or half a condition, or stands twice", m.Code)
			}
			seen[m.Code] = true
		}
	}
	return nil
}
