package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"guangsha/internal/base/refusal"
)

// Goals are a centre's budget projects of a year as approved (绩效目标), with what its departments fill in and the
// measures that its indicators are bound to.
type Goals struct {
	Year     int       `json:"year"`
	Unit     string    `json:"unit"` // 主管部门 and 实施单位
	Projects []Project `json:"projects"`
}

// Project is one budget project with its indicators, in the order of the form.
type Project struct {
	Name       string      `json:"name"`
	Layout     string      `json:"layout"` // G11 or G9
	Initial    string      `json:"initial"`
	Budget     string      `json:"budget"`
	Spent      Source      `json:"spent"`
	Goal       string      `json:"goal"`
	GoalActual string      `json:"goal_actual"`
	Indicators []Indicator `json:"indicators"`
}

// Source is where a value comes from: what people reported, and a measure, or what is waited for.
type Source struct {
	// Reported is what a person typed (填报值). "=" takes the measured value over and "≈" its whole part, as people
	// do who look it up; "=name" takes the value of another measure.
	Reported string `json:"reported"`
	Measure  string `json:"measure,omitempty"` // 取数项
	Waiting  string `json:"waiting,omitempty"` // what a row without a measure waits for
}

// Indicator is one row.
type Indicator struct {
	Class  string `json:"class"` // 二级指标
	Name   string `json:"name"`
	Target string `json:"target"`
	Weight string `json:"weight"`
	Score  string `json:"score,omitempty"` // what was given; the weight when empty
	Reason string `json:"reason,omitempty"`
	Source
}

// CodeNoGoals is the code of the refusal to fill tables whose goals nobody has entered.
const CodeNoGoals = "app.no-goals"

func (c Config) goals(year int) string {
	return filepath.Join(c.Data, "goals", fmt.Sprintf("%s-%d.json", c.Centre, year))
}

// ReadGoals reads the approved goals of a year from the data folder. It refuses with CodeNoGoals when there are none,
// and a file that is malformed or names a measure that does not exist.
func (c *Centre) ReadGoals(year int) (Goals, error) {
	path := c.Config.goals(year)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Goals{}, refusal.New(CodeNoGoals, fmt.Sprintf("没有%d年度的绩效目标", year), "", "请将批复的绩效目标存为 "+path)
	}
	if err != nil {
		return Goals{}, fmt.Errorf("read the goals: %w", err)
	}
	var g Goals
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&g); err != nil {
		return Goals{}, refusal.New("app.goals.malformed", "绩效目标文件 "+path+" 格式不正确："+err.Error(), "", "请改正后再运行")
	}
	for _, p := range g.Projects {
		for _, name := range p.measures() {
			if _, known := measureByName(name); !known {
				return Goals{}, refusal.New("app.goals.measure", "绩效目标文件 "+path+" 中的取数项“"+name+"”不存在",
					"", "请改用已有的取数项")
			}
		}
	}
	return g, nil
}

// measures are the names of the measures that a project needs.
func (p Project) measures() []string {
	var names []string
	for _, s := range p.sources() {
		if s.Measure != "" {
			names = append(names, s.Measure)
		}
		if len(s.Reported) > 1 && s.Reported[0] == '=' {
			names = append(names, s.Reported[1:])
		}
	}
	return names
}

func (p Project) sources() []Source {
	list := []Source{p.Spent}
	for _, i := range p.Indicators {
		list = append(list, i.Source)
	}
	return list
}

// WriteGoals keeps the goals of a year in a data folder, unless they are there.
func (c Config) WriteGoals(g Goals) error {
	path := c.goals(g.Year)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	text, err := json.MarshalIndent(g, "", "  ")
	if err != nil {
		return fmt.Errorf("write the goals: %w", err)
	}
	return WriteFile(path, append(text, '\n'))
}

// WriteFile writes a file whole or not at all, and its folder before it.
func WriteFile(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
