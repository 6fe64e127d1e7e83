package main

import (
	"context"
	"errors"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
)

// bench measures durable postings on this machine and prints them beside two limits of the same run.
func bench(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "bench", "remittance|single|interest [--engine sqlite|postgres] [--members N] "+
		"[--list N] [--clients N] [--json]\n\n--data 给出时在该目录下、--db 给出时在该数据库中另建一套临时的账来测，测完即删；不读不写中心的账。")
	var o app.BenchOptions
	f.StringVar(&o.Engine, "engine", "sqlite", "数据库：sqlite 或 postgres")
	f.IntVar(&o.Members, "members", 100_000, "个人账户数")
	f.IntVar(&o.List, "list", 1000, "每份清册的人数")
	f.IntVar(&o.Clients, "clients", 0, "同时记账的人数；不给时汇缴4人，单笔SQLite 64人、PostgreSQL 16人")
	asJSON := f.Bool("json", false, "输出 JSON")
	operands, err := f.parse(args)
	if err != nil {
		return err
	}
	if len(operands) != 1 {
		return unreadable("请说明测什么：remittance（汇缴）、single（单笔）或 interest（结息）")
	}
	o.What = operands[0]
	if f.given("data") {
		o.Folder = f.config.Data
	}
	if f.given("db") {
		o.DSN = f.config.DB
	}
	r, err := app.Bench(ctx, o, func(text string) { fmt.Fprintln(c.err, text) })
	if refusal.Of(err) != nil {
		return exit{2, err}
	}
	if errors.Is(err, context.Canceled) {
		return exit{1, refusal.New("bench.cancelled", "已按要求中断，没有测出结果；测速用的账已经删除", "", "")}
	}
	if err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(c.out, r)
	}
	control := "未测"
	if r.Unsealed > 0 {
		control = fmt.Sprintf("%d 笔/秒（封存时为其 %d%%）", r.Unsealed, r.PerSecond*100/r.Unsealed)
	}
	_, err = fmt.Fprintf(c.out, `项目            %s（%s）
个人账户        %d 户，清册 %d 人，并发 %d
完整记账并封存  %d 笔/秒（共 %d 笔，每单元 p50 %s 毫秒、p99 %s 毫秒）
对照 不封存      %s
每笔占用        %d 字节
对照 两条语句    %d 笔/秒（完整记账为其 %d%%）
对照 顺序日志    %d 笔/秒（完整记账为其 %d%%）
落盘            平均 %s 毫秒；每百单元重试 %s 次
`, r.What, r.Engine, r.Members, r.List, r.Clients, r.PerSecond, r.Entries, r.P50, r.P99, control, r.Bytes,
		r.Bare, r.PerSecond*100/max(1, r.Bare), r.Log, r.PerSecond*100/max(1, r.Log), r.CommitMean, r.Retries)
	return err
}
