package sqlstore_test

import (
	"os"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of a few megabytes over a folder until the test ends. grow makes it large.
func smallDisk(t *testing.T, folder string) (grow func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("SKIP-REQUIRED only root can mount a small disk")
	}
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=5m"); err != nil {
		t.Skipf("SKIP-REQUIRED no small disk can be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	return func() {
		if err := syscall.Mount("tmpfs", folder, "tmpfs", syscall.MS_REMOUNT, "size=100m"); err != nil {
			t.Fatal(err)
		}
	}
}
