package sqlstore_test

import (
	"context"
	"errors"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

func TestAnEventIsDurableWithItsActOrNotAtAll(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		ctx := context.Background()
		announce := func(recorded bool, end error, events ...event.Event) error {
			return w.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error {
				w.Store.Announce(tx, events...)
				if recorded {
					w.Store.Record(tx, audit.Entry{Kind: "test"})
				}
				return end
			})
		}
		outbox := func(want int64) {
			t.Helper()
			if n, err := sqlstore.Count(ctx, w.Store, "outbox"); err != nil || n != want {
				t.Errorf("%d events in the outbox, %v; want %d", n, err, want)
			}
		}
		paid := event.Event{Kind: event.WithdrawalPaid, Ref: 7, Part: 70}
		refused := errors.New("refused")
		if err := announce(true, refused, paid); !errors.Is(err, refused) {
			t.Errorf("an act that was refused ended with %v", err)
		}
		outbox(0)
		if err := announce(false, nil, paid); !errors.Is(err, unit.ErrNoAudit) {
			t.Errorf("an event of an act that nobody recorded ended with %v", err)
		}
		outbox(0)
		if err := announce(true, nil, paid, event.Event{Kind: event.WithdrawalPaid, Ref: 7, Part: 71}); err != nil {
			t.Fatal(err)
		}
		outbox(2)
		if err := announce(true, nil, paid); err == nil {
			t.Error("an event was announced twice")
		}
		outbox(2)
	})
}
