package gm_test

import (
	"crypto/rand"
	"path/filepath"
	"testing"

	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/secrettest"
)

func TestKeyFilesKeepWhatAProviderPromises(t *testing.T) {
	t.Parallel()
	secrettest.Run(t, func(t *testing.T) func(t *testing.T) secret.KeyProvider {
		dir := t.TempDir()
		return func(t *testing.T) secret.KeyProvider {
			t.Helper()
			p, err := gm.OpenKeyFiles(filepath.Join(dir, "keys.json"), filepath.Join(dir, "keys.sm2"), rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
	})
}
