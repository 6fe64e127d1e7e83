package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"unicode"
	"unicode/utf8"
)

// output is where a command writes what it answers. It remembers the first write that failed, so that a command need
// not look at every line that it prints: what nobody could read is no answer, whatever the command thinks of it. Only
// one goroutine writes to it. A reader that went away ends the program by a signal, as people expect of a pipe.
type output struct {
	to     io.Writer
	begun  []byte // the beginning of a character whose other bytes are still to come
	failed error
}

// Write implements io.Writer. A command answers with texts of files that it was handed: what would move the cursor of a
// terminal, or write over a line, stands there as a mark that is seen. After a write that failed nothing more is
// written: an answer with a hole in it reads like a whole one.
func (o *output) Write(p []byte) (int, error) {
	if o.failed != nil {
		return 0, o.failed
	}
	text := append(o.begun, p...)
	whole := len(text) - cut(text)
	o.begun = bytes.Clone(text[whole:])
	if _, o.failed = o.to.Write(harmless(text[:whole])); o.failed != nil {
		return 0, o.failed
	}
	return len(p), nil
}

// flush writes a character that no other bytes came for.
func (o *output) flush() {
	if o.failed == nil && len(o.begun) > 0 {
		_, o.failed = o.to.Write(o.begun)
	}
}

// cut is how many bytes at the end of a text begin a character and are not all of it.
func cut(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if last := text[len(text)-n:]; utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return 0
			}
			return n
		}
	}
	return 0
}

// harmless is a text without control characters other than ends of lines and tabs, and without those that turn the
// direction of what follows or end a line where nobody sees it.
func harmless(p []byte) []byte {
	controls := func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' && r != '\t' ||
			unicode.In(r, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
	}
	if bytes.IndexFunc(p, controls) < 0 {
		return p
	}
	return bytes.Map(func(r rune) rune {
		if controls(r) {
			return utf8.RuneError
		}
		return r
	}, p)
}

// end says how a command ended and gives the exit code, which is not 0 when the answer could not be written, though all
// that was to be done is done. What else went wrong is said before it.
func (c console) end(err error) int {
	c.out.flush()
	lost := c.out.failed
	if lost == nil {
		return report(c, err)
	}
	code := 1
	if !errors.Is(err, lost) {
		code = max(code, report(c, err))
	}
	fmt.Fprintln(c.err, unwritten(lost, c.verbose))
	return code
}

// losses are the causes of an answer that could not be written which people can do something about.
var losses = []struct {
	cause error
	text  string
}{
	{syscall.ENOSPC, "输出所在的磁盘空间不足"},
	{syscall.EDQUOT, "输出所在的磁盘配额已用完"},
	{syscall.EFBIG, "输出文件的大小超过了上限"},
}

// unwritten is the sentence for an answer that could not be written. It asks for nothing to be run again: of a command
// that changes something that would be a second change.
func unwritten(err error, verbose bool) string {
	text, known := "系统发生错误", false
	for _, l := range losses {
		if !known && errors.Is(err, l.cause) {
			text, known = l.text, true
		}
	}
	text = "结果没能完整输出：" + text + "。命令已经办完的部分仍然有效，不完整的输出请勿使用。"
	if known && !verbose {
		return text
	}
	return text + "（系统原文：" + strings.Join(strings.Fields(err.Error()), " ") + "）"
}
