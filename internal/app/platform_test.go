package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

// A platform that is named and whose key is not there, or is none, is refused in words that say which file; with its
// key the file is read.
func TestAPlatformWithoutItsKeyIsRefused(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, platformKey)
	for _, text := range []string{"", "12", strings.Repeat("g", 64), strings.Repeat("a", 62),
		strings.Repeat("a", 9000)} {
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := readPlatformKey(path); !refusal.Is(err, CodePlatform) || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: %v", text[:min(len(text), 9)], err)
		}
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("0a", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := readPlatformKey(path); err != nil || len(key) != 32 || key[0] != 10 {
		t.Errorf("%x, %v", key, err)
	}
}
