package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestNoBlockSplitsWhatATerminalObeys writes a text whose control characters have two bytes in blocks of every size.
func TestNoBlockSplitsWhatATerminalObeys(t *testing.T) {
	text := strings.Repeat("办\u009b2J\x1b]0;x\u202e结\t👍\n", 20)
	for size := 1; size < 60; size++ {
		var shown bytes.Buffer
		o := &output{to: &shown}
		for rest := []byte(text); len(rest) > 0; rest = rest[min(size, len(rest)):] {
			if n, err := o.Write(rest[:min(size, len(rest))]); err != nil || n != min(size, len(rest)) {
				t.Fatal(n, err)
			}
		}
		o.flush()
		got := shown.String()
		want := strings.Repeat("办\ufffd2J\ufffd]0;x\ufffd结\t👍\n", 20)
		if got != want || !utf8.ValidString(got) {
			t.Fatalf("in blocks of %d: %.60q", size, got)
		}
	}
	var shown bytes.Buffer
	o := &output{to: &shown}
	fmt.Fprint(o, "a\xe5\x8a")
	if o.flush(); shown.String() != "a\xe5\x8a" {
		t.Errorf("an unfinished character is lost: %q", shown.String())
	}
}
