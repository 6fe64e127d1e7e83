package audit

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
)

// memory is a log that fails, or has a transaction open, as a test wants. What an engine promises is not tested here.
type memory struct {
	head    Head
	entries int64 // committed
	open    int64 // first entry behind an open transaction; 0 is none
	fails   error
	seals   int
}

func (m *memory) Head(context.Context) (Head, error) { return m.head, m.fails }

func (m *memory) Unsealed(_ context.Context, after Position, limit int) (
	list []Committed, waiting Position, err error) {
	for id := after.Entry + 1; id <= m.entries && len(list) < limit; id++ {
		if m.open > 0 && id >= m.open {
			return list, Position{Entry: id}, m.fails
		}
		list = append(list, Committed{Position: Position{Entry: id}, Canonical: []byte{byte(id)},
			Leaf: make([]byte, 32)})
	}
	return list, waiting, m.fails
}

func (m *memory) Seal(_ context.Context, from, to Head, seals []Seal) error {
	if m.fails != nil {
		return m.fails
	}
	if !from.Equal(m.head.Tree) {
		return ErrMoved
	}
	m.head, m.seals = to, m.seals+len(seals)
	return nil
}

func testSigner(t testing.TB, last byte) secret.Signer {
	t.Helper()
	s, err := gm.NewSigner(append(make([]byte, 31), last), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// place is a place in memory that fails as a test wants.
type place struct {
	list  []Checkpoint
	fails error
}

func (p *place) Last(context.Context) (c Checkpoint, found bool, err error) {
	if n := len(p.list); n > 0 && p.fails == nil {
		return p.list[n-1], true, nil
	}
	return c, false, p.fails
}

func (p *place) Append(_ context.Context, c Checkpoint) error {
	if p.fails == nil {
		p.list = append(p.list, c)
	}
	return p.fails
}

// after lets time pass in a bubble.
func after(d time.Duration) {
	<-time.NewTimer(d).C
	synctest.Wait()
}

func sealing(t *testing.T, log Log, places ...Place) (Sealing, *[]string) {
	said := &[]string{}
	return Sealing{Log: log, Centre: "shili", Places: places, Signer: testSigner(t, 1),
		Clock: civil.NewManual(civil.At(civil.DateOf(2024, 1, 1), 9, 0)),
		Alarm: func(text string) { *said = append(*said, text) }}, said
}

func TestASealerSealsEachSecondAndSignsEachMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, p := &memory{entries: 3}, &place{}
		with, said := sealing(t, m, p)
		s := NewSealer(with)
		s.Start()
		synctest.Wait()
		if m.head.Size != 3 || len(p.list) != 1 || p.list[0].Size != 3 {
			t.Fatalf("at once: %d sealed, checkpoints %v", m.head.Size, p.list)
		}
		m.entries = 5
		after(900 * time.Millisecond)
		if m.head.Size != 3 {
			t.Error("sealed before its second")
		}
		after(200 * time.Millisecond)
		if m.head.Size != 5 || len(p.list) != 1 {
			t.Errorf("after a second: %d sealed, %d checkpoints", m.head.Size, len(p.list))
		}
		after(58 * time.Second)
		if len(p.list) != 1 {
			t.Error("signed before its minute")
		}
		after(2 * time.Second)
		if len(p.list) != 2 || p.list[1].Size != 5 || p.list[1].Root != m.head.Root() {
			t.Errorf("after a minute: %d checkpoints", len(p.list))
		}
		m.entries += manyNew
		after(time.Second)
		if len(p.list) != 3 {
			t.Errorf("after %d entries: %d checkpoints", manyNew, len(p.list))
		}
		after(5 * time.Minute)
		if len(p.list) != 3 {
			t.Errorf("while nothing is new: %d checkpoints", len(p.list))
		}
		m.entries++
		s.Close()
		s.Close()
		if m.head.Size != m.entries || len(p.list) != 4 || len(*said) != 0 || int64(m.seals) != m.entries {
			t.Errorf("at the end: %d sealed of %d, %d checkpoints, said %v", m.head.Size, m.entries, len(p.list), *said)
		}
	})
}

func TestAnEntryUnsealedForFiveSecondsIsAnAlarm(t *testing.T) {
	for name, c := range map[string]struct{ begin, end func(m *memory) }{
		"an open transaction": {func(m *memory) { m.open = 4 }, func(m *memory) { m.open = 0 }},
		"a store that fails":  {func(m *memory) { m.fails = errors.New("down") }, func(m *memory) { m.fails = nil }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &memory{entries: 3}
				with, said := sealing(t, m)
				s := NewSealer(with)
				s.Start()
				after(100 * time.Millisecond)
				c.begin(m)
				m.entries = 9
				after(5 * time.Second)
				if state := s.State(); len(*said) != 0 || state.Overdue {
					t.Errorf("too early: %v, %+v", *said, state)
				}
				after(2 * time.Second)
				if state := s.State(); len(*said) != 1 || !state.Overdue || state.Behind < Overdue ||
					len(state.Alarms) != 1 || !strings.Contains((*said)[0], "超过5秒未封存") {
					t.Errorf("after seven seconds: %v, %+v", *said, state)
				}
				after(time.Minute)
				if len(*said) != 1 {
					t.Errorf("said again and again: %v", *said)
				}
				c.end(m)
				after(2 * time.Second)
				if state := s.State(); len(*said) != 2 || state.Overdue || len(state.Alarms) != 0 || state.Sealed != 9 {
					t.Errorf("when it is over: %v, %+v", *said, state)
				}
				s.Close()
			})
		})
	}
}

func TestALogThatMovesOnIsNoAlarm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{entries: 1, open: 1}
		with, said := sealing(t, m)
		s := NewSealer(with)
		s.Start()
		for range 30 { // there is always one that waits, and never the same
			after(time.Second)
			m.entries, m.open = m.entries+10, m.entries+1
		}
		s.Close()
		if len(*said) != 0 {
			t.Errorf("said %v", *said)
		}
	})
}

func TestAHeadThatIsChangedUnderARunningSealerIsAnAlarm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{entries: 9}
		with, said := sealing(t, m)
		s := NewSealer(with)
		s.Start()
		after(time.Second)
		m.head = Head{Tree: Tree{}.Add(nil, nil), At: Position{Entry: 1}}
		m.entries = 12
		after(2 * time.Second)
		if len(*said) != 1 || !strings.Contains((*said)[0], "链头") || m.head.Size != 1 {
			t.Errorf("said %v, and the head is at %d", *said, m.head.Size)
		}
		s.Close()
	})
}

func TestAPlaceThatFailsHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, bad, good := &memory{entries: 2}, &place{fails: errors.New("gone")}, &place{}
		with, said := sealing(t, m, bad, good)
		s := NewSealer(with)
		s.Start()
		after(10 * time.Second)
		if len(good.list) != 1 || len(*said) != 1 || m.head.Size != 2 {
			t.Errorf("%d checkpoints, said %v", len(good.list), *said)
		}
		bad.fails = nil
		after(2 * time.Second)
		if len(bad.list) != 1 || len(*said) != 2 || len(s.State().Alarms) != 0 {
			t.Errorf("when it is back: %d checkpoints, said %v", len(bad.list), *said)
		}
		s.Close()
	})
}

func TestNothingIsAddedToCheckpointsThatTheLogDoesNotComeTo(t *testing.T) {
	ctx := context.Background()
	m, p := &memory{entries: 5}, &place{}
	with, _ := sealing(t, m, p)
	s := NewSealer(with)
	if err := s.SealNow(ctx); err != nil {
		t.Fatal(err)
	}
	s.Checkpoint(ctx, true)
	other := with
	other.Signer = testSigner(t, 2)
	elsewhere := with
	elsewhere.Centre = "other"
	for name, c := range map[string]struct {
		with Sealing
		log  *memory
	}{
		"a shorter log":      {with, &memory{entries: 4}},
		"another log":        {with, &memory{entries: 5, head: Head{Tree{}.Add(nil, nil), Position{Entry: 1}}}},
		"another key":        {other, &memory{entries: 6}},
		"another's own":      {elsewhere, &memory{entries: 6}},
		"control: it is his": {with, &memory{entries: 6}},
	} {
		c.with.Log = c.log
		kept := &place{list: slices.Clone(p.list)}
		c.with.Places = []Place{kept}
		s := NewSealer(c.with)
		if err := s.SealNow(ctx); err != nil {
			t.Fatal(err)
		}
		s.Checkpoint(ctx, true)
		alarms, fits := s.State().Alarms, strings.HasPrefix(name, "control")
		if (len(kept.list) == 2) != fits || (len(alarms) == 0) != fits {
			t.Errorf("%s: %d checkpoints, %v", name, len(kept.list), alarms)
		}
	}
}

func TestTheInstantOfACheckpointNeverGoesBack(t *testing.T) {
	ctx := context.Background()
	m, p := &memory{entries: 1}, &place{}
	with, _ := sealing(t, m, p)
	clock := civil.NewManual(civil.At(civil.DateOf(2024, 6, 1), 9, 0))
	with.Clock = clock
	s := NewSealer(with)
	for _, day := range []civil.Date{civil.DateOf(2024, 6, 1), civil.DateOf(2024, 1, 1), civil.DateOf(2024, 6, 2)} {
		clock.Set(civil.At(day, 9, 0))
		m.entries++
		if err := s.SealNow(ctx); err != nil {
			t.Fatal(err)
		}
		s.Checkpoint(ctx, true)
	}
	if len(p.list) != 3 || p.list[1].At != p.list[0].At || p.list[2].At <= p.list[1].At {
		t.Errorf("instants %v", p.list)
	}
}

func TestACheckpointIsReadBackAndAnyChangeBreaksIt(t *testing.T) {
	at := civil.At(civil.DateOf(2024, 2, 29), 23, 59) + 1
	c, err := NewCheckpoint("shili", Tree{}.Add([]byte("a"), []byte("b")), at, testSigner(t, 1))
	if err != nil || !c.Authentic() {
		t.Fatal(err)
	}
	line := c.String()
	back, err := ParseCheckpoint(line)
	if err != nil || back.String() != line || !back.Authentic() || back.Signer() != c.Signer() || back.At != c.At {
		t.Errorf("read back as %v, %v", back, err)
	}
	for i := range line {
		b := []byte(line)
		b[i] ^= 1
		if got, err := ParseCheckpoint(string(b)); err == nil && got.Authentic() {
			t.Errorf("byte %d may be changed: %s", i, b)
		}
	}
	for _, bad := range []string{"", line + " ", line + "\n", " " + line, strings.Replace(line, " 1 ", " 01 ", 1),
		strings.ToUpper(line), strings.Replace(line, "+08:00", "+00:00", 1), line[:len(line)-1]} {
		if got, err := ParseCheckpoint(bad); err == nil && got.Authentic() {
			t.Errorf("%q was read", bad)
		}
	}
}

func FuzzOnlyCheckpointsAreRead(f *testing.F) {
	c, err := NewCheckpoint("shili", Tree{}, 0, testSigner(f, 1))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(c.String())
	f.Fuzz(func(t *testing.T, line string) {
		if c, err := ParseCheckpoint(line); err == nil && c.String() != line {
			t.Errorf("%q reads as %v", line, c)
		}
	})
}

func TestAFileOfCheckpointsIsAddedToAndDropsAnUnfinishedLine(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "a", "b", "shili.txt")
	f := NewFile(path)
	if _, found, err := f.Last(ctx); found || err != nil {
		t.Fatalf("before the first: %v, %v", found, err)
	}
	tree, signer := Tree{}, testSigner(t, 1)
	var want []byte
	for i := range 5 {
		tree = tree.Add(nil, []byte{byte(i)})
		c, err := NewCheckpoint("shili", tree, civil.Instant(i), signer)
		if err != nil {
			t.Fatal(err)
		}
		if err := NewFile(path).Append(ctx, c); err != nil {
			t.Fatal(err)
		}
		want = append(want, c.String()+"\n"...)
		got, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("after %d the file holds %q, %v", i, got, err)
		}
		for _, rest := range []string{strings.Repeat("\x00", 60) + c.String()[60:] + "\n", c.String()[:40*i]} {
			// The power goes.
			if err := os.WriteFile(path, append(got[:len(got):len(got)], rest...), 0o600); err != nil {
				t.Fatal(err)
			}
			if last, found, err := NewFile(path).Last(ctx); err != nil || !found || last.String() != c.String() {
				t.Errorf("the last of %d is %v, %v", i, last, err)
			}
			if i%2 == 0 {
				break // what is added next finds this one
			}
		}
	}
	if err := os.WriteFile(path, []byte("nothing of the kind\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Last(ctx); err == nil {
		t.Error("another file was read")
	}
}
