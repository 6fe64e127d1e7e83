// Package policy holds the parameters of the business (政策参数) as dated rows. A rule asks for the value on the
// business date, never for today's; a change of law is a new row beside the old one.
//
// A Set is immutable. A unit of work uses the one Set whose version it read in its own transaction.
package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// Row is one value of a parameter from a date on.
type Row struct {
	Key      string     // for example "withdraw.keep_min"
	Branch   string     // 机构 it holds for; empty for the whole centre
	Value    string     // as the document prints it: yuan, ratio, count or word
	From     civil.Date // first day it holds (生效日)
	Document string     // 文号; "示例参数" for values of the demonstration city
	Version  int64      // 版本 that it came under; zero before it is kept
}

// Set is an immutable set of rows.
type Set struct {
	Version int64
	rows    map[string][]Row // by key, latest first
}

// NewSet makes a set. Rows may come in any order. Of rows of one key, branch and date the one of the latest version
// holds; two of one version are an error.
func NewSet(version int64, rows []Row) (*Set, error) {
	s := &Set{Version: version, rows: map[string][]Row{}}
	type place struct {
		key, branch string
		from        civil.Date
	}
	latest := map[place]Row{}
	for _, r := range rows {
		at := place{r.Key, r.Branch, r.From}
		before, there := latest[at]
		if there && before.Version == r.Version {
			return nil, fmt.Errorf("policy %s has two values from %s", r.Key, r.From)
		}
		if !there || before.Version < r.Version {
			latest[at] = r
		}
	}
	for _, r := range latest {
		s.rows[r.Key] = append(s.rows[r.Key], r)
	}
	for _, list := range s.rows {
		slices.SortFunc(list, func(a, b Row) int {
			return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(a.Branch, b.Branch))
		})
	}
	return s, nil
}

// Source gives the set of the centre inside a unit of work.
type Source interface {
	Policy(tx unit.Tx) (*Set, error)
}

// Find gives the row in force for a key in a branch on a day: the branch's own row if it has one on that day,
// else the centre's.
func (s *Set) Find(key, branch string, on civil.Date) (Row, bool) {
	var centre Row
	found := false
	for _, r := range s.rows[key] {
		if r.From > on {
			continue
		}
		if r.Branch == branch && branch != "" {
			return r, true
		}
		if r.Branch == "" && !found {
			centre, found = r, true
		}
	}
	return centre, found
}

// Own gives the row in force for a key on a day that is a branch's own, or the whole centre's where the branch is
// empty: for what a branch adds to what the centre says, and does not say in its stead.
func (s *Set) Own(key, branch string, on civil.Date) (Row, bool) {
	for _, r := range s.rows[key] {
		if r.From <= on && r.Branch == branch {
			return r, true
		}
	}
	return Row{}, false
}

// Rows are all rows of a key, of every branch, the latest first.
func (s *Set) Rows(key string) []Row { return slices.Clone(s.rows[key]) }

// All are all rows of the set, in the order of their keys.
func (s *Set) All() (list []Row) {
	for _, key := range slices.Sorted(maps.Keys(s.rows)) {
		list = append(list, s.rows[key]...)
	}
	return list
}

// Fen is the key of an amount, written in yuan.
type Fen string

// On is the amount in force. A missing or malformed row is a defect of the configuration, not a refusal.
func (k Fen) On(s *Set, branch string, on civil.Date) (money.Fen, error) {
	return value(s, string(k), branch, on, money.ParseYuan)
}

// Rate is the key of a rate or ratio, written as a decimal fraction.
type Rate string

// On is the rate in force.
func (k Rate) On(s *Set, branch string, on civil.Date) (money.Rate, error) {
	return value(s, string(k), branch, on, money.ParseRate)
}

// Count is the key of a whole number: months, days, persons.
type Count string

// On is the number in force.
func (k Count) On(s *Set, branch string, on civil.Date) (int, error) {
	return value(s, string(k), branch, on, strconv.Atoi)
}

// Word is the key of a choice, for example "half_up".
type Word string

// On is the word in force.
func (k Word) On(s *Set, branch string, on civil.Date) (string, error) {
	return value(s, string(k), branch, on, func(v string) (string, error) { return v, nil })
}

func value[T any](s *Set, key, branch string, on civil.Date, parse func(string) (T, error)) (T, error) {
	r, ok := s.Find(key, branch, on)
	if !ok {
		var zero T
		return zero, fmt.Errorf("policy %s has no value on %s", key, on)
	}
	v, err := parse(r.Value)
	if err != nil {
		return v, fmt.Errorf("policy %s from %s: %w", key, r.From, err)
	}
	return v, nil
}
