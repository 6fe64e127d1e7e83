package selfeval

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// Store is what the use cases need of an engine. Every method acts inside tx and sees what tx has written. Numbers of
// versions, steps and entries count from 1 without a gap; one that is taken is an error.
type Store interface {
	SurveyStore

	// AddProject writes a project, SetProject where it stands: stage, goal, number of versions and
	// what its rows are bound to.
	AddProject(tx unit.Tx, p Project) error
	SetProject(tx unit.Tx, p Project) error
	// Project reads a project, HasProject says whether a unit has one of a name in a year.
	Project(tx unit.Tx, id ProjectID) (p Project, found bool, err error)
	HasProject(tx unit.Tx, year int, unit, name string) (bool, error)
	// Projects lists those of a year in the order of their ids, Years the years that have any, the latest first.
	Projects(tx unit.Tx, year int) ([]Project, error)
	Years(tx unit.Tx) ([]int, error)
	// Public lists the tables of a year that were made public, with their day, in the order of their ids, PublicYears
	// the years that have any, the latest first.
	Public(tx unit.Tx, year int) ([]Published, error)
	PublicYears(tx unit.Tx) ([]int, error)

	// AddVersion writes a version of a table, Version reads one.
	AddVersion(tx unit.Tx, id ProjectID, no int, t evaluation.Table) error
	Version(tx unit.Tx, id ProjectID, no int) (t evaluation.Table, found bool, err error)
	// Latest are the latest tables of a year's projects, in the order of Projects.
	Latest(tx unit.Tx, year int) ([]evaluation.Table, error)

	// AddStep writes a step, Steps reads those of a project in their order.
	AddStep(tx unit.Tx, id ProjectID, no int, s evaluation.Step) error
	Steps(tx unit.Tx, id ProjectID) ([]evaluation.Step, error)

	// AddFigure writes a figure of a submission. FiguresIn lists those of the latest submission of each of a year's
	// projects, by project and row.
	AddFigure(tx unit.Tx, f Figure) error
	FiguresIn(tx unit.Tx, year int) ([]Figure, error)

	// AddOutside writes what papers from outside state of a year, as it was registered by a request. Outside lists
	// those of a year in the order in which they were registered, of each paper as it was registered last.
	AddOutside(tx unit.Tx, id int64, year int, list []evaluation.Outside) error
	Outside(tx unit.Tx, year int) ([]evaluation.Outside, error)

	// AddSaid writes an entry of the working paper. Said reads those of a project, SaidIn those of a year's projects,
	// in their order.
	AddSaid(tx unit.Tx, id ProjectID, s Said) error
	Said(tx unit.Tx, id ProjectID) ([]Said, error)
	SaidIn(tx unit.Tx, year int) ([]Said, error)

	// SetDuty writes what is owed for a row in place of what was. Duties reads those of a year, by day.
	SetDuty(tx unit.Tx, d Duty) error
	Duties(tx unit.Tx, year int) ([]Duty, error)

	// AddAttachment writes a file's place and, unless it is there, its sealed content.
	AddAttachment(tx unit.Tx, a Attachment, sealed []byte) error
	// Attachments lists those of a project by row and id, AttachmentsIn those of a year's projects, Attachment reads
	// one with its sealed content.
	Attachments(tx unit.Tx, id ProjectID) ([]Attachment, error)
	AttachmentsIn(tx unit.Tx, year int) ([]Attachment, error)
	Attachment(tx unit.Tx, id int64) (a Attachment, sealed []byte, found bool, err error)
}

// Said is an entry of a working paper (底稿): exactly one of the two is there.
type Said struct {
	No        int
	Version   int // of the table that it was said of
	By        string
	Explained *evaluation.Explained // 说明后保留
	Judgement *evaluation.Judgement // 人工认定
}

// paperOf gathers entries into a paper. What was said anew of a place counts instead of what was said before.
func paperOf(list []Said) (p evaluation.Paper) {
	for _, s := range list {
		if s.Explained != nil {
			p.Explained = append(p.Explained, *s.Explained)
		}
		if s.Judgement != nil {
			p.Judgements = append(p.Judgements, *s.Judgement)
		}
	}
	return p
}

// Duty is what a department owes for a row (责任科室与截止日).
type Duty struct {
	Project ProjectID
	Row     int        // 0 for the whole table
	Office  string     // 责任科室
	Due     civil.Date // 截止日
	Done    civil.Date // or zero
	DoneBy  string
}

// Attachment is a file of evidence beside a row (佐证材料).
type Attachment struct {
	ID      int64
	Project ProjectID
	Row     int // 0 for the whole table
	Name    string
	Digest  string // SHA-256, in hexadecimal
	Size    int64  // bytes
	By      string
	Day     civil.Date
	ScanOf  int // version that it is the stamped scan of (签章扫描件), or 0
}
