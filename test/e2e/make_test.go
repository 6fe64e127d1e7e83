package e2e

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestARegistryThatDoesNotAnswerIsSaidAndNotWaitedFor asks for the packages of the pages where nobody listens, and
// where somebody listens and never answers: the year that waits behind them begins soon all the same, and until then it
// is said what is waited for.
func TestARegistryThatDoesNotAnswerIsSaidAndNotWaitedFor(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("npm"); err != nil {
		t.Skip("SKIP-REQUIRED npm is not installed")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	deaf := listener.Addr().String() // connections are made and wait to be taken
	t.Cleanup(func() { _ = listener.Close() })
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	for what, registry := range map[string]string{"deaf": deaf, "nobody": nobody} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for _, name := range []string{"Makefile", "web/package.json", "web/package-lock.json"} {
				text, err := os.ReadFile(filepath.Join("..", "..", name))
				to := filepath.Join(dir, name)
				err = errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, text, 0o600))
				if err != nil {
					t.Fatal(err)
				}
			}
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
			defer cancel()
			run := exec.CommandContext(ctx, "make", "-s", "packages")
			run.Dir = dir
			run.Env = append(os.Environ(), "npm_config_registry=http://"+registry+"/",
				"npm_config_cache="+filepath.Join(dir, "cache"))
			run.WaitDelay = time.Second
			began := time.Now()
			out, err := run.Output()
			took := time.Since(began)
			if err == nil || took > 55*time.Second || !strings.Contains(string(out), "正在下载网页用的软件包……") {
				t.Errorf("after %s: %v, %s", took, err, out)
			}
		})
	}
}
