// Package storebench measures what durable postings cost on this machine, on books of its own that it removes. Each
// measurement answers one question and stands beside two limits of the same run: the bare statements without
// voucher, request and audit, and a plain log that is flushed once per list.
package storebench

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/store/pgcluster"
	"guangsha/internal/store/sqlstore"
)

// Options says what to measure.
type Options struct {
	What    string // remittance, single or interest
	Engine  string // sqlite or postgres
	Members int    // member accounts in the books
	List    int    // rows of one list
	Clients int    // how many post at once; 0 is what clients says
	Folder  string // where the books are made for the time of the measurement; empty for the system's place
	DSN     string // a running PostgreSQL server; empty for one of its own
	// For is how long to post with the sealer, and how long without; 0 is three seconds. The two limits take a third of
	// it each.
	For time.Duration
}

// Result is one measurement. Rates are per second; latencies are of one unit of work.
type Result struct {
	What       string      `json:"what"`
	Engine     string      `json:"engine"`
	Members    int         `json:"members"`
	List       int         `json:"list"`
	Clients    int         `json:"clients"`
	Entries    int64       `json:"entries"`
	PerSecond  int64       `json:"entries_per_second"` // with the sealer of the audit log running
	Unsealed   int64       `json:"without_sealer_per_second"`
	P50        json.Number `json:"p50_ms"`
	P99        json.Number `json:"p99_ms"`
	Bytes      int64       `json:"bytes_per_entry"`
	Bare       int64       `json:"bare_statements_per_second"`
	Log        int64       `json:"append_log_per_second"`
	Retries    json.Number `json:"retries_per_100_units"`
	CommitMean json.Number `json:"fsync_mean_ms"`
}

// bench is a set of books made for one measurement.
type bench struct {
	Options
	dir   string
	store *sqlstore.Store
	books *ledger.Books
	// people says that the clerk who posts may do so, as in the product: each unit holds it against the books.
	people *access.Service
	homes  [][]ledger.AccountID
	// signer signs checkpoints; sealer is nil while none runs.
	signer secret.Signer
	sealer *audit.Sealer
	clock  civil.Clock
	took   []time.Duration
	mu     sync.Mutex
}

var by = act.By{Actor: "bench", Door: act.Counter, Branch: "01", Trace: "bench"}

// check finds options that cannot be measured.
func (o Options) check() error {
	switch {
	case !slices.Contains([]string{"remittance", "single", "interest"}, o.What):
		return refusal.Bad("bench.what", "可测的项目是 remittance（汇缴）、single（单笔）、interest（结息）")
	case !slices.Contains([]string{"sqlite", "postgres"}, o.Engine):
		return refusal.Bad("bench.engine", "数据库应为 sqlite 或 postgres")
	case o.DSN != "" && o.Engine != "postgres":
		return refusal.Bad("bench.engine", "给出了 PostgreSQL 连接串，请同时给出 --engine postgres")
	case o.List < 1 || o.List > 10_000 || o.Members < o.List || o.Members > 10_000_000:
		return refusal.Bad("bench.size", "清册人数应为1至10000，个人账户数应不少于清册人数且不超过1000万")
	case o.Clients < 0 || o.Clients > 256:
		return refusal.Bad("bench.clients", "并发数应为1至256；不给则按项目取值")
	}
	return nil
}

// Run makes books, measures and removes them. report hears what is going on.
func Run(ctx context.Context, o Options, report func(string)) (r Result, err error) {
	if o.For == 0 {
		o.For = 3 * time.Second
	}
	if o.What != "remittance" {
		o.List = min(o.List, max(1, o.Members)) // then only the size of the homes that the accounts lie in
	}
	if err := o.check(); err != nil {
		return r, err
	}
	b := &bench{Options: o}
	stop, err := b.open(ctx)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	report(fmt.Sprintf("建立%d个个人账户", o.Members))
	if err := b.fill(ctx); err != nil {
		return r, err
	}
	r = Result{What: o.What, Engine: o.Engine, Members: o.Members, List: o.List, Clients: b.clients()}
	before, err := b.store.Size(ctx)
	if err != nil {
		return r, err
	}
	report("记账，封存时有时无")
	unitsBefore, retriesBefore := b.store.Stats.Units.Load(), b.store.Stats.Retries.Load()
	with, without, err := b.measure(ctx)
	if err != nil {
		return r, err
	}
	after, err := b.store.Size(ctx)
	if err != nil {
		return r, err
	}
	r.Entries, r.PerSecond = with.entries, perSecond(with.entries, with.spent)
	r.Unsealed = perSecond(without.entries, without.spent)
	r.Bytes = max(0, after-before) / max(1, with.entries+without.entries)
	r.P50, r.P99 = b.quantile(50), b.quantile(99)
	units, retries := b.store.Stats.Units.Load()-unitsBefore, b.store.Stats.Retries.Load()-retriesBefore
	r.Retries = thousandths(retries * 100_000 / max(1, units))
	r.CommitMean = millis(b.store.FsyncMean())
	report("对照：只有余额与明细两条语句")
	if r.Bare, err = b.bare(ctx); err != nil {
		return r, err
	}
	report("对照：顺序追加的日志")
	r.Log, err = b.log()
	return r, err
}

func (b *bench) open(ctx context.Context) (stop func() error, err error) {
	if b.Folder != "" {
		if err := os.MkdirAll(b.Folder, 0o700); err != nil {
			return nil, fmt.Errorf("make a folder: %w", err)
		}
	}
	if b.dir, err = os.MkdirTemp(b.Folder, "guangsha-bench-"); err != nil {
		return nil, err
	}
	stops := []func() error{func() error { return os.RemoveAll(b.dir) }}
	stop = func() error {
		var errs []error
		for _, f := range slices.Backward(stops) {
			errs = append(errs, f())
		}
		return errors.Join(errs...)
	}
	keys, err := gm.NewKeys(rand.Reader)
	if err != nil {
		return nil, errors.Join(err, stop())
	}
	if b.signer, err = gm.LoadOrCreateSigner(filepath.Join(b.dir, "sm2"), rand.Reader); err != nil {
		return nil, errors.Join(err, stop())
	}
	b.clock = civil.NewManual(civil.At(civil.DateOf(2024, 1, 1), 9, 0))
	cfg := sqlstore.Config{Path: filepath.Join(b.dir, "bench.db"), Clock: b.clock, Leaf: keys.Leaf}
	if cfg.DSN = b.DSN; b.Engine == "postgres" {
		if cfg.DSN == "" {
			c, err := pgcluster.Start(ctx)
			if err != nil {
				return nil, errors.Join(err, stop())
			}
			stops = append(stops, c.Stop)
			cfg.DSN = c.DSN()
		}
		cfg.Schema = sqlstore.PassingSchema(filepath.Base(b.dir))
		stops = append(stops, func() error { return sqlstore.DropPassing(context.WithoutCancel(ctx), cfg) })
	}
	if b.store, err = sqlstore.Open(ctx, cfg); err != nil {
		return nil, errors.Join(err, stop())
	}
	stops = append(stops, b.store.Close)
	roles, err := access.NewRoles([]access.Role{{Code: "clerk", Title: "经办", Kind: access.Staff,
		May: []access.Permission{access.BookArrivals}}})
	if err != nil {
		return nil, errors.Join(err, stop())
	}
	b.people = access.New(access.Deps{Work: b.store, Store: b.store.Access(), Audit: b.store, Clock: b.clock,
		Roles: roles})
	b.books = ledger.New(b.store, b.store, gm.NewHash, keys.Request)
	return stop, nil
}

// fill opens the day and the accounts: homes of one list each, as members of one employer lie.
func (b *bench) fill(ctx context.Context) error {
	err := b.store.Do(ctx, by, "bench.begin", func(tx unit.Tx) error {
		clerk := access.Person{ID: 1, Code: by.Actor, Kind: access.Staff, Office: by.Branch, Version: 1}
		if err := b.store.Access().SavePeople(tx, []access.Person{clerk}); err != nil {
			return err
		}
		posts := map[access.PersonID][]access.Post{1: {{Role: "clerk", Branch: by.Branch}}}
		if err := b.store.Access().SetPosts(tx, posts); err != nil {
			return err
		}
		return b.books.Begin(tx, civil.DateOf(2024, 1, 1))
	})
	for first := 0; err == nil && first < b.Members; first += b.List {
		ids := make([]ledger.AccountID, min(b.List, b.Members-first))
		for i := range ids {
			ids[i] = ledger.AccountID{Home: int64(len(b.homes) + 1), ID: int64(first + i + 1)}
		}
		b.homes = append(b.homes, ids)
		err = b.store.Do(ctx, by, "bench.open", func(tx unit.Tx) error { return b.books.OpenMembers(tx, ids) })
	}
	if err != nil || b.What == "remittance" {
		return err
	}
	for h := range b.homes {
		if err := b.post(ctx, fmt.Sprint("fill-", h), h, 0, len(b.homes[h]), 1_000_000); err != nil {
			return err
		}
	}
	return nil
}

// clients is how many post at once unless the options say: four with lists, on SQLite sharing its one writer's
// commits and on PostgreSQL a connection each; for single postings 64 on SQLite and sixteen on PostgreSQL. Interest is
// credited by the close of a day, which is one.
func (b *bench) clients() int {
	switch {
	case b.What == "interest":
		return 1
	case b.Clients > 0:
		return b.Clients
	case b.What == "remittance":
		return 4
	case b.Engine == "sqlite":
		return 64
	}
	return 16
}

// target is where a client posts the next time: a whole home, or one account of it. No two clients post to the same
// one as long as there are as many as clients.
func (b *bench) target(client, turn int) (home, first, rows int) {
	all := len(b.homes)
	if b.What == "single" {
		all = b.Members
	}
	n := client % all
	if share := all / b.clients(); share > 1 {
		n += turn % share * b.clients()
	}
	if b.What != "single" {
		return n, 0, len(b.homes[n])
	}
	return n / b.List, n % b.List, 1
}

// post is one durable posting with everything it has in the product: request key, voucher, lines, account state with
// day-product, movements with running balance, audit entry, event.
func (b *bench) post(ctx context.Context, key string, home, first, rows int, each money.Fen) error {
	ids := b.homes[home][first : first+rows]
	total := each * money.Fen(rows)
	p := ledger.Posting{Kind: ledger.KindRemittance, Branch: "01", Summary: "汇缴",
		Lines:   []ledger.Line{ledger.Debit(ledger.FundDemand, total), ledger.Credit(ledger.HousingFund, total)},
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: 1, Amount: -total, Ref: key}},
		Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance, PaidThrough: civil.MonthOf(2024, 1),
			Rows: make([]ledger.MemberRow, rows)}}}
	for i, id := range ids {
		p.Members[0].Rows[i] = ledger.MemberRow{Account: id, Amount: each}
	}
	request := ledger.Request{Home: ids[0].Home, Key: key, Content: []byte(key)}
	ctx, err := access.Allow(ctx, b.people.Gate(), by, access.BookArrivals)
	if err != nil {
		return err
	}
	return b.people.Guarded().Do(ctx, by, "bench.post", func(tx unit.Tx) error {
		_, err := b.books.Once(tx, request, "request", func(id int64) error {
			voucher, err := b.books.Post(tx, p)
			b.store.Announce(tx, event.Event{Kind: event.ListPosted, Ref: id, Part: int64(voucher)})
			return err
		})
		return err
	})
}

// took1 hears how long a unit of work took beside the sealer.
func (b *bench) took1(d time.Duration) {
	if b.sealer == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.took = append(b.took, d)
}

func (b *bench) quantile(percent int) json.Number {
	slices.Sort(b.took)
	if len(b.took) == 0 {
		return "0.000"
	}
	return millis(b.took[(len(b.took)-1)*percent/100])
}

func perSecond(n int64, d time.Duration) int64 {
	return int64(money.MulDiv(money.Fen(n), int64(time.Second), max(1, int64(d)), money.HalfUp))
}

// millis writes a duration in milliseconds with three decimals.
func millis(d time.Duration) json.Number {
	return thousandths(d.Microseconds())
}

// thousandths writes a number of thousandths with three decimals.
func thousandths(n int64) json.Number { return json.Number(fmt.Sprintf("%d.%03d", n/1000, n%1000)) }
