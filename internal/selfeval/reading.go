package selfeval

import (
	"fmt"

	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// Year is what the projects of a year come to: everything that their list shows, read at one moment.
type Year struct {
	Projects []Project
	Tables   []evaluation.Table // the latest of each
	Paper    evaluation.Paper
	Duties   []Duty
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
	y.Duties, err = s.Store.Duties(tx, year)
	return y, err
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

// Findings are the findings on the latest table of a project, each with what was said of it.
func (s *Service) Findings(tx unit.Tx, id ProjectID) ([]evaluation.Finding, error) {
	p, err := s.project(tx, id)
	if err != nil {
		return nil, err
	}
	return s.open(tx, p)
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
