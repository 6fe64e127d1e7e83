package auditverify

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"guangsha/internal/audit"
)

var (
	seed = flag.Uint64("seed", 5, "of the tamperings")
	full = flag.Bool("full", false, "five hundred tamperings instead of seventy")
)

const (
	logSize = 100_000
	stage   = 1000 // entries between two trees that the thief may go on from
)

// thief is somebody who has the database, and in some cases the keys as well.
type thief struct {
	*rand.Rand
	log   *lived
	trees []audit.Tree // after each stage
}

// tampering is one change to a copy of the rows.
type tampering struct {
	r    *rows
	what string
	// at are the numbers of which one must be named; none where the whole log is another one.
	at []int64
	// outside says that the log agrees with itself, so that only a checkpoint tells.
	outside bool
	// forged are checkpoints that the thief signed anew with a stolen key and put into the data folder.
	forged []byte
}

var kinds = []struct {
	name   string
	tamper func(t *thief, r *rows) tampering
}{
	{"edit", (*thief).edit},
	{"delete", (*thief).delete},
	{"insert", (*thief).insert},
	{"swap", (*thief).swap},
	{"cut the tail", (*thief).cut},
	{"re-chain with a stolen key", (*thief).rechain},
	{"restore an old copy", (*thief).restore},
}

// place is a seal of the log and its entry.
func (t *thief) place(r *rows) (i, j int) {
	i = t.IntN(len(r.seals))
	j, _ = r.find(r.seals[i].entry)
	return i, j
}

// another changes one byte.
func (t *thief) another(b []byte) []byte {
	b = slices.Clone(b)
	b[t.IntN(len(b))] ^= 1 << t.IntN(8)
	return b
}

func (t *thief) edit(r *rows) tampering {
	i, j := t.place(r)
	e := *r.entries[j]
	n, what := r.seals[i].n, ""
	switch t.IntN(8) {
	case 0:
		e.At, what = e.At-1, "its instant"
	case 1:
		e.Op, what = "member.seal", "its use case"
	case 2:
		e.Kind, what = "day.closed", "its kind"
	case 3:
		e.ID, what = e.ID+1, "the record it is found by"
	case 4:
		e.Canonical, what = t.another(e.Canonical), "a bit of its bytes"
	case 5:
		e.Leaf, what = t.another(e.Leaf), "a bit of its leaf"
	case 6:
		e, what = *stored(t.log.leaf, e.Seq, e.ID+t.Int64N(1e6)+1), "its amount, with the key of the leaves"
	default:
		link := []byte(r.seals[i].link)
		link[t.IntN(64)] = "0123456789abcdef"[t.IntN(16)]
		if string(link) == r.seals[i].link {
			link[0] ^= 1
		}
		r.seals[i].link, what = string(link), "its link"
	}
	r.entries[j] = &e
	return tampering{r: r, what: what, at: []int64{n}}
}

func (t *thief) delete(r *rows) tampering {
	i, j := t.place(r)
	n := r.seals[i].n
	switch t.IntN(4) {
	case 0:
		r.entries = slices.Delete(r.entries, j, j+1)
		return tampering{r: r, what: "entry", at: []int64{n}}
	case 1:
		r.seals = slices.Delete(r.seals, i, i+1)
		return tampering{r: r, what: "seal", at: []int64{n, n - 1}}
	case 2:
		r.entries, r.seals = slices.Delete(r.entries, j, j+1), slices.Delete(r.seals, i, i+1)
		return tampering{r: r, what: "both", at: []int64{n, n - 1}}
	}
	r.entries, r.seals = slices.Delete(r.entries, j, j+1), slices.Delete(r.seals, i, i+1)
	for k := range r.seals[i:] {
		r.seals[i+k].n--
	}
	r.head.Size--
	return tampering{r: r, what: "both, and what follows numbered anew", at: []int64{n, n - 1}}
}

func (t *thief) insert(r *rows) tampering {
	i, j := t.place(r)
	id := r.entries[len(r.entries)-1].Seq + 1 + t.Int64N(1e9)
	e := *r.entries[j]
	switch t.IntN(4) {
	case 0:
		e.Seq = id
		r.put(&e)
		return tampering{r: r, what: "a copy under another id"}
	case 1:
		e = *stored(t.log.leaf, id, 1)
		e.Leaf = t.another(e.Leaf)
		r.put(&e)
		return tampering{r: r, what: "an entry without the key"}
	case 2:
		r.put(stored(t.log.leaf, id, 1))
		r.seals = slices.Insert(r.seals, i, sealRow{r.seals[i].n, id, r.seals[i].link})
		for k := range r.seals[i+1:] {
			r.seals[i+1+k].n++
		}
		r.head.Size++
		return tampering{r: r, what: "an entry with the key, among the others", at: []int64{r.seals[i].n}}
	}
	r.head.Tree = r.head.Add(e.Leaf, e.Canonical)
	r.seals = append(r.seals, sealRow{r.head.Size, e.Seq, r.head.Link.String()})
	return tampering{r: r, what: "an entry a second time", at: []int64{r.head.Size}}
}

func (t *thief) swap(r *rows) tampering {
	i, j := t.place(r)
	k, l := t.place(r)
	for k == i {
		k, l = t.place(r)
	}
	at := []int64{r.seals[i].n, r.seals[k].n}
	switch t.IntN(3) {
	case 0:
		r.seals[i].entry, r.seals[k].entry = r.seals[k].entry, r.seals[i].entry
		return tampering{r: r, what: "the numbers of two entries", at: at}
	case 1:
		r.seals[i].link, r.seals[k].link = r.seals[k].link, r.seals[i].link
		return tampering{r: r, what: "the links of two entries", at: at}
	}
	a, b := *r.entries[j], *r.entries[l]
	a.Seq, b.Seq = b.Seq, a.Seq
	r.entries[j], r.entries[l] = &b, &a
	return tampering{r: r, what: "what two entries say", at: at}
}

// back is a log as it was after n entries.
func (t *thief) back(r *rows, n int) {
	base := n / stage * stage
	r.head.Tree = t.trees[base/stage]
	for _, s := range r.seals[base:n] {
		i, _ := r.find(s.entry)
		r.head.Tree = r.head.Add(r.entries[i].Leaf, r.entries[i].Canonical)
	}
	i, _ := r.find(r.seals[n].entry)
	r.seals, r.entries = r.seals[:n], r.entries[:i]
	r.head.At = audit.Position{}
	if i > 0 {
		r.head.At.Entry = r.entries[i-1].Seq
	}
}

func (t *thief) cut(r *rows) tampering {
	n := logSize - 1 - t.IntN(logSize/2)
	i, _ := r.find(r.seals[n].entry)
	head, entries := r.head, r.entries
	switch t.IntN(5) {
	case 0:
		r.entries = r.entries[:i]
		return tampering{r: r, what: "its entries", at: []int64{int64(n) + 1}}
	case 1:
		r.seals = r.seals[:n]
		return tampering{r: r, what: "its seals", at: []int64{logSize}}
	case 2:
		t.back(r, n)
		r.head = head
		return tampering{r: r, what: "both", at: []int64{logSize}}
	case 3:
		t.back(r, n)
		r.entries = entries
		return tampering{r: r, what: "its seals, and the head put back", outside: true}
	}
	t.back(r, n)
	return tampering{r: r, what: "both, and the head put back", outside: true}
}

// rechain changes history at one number and makes everything from there on anew, so that the log agrees with itself.
func (t *thief) rechain(r *rows) tampering {
	i := t.IntN(logSize - 1)
	j, _ := r.find(r.seals[i].entry)
	tail := slices.Clone(r.entries[j:])
	what := ""
	switch t.IntN(3) {
	case 0:
		tail[0], what = stored(t.log.leaf, tail[0].Seq, tail[0].ID+t.Int64N(1e6)+1), "from an entry changed"
	case 1:
		tail, what = tail[1:], "from an entry deleted"
	case 2:
		what = "from two entries swapped"
		a, b := tail[0], tail[1]
		tail[0], tail[1] = stored(t.log.leaf, a.Seq, 100*b.Seq), stored(t.log.leaf, b.Seq, 100*a.Seq)
	}
	t.back(r, i)
	r.entries = append(r.entries[:len(r.entries):len(r.entries)], tail...)
	r.seals = r.seals[:len(r.seals):len(r.seals)]
	t.sealOn(r)
	c := tampering{r: r, what: what, outside: true}
	if t.IntN(2) == 0 {
		c.what += ", with the signing key as well"
		c.forged = t.forge(r)
	}
	return c
}

func (t *thief) sealOn(r *rows) {
	if err := audit.NewSealer(audit.Sealing{Log: r, Clock: t.log.clock}).SealNow(context.Background()); err != nil {
		panic(err)
	}
}

// forge signs what the log now comes to, at the instant of the last checkpoint.
func (t *thief) forge(r *rows) []byte {
	c, err := audit.NewCheckpoint(centre, r.head.Tree, t.log.shelf.list[len(t.log.shelf.list)-1].At, t.log.signer)
	if err != nil {
		panic(err)
	}
	return []byte(c.String() + "\n")
}

func (t *thief) restore(r *rows) tampering {
	n := 1 + t.IntN(logSize-2)
	c := tampering{what: "and left", outside: true, r: r}
	if t.IntN(2) == 0 {
		n = logSize - 1 - t.IntN(5000)
		c.what = "and gone on beyond the last checkpoint"
	}
	t.back(r, n)
	if c.what != "and left" {
		r.entries = r.entries[:len(r.entries):len(r.entries)]
		r.seals = r.seals[:len(r.seals):len(r.seals)]
		for next := r.entries[len(r.entries)-1].Seq + 1; len(r.entries) < logSize+10; next++ {
			r.entries = append(r.entries, stored(t.log.leaf, next, 7))
		}
		t.sealOn(r)
	}
	return c
}

// judge says what is wrong with how a tampering was met; nothing when it was found, and only by what can find it.
func judge(t *testing.T, l *lived, c tampering, kept Checkpoints) string {
	inside := verify(t, c.r, l.leaf)
	if !c.outside {
		hit := len(c.at) == 0 || slices.ContainsFunc(inside.Findings, func(f Finding) bool {
			return slices.Contains(c.at, f.Number)
		})
		if inside.OK || !hit {
			return fmt.Sprintf("not found at %v: %+v", c.at, inside)
		}
		return ""
	}
	if !inside.OK {
		return fmt.Sprintf("found without a checkpoint, so this does not prove what checkpoints are for: %+v", inside)
	}
	files := []Checkpoints{kept}
	if c.forged != nil {
		folder := Read("folder", centre, c.forged)
		if r := verify(t, c.r, l.leaf, folder); !r.OK {
			return fmt.Sprintf("found by forged checkpoints: %+v", r)
		}
		files = append(files, folder)
	}
	if r := verify(t, c.r, l.leaf, files...); r.OK {
		return "not found with the checkpoints"
	}
	return ""
}

func TestTamperingsOfAHundredThousandEntriesAreFound(t *testing.T) {
	t.Parallel()
	l, trees := newLog(t), []audit.Tree{{}}
	for n := stage; n <= logSize; n += stage {
		l.record(stage)
		if err := l.sealer.SealNow(context.Background()); err != nil {
			t.Fatal(err)
		}
		trees = append(trees, l.head.Tree)
		if n%(10*stage) == 0 {
			l.seal(t)
		}
	}
	kept := Read("outside", centre, l.shelf.text())
	if r := verify(t, &l.rows, l.leaf, kept); !r.OK || r.Sealed != logSize || kept.Len() != 10 {
		t.Fatalf("untouched: %+v", r)
	}
	many := 10 * len(kinds)
	if *full {
		many = 500
	}
	t.Logf("%d tamperings with -seed=%d", many, *seed)
	var (
		wg       sync.WaitGroup
		mu       sync.Mutex
		next     = make(chan int)
		found    = map[string]int{}
		outsider = map[string]int{}
	)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				k := kinds[i%len(kinds)]
				c := k.tamper(&thief{rand.New(rand.NewPCG(*seed, uint64(i))), l, trees}, l.copy())
				wrong := judge(t, l, c, kept)
				mu.Lock()
				if wrong != "" {
					t.Errorf("%d: %s: %s: %s", i, k.name, c.what, wrong)
				} else if found[k.name]++; c.outside {
					outsider[k.name]++
				}
				mu.Unlock()
			}
		})
	}
	for i := range many {
		next <- i
	}
	close(next)
	wg.Wait()
	all := 0
	for _, k := range kinds {
		t.Logf("%-28s %3d found, of them %3d only thanks to a checkpoint kept outside", k.name, found[k.name],
			outsider[k.name])
		all += found[k.name]
	}
	t.Logf("%d of %d found", all, many)
	if outsider["restore an old copy"] != found["restore an old copy"] ||
		outsider["re-chain with a stolen key"] != found["re-chain with a stolen key"] {
		t.Error("what only a checkpoint can tell was told without one")
	}
}
