package turns_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/turns"
)

// TestTurnsAreTakenAtTheirBeat takes a turn at once after one that left something, and waits a beat after one that
// failed or left nothing; the alarm hears of each beginning and end of failures once, and nothing of the last turn.
func TestTurnsAreTakenAtTheirBeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, broken := elapsed.Start(), errors.New("断了")
		var at []time.Duration
		var heard []string
		answers := []struct {
			more bool
			err  error
		}{{true, nil}, {false, nil}, {true, broken}, {false, broken}, {false, nil}, {false, nil}}
		l := turns.Loop{Beat: time.Second, Fails: "失败：", GoesOn: "恢复",
			Alarm: func(s string) { heard = append(heard, s) }}
		l.Turn = func(ctx context.Context) (bool, error) {
			n := len(at)
			if at = append(at, began.Elapsed()); n < len(answers) {
				return answers[n].more, answers[n].err
			}
			<-ctx.Done()
			return true, ctx.Err()
		}
		l.Start()
		<-time.NewTimer(5500 * time.Millisecond).C
		l.Close()
		l.Close()
		want := []time.Duration{0, 0, time.Second, 2 * time.Second, 3 * time.Second, 4 * time.Second, 5 * time.Second}
		if !slices.Equal(at, want) {
			t.Errorf("turns at %v, want %v", at, want)
		}
		if !slices.Equal(heard, []string{"失败：断了", "恢复"}) {
			t.Errorf("the alarm has heard %q", heard)
		}
	})
	(&turns.Loop{}).Close()
}
