package sqlstore

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"strings"

	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/measure"
)

// Each measure is one query of the same name that gives the rows behind it: source, ref, day, n, and for a RatioOf
// what n is counted among, of_n. $1 and $2 are the first and the last day. The figure is folded from the very text
// that lists the rows.
//
//go:embed all:measures
var measureFiles embed.FS

var _ measure.Store = (*Store)(nil)

// Value implements measure.Store.
func (s *Store) Value(u unit.Tx, m measure.Measure, p measure.Period) (measure.Value, error) {
	v := measure.Value{Measure: m, Period: p}
	text, err := measureText(m)
	if err != nil {
		return v, err
	}
	v.Version = versionOf(m, text)
	var sum, hits, largest int64
	if _, err := s.tx(u).get(`SELECT COUNT(*), CAST(COALESCE(SUM(n), 0) AS BIGINT),
			CAST(COALESCE(SUM(CASE WHEN n <> 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
			CAST(COALESCE(SUM(`+whole(m)+`), 0) AS BIGINT), CAST(COALESCE(MAX(n), 0) AS BIGINT)
		FROM (`+text+`) x`,
		[]any{int64(p.From), int64(p.To)}, &v.Rows, &sum, &hits, &v.Of, &largest); err != nil {
		return v, fmt.Errorf("measure %s: %w", m.Name, err)
	}
	v.Known = true
	switch m.Fold {
	case measure.SumN:
		v.N = sum
	case measure.RowsN:
		v.N = v.Rows
	case measure.ShareOf:
		v.N, v.Known = share(hits, v.Rows)
	case measure.RatioOf:
		v.N, v.Known = share(sum, v.Of)
	case measure.MaxN:
		v.N, v.Known = largest, v.Rows > 0
	case measure.MeanN:
		v.N, v.Known = mean(sum, v.Rows)
	case measure.MedianN:
		v.N, v.Known, err = s.median(s.tx(u), text, p, v.Rows)
	default:
		return v, fmt.Errorf("measure %s: unknown fold %d", m.Name, m.Fold)
	}
	return v, err
}

// versionOf is the version of a measure's definition (口径版本): what people read of it and the query that computes it. How
// the query is set in lines does not count.
func versionOf(m measure.Measure, query string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%s|%d|%s", m.Name, m.Definition, m.Unit, m.Fold,
		strings.Join(strings.Fields(query), " ")))
	return hex.EncodeToString(sum[:4])
}

// median is the middle n of the rows, of two their mean.
func (s *Store) median(t *tx, text string, p measure.Period, rows int64) (n int64, known bool, err error) {
	middle, err := all(t, `SELECT CAST(n AS BIGINT) FROM (`+text+`) x ORDER BY n LIMIT $3 OFFSET $4`,
		[]any{int64(p.From), int64(p.To), 2 - rows%2, max(0, (rows-1)/2)},
		func(scan func(...any) error) (n int64, err error) { return n, scan(&n) })
	if err != nil {
		return 0, false, err
	}
	var sum int64
	for _, m := range middle {
		sum += m
	}
	n, known = mean(sum, int64(len(middle)))
	return n, known, nil
}

// mean is sum / n, half up. There is none of nothing.
func mean(sum, n int64) (int64, bool) {
	if n == 0 {
		return 0, false
	}
	return int64(money.MulDiv(money.Fen(sum), 1, n, money.HalfUp)), true
}

// share is part in ten thousand of all, half up. There is none of nothing.
func share(part, all int64) (n int64, known bool) {
	if all == 0 {
		return 0, false
	}
	return (part*20000 + all) / (2 * all), true
}

// whole is the column that n is counted among.
func whole(m measure.Measure) string {
	if m.Fold == measure.RatioOf {
		return "of_n"
	}
	return "0"
}

// Rows implements measure.Store.
func (s *Store) Rows(u unit.Tx, m measure.Measure, p measure.Period, after measure.Row,
	limit int) ([]measure.Row, error) {
	text, err := measureText(m)
	if err != nil {
		return nil, err
	}
	list, err := all(s.tx(u), `SELECT source, ref, day, n, `+whole(m)+` FROM (`+text+`) x
		WHERE day > $3 OR (day = $3 AND (source > $4 OR (source = $4 AND ref > $5)))
		ORDER BY day, source, ref LIMIT $6`,
		[]any{int64(p.From), int64(p.To), int64(after.Day), after.Source, after.Ref, int64(limit)},
		func(scan func(...any) error) (r measure.Row, err error) {
			return r, scan(&r.Source, &r.Ref, &r.Day, &r.N, &r.Of)
		})
	if err != nil {
		return nil, fmt.Errorf("rows of measure %s: %w", m.Name, err)
	}
	return list, nil
}

func measureText(m measure.Measure) (string, error) {
	text, err := measureFiles.ReadFile("measures/" + m.Name + ".sql")
	if err != nil {
		return "", fmt.Errorf("measure %s has no query: %w", m.Name, err)
	}
	return string(text), nil
}

// MeasureNames lists the measures that have a query.
func MeasureNames() ([]string, error) {
	entries, err := measureFiles.ReadDir("measures")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); len(name) > 4 && name[len(name)-4:] == ".sql" {
			names = append(names, name[:len(name)-4])
		}
	}
	return names, nil
}
