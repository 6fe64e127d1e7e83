package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	"guangsha/internal/rekey"
)

// keyCommands are the commands under keys.
var keyCommands = []command{
	{"rotate", "换新的字段密钥，并把个人信息重新加密；中心正在运行时由它接着做", keysRotate},
	{"status", "字段密钥的号和各表还有多少行用旧密钥，只读", keysStatus},
}

// keyCommand runs a command about keys.
func keyCommand(ctx context.Context, c console, args []string) error {
	return under(ctx, c, "keys", keyCommands, args)
}

// keysRotate makes a new field key, and seals anew with it, unless another process has the centre open: that one does.
func keysRotate(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "keys rotate", "[--data 目录]")
	if err := f.none(args); err != nil {
		return err
	}
	if err := soundBooks(ctx, f.config); err != nil {
		return err
	}
	number, err := f.config.NewFieldKey(rand.Reader)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "新的字段密钥（第%d号）已写入密钥文件。请现在就备份密钥文件，与账分开存放；旧密钥仍在其中，不能删。\n", number)
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if refusal.Is(err, app.CodeLocked) {
		_, err = fmt.Fprintln(c.out, "这套账正由另一个进程使用：它会在一分钟内换用新密钥，并在后台重新加密。进度：guangsha keys status")
		return err
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	tell, clear := c.tellRekey()
	done, err := centre.FollowKeys(ctx, tell)
	clear()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.out, "重新加密完成：%d行。\n", done)
	return err
}

// errDoubted refuses to seal anew what does not agree with the log.
var errDoubted = refusal.New("keys.doubted", "账务有不符合不变式的记录，不能换密钥：重新加密会按现在的样子重新认定登记簿，改动就查不出来了", "",
	"请保留数据目录，用 guangsha verify 查看是哪些，查明更正后再换密钥；密钥文件没有改动")

// soundBooks refuses a folder without books before anything is written there, and books that do not verify: what is
// sealed anew is entered in the log as it is, so that a change that nobody has found yet would pass for good.
func soundBooks(ctx context.Context, config app.Config) (err error) {
	config.ReadOnly, config.Opening = true, true
	centre, err := app.Open(ctx, config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	v, err := check(ctx, centre)
	if err == nil && !v.OK {
		err = errDoubted
	}
	return err
}

// tellRekey shows how far sealing anew is, on a line that is written over and cleared at the end.
func (c console) tellRekey() (tell func(rekey.State), clear func()) {
	if !terminal(c.err) {
		return func(rekey.State) {}, func() {}
	}
	return func(s rekey.State) {
			fmt.Fprintf(c.err, "\r\x1b[K正在重新加密 %s：已看%d行", s.Title, s.Rows)
		},
		func() { fmt.Fprint(c.err, "\r\x1b[K") }
}

// keysStatus says which key seals, and what is still sealed under older ones.
func keysStatus(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "keys status", "[--data 目录] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	if err := f.none(args); err != nil {
		return err
	}
	f.config.ReadOnly, f.config.Opening = true, true
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	tables, err := centre.SealedState(ctx)
	if err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(c.out, keyStatus{centre.FieldKey(), tables})
	}
	fmt.Fprintf(c.out, "现用第%d号字段密钥。\n", centre.FieldKey())
	for _, t := range tables {
		if t.Rows > 0 {
			fmt.Fprintf(c.out, "%s  %d行，其中%d行还用旧密钥\n", t.Title, t.Rows, t.Stale)
		}
	}
	return nil
}

// keyStatus is the answer of keys status.
type keyStatus struct {
	FieldKey int           `json:"field_key"`
	Tables   []rekey.State `json:"tables"`
}

// followEvery is how often a running process looks whether there is a new field key.
const followEvery = 30 * time.Second

// followKeys takes new field keys until ctx ends. What goes wrong is told and tried again.
func followKeys(ctx context.Context, centre *app.Centre, tell func(error)) {
	turn := time.NewTicker(followEvery)
	defer turn.Stop()
	for {
		if _, err := centre.FollowKeys(ctx, func(rekey.State) {}); err != nil && ctx.Err() == nil {
			tell(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		}
	}
}
