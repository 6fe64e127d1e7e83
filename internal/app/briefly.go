package app

import (
	"context"
	"errors"
	"io"
	"sync"

	"guangsha/internal/spending"
)

// Briefly gives a way to run a use case of the centre's spending while the centre itself is open for reading only: the
// books are opened for writing for that long, one after the other, by whoever holds the folder's lock.
func (c *Centre) Briefly(random io.Reader) func(context.Context, func(context.Context, *spending.Service) error) error {
	var one sync.Mutex
	return func(ctx context.Context, do func(context.Context, *spending.Service) error) (err error) {
		one.Lock()
		defer one.Unlock()
		config := c.Config
		config.ReadOnly, config.Existing = false, true
		written, err := Open(ctx, config, c.Clock, random, Outside{})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, written.Close()) }()
		return do(ctx, written.Spending)
	}
}
