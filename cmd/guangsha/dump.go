package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

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
	if err := centre.Dump(ctx, c.out); err != nil {
		return err
	}
	return dumpTables(ctx, c, centre)
}

// dumpTables writes the tables of every year that has projects, a line for each row.
func dumpTables(ctx context.Context, c console, centre *app.Centre) error {
	years, err := centre.YearsWithProjects(ctx)
	if err != nil {
		return err
	}
	for _, year := range years {
		set, err := evaluateYear(ctx, centre, year)
		if err != nil {
			return err
		}
		for i, t := range set.Tables {
			s := set.Scored[i]
			fmt.Fprintf(c.out, "table %d %s %s %s %s/%s executed %s\n", year, t.Project, s.Published, s.ByRule,
				s.Books.Score, s.Books.Weight, t.Execution.Measured)
			for k, r := range t.Rows {
				fmt.Fprintf(c.out, "row %d %s %d %q %q %d %s\n", year, t.Project, k+1, r.Reported, r.Measured,
					r.Evidence.Rows, s.Rows[k].FromBooks)
			}
		}
	}
	return nil
}
