package withdrawal

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// MostEarlier is how many rows one unit of work takes over at most.
const MostEarlier = 500

// Earlier is a withdrawal that was paid before these books began (期初提取记录). It moves no money here: it counts for
// what a home, a year or an interval still allows.
type Earlier struct {
	Member   number.MemberNo // empty for who has no account any more; it counts for the home and the family
	Standard string          // 提取原因 in the data standard, two digits
	On       civil.Date      // 提取日期
	Amount   money.Fen
	House    string // 房屋标识; empty for a reason without a home
	Family   string // 家庭标识: rows of one family have the same
}

// byStandard is the code of the reason that the data standard names by two digits, or empty.
func byStandard(digits string) Code {
	for _, r := range Reasons {
		if r.Standard == digits && r.Standard != other {
			return r.Code
		}
	}
	return ""
}

// other is the data standard's 其他, which names no reason.
const other = "99"

// CheckEarlier refuses an earlier withdrawal that cannot be taken over when the books begin on a day.
func CheckEarlier(e Earlier, day civil.Date) error {
	var bad []*refusal.Refused
	if e.Amount <= 0 || e.Amount > maxHome || e.On == 0 || e.On >= day {
		bad = append(bad, refusal.Bad("withdrawal.earlier.row", "期初提取记录的金额应大于零、不超过一亿元，日期应早于建账日"))
	}
	if len(e.House) > maxDocument || len(e.Family) > maxDocument {
		bad = append(bad, refusal.Bad("withdrawal.earlier.row", "房屋标识和家庭标识各不超过40字"))
	}
	return refusal.Join(bad...)
}

// TakeEarlier takes withdrawals of the years before over when the books begin (期初建账).
func (s *Service) TakeEarlier(ctx context.Context, by act.By, key string, list []Earlier) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return err
	}
	if len(list) == 0 || len(list) > MostEarlier {
		return refusal.Bad("withdrawal.earlier.size", fmt.Sprintf("期初提取记录每批应为1至%d条", MostEarlier))
	}
	return s.Work.Do(ctx, by, "withdrawal.take-earlier", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(0, key, list), "change", func(change int64) error {
			day, err := s.Books.OpenDay(tx)
			if err != nil {
				return err
			}
			rows := make([]EarlierRow, len(list))
			for i, e := range list {
				if err := CheckEarlier(e, day); err != nil {
					return err
				}
				if e.Member != "" {
					if _, err := s.Members.Member(tx, e.Member); err != nil {
						return err
					}
				}
				id, err := s.Books.NextID(tx, "earlier")
				if err != nil {
					return err
				}
				rows[i] = EarlierRow{id, byStandard(e.Standard), e}
			}
			if err := s.Store.AddEarlier(tx, rows); err != nil {
				return fmt.Errorf("write earlier withdrawals: %w", err)
			}
			s.Audit.Record(tx, audit.Entry{Kind: "withdrawals.taken-over", ID: change, Fields: []audit.Field{
				{Name: "withdrawals", Value: fmt.Sprint(len(list))}}})
			return nil
		})
		return err
	})
}
