package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"guangsha/internal/base/act"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/opening"
	"guangsha/internal/policy"
	"guangsha/internal/store/sqlstore"
)

// passing makes books that are thrown away (预演账): a SQLite file in the data folder, whatever engine the books
// themselves are on, with their keys and parameters. What an earlier process left of them goes first.
func (c *Centre) passing(ctx context.Context, random io.Reader) (p opening.Passing, err error) {
	folder := filepath.Join(c.Config.Data, "rehearsal-"+c.Config.Centre)
	if err := os.RemoveAll(folder); err != nil {
		return p, fmt.Errorf("remove an earlier rehearsal: %w", err)
	}
	if err := makeFolder(folder); err != nil {
		return p, fmt.Errorf("make the folder of the rehearsal: %w", err)
	}
	store, err := sqlstore.Open(ctx, sqlstore.Config{Path: filepath.Join(folder, "passing.db"), Clock: c.Clock,
		Leaf: c.keys.Keys().Leaf, Passing: true})
	if err != nil {
		return p, errors.Join(fmt.Errorf("open passing books: %w", err), os.RemoveAll(folder))
	}
	p.Close = func() error { return errors.Join(store.Close(), os.RemoveAll(folder)) }
	services, err := wire(store, c.keys.Keys(), Demonstration, c.Clock, random, Outside{Bank: noBank{}})
	if err == nil {
		err = c.copyPolicies(ctx, services, store)
	}
	if err != nil {
		return p, errors.Join(err, p.Close())
	}
	p.Opening = services.Opening
	p.Verify = func(ctx context.Context) (string, error) { return hold(ctx, services, store) }
	return p, nil
}

// hold gives the invariants that passing books break, or nothing. Types and digests are not asked of books that nobody
// else has ever seen.
func hold(ctx context.Context, of Services, store *sqlstore.Store) (string, error) {
	verdicts, err := ledger.CheckInvariants(ctx, of.Work, store, of.Treasury.Proof())
	var broken []string
	for _, v := range verdicts {
		if v.Violations > 0 {
			broken = append(broken, v.ID+" "+v.Title)
		}
	}
	return strings.Join(broken, "；"), err
}

// copyPolicies gives other books the parameters of these.
func (c *Centre) copyPolicies(ctx context.Context, to Services, store *sqlstore.Store) error {
	var rows []policy.Row
	if err := c.Work.Read(ctx, func(tx unit.Tx) error {
		set, err := c.Policy.Policy(tx)
		if err == nil {
			rows = set.All()
		}
		return err
	}); err != nil {
		return err
	}
	by := act.Auto(Demonstration.Offices[0].Code, "app/rehearse")
	_, err := policy.Install(ctx, store, store, to.Policy, by, rows)
	return err
}
