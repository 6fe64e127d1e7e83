package contribution

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
)

// Reader is what screens read of lists.
type Reader interface {
	// Lists lists an employer's months, the latest first, before the last one of the page before; zero begins.
	Lists(tx unit.Tx, employer member.EmployerID, before civil.Month, limit int) ([]List, error)
}

// DaysLate is how many days after its deadline a list was paid, or has been waiting by today; zero when in time.
func (l List) DaysLate(today civil.Date) int {
	end := l.PaidOn
	if l.State != Posted {
		end = today
	}
	return max(0, int(end-l.Deadline))
}

// String is the state in Chinese.
func (s ListState) String() string {
	return map[ListState]string{Draft: "未确认", Confirmed: "已确认", Posted: "已入账"}[s]
}
