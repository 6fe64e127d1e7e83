package goldentest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Got is what the program made of a worked example, by the names that the example gives its expectation. A value may be
// a Got or a list of them in turn; anything else counts as what it prints.
type Got map[string]any

// uncomputed is every expected value that the program does not compute, and why.
var uncomputed = map[string]string{
	"C01 raw_each":      exactProduct,
	"C02 raw_each":      exactProduct,
	"C03 raw_each":      exactProduct,
	"C04 raw_each":      exactProduct,
	"C05 raw_each":      exactProduct,
	"C09 changes_JZNY":  "no use case takes back pay beside the lists yet",
	"C10 valid_through": "no use case sets the bases of a new fund year yet",
	"W05 reason":        "a sentence in English, where the program has a code and a sentence in Chinese",
}

const exactProduct = "base × ratio is rounded as it is computed, and never held in a hundredth of a fen"

// Agree compares everything that a worked example expects with what the program made of it. A value that is expected
// and not in got is an error, so that none goes unnoticed; got may hold more.
func Agree(t testing.TB, id string, got Got) {
	t.Helper()
	for _, d := range differences(id, find(t, id).Expect, got, uncomputed) {
		t.Errorf("%s: %s", id, d)
	}
}

// differences tells where got is not what is expected; but for the values excused, of which got must not have any.
func differences(id string, expect json.RawMessage, got Got, excused map[string]string) []string {
	decoder := json.NewDecoder(bytes.NewReader(expect))
	decoder.UseNumber()
	var want any
	if err := decoder.Decode(&want); err != nil {
		return []string{err.Error()}
	}
	c := comparison{id: id, excused: excused}
	c.compare("", want, reflect.ValueOf(got))
	return c.found
}

type comparison struct {
	id      string
	excused map[string]string
	found   []string
}

func (c *comparison) say(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *comparison) compare(path string, want any, got reflect.Value) {
	if got.Kind() == reflect.Interface {
		got = got.Elem()
	}
	switch want := want.(type) {
	case map[string]any:
		if got.Kind() != reflect.Map {
			c.say("%s is not told by names", path)
			return
		}
		for _, name := range slices.Sorted(maps.Keys(want)) {
			c.named(strings.TrimPrefix(path+"."+name, "."), want[name], got.MapIndex(reflect.ValueOf(name)))
		}
	case []any:
		if got.Kind() != reflect.Slice || got.Len() != len(want) {
			c.say("%s is %v, want %d values", path, got, len(want))
			return
		}
		for i, w := range want {
			c.compare(fmt.Sprintf("%s[%d]", path, i), w, got.Index(i))
		}
	default:
		if shown := fmt.Sprint(got); plain(shown) != plain(fmt.Sprint(want)) {
			c.say("%s is %s, want %v", path, shown, want)
		}
	}
}

// named compares a value that got must have, or must not have because it is excused.
func (c *comparison) named(path string, want any, got reflect.Value) {
	_, excused := c.excused[c.id+" "+path]
	switch {
	case excused && got.IsValid():
		c.say("%s is compared and needs no excuse", path)
	case !excused && !got.IsValid():
		c.say("%s is expected, and no test compares it", path)
	case !excused:
		c.compare(path, want, got)
	}
}

// plain drops the noughts behind the point of a decimal number, with which an amount may be written or not.
func plain(text string) string {
	whole, behind, _ := strings.Cut(text, ".")
	if whole == "" || strings.Trim(whole+behind, "-0123456789") != "" {
		return text
	}
	return strings.TrimSuffix(whole+"."+strings.TrimRight(behind, "0"), ".")
}
