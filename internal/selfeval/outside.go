package selfeval

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// RegisterOutside registers for a year what papers from outside the books state (登记外部文件所列数), so that each
// stands beside the figure that is measured. A paper that was registered before is taken as it is listed now; what it
// said then stays in the register. It is for whoever reviews: the grade of a figure is not raised by whoever writes the
// table. It refuses with CodeInput a year to come, and a paper of a day to come.
func (s *Service) RegisterOutside(ctx context.Context, by act.By, key string, year int,
	list []evaluation.Outside) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReviewTables)
	if err != nil {
		return 0, err
	}
	thisYear := s.Clock.Now().Date().Year()
	if year < firstYear || year > thisYear {
		return 0, refusal.Bad(CodeInput, fmt.Sprintf("请选择%d至%d之间的年度", firstYear, thisYear))
	}
	if len(list) == 0 {
		return 0, refusal.Bad(CodeInput, "没有要登记的数")
	}
	return s.once(ctx, by, entry{"selfeval.outside-registered", key, struct {
		Year int
		List []evaluation.Outside
	}{year, list}}, func(tx unit.Tx, id int64, today civil.Date) (int64, error) {
		registered := slices.Clone(list)
		for i, o := range list {
			dated, err := civil.ParseDate(o.Dated)
			if err != nil || dated > today {
				return 0, refusal.Bad(CodeInput, fmt.Sprintf("%s（%s）的日期%s晚于营业日%s", o.Paper, o.Number, o.Dated, today))
			}
			registered[i].By, registered[i].On = by.Actor, today.String()
		}
		return id, s.Store.AddOutside(tx, id, year, registered)
	})
}

// firstYear is the first year of which goals are kept.
const firstYear = 1990

// Outside lists what papers from outside state of a year, as each was registered last.
func (s *Service) Outside(tx unit.Tx, year int) ([]evaluation.Outside, error) {
	return s.Store.Outside(tx, year)
}
