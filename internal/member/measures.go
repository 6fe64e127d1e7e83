package member

import "guangsha/internal/measure"

// Measures are what this package lets others count, in the order of the report.
var Measures = []measure.Measure{OpenedMembers, OpenedEmployers}
