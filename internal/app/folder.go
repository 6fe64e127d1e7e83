package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"guangsha/internal/base/secret/gm"
)

// makeFolder makes a folder and what is missing above it, each durable in the folder it stands in. The database syncs
// what lies inside its folder; without this the folder itself, with all books in it, could be gone after a power cut.
func makeFolder(path string) error {
	above := filepath.Dir(path)
	if _, err := os.Stat(above); errors.Is(err, fs.ErrNotExist) && above != path {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	err := os.Mkdir(path, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return os.MkdirAll(path, 0o700) // says what is wrong with something that is no folder
	}
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	return gm.SyncFolder(above)
}
