package main

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestEveryRouteOfAPageHasAFigure measures a small city once, and sees that a page left out is noticed.
func TestEveryRouteOfAPageHasAFigure(t *testing.T) {
	b := bench{members: 120, runs: 1, tokens: map[string]string{}}
	var out strings.Builder
	if err := b.run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	for _, path := range append(slices.Clone(lists), "/api/audit/entries", "/api/register/") {
		if !strings.Contains(out.String(), "  "+path) {
			t.Errorf("no row of %s", path)
		}
	}
	var asked []target
	for _, path := range lists {
		if path != "/api/choices" && !strings.HasPrefix(path, "/api/vouchers/total") {
			asked = append(asked, target{path: path})
		}
	}
	asked = append(asked, target{path: "/api/vouchers/202401-00001"})
	missing := unseen(asked)
	for _, path := range []string{"/api/choices", "/api/vouchers/total", "/api/members/{no}"} {
		if !slices.Contains(missing, path) {
			t.Errorf("%s is left out, and missing are %q", path, missing)
		}
	}
}

// TestASlowPageIsNamed: by what one waits for at rest, after a change or as the first who asks, and by nothing when any
// time will do. How long it is until the books as they are have come is nobody's wait.
func TestASlowPageIsNamed(t *testing.T) {
	rows := []row{{target: target{path: "/quick"}, rest: 3e6, changed: 150e6, anew: 4e9, cold: 199e6},
		{target: target{path: "/rest"}, rest: 201e6}, {target: target{path: "/changed"}, rest: 1e6, changed: 300e6},
		{target: target{path: "/cold"}, rest: 1e6, changed: 1e6, cold: 361e6}}
	if err := slower(rows, 0); err != nil {
		t.Error(err)
	}
	err := slower(rows, 200*time.Millisecond)
	if err == nil || err.Error() != "/rest takes 201.0 ms\n/changed takes 300.0 ms\n/cold takes 361.0 ms" {
		t.Errorf("%v", err)
	}
}
