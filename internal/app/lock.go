package app

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"guangsha/internal/base/refusal"
)

// CodeLocked is the code of the refusal that answers a second process that wants to write.
const CodeLocked = "app.locked"

// errHeld says that another process holds the lock. The system's own error differs from platform to platform.
var errHeld = errors.New("held by another process")

// lock is the lock of a data folder (DIR/lock). The system gives it back when the process ends, however it ends, so
// that no lock outlives its holder; the number of the process in the file is for people.
type lock struct{ file *os.File }

// takeLock takes the lock of a folder, or refuses with CodeLocked and says which process holds it.
func takeLock(folder string) (*lock, error) {
	path := filepath.Join(folder, "lock")
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the lock: %w", err)
	}
	err = lockFile(file)
	if errors.Is(err, errHeld) {
		holder := readHolder(file)
		return nil, errors.Join(refusal.New(CodeLocked, "数据目录 "+folder+" 正由另一个进程（"+holder+"）写入，本进程不能同时写入",
			"", "请等它结束，或改用只读的命令（verify、dump）"), file.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), file.Close())
	}
	pid := strconv.Itoa(os.Getpid()) + "\n"
	if err := file.Truncate(0); err != nil {
		return nil, errors.Join(fmt.Errorf("write the lock: %w", err), file.Close())
	}
	if _, err := file.WriteAt([]byte(pid), 0); err != nil {
		return nil, errors.Join(fmt.Errorf("write the lock: %w", err), file.Close())
	}
	return &lock{file: file}, nil
}

// readHolder is what the holder wrote, for people. It may not have written it yet.
func readHolder(file *os.File) string {
	text, err := io.ReadAll(io.NewSectionReader(file, 0, 32))
	pid := strings.TrimSpace(string(text))
	if _, bad := strconv.Atoi(pid); err != nil || bad != nil {
		return "进程号未知"
	}
	return "进程号 " + pid
}

// release gives the lock back. The file stays: a folder without it would let two processes each lock their own.
func (l *lock) release() error { return l.file.Close() }
