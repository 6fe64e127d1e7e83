package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/evaluation"
)

// CodeNoGoals is the code of the refusal to fill tables whose goals nobody has entered.
const CodeNoGoals = "app.no-goals"

func (c Config) goals(year int) string {
	return filepath.Join(c.Data, "goals", fmt.Sprintf("%s-%d.json", c.Centre, year))
}

// GoalYears are the years whose goals stand in the data folder, in their order.
func (c *Centre) GoalYears() ([]int, error) {
	files, err := filepath.Glob(filepath.Join(c.Config.Data, "goals", c.Config.Centre+"-*.json"))
	if err != nil {
		return nil, fmt.Errorf("look for goals: %w", err)
	}
	var years []int
	for _, f := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(f), c.Config.Centre+"-"), ".json")
		if year, err := strconv.Atoi(name); err == nil {
			years = append(years, year)
		}
	}
	slices.Sort(years)
	return years, nil
}

// ReadGoals reads the approved goals of a year from the data folder. It refuses with CodeNoGoals when there are none,
// and a file that is malformed or names a measure that does not exist.
func (c *Centre) ReadGoals(year int) (evaluation.Goals, error) {
	path := c.Config.goals(year)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return evaluation.Goals{}, refusal.New(CodeNoGoals, fmt.Sprintf("没有%d年度的绩效目标", year), "",
			"请将批复的绩效目标存为 "+path)
	}
	if err != nil {
		return evaluation.Goals{}, fmt.Errorf("read the goals: %w", err)
	}
	var g evaluation.Goals
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&g); err != nil {
		return evaluation.Goals{}, refusal.New("app.goals.malformed",
			"绩效目标文件 "+path+" "+brokenJSON(err), "", "请改正后再运行")
	}
	for _, name := range g.Measures() {
		if _, known := measureByName(name); !known {
			return evaluation.Goals{}, refusal.New("app.goals.measure",
				"绩效目标文件 "+path+" 中的取数项“"+name+"”不存在", "", "请改用已有的取数项")
		}
	}
	return g, nil
}

// brokenJSON says what is wrong with a JSON file, and where.
func brokenJSON(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		return "中有不认识的项" + name
	case errors.As(err, &syntax):
		return fmt.Sprintf("的格式不正确，错在第%d个字节前后", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf("中“%s”的值种类不对，在第%d个字节前后", kind.Field, kind.Offset)
	}
	return "没有写完"
}

// WriteGoals keeps the goals of a year in a data folder, unless they are there.
func (c Config) WriteGoals(g evaluation.Goals) error {
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
