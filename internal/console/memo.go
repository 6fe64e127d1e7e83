package console

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// memo keeps the answers that take the whole year's books, as long as the books stay as they are.
type memo struct {
	most int // answers that are kept
	mu   sync.Mutex
	kept []*kept // the latest used last
}

// kept is an answer, or one that is being made.
type kept struct {
	key, state string
	done       chan struct{}
	value      any
	err        error
}

// How many answers are kept: those of a page's size, and lists of rows, of which each may take some megabytes.
const (
	maxAnswers = 64
	maxLists   = 6
)

// take finds an answer to a key in a state of the books, or leaves a place for it that the caller must fill.
func (m *memo) take(key, state string) (k *kept, mine bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.kept, func(k *kept) bool { return k.key == key })
	if i >= 0 {
		k = m.kept[i]
		m.kept = slices.Delete(m.kept, i, i+1)
	}
	if k == nil || k.state != state {
		k, mine = &kept{key: key, state: state, done: make(chan struct{})}, true
	}
	m.kept = append(m.kept, k)
	if len(m.kept) > m.most {
		m.kept = slices.Delete(m.kept, 0, 1)
	}
	return k, mine
}

// drop forgets an answer that failed.
func (m *memo) drop(k *kept) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept = slices.DeleteFunc(m.kept, func(other *kept) bool { return other == k })
}

// remember gives the answer to a key, made once for each state of the books. Whoever asks while it is being made
// waits. It is made to its end even when the first who asked has gone.
func remember[T any](ctx context.Context, c *Console, m *memo, key string, f func(context.Context) (T, error)) (
	T, error) {
	var none T
	state, err := c.booksState(ctx)
	if err != nil {
		return none, err
	}
	k, mine := m.take(key, state)
	if mine {
		go func() {
			defer close(k.done)
			defer func() {
				if p := recover(); p != nil {
					k.err = fmt.Errorf("make %s: panic: %v", key, p)
					m.drop(k)
				}
			}()
			made, cancel := context.WithTimeout(context.WithoutCancel(ctx), readTime)
			defer cancel()
			if k.value, k.err = f(made); k.err != nil {
				m.drop(k)
			}
		}()
	}
	select {
	case <-ctx.Done():
		return none, ctx.Err()
	case <-k.done:
	}
	if k.err != nil {
		return none, k.err
	}
	return k.value.(T), nil
}
