package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
)

// exit is an error that ends the program with a code of its own. Without a cause nothing is left to say.
type exit struct {
	code  int
	cause error
}

// Error implements error.
func (e exit) Error() string {
	if e.cause == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.cause.Error()
}

// Unwrap gives the cause.
func (e exit) Unwrap() error { return e.cause }

// unreadable is the error for input that cannot be read; it ends the program with 2.
func unreadable(sentence string) error {
	return exit{2, refusal.New("input", sentence, "", "")}
}

// report tells a person what went wrong, in a sentence, and gives the exit code.
func report(c console, err error) int {
	w := &output{to: c.err} // a name or a cell may stand in the sentence
	if err == nil {
		return 0
	}
	code := 1
	var e exit
	if errors.As(err, &e) {
		code = e.code
		if e.cause == nil {
			return code
		}
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(w, "已按要求中断。已记的账完整有效；再次运行同一命令即可继续。")
		return code
	}
	if r := refusal.Of(err); r != nil {
		fmt.Fprintln(w, r.Error()+"。")
		if r.Next != "" {
			fmt.Fprintln(w, r.Next+"。")
		}
		return code
	}
	fmt.Fprintln(w, sentence(err, c.verbose))
	return code
}

// failures are the causes that people can do something about, in the order they are looked for.
var failures = []struct {
	cause error
	text  string
}{
	{syscall.ENOSPC, "磁盘空间不足，本次操作未完成。已记的账完整有效；请清理磁盘后再次运行同一命令"},
	{unit.ErrFull, "磁盘空间不足，本次操作未完成。已记的账完整有效；请清理磁盘后再次运行同一命令"},
	{unit.ErrNewer, "数据目录由更新版本的程序建立，本程序不能打开，未作任何改动；请使用更新版本"},
	{unit.ErrOlder, "数据目录由较早版本的程序建立，或者还没有建立完，只读的命令不能补全它；请先运行一次会记账的命令（示例市用 guangsha demo）"},
	{unit.ErrDamaged, "数据库文件已损坏，或者不是本程序的账，本次操作没有完成，未作任何改动；请保留原文件备查，换用最近的备份后再次运行同一命令"},
	{unit.ErrNoDatabase, "数据库服务器上没有 --db 所指的库；请核对库名，或者先在服务器上建立这个库（createdb）"},
	{unit.ErrLogin, "数据库服务器拒绝登录；请核对 --db 中的用户名和口令，以及服务器是否允许该用户从这台机器连接"},
	{unit.ErrRights, "数据库用户的权限不够；请由数据库管理员准许该用户在这个库中建立模式，并读写本中心的表"},
	{unit.ErrCrowded, "数据库服务器的连接已满，本次操作没有完成；请稍后再次运行同一命令，或者调大 max_connections"},
	{unit.ErrBusy, "同时办理的业务过多，本次操作未完成，账簿未受影响；请再次运行同一命令"},
	{unit.ErrLost, "与数据库的连接中断，本次操作没有完成。已记的账完整有效；数据库恢复后请再次运行同一命令"},
	{unit.ErrUnknown, "落盘时发生错误，本次操作是否完成尚不确定；请再次运行同一命令，已记的账不会重复"},
	{unit.ErrStopped, "磁盘或数据库发生错误，已停止记账。已记的账完整有效；排除故障后请再次运行同一命令"},
	{gm.ErrExposed, "密钥文件（数据目录下 keys 中）别人也能读，程序不启动；请把它的权限改为仅属主可读写（chmod 600）后再次运行同一命令"},
	{fs.ErrPermission, "没有读写权限，请检查数据目录和文件的属主、权限"},
	{syscall.EROFS, "这里只能读，不能写，请换一个数据目录"},
	{syscall.ENOTDIR, "路径中有一段是文件，不是目录"},
	{syscall.ENAMETOOLONG, "文件或目录的名称太长，请换一个短些的名称"},
	{syscall.ELOOP, "路径中的符号链接绕成了圈，请核对路径"},
	{syscall.EISDIR, "这是目录，不是文件"},
	{fs.ErrNotExist, "文件或目录不存在，也无法建立"},
}

// sentence is a failure as people read it. What the system said of it in its own words stands behind a failure that
// nobody knows, and behind the others with --verbose, for whoever helps.
func sentence(err error, verbose bool) string {
	cause := "（系统原文：" + strings.Join(strings.Fields(err.Error()), " ") + "）"
	text, known := "系统发生错误，本次操作未完成", false
	network, name := (*net.OpError)(nil), (*net.DNSError)(nil)
	// A socket that is not there looks like a file that is missing, so the network comes first; a connection that broke
	// after it was made is no wrong address.
	if !errors.Is(err, unit.ErrLost) && (errors.As(err, &network) || errors.As(err, &name)) {
		text, known = "连接不上数据库，请检查 --db 给出的地址和端口，以及数据库是否已经启动", true
	}
	for _, f := range failures {
		if !known && errors.Is(err, f.cause) {
			text, known = f.text+placeOf(err), true
		}
	}
	if known && !verbose {
		return text + "。"
	}
	return text + "。" + cause
}

// placeOf names the file or folder that a failure is about, where it is known.
func placeOf(err error) string {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return ""
	}
	return "：" + at.Path
}
