package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/document"
	"guangsha/internal/opening"
	"guangsha/internal/sim"
)

// openingCommands are the commands under opening.
var openingCommands = []command{
	{"load", "装入期初数据标准表：目录", openingLoad},
	{"check", "检查暂存的期初数据，列出问题清单", openingCheck},
	{"report", "输出数据迁移核对表", openingReport},
	{"accept", "期初数据全部入账，账套开始营业", openingAccept},
	{"example", "写出示例市的期初数据标准表，供对照格式和试验：目录", openingExample},
}

// openBooks runs a command about the opening of books.
func openBooks(ctx context.Context, c console, args []string) error {
	if len(args) > 0 {
		for _, cmd := range openingCommands {
			if cmd.name == args[0] {
				return cmd.run(ctx, c, args[1:])
			}
		}
	}
	fmt.Fprintln(c.out, "用法：guangsha opening 命令 [选项]")
	for _, cmd := range openingCommands {
		fmt.Fprintf(c.out, "  %-8s %s\n", cmd.name, cmd.brief)
	}
	if len(args) == 0 || args[0] == "--help" || args[0] == "-h" {
		return nil
	}
	return unreadable("没有“opening " + args[0] + "”这个命令")
}

// withOpening opens a centre for the opening of its books.
func withOpening(ctx context.Context, config app.Config, f func(*app.Centre, act.By) error) (err error) {
	config.Opening = true
	centre, err := app.Open(ctx, config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	return f(centre, act.Auto(app.Demonstration.Offices[0].Code, "opening"))
}

// loaded is the answer of opening load.
type loaded struct {
	Centre   string       `json:"centre"`
	Day      string       `json:"day"`
	Rows     int64        `json:"rows"`
	Findings int64        `json:"findings"`
	Files    []loadedFile `json:"files"`
	Ignored  []string     `json:"ignored_columns"`
}

type loadedFile struct {
	Name  string `json:"name"`
	Table string `json:"table"`
	Rows  int64  `json:"rows"`
}

func openingLoad(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "opening load", "目录 [--data 目录] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	operands, err := f.parse(args)
	if err != nil {
		return err
	}
	if len(operands) != 1 {
		return unreadable("请给出放有期初数据标准表的目录，例如 guangsha opening load 期初数据")
	}
	set, err := opening.Folder(operands[0])
	if err != nil {
		return exit{2, err}
	}
	return withOpening(ctx, f.config, func(centre *app.Centre, by act.By) error {
		p := newSteps(c.err)
		l, err := centre.Opening.Load(ctx, by, set, p.tell)
		if err != nil {
			return err
		}
		p.end()
		answer := loaded{Centre: l.Name, Day: l.Day.String(), Rows: l.Rows, Findings: l.Findings, Files: []loadedFile{},
			Ignored: append([]string{}, l.Strange...)}
		for _, file := range l.Files {
			answer.Files = append(answer.Files, loadedFile{file.Name, file.Table, file.Rows})
		}
		if *asJSON {
			return writeJSON(c.out, answer)
		}
		fmt.Fprintf(c.out, "%s  建账日 %s  已装入 %d 行\n", l.Name, answer.Day, l.Rows)
		for _, file := range l.Files {
			fmt.Fprintf(c.out, "  %-30s %d 行\n", file.Name, file.Rows)
		}
		for _, column := range l.Strange {
			fmt.Fprintf(c.out, "  未用的列  %s\n", column)
		}
		if l.Findings > 0 {
			fmt.Fprintf(c.out, "  有 %d 处读不懂或需要核对的值，已列入问题清单\n", l.Findings)
		}
		fmt.Fprintln(c.out, "下一步：guangsha opening check，然后 guangsha opening report")
		return nil
	})
}

// checkedOpening is the answer of opening check.
type checkedOpening struct {
	Rows     int64          `json:"rows"`
	Blocking int64          `json:"blocking"`
	Reasons  []reasonCount  `json:"reasons"`
	List     []findingEntry `json:"list"`
	Export   string         `json:"export,omitempty"`
}

type reasonCount struct {
	Reason string `json:"reason"`
	Title  string `json:"title"`
	Blocks bool   `json:"blocks"`
	Rows   int64  `json:"rows"`
}

type findingEntry struct {
	Place  string `json:"place"`
	Table  string `json:"table"`
	Name   string `json:"name"`
	Why    string `json:"why"`
	Owner  string `json:"owner"`
	Blocks bool   `json:"blocks"`
	Day    string `json:"day"`
}

// Limits of what is shown of a work list.
const (
	shownFindings  = 20     // lines of text
	listedFindings = 50_000 // in JSON and in the workbook
)

func openingCheck(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "opening check", "[--data 目录] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	if err := f.none(args); err != nil {
		return err
	}
	f.config.Existing = true
	return withOpening(ctx, f.config, func(centre *app.Centre, by act.By) error {
		p := newSteps(c.err)
		checked, err := centre.Opening.Check(ctx, by, p.tell)
		if err != nil {
			return err
		}
		p.end()
		var rows []opening.WorkRow
		if err := centre.Opening.Findings(ctx, func(one opening.Finding, place string) error {
			if len(rows) < listedFindings {
				rows = append(rows, one.Row(place))
			}
			return nil
		}); err != nil {
			return err
		}
		a := checkedOpening{Rows: checked.Rows, Blocking: checked.Blocking(), Reasons: []reasonCount{},
			List: []findingEntry{}}
		for _, r := range checked.Reasons {
			a.Reasons = append(a.Reasons, reasonCount{r.ID, r.Title, r.Blocks, r.Rows})
		}
		for _, r := range rows {
			a.List = append(a.List, findingEntry{r.Place, r.Table, r.Name, r.Why, r.Owner, r.Blocks, r.Day.String()})
		}
		if len(rows) > 0 {
			if a.Export, err = exportGrids(f.config, "期初数据问题清单.xlsx", opening.WorkGrid(rows)); err != nil {
				return err
			}
		}
		if *asJSON {
			return writeJSON(c.out, a)
		}
		a.print(c.out)
		return nil
	})
}

func (a checkedOpening) print(w io.Writer) {
	fmt.Fprintf(w, "检查期初数据 %d 行：", a.Rows)
	if len(a.Reasons) == 0 {
		fmt.Fprintln(w, "没有问题")
		return
	}
	fmt.Fprintf(w, "必须处理 %d 条\n", a.Blocking)
	for _, r := range a.Reasons {
		fmt.Fprintf(w, "  %s %6d 条  %s\n", needed(r.Blocks), r.Rows, r.Title)
	}
	fmt.Fprintln(w, "\n问题清单")
	for i, e := range a.List {
		if i == shownFindings {
			fmt.Fprintf(w, "  ……其余 %d 条见工作簿\n", len(a.List)-i)
			break
		}
		fmt.Fprintf(w, "  [%s] %s  %s  %s  （%s，%s）\n", needed(e.Blocks), e.Place, e.Name, e.Why, e.Owner, e.Day)
	}
	fmt.Fprintf(w, "问题清单（xlsx）：%s\n", a.Export)
}

func needed(blocks bool) string {
	if blocks {
		return "必须处理"
	}
	return "建议核对"
}

// exportGrids writes a workbook for people into the folder of papers.
func exportGrids(config app.Config, name string, grids ...document.Grid) (string, error) {
	var book bytes.Buffer
	if err := document.WriteXLSX(&book, grids...); err != nil {
		return "", err
	}
	path := config.Export(name)
	return path, app.WriteFile(path, book.Bytes())
}

func openingAccept(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "opening accept", "[--data 目录] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	if err := f.none(args); err != nil {
		return err
	}
	f.config.Existing = true
	return withOpening(ctx, f.config, func(centre *app.Centre, by act.By) error {
		p := newSteps(c.err)
		done, err := centre.Opening.Accept(ctx, by, p.tell)
		if err != nil {
			return err
		}
		p.end()
		if *asJSON {
			return writeJSON(c.out, map[string]any{"state": done.State.String(), "day": done.Day.String(),
				"employers": done.Employers, "members": done.Members, "loans": done.Loans, "deposits": done.Deposits,
				"receipts": done.Receipts, "bans": done.Bans, "freezes": done.Freezes,
				"earlier_withdrawals": done.Drawn})
		}
		if done.Employers == 0 {
			fmt.Fprintf(c.out, "期初建账此前已经完成，账套自 %s 起营业\n", done.Day)
			return nil
		}
		fmt.Fprintf(c.out, "期初建账完成：单位 %d 户，职工 %d 人，贷款 %d 笔，定期存款 %d 笔，暂收暂存 %d 笔，", done.Employers,
			done.Members, done.Loans, done.Deposits, done.Receipts)
		fmt.Fprintf(c.out, "限制名单 %d 人，冻结 %d 条，以前的提取 %d 条；账套自 %s 起营业\n", done.Bans, done.Freezes, done.Drawn,
			done.Day)
		return nil
	})
}

// openingExample writes the tables with which the invented city begins, as any centre would hand them in.
func openingExample(_ context.Context, c console, args []string) error {
	f := newFlags(c, "opening example", "目录 [--members 人数] [--seed 种子]")
	members := f.Int("members", 3000, "职工人数")
	seed := f.Uint64("seed", 1, "种子")
	operands, err := f.parse(args)
	if err != nil {
		return err
	}
	if len(operands) != 1 || operands[0] == "" {
		return unreadable("请给出要写入的目录，例如 guangsha opening example 期初数据")
	}
	options, err := sim.Expand(*seed, *members)
	if err != nil {
		return exit{2, err}
	}
	tables, err := sim.Build(options).Tables()
	if err != nil {
		return err
	}
	if err := opening.WriteFolder(operands[0], tables); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "示例市 %d 人的期初数据标准表已写入 %s（全部虚构）\n", *members, operands[0])
	return nil
}

// steps shows how far a long command is, how fast it is and what time is left: one line that is written over on a
// terminal, a line every few seconds elsewhere.
type steps struct {
	w        io.Writer
	terminal bool
	watch    elapsed.Watch
	shown    time.Duration
	last     string

	first opening.Progress // what is going on now, as it was first heard of
	began time.Duration    // and when
	done  int64            // how far it was last
}

func newSteps(w io.Writer) *steps {
	return &steps{w: w, terminal: terminal(w), watch: elapsed.Start()}
}

func (s *steps) tell(p opening.Progress) {
	took := s.watch.Elapsed()
	s.line(p, took)
	every := 3 * time.Second
	if s.terminal {
		every = 100 * time.Millisecond
	}
	if took-s.shown < every {
		return
	}
	s.shown = took
	s.write()
}

// line words a progress after so long. Pace and time left are those of what is going on: who accepts checks first, and
// checking says nothing of how fast rows come in.
func (s *steps) line(p opening.Progress, took time.Duration) {
	if p.Of != s.first.Of || p.Done < s.done {
		s.first, s.began = p, took
	}
	s.done = p.Done
	since, done := took-s.began, p.Done-s.first.Done
	count := fmt.Sprintf("%d 行  %d 行/秒", p.Rows, perSecond(p.Rows-s.first.Rows, since))
	if p.Rows == 0 { // a check counts what it has looked for
		count = fmt.Sprintf("%d/%d 项", p.Done, p.Of)
	}
	left := "—"
	if done > 0 || p.Done == p.Of {
		left = seconds(time.Duration(int64(since) / max(1, done) * max(0, p.Of-p.Done)))
	}
	s.last = fmt.Sprintf("%s  %s  %d%%  已用 %s  约剩 %s", p.What, count, p.Done*100/max(1, p.Of), seconds(took), left)
}

func (s *steps) write() {
	if s.terminal {
		fmt.Fprintf(s.w, "\r%s\x1b[K", s.last)
		return
	}
	fmt.Fprintln(s.w, s.last)
}

// end shows the last line.
func (s *steps) end() {
	s.write()
	if s.terminal {
		fmt.Fprintln(s.w)
	}
}
