package sqlstore

import (
	"fmt"
	"reflect"

	"guangsha/internal/base/listing"
)

// orders are the columns that a list can be ordered by: whole numbers, so that both engines order them alike.
type orders map[string]string

// ordered gives the column that a page of a list is ordered by, the end of its statement, and the arguments with those
// of the end behind them. The end belongs behind a condition. That a row stands behind another is said so that an
// index on the column finds where the page begins.
func ordered[K any](o orders, key string, p listing.Page[K], args ...any) (column, end string, all []any, err error) {
	column, known := o[p.By]
	if !known {
		return "", "", nil, fmt.Errorf("a list that begins with %s is not ordered by %q", key, p.By)
	}
	way, beyond := "", ">"
	if p.Down {
		way, beyond = " DESC", "<"
	}
	n, order := len(args), column+way+", "+key+way
	if column == byKey {
		order = key + way
	}
	switch {
	case p.At != nil:
		texts, kind := textsOf(p.At)
		args = append(args, texts)
		end = fmt.Sprintf(` AND %s IN (SELECT CAST(w.key AS %s) FROM json_each($%d) w)`, key, kind, n+1)
		return column, end + " ORDER BY " + order, args, nil
	case p.After == nil:
	case column == byKey:
		args = append(args, p.After.Key)
		end = fmt.Sprintf(` AND %s %s $%d`, key, beyond, n+1)
	default:
		args = append(args, p.After.Value, p.After.Key)
		end = fmt.Sprintf(` AND %[1]s %[2]s= $%[3]d AND (%[1]s %[2]s $%[3]d OR %[4]s %[2]s $%[5]d)`,
			column, beyond, n+1, key, n+2)
	}
	if p.Limit == 0 {
		return column, end, args, nil
	}
	return column, fmt.Sprintf("%s ORDER BY %s LIMIT $%d", end, order, len(args)+1), append(args, int64(p.Limit)), nil
}

// textsOf are keys as a statement reads them, and the type that their column has.
func textsOf[K any](keys []K) (list, kind string) {
	texts := make([]string, len(keys))
	for i, k := range keys {
		texts[i] = fmt.Sprint(k)
	}
	if reflect.TypeFor[K]().Kind() == reflect.String {
		return textsJSON(texts), "TEXT"
	}
	return textsJSON(texts), "BIGINT"
}

// scanPlace reads a key with what its list is ordered by.
func scanPlace[K any](scan func(...any) error) (p listing.Place[K], err error) {
	return p, scan(&p.Key, &p.Value)
}

// narrowed is a condition on parameter n of a list, or one that every row meets when nothing was asked for. A statement
// that says "empty, or equal" in one reads the whole table for the one row that an index leads to.
func narrowed(n int, value, condition string) string {
	if value == "" {
		return fmt.Sprintf("CAST($%d AS TEXT) = ''", n)
	}
	return condition
}

// byKey stands for the column of a list that is ordered by its key alone.
const byKey = "CAST(0 AS BIGINT)"
