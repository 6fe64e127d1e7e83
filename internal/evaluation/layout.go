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
	ID                Layout  `json:"id"`
	Widths            []int   `json:"widths"` // tenths of a digit
	Label             span    `json:"label"`  // 项目名称
	Value             span    `json:"value"`
	Department        span    `json:"department"`
	UnitLabel         span    `json:"unit_label"`
	Unit              span    `json:"unit"`
	FundLabel         span    `json:"fund_label"`
	Funds             [7]span `json:"funds"` // name, 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分
	Goal              span    `json:"goal"`
	GoalActual        span    `json:"goal_actual"`
	Indicators        [8]span `json:"indicators"` // 一级, 二级, 三级, 指标值, 完成值, 分值, 得分, 偏差原因
	TotalLabel        span    `json:"total_label"`
	SideIncludesTotal bool    `json:"side_includes_total"` // 绩效指标 reaches down to the row 总分
	Total             span    `json:"total"`
	TotalScore        span    `json:"total_score"`
	TotalEnd          span    `json:"total_end"`
	FullWidth         span    `json:"full_width"`
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

// layoutOf is the grid with an id, G9 when there is none.
func layoutOf(id Layout) formLayout {
	if l, ok := layouts()[id]; ok {
		return l
	}
	return layouts()[G9]
}
