package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"guangsha/internal/app"
)

// accessCommands are the commands under access.
var accessCommands = []command{
	{"reissue", "管理员的登记凭条遗失、又没有别的管理员可以重开时，在服务器上补发", accessReissue},
}

// accessCommand runs a command about who gets in.
func accessCommand(ctx context.Context, c console, args []string) error {
	return under(ctx, c, "access", accessCommands, args)
}

// accessReissue prints the slips of an administrator that nobody else can give. The service must not run meanwhile.
func accessReissue(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "access reissue", "--code 工号 [--data 目录]")
	code := f.String("code", "", "管理员的工号")
	if err := f.none(args); err != nil {
		return err
	}
	if err := f.needs("code"); err != nil {
		return err
	}
	f.config.Existing = true
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	slips, err := centre.Reissue(ctx, *code)
	if err != nil {
		return err
	}
	for _, half := range []struct{ text, title, by string }{{slips.Security, "安全管理员给的凭条", "安全管理员"},
		{slips.Systems, "系统管理员给的凭条", "系统管理员"}} {
		if half.text == "" {
			half.text = "请" + half.by + "登录后开具"
		}
		fmt.Fprintf(c.out, "%s：%s\n", half.title, half.text)
	}
	_, err = fmt.Fprintf(c.out, "只显示这一次，%d天内有效；已记入审计日志。请启动 guangsha serve 后由本人登记。\n",
		centre.Access.Preset.SlipDays)
	return err
}
