package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	door "guangsha/internal/console"
	"guangsha/internal/sim"
)

// where is the address that pages are shown at unless another is given.
const where = "127.0.0.1:8640"

// serve shows a centre in the browser.
func serve(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "serve", "[--data 目录] [--listen 127.0.0.1:端口]")
	listen := f.String("listen", where, "监听的本机地址和端口")
	visitors := f.Bool("demo", false, "演示：不登录即可查看；示例市的自评表页上可以记一笔，其余只读")
	proxied := f.Bool("proxy", false, "前面有本机的反向代理：按它写的 X-Forwarded-For 最后一项区分来源地址")
	letters := f.String("letters", "", "试用：模拟短信网关收到的短信（含登录验证码）写入这个文件，真实中心不用")
	f.StringVar(&f.config.Site, "site", "", "公众网站的地址，打印的文书带通向其查验页的二维码；也可写在配置文件中")
	if err := f.none(args); err != nil {
		return err
	}
	if err := door.LocalOnly(*listen); err != nil {
		return exit{2, err}
	}
	if *letters == "" || *visitors {
		return show(ctx, c, f.config, *listen, slog.LevelInfo, *visitors, *proxied, nil)
	}
	file, err := os.OpenFile(*letters, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return exit{2, refusal.New("serve.letters", "短信文件“"+*letters+"”写不进去", "", "请核对路径和权限")}
	}
	fmt.Fprintln(c.err, "短信（含登录验证码）写入 "+*letters+"，只供试用；看得到这个文件的人能以缴存人身份登录。")
	return errors.Join(show(ctx, c, f.config, *listen, slog.LevelInfo, *visitors, *proxied, file), file.Close())
}

// show serves a centre's pages until ctx ends. For visitors it opens the books for reading only, beside whatever
// process writes; people who sign in leave sessions and entries, so without visitors it is the process that writes.
func show(ctx context.Context, c console, config app.Config, listen string, level slog.Level,
	visitors, proxied bool, letters io.Writer) (err error) {
	config.ReadOnly, config.Invented = visitors, sim.IsCity(config.Data)
	centre, err := app.Open(ctx, config, wallClock{}, rand.Reader, app.Outside{Doors: app.SimulatedDoors(letters),
		Alarm: func(text string) { fmt.Fprintln(c.err, "警报："+text) }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	if visitors && !config.Invented {
		if err := withoutPeople(ctx, centre); err != nil {
			return err
		}
	}
	listener, err := door.Listen(listen, where)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{Level: level}))
	pages := centre.Console(rand.Reader, log, visitors)
	pages.Proxied = proxied
	if visitors && config.Invented {
		pages.Change = centre.Briefly(rand.Reader)
	}
	if err := pages.Warm(ctx); err != nil && ctx.Err() == nil { // whoever asks is told the same
		log.Error("first pages not prepared", "cause", err.Error())
	}
	pages.ServedAt(listener.Addr())
	if err := greet(ctx, c, centre, pages, listener.Addr()); err != nil {
		return errors.Join(err, listener.Close())
	}
	go followKeys(ctx, centre, func(err error) { log.Error("field keys not followed", "cause", err.Error()) })
	go func() {
		if err := pages.WarmRest(ctx); err != nil && ctx.Err() == nil {
			log.Error("pages not prepared", "cause", err.Error())
		}
		pages.Keep(ctx)
	}()
	return door.Answer(ctx, listener, pages.Handler(), log)
}

// withoutPeople refuses to show the books of a centre that has its administrators to whoever comes by.
func withoutPeople(ctx context.Context, centre *app.Centre) error {
	begun, err := centre.Access.Begun(ctx)
	if err == nil && begun {
		err = exit{2, refusal.New("serve.no-demonstration", "这不是示例市：中心已设立管理员，不能不登录就查看", "个人信息保护法第五十一条",
			"请去掉 --demo 启动后登录；要看演示，请用 --data 指定示例市的目录")}
	}
	return err
}

// greet says where the pages are and, while a centre has no administrators, the code that makes them. The code is shown
// here and nowhere else, and every start makes another one. Of a demonstration city that nobody can sign in to it says
// how it is looked at.
func greet(ctx context.Context, c console, centre *app.Centre, pages *door.Console, at net.Addr) error {
	how := "请登录"
	if pages.Visitors {
		how = "演示，不登录即可查看"
	}
	text := fmt.Sprintf("%s 已可在浏览器中打开（%s）：http://%s\n", centre.Config.Centre, how, at)
	if !pages.Visitors {
		code, err := centre.NewSetUpCode(ctx)
		if err != nil {
			return err
		}
		if code != "" {
			text += "尚无管理员。初始设置码（只显示这一次，每次启动另换）：" + code + "\n"
		}
		closed, err := pages.Closed(ctx)
		if err != nil {
			return err
		}
		if closed {
			text += fmt.Sprintf("这是示例市走完一年的账：三名管理员已经设立，没有人登记过口令，谁都不能登录，也不会再有初始设置码。\n"+
				"要看这些账：guangsha serve --data '%s' --demo；要设立自己的中心，请用 --data 另指定一个空目录。\n", centre.Config.Data)
		}
	}
	if _, err := fmt.Fprint(c.out, text+"按 Ctrl+C 结束。\n"); err != nil {
		return fmt.Errorf("say where: %w", err)
	}
	return nil
}
