package evaluation

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"sync"
)

// span is a range of columns, both ends in it; in the files a pair of numbers.
type span struct{ from, to int }

// UnmarshalJSON reads [from, to].
func (s *span) UnmarshalJSON(text []byte) error {
	var pair [2]int
	if err := json.Unmarshal(text, &pair); err != nil {
		return err
	}
	s.from, s.to = pair[0], pair[1]
	return nil
}

// formLayout says where the parts of a form stand (表式). The files stand in the folder layouts.
type formLayout struct {
	ID                Layout `json:"id"`
	Widths            []int  `json:"widths"` // tenths of a digit
	Label             span   `json:"label"`  // 项目名称
	Value             span   `json:"value"`
	Department        span   `json:"department"`
	UnitLabel         span   `json:"unit_label"`
	Unit              span   `json:"unit"`
	FundLabel         span   `json:"fund_label"`
	Funds             []span `json:"funds"` // name, then the columns of funds
	Goal              span   `json:"goal"`
	GoalActual        span   `json:"goal_actual"`
	Indicators        []span `json:"indicators"`
	TotalLabel        span   `json:"total_label"`
	SideIncludesTotal bool   `json:"side_includes_total"` // 绩效指标 reaches down to the row 总分
	Total             span   `json:"total"`
	TotalScore        span   `json:"total_score"`
	TotalEnd          span   `json:"total_end"`
	FullWidth         span   `json:"full_width"`
}

//go:embed layouts/*.json
var layoutFiles embed.FS

// layouts are the grids by their id, read once. The files are part of the program and a test reads them.
var layouts = sync.OnceValue(func() map[Layout]formLayout {
	all := map[Layout]formLayout{}
	entries, err := layoutFiles.ReadDir("layouts")
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		raw, err := layoutFiles.ReadFile(path.Join("layouts", e.Name()))
		if err != nil {
			panic(err)
		}
		d := json.NewDecoder(strings.NewReader(string(raw)))
		d.DisallowUnknownFields()
		var l formLayout
		if err := d.Decode(&l); err != nil {
			panic(fmt.Errorf("evaluation: layout %s: %w", e.Name(), err))
		}
		all[l.ID] = l
	}
	return all
})

// layoutOf is the grid with an id, G9 when there is none: those of the official form.
func layoutOf(id Layout) formLayout {
	if l, ok := layouts()[id]; ok {
		return l
	}
	return layouts()[G9]
}

// fieldWidths are the widths of columns by their field, in tenths of a digit.
var fieldWidths = map[string]int{
	fieldFirst: 80, fieldSecond: 110, fieldName: 220, fieldTarget: 110, fieldActual: 110, fieldWeight: 60,
	fieldScore: 65, fieldReason: 140, fieldSign: 60, fieldUnit: 65, fieldMore: 120,
}

// laidOut computes the grid of a form from its columns: indicators have one each behind the label at the side, and the
// columns of funds are the last ones, behind a name that takes what is left. A form with few columns of indicators
// prints the names of its indicators over several.
func laidOut(funds, indicators []column) formLayout {
	extra := max(0, len(funds)+3-len(indicators)-1)
	l := formLayout{Widths: []int{50}}
	for _, col := range indicators {
		at, width := len(l.Widths), fieldWidths[col.field]
		n := 1
		if col.field == fieldName {
			n += extra
		}
		for range n {
			l.Widths = append(l.Widths, width/n)
		}
		l.Indicators = append(l.Indicators, span{at, at + n - 1})
	}
	last := len(l.Widths) - 1
	first := last - len(funds) + 1
	l.Funds = []span{{2, first - 1}}
	for i := range funds {
		l.Funds = append(l.Funds, span{first + i, first + i})
	}
	middle := (last + 1) / 2
	l.Label, l.FundLabel, l.Value, l.FullWidth = span{0, 1}, span{0, 1}, span{2, last}, span{0, last}
	l.Department, l.UnitLabel, l.Unit = span{2, middle}, span{middle + 1, middle + 1}, span{middle + 2, last}
	l.Goal, l.GoalActual = span{1, middle}, span{middle + 1, last}
	return l
}
