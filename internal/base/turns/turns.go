// Package turns works something off beside the requests, turn by turn, as long as the program runs.
package turns

import (
	"context"
	"sync"
	"time"
)

// Loop takes turns (轮次), one after the other, from Start to Close.
type Loop struct {
	// Beat is the pause after a turn that has left nothing, or has failed.
	Beat time.Duration
	// Turn does what there is to do at this instant, as far as it goes at once, and says whether there may be more.
	Turn func(ctx context.Context) (more bool, err error)
	// Alarm hears Fails with the cause when turns begin to fail, and GoesOn when they no longer do; it may be nil.
	Alarm         func(sentence string)
	Fails, GoesOn string

	failing bool
	stop    context.CancelFunc
	ended   chan struct{}
	once    sync.Once
}

// Start takes turns until Close.
func (l *Loop) Start() {
	ctx, stop := context.WithCancel(context.Background())
	l.stop, l.ended = stop, make(chan struct{})
	go func() {
		defer close(l.ended)
		next := time.NewTimer(0)
		defer next.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-next.C:
			}
			more, err := l.Turn(ctx)
			l.tell(ctx, err)
			pause := l.Beat
			if more && err == nil {
				pause = 0
			}
			next.Reset(pause)
		}
	}()
}

// Close cuts the turn short that is being taken and waits for its end. Closing twice is closing once, and closing what
// was never started is nothing.
func (l *Loop) Close() {
	l.once.Do(func() {
		if l.stop != nil {
			l.stop()
			<-l.ended
		}
	})
}

// tell says when turns begin to fail and when they go on, and nothing in between, nor of a turn that Close cut short.
func (l *Loop) tell(ctx context.Context, err error) {
	if ctx.Err() != nil || (err != nil) == l.failing {
		return
	}
	l.failing = err != nil
	text := l.GoesOn
	if l.failing {
		text = l.Fails + err.Error()
	}
	if l.Alarm != nil {
		l.Alarm(text)
	}
}
