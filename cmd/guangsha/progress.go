package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/sim"
)

// progress shows how far the year has come: one line that is written over on a terminal, one line a month elsewhere.
type progress struct {
	w        io.Writer
	terminal bool
	watch    elapsed.Watch
	first    int // days that were closed before this run
	shown    time.Duration
	month    civil.Month
}

func newProgress(w io.Writer) *progress {
	return &progress{w: w, terminal: terminal(w), watch: elapsed.Start(), first: -1}
}

// terminal says that somebody reads what is written. The null device looks like a terminal and nobody reads it.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err == nil && !os.SameFile(info, null)
}

// tell shows a day's progress, at most ten times a second on a terminal.
func (p *progress) tell(s sim.Progress) {
	if p.first < 0 {
		p.first = s.Days - 1
	}
	took := p.watch.Elapsed()
	last := s.Days == s.Of
	monthEnd := s.Day.AddDays(1).Month() != s.Day.Month()
	switch {
	case p.terminal && !last && took-p.shown < 100*time.Millisecond:
		return
	case !p.terminal && !monthEnd && !last:
		return
	}
	p.shown = took
	left := took * time.Duration(s.Of-s.Days) / time.Duration(s.Days-p.first)
	line := fmt.Sprintf("%s  职工 %d 人  %d 笔/秒  已用 %s  约剩 %s", s.Day.Month(), s.Members,
		perSecond(s.Movements, took), seconds(took), seconds(left))
	if p.terminal {
		fmt.Fprintf(p.w, "\r%s\x1b[K", line)
		if last {
			fmt.Fprintln(p.w)
		}
		return
	}
	fmt.Fprintln(p.w, line)
}

// perSecond is a rate, rounded down.
func perSecond(n int64, d time.Duration) int64 {
	if d < time.Millisecond {
		return 0
	}
	return n * 1000 / d.Milliseconds()
}

// seconds prints a duration in seconds with one decimal.
func seconds(d time.Duration) string {
	tenths := d.Milliseconds() / 100
	return fmt.Sprintf("%d.%d秒", tenths/10, tenths%10)
}
