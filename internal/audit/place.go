package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"guangsha/internal/base/secret/gm"
)

// Place is a place outside the database where checkpoints are kept (检查点存放处). A log that is cut or made anew cannot
// be told from an honest one but by a place that its author could not reach; so more than one is better.
type Place interface {
	// Last is the newest checkpoint kept there.
	Last(ctx context.Context) (c Checkpoint, found bool, err error)
	// Append adds one, durable before it returns.
	Append(ctx context.Context, c Checkpoint) error
}

// File is a place in a file, one line for each checkpoint, which is only ever added to.
type File struct {
	path string
	mu   sync.Mutex
}

// NewFile is the place at a path. The file and its folder are made with the first checkpoint.
func NewFile(path string) *File { return &File{path: path} }

var _ Place = (*File)(nil)

// Whole is a file of checkpoints without a last line that was never finished, because the power went: one without an
// end, or one of which a part was never written. A disk may have the end of what was appended and not what stands
// before it, which then reads as zeros; no checkpoint has a zero byte.
func Whole(text []byte) []byte {
	text = text[:bytes.LastIndexByte(text, '\n')+1]
	last := bytes.TrimSuffix(text, []byte{'\n'})
	last = last[bytes.LastIndexByte(last, '\n')+1:]
	if bytes.IndexByte(last, 0) >= 0 {
		text = text[:len(text)-len(last)-1]
	}
	return text
}

// Last implements Place. A line that was never finished is none.
func (f *File) Last(context.Context) (c Checkpoint, found bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, false, nil
	}
	if err != nil {
		return c, false, fmt.Errorf("audit: checkpoints: %w", err)
	}
	if text = Whole(text); len(text) == 0 {
		return c, false, nil
	}
	text = text[:len(text)-1]
	c, err = ParseCheckpoint(string(text[bytes.LastIndexByte(text, '\n')+1:]))
	return c, err == nil, err
}

// Append implements Place.
func (f *File) Append(_ context.Context, c Checkpoint) (err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	isNew, err := f.make()
	if err != nil {
		return fmt.Errorf("audit: checkpoints: %w", err)
	}
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("audit: checkpoints: %w", err)
	}
	err = dropUnfinished(file)
	if err == nil {
		_, err = file.WriteString(c.String() + "\n")
	}
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil && isNew {
		err = gm.SyncFolder(filepath.Dir(f.path))
	}
	if err != nil {
		return fmt.Errorf("audit: checkpoints: %w", err)
	}
	return nil
}

// make makes the folder where it is missing, and says whether the file is.
func (f *File) make() (isNew bool, err error) {
	if _, err := os.Stat(f.path); !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	folder := filepath.Dir(f.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return true, err
	}
	return true, gm.SyncFolder(filepath.Dir(folder))
}

// dropUnfinished takes back a last line that was never finished: the power went before it was answered for.
func dropUnfinished(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	const longest = 4096 // far above any checkpoint
	tail := make([]byte, min(info.Size(), longest))
	if _, err := file.ReadAt(tail, info.Size()-int64(len(tail))); err != nil && len(tail) > 0 {
		return err
	}
	whole := Whole(tail)
	if len(whole) == len(tail) {
		return nil
	}
	return file.Truncate(info.Size() - int64(len(tail)) + int64(len(whole)))
}
