package audit

import (
	"bytes"
	"context"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
)

// Checkpoint signs the head and keeps it in every place that is due: when nothing has been kept there by this sealer
// yet, a minute after the last one, or after a thousand entries. With last it does so wherever the log has grown.
func (s *Sealer) Checkpoint(ctx context.Context, last bool) {
	s.turn.Lock()
	defer s.turn.Unlock()
	if !s.known {
		return
	}
	var made Checkpoint
	trouble := clearAlarm
	for i, place := range s.with.Places {
		if err := s.remember(ctx, i); err != nil {
			trouble = "检查点存放处读不出来，暂不能存入检查点，将继续重试：" + err.Error()
			continue
		}
		k := &s.kept[i]
		if k.wrong {
			trouble = "审计日志与检查点不符：日志比检查点旧，或被重算过。不再存入检查点；请保留现场，用 guangsha audit verify 核对"
			continue
		}
		if !k.due(s.head.Size, last) {
			continue
		}
		if made.Size == 0 {
			var err error
			if made, err = NewCheckpoint(s.with.Centre, s.head.Tree, s.instant(), s.with.Signer); err != nil {
				trouble = "检查点签名失败，将继续重试：" + err.Error()
				break
			}
		}
		if err := place.Append(ctx, made); err != nil {
			trouble = "检查点存不进去，将继续重试：" + err.Error()
			continue
		}
		*k = kept{last: made, found: true, read: true, since: elapsed.Start()}
	}
	s.tell(alarmPlace, trouble, "检查点已恢复按时存入")
}

// instant is the time of the clock that the entries have theirs from. It never goes back: a rehearsal that is taken up
// again begins at its first day, and a clock that was set back shows as checkpoints of one instant.
func (s *Sealer) instant() civil.Instant {
	at := s.with.Clock.Now()
	for _, k := range s.kept {
		at = max(at, k.last.At)
	}
	return at
}

// due says whether a place should get a checkpoint of a log of this size.
func (k kept) due(size int64, last bool) bool {
	grown := size - k.last.Size
	first := k.since == elapsed.Watch{}
	return grown > 0 && (last || first || grown >= manyNew || k.since.Elapsed() >= Interval)
}

// remember reads the newest checkpoint of a place, once. One that the log does not come to, or that another key has
// signed, tells that the log is not the one it was made of: an old copy, for example. Whether a longer log has grown
// out of it, the verifier finds out, which reads every entry.
func (s *Sealer) remember(ctx context.Context, i int) error {
	k := &s.kept[i]
	if k.read {
		return nil
	}
	c, found, err := s.with.Places[i].Last(ctx)
	if err != nil {
		return err
	}
	k.last, k.found, k.read = c, found, true
	if found {
		k.wrong = c.Centre != s.with.Centre || !bytes.Equal(c.Public, s.with.Signer.Public()) || !c.Authentic() ||
			c.Size > s.head.Size || c.Size == s.head.Size && c.Root != s.head.Root()
	}
	return nil
}
