package sqlstore

import (
	"context"
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

// exhausted says that a block ended inside a unit of work that had taken so many ids. The unit is undone, a block is
// reserved in a transaction of its own, and the unit runs again: reserving inside it would be undone with it.
type exhausted struct {
	kind  string
	taken int64
}

// reservation asks for n ids of a kind.
type reservation struct {
	kind string
	n    int64
	goOn bool // the first of this process
}

// numbered gives, of kinds whose ids stand in numbers that people see, the first id that no row has. A process that is
// alone goes on there, and not where the block of the one before it ended.
var numbered = map[string]string{
	"person": `SELECT COALESCE(MAX(id), 0) + 1 FROM person`,
	"member": `SELECT COALESCE(MAX(id), 0) + 1 FROM member`,
}

// takenID is an id that a unit took. Numbers that people see are made of ids, so a unit that ran out in the middle and
// is run again goes on with those it had: where a block ends shows nowhere.
type takenID struct {
	kind string
	id   int64
}

func (e exhausted) Error() string { return "sqlstore: no ids of kind " + e.kind + " left in the block" }

func (i *ids) take(kind string) (id int64, ok bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.next[kind] == i.end[kind] {
		return 0, false
	}
	id = i.next[kind]
	i.next[kind]++
	return id, true
}

// reserve replaces the block of a kind when too little is left of it. Units that ran out together reserve once. The
// block grows with what the unit had taken, so that a unit that needs more than any block has comes to an end.
func (i *ids) reserve(ctx context.Context, e engine, missing exhausted) error {
	kind, size := missing.kind, max(idBlock, 2*missing.taken)
	i.reserving.Lock()
	defer i.reserving.Unlock()
	if i.left(kind) > missing.taken {
		return nil
	}
	i.mu.Lock()
	_, known := i.end[kind]
	i.mu.Unlock()
	first, err := e.reserve(ctx, reservation{kind: kind, n: size, goOn: !known})
	if err != nil {
		return err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.next == nil {
		i.next, i.end = map[string]int64{}, map[string]int64{}
	}
	i.next[kind], i.end[kind] = first, first+size
	return nil
}

func (i *ids) left(kind string) int64 {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.end[kind] - i.next[kind]
}
