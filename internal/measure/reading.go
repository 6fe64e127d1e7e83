package measure

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// Reader is what screens read behind figures.
type Reader interface {
	Store
	// Missed lists the rows of a ShareOf that add nothing to it, such as what was late, in the order of Rows.
	Missed(tx unit.Tx, m Measure, p Period) ([]Row, error)
	// Describe says what records of one kind are, by id. What is not there is left out.
	Describe(tx unit.Tx, source string, refs []int64) (map[int64]Record, error)
}

// Record is a record behind a figure as people know it. It holds nothing personal.
type Record struct {
	Label  string     // its number or name
	Detail string     // what it is about
	Done   civil.Date // when it was done; zero when it is not, or is no matter of a day
	Link   string     // kind of what it leads to: voucher, loan, member, employer, trial, register
	To     string     // number of that, or its id until it has one; day of a balance; KIND/id in the register
}
