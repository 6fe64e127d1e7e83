// Command guangsha runs a housing provident fund centre: it keeps the books and proves each year's performance from
// them. Every command stands in a file of its own; this package reads the wall clock and decides nothing.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"

	"guangsha/internal/app"
)

// command is one command of the program.
type command struct {
	name  string
	brief string
	run   func(ctx context.Context, c console, args []string) error
}

// commands are listed in the order of the help text.
var commands = []command{
	{"demo", "示例市走完一年，出三张绩效自评表", demo},
	{"opening", "期初建账：load 装入，check 检查，report 核对，accept 入账", openBooks},
	{"verify", "核对账务不变式，只读", verify},
	{"audit", "审计日志：verify 核验有没有被改动，只读", auditLog},
	{"access", "登录凭条：reissue 在服务器上为管理员补发", accessCommand},
	{"keys", "密钥：rotate 换新的字段密钥并重新加密，status 查看进度", keyCommand},
	{"dump", "以文本输出账务，供比对，只读", dump},
	{"evaluation", "项目支出绩效自评表：check 检查，compute 按账计算，export 导出", evaluation},
	{"evidence", "佐证材料：verify 核验材料包，逐项由明细复算", evidence},
	{"serve", "业务后台：登录后办理；--demo 为只读演示", serve},
	{"devices", "柜面外设模拟器：身份证读卡器、高拍仪、评价器，供试用", devices},
	{"routes", "列出业务后台的接口及其权限", listRoutes},
	{"openapi", "输出业务后台接口说明（openapi.json）", openapi},
	{"bench", "测量本机的记账速度：remittance、single、interest", bench},
	{"version", "显示版本", version},
}

// console is where a command reads and writes.
type console struct {
	out     *output
	err     io.Writer
	verbose bool // what the system said of a failure is shown too
}

// heapGrowth is by how many per cent the heap grows before it is collected. Little of it lives: pages are SQLite's,
// answers are short. Collecting a quarter as often gave 17 per cent more enquiries and took 11 per cent off the
// processor time of a lived year, for some 40 MB (test/bench).
const heapGrowth = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	asked := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // the terminal was closed, and nobody said nohup
		asked = append(asked, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), asked...)
	code := run(ctx, console{out: &output{to: os.Stdout}, err: os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run runs a command and gives the exit code: 0 when it did what it says and its answer was written, 2 when it could
// not read what it was given, 1 for everything else.
func run(ctx context.Context, c console, args []string) int {
	given := len(args)
	args = slices.DeleteFunc(args, func(a string) bool { return a == "--verbose" })
	c.verbose = len(args) < given
	return c.end(choose(ctx, c, args))
}

// choose runs the command that stands first.
func choose(ctx context.Context, c console, args []string) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		help(c.out)
		return nil
	}
	for _, cmd := range commands {
		if cmd.name == args[0] {
			return cmd.run(ctx, c, args[1:])
		}
	}
	return unreadable("没有“" + args[0] + "”这个命令，用 guangsha help 查看全部命令")
}

// under runs one of the commands that stand under another.
func under(ctx context.Context, c console, name string, list []command, args []string) error {
	if len(args) > 0 {
		for _, cmd := range list {
			if cmd.name == args[0] {
				return cmd.run(ctx, c, args[1:])
			}
		}
	}
	fmt.Fprintf(c.out, "用法：guangsha %s 命令 [选项]\n", name)
	for _, cmd := range list {
		fmt.Fprintf(c.out, "  %-8s %s\n", cmd.name, cmd.brief)
	}
	if len(args) == 0 || args[0] == "--help" || args[0] == "-h" {
		return nil
	}
	return unreadable("没有“" + name + " " + args[0] + "”这个命令")
}

func help(w io.Writer) {
	fmt.Fprintf(w, "广厦 %s 住房公积金管理中心业务系统\n\n用法：guangsha 命令 [选项]\n\n", app.Version)
	for _, cmd := range commands {
		fmt.Fprintf(w, "  %-12s %s\n", cmd.name, cmd.brief)
	}
	fmt.Fprint(w, "\n各命令的选项用 guangsha 命令 --help 查看；出错时加 --verbose，另给出系统的原文。\n")
}
