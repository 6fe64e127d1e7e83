package app

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/listing"
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
	if _, err := os.Stat(c.keyFile()); errors.Is(err, fs.ErrNotExist) {
		return 0, c.lacksKeys()
	}
	keys, err := gm.OpenKeyFiles(c.keyFile(), c.signerFile(), random)
	if err != nil {
		return 0, err
	}
	return keys.NewFieldKey()
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

// rekeyer is in whose name data are sealed anew: whoever may write the key file began it, and is not known here.
func (c *Centre) rekeyer() act.By { return act.Auto(Demonstration.Offices[0].Code, "app/rekey") }

func (c *Centre) rekeying() *rekey.Service {
	return rekey.New(rekey.Deps{Work: c.store, Audit: c.store, Store: c.store.Rekeying(), Cipher: c.keys.Keys().Field})
}

// FollowKeys takes a new field key of the centre when there is one, and seals anew what is sealed under an older
// one, unless the log says that this was done; it gives how many rows those were. A run that was cut off goes on with
// the next call, of whatever process. A centre opened for reading only takes the keys.
func (c *Centre) FollowKeys(ctx context.Context, tell func(rekey.State)) (done int, err error) {
	err = c.keys.Follow()
	if err != nil || c.Config.ReadOnly || c.FieldKey() == max(firstKey, c.sealedWith) {
		return 0, err
	}
	over, err := c.rotated(ctx)
	if err == nil && !over {
		if done, err = c.rekeying().Run(ctx, c.rekeyer(), tell); err == nil {
			err = c.store.Do(ctx, c.rekeyer(), kindRotated, func(tx unit.Tx) error {
				c.store.Record(tx, audit.Entry{Kind: kindRotated, ID: int64(c.FieldKey())})
				return nil
			})
		}
	}
	if err == nil {
		c.sealedWith = c.FieldKey()
	}
	return done, err
}

// firstKey is the number of a centre's first field key, with which everything is sealed from the start.
const firstKey = 1

// kindRotated is the kind of the audit entry that says that everything is sealed with a field key, whose number is its
// id.
const kindRotated = "keys.rotated"

// rotated says whether the log has it that everything is sealed with the field key of now.
func (c *Centre) rotated(ctx context.Context) (over bool, err error) {
	err = c.store.Read(ctx, func(tx unit.Tx) error {
		done := audit.Filter{Kinds: []string{kindRotated}, ID: int64(c.FieldKey())}
		list, err := c.store.AuditReader().Entries(tx, done,
			listing.Page[int64]{Order: listing.Order{By: audit.ByInstant}, Limit: 1})
		over = len(list) > 0
		return err
	})
	return over, err
}
