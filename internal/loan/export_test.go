package loan

import "guangsha/internal/base/civil"

// LastDue is lastDue, the day from which an early repayment and a new rate count days.
func (r Running) LastDue() civil.Date { return r.lastDue() }
