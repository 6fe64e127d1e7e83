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

// chosenFile keeps, in the data folder, which city was made there and how its people behave, so that a later start goes
// on with it, be it of a program whose cities behave otherwise.
const chosenFile = "demo.json"

// Choose gives the options of the city in a data folder. No seed or number of members takes what the folder was made
// with, or 1 and 65,000 where there is none yet. It refuses with CodeOtherCity another city than the folder has, and
// changes nothing: Keep does.
func Choose(folder string, seed *uint64, members *int) (Options, error) {
	kept, found, err := readChosen(folder)
	if err != nil {
		return Options{}, err
	}
	wanted := Options{Seed: 1, Members: wholeCity}
	if found {
		wanted = kept
	}
	if seed != nil {
		wanted.Seed = *seed
	}
	if members != nil {
		wanted.Members = *members
	}
	switch {
	case !found:
		return Expand(wanted.Seed, wanted.Members)
	case wanted != kept:
		return Options{}, otherCity(kept)
	}
	return kept, nil
}

// IsCity reports whether the books of a data folder are those of an invented city.
func IsCity(folder string) bool {
	_, found, err := readChosen(folder)
	return found && err == nil
}

// Keep writes down which city is in a data folder, whole or not at all. Only who holds the folder's lock may call it:
// of two first starts at once one keeps its city and the other never gets here. It refuses as Choose does.
func Keep(folder string, o Options) error {
	kept, found, err := readChosen(folder)
	switch {
	case err != nil:
		return err
	case found && kept != o:
		return otherCity(kept)
	case found:
		return nil
	}
	text, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("keep the choice of a city: %w", err)
	}
	return app.WriteFile(filepath.Join(folder, chosenFile), append(text, '\n'))
}

func readChosen(folder string) (o Options, found bool, err error) {
	path := filepath.Join(folder, chosenFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return o, false, nil
	}
	if err != nil {
		return o, false, fmt.Errorf("read which city is in the folder: %w", err)
	}
	damaged := json.Unmarshal(text, &o) != nil
	expanded, err := Expand(o.Seed, o.Members)
	if damaged || err != nil {
		return o, false, refusal.New("sim.chosen", "文件 "+path+" 已损坏", "",
			"请从备份恢复，或用 --data 另指定一个空目录")
	}
	if o.Year == 0 { // the file names a city by its seed and its members alone
		o = expanded
	}
	return o, true, nil
}

func otherCity(o Options) error {
	return refusal.New(CodeOtherCity,
		fmt.Sprintf("数据目录中已有另一座示例市（种子%d，职工%d人）", o.Seed, o.Members), "", nextCity)
}

const nextCity = "请沿用原来的人数和种子，或用 --data 另指定一个空目录"
