package message_test

import (
	"strings"
	"testing"

	"guangsha/internal/event"
	"guangsha/internal/message"
	"guangsha/internal/store/sqlstore"
)

func TestEveryKindOfEventHasItsTemplateAndItsQuery(t *testing.T) {
	t.Parallel()
	queries, err := sqlstore.RecipientNames()
	if err != nil {
		t.Fatal(err)
	}
	told, asked := map[event.Kind]bool{}, map[event.Kind]bool{}
	for _, tmpl := range message.Templates {
		told[tmpl.Kind] = true
	}
	for _, q := range queries {
		asked[event.Kind(q)] = true
	}
	for _, k := range event.Kinds {
		if !told[k] || !asked[k] {
			t.Errorf("%s has a template: %v, a query: %v", k, told[k], asked[k])
		}
	}
	if len(told) != len(event.Kinds) || len(asked) != len(event.Kinds) {
		t.Errorf("%d kinds have templates, %d queries, of %d", len(told), len(asked), len(event.Kinds))
	}
}

func TestATemplateIsOneOfItsKindAndSaysNothingUnknown(t *testing.T) {
	t.Parallel()
	codes, numbers := map[string]bool{}, map[string]bool{}
	for _, tmpl := range message.Templates {
		if codes[tmpl.Code] || numbers[tmpl.Registration] || tmpl.Registration == "" || tmpl.Title == "" {
			t.Errorf("%s, registered as %q, is there twice or lacks something", tmpl.Code, tmpl.Registration)
		}
		codes[tmpl.Code], numbers[tmpl.Registration] = true, true
		if strings.ContainsAny(tmpl.Code, "- ") {
			t.Errorf("%q would not be read back from an ID", tmpl.Code)
		}
		text := tmpl.Sample("【示例公积金】")
		if strings.ContainsAny(text, "{}") || !strings.HasPrefix(text, "【示例公积金】") {
			t.Errorf("%s says %q", tmpl.Code, text)
		}
		if n := message.Segments(text); n > 2 {
			t.Errorf("%s takes %d segments", tmpl.Code, n)
		}
	}
}

func TestSegmentsAreCountedAsTheyAreCharged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 1}, {strings.Repeat("金", 70), 1}, {strings.Repeat("金", 71), 2}, {strings.Repeat("a", 134), 2},
		{strings.Repeat("金", 135), 3}, {strings.Repeat("\U00020000", 35), 1}, {strings.Repeat("\U00020000", 36), 2},
	} {
		if got := message.Segments(c.text); got != c.want {
			t.Errorf("%d characters take %d segments, want %d", len([]rune(c.text)), got, c.want)
		}
	}
}

func TestKeysAreReadInOneWay(t *testing.T) {
	t.Parallel()
	k := message.Key{Event: 12, Template: "loan.overdue", Subject: 345}
	if got, err := message.ParseKey(k.String()); err != nil || got != k {
		t.Errorf("%s is read as %v, %v", k, got, err)
	}
	for _, bad := range []string{"", "1", "1-x", "1-x-2-3", "01-x-2", "1-x-+2", "a-x-2", "1-x-2 "} {
		if k, err := message.ParseKey(bad); err == nil {
			t.Errorf("%q is read as %v", bad, k)
		}
	}
}
