package access

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/unit"
)

// EndCover ends what somebody does in another's place before its last day, at once (提前结束代岗): as with Leave, taking
// rights away needs one administrator. A cover that has not begun yet never does. A repeat changes nothing.
func (s *Service) EndCover(ctx context.Context, by act.By, code, covered, reason string) error {
	ctx, err := Allow(ctx, gate{s}, by, EndService)
	if err != nil {
		return err
	}
	if why := telltale.Refuse(CodeInput, reason); why != nil {
		return why
	}
	return s.work.Do(ctx, by, "access.end-cover", func(tx unit.Tx) error {
		if err := s.Store.FenceDay(tx); err != nil {
			return err
		}
		p, err := s.employed(tx, code)
		if err != nil {
			return err
		}
		absent, found, err := s.Store.PersonByCode(tx, covered)
		if err != nil {
			return err
		}
		posts, err := s.Store.Posts(tx, p.ID)
		if err != nil {
			return err
		}
		if !found || !slices.ContainsFunc(posts, func(o Post) bool { return o.Covers == absent.ID }) {
			return refusal.New(CodeNobody, fmt.Sprintf("“%s”没有代“%s”的岗", code, covered), "", "请刷新后再试")
		}
		today, left, goesOn := s.Clock.Now().Date(), []Post(nil), false
		for _, o := range posts {
			if o.Covers == absent.ID && (o.Until == 0 || o.Until > today) {
				goesOn = true
				if o.Since >= today {
					continue
				}
				o.Until = today
			}
			left = append(left, o)
		}
		if !goesOn {
			return nil
		}
		p.Version++
		if err := s.Store.SavePeople(tx, []Person{p}); err != nil {
			return err
		}
		s.record(tx, "access.cover-ended", p, "covered", absent.Code, "reason", reason)
		return s.Store.SetPosts(tx, map[PersonID][]Post{p.ID: left})
	})
}
