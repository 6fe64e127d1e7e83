package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
)

// A platform that is named and whose key is not there, or is none, is refused in words that say which file; with its
// key the file is read.
func TestAPlatformWithoutItsKeyIsRefused(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, platformKey)
	for _, text := range []string{"", "12", strings.Repeat("g", 64), strings.Repeat("a", 62),
		strings.Repeat("a", 9000)} {
		if text != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := readPlatformKey(path); !refusal.Is(err, CodePlatform) || !strings.Contains(err.Error(), path) {
			t.Errorf("%q: %v", text[:min(len(text), 9)], err)
		}
	}
	if err := os.WriteFile(path, []byte(strings.Repeat("0a", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := readPlatformKey(path); err != nil || len(key) != 32 || key[0] != 10 {
		t.Errorf("%x, %v", key, err)
	}
}

// The door of the service platform may take in every item that is offered at it, decides nothing, and is nobody at
// another door.
func TestTheDoorOfThePlatformTakesInAndDecidesNothing(t *testing.T) {
	ctx, c := context.Background(), opened(t, Config{Data: t.TempDir(), Centre: DefaultCentre})
	by, offered := act.By{Actor: access.CodePlatform, Door: act.Platform, Branch: "01", Trace: "test"}, 0
	elsewhere := by
	elsewhere.Door = act.Console
	for _, it := range c.Cases.Items {
		if !it.At(act.Platform) {
			continue
		}
		offered++
		for _, need := range []access.Permission{access.HandleCases, it.Take} {
			if _, err := access.Allow(ctx, c.Access.Gate(), by, need); err != nil {
				t.Errorf("%s: %v", it.Code, err)
			}
		}
		if _, err := access.Allow(ctx, c.Access.Gate(), elsewhere, it.Take); !refusal.Is(err, access.CodeUnknown) {
			t.Errorf("%s at the console: %v", it.Code, err)
		}
	}
	if offered == 0 {
		t.Error("nothing is offered on the platform")
	}
	for _, need := range []access.Permission{access.ApproveWithdrawals, access.ApproveLoans, access.AmendMembers,
		access.ReadMembers} {
		if _, err := access.Allow(ctx, c.Access.Gate(), by, need); !refusal.Is(err, access.CodeDenied) {
			t.Errorf("it may %s: %v", need.Title, err)
		}
	}
}
