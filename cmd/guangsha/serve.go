package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

	"guangsha/internal/app"
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

// where is the address that pages are shown at unless another is given.
const where = "127.0.0.1:8640"

// serve shows a centre in the browser.
func serve(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "serve", "[--data 目录] [--listen 127.0.0.1:端口]")
	listen := f.String("listen", where, "监听的本机地址和端口")
	if err := f.none(args); err != nil {
		return err
	}
	if err := localOnly(*listen); err != nil {
		return exit{2, err}
	}
	return show(ctx, c, f.config, *listen, slog.LevelInfo)
}

// show serves a centre's pages until ctx ends. It opens the books for reading only, beside whatever process writes:
// until there are people and permissions, nothing can be changed here.
func show(ctx context.Context, c console, config app.Config, listen string, level slog.Level) (err error) {
	config.ReadOnly = true
	centre, err := app.Open(ctx, config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	listener, err := net.Listen("tcp", listen)
	if err != nil && listen == where {
		listener, err = net.Listen("tcp", "127.0.0.1:0") // nobody asked for this port: any free one does
	}
	if err != nil {
		return refusal.New("serve.listen", "不能在 "+listen+" 上监听，端口可能已被占用", "", "请用 --listen 换一个端口")
	}
	log := slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{Level: level}))
	pages := centre.Console(rand.Reader, log)
	if _, err := fmt.Fprintf(c.out, "%s 已可在浏览器中查看（只读）：http://%s\n按 Ctrl+C 结束。\n",
		centre.Config.Centre, listener.Addr()); err != nil {
		return errors.Join(fmt.Errorf("say where: %w", err), listener.Close())
	}
	go func() {
		if err := pages.Warm(ctx); err != nil && ctx.Err() == nil {
			log.Error("first tables not prepared", "cause", err.Error())
		}
		pages.Keep(ctx)
	}()
	return answerUntil(ctx, listener, pages.Handler(), log)
}

// answerUntil answers until ctx ends, and then finishes what it has begun.
func answerUntil(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
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

// localOnly refuses an address that others could reach.
func localOnly(listen string) error {
	host, port, err := net.SplitHostPort(listen)
	if err != nil || port == "" {
		return refusal.New("input", "“"+listen+"”不是地址和端口，应如 127.0.0.1:8640", "", "")
	}
	if host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return refusal.New("serve.outside", "在有登录和权限之前，只能在本机地址上提供服务，不能监听 "+listen, "",
			"请改用 --listen 127.0.0.1:"+port)
	}
	return nil
}
