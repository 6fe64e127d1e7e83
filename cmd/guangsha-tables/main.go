// Command guangsha-tables is the evaluation part by itself (自评表单机版): one file that is copied to a machine and
// started, without installation, network or books. It shows its pages in the browser of the machine, verifies packages
// of evidence, and keeps nothing.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"unicode"

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
	if len(args) > 0 && args[0] == "evidence" {
		return evidence(out, errs, args[1:])
	}
	flags := flag.NewFlagSet("guangsha-tables", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // what it says of a mistake is not in the user's language
	listen := flags.String("listen", where, "监听的本机地址和端口")
	quiet := flags.Bool("no-open", false, "不打开浏览器，只显示地址")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		usage(out, flags)
		return 0
	case err != nil || flags.NArg() > 0:
		fmt.Fprintln(errs, "命令行中有不认识的内容："+shown(strings.Join(args, " ")))
		usage(errs, flags)
		return 2
	}
	if err := show(ctx, out, errs, *listen, !*quiet); err != nil {
		return tell(errs, err, 1)
	}
	return 0
}

// shown is a text that does nothing to the terminal.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\ufffd'
	}, text)
}

func usage(to io.Writer, flags *flag.FlagSet) {
	fmt.Fprintln(to, "用法：guangsha-tables [--listen 127.0.0.1:端口] [--no-open]")
	flags.VisitAll(func(f *flag.Flag) { fmt.Fprintf(to, "  --%-8s %s\n", f.Name, f.Usage) })
	fmt.Fprintln(to, "      guangsha-tables evidence verify 文件夹    核验自评材料包：逐项由明细复算，不需要账和网络")
}

// errUnsaid says that nobody could read where the pages are: without the address they are of no use.
var errUnsaid = refusal.New("tables.output", "网页的地址没有能显示出来，程序已停止", "",
	"请核对输出的去处（终端已关闭，或者磁盘已满）后再次运行")

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
		return errors.Join(errUnsaid, err)
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
