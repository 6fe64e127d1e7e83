package sqlstore

import (
	"context"
	"errors"
	"sync"
)

// idBlock is how many ids of a kind are reserved at once. A process that ends leaves the rest of its block unused.
const idBlock = 8192

// ids hands out record ids from blocks that are durable before any of their ids is used.
type ids struct {
	reserving sync.Mutex // held across a reservation, which waits for the writer; never taken inside a unit
	mu        sync.Mutex // guards the maps only, so that a unit never waits for another's reservation
	next      map[string]int64
	end       map[string]int64
}

// exhausted says that a block ended inside a unit of work. The unit is undone, a block is reserved in a
// transaction of its own, and the unit runs again: reserving inside it would be undone with it.
type exhausted struct{ kind string }

func (e exhausted) Error() string { return "sqlstore: no ids of kind " + e.kind + " left in the block" }

func asExhausted(err error) (string, bool) {
	var e exhausted
	if errors.As(err, &e) {
		return e.kind, true
	}
	return "", false
}

func (i *ids) take(kind string) (int64, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.next[kind] == i.end[kind] {
		return 0, exhausted{kind}
	}
	id := i.next[kind]
	i.next[kind]++
	return id, nil
}

// reserve adds a block. Units that ran out together reserve once.
func (i *ids) reserve(ctx context.Context, e engine, kind string) error {
	i.reserving.Lock()
	defer i.reserving.Unlock()
	if i.left(kind) {
		return nil
	}
	first, err := e.reserve(ctx, kind, idBlock)
	if err != nil {
		return err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.next == nil {
		i.next, i.end = map[string]int64{}, map[string]int64{}
	}
	i.next[kind], i.end[kind] = first, first+idBlock
	return nil
}

func (i *ids) left(kind string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.next[kind] != i.end[kind]
}
