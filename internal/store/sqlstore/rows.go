package sqlstore

import (
	"encoding/json"
	"errors"
	"strconv"
)

var errRows = errors.New("sqlstore: a set of rows was written in part")

// insert runs a statement that writes one row for each of a set, whose first parameter reads as
// {"1":[column,…],…}. An empty set writes nothing.
func (t *tx) insert(query string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	return t.batch([]stmt{{query: query, args: []any{rowsJSON(rows)}, want: int64(len(rows)), miss: errRows}})
}

// rowsJSON writes {"1":[…],"2":[…],…}. The columns are numbers and texts.
func rowsJSON(rows [][]any) string {
	b := []byte{'{'}
	for i, r := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = strconv.AppendInt(b, int64(i+1), 10)
		b = append(b, `":`...)
		row, err := json.Marshal(r)
		if err != nil {
			panic(err) // numbers and texts always have a form
		}
		b = append(b, row...)
	}
	return string(append(b, '}'))
}

// keysJSON writes {"id":0,…}.
func keysJSON[I ~int64 | ~int32 | ~int16](ids []I) string {
	b := []byte{'{'}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = strconv.AppendInt(b, int64(id), 10)
		b = append(b, `":0`...)
	}
	return string(append(b, '}'))
}

// textsJSON is keysJSON of texts: numbers with a check digit, codes.
func textsJSON[S ~string](texts []S) string {
	keys := make(map[S]int, len(texts))
	for _, t := range texts {
		keys[t] = 0
	}
	b, _ := json.Marshal(keys) // a map of numbers always has a text
	return string(b)
}

// bit is a boolean as a column holds it.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
