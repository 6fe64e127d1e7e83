package spending

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// TrainingPlan is a training of staff as it is planned (培训计划).
type TrainingPlan struct {
	Title   string
	Month   civil.Month // planned month
	Invited []int64     // staff numbers
}

// PlanTraining enters a planned training and who is asked to come.
func (s *Service) PlanTraining(ctx context.Context, by act.By, key string, p TrainingPlan) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return 0, err
	}
	var bad checks
	bad.require(p.Title != "" && p.Month > 0 && len(p.Invited) > 0, "请填写培训名称、计划月份和应参加人员")
	bad.require(distinct(p.Invited), "应参加人员重复")
	if err := bad.err(); err != nil {
		return 0, err
	}
	return s.register(ctx, by, entry{op: "spending.training-planned", key: key, content: p},
		func(tx unit.Tx, id int64, _ civil.Date) (money.Fen, error) { return 0, s.Store.AddTraining(tx, id, p) })
}

// TrainingHeld tells that a training took place (培训签到).
type TrainingHeld struct {
	Training int64
	Day      civil.Date
	Attended []int64 // staff numbers
	Document string  // 签到表
}

// HoldTraining enters that a training took place and who came. Only who was invited can have come, so that nobody
// counts beyond the plan.
func (s *Service) HoldTraining(ctx context.Context, by act.By, key string, h TrainingHeld) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return err
	}
	var bad checks
	bad.require(h.Document != "" && len(h.Attended) > 0, "请填写签到表和参加人员")
	bad.require(distinct(h.Attended), "参加人员重复")
	if err := bad.err(); err != nil {
		return err
	}
	_, err = s.register(ctx, by, entry{op: "spending.training-held", key: key, content: h, of: h.Training},
		func(tx unit.Tx, _ int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(h.Day, today, "培训日期"); err != nil {
				return 0, err
			}
			invited, held, found, err := s.Store.Training(tx, h.Training)
			if err != nil {
				return 0, err
			}
			if !found {
				return 0, unknown("培训计划")
			}
			if held > 0 {
				return 0, refusal.New(CodeTwice, "该培训已登记举办", "", "请核对培训记录")
			}
			for _, n := range h.Attended {
				if !slices.Contains(invited, n) {
					return 0, refusal.New(CodeNotInvited, fmt.Sprintf("工号%d不在应参加人员中", n), "", "请核对签到表")
				}
			}
			return 0, s.Store.TrainingHeld(tx, h)
		})
	return err
}

// settleTraining lets a training be paid in several payments, for a hall, a teacher, or materials.
func (s *Service) settleTraining(tx unit.Tx, p Payment) error {
	_, _, found, err := s.Store.Training(tx, p.For)
	if err == nil && !found {
		err = unknown("培训计划")
	}
	return err
}

func distinct(list []int64) bool {
	sorted := slices.Sorted(slices.Values(list))
	return len(slices.Compact(sorted)) == len(list)
}
