// Package catalogue is the register of measures (取数项目录): those of all capabilities, which know nothing of each other.
// It opens no books, so that a reviewer's machine without any knows what a figure of a package means.
package catalogue

import (
	"slices"

	"guangsha/internal/cases"
	"guangsha/internal/contribution"
	"guangsha/internal/loan"
	"guangsha/internal/measure"
	"guangsha/internal/member"
	"guangsha/internal/spending"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// Measures are all measures of all capabilities.
var Measures = slices.Concat(member.Measures, contribution.Measures, withdrawal.Measures, loan.Measures,
	treasury.Measures, spending.Measures, cases.Measures)

// Named is the measure of a name, and whether there is one.
func Named(name string) (measure.Measure, bool) {
	i := slices.IndexFunc(Measures, func(m measure.Measure) bool { return m.Name == name })
	if i < 0 {
		return measure.Measure{}, false
	}
	return Measures[i], true
}
