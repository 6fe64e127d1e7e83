package pgcluster

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// adopt makes this process the parent of servers whose starter has ended. A killed server has to be buried, or the next
// one takes it for alive, and the first process of a small machine does not bury anybody.
func adopt() error {
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("adopt servers: %w", err)
	}
	return nil
}

// goneWithin is how many milliseconds a process may take to be gone once it was killed.
const goneWithin = 10_000

// Kill ends the server and every process of it with SIGKILL, in the middle of whatever they do, waits until they are
// gone, and removes what they leave in the kernel's memory, as a cut of the power would. It finds them without reading
// the server's data, which may lie on a disk that does not answer. A server that does not run is killed already.
func (c *Cluster) Kill() (err error) {
	family, err := c.family()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find PostgreSQL's processes: %w", err)
	}
	var held []unix.PollFd
	defer func() {
		for _, p := range held {
			err = errors.Join(err, unix.Close(int(p.Fd)))
		}
	}()
	for _, pid := range family { // the parent comes first: it starts no other child
		fd, err := unix.PidfdOpen(pid, 0)
		if errors.Is(err, unix.ESRCH) {
			continue
		}
		if err != nil {
			return fmt.Errorf("kill PostgreSQL: %w", err)
		}
		held = append(held, unix.PollFd{Fd: int32(fd), Events: unix.POLLIN})
		if err := unix.PidfdSendSignal(fd, unix.SIGKILL, nil, 0); err != nil && !errors.Is(err, unix.ESRCH) {
			return fmt.Errorf("kill PostgreSQL: %w", err)
		}
	}
	for i := range held {
		if err := gone(held[i : i+1]); err != nil {
			return err
		}
	}
	for _, pid := range family { // those that were adopted are ours to bury
		if _, err := unix.Wait4(pid, nil, unix.WNOHANG, nil); err != nil && !errors.Is(err, unix.ECHILD) {
			return fmt.Errorf("bury PostgreSQL's process %d: %w", pid, err)
		}
	}
	return errors.Join(removeMemory(family[0]), os.Remove(c.lockFile()))
}

// removeMemory removes the shared memory that a process made, which outlives it.
func removeMemory(parent int) error {
	list, err := os.ReadFile("/proc/sysvipc/shm")
	if err != nil {
		return err
	}
	var errs []error
	for line := range strings.Lines(string(list)) {
		const id, maker = 1, 4 // columns
		f := strings.Fields(line)
		if len(f) <= maker || f[maker] != strconv.Itoa(parent) {
			continue
		}
		n, err := strconv.Atoi(f[id])
		if err == nil {
			_, err = unix.SysvShmCtl(n, unix.IPC_RMID, nil)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// gone waits for the end of one process.
func gone(process []unix.PollFd) error {
	for {
		n, err := unix.Poll(process, goneWithin)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil:
			return fmt.Errorf("wait for PostgreSQL's end: %w", err)
		case n == 0:
			return errors.New("a process of PostgreSQL does not end")
		default:
			return nil
		}
	}
}

// lockFile stands beside the socket and names the server's process.
func (c *Cluster) lockFile() string {
	return filepath.Join(c.dir, fmt.Sprintf(".s.PGSQL.%d.lock", c.port))
}

// family is the server's process and its children.
func (c *Cluster) family() ([]int, error) {
	lock, err := os.ReadFile(c.lockFile())
	if err != nil {
		return nil, err
	}
	first, _, _ := strings.Cut(string(lock), "\n")
	parent, err := strconv.Atoi(first)
	if err != nil {
		return nil, err
	}
	if name, _ := process(parent); name != "postgres" {
		return nil, fs.ErrNotExist // it ended by itself, and its number may be somebody else's
	}
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return nil, err
	}
	family := []int{parent}
	for _, path := range all {
		if pid, err := strconv.Atoi(filepath.Base(path)); err == nil {
			if _, of := process(pid); of == parent {
				family = append(family, pid)
			}
		}
	}
	return family, nil
}

// process gives the name of a process's program and the number of its parent; nothing when it has ended meanwhile.
func process(pid int) (name string, parent int) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", 0
	}
	// The name stands in brackets and may hold anything.
	name = string(text[bytes.IndexByte(text, '(')+1 : bytes.LastIndexByte(text, ')')])
	var state string
	if _, err := fmt.Sscan(string(text[bytes.LastIndexByte(text, ')')+1:]), &state, &parent); err != nil {
		return "", 0
	}
	return name, parent
}
