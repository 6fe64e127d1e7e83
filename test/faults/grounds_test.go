//go:build linux

package faults

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"guangsha/internal/store/pgcluster"
	"guangsha/test/faults/torn"
)

// killing is a ground that stays as it is: the process alone is killed.
type killing struct{}

// arm kills the process after a while. A kill that comes too late is none.
func (killing) arm(rng *rand.Rand, phase string, p *os.Process) (<-chan struct{}, error) {
	struck := make(chan struct{})
	time.AfterFunc(while(rng, phase), func() {
		if p.Kill() == nil {
			close(struck)
		}
	})
	return struck, nil
}

func (killing) rest() error             { return errNoFault }
func (killing) repair(*rand.Rand) error { return nil }

// while draws how far into a phase a fault strikes: books are opened in a hundredth of a second and made in a tenth.
func while(rng *rand.Rand, phase string) time.Duration {
	most := map[string]time.Duration{working: 60 * time.Millisecond, closing: 4 * time.Millisecond}[phase]
	if phase == opening {
		most = []time.Duration{40 * time.Millisecond, 160 * time.Millisecond}[rng.IntN(2)]
	}
	return time.Duration(rng.Int64N(int64(most)))
}

// power is a ground whose disk loses its power. A server whose data lie on it is killed with it.
type power struct {
	folder string
	disk   *torn.Disk
	mount  *torn.Mount
	server *pgcluster.Cluster
	damage *torn.Damage
}

// arm cuts the power in the middle of a write that chance draws: soon in most cases, late in a few. To open and to
// close books takes fewer writes than to post.
func (p *power) arm(rng *rand.Rand, phase string, _ *os.Process) (<-chan struct{}, error) {
	most := map[string]int{opening: 11, working: 11, closing: 6}[phase]
	if phase == opening && rng.IntN(2) == 0 {
		most = 3
	}
	p.disk.CutAfter(1 + rng.Int64N(int64(1)<<(2+rng.IntN(most))))
	return p.disk.Dark(), nil
}

func (p *power) rest() error {
	p.disk.Cut()
	return nil
}

// repair kills what stood on the disk and mounts what has survived.
func (p *power) repair(rng *rand.Rand) error {
	select {
	case <-p.disk.Dark():
	default:
		return errors.New("the power was not cut")
	}
	if p.server != nil {
		if err := p.server.Kill(); err != nil {
			return err
		}
	}
	if err := p.mount.Unmount(); err != nil {
		return err
	}
	after, damage := p.disk.Survive(rng)
	p.damage.Add(damage)
	p.disk = after
	var err error
	if p.mount, err = after.Mount(p.folder); err != nil {
		return err
	}
	return restart(p.server)
}

// restart starts a server again, if there is one. When it cannot, the books are as lost as they can be.
func restart(server *pgcluster.Cluster) error {
	if server == nil {
		return nil
	}
	if err := server.Restart(context.Background()); err != nil {
		return fmt.Errorf("%w: %w", errUnusable, err)
	}
	return nil
}

// close takes everything away again.
func (p *power) close() error {
	p.disk.Cut()
	var errs []error
	if p.server != nil {
		errs = append(errs, p.server.Kill(), p.server.Remove())
	}
	return errors.Join(append(errs, p.mount.Unmount())...)
}

// serverKill is a ground whose database server is killed and started again. The process that posts to it is spared: it
// has to notice.
type serverKill struct {
	server *pgcluster.Cluster
	strike func() error // kills the server, once in a round
}

func (s *serverKill) arm(rng *rand.Rand, phase string, _ *os.Process) (<-chan struct{}, error) {
	strike := sync.OnceValue(s.server.Kill)
	s.strike = strike
	struck := make(chan struct{})
	time.AfterFunc(while(rng, phase), func() {
		close(struck) // before the kill: the process may notice at once
		_ = strike()  // repair hears of it
	})
	return struck, nil
}

func (s *serverKill) rest() error { return s.strike() }

func (s *serverKill) repair(*rand.Rand) error {
	if err := s.strike(); err != nil {
		return err
	}
	return restart(s.server)
}
