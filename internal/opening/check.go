package opening

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
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
	steps := int64(len(checks)) + 1
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
	for _, rules := range []func(context.Context) ([]Finding, error){s.checkEmployers, s.checkLoans, s.checkMoney} {
		found, err := rules(ctx)
		if err != nil {
			return err
		}
		if err := s.keep(ctx, by, found); err != nil {
			return err
		}
	}
	tell(Progress{What: reasonOf(reasonRule).Title, Done: steps, Of: steps})
	return nil
}

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

// checkEmployers asks the members' register what it would refuse of each employer.
func (s *Service) checkEmployers(ctx context.Context) (found []Finding, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		found = nil
		st, err := s.Store.Status(tx)
		if err != nil {
			return err
		}
		for after := int64(0); ; {
			list, err := s.Store.Employers(tx, after, page)
			if err != nil || len(list) == 0 {
				return err
			}
			for _, e := range list {
				after = e.Ref
				f := Finding{Reason: reasonRule, Table: employerTable.Code, Ref: e.Ref, Name: e.No}
				if !slices.ContainsFunc(s.Offices, func(o member.Office) bool { return o.Code == e.Office }) {
					f.Reason, f.Detail = reasonOffice, e.Office
					found = append(found, f)
					continue
				}
				taken, err := s.employer(e)
				if err != nil {
					return err
				}
				err = s.Members.CheckEmployer(tx, taken, st.Day)
				if r := refusal.Of(err); r != nil {
					f.Detail = r.Error()
					found = append(found, f)
				} else if err != nil {
					return err
				}
			}
		}
	})
	return found, err
}

// checkLoans asks lending what it would refuse of each loan.
func (s *Service) checkLoans(ctx context.Context) (found []Finding, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		found = nil
		for _, o := range s.Offices {
			for after := int64(0); ; {
				staged, list, err := s.loans(tx, o.Code, after)
				if err != nil {
					return err
				}
				if len(list) == 0 {
					break
				}
				for i, l := range list {
					if r := refusal.Of(loan.CheckOpening(l)); r != nil {
						found = append(found, Finding{Reason: reasonRule, Table: loanTable.Code, Ref: staged[i].Ref,
							Name: staged[i].No, Detail: r.Text})
					}
				}
				after = staged[len(staged)-1].Ref
			}
		}
		return nil
	})
	return found, err
}

// checkMoney checks what accepting will need of the bank accounts and of the chart.
func (s *Service) checkMoney(ctx context.Context) (found []Finding, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		found = nil
		banks, err := s.Store.Banks(tx)
		if err != nil {
			return err
		}
		for _, main := range []struct {
			id     int64
			nature string
		}{{s.FundBank, fundNature}, {s.SurplusBank, surplusNature}} {
			is := func(b StagedBank) bool { return b.ID == main.id && b.Nature == main.nature }
			if !slices.ContainsFunc(banks, is) {
				found = append(found, Finding{Reason: reasonBank, Table: bankTable.Code,
					Detail: fmt.Sprintf("专户序号%d，专户性质%s", main.id, main.nature)})
			}
		}
		lines, err := s.Store.Ledger(tx)
		for _, l := range lines {
			if info, ok := ledger.Info(l.Account); !ok || !info.Posted {
				found = append(found, Finding{Reason: reasonChart, Table: ledgerTable.Code,
					Name: fmt.Sprint(l.Account)})
			}
		}
		return err
	})
	return found, err
}
