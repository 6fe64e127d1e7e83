package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	door "guangsha/internal/console"
	"guangsha/internal/sim"
)

// demo lives the invented city's year, or takes up a year that was begun, and shows what came of it: as text, and where
// somebody sits before a terminal, in the browser as well until it is interrupted.
func demo(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "demo", "[--data 目录] [--members 人数] [--seed 种子] [--json]")
	members := f.Int("members", 0, "职工人数，100起；不给则沿用目录中的，新建为65000，即全市")
	seed := f.Uint64("seed", 0, "种子；不给则沿用目录中的，新建为1")
	asJSON := f.Bool("json", false, "输出 JSON")
	noServe := f.Bool("no-serve", false, "走完后不启动网页服务；输出不是终端时也不启动")
	listen := f.String("listen", where, "网页服务监听的本机地址和端口")
	if err := f.none(args); err != nil {
		return err
	}
	if err := door.LocalOnly(*listen); err != nil {
		return exit{2, err}
	}
	if !f.given("members") {
		members = nil
	}
	if !f.given("seed") {
		seed = nil
	}
	options, err := sim.Choose(f.config.Data, seed, members)
	if err != nil {
		return exit{2, err}
	}
	year, err := live(ctx, c, f.config, options)
	if err != nil {
		return err
	}
	if *asJSON {
		err = writeJSON(c.out, year)
	} else {
		err = year.print(c.out)
	}
	if err == nil && !year.BooksOK {
		return errBooks
	}
	if err != nil || *asJSON || *noServe || !terminal(c.out.to) {
		return err
	}
	fmt.Fprintln(c.out)
	return show(ctx, c, f.config, *listen, slog.LevelWarn, true, false, nil)
}

// live lives the year and gathers its figures.
func live(ctx context.Context, c console, config app.Config, options sim.Options) (y year, err error) {
	city := sim.Build(options)
	clock := civil.NewManual(civil.At(civil.DateOf(options.Year, 1, 1), 9, 0))
	bank := sim.NewBank(city)
	config.Opening = true // the city begins by opening its books
	centre, err := app.Open(ctx, config, clock, rand.Reader, app.Outside{Bank: bank, Alarm: func(text string) {
		fmt.Fprintln(c.err, "警报："+text)
	}})
	if err != nil {
		return y, err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	for _, line := range options.Lines() {
		fmt.Fprintln(c.err, line)
	}
	p := newProgress(c.err)
	if err := sim.LiveIn(ctx, city, centre, bank, clock, p.tell, func() error {
		if err := sim.Keep(config.Data, city.Options); err != nil {
			return exit{2, err}
		}
		return nil
	}); err != nil {
		return y, err
	}
	if p.first < 0 {
		fmt.Fprintf(c.err, "%d年此前已经走完，沿用 %s 中的账\n", options.Year, config.Data)
	}
	return gather(ctx, centre, city, p)
}
