package main

import (
	"context"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
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

// errPackage says that a package does not hold.
var errPackage = refusal.New("evidence.verify", "材料包有不符之处", "", "请按上面逐条核对，或向填报单位索取原件")

// evidenceVerify checks a package on whatever machine it lies, and ends with 1 when something in it does not hold.
func evidenceVerify(_ context.Context, c console, args []string) error {
	f := newFlags(c, "evidence verify", "文件夹 [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	folder, err := f.one(args, "请给出材料包的文件夹，例如 guangsha evidence verify 2024年度自评材料")
	if err != nil {
		return err
	}
	v, err := pack.Verify(folder, app.MeasureByName)
	if err != nil {
		return exit{2, err}
	}
	if *asJSON {
		err = writeJSON(c.out, v)
	} else {
		sayVerdict(c, v)
	}
	if err == nil && !v.OK {
		return errPackage
	}
	return err
}

func sayVerdict(c console, v pack.Verdict) {
	fmt.Fprintf(c.out, "%s %d年度自评材料\n材料包的摘要（清单的SHA-256）为%s，请与报送单位公布的摘要核对："+
		"连同清单整包另做的一份，本命令查不出，只有摘要查得出。\n", v.Unit, v.Year, v.Digest)
	if v.Unfinished != "" {
		fmt.Fprintln(c.out, v.Unfinished)
	}
	for _, f := range v.Figures {
		mark := "相符"
		if !f.Agrees {
			mark = "不符"
		}
		fmt.Fprintf(c.out, "  %s %s  清单 %s，由 %d 行明细复算 %s：%s\n", f.No, f.Title, f.Stated, f.Rows, f.Redone, mark)
	}
	for _, d := range v.Differs {
		fmt.Fprintf(c.out, "  提示：%s\n", d)
	}
	for _, w := range v.Wrong {
		fmt.Fprintf(c.out, "  不符：%s\n", w)
	}
	fmt.Fprintf(c.out, "文件 %d 个与清单一致，取数 %d 项，明细 %d 行，表上 %d 格有取数；不符 %d 处\n", v.Files, len(v.Figures), v.Rows, v.Cells,
		len(v.Wrong))
}
