package sqlstore

import (
	"encoding/json"
	"fmt"

	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/paper"
)

// paperStore implements paper.Store.
type paperStore struct{ *Store }

// Papers is the store of papers.
func (s *Store) Papers() paper.Store { return paperStore{s} }

const paperFields = `no, kind, wording, case_id, entry, issued, body, mark, prints`

func scanPaper(scan func(...any) error) (k paper.Kept, err error) {
	return k, scan(&k.No, &k.Kind, &k.Wording, &k.Case, &k.Entry, &k.Issued, &k.Body, &k.Mark, &k.Prints)
}

// NextSerial implements paper.Store. Whoever takes the next number holds the row until the unit ends.
func (s paperStore) NextSerial(u unit.Tx, series, year int) (last int64, err error) {
	t, key := s.tx(u), []any{int64(series), int64(year)}
	n, err := t.exec(`UPDATE paper_series SET last = last + 1 WHERE series = $1 AND year = $2`, key...)
	if err == nil && n == 0 {
		_, err = t.exec(`INSERT INTO paper_series (series, year, last) VALUES ($1, $2, 1)`, key...)
	}
	if err != nil {
		return 0, err
	}
	_, err = t.get(`SELECT last FROM paper_series WHERE series = $1 AND year = $2`, key, &last)
	return last, err
}

// Add implements paper.Store.
func (s paperStore) Add(u unit.Tx, k paper.Kept) error {
	s.tx(u).hold("paper", k.Case)
	_, err := s.tx(u).exec(`INSERT INTO paper (`+paperFields+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		string(k.No), k.Kind, int64(k.Wording), k.Case, int64(k.Entry), int64(k.Issued), k.Body, k.Mark,
		int64(k.Prints))
	return err
}

// Paper implements paper.Store.
func (s paperStore) Paper(u unit.Tx, no number.PaperNo) (paper.Kept, bool, error) {
	return first(s.tx(u), `SELECT `+paperFields+` FROM paper WHERE no = $1`, []any{string(no)}, scanPaper)
}

// ByMark implements paper.Store.
func (s paperStore) ByMark(u unit.Tx, mark string) (paper.Kept, bool, error) {
	return first(s.tx(u), `SELECT `+paperFields+` FROM paper WHERE mark = $1`, []any{mark}, scanPaper)
}

// OfCase implements paper.Store.
func (s paperStore) OfCase(u unit.Tx, id int64) ([]paper.Kept, error) {
	return all(s.tx(u), `SELECT `+paperFields+` FROM paper WHERE case_id = $1 ORDER BY entry, kind`, []any{id}, scanPaper)
}

// SetPrints implements paper.Store.
func (s paperStore) SetPrints(u unit.Tx, no number.PaperNo, prints int) error {
	k, found, err := s.Paper(u, no)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("paper %s is not there", no)
	}
	s.tx(u).hold("paper", k.Case)
	_, err = s.tx(u).exec(`UPDATE paper SET prints = $2 WHERE no = $1`, string(no), int64(prints))
	return err
}

// AddFile implements paper.Store.
func (s paperStore) AddFile(u unit.Tx, f paper.KeptFile) error {
	items, err := json.Marshal(f.Items)
	if err != nil {
		return fmt.Errorf("catalogue of case %s: %w", f.Number, err)
	}
	s.tx(u).hold("paper_file", f.Case)
	_, err = s.tx(u).exec(`INSERT INTO paper_file (case_id, number, closed, years, items, seal, record, entries)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, f.Case, string(f.Number), int64(f.Closed), int64(f.Years),
		string(items), f.Seal, f.Record, int64(f.Entries))
	return err
}

// File implements paper.Store.
func (s paperStore) File(u unit.Tx, id int64) (paper.KeptFile, bool, error) {
	return first(s.tx(u), `SELECT case_id, number, closed, years, items, seal, record, entries FROM paper_file
		WHERE case_id = $1`, []any{id}, func(scan func(...any) error) (f paper.KeptFile, err error) {
		var items string
		if err := scan(&f.Case, &f.Number, &f.Closed, &f.Years, &items, &f.Seal, &f.Record, &f.Entries); err != nil {
			return f, err
		}
		return f, json.Unmarshal([]byte(items), &f.Items)
	})
}
