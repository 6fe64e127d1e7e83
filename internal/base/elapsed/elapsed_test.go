package elapsed

import (
	"testing"
	"time"
)

func TestAWatchMeasuresWhatPassed(t *testing.T) {
	outer := Start()
	inner := Start()
	for inner.Elapsed() < time.Millisecond {
	}
	if got := outer.Elapsed(); got < time.Millisecond || got > time.Minute {
		t.Errorf("measured %s", got)
	}
}
