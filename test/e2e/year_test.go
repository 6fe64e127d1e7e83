package e2e

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// lived is what the tests read of the answer of demo.
type lived struct {
	Members   int   `json:"members"`
	Movements int64 `json:"movements"`
	BooksOK   bool  `json:"books_ok"`
}

func demo(t *testing.T, p place, more ...string) lived {
	t.Helper()
	a := must(t, p.with("demo", append([]string{"--no-serve", "--json"}, more...)...)...)
	var y lived
	if err := json.Unmarshal([]byte(a.out), &y); err != nil {
		t.Fatalf("demo answered %q: %v", a.out, err)
	}
	return y
}

func TestAYearIsLivedAndASecondStartReusesIt(t *testing.T) {
	engines(t, func(t *testing.T, p place) {
		first := demo(t, p, "--members", "100", "--seed", "3")
		if first.Members != 100 {
			t.Errorf("the year had %d members", first.Members)
		}
		again := demo(t, p)
		if again.Members != 100 || again.Movements != 0 {
			t.Errorf("the second start lived again: %+v", again)
		}
		if a := guangsha(t, p.with("demo", "--members", "200")...); a.code != 2 || !strings.Contains(a.err, "另一座示例市") {
			t.Errorf("another city in the same folder: exit code %d, %s", a.code, a.err)
		}
	})
}

func TestAKilledYearGoesOnFromItsBooks(t *testing.T) {
	engines(t, func(t *testing.T, p place) {
		for _, after := range []time.Duration{150 * time.Millisecond, 400 * time.Millisecond, time.Second} {
			run := start(context.Background(), t, p.with("demo", "--members", "200", "--seed", "5", "--no-serve")...)
			time.Sleep(after)
			if err := run.Process.Signal(syscall.SIGKILL); err != nil {
				t.Logf("after %s the year was over: %v", after, err)
			}
			_ = run.Wait() // killed, or over already
		}
		demo(t, p)
	})
}

func TestAnInterruptedYearSaysSoAndGoesOn(t *testing.T) {
	engines(t, func(t *testing.T, p place) {
		run := start(context.Background(), t, p.with("demo", "--members", "500", "--no-serve")...)
		time.Sleep(600 * time.Millisecond)
		if err := run.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if a := finish(t, run); a.code != 1 || !strings.Contains(a.err, "已按要求中断") {
			t.Errorf("exit code %d, %s", a.code, a.err)
		}
		demo(t, p)
	})
}

func TestASecondProcessIsToldWhoWrites(t *testing.T) {
	p := lite(t)
	run := start(context.Background(), t, p.with("demo", "--members", "500", "--no-serve")...)
	time.Sleep(300 * time.Millisecond)
	a := guangsha(t, p.with("demo", "--no-serve")...)
	if a.code != 1 || !strings.Contains(a.err, "进程号") {
		t.Errorf("exit code %d, %s", a.code, a.err)
	}
	if err := run.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	finish(t, run)
}
