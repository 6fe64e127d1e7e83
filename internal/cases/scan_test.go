package cases_test

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/material"
	"guangsha/internal/store/opentest"
)

// reader is a scanner that finds a word in a file, or does not answer.
type reader struct {
	finds []byte
	off   bool
	asked *int
}

func (r reader) Scan(_ context.Context, content []byte) (string, error) {
	*r.asked++
	switch {
	case r.off:
		return "", errors.New("nobody answers")
	case bytes.Contains(content, r.finds):
		return "Test\n-“Signature", nil
	}
	return "", nil
}

// staged is how many materials wait in a folder.
func (c *centre) staged(f cases.Folder) (n int) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) error {
		list, err := c.Service.InDraft(tx, clerk.Actor, f)
		n = len(list)
		return err
	}))
	return n
}

// Where policy wants files scanned, only what was looked at and found clean is taken: a file with malicious code, a
// scanner that is off and one that there is not leave nothing. Where policy does not, nobody is asked.
func TestOnlyWhatWasScannedIsTaken(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		_, f := c.drafted("one")
		asked := 0
		hostile := scanned(100)
		c.Scanner = reader{finds: hostile.File.Content, asked: &asked}
		if h := c.handed(f, scanned(120)); asked != 0 {
			t.Errorf("without a word of policy %+v was scanned", h)
		}
		c.announce("material.scan", "on", april)
		try := func(u cases.Upload) error { _, err := c.HandIn(ctx, clerk, c.key(), f, u); return err }
		err := try(hostile)
		c.refuses(material.CodeInfected, err)
		if err != nil && !bytes.Contains([]byte(err.Error()), []byte("“Test-Signature”")) {
			t.Errorf("it says %q", err)
		}
		c.Scanner = reader{off: true, asked: &asked}
		c.refuses(material.CodeUnscanned, try(scanned(140)))
		c.Scanner = nil
		c.refuses(material.CodeUnscanned, try(scanned(140)))
		if n := c.staged(f); n != 1 || asked != 2 {
			t.Errorf("%d were taken, the scanner was asked %d times", n, asked)
		}
		c.Scanner = reader{finds: hostile.File.Content, asked: &asked}
		c.must(try(scanned(140)))
		c.announce("material.scan", "off", april+1)
		c.on(april + 1)
		c.must(try(of("from-employer", hostile)))
	})
}
