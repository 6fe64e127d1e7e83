package main

import (
	"context"
	"crypto/rand"
	"errors"

	"guangsha/internal/app"
)

// dump writes what the books say as text, to compare them with others. It writes nothing to them.
func dump(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "dump", "[--data 目录]")
	if err := f.none(args); err != nil {
		return err
	}
	f.config.ReadOnly = true
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	return centre.Dump(ctx, c.out)
}
