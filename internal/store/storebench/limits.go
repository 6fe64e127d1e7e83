package storebench

import (
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// interest credits a year's interest to every account, in chunks as the close of 30 June does.
func (b *bench) interest(ctx context.Context) (t tally, err error) {
	day := civil.DateOf(2024, 1, 1)
	err = b.store.Do(ctx, by, "bench.close", func(tx unit.Tx) error { return b.books.StartClose(tx, day) })
	watch := elapsed.Start()
	for after := (ledger.AccountID{}); err == nil; {
		var done ledger.Credited
		var last ledger.AccountID
		var n int
		one := elapsed.Start()
		err = b.store.Do(ctx, by, "bench.interest", func(tx unit.Tx) (err error) {
			if last, n, err = b.books.AccountsAfter(tx, after, 10_000); err != nil || n == 0 {
				return err
			}
			done, err = b.books.PostCrediting(tx, ledger.Crediting{Branch: "01", Summary: "结息", Day: day,
				Rate: 150_000, After: after, Through: last})
			return err
		})
		if n == 0 {
			break
		}
		b.took1(one.Elapsed())
		t.entries += done.Rows
		after = last
	}
	t.spent = watch.Elapsed()
	return t, err
}

// bare runs the two statements that move accounts and write movements, each list in a transaction of its own, from as
// many callers as post.
func (b *bench) bare(ctx context.Context) (int64, error) {
	var total, voucher atomic.Int64
	errs := make([]error, b.clients())
	watch := elapsed.Start()
	var wg sync.WaitGroup
	for c := range errs {
		wg.Go(func() {
			for k := 0; watch.Elapsed() < b.For/3 && errs[c] == nil; k++ {
				home, first, n := b.target(c, k)
				rows := make([]ledger.MemberRow, n)
				for i, id := range b.homes[home][first : first+n] {
					rows[i] = ledger.MemberRow{Account: id, Amount: money.Yuan}
				}
				errs[c] = b.store.Bare(ctx, ledger.VoucherID(voucher.Add(-1)), civil.DateOf(2024, 1, 2),
					ledger.MemberBatch{Kind: ledger.MoveRemittance, Rows: rows})
				total.Add(int64(n))
			}
		})
	}
	wg.Wait()
	return perSecond(total.Load(), watch.Elapsed()), errors.Join(errs...)
}

// log appends 32 bytes an entry to a file and flushes it once per list.
func (b *bench) log() (rate int64, err error) {
	f, err := os.Create(filepath.Join(b.dir, "log"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	list := b.List
	if b.What == "single" {
		list = 1
	}
	watch := elapsed.Start()
	var n int64
	var buf []byte
	for watch.Elapsed() < b.For/3 {
		buf = buf[:0]
		for i := range list {
			for k := range 4 {
				buf = binary.BigEndian.AppendUint64(buf, uint64(n)+uint64(i*k))
			}
		}
		if _, err := f.Write(buf); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		n += int64(list)
	}
	return perSecond(n, watch.Elapsed()), nil
}
