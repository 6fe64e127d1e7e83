package app

import (
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
// and as evaluation.ReadGoals does a file that cannot be read, or that names a measure that does not exist.
func (c *Centre) ReadGoals(year int) (evaluation.Goals, error) { return c.Config.ReadGoals(year) }

// maxGoals is far above the goals of any unit and keeps a wrong file from filling the memory.
const maxGoals = 4 << 20

// ReadGoals is that of a centre, of which it needs no books.
func (c Config) ReadGoals(year int) (evaluation.Goals, error) {
	path := c.goals(year)
	name := filepath.Join("goals", filepath.Base(path)) // where the data folder lies is nobody's business on a page
	text, err := readFile(path, maxGoals)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return evaluation.Goals{}, refusal.New(CodeNoGoals, fmt.Sprintf("没有%d年度的绩效目标", year), "",
			"请将批复的绩效目标存为数据目录下的 "+name)
	case errors.Is(err, errNoFile):
		return evaluation.Goals{}, refusal.New(evaluation.CodeGoals, "绩效目标文件“"+name+"”不是普通文件，或者太大，没有读取", "",
			"请将批复的绩效目标存为这个文件")
	case err != nil:
		return evaluation.Goals{}, fmt.Errorf("read the goals: %w", err)
	}
	return evaluation.ReadGoals(text, name, year, func(name string) bool {
		_, known := MeasureByName(name)
		return known
	})
}

// errNoFile says that a path is a folder, a device or a pipe, or holds more than anybody writes.
var errNoFile = errors.New("no file, or too large")

// readFile reads a file that a person wrote, of so many bytes at most. It opens nothing that could keep it waiting.
func readFile(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > most:
		return nil, errNoFile
	}
	return os.ReadFile(path)
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
