package sqlstore_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/money"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// childEnv names the folder of the books that a process posts to which is there to be killed.
const childEnv = "GUANGSHA_TEST_CHILD"

const childWorkers = 4

// openFolder opens the books in a folder, with the keys that lie beside them.
func openFolder(folder string) (*city, error) {
	keys, err := gm.LoadOrCreateKeys(filepath.Join(folder, "keys"), rand.Reader)
	if err != nil {
		return nil, err
	}
	w := &opentest.World{Keys: keys, Clock: civil.NewManual(civil.At(civil.DateOf(2024, 1, 1), 9, 0))}
	w.Config = sqlstore.Config{Path: filepath.Join(folder, "guangsha.db"), Clock: w.Clock, Leaf: keys.Leaf}
	if w.Store, err = sqlstore.Open(context.Background(), w.Config); err != nil {
		return nil, err
	}
	w.Books = w.Again(w.Store)
	c := &city{World: w}
	for id := range int64(childWorkers) {
		c.ids = append(c.ids, ledger.AccountID{Home: 1, ID: id + 1})
	}
	return c, nil
}

// newFolder makes books in a folder and closes them.
func newFolder(t *testing.T, folder string) {
	t.Helper()
	c, err := openFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	c.on(t, firstDay)
	c.do(t, func(tx unit.Tx) error { return c.Books.OpenMembers(tx, c.ids) })
	closeStore(t, c.Store)
}

// child posts until it is killed and says what was acknowledged: worker, number, answer.
func child(place string) error {
	folder, round, _ := strings.Cut(place, "|")
	c, err := openFolder(folder)
	if err != nil {
		return err
	}
	errs := make(chan error)
	for w, id := range c.ids {
		go func() {
			for i := 0; ; i++ {
				answer, err := c.ask(fmt.Sprintf("%s-%d-%d", round, w, i), id, 1)
				if err != nil {
					errs <- err
				}
				// One write each, so that no line is cut in two.
				if _, err := fmt.Fprintf(os.Stdout, "%d %d %d\n", w, i, answer); err != nil {
					errs <- err
				}
			}
		}()
	}
	return <-errs
}

// killed runs a child for a while and kills it. It gives what the child said was acknowledged, by worker.
func killed(t *testing.T, folder string, round int, after time.Duration) (acked [childWorkers][]int64) {
	t.Helper()
	ctx, kill := context.WithCancel(context.Background())
	defer kill()
	cmd := exec.CommandContext(ctx, os.Args[0]) // SIGKILL when ctx ends
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d", childEnv, folder, round))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for first := true; lines.Scan(); first = false {
		if first {
			over, release := context.WithTimeout(ctx, after)
			defer release()
			context.AfterFunc(over, kill)
		}
		var w, i int
		var answer int64
		if _, err := fmt.Sscan(lines.Text(), &w, &i, &answer); err != nil || i != len(acked[w]) {
			t.Fatalf("the child said %q", lines.Text())
		}
		acked[w] = append(acked[w], answer)
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the child ended by itself")
	}
	return acked
}

// TestNothingAcknowledgedIsLostWhenTheProcessIsKilled kills a posting process again and again. What it acknowledged is
// there; what it had not acknowledged is there whole or not at all, and asking again books it once.
func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	t.Parallel()
	const kills, longest = 30, 20 * time.Second
	folder := t.TempDir()
	newFolder(t, folder)
	var want [childWorkers]money.Fen
	acknowledged, done, watch := 0, 0, elapsed.Start()
	for ; done < kills && watch.Elapsed() < longest; done++ {
		acked := killed(t, folder, done, time.Duration(mathrand.Int64N(int64(60*time.Millisecond))))
		c, err := openFolder(folder)
		if err != nil {
			t.Fatal(err)
		}
		for w, answers := range acked {
			acknowledged += len(answers)
			want[w] += money.Fen(len(answers)) + 1
			for i := range len(answers) + 1 {
				answer, err := c.ask(fmt.Sprintf("%d-%d-%d", done, w, i), c.ids[w], 1)
				if err != nil || i < len(answers) && answer != answers[i] {
					t.Fatalf("round %d: asking %d of worker %d again gives %d, it was %v; %v", done, i, w, answer,
						answers[i:], err)
				}
			}
			if a := c.account(t, c.ids[w]); a.Balance != want[w] {
				t.Fatalf("round %d: account %d holds %s, want %s", done, w, a.Balance, want[w])
			}
		}
		if done%10 == 9 {
			verified(t, c)
		}
		closeStore(t, c.Store)
	}
	t.Logf("%d kills, %d postings acknowledged, none lost", done, acknowledged)
	if done < 5 || acknowledged == 0 {
		t.Errorf("only %d kills in %s", done, longest)
	}
}

// TestAFullDiskStopsTheStoreAndLosesNothing fills a small disk with postings from several sides.
func TestAFullDiskStopsTheStoreAndLosesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	grow := smallDisk(t, folder)
	newFolder(t, folder)
	c, err := openFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	posted, failures := make([]int, childWorkers), make([]error, childWorkers)
	var wg sync.WaitGroup
	for w, id := range c.ids {
		wg.Go(func() {
			for ; failures[w] == nil; posted[w]++ {
				_, failures[w] = c.ask(strconv.Itoa(w)+"-"+strconv.Itoa(posted[w]), id, 1)
			}
			posted[w]--
		})
	}
	wg.Wait()
	full := 0
	for w, err := range failures {
		if !errors.Is(err, unit.ErrStopped) || errors.Is(err, unit.ErrUnknown) {
			t.Errorf("worker %d met %v", w, err)
		}
		if errors.Is(err, unit.ErrFull) {
			full++
		}
		if _, err := c.ask("later", c.ids[w], 1); !errors.Is(err, unit.ErrStopped) {
			t.Errorf("after that the store answers %v", err)
		}
	}
	if full == 0 {
		t.Error("nobody was told that the disk is full")
	}
	for w, id := range c.ids { // reading goes on
		if a := c.account(t, id); a.Balance != money.Fen(posted[w]) {
			t.Errorf("account %d holds %s, %d postings were acknowledged", w, a.Balance, posted[w])
		}
	}
	if err := c.Store.Close(); err != nil {
		t.Logf("closing on a full disk: %v", err)
	}
	grow()
	if c, err = openFolder(folder); err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, c.Store)
	verified(t, c)
	for w, id := range c.ids {
		for i := range posted[w] + 1 { // the last one was answered with a failure: now it is booked
			if _, err := c.ask(strconv.Itoa(w)+"-"+strconv.Itoa(i), id, 1); err != nil {
				t.Fatal(err)
			}
		}
		if a := c.account(t, id); a.Balance != money.Fen(posted[w]+1) {
			t.Errorf("account %d holds %s, want %d fen", w, a.Balance, posted[w]+1)
		}
	}
	t.Logf("acknowledged before the disk was full: %v", posted)
}
