package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"guangsha/internal/base/refusal"
)

// chosenFile keeps, in the data folder, which city was made there, so that a later start goes on with it.
const chosenFile = "demo.json"

// chosen is its content.
type chosen struct {
	Seed    uint64 `json:"seed"`
	Members int    `json:"members"`
}

// Choose gives the options of the city in a data folder. No seed or number of members takes what the folder was made
// with, or 1 and 3,000 where there is none yet; the choice is kept. It refuses with CodeOtherCity another city
// than the folder has.
func Choose(folder string, seed *uint64, members *int) (Options, error) {
	path := filepath.Join(folder, chosenFile)
	text, err := os.ReadFile(path)
	kept := chosen{Seed: 1, Members: 3000}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if seed != nil {
			kept.Seed = *seed
		}
		if members != nil {
			kept.Members = *members
		}
	case err != nil:
		return Options{}, fmt.Errorf("read which city is in the folder: %w", err)
	default:
		kept = chosen{}
		if err := json.Unmarshal(text, &kept); err != nil {
			return Options{}, refusal.New("sim.chosen", "文件 "+path+" 已损坏", "", "请从备份恢复，或用 --data 另指定一个空目录")
		}
		if seed != nil && *seed != kept.Seed || members != nil && *members != kept.Members {
			return Options{}, otherCity(kept)
		}
	}
	options, err := Expand(kept.Seed, kept.Members)
	if err != nil || text != nil {
		return options, err
	}
	return options, keep(folder, path, kept)
}

// keep writes the file whole or not at all.
func keep(folder, path string, c chosen) error {
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("keep the choice of a city: %w", err)
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("keep the choice of a city: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("keep the choice of a city: %w", err)
	}
	return nil
}

func otherCity(c chosen) error {
	return refusal.New(CodeOtherCity,
		fmt.Sprintf("数据目录中已有另一座示例市（种子%d，职工%d人）", c.Seed, c.Members), "", nextCity)
}

const nextCity = "请沿用原来的人数和种子，或用 --data 另指定一个空目录"
