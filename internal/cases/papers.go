package cases

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/paper"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// KeepYears is for how many years the file of a closed case is kept (保管期限), zero for ever.
const KeepYears policy.Count = "case.keep_years"

// events say what calls for papers, besides the step that an entry has taken.
var events = map[Act]serviceitem.Event{Accept: serviceitem.Accepted, Decline: serviceitem.Declined,
	Correct: serviceitem.Lacking, Refuse: serviceitem.Refused, Advance: serviceitem.Granted}

// verifyPapers reports a paper that an item declares and nobody can make.
func verifyPapers(items []serviceitem.Item) error {
	for _, it := range items {
		for _, p := range it.Papers {
			if k, err := paper.KindOf(p.Kind); err != nil || k.Wordings[0].Title != p.Title {
				return fmt.Errorf("cases: item %s declares %s, which is no kind of paper called %s", it.Code, p.Kind,
					p.Title)
			}
		}
	}
	return nil
}

// stranger stands on papers for whoever applies and is nobody that the centre has a register of.
const stranger = "非本中心缴存人（身份由受理人员核验）"

// paperwork gives out the papers that an entry of a case calls for, and puts the case away when the entry has ended it.
func (s *Service) paperwork(tx unit.Tx, it serviceitem.Item, c Case, f form, e Entry) error {
	for _, p := range it.Papers {
		if !calls(e, c, p) {
			continue
		}
		if err := s.give(tx, it, p, c, f, e); err != nil {
			return fmt.Errorf("%s of case %d: %w", p.Kind, c.ID, err)
		}
	}
	if c.State.Open() {
		return nil
	}
	return s.putAway(tx, it, c, f)
}

// calls reports whether an entry of a case calls for a paper.
func calls(e Entry, c Case, p serviceitem.Paper) bool {
	if p.At == serviceitem.Taken {
		return e.Act == Advance && e.Step == p.Step
	}
	return events[e.Act] == p.At && (p.At != serviceitem.Granted || c.State == Granted)
}

// give gives out one paper. What every case can say is filled in here, the rest by its item.
func (s *Service) give(tx unit.Tx, it serviceitem.Item, p serviceitem.Paper, c Case, f form, e Entry) error {
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	name, err := s.applicant(tx, c)
	if err != nil {
		return err
	}
	says := map[string]string{"业务流水号": string(c.Number), "申请人": name, "申请事项": it.Name,
		"受理日期": c.Accepted.InFull(), "承诺办结日期": c.Due.InFull(), "决定日期": today.InFull(), "理由": e.Words,
		"需补正的内容": e.Words, "补正期限": c.Until.InFull()}
	on := c.Accepted
	if on == 0 {
		on = c.Submitted
	}
	if ground, there := it.On(on); there {
		says["依据"], says["事项依据"] = ground.Basis, ground.Basis
	}
	if p.Says != nil {
		own, err := p.Says(tx, c.matter(f.Values))
		if err != nil {
			return err
		}
		for field, value := range own {
			says[field] = value
		}
	}
	_, err = s.Papers.Issue(tx, paper.Order{Kind: p.Kind, Case: int64(c.ID), Entry: e.No, On: today, Says: says})
	return err
}

// applicant is the name of whoever applies: of the owner, whom an agent only speaks for.
func (s *Service) applicant(tx unit.Tx, c Case) (string, error) {
	switch {
	case c.Authority != "":
		return s.People.Name(tx, c.Person)
	case c.Applicant == 0:
		return stranger, nil
	}
	return s.People.Name(tx, c.Applicant)
}

// putAway makes the electronic file of a case that has ended (一件一档).
func (s *Service) putAway(tx unit.Tx, it serviceitem.Item, c Case, f form) error {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return err
	}
	years, err := KeepYears.On(set, c.Branch, c.Closed)
	if err != nil {
		return err
	}
	log, err := s.Store.Entries(tx, c.ID)
	if err != nil {
		return err
	}
	name, err := s.applicant(tx, c)
	if err != nil {
		return err
	}
	list, err := s.Store.Materials(tx, c.ID)
	if err != nil {
		return err
	}
	var attached []paper.Item
	for i, h := range list {
		item, err := h.filed(i)
		if err != nil {
			return err
		}
		attached = append(attached, item)
	}
	return s.Papers.File(tx, paper.Closing{Case: int64(c.ID), Number: c.Number, Closed: c.Closed, Years: years,
		Record:  record(Whole{Case: c, Title: it.Name, Lines: f.Lines, Log: log, It: it, Materials: list}, name),
		Entries: len(log), Attached: attached})
}

// record is what was asked for and what happened, as it is kept.
func record(w Whole, applicant string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "办件记录\n业务流水号：%s\n事项：%s\n个人账号：%s\n申请人：%s\n", w.Number, w.Title, w.Member, applicant)
	fmt.Fprintf(&b, "收件机构：%s\n收件日期：%s\n", w.Branch, w.Submitted)
	if w.Accepted != 0 {
		fmt.Fprintf(&b, "受理日期：%s\n", w.Accepted)
	}
	fmt.Fprintf(&b, "办结日期：%s\n结果：%s\n\n申请内容\n", w.Closed, w.State)
	for _, l := range w.Lines {
		fmt.Fprintf(&b, "%s：%s\n", l.Label, l.Value)
	}
	b.WriteString("\n申请材料\n")
	for i, h := range w.Materials {
		fmt.Fprintf(&b, "%d　%s　%s交入\n", i+1, h.said(), h.At)
	}
	b.WriteString("\n办理过程\n")
	for _, e := range w.Log {
		fmt.Fprintf(&b, "%d　%s　%s　%s　机构%s　%s　%s\n", e.No, e.At, w.Called(e), e.By, e.Office, e.State, e.Words)
	}
	return b.String()
}

// within refuses a case beyond the offices of whoever acts. The office that took the case in has the applicant before
// it, whichever has it now.
func within(ctx context.Context, c Case) error {
	if access.Reach(ctx, access.Object{Branch: c.Branch}) == nil {
		return nil
	}
	return access.Reach(ctx, access.Object{Branch: c.Office})
}

// PrintPaper counts a print of a paper of a case and gives it (打印文书). It refuses with paper.CodeUnknown a paper that
// is not of the case. Asked again under the same key, it is the same print.
func (s *Service) PrintPaper(ctx context.Context, by act.By, key string, id ID, no number.PaperNo) (
	paper.Issued, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return paper.Issued{}, err
	}
	var p paper.Issued
	err = s.Work.Do(ctx, by, "case.print", func(tx unit.Tx) error {
		c, err := s.must(tx, id)
		if err != nil {
			return err
		}
		if err := within(ctx, c); err != nil {
			return err
		}
		if p, err = s.Papers.Next(tx, int64(id), no); err != nil {
			return err
		}
		print, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, no), int64(p.Prints))
		if p.Prints = int(print); err != nil || !first {
			return err
		}
		return s.Papers.Count(tx, p)
	})
	return p, err
}
