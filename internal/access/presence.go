package access

import (
	"sync"
	"time"

	"guangsha/internal/base/civil"
)

// Presence is when this process last saw sessions used. To another process, or after a restart, a session is as old
// as its beginning.
type Presence struct {
	mu   sync.Mutex
	seen map[string]civil.Instant // by digest
}

// Still reports whether a session goes on: it was used within idle, and began within longest. That it is used now is
// remembered.
func (p *Presence) Still(digest []byte, begun, now civil.Instant, idle, longest time.Duration, used bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := max(begun, p.seen[string(digest)])
	if now >= after(last, idle) || now >= after(begun, longest) {
		delete(p.seen, string(digest))
		return false
	}
	if p.seen == nil || len(p.seen) >= most {
		p.seen = map[string]civil.Instant{}
	}
	if used {
		p.seen[string(digest)] = now
	}
	return true
}
