package main

import (
	"context"

	"guangsha/internal/catalogue"
	"guangsha/internal/evaluation/pack"
)

// evidenceCommands are the commands under evidence.
var evidenceCommands = []command{
	{"verify", "核验自评材料包：逐项由明细复算，不需要数据库", evidenceVerify},
}

// evidence runs a command about evidence that left the house.
func evidence(ctx context.Context, c console, args []string) error {
	return under(ctx, c, "evidence", evidenceCommands, args)
}

// evidenceVerify checks a package on whatever machine it lies, and ends with 1 when something in it does not hold.
func evidenceVerify(_ context.Context, c console, args []string) error {
	f := newFlags(c, "evidence verify", "文件夹 [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	folder, err := f.one(args, "请给出材料包的文件夹，例如 guangsha evidence verify 2024年度自评材料")
	if err != nil {
		return err
	}
	v, err := pack.Verify(folder, catalogue.Named)
	if err != nil {
		return exit{2, err}
	}
	if *asJSON {
		err = writeJSON(c.out, v)
	} else {
		err = v.Text(c.out)
	}
	if err == nil && !v.OK {
		return pack.ErrWrong
	}
	return err
}
