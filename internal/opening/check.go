package opening

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// mostFindings is how many rows one check puts on the work list; who has more has one mistake and not so many.
const mostFindings = 50_000

// page is how many rows are read at once.
const page = 1000

// ReasonCount is how often a reason stands on the work list.
type ReasonCount struct {
	Reason
	Rows int64
}

// Checked says what is on the work list.
type Checked struct {
	Status
	Rows    int64
	Reasons []ReasonCount // those that occur, in the order of Reasons
}

// Blocking counts the entries that must be put right before accepting.
func (c Checked) Blocking() (n int64) {
	for _, r := range c.Reasons {
		if r.Blocks {
			n += r.Rows
		}
	}
	return n
}

// Check looks for dirty data in the staging area and writes the work list (问题清单) anew: what the load could not
// read, what the checks of the whole set find, and what the use cases would refuse. It changes nothing else, and may
// be run as often as one likes.
func (s *Service) Check(ctx context.Context, by act.By, tell func(Progress)) (Checked, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return Checked{}, err
	}
	var checks []string
	for _, r := range Reasons {
		if r.Query {
			checks = append(checks, r.ID)
		}
	}
	if err := s.tidy(ctx, by, tell); err != nil {
		return Checked{}, err
	}
	var st Status
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		st, err = s.ready(tx)
		return err
	}); err != nil {
		return Checked{}, err
	}
	if st.State == Loaded { // later the list is what was accepted
		if err := s.recheck(ctx, by, checks, tell); err != nil {
			return Checked{}, err
		}
	}
	return s.WorkList(ctx)
}

func (s *Service) recheck(ctx context.Context, by act.By, checks []string, tell func(Progress)) error {
	err := s.Work.Do(ctx, by, "opening.check", func(tx unit.Tx) error {
		s.Audit.Record(tx, audit.Entry{Kind: "opening.checking"})
		return s.Store.DropFindings(tx, ByCheck)
	})
	if err != nil {
		return err
	}
	day, found, err := s.checkDay(ctx)
	if err != nil || day == 0 { // every rule is one of a day
		return errors.Join(err, s.keep(ctx, by, found))
	}
	steps := int64(len(checks) + len(capabilities))
	for i, check := range checks {
		var found []Finding
		if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
			found, err = s.Store.Find(tx, check, mostFindings)
			return err
		}); err != nil {
			return fmt.Errorf("check %s: %w", check, err)
		}
		if err := s.keep(ctx, by, found); err != nil {
			return err
		}
		tell(Progress{What: reasonOf(check).Title, Done: int64(i + 1), Of: steps})
	}
	for i, c := range capabilities {
		r := ruling{s: s, ctx: ctx, day: day}
		err := c.check(&r)
		if err == nil {
			err = s.keep(ctx, by, r.found)
		}
		if err != nil {
			return fmt.Errorf("rules of %s: %w", c.name, err)
		}
		tell(Progress{What: "办理规则：" + c.name, Done: int64(len(checks) + i + 1), Of: steps})
	}
	return nil
}

// checkDay gives the first day of the books, or nothing where the set does not say one that books can begin on: then
// only that is on the list, and not what every rule makes of it.
func (s *Service) checkDay(ctx context.Context) (day civil.Date, found []Finding, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		day, found = 0, nil
		st, err := s.Store.Status(tx)
		if err != nil {
			return err
		}
		if found, err = s.Store.Find(tx, "centre", mostFindings); err != nil || len(found) > 0 || st.Day == 0 {
			return err
		}
		note := Finding{Reason: reasonFirstDay, Table: centreTable.Code, Name: st.Name}
		if st.Day > s.Clock.Now().Date().AddDays(mostAhead) {
			note.Detail = st.Day.String() + "比今天晚一年以上"
			found = append(found, note)
			return nil
		}
		err = s.Members.CheckDay(tx, st.Day)
		if r := refusal.Of(err); r != nil {
			note.Detail = r.Error()
			found = append(found, note)
			return nil
		}
		day = st.Day
		return err
	})
	return day, found, err
}

// mostAhead is how many days before its first day a set may be loaded.
const mostAhead = 366

// keep puts findings on the work list.
func (s *Service) keep(ctx context.Context, by act.By, found []Finding) error {
	today := s.Clock.Now().Date()
	for some := range slices.Chunk(found, batchRows) {
		for i := range some {
			some[i].Day = today
		}
		if err := s.Work.Do(ctx, by, "opening.check", func(tx unit.Tx) error {
			s.Audit.Record(tx, audit.Entry{Kind: "opening.checked", Fields: []audit.Field{
				{Name: "findings", Value: fmt.Sprint(len(some))}}})
			return s.Store.AddFindings(tx, ByCheck, some)
		}); err != nil {
			return err
		}
	}
	return nil
}

// WorkList counts what is on the work list.
func (s *Service) WorkList(ctx context.Context) (c Checked, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		c = Checked{}
		if c.Status, err = s.ready(tx); err != nil {
			return err
		}
		files, err := s.Store.Files(tx)
		if err != nil {
			return err
		}
		for _, f := range files {
			c.Rows += f.Rows
		}
		counts, err := s.Store.CountFindings(tx)
		for _, r := range Reasons {
			if n := counts[r.ID]; n > 0 {
				c.Reasons = append(c.Reasons, ReasonCount{r, n})
			}
		}
		return err
	})
	return c, err
}

// Findings gives the whole work list, in the order in which it was made, with where each row stands.
func (s *Service) Findings(ctx context.Context, f func(Finding, string) error) error {
	return s.Work.Read(ctx, func(tx unit.Tx) error {
		files, err := s.Store.Files(tx)
		if err != nil {
			return err
		}
		for after := int64(0); ; {
			list, err := s.Store.Findings(tx, after, page)
			if err != nil {
				return err
			}
			for _, one := range list {
				if err := f(one, place(files, one)); err != nil {
					return err
				}
				after = one.ID
			}
			if len(list) < page {
				return nil
			}
		}
	})
}

// place says where a row stands, for people: the file and the row in it.
func place(files []File, f Finding) string {
	for _, file := range files {
		if f.Ref/refSpan == file.No {
			return fmt.Sprintf("%s 第%d行", file.Name, f.Ref%refSpan)
		}
	}
	t, _ := tableByCode(f.Table)
	return t.Name
}
