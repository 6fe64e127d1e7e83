// Package pgcluster runs a throw-away PostgreSQL server (临时数据库) from binaries that are on the machine, with
// fsync on, for tests and measurements. It never touches a server that it did not start.
package pgcluster

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// ErrNone says that the machine has no PostgreSQL binaries.
var ErrNone = errors.New("本机没有 PostgreSQL 程序（initdb、postgres）")

// Cluster is a running server.
type Cluster struct {
	bin  string
	dir  string
	port int
	as   account // the server runs as it
}

// Find gives the directory of PostgreSQL's binaries: on the PATH, else the newest under the usual place of
// Debian's packages.
func Find() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", ErrNone
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// Start makes a cluster in a new directory under the system's place for temporary files and starts it on a free
// port of the loopback. As root it runs as user postgres, since initdb refuses root.
func Start(ctx context.Context) (*Cluster, error) {
	bin, err := Find()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin}
	if c.as, err = serverAccount(); err != nil {
		return nil, err
	}
	if c.dir, err = os.MkdirTemp("", "guangsha-pg-"); err != nil {
		return nil, err
	}
	if err := c.as.own(c.dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	if c.port, err = freePort(); err == nil {
		err = c.start(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w", err), os.RemoveAll(c.dir))
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context) error {
	data := filepath.Join(c.dir, "data")
	if err := c.run(ctx, "initdb", "-D", data, "-U", "guangsha", "-A", "trust", "-E", "UTF8", "--no-locale", "-k",
		"--no-sync"); err != nil {
		return err
	}
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=on "+
		"-c synchronous_commit=on -c max_connections=300 -c shared_buffers=1GB -c max_wal_size=4GB -c wal_sync_method=fdatasync",
		c.port, c.dir)
	return c.run(ctx, "pg_ctl", "-D", data, "-l", filepath.Join(c.dir, "log"), "-o", options, "-w", "start")
}

// DSN is the connection string of the server, over its socket.
func (c *Cluster) DSN() string {
	return fmt.Sprintf("host=%s port=%d user=guangsha dbname=postgres sslmode=disable", c.dir, c.port)
}

// Stop ends the server at once and removes its files.
func (c *Cluster) Stop() error {
	err := c.run(context.Background(), "pg_ctl", "-D", filepath.Join(c.dir, "data"), "-m", "immediate", "-w", "stop")
	return errors.Join(err, os.RemoveAll(c.dir))
}

func (c *Cluster) run(ctx context.Context, program string, args ...string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, program), args...)
	cmd.Dir = c.dir
	c.as.run(cmd)
	log, err := os.Create(filepath.Join(c.dir, program+".out"))
	if err != nil {
		return err
	}
	cmd.Stdout, cmd.Stderr = log, log // a pipe would be held open by the server that pg_ctl leaves behind
	err = cmd.Run()
	if cerr := log.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		text, rerr := os.ReadFile(log.Name())
		return errors.Join(fmt.Errorf("%s: %w: %s", program, err, text), rerr)
	}
	return nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}
