package opening

import (
	"context"
	"errors"
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Passing are books that are thrown away (预演账): as empty as those that are to be opened, with their keys, offices and
// parameters.
type Passing struct {
	Opening *Service
	// Verify gives what an invariant of the books finds wrong with them, or nothing.
	Verify func(context.Context) (string, error)
	// Close throws the books away.
	Close func() error
}

// rehearsal stands before what is told of the rehearsal's progress.
const rehearsal = "预演 "

// rehearse accepts the staged set on passing books (入账预演), and refuses when anything of it would be refused, or the
// books would not hold. It changes nothing: whatever a rule finds that no check knows is found here, while the set can
// still be loaded again.
func (s *Service) rehearse(ctx context.Context, by act.By, tell func(Progress)) (err error) {
	p, err := s.Passing(ctx)
	if err != nil {
		return fmt.Errorf("passing books: %w", err)
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	told := func(step Progress) {
		step.What = rehearsal + step.What
		tell(step)
	}
	// Who acts on passing books is nobody's employee: there are no people in them.
	auto := act.Auto(by.Branch, "opening.rehearse")
	if err := s.copyStaging(ctx, auto, p.Opening, told); err != nil {
		return fmt.Errorf("copy the staging area: %w", err)
	}
	if err := p.Opening.beginAccept(ctx, auto, told); err != nil {
		return unrehearsed(ctx, err)
	}
	if _, err := p.Opening.take(ctx, auto, told, true); err != nil {
		return unrehearsed(ctx, err)
	}
	told(Progress{What: "核对不变式", Rows: 1, Done: 1, Of: 1})
	broken, err := p.Verify(ctx)
	if err == nil && broken != "" {
		err = refusal.New(CodeRehearsal, "入账预演后账不成立："+broken, "", nextRehearsal)
	}
	return err
}

// nextRehearsal says what to do after a rehearsal that did not end well.
const nextRehearsal = "账上没有任何改动；请更正期初数据，用 guangsha opening load 重新装入"

// unrehearsed says that the set cannot be accepted, and of which row that is so. What is no refusal but an error has
// its row in front as well: people need to know the row, and whoever mends the program needs the error.
func unrehearsed(ctx context.Context, err error) error {
	if ctx.Err() != nil || errors.Is(err, unit.ErrFull) {
		return err
	}
	text := err.Error()
	if r := refusal.Of(err); r != nil {
		text = r.Error()
	}
	return refusal.New(CodeRehearsal, "入账预演没有通过："+text, "", nextRehearsal)
}

// copyStaging copies the staged rows into the staging area of other books with the same keys.
func (s *Service) copyStaging(ctx context.Context, by act.By, to *Service, tell func(Progress)) error {
	var st Status
	var files []File
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		if st, err = s.ready(tx); err != nil {
			return err
		}
		files, err = s.Store.Files(tx)
		return err
	}); err != nil {
		return err
	}
	of, done := int64(0), int64(0)
	for _, f := range files {
		of += f.Rows
	}
	for _, t := range Tables {
		for after := int64(0); ; {
			rows, err := s.copyRows(ctx, by, to, t, after)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				break
			}
			after, _ = rows[len(rows)-1][0].(int64)
			done += int64(len(rows))
			tell(Progress{What: t.Name, Rows: done, Done: done, Of: of})
		}
	}
	return to.Work.Do(ctx, by, "opening.load", func(tx unit.Tx) error {
		if err := to.Store.SetFiles(tx, files); err != nil {
			return err
		}
		to.Audit.Record(tx, audit.Entry{Kind: "opening.loaded"})
		return to.Store.SetStatus(tx, st)
	})
}

func (s *Service) copyRows(ctx context.Context, by act.By, to *Service, t Table, after int64) (
	rows [][]any, err error) {
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		rows, err = s.Store.Rows(tx, t, after, batchRows)
		return err
	}); err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows, to.Work.Do(ctx, by, "opening.load", func(tx unit.Tx) error {
		to.Audit.Record(tx, audit.Entry{Kind: "opening.rows"})
		return to.Store.AddRows(tx, t, rows)
	})
}
