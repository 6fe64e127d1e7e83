package pack

import (
	"bufio"
	"fmt"
	"io"

	"guangsha/internal/base/refusal"
)

// ErrWrong says that a package does not hold.
var ErrWrong = refusal.New("evidence.verify", "材料包有不符之处", "", "请按上面逐条核对，或向填报单位索取原件")

// Text says a verdict for people: the digest to compare, each figure as stated and as recomputed, and what does not
// hold.
func (v Verdict) Text(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s %d年度自评材料\n材料包的摘要（清单的SHA-256）为%s，请与报送单位公布的摘要核对："+
		"连同清单整包另做的一份，本命令查不出，只有摘要查得出。\n", v.Unit, v.Year, v.Digest)
	for _, s := range []string{v.Invented, v.Unfinished} {
		if s != "" {
			fmt.Fprintln(out, s)
		}
	}
	for _, f := range v.Figures {
		mark := "相符"
		if !f.Agrees {
			mark = "不符"
		}
		fmt.Fprintf(out, "  %s %s  清单 %s，由 %d 行明细复算 %s：%s\n", f.No, f.Title, f.Stated, f.Rows, f.Redone, mark)
	}
	for _, d := range v.Differs {
		fmt.Fprintf(out, "  提示：%s\n", d)
	}
	for _, w := range v.Wrong {
		fmt.Fprintf(out, "  不符：%s\n", w)
	}
	fmt.Fprintf(out, "文件 %d 个与清单一致，取数 %d 项，明细 %d 行，表上 %d 格有取数；不符 %d 处\n", v.Files, len(v.Figures), v.Rows,
		v.Cells, len(v.Wrong))
	return out.Flush()
}
