package app

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"path/filepath"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/rekey"
)

// NewFieldKey adds a field key to the key file of a centre (密钥轮换) and gives its number. Nothing is sealed with it
// before the file is durable. Whatever process has the centre open takes it from there.
func (c Config) NewFieldKey(random io.Reader) (number int, err error) {
	own, err := takeLock(filepath.Dir(c.keyFile())) // two new keys at once would be one
	if errors.Is(err, fs.ErrNotExist) {
		return 0, c.lacksKeys()
	}
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, own.release()) }()
	keys, err := gm.LoadKeys(c.keyFile(), random)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, c.lacksKeys()
	}
	if err != nil {
		return 0, err
	}
	if keys, err = keys.Rotated(random); err != nil {
		return 0, err
	}
	return keys.FieldKey(), keys.Save(c.keyFile())
}

func (c Config) lacksKeys() error {
	return refusal.New(CodeNoKeys, "数据目录 "+c.Data+" 中没有密钥文件 "+c.keyFile(), "", "请核对 --data 和 --centre")
}

// FieldKey is the number of the field key that the centre seals with.
func (c *Centre) FieldKey() int { return c.keys.FieldKey() }

// SealedState says what is sealed under which key, table by table.
func (c *Centre) SealedState(ctx context.Context) ([]rekey.State, error) {
	return c.rekeying().Look(ctx)
}

// Rekey takes the newest field key from the key file and seals anew what is sealed under an older one. It gives how
// many rows those were.
func (c *Centre) Rekey(ctx context.Context, tell func(rekey.State)) (int, error) {
	if _, err := c.adoptKeys(); err != nil {
		return 0, err
	}
	return c.rekey(ctx, tell)
}

// rekeyer is in whose name data are sealed anew: whoever may write the key file began it, and is not known here.
func (c *Centre) rekeyer() act.By { return act.Auto(Demonstration.Offices[0].Code, "app/rekey") }

func (c *Centre) rekeying() *rekey.Service {
	return rekey.New(rekey.Deps{Work: c.store, Audit: c.store, Store: c.store.Rekeying(), Cipher: c.keys.Field})
}

// rekey records which key is in use from now on, and seals anew.
func (c *Centre) rekey(ctx context.Context, tell func(rekey.State)) (int, error) {
	if err := c.store.Do(ctx, c.rekeyer(), "keys.rotate", func(tx unit.Tx) error {
		c.store.Record(tx, audit.Entry{Kind: "keys.rotated", ID: int64(c.FieldKey())})
		return nil
	}); err != nil {
		return 0, err
	}
	return c.rekeying().Run(ctx, c.rekeyer(), tell)
}

// adoptKeys takes field keys that the key file has got since it was read, and says whether there were any.
func (c *Centre) adoptKeys() (bool, error) {
	now, err := gm.LoadKeys(c.Config.keyFile(), rand.Reader)
	if err != nil || now.FieldKey() == c.keys.FieldKey() {
		return false, err
	}
	return true, c.keys.Adopt(now)
}

// FollowKeys takes new field keys while the centre is served, and seals anew; behind says that something may be left of
// a run that was cut off, and comes back for the next call. A centre opened for reading only takes the keys.
func (c *Centre) FollowKeys(ctx context.Context, behind bool) (bool, error) {
	fresh, err := c.adoptKeys()
	if err != nil || c.Config.ReadOnly || !behind && !fresh {
		return behind, err
	}
	if fresh {
		_, err = c.rekey(ctx, func(rekey.State) {})
	} else {
		_, err = c.rekeying().Run(ctx, c.rekeyer(), func(rekey.State) {})
	}
	return err != nil, err
}
