package paper

import (
	"errors"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
)

var contents = map[string]string{"受理通知书": "a", "提取回单": "b", "购房合同": "c"}

func readContent(name string) ([]byte, error) { return []byte(contents[name]), nil }

func closedFile(t *testing.T, mac secret.MAC) Archive {
	t.Helper()
	var items []Item
	for _, name := range []string{"受理通知书", "提取回单", "购房合同"} {
		items = append(items, ItemOf(name, []byte(contents[name])))
	}
	a, err := Close(mac, "64050120240630000036", civil.DateOf(2024, 2, 29), 30, items)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAFileThatWasNotTouchedIsWhole(t *testing.T) {
	mac := key(t)
	a := closedFile(t, mac)
	if err := a.Verify(mac, readContent); err != nil {
		t.Error(err)
	}
	if day, ok := a.Expires(); !ok || day != civil.DateOf(2055, 1, 1) {
		t.Errorf("expires %s %v", day, ok)
	}
	a.Years = Permanent
	if day, ok := a.Expires(); ok {
		t.Errorf("a permanent file expires %s", day)
	}
}

func TestEveryChangeOfACatalogueIsFound(t *testing.T) {
	mac := key(t)
	for name, change := range map[string]func(*Archive){
		"taken out": func(a *Archive) { a.Items = a.Items[1:] },
		"put in":    func(a *Archive) { a.Items = append(a.Items, ItemOf("x", nil)) },
		"moved":     func(a *Archive) { a.Items[0], a.Items[1] = a.Items[1], a.Items[0] },
		"shortened": func(a *Archive) { a.Years = 10 },
		"redated":   func(a *Archive) { a.Closed-- },
		"reused":    func(a *Archive) { a.Case = number.CaseNo("64050120240630000044") },
		"unsealed":  func(a *Archive) { a.Seal = nil },
	} {
		a := closedFile(t, mac)
		change(&a)
		if err := a.Verify(mac, readContent); !refusal.Is(err, CodeArchiveDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryDamagedItemIsNamed(t *testing.T) {
	mac := key(t)
	a := closedFile(t, mac)
	err := a.Verify(mac, func(name string) ([]byte, error) { return []byte("z"), nil })
	for name := range contents {
		if !refusal.Is(err, CodeArchiveDamaged) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named: %v", name, err)
		}
	}
	gone := errors.New("disk")
	err = a.Verify(mac, func(string) ([]byte, error) { return nil, gone })
	if !errors.Is(err, gone) || refusal.Of(err) != nil {
		t.Errorf("an unreadable disk was taken for a forgery: %v", err)
	}
}

func TestWhatCannotBeFoundAgainIsNotFiled(t *testing.T) {
	one := ItemOf("回单", nil)
	for name, items := range map[string][]Item{"none": nil, "nameless": {ItemOf("", nil)}, "twice": {one, one}} {
		if a, err := Close(key(t), "1", 0, 10, items); !refusal.Is(err, CodeArchiveEmpty) || a.Seal != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Close(key(t), "1", 0, -1, []Item{one}); !refusal.Is(err, CodeArchiveEmpty) {
		t.Errorf("a negative retention: %v", err)
	}
}
