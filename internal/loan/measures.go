package loan

import "guangsha/internal/measure"

// Measures is what loans hand outward, in the order of the yearly report.
var Measures = []measure.Measure{
	LoansCount, LoansHouseholds, LoansAmount, LoansBalance, LoansOverdue, LoansOnTime, LoansDecidedOnTime,
	RegistrationCovered, RegistrationCoveredOfAll, RegistrationSaved,
}
