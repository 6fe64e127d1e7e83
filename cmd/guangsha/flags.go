package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"guangsha/internal/app"
)

// flags are the options of one command. All commands share --data, --db and --centre.
type flags struct {
	*flag.FlagSet
	out    io.Writer
	help   func()
	config app.Config
}

// newFlags begins the options of a command; usage is what stands behind its name.
func newFlags(c console, name, usage string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError), out: c.out}
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	f.help = func() {
		fmt.Fprintf(f.out, "用法：guangsha %s %s\n\n", name, usage)
		f.VisitAll(func(o *flag.Flag) { fmt.Fprintf(f.out, "  --%-10s %s\n", o.Name, o.Usage) })
	}
	f.StringVar(&f.config.Data, "data", "", "数据目录")
	f.StringVar(&f.config.DB, "db", "", "PostgreSQL 连接串；不给则用数据目录中的 SQLite 文件")
	f.StringVar(&f.config.Centre, "centre", "", "中心代码")
	return f
}

// asked is returned when the options were asked for and shown.
var asked = exit{code: 0}

// parse reads options and operands in any order and completes the configuration. It refuses, with exit code 2, an
// option it does not know or cannot read.
func (f *flags) parse(args []string) (operands []string, err error) {
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				f.help()
				return nil, asked
			}
			return nil, unreadable(optionError(err))
		}
		if f.NArg() == 0 {
			break
		}
		operands = append(operands, f.Arg(0))
		args = f.Args()[1:]
	}
	if err := f.named(); err != nil {
		return nil, err
	}
	if f.config, err = f.config.Complete(os.Getenv); err != nil {
		return nil, exit{2, err}
	}
	return operands, nil
}

// named refuses options that are given and say nothing: one that a script filled with an empty variable must not mean
// the folder, the books or the checkpoint that are taken without it, nor one whose value was forgotten the option
// behind it.
func (f *flags) named() (err error) {
	f.Visit(func(o *flag.Flag) {
		value := strings.TrimSpace(o.Value.String())
		switch {
		case err != nil:
		case value == "":
			err = unreadable("选项“--" + o.Name + "”的值是空的；请给出它的值，不需要这个选项就去掉它")
		case strings.HasPrefix(value, "--"):
			err = unreadable("选项“--" + o.Name + "”后面应有一个值，现在是“" + value + "”")
		}
	})
	return err
}

// given says whether an option stands on the command line.
func (f *flags) given(name string) (given bool) {
	f.Visit(func(o *flag.Flag) { given = given || o.Name == name })
	return given
}

// needs refuses, with exit code 2, a command line that leaves options out or gives them empty; it names them all at
// once, each with what it stands for.
func (f *flags) needs(names ...string) error {
	var missing []string
	for _, name := range names {
		if o := f.Lookup(name); strings.TrimSpace(o.Value.String()) == "" {
			missing = append(missing, "--"+name+"（"+o.Usage+"）")
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return unreadable("还应给出 " + strings.Join(missing, "、"))
}

// one parses the options of a command that takes one operand; sentence says what is missing.
func (f *flags) one(args []string, sentence string) (string, error) {
	operands, err := f.parse(args)
	switch {
	case err != nil:
		return "", err
	case len(operands) == 0:
		return "", unreadable(sentence)
	case len(operands) > 1:
		return "", unreadable("“" + operands[1] + "”是多余的")
	}
	return operands[0], nil
}

// none parses the options of a command that takes no operands.
func (f *flags) none(args []string) error {
	operands, err := f.parse(args)
	if err == nil && len(operands) > 0 {
		return unreadable("“" + operands[0] + "”是多余的")
	}
	return err
}

// optionError says in Chinese what package flag says in English.
func optionError(err error) string {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: -"); ok {
		return "没有“--" + strings.TrimLeft(name, "-") + "”这个选项，用 --help 查看可用的选项"
	}
	if name, ok := strings.CutPrefix(text, "flag needs an argument: -"); ok {
		return "选项“--" + strings.TrimLeft(name, "-") + "”后面应有一个值"
	}
	if value, rest, ok := strings.Cut(strings.TrimPrefix(text, "invalid boolean value "), " for -"); ok {
		name, _, _ := strings.Cut(rest, ":")
		return "选项“--" + name + "”的值" + value + "不正确，应为true或false，也可以只写选项"
	}
	if value, rest, ok := strings.Cut(strings.TrimPrefix(text, "invalid value "), " for flag -"); ok {
		name, _, _ := strings.Cut(rest, ":")
		return "选项“--" + name + "”的值" + value + "不正确，应为整数，且在该选项的范围之内"
	}
	if strings.HasPrefix(text, "bad flag syntax") {
		return "“" + text[strings.LastIndex(text, " ")+1:] + "”不是选项，用 --help 查看可用的选项"
	}
	return "选项的值不正确"
}

// writeJSON writes one object, indented.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}
