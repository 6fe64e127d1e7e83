package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/catalogue"
	"guangsha/internal/evaluation/pack"
)

// evidence recomputes a package of evidence (佐证材料) on the machine of whoever reviews it, and gives the exit code: 1
// when something in it does not hold, 2 when it could not be read.
func evidence(out, errs io.Writer, args []string) int {
	flags := flag.NewFlagSet("guangsha-tables evidence verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	asJSON := flags.Bool("json", false, "输出 JSON")
	const usage = "用法：guangsha-tables evidence verify [--json] 文件夹"
	if len(args) == 0 || args[0] != "verify" || flags.Parse(args[1:]) != nil || flags.NArg() != 1 {
		fmt.Fprintln(errs, usage)
		return 2
	}
	v, err := pack.Verify(flags.Arg(0), catalogue.Named)
	if err != nil {
		return tell(errs, err, 2)
	}
	if *asJSON {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		err = e.Encode(v)
	} else {
		var text strings.Builder
		err = v.Text(&text)
		for line := range strings.Lines(text.String()) {
			if _, failed := fmt.Fprintln(out, shown(strings.TrimSuffix(line, "\n"))); failed != nil {
				err = failed
			}
		}
	}
	switch {
	case err != nil:
		return tell(errs, err, 1)
	case !v.OK:
		return tell(errs, pack.ErrWrong, 1)
	}
	return 0
}

// tell says what went wrong and gives the exit code.
func tell(errs io.Writer, err error, code int) int {
	text := "系统发生错误（系统原文：" + err.Error() + "）"
	if r := refusal.Of(err); r != nil {
		text = r.Text + "。" + r.Next
	}
	fmt.Fprintln(errs, shown(text))
	return code
}
