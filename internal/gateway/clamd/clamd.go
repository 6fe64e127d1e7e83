// Package clamd asks a ClamAV daemon whether a file is malicious (查毒服务). Files go to it over its own protocol and
// are kept nowhere on the way: INSTREAM, pieces behind their lengths, and one line of answer.
package clamd

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"guangsha/internal/base/refusal"
)

// Bounds of a piece, of an answer, and of how long one is waited for.
const (
	piece     = 256 << 10
	maxAnswer = 1 << 10
	patience  = 30 * time.Second
)

// CodeAddress is the code of the refusal of an address that is none of a daemon.
const CodeAddress = "clamd.address"

// Client is the daemon. It implements material.Scanner.
type Client struct{ network, address string }

// New is the daemon at an address: host and port, or the path of a socket.
func New(address string) (*Client, error) {
	if strings.HasPrefix(address, "/") {
		return &Client{"unix", address}, nil
	}
	host, port, err := net.SplitHostPort(address)
	if err != nil || host == "" || port == "" || strings.Trim(port, "0123456789") != "" {
		return nil, refusal.New(CodeAddress, "查毒服务的地址应为“主机:端口”或套接字文件的路径", "", "请改正查毒服务的地址后再运行")
	}
	return &Client{"tcp", address}, nil
}

// Scan implements material.Scanner.
func (c *Client) Scan(ctx context.Context, content []byte) (found string, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, c.network, c.address)
	if err != nil {
		return "", fmt.Errorf("clamd: %w", err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	// A daemon that has seen enough answers and hears no more: what it says counts, and not that it hung up.
	sent := send(conn, content)
	text, err := io.ReadAll(io.LimitReader(conn, maxAnswer))
	if err != nil && len(text) == 0 {
		return "", fmt.Errorf("clamd: %w", errors.Join(sent, err))
	}
	return said(strings.TrimRight(string(text), "\x00\n"), sent)
}

func send(conn net.Conn, content []byte) error {
	if _, err := conn.Write([]byte("zINSTREAM\x00")); err != nil {
		return err
	}
	for len(content) > 0 {
		n := min(len(content), piece)
		head := binary.BigEndian.AppendUint32(nil, uint32(n))
		if _, err := conn.Write(append(head, content[:n]...)); err != nil {
			return err
		}
		content = content[n:]
	}
	_, err := conn.Write(make([]byte, 4))
	return err
}

// said reads an answer. Only what says OK of all that was sent is clean.
func said(answer string, sent error) (found string, err error) {
	rest, ours := strings.CutPrefix(answer, "stream: ")
	if name, is := strings.CutSuffix(rest, " FOUND"); ours && is && name != "" {
		return name, nil
	}
	if ours && rest == "OK" && sent == nil {
		return "", nil
	}
	return "", fmt.Errorf("clamd: it answers %.80q: %w", answer, errors.Join(errAnswer, sent))
}

var errAnswer = errors.New("that is neither clean nor found")
