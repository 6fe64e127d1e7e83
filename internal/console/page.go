package console

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
)

// cut makes a page of rows of which one more than the page was asked for; next says where the page's last row stands.
func cut[R, T any](rows []R, limit int, item func(R) T, next func(last R) []any) page[T] {
	p := page[T]{Items: make([]T, 0, min(len(rows), limit))}
	for i, r := range rows {
		if i == limit {
			p.Next = cursor(next(rows[limit-1]))
			break
		}
		p.Items = append(p.Items, item(r))
	}
	return p
}

// cursor writes where a page ended. It holds numbers of records and nothing of people.
func cursor(place []any) string {
	text, err := json.Marshal(place)
	if err != nil {
		panic(err) // numbers and texts always have a form
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// resume reads a cursor into where the page before ended. An empty one leaves all as it is.
func resume(text string, place ...any) error {
	if text == "" {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return badCursor()
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil || len(parts) != len(place) || bytes.Contains(raw,
		[]byte(`\u0000`)) {
		return badCursor()
	}
	for i, p := range parts {
		if err := json.Unmarshal(p, place[i]); err != nil {
			return badCursor()
		}
	}
	return nil
}

func badCursor() *refusal.Refused {
	return refusal.New("console.cursor", "翻页位置不正确", "", "请从第一页重新开始")
}

// day reads a date that may be missing.
func day(text string, missing civil.Date) (civil.Date, error) {
	if text == "" {
		return missing, nil
	}
	return civil.ParseDate(text)
}

// span is the days that a list is narrowed to: those that lie in the year, in the month and on the day, of which each
// may be missing; zero when all are. What contradicts itself has no day.
func span(year int, month, on string) (from, to civil.Date, err error) {
	if year == 0 && month == "" && on == "" {
		return 0, 0, nil
	}
	narrow := func(first, last civil.Date) {
		from, to = max(from, first), min(to, last)
	}
	to = civil.DateOf(9999, 12, 31)
	if year != 0 {
		narrow(civil.DateOf(year, 1, 1), civil.DateOf(year, 12, 31))
	}
	if month != "" {
		m, err := civil.ParseMonth(month)
		if err != nil {
			return 0, 0, err
		}
		narrow(m.First(), m.Last())
	}
	if on != "" {
		d, err := civil.ParseDate(on)
		if err != nil {
			return 0, 0, err
		}
		narrow(d, d)
	}
	return from, to, nil
}

// date writes a date, and nothing for none.
func date(d civil.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// monthText writes a month, and nothing for none.
func monthText(m civil.Month) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

// ident reads the id that stands where a record has no number yet.
func ident(text string) (int64, bool) {
	id, err := strconv.ParseInt(text, 10, 64)
	return id, err == nil && id > 0 && strconv.FormatInt(id, 10) == text
}
