package sqlstore

import (
	"fmt"

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
	case p.After == nil:
	case column == byKey:
		args = append(args, p.After.Key)
		end = fmt.Sprintf(` AND %s %s $%d`, key, beyond, n+1)
	default:
		args = append(args, p.After.Value, p.After.Key)
		end = fmt.Sprintf(` AND %[1]s %[2]s= $%[3]d AND (%[1]s %[2]s $%[3]d OR %[4]s %[2]s $%[5]d)`,
			column, beyond, n+1, key, n+2)
	}
	return column, fmt.Sprintf("%s ORDER BY %s LIMIT $%d", end, order, len(args)+1), append(args, int64(p.Limit)), nil
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
