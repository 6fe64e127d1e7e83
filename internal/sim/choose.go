package sim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"guangsha/internal/app"
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
// with, or 1 and 65,000 where there is none yet. It refuses with CodeOtherCity another city than the folder has, and
// changes nothing: Keep does.
func Choose(folder string, seed *uint64, members *int) (Options, error) {
	kept, found, err := readChosen(folder)
	if err != nil {
		return Options{}, err
	}
	wanted := chosen{Seed: 1, Members: wholeCity}
	if found {
		wanted = kept
	}
	if seed != nil {
		wanted.Seed = *seed
	}
	if members != nil {
		wanted.Members = *members
	}
	if found && wanted != kept {
		return Options{}, otherCity(kept)
	}
	return Expand(wanted.Seed, wanted.Members)
}

// Keep writes down which city is in a data folder, whole or not at all. Only who holds the folder's lock may call it:
// of two first starts at once one keeps its city and the other never gets here. It refuses as Choose does.
func Keep(folder string, o Options) error {
	wanted := chosen{Seed: o.Seed, Members: o.Members}
	kept, found, err := readChosen(folder)
	switch {
	case err != nil:
		return err
	case found && kept != wanted:
		return otherCity(kept)
	case found:
		return nil
	}
	text, err := json.Marshal(wanted)
	if err != nil {
		return fmt.Errorf("keep the choice of a city: %w", err)
	}
	return app.WriteFile(filepath.Join(folder, chosenFile), append(text, '\n'))
}

func readChosen(folder string) (c chosen, found bool, err error) {
	path := filepath.Join(folder, chosenFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, false, nil
	}
	if err != nil {
		return c, false, fmt.Errorf("read which city is in the folder: %w", err)
	}
	if json.Unmarshal(text, &c) != nil {
		return c, false, refusal.New("sim.chosen", "文件 "+path+" 已损坏", "",
			"请从备份恢复，或用 --data 另指定一个空目录")
	}
	return c, true, nil
}

func otherCity(c chosen) error {
	return refusal.New(CodeOtherCity,
		fmt.Sprintf("数据目录中已有另一座示例市（种子%d，职工%d人）", c.Seed, c.Members), "", nextCity)
}

const nextCity = "请沿用原来的人数和种子，或用 --data 另指定一个空目录"
