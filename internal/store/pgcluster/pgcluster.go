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
	bin      string
	dir      string // socket, log and, unless another place was given, the data
	data     string
	port     int
	settings []string
	as       account // the server runs as it
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
	return StartAt(ctx, "", "shared_buffers=1GB", "max_wal_size=4GB")
}

// StartAt is Start with the data in a folder that is not there yet, and with settings of the server's beside those that
// make a commit durable. The folder is the caller's to remove.
func StartAt(ctx context.Context, data string, settings ...string) (*Cluster, error) {
	bin, err := Find()
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, data: data, settings: settings}
	if c.as, err = serverAccount(); err != nil {
		return nil, err
	}
	if err := adopt(); err != nil {
		return nil, err
	}
	if c.dir, err = os.MkdirTemp("", "guangsha-pg-"); err != nil {
		return nil, err
	}
	if err := c.as.own(c.dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(c.dir))
	}
	if c.data == "" {
		c.data = filepath.Join(c.dir, "data")
	}
	if c.port, err = freePort(); err == nil {
		err = c.run(ctx, "initdb", "-D", c.data, "-U", "guangsha", "-A", "trust", "-E", "UTF8", "--no-locale", "-k",
			"--no-sync")
	}
	if err == nil {
		err = c.Restart(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL: %w", err), os.RemoveAll(c.dir))
	}
	return c, nil
}

// Restart starts the server again after a Kill, and waits until it has recovered.
func (c *Cluster) Restart(ctx context.Context) error {
	options := fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=%s -c fsync=on "+
		"-c synchronous_commit=on -c max_connections=300 -c wal_sync_method=fdatasync", c.port, c.dir)
	for _, s := range c.settings {
		options += " -c " + s
	}
	log := filepath.Join(c.dir, "log")
	err := c.run(ctx, "pg_ctl", "-D", c.data, "-l", log, "-o", options, "-w", "start")
	if err != nil {
		text, rerr := os.ReadFile(log)
		return errors.Join(fmt.Errorf("%w: %s", err, text[max(0, len(text)-logTail):]), rerr)
	}
	return nil
}

// logTail is how many bytes of the server's log stand in an error.
const logTail = 2000

// DSN is the connection string of the server, over its socket.
func (c *Cluster) DSN() string {
	return fmt.Sprintf("host=%s port=%d user=guangsha dbname=postgres sslmode=disable", c.dir, c.port)
}

// Remove removes the files of a server that was killed, except data that were put elsewhere.
func (c *Cluster) Remove() error { return os.RemoveAll(c.dir) }

// Stop ends the server at once and removes its files.
func (c *Cluster) Stop() error {
	err := c.run(context.Background(), "pg_ctl", "-D", c.data, "-m", "immediate", "-w", "stop")
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
