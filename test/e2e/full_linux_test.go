package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAFullDiskIsSaidAndTheYearGoesOn lives a year on a disk that is too small for the schema, on one that is too small
// for the year, and then on one that is just large enough for the file and its log.
func TestAFullDiskIsSaidAndTheYearGoesOn(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("SKIP-REQUIRED only root may mount a small disk")
	}
	folder := filepath.Join(t.TempDir(), "small")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("SKIP-REQUIRED no small disk can be mounted here: %v", err)
	}
	defer func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	}()
	p := place{folder: folder, args: []string{"--data", folder}}
	for _, size := range []string{"", "3m", "8m"} {
		if size != "" {
			remount(t, folder, size)
		}
		a := guangsha(t, p.with("demo", "--members", "500", "--no-serve")...)
		if a.code != 1 || !strings.Contains(a.err, "磁盘空间不足") {
			t.Errorf("on the small disk (%s): exit code %d, %s", size, a.code, a.err)
		}
	}
	remount(t, folder, "32m")
	demo(t, p)
	// A closed ledger has no shared memory beside it, but what has read it leaves some; where there is no room to make
	// it, not even reading goes.
	for _, beside := range []string{"-shm", "-wal"} {
		if err := os.Remove(filepath.Join(folder, "shili.db"+beside)); err != nil {
			t.Fatal(err)
		}
	}
	fill(t, filepath.Join(folder, "fill"))
	for _, command := range []string{"verify", "demo"} {
		if a := guangsha(t, p.with(command)...); a.code != 1 || !strings.Contains(a.err, "磁盘空间不足") {
			t.Errorf("%s without any room: exit code %d, %s", command, a.code, a.err)
		}
	}
	if err := os.Remove(filepath.Join(folder, "fill")); err != nil {
		t.Fatal(err)
	}
	must(t, p.with("verify")...)
}

// fill takes all the room that is left.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 16; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
}

func remount(t *testing.T, folder, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", syscall.MS_REMOUNT, "size="+size); err != nil {
		t.Fatal(err)
	}
}
