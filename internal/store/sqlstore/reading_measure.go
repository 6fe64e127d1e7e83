package sqlstore

import (
	"embed"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/measure"
)

// Each kind of record behind a figure has a query of the same name that says what its records are: ref, label,
// detail, link, link_to, number of a voucher as stored, done. v holds the refs asked for.
//
//go:embed sources
var sourceFiles embed.FS

var _ measure.Reader = (*Store)(nil)

// Describe implements measure.Reader.
func (s *Store) Describe(u unit.Tx, source string, refs []int64) (map[int64]measure.Record, error) {
	text, err := sourceFiles.ReadFile("sources/" + source + ".sql")
	if err != nil {
		return nil, fmt.Errorf("records of kind %s have no query: %w", source, err)
	}
	found := make(map[int64]measure.Record, len(refs))
	err = s.tx(u).each(`WITH v AS MATERIALIZED (SELECT CAST(value ->> 0 AS BIGINT) AS ref FROM json_each($1)) `+
		string(text), []any{column(refs)}, func(scan func(...any) error) error {
		var ref, no int64
		var r measure.Record
		if err := scan(&ref, &r.Label, &r.Detail, &r.Link, &r.To, &no, &r.Done); err != nil {
			return err
		}
		switch r.Link {
		case linkVoucher:
			number, err := voucherNumber(no)
			if err != nil {
				return err
			}
			r.Label, r.To = number, number
		case linkTrial:
			r.To = civil.Date(ref).String()
		}
		if r.Link != "" && r.To == "" {
			r.To = fmt.Sprint(ref)
		}
		found[ref] = r
		return nil
	})
	return found, err
}

// What needs more than its text to be led to: a voucher its number, a balance its day.
const (
	linkVoucher = "voucher"
	linkTrial   = "trial"
)

// Missed implements measure.Reader.
func (s *Store) Missed(u unit.Tx, m measure.Measure, p measure.Period) ([]measure.Row, error) {
	text, err := measureText(m)
	if err != nil {
		return nil, err
	}
	list, err := all(s.tx(u), `SELECT source, ref, day FROM (`+text+`) x WHERE n = 0 ORDER BY day, source, ref`,
		[]any{int64(p.From), int64(p.To)}, func(scan func(...any) error) (r measure.Row, err error) {
			return r, scan(&r.Source, &r.Ref, &r.Day)
		})
	if err != nil {
		return nil, fmt.Errorf("rows missed by measure %s: %w", m.Name, err)
	}
	return list, nil
}
