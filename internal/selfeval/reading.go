package selfeval

import (
	"fmt"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/policy"
)

// Year is what the projects of a year come to: everything that their list shows, read at one moment.
type Year struct {
	Projects []Project
	Tables   []evaluation.Table // the latest of each
	Paper    evaluation.Paper
	Duties   []Duty
	Evidence []Attachment
	Figures  []Figure // of the latest submission of each
	Outside  []evaluation.Outside
	Today    civil.Date
	Remind   int // days before a due date from which it is reminded of
}

// Year reads the projects of a year.
func (s *Service) Year(tx unit.Tx, year int) (y Year, err error) {
	if y.Projects, err = s.Store.Projects(tx, year); err != nil {
		return y, err
	}
	if y.Tables, err = s.Store.Latest(tx, year); err != nil {
		return y, err
	}
	if len(y.Tables) != len(y.Projects) {
		return y, fmt.Errorf("selfeval: %d projects of %d have %d tables", len(y.Projects), year, len(y.Tables))
	}
	said, err := s.Store.SaidIn(tx, year)
	if err != nil {
		return y, err
	}
	y.Paper = paperOf(said)
	if y.Duties, err = s.Store.Duties(tx, year); err != nil {
		return y, err
	}
	if y.Evidence, err = s.Store.AttachmentsIn(tx, year); err != nil {
		return y, err
	}
	if y.Figures, err = s.Store.FiguresIn(tx, year); err != nil {
		return y, err
	}
	if y.Outside, err = s.Store.Outside(tx, year); err != nil {
		return y, err
	}
	if y.Today, err = s.Today(tx); err != nil {
		return y, err
	}
	y.Remind, err = s.remind(tx, y.Today)
	return y, err
}

// RemindDays is how many days before its due date a duty is reminded of (截止日提醒天数).
const RemindDays policy.Count = "selfeval.remind_days"

// Today is the open day of the books, before they begin the day of the clock.
func (s *Service) Today(tx unit.Tx) (civil.Date, error) {
	today, err := s.Books.OpenDay(tx)
	if err == nil && today == 0 {
		today = s.Clock.Now().Date()
	}
	return today, err
}

// remind is the parameter in force; a centre that has none is reminded of nothing but what is late.
func (s *Service) remind(tx unit.Tx, today civil.Date) (int, error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return 0, err
	}
	if _, found := set.Find(string(RemindDays), "", today); !found {
		return 0, nil
	}
	return RemindDays.On(set, "", today)
}

// Reminder counts what departments still owe for the projects of all years (到期提醒).
type Reminder struct {
	Days int // of the parameter
	Soon int // due within so many days
	Late int // overdue
}

// Reminder counts what is due soon or late, for whoever opens the console.
func (s *Service) Reminder(tx unit.Tx) (r Reminder, err error) {
	today, err := s.Today(tx)
	if err != nil {
		return r, err
	}
	if r.Days, err = s.remind(tx, today); err != nil {
		return r, err
	}
	years, err := s.Store.Years(tx)
	if err != nil {
		return r, err
	}
	for _, year := range years {
		duties, err := s.Store.Duties(tx, year)
		if err != nil {
			return r, err
		}
		for _, d := range duties {
			switch d.Urgency(today, r.Days) {
			case Overdue:
				r.Late++
			case DueSoon:
				r.Soon++
			}
		}
	}
	return r, nil
}

// Urgency is how near the due date of a duty is.
type Urgency uint8

// The urgencies.
const (
	NotUrgent Urgency = iota
	DueSoon           // 即将到期
	Overdue           // 已过期
)

// Urgency says it on a day. What was handed in is not urgent.
func (d Duty) Urgency(today civil.Date, days int) Urgency {
	switch {
	case d.Done != 0 || d.Due > today+civil.Date(days):
		return NotUrgent
	case d.Due < today:
		return Overdue
	}
	return DueSoon
}

// Years are the years that have projects, the latest first.
func (s *Service) Years(tx unit.Tx) ([]int, error) { return s.Store.Years(tx) }

// Whole is a project with its steps, its working paper and its evidence.
type Whole struct {
	Project
	Steps       []evaluation.Step
	Said        []Said
	Attachments []Attachment
}

// Whole reads a project. It refuses with CodeUnknown one that is not there.
func (s *Service) Whole(tx unit.Tx, id ProjectID) (w Whole, err error) {
	if w.Project, err = s.project(tx, id); err != nil {
		return w, err
	}
	if w.Steps, err = s.Store.Steps(tx, id); err != nil {
		return w, err
	}
	if w.Said, err = s.Store.Said(tx, id); err != nil {
		return w, err
	}
	w.Attachments, err = s.Store.Attachments(tx, id)
	return w, err
}

// Compared lists what differs between two versions of a project's table (版本对照).
func (s *Service) Compared(tx unit.Tx, id ProjectID, from, to int) ([]evaluation.Change, error) {
	var tables [2]evaluation.Table
	for i, no := range []int{from, to} {
		t, found, err := s.Store.Version(tx, id, no)
		if err == nil && !found {
			err = unknown(fmt.Sprintf("第%d版", no))
		}
		if err != nil {
			return nil, err
		}
		tables[i] = t
	}
	return evaluation.Compare(tables[0], tables[1]), nil
}

// Published is a table that was made public, and on which day.
type Published struct {
	ID    ProjectID
	Table evaluation.Table
	On    string
}

// PublicYear is what was made public of a year, and of which years anything was, the latest first.
type PublicYear struct {
	Year   int
	Years  []int
	Tables []Published // in the order in which their goals were approved
}

// PublicYear lists the public tables of a year; year 0 is the latest that has any.
func (s *Service) PublicYear(tx unit.Tx, year int) (p PublicYear, err error) {
	if p.Years, err = s.Store.PublicYears(tx); err != nil {
		return p, err
	}
	if p.Year = year; year == 0 && len(p.Years) > 0 {
		p.Year = p.Years[0]
	}
	p.Tables, err = s.Store.Public(tx, p.Year)
	return p, err
}

// Published gives a table that was made public (公开): as it was then, since nothing is written after it. It refuses with
// CodeUnknown any other, in the same words as one that is not there.
func (s *Service) Published(tx unit.Tx, id ProjectID) (p Published, err error) {
	project, found, err := s.Store.Project(tx, id)
	if err != nil {
		return p, err
	}
	if !found || project.Stage != evaluation.StagePublished && project.Stage != evaluation.StageUsed {
		return p, refusal.New(CodeUnknown, "没有这张公开的自评表", "", "请核对网址中的年度和项目编号")
	}
	steps, err := s.Store.Steps(tx, id)
	if err != nil {
		return p, err
	}
	for _, st := range steps {
		if st.To == evaluation.StagePublished {
			p.On = st.On
		}
	}
	p.ID = id
	p.Table, err = s.version(tx, id, project.Versions)
	return p, err
}

// Earlier are the tables of a project of the same unit and name in evaluation.BaselineYears before a table (前三年).
func (s *Service) Earlier(tx unit.Tx, t evaluation.Table) (list []evaluation.Table, err error) {
	for year := t.Year - evaluation.BaselineYears; year < t.Year; year++ {
		projects, err := s.Store.Projects(tx, year)
		if err != nil {
			return nil, err
		}
		tables, err := s.Store.Latest(tx, year)
		if err != nil {
			return nil, err
		}
		for i, p := range projects {
			if p.Unit == t.Unit && p.Name == strings.TrimSpace(t.Project) {
				list = append(list, tables[i])
			}
		}
	}
	return list, nil
}

// Findings are the findings on the latest table of a project, each with what was said of it.
func (s *Service) Findings(tx unit.Tx, id ProjectID) ([]evaluation.Finding, error) {
	p, err := s.project(tx, id)
	if err != nil {
		return nil, err
	}
	values, err := s.Values(tx, p.Year, p.boundTo())
	if err != nil {
		return nil, err
	}
	return s.findings(tx, p, values)
}

// Edited is the latest table of a project as Write would make it of these edits. Nothing is written.
func (s *Service) Edited(tx unit.Tx, id ProjectID, edits []evaluation.Edit) (evaluation.Table, error) {
	p, err := s.project(tx, id)
	if err != nil {
		return evaluation.Table{}, err
	}
	latest, err := s.version(tx, id, p.Versions)
	if err != nil {
		return latest, err
	}
	return p.edited(latest, edits)
}
