// Package elapsed measures how long something took (耗时).
//
// It reads the monotonic clock and gives durations only: what time it is, nobody learns here.
package elapsed

import "time"

// Watch is a running stop-watch. The zero Watch is not running and must not be read.
type Watch struct{ start time.Time }

// Start starts a stop-watch.
func Start() Watch { return Watch{start: time.Now()} }

// Elapsed is the time since Start, never negative.
func (w Watch) Elapsed() time.Duration { return time.Since(w.start) }
