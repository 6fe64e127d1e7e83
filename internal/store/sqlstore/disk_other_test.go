//go:build !linux

package sqlstore_test

import "testing"

// smallDisk is known for Linux only.
func smallDisk(t *testing.T, _ string) (grow func()) {
	t.Helper()
	t.Skip("SKIP-REQUIRED no small disk on this system")
	return nil
}
