package auditverify

import (
	"crypto/rand"
	"slices"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
)

// signed is a checkpoint of a tree a number of minutes after nine.
func signed(t *testing.T, s secret.Signer, centre string, tree audit.Tree, minutes int) audit.Checkpoint {
	t.Helper()
	c, err := audit.NewCheckpoint(centre, tree, civil.At(civil.DateOf(2024, 1, 1), 9, minutes), s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEachWayACheckpointCanBeWrongHasItsCode(t *testing.T) {
	l, trees := newLog(t), []audit.Tree{{}}
	l.record(9)
	for _, e := range l.entries {
		trees = append(trees, trees[len(trees)-1].Add(e.Leaf, e.Canonical))
	}
	l.seal(t)
	thief, err := gm.NewSigner(append(make([]byte, 31), 9), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	point := func(n, minutes int) audit.Checkpoint { return signed(t, l.signer, centre, trees[n], minutes) }
	foreign, unsigned := signed(t, thief, centre, trees[4], 2), point(5, 1)
	unsigned.At++
	other := trees[5].Add([]byte("another"), []byte("entry"))
	beyond := trees[9].Add([]byte("cut"), []byte("off"))
	for name, c := range map[string]struct {
		list []audit.Checkpoint
		more string
		code string // none: all is well
	}{
		"as it was":         {[]audit.Checkpoint{point(0, 0), point(3, 1), point(9, 2), point(9, 2)}, "", ""},
		"never finished":    {[]audit.Checkpoint{point(3, 1)}, "guangsha-checkpoint-1 shi", ""},
		"begun by nobody":   {[]audit.Checkpoint{point(3, 1)}, "guangsha-\x00\x00\x00 end\n", ""},
		"a hole before":     {[]audit.Checkpoint{}, "guangsha-\x00\x00\n" + point(3, 1).String() + "\n", CodeForm},
		"no checkpoint":     {[]audit.Checkpoint{point(3, 1)}, "anything\n", CodeForm},
		"not signed so":     {[]audit.Checkpoint{unsigned}, "", CodeSignature},
		"another key":       {[]audit.Checkpoint{point(3, 1), foreign}, "", CodeSignature},
		"another centre":    {[]audit.Checkpoint{signed(t, l.signer, "other", trees[3], 1)}, "", CodeOtherBooks},
		"a size that falls": {[]audit.Checkpoint{point(5, 1), point(4, 2)}, "", CodeOrder},
		"time turned back":  {[]audit.Checkpoint{point(4, 2), point(5, 1)}, "", CodeOrder},
		"a log cut off":     {[]audit.Checkpoint{signed(t, l.signer, centre, beyond, 1)}, "", CodeShort},
		"another log":       {[]audit.Checkpoint{signed(t, l.signer, centre, other, 1)}, "", CodeRoot},
	} {
		file := shelf{c.list}
		r := verify(t, &l.rows, l.leaf, Read("file", centre, append(file.text(), c.more...)))
		if c.code == "" {
			if !r.OK {
				t.Errorf("%s: %+v", name, r)
			}
			continue
		}
		if r.OK || r.Found != 1 || !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == c.code }) {
			t.Errorf("%s: %+v, want %s", name, r, c.code)
		}
	}
}

func TestAHeadThatIsNotWhatTheSealsComeToIsFound(t *testing.T) {
	for name, change := range map[string]func(h *audit.Head){
		"size":  func(h *audit.Head) { h.Size-- },
		"back":  func(h *audit.Head) { h.At.Entry-- },
		"link":  func(h *audit.Head) { h.Link[3]++ },
		"peaks": func(h *audit.Head) { h.Peaks = append([]audit.Hash{{1}}, h.Peaks[1:]...) },
	} {
		l := newLog(t)
		l.record(9)
		l.seal(t)
		change(&l.head)
		if r := verify(t, &l.rows, l.leaf); r.OK || r.Findings[0].Code != CodeHead {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
