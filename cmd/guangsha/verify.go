package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
)

// verified is the answer of verify.
type verified struct {
	OK         bool        `json:"ok"`
	Invariants []invariant `json:"invariants"`
}

type invariant struct {
	ID         string   `json:"id"`
	Rows       int64    `json:"rows"`
	Violations int64    `json:"violations"`
	Title      string   `json:"title"`
	Samples    []int64  `json:"samples,omitempty"` // ids of a few records that break it
	Columns    []string `json:"columns,omitempty"` // of columns that have something else than their type
}

// errBooks says that an invariant is broken.
var errBooks = refusal.New("verify", "账务有不符合不变式的记录", "",
	"请停止记账，保留数据目录，用 guangsha verify 查看是哪些，并联系维护人员")

// verify checks the invariants of the books and ends with 1 when one is broken. It writes nothing, and may run beside
// a process that does.
func verify(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "verify", "[--data 目录] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	if err := f.none(args); err != nil {
		return err
	}
	f.config.ReadOnly = true
	f.config.Opening = true // the invariants hold while books move in as well
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	v, err := check(ctx, centre)
	if err != nil {
		return err
	}
	if *asJSON {
		if err := writeJSON(c.out, v); err != nil {
			return err
		}
	} else {
		for _, i := range v.Invariants {
			mark := "符合"
			if i.Violations > 0 {
				mark = fmt.Sprintf("不符 %d 条，例如 %v", i.Violations, i.Samples)
				if len(i.Columns) > 0 {
					mark = fmt.Sprintf("不符 %d 个：%s", i.Violations, strings.Join(i.Columns, "、"))
				}
			}
			fmt.Fprintf(c.out, "%s  %s  核对 %d 条，%s\n", i.ID, i.Title, i.Rows, mark)
		}
	}
	if !v.OK {
		return errBooks
	}
	return nil
}

// check asks the books for every invariant.
func check(ctx context.Context, centre *app.Centre) (verified, error) {
	verdicts, err := centre.Verify(ctx)
	v := verified{OK: err == nil}
	for _, d := range verdicts {
		v.OK = v.OK && d.Violations == 0
		v.Invariants = append(v.Invariants, invariant{d.ID, d.Rows, d.Violations, d.Title, d.Samples,
			d.Columns})
	}
	return v, err
}
