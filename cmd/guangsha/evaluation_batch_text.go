package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"guangsha/internal/base/elapsed"
	eval "guangsha/internal/evaluation"
)

// text writes what a batch found: counts, each check with how often it speaks, what concerns several tables, and the
// files that could not be read.
func (b *batchAnswer) text(w io.Writer) error {
	out := bufio.NewWriter(w)
	c := b.Count
	fmt.Fprintf(out, "%s：%d 个文件，%d 张自评表", b.Folder, c.Files, c.Tables)
	if c.Same > 0 {
		fmt.Fprintf(out, "（其中 %d 张与另一文件中的相同，只核对一次）", c.Same)
	}
	fmt.Fprintf(out, "；读不出 %d 个\n疑点：%s %d，%s %d，%s %d", c.Unreadable, eval.Error.Label(), c.Findings.Error,
		eval.Warning.Label(), c.Findings.Warning, eval.Note.Label(), c.Findings.Note)
	if c.Kept > 0 {
		fmt.Fprintf(out, "；另有说明后保留 %d", c.Kept)
	}
	fmt.Fprint(out, "\n\n")
	for _, rule := range eval.Checks {
		if n := c.ByCheck[rule.ID]; n > 0 {
			fmt.Fprintf(out, "  %s %7d  %s\n", rule.ID, n, rule.Title)
		}
	}
	for _, f := range b.Across {
		fmt.Fprintf(out, "\n[%s] %s %s\n    %s\n", f.Severity.Label(), f.ID, f.Message,
			strings.Join(some(f.Where), "；"))
	}
	for _, file := range b.Files {
		if file.Error != "" {
			fmt.Fprintf(out, "\n读不出 %s\n    %s\n", file.File, strings.ReplaceAll(file.Error, "\n", "\n    "))
		}
	}
	for _, file := range b.Files {
		if len(file.Doubts) == 0 {
			continue
		}
		var doubts []string
		for _, d := range file.Doubts {
			doubts = append(doubts, fmt.Sprintf("第%d张表：%s", d.Table+1, d))
		}
		fmt.Fprintf(out, "\n读入存疑 %s\n    %s\n", file.File, strings.Join(some(doubts), "\n    "))
	}
	return out.Flush()
}

// some are the first places of a finding that concerns many.
func some(where []string) []string {
	const most = 6
	if len(where) <= most {
		return where
	}
	return append(where[:most:most], fmt.Sprintf("等%d处", len(where)))
}

// counter shows how far a work of many equal parts has come: a line that is written over on a terminal, a line for each
// tenth elsewhere. Several may count at once.
type counter struct {
	mu       sync.Mutex
	w        io.Writer
	what     string
	of, n    int
	tenth    int
	terminal bool
	watch    elapsed.Watch
	shown    time.Duration
}

func newCounter(w io.Writer, what string, of int) *counter {
	return &counter{w: w, what: what, of: of, terminal: terminal(w), watch: elapsed.Start()}
}

func (c *counter) one() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	took := c.watch.Elapsed()
	tenth := c.n * 10 / max(1, c.of)
	switch {
	case c.terminal && took-c.shown > 100*time.Millisecond:
		fmt.Fprintf(c.w, "\r%s %d/%d  已用 %s ", c.what, c.n, c.of, seconds(took))
	case !c.terminal && tenth > c.tenth && c.of >= 1000:
		fmt.Fprintf(c.w, "%s %d/%d  已用 %s\n", c.what, c.n, c.of, seconds(took))
	default:
		return
	}
	c.shown, c.tenth = took, tenth
}

// done ends the line.
func (c *counter) done() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.terminal && c.shown > 0 {
		fmt.Fprintf(c.w, "\r%s %d/%d  已用 %s \n", c.what, c.n, c.of, seconds(c.watch.Elapsed()))
	}
}
