package gm

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/emmansun/gmsm/sm2"

	"guangsha/internal/base/secret"
)

const (
	ownerOnly    = 0o600
	groupOrWorld = 0o077
)

// LoadOrCreateSigner reads the SM2 private key at path, one line of base64, or makes one and writes it durably before
// it returns. The key that signs checkpoints belongs to the audit administrator (审计管理员), in a file apart from the
// key set, so that nobody who runs the books can sign their history.
func LoadOrCreateSigner(path string, random io.Reader) (secret.Signer, error) {
	text, err := readOwn(path)
	if errors.Is(err, fs.ErrNotExist) {
		return createSigner(path, random)
	}
	if err != nil {
		return nil, err
	}
	private, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return nil, fmt.Errorf("gm: key file %s: %w", path, err)
	}
	return NewSigner(private, random)
}

func createSigner(path string, random io.Reader) (secret.Signer, error) {
	private, err := newPrivate(random)
	if err != nil {
		return nil, err
	}
	if err := writeOwn(path, []byte(base64.StdEncoding.EncodeToString(private)+"\n")); err != nil {
		return nil, err
	}
	return NewSigner(private, random)
}

// newPrivate draws an SM2 private key. Unlike the crypto module's generator it depends on the bytes of random alone.
func newPrivate(random io.Reader) ([]byte, error) {
	private := make([]byte, privateSize)
	for {
		if _, err := io.ReadFull(random, private); err != nil {
			return nil, fmt.Errorf("gm: make signing key: %w", err)
		}
		if _, err := sm2.NewPrivateKey(private); err == nil {
			return private, nil
		}
	}
}

// readOwn reads a file that only its owner may read. On Windows, where modes say nothing, the folder protects it.
func readOwn(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("gm: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("gm: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&groupOrWorld != 0 {
		return nil, fmt.Errorf("%w: %s", ErrExposed, path)
	}
	return io.ReadAll(f)
}

// writeOwn writes beside path, syncs, and renames: after a power failure the old file stands there or the new one.
func writeOwn(path string, text []byte) error {
	beside := path + ".new"
	if err := os.Remove(beside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("gm: %w", err)
	}
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, ownerOnly)
	if err != nil {
		return fmt.Errorf("gm: %w", err)
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("gm: write %s: %w", beside, err)
	}
	if err := os.Rename(beside, path); err != nil {
		return fmt.Errorf("gm: %w", err)
	}
	return SyncFolder(filepath.Dir(path))
}

// SyncFolder makes durable what a folder lists. Windows does so by itself and refuses to sync a folder.
func SyncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("gm: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}
