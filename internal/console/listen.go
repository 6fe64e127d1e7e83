package console

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"guangsha/internal/base/refusal"
)

// Times that the server gives a browser, and itself to finish when it is told to end.
const (
	headTime  = 5 * time.Second
	bodyTime  = 30 * time.Second
	writeTime = 60 * time.Second
	idleTime  = 2 * time.Minute
	endTime   = 10 * time.Second
	maxHead   = 32 << 10 // bytes of a request's head
)

// Listen listens at an address. Where it is the usual one and taken, nobody asked for it, and any free port does.
func Listen(address, usual string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil && address == usual {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return nil, refusal.New("serve.listen", "不能在 "+address+" 上监听，端口可能已被占用", "", "请用 --listen 换一个端口")
	}
	return listener, nil
}

// Answer answers until ctx ends, and then finishes what it has begun.
func Answer(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headTime, ReadTimeout: bodyTime,
		WriteTimeout: writeTime,
		IdleTimeout:  idleTime, MaxHeaderBytes: maxHead, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		return errors.Join(fmt.Errorf("end the server: %w", err), server.Close())
	}
	return nil
}

// LocalOnly refuses an address that others could reach.
func LocalOnly(listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if _, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil {
		return refusal.New("input", "“"+listen+"”不是地址和端口，应如 127.0.0.1:8640", "", "")
	}
	if host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return refusal.New("serve.outside", "只能在本机地址上提供服务，不能监听 "+listen, "",
			"请改用 --listen 127.0.0.1:"+port)
	}
	return nil
}
