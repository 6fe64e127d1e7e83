// Package app puts a centre together: the store, the keys, the books and every service, from a configuration, a clock
// and a source of randomness. It is the one place that knows them all, and holds no rule of the business.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/turns"
	"guangsha/internal/cases"
	"guangsha/internal/gateway/clamd"
	"guangsha/internal/ledger"
	"guangsha/internal/message"
	"guangsha/internal/opening"
	"guangsha/internal/paper"
	"guangsha/internal/policy"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/workorder"
	"guangsha/policies"
)

// Version is the version of the program.
const Version = "0.1.0"

// Codes of the refusals that opening a centre can answer with.
const (
	CodeNoBooks = "app.no-books"
	CodeNoKeys  = "app.no-keys"
)

// Centre is an opened centre.
type Centre struct {
	Services
	Config Config
	Clock  civil.Clock

	store   *sqlstore.Store
	lock    *lock
	keys    secret.KeyProvider
	sealer  *audit.Sealer      // nil where nothing is written
	loop    *message.Loop      // nil where no door delivers
	courier *cases.Courier     // nil where no service platform is connected
	orders  *workorder.Courier // nil where no government hotline is connected by it
	looked  *turns.Loop        // keeps what members looked at of their own; nil where nothing is written

	sealedWith int // field key that everything is known to be sealed with, zero while that was not looked up
}

// Open opens a centre, and makes its folder, keys and database when there are none. The process that opens it for
// writing holds the folder's lock until Close; a second one is refused with CodeLocked. Opening for reading makes
// nothing: it refuses with CodeNoBooks where there are no books. A folder whose books are there and whose keys are not
// is refused with CodeNoKeys, because new keys would open none of them. While an opening is under way, only who goes on
// with it may open the books.
func Open(ctx context.Context, cfg Config, clock civil.Clock, random io.Reader, outside Outside) (*Centre, error) {
	c := &Centre{Config: cfg, Clock: clock}
	if outside.Bank == nil {
		outside.Bank = noBank{}
	}
	if err := c.open(ctx, random, outside); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (c *Centre) open(ctx context.Context, random io.Reader, outside Outside) error {
	err := c.Config.wantBooks()
	if err != nil {
		return err
	}
	if !c.Config.ReadOnly {
		if err := makeFolder(c.Config.Data); err != nil {
			return fmt.Errorf("make the data folder: %w", err)
		}
		if c.lock, err = takeLock(c.Config.Data); err != nil {
			return err
		}
	}
	if c.keys, err = c.openKeys(random, outside.Keys); err != nil {
		return err
	}
	keys := c.keys.Keys()
	c.store, err = sqlstore.Open(ctx, sqlstore.Config{
		Path: c.Config.file(), DSN: c.Config.DB, Schema: c.Config.Centre,
		Clock: c.Clock, Leaf: keys.Leaf, ReadOnly: c.Config.ReadOnly,
	})
	if err != nil {
		return fmt.Errorf("open the books: %w", err)
	}
	err = c.store.BindKeys(ctx, act.Auto(Demonstration.Offices[0].Code, "app/open"), keys.Fingerprint())
	if errors.Is(err, sqlstore.ErrOtherKeys) {
		return refusal.New(CodeNoKeys, "数据目录 "+c.Config.Data+" 中的密钥不是这套账的密钥", "",
			"请核对 --data、--db 和 --centre 是否配套，或从密钥备份中恢复 "+c.Config.keyFile())
	}
	if err != nil {
		return fmt.Errorf("open the books: %w", err)
	}
	if outside.Scanner == nil && c.Config.Clamd != "" {
		if outside.Scanner, err = clamd.New(c.Config.Clamd); err != nil {
			return err
		}
	}
	c.Services, err = wire(c.store, keys, Demonstration, c.Clock, random, outside)
	if err != nil {
		return err
	}
	if c.Cases.Papers.Site, err = paper.ParseSite(c.Config.Site); err != nil {
		return err
	}
	c.Opening.Passing = func(ctx context.Context) (opening.Passing, error) { return c.passing(ctx, random) }
	if !c.Config.Opening {
		if err := c.Opening.Open(ctx); err != nil {
			return err
		}
	}
	if c.Config.ReadOnly {
		return nil
	}
	if err := c.seal(outside); err != nil {
		return err
	}
	if err := c.install(ctx); err != nil {
		return err
	}
	if err := c.connect(outside); err != nil {
		return err
	}
	c.looked = c.Own.Loop()
	c.looked.Start()
	return c.deliver(keys, random, outside)
}

// install brings the parameters of the centre's policies in line with those that this program has.
func (c *Centre) install(ctx context.Context) error {
	rows, err := policies.Load(Demonstration.Policies)
	if err != nil {
		return err
	}
	if err := cases.CheckTimes(rows); err != nil {
		return err
	}
	by := act.Auto(Demonstration.Offices[0].Code, "app/install")
	_, err = policy.Install(ctx, c.store, c.store, c.Policy, by, rows)
	return err
}

// wantBooks refuses a folder without books to who reads them or goes on with them. On PostgreSQL the keys tell: the
// books lie elsewhere, and only whoever began them wrote a file of keys.
func (c Config) wantBooks() error {
	first := c.file()
	if c.DB != "" {
		first = c.keyFile()
	}
	if _, err := os.Stat(first); !c.ReadOnly && !c.Existing || !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return refusal.New(CodeNoBooks, "数据目录 "+c.Data+" 中没有中心 "+c.Centre+" 的账", "",
		"请核对 --data 和 --centre；示例市用 guangsha demo 建立，自己的账用 guangsha opening load 装入")
}

// openKeys gives the keys of the centre: those of a provider, else its files, which are made together with a new
// centre.
func (c *Centre) openKeys(random io.Reader, given secret.KeyProvider) (secret.KeyProvider, error) {
	if given != nil {
		return given, nil
	}
	path := c.Config.keyFile()
	_, lost := os.Stat(path)
	if _, missing := os.Stat(c.Config.file()); missing == nil && errors.Is(lost, fs.ErrNotExist) {
		return nil, refusal.New(CodeNoKeys, "数据目录 "+c.Config.Data+" 中有账，却没有密钥文件 "+path, "",
			"请从密钥备份中恢复该文件；没有它，账中的个人信息无法读出")
	}
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("make the folder of keys: %w", err)
	}
	return gm.OpenKeyFiles(path, c.Config.signerFile(), random)
}

// file is where the books of a centre lie on SQLite.
func (c Config) file() string { return filepath.Join(c.Data, c.Centre+".db") }

// keyFile is where the keys of a centre lie. They are not in the database, and must not be backed up beside it.
func (c Config) keyFile() string { return filepath.Join(c.Data, "keys", c.Centre+".json") }

// Export is where a paper that the program writes for people lies. Centres that share a folder do not share papers: the
// code of a centre other than DefaultCentre stands in the name.
func (c Config) Export(name string) string {
	if c.Centre != DefaultCentre {
		extension := filepath.Ext(name)
		name = strings.TrimSuffix(name, extension) + "（" + c.Centre + "）" + extension
	}
	return filepath.Join(c.Data, "export", name)
}

// Close ends the use of a centre and gives its lock back.
func (c *Centre) Close() error {
	var errs []error
	if c.loop != nil {
		c.loop.Close()
	}
	if c.courier != nil {
		c.courier.Close()
	}
	if c.orders != nil {
		c.orders.Close()
	}
	if c.looked != nil {
		c.looked.Close()
		errs = append(errs, c.Own.Close(context.Background()))
	}
	if c.sealer != nil {
		c.sealer.Close()
	}
	if c.store != nil {
		errs = append(errs, c.store.Close())
	}
	if c.lock != nil {
		errs = append(errs, c.lock.release())
	}
	return errors.Join(errs...)
}

// Movements is the number of member movements made durable since the centre was opened.
func (c *Centre) Movements() int64 { return c.store.Stats.Movements.Load() }

// Commits are the durable commits since the centre was opened and how long one took on average.
func (c *Centre) Commits() (n int64, mean time.Duration) {
	return c.store.Stats.Commits.Load(), c.store.FsyncMean()
}

// Callers is how many callers the books serve well at once.
func (c *Centre) Callers() int { return c.store.Callers() }

// Verify checks the invariants of the books.
func (c *Centre) Verify(ctx context.Context) ([]ledger.Verdict, error) {
	return c.Books.Verify(ctx, c.Work, c.store, c.Treasury.Proof())
}

// Dump writes what the books say as text: the same for the same business on every engine.
func (c *Centre) Dump(ctx context.Context, w io.Writer) error { return c.store.Dump(ctx, w) }

// Tally counts the use cases by name and the audit entries by kind since the books began.
func (c *Centre) Tally(ctx context.Context) (useCases, entries map[string]int64, err error) {
	return c.store.Tally(ctx)
}

// MembersInBooks is the number of accounts that were open when a year began, that were opened in it, and closed in it.
func (c *Centre) MembersInBooks(ctx context.Context, year int) (began, opened, closed int64, err error) {
	return c.store.CountMembers(ctx, year)
}

// MovementsInBooks is the number of member movements that the books hold.
func (c *Centre) MovementsInBooks(ctx context.Context) (int64, error) {
	return c.store.CountMovements(ctx)
}
