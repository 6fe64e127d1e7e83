// Command guangsha-tables is the evaluation part by itself (自评表单机版): one file that is copied to a machine and
// started, without installation, network or books. It shows its pages in the browser of the machine and keeps nothing.
package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"

	"guangsha/internal/base/refusal"
	"guangsha/internal/console"
	"guangsha/web"
)

// where is the address that pages are shown at unless another is given.
const where = "127.0.0.1:8641"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Stdout, os.Stderr, os.Args[1:])
	stop()
	os.Exit(code)
}

// run shows the pages until ctx ends, and gives the exit code.
func run(ctx context.Context, out, errs io.Writer, args []string) int {
	flags := flag.NewFlagSet("guangsha-tables", flag.ContinueOnError)
	flags.SetOutput(errs)
	listen := flags.String("listen", where, "监听的本机地址和端口")
	quiet := flags.Bool("no-open", false, "不打开浏览器，只显示地址")
	flags.Usage = func() {
		fmt.Fprintln(errs, "用法：guangsha-tables [--listen 127.0.0.1:端口] [--no-open]")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return 2
	}
	if err := show(ctx, out, errs, *listen, !*quiet); err != nil {
		text := err.Error()
		if r := refusal.Of(err); r != nil {
			text = r.Text + "。" + r.Next
		}
		fmt.Fprintln(errs, text)
		return 1
	}
	return 0
}

func show(ctx context.Context, out, errs io.Writer, listen string, open bool) error {
	if err := console.LocalOnly(listen); err != nil {
		return err
	}
	listener, err := console.Listen(listen, where)
	if err != nil {
		return err
	}
	address := "http://" + listener.Addr().String() + "/check"
	if _, err := fmt.Fprintf(out, "广厦自评表单机版已可在浏览器中使用：%s\n文件只在本机读取，不保存，不联网。关闭这个窗口即结束。\n",
		address); err != nil {
		return fmt.Errorf("say where: %w", err)
	}
	if open {
		openBrowser(ctx, address)
	}
	log := slog.New(slog.NewJSONHandler(errs, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return console.Answer(ctx, listener, console.Alone(rand.Reader, log, web.Pages()), log)
}

// openers start the browser of each system with an address.
var openers = map[string][]string{
	"windows": {"rundll32", "url.dll,FileProtocolHandler"},
	"darwin":  {"open"},
	"linux":   {"xdg-open"},
}

// openBrowser opens the pages. Where it cannot, the address that was printed does.
func openBrowser(ctx context.Context, address string) {
	if with := openers[runtime.GOOS]; with != nil {
		_ = exec.CommandContext(ctx, with[0], append(with[1:], address)...).Start()
	}
}
