package sqlstore

import (
	"encoding/json"
	"errors"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
)

// selfevalStore keeps the way of projects.
type selfevalStore struct{ *Store }

var _ selfeval.Store = selfevalStore{}

// SelfEvaluation is the port of the way of projects.
func (s *Store) SelfEvaluation() selfeval.Store { return selfevalStore{s} }

var errSelfevalRow = errors.New("sqlstore: a row of a project's way is missing")

// one runs a statement that must touch one row.
func (s selfevalStore) one(u unit.Tx, query string, args ...any) error {
	n, err := s.tx(u).exec(query, args...)
	if err == nil && n != 1 {
		err = errSelfevalRow
	}
	return err
}

// text is plain data as a column holds it.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("sqlstore: no text of %T: %w", v, err)
	}
	return string(b), nil
}

// boundText is what a project's rows are bound to, as its column holds it.
func boundText(p selfeval.Project) (string, error) {
	if p.Bound == nil {
		return "", nil
	}
	return text(p.Bound)
}

// AddProject implements selfeval.Store.
func (s selfevalStore) AddProject(u unit.Tx, p selfeval.Project) error {
	bound, err := boundText(p)
	if err != nil {
		return err
	}
	return s.one(u, `INSERT INTO selfeval_project (id, year, kind, name, unit, department, profile, bound, stage, goal,
			versions) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, int64(p.ID), int64(p.Year), int64(p.Kind),
		p.Name, p.Unit, p.Department, p.Profile, bound, string(p.Stage), int64(p.Goal), int64(p.Versions))
}

// SetProject implements selfeval.Store.
func (s selfevalStore) SetProject(u unit.Tx, p selfeval.Project) error {
	bound, err := boundText(p)
	if err != nil {
		return err
	}
	return s.one(u, `UPDATE selfeval_project SET stage = $1, goal = $2, versions = $3, bound = $4 WHERE id = $5`,
		string(p.Stage), int64(p.Goal), int64(p.Versions), bound, int64(p.ID))
}

const selectProject = `SELECT id, year, kind, name, unit, department, profile, bound, stage, goal, versions
	FROM selfeval_project `

func scanProject(scan func(...any) error) (p selfeval.Project, err error) {
	var bound string
	if err := scan(&p.ID, &p.Year, &p.Kind, &p.Name, &p.Unit, &p.Department, &p.Profile, &bound, &p.Stage, &p.Goal,
		&p.Versions); err != nil {
		return p, err
	}
	if bound != "" {
		p.Bound = &evaluation.Project{}
		err = json.Unmarshal([]byte(bound), p.Bound)
	}
	return p, err
}

// Project implements selfeval.Store.
func (s selfevalStore) Project(u unit.Tx, id selfeval.ProjectID) (p selfeval.Project, found bool, err error) {
	return first(s.tx(u), selectProject+`WHERE id = $1`, []any{int64(id)}, scanProject)
}

// HasProject implements selfeval.Store.
func (s selfevalStore) HasProject(u unit.Tx, year int, unit, name string) (bool, error) {
	var id int64
	return s.tx(u).get(`SELECT id FROM selfeval_project WHERE year = $1 AND unit = $2 AND name = $3`,
		[]any{int64(year), unit, name}, &id)
}

// Projects implements selfeval.Store.
func (s selfevalStore) Projects(u unit.Tx, year int) ([]selfeval.Project, error) {
	return all(s.tx(u), selectProject+`WHERE year = $1 ORDER BY id`, []any{int64(year)}, scanProject)
}

// Years implements selfeval.Store.
func (s selfevalStore) Years(u unit.Tx) ([]int, error) {
	return all(s.tx(u), `SELECT DISTINCT year FROM selfeval_project ORDER BY year DESC`, nil,
		func(scan func(...any) error) (year int, err error) { return year, scan(&year) })
}

// public are the stages of projects whose table anybody may read.
const public = `p.stage IN ('published', 'used')`

// Public implements selfeval.Store.
func (s selfevalStore) Public(u unit.Tx, year int) ([]selfeval.Published, error) {
	return all(s.tx(u), `SELECT p.id, v.body, s.day FROM selfeval_project p
			JOIN selfeval_version v ON v.project = p.id AND v.no = p.versions
			JOIN selfeval_step s ON s.project = p.id AND s.stage = 'published'
		WHERE p.year = $1 AND `+public+` ORDER BY p.id`, []any{int64(year)},
		func(scan func(...any) error) (p selfeval.Published, err error) {
			var body string
			var day civil.Date
			if err = scan(&p.ID, &body, &day); err != nil {
				return p, err
			}
			p.On = day.String()
			p.Table, err = evaluation.ReadKept([]byte(body))
			return p, err
		})
}

// PublicYears implements selfeval.Store.
func (s selfevalStore) PublicYears(u unit.Tx) ([]int, error) {
	return all(s.tx(u), `SELECT DISTINCT p.year FROM selfeval_project p WHERE `+public+` ORDER BY p.year DESC`, nil,
		func(scan func(...any) error) (year int, err error) { return year, scan(&year) })
}

// AddVersion implements selfeval.Store.
func (s selfevalStore) AddVersion(u unit.Tx, id selfeval.ProjectID, no int, t evaluation.Table) error {
	body, err := text(t)
	if err != nil {
		return err
	}
	return s.one(u, `INSERT INTO selfeval_version (project, no, body) VALUES ($1, $2, $3)`, int64(id), int64(no), body)
}

func scanTable(scan func(...any) error) (t evaluation.Table, err error) {
	var body string
	if err := scan(&body); err != nil {
		return t, err
	}
	return evaluation.ReadKept([]byte(body))
}

// Version implements selfeval.Store.
func (s selfevalStore) Version(u unit.Tx, id selfeval.ProjectID, no int) (t evaluation.Table, found bool, err error) {
	return first(s.tx(u), `SELECT body FROM selfeval_version WHERE project = $1 AND no = $2`,
		[]any{int64(id), int64(no)}, scanTable)
}

// Latest implements selfeval.Store.
func (s selfevalStore) Latest(u unit.Tx, year int) ([]evaluation.Table, error) {
	return all(s.tx(u), `SELECT v.body FROM selfeval_project p
			JOIN selfeval_version v ON v.project = p.id AND v.no = p.versions
		WHERE p.year = $1 ORDER BY p.id`, []any{int64(year)}, scanTable)
}

// AddStep implements selfeval.Store.
func (s selfevalStore) AddStep(u unit.Tx, id selfeval.ProjectID, no int, st evaluation.Step) error {
	day, err := civil.ParseDate(st.On)
	if err != nil {
		return err
	}
	return s.one(u, `INSERT INTO selfeval_step (project, no, stage, by_code, day, document, opinion, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, int64(id), int64(no), string(st.To), st.By, int64(day), st.Document,
		st.Text, int64(st.Version))
}

// Steps implements selfeval.Store.
func (s selfevalStore) Steps(u unit.Tx, id selfeval.ProjectID) ([]evaluation.Step, error) {
	return all(s.tx(u), `SELECT stage, by_code, day, document, opinion, version FROM selfeval_step WHERE project = $1
		ORDER BY no`, []any{int64(id)}, func(scan func(...any) error) (st evaluation.Step, err error) {
		var day civil.Date
		err = scan(&st.To, &st.By, &day, &st.Document, &st.Text, &st.Version)
		st.On = day.String()
		return st, err
	})
}

// The kinds of entries of a working paper.
const (
	saidExplained = 1
	saidJudged    = 2
)

// AddSaid implements selfeval.Store.
func (s selfevalStore) AddSaid(u unit.Tx, id selfeval.ProjectID, e selfeval.Said) error {
	kind, content := saidExplained, any(e.Explained)
	if e.Judgement != nil {
		kind, content = saidJudged, e.Judgement
	}
	body, err := text(content)
	if err != nil {
		return err
	}
	return s.one(u, `INSERT INTO selfeval_said (project, no, version, kind, by_code, body)
		VALUES ($1, $2, $3, $4, $5, $6)`, int64(id), int64(e.No), int64(e.Version), int64(kind), e.By, body)
}

func scanSaid(scan func(...any) error) (e selfeval.Said, err error) {
	var kind int
	var body string
	if err := scan(&e.No, &e.Version, &kind, &e.By, &body); err != nil {
		return e, err
	}
	if kind == saidJudged {
		return e, json.Unmarshal([]byte(body), &e.Judgement)
	}
	return e, json.Unmarshal([]byte(body), &e.Explained)
}

// Said implements selfeval.Store.
func (s selfevalStore) Said(u unit.Tx, id selfeval.ProjectID) ([]selfeval.Said, error) {
	return all(s.tx(u), `SELECT no, version, kind, by_code, body FROM selfeval_said WHERE project = $1 ORDER BY no`,
		[]any{int64(id)}, scanSaid)
}

// SaidIn implements selfeval.Store.
func (s selfevalStore) SaidIn(u unit.Tx, year int) ([]selfeval.Said, error) {
	return all(s.tx(u), `SELECT e.no, e.version, e.kind, e.by_code, e.body FROM selfeval_project p
			JOIN selfeval_said e ON e.project = p.id
		WHERE p.year = $1 ORDER BY p.id, e.no`, []any{int64(year)}, scanSaid)
}

// SetDuty implements selfeval.Store.
func (s selfevalStore) SetDuty(u unit.Tx, d selfeval.Duty) error {
	return s.one(u, `INSERT INTO selfeval_duty (project, row_no, office, due, done, done_by)
		VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (project, row_no) DO UPDATE SET office = excluded.office, due = excluded.due, done = excluded.done,
			done_by = excluded.done_by`, int64(d.Project), int64(d.Row), d.Office, int64(d.Due), int64(d.Done), d.DoneBy)
}

// Duties implements selfeval.Store.
func (s selfevalStore) Duties(u unit.Tx, year int) ([]selfeval.Duty, error) {
	return all(s.tx(u), `SELECT d.project, d.row_no, d.office, d.due, d.done, d.done_by FROM selfeval_project p
			JOIN selfeval_duty d ON d.project = p.id
		WHERE p.year = $1 ORDER BY d.due, d.project, d.row_no`, []any{int64(year)},
		func(scan func(...any) error) (d selfeval.Duty, err error) {
			return d, scan(&d.Project, &d.Row, &d.Office, &d.Due, &d.Done, &d.DoneBy)
		})
}

// AddAttachment implements selfeval.Store.
func (s selfevalStore) AddAttachment(u unit.Tx, a selfeval.Attachment, sealed []byte) error {
	if _, err := s.tx(u).exec(`INSERT INTO selfeval_content (digest, body) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING`,
		a.Digest, sealed); err != nil {
		return err
	}
	return s.one(u, `INSERT INTO selfeval_attachment (id, project, row_no, name, digest, size, by_code, day, scan_of)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, a.ID, int64(a.Project), int64(a.Row), a.Name, a.Digest, a.Size,
		a.By, int64(a.Day), int64(a.ScanOf))
}

const selectAttachment = `SELECT a.id, a.project, a.row_no, a.name, a.digest, a.size, a.by_code, a.day, a.scan_of
	FROM selfeval_attachment a `

func scanAttachment(scan func(...any) error) (a selfeval.Attachment, err error) {
	return a, scan(&a.ID, &a.Project, &a.Row, &a.Name, &a.Digest, &a.Size, &a.By, &a.Day, &a.ScanOf)
}

// Attachments implements selfeval.Store.
func (s selfevalStore) Attachments(u unit.Tx, id selfeval.ProjectID) ([]selfeval.Attachment, error) {
	return all(s.tx(u), selectAttachment+`WHERE a.project = $1 ORDER BY a.row_no, a.id`, []any{int64(id)}, scanAttachment)
}

// AttachmentsIn implements selfeval.Store.
func (s selfevalStore) AttachmentsIn(u unit.Tx, year int) ([]selfeval.Attachment, error) {
	return all(s.tx(u), selectAttachment+`JOIN selfeval_project p ON p.id = a.project
		WHERE p.year = $1 ORDER BY a.project, a.row_no, a.id`, []any{int64(year)}, scanAttachment)
}

// Attachment implements selfeval.Store.
func (s selfevalStore) Attachment(u unit.Tx, id int64) (a selfeval.Attachment, sealed []byte, found bool, err error) {
	if a, found, err = first(s.tx(u), selectAttachment+`WHERE a.id = $1`, []any{id}, scanAttachment); !found {
		return a, nil, false, err
	}
	found, err = s.tx(u).get(`SELECT body FROM selfeval_content WHERE digest = $1`, []any{a.Digest}, &sealed)
	return a, sealed, found, err
}
