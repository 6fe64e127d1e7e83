package app

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/rekey"
)

// rotations counts the entries that say that everything is sealed with a new key.
func rotations(t *testing.T, c *Centre) (n int) {
	t.Helper()
	if err := c.store.Read(context.Background(), func(tx unit.Tx) error {
		list, err := c.store.AuditReader().Entries(tx, audit.Filter{Kinds: []string{kindRotated}},
			listing.Page[int64]{Order: listing.Order{By: audit.ByInstant}, Limit: 10})
		n = len(list)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestANewFieldKeyIsFollowedOnce changes the key while a centre is open, closes it before and after it has followed,
// and opens it again.
func TestANewFieldKeyIsFollowedOnce(t *testing.T) {
	cfg := Config{Data: t.TempDir(), Centre: DefaultCentre}
	ctx, silent := context.Background(), func(rekey.State) {}
	follow := func(c *Centre, key, entries int) {
		t.Helper()
		if _, err := c.FollowKeys(ctx, silent); err != nil || c.FieldKey() != key || rotations(t, c) != entries {
			t.Errorf("key %d, want %d; %d entries, want %d; %v", c.FieldKey(), key, rotations(t, c), entries, err)
		}
	}
	c, err := open(t, cfg)
	if err != nil {
		t.Fatal(err)
	}
	follow(c, 1, 0)
	if n, err := cfg.NewFieldKey(rand.Reader); n != 2 || err != nil {
		t.Fatalf("the new key is %d: %v", n, err)
	}
	if c.FieldKey() != 1 {
		t.Errorf("key %d is in use before anybody looked", c.FieldKey())
	}
	follow(c, 2, 1)
	follow(c, 2, 1)
	if _, err := cfg.NewFieldKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first start goes on with what nobody has followed, the second finds it done
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		if c, err = open(t, cfg); err != nil {
			t.Fatal(err)
		}
		follow(c, 3, 2)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestAFieldKeyNeedsAKeyFileAndMakesOneAtATime refuses a folder without keys and a second change beside the first.
func TestAFieldKeyNeedsAKeyFileAndMakesOneAtATime(t *testing.T) {
	cfg := Config{Data: t.TempDir(), Centre: DefaultCentre}
	if _, err := cfg.NewFieldKey(rand.Reader); !refusal.Is(err, CodeNoKeys) {
		t.Errorf("without a folder of keys: %v", err)
	}
	if err := os.Mkdir(filepath.Dir(cfg.keyFile()), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := cfg.NewFieldKey(rand.Reader); !refusal.Is(err, CodeNoKeys) {
		t.Errorf("without a key file: %v", err)
	}
	opened(t, cfg)
	other, err := takeLock(filepath.Dir(cfg.keyFile()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cfg.NewFieldKey(rand.Reader); !refusal.Is(err, CodeLocked) {
		t.Errorf("beside another change: %v", err)
	}
	if err := other.release(); err != nil {
		t.Fatal(err)
	}
}
