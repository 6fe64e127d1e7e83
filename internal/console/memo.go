package console

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"guangsha/internal/base/elapsed"
)

// memo keeps the answers that take the whole year's books. Each is of a state of the books, and is made anew when they
// have changed, by one at a time (ADR 0020).
type memo struct {
	most int // answers that are kept
	room int // places that the arrangements among them may hold together
	mu   sync.Mutex
	kept []*kept // the latest used last
}

// kept is an answer with how it is made.
type kept struct {
	key   string
	make  func(context.Context) (any, error)
	value any // of the state; nil before the first
	state string
	now   *making // nil when nobody makes it
	used  bool    // since the answers were last made ahead
}

// making is an answer on its way, for the state that the books were in when it was begun.
type making struct {
	state string
	done  chan struct{}
	err   error
}

// How many answers are kept: those of a page's size, lists of rows, of which each may take some megabytes, and
// arrangements, of which a place takes some forty bytes.
const (
	maxAnswers = 96
	maxLists   = 16
	maxSorted  = 64
	maxPlaces  = 2_000_000
)

// shrink lets go of what was used longest ago, until the rest is what may be kept; the latest stays at any rate.
func (m *memo) shrink() {
	held, from := 0, len(m.kept)
	for from > 0 && len(m.kept)-from < m.most {
		if a, heavy := m.kept[from-1].value.(interface{ weight() int }); heavy {
			held += a.weight()
		}
		if held > m.room && from < len(m.kept) {
			break
		}
		from--
	}
	m.kept = slices.Delete(m.kept, 0, from)
}

// take gives the answer to a key as it is and, unless it is of the state asked for, the one that is being made.
func (m *memo) take(ctx context.Context, key, state string, f func(context.Context) (any, error)) (any, bool, *making) {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.IndexFunc(m.kept, func(k *kept) bool { return k.key == key })
	k := &kept{key: key}
	if i >= 0 {
		k = m.kept[i]
		m.kept = slices.Delete(m.kept, i, i+1)
	}
	m.kept = append(m.kept, k)
	m.shrink()
	k.make, k.used = f, true
	if k.value != nil && k.state == state {
		return k.value, true, nil
	}
	return k.value, false, m.begin(ctx, k, state)
}

// begin makes an answer, unless somebody does already. It is made to its end even when who asked has gone.
func (m *memo) begin(ctx context.Context, k *kept, state string) *making {
	if k.now != nil {
		return k.now
	}
	now := &making{state: state, done: make(chan struct{})}
	k.now = now
	f := k.make
	go func() {
		made, cancel := context.WithTimeout(exact(context.WithoutCancel(ctx)), readTime)
		defer cancel()
		value, err := survived(made, k.key, f)
		m.mu.Lock()
		defer m.mu.Unlock()
		if now.err = err; err == nil {
			k.value, k.state = value, state
			m.shrink()
		}
		k.now = nil
		close(now.done)
	}()
	return now
}

// survived makes an answer; a panic is an error of whoever asked.
func survived(ctx context.Context, key string, f func(context.Context) (any, error)) (value any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("make %s: panic: %v", key, p)
		}
	}()
	return f(ctx)
}

// patience is how long a page waits for an answer of the books as they are, when there is one of a while ago.
const patience = 120 * time.Millisecond

// remember gives the answer to a key, made once for each state of the books. Where the books have just changed and the
// answer takes longer than a page waits, the last one is given, and the answer's head says so: the page asks again.
func remember[T any](ctx context.Context, c *Console, m *memo, key string, f func(context.Context) (T, error)) (
	T, error) {
	var none T
	state, err := c.booksState(ctx)
	if err != nil {
		return none, err
	}
	var tired <-chan struct{} // never, for who must have the books as they are
	headers, mayBeOld := ctx.Value(headKey{}).(http.Header)
	if mayBeOld {
		patient, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		tired = patient.Done()
	}
	for {
		value, fresh, now := m.take(ctx, key, state, func(ctx context.Context) (any, error) { return f(ctx) })
		if fresh {
			return value.(T), nil
		}
		wait := tired
		if value == nil {
			wait = nil
		}
		select {
		case <-ctx.Done():
			return none, ctx.Err()
		case <-now.done:
			if now.err != nil {
				return none, now.err
			}
		case <-wait:
			if ctx.Err() != nil {
				return none, ctx.Err()
			}
			headers.Set(headBooks, "old")
			return value.(T), nil
		}
	}
}

// headBooks is the header of an answer that is of the books as they were a moment ago.
const headBooks = "Guangsha-Books"

type headKey struct{}

// exact makes a question one that waits for the books as they are: what is exported is never of a while ago.
func exact(ctx context.Context) context.Context { return context.WithValue(ctx, headKey{}, nil) }

// Keep makes the answers that pages have asked for anew whenever the books have changed, until ctx ends. It rests four
// times as long as it worked, so that books that change all the time do not take a whole processor.
func (c *Console) Keep(ctx context.Context) {
	last := ""
	for pause := time.Second; ; {
		if rest(ctx, pause); ctx.Err() != nil {
			return
		}
		pause = time.Second
		state, err := c.booksState(ctx)
		if err != nil || state == last {
			if ctx.Err() == nil && err != nil {
				c.Log.Warn("state of the books not read", "cause", err.Error())
			}
			continue
		}
		last = state
		watch := elapsed.Start()
		for _, m := range []*memo{&c.answers, &c.lists, &c.sorted} {
			m.renew(ctx, state)
		}
		pause = max(pause, 4*watch.Elapsed())
	}
}

// rest lets some time pass, or less when ctx ends.
func rest(ctx context.Context, pause time.Duration) {
	over, cancel := context.WithTimeout(ctx, pause)
	defer cancel()
	<-over.Done()
}

// renew makes the answers of a memo that were used since the last time, one after the other.
func (m *memo) renew(ctx context.Context, state string) {
	m.mu.Lock()
	list := slices.Clone(m.kept)
	m.mu.Unlock()
	for _, k := range list {
		m.mu.Lock()
		if !k.used || k.state == state {
			m.mu.Unlock()
			continue
		}
		k.used = false
		now := m.begin(ctx, k, state)
		m.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-now.done:
		}
	}
}
