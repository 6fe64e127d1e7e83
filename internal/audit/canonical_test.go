package audit

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret/gm"
)

// mac is HMAC-SM3 under a key that anybody may know.
type mac []byte

func (m mac) Sum(parts ...[]byte) []byte {
	h := hmac.New(gm.NewHash, m)
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// testKey is 00 01 02 … 1f.
func testKey() mac {
	key := make(mac, 32)
	for i := range key {
		key[i] = byte(i)
	}
	return key
}

// goldens are the records that testdata/canonical.tsv has the bytes of.
func goldens() map[string]Record {
	many := make([]Field, 130)
	for i := range many {
		many[i] = Field{"f" + strconv.Itoa(i), strconv.Itoa(i)}
	}
	return map[string]Record{
		"empty": {},
		"voucher": {Seq: 8193, At: 1704070800000000, Op: "contribution.remit",
			By: act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "t-1"},
			Entry: Entry{"voucher.posted", 1, []Field{{"day", "2024-01-01"}, {"kind", "1"},
				{"digest", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"}}}},
		"chinese": {Seq: 2, At: 1704070800000001, Op: "member.seal",
			By:    act.By{Actor: "示例柜员", Door: act.Console, Branch: "总部", Trace: "跟踪", Reason: "核对个人账户"},
			Entry: Entry{"member.sealed", 9007199254740993, []Field{{"单位", "示例市第一中学"}, {"空", ""}}}},
		"long": {Seq: 3, At: 1704070800000002, Op: "op", By: act.By{Actor: "a", Door: act.System},
			Entry: Entry{"kind", 3, []Field{{"value", strings.Repeat("x", 300)}}}},
		"extremes": {Seq: -1, At: -1, Entry: Entry{"", -1 << 63, []Field{{"", ""}}}},
		"many fields": {Seq: 1<<63 - 1, At: 1, Op: "o",
			By:    act.By{Actor: "b", Door: act.SMS, Branch: "02", Reason: "r"},
			Entry: Entry{"k", 1<<63 - 1, many}},
	}
}

func TestCanonicalFormsAndLeavesAreAsWrittenDown(t *testing.T) {
	f, err := os.Open("testdata/canonical.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records := goldens()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		row := strings.Split(lines.Text(), "\t")
		r, ok := records[row[0]]
		if !ok || len(row) != 3 {
			t.Fatalf("no record for %q", row[0])
		}
		delete(records, row[0])
		form := r.Canonical()
		if got := hex.EncodeToString(form); got != row[1] {
			t.Errorf("%s: form\n%s, written down as\n%s", row[0], got, row[1])
		}
		if got := hex.EncodeToString(Leaf(testKey(), form)); got != row[2] {
			t.Errorf("%s: leaf %s, written down as %s", row[0], got, row[2])
		}
		back, err := Parse(form)
		if err != nil || fmt.Sprint(back) != fmt.Sprint(r) {
			t.Errorf("%s: reads back as %+v, %v", row[0], back, err)
		}
	}
	if err := lines.Err(); err != nil || len(records) > 0 {
		t.Errorf("without a line: %v; %v", records, err)
	}
}

// changes are each part of a record, changed.
var changes = map[string]func(r *Record){
	"seq":    func(r *Record) { r.Seq++ },
	"at":     func(r *Record) { r.At++ },
	"id":     func(r *Record) { r.ID++ },
	"actor":  func(r *Record) { r.By.Actor += "x" },
	"door":   func(r *Record) { r.By.Door += "x" },
	"branch": func(r *Record) { r.By.Branch += "x" },
	"trace":  func(r *Record) { r.By.Trace += "x" },
	"reason": func(r *Record) { r.By.Reason += "x" },
	"op":     func(r *Record) { r.Op += "x" },
	"kind":   func(r *Record) { r.Kind += "x" },
	"name": func(r *Record) {
		r.Fields = append([]Field{{"x" + r.Fields[0].Name, r.Fields[0].Value}}, r.Fields[1:]...)
	},
	"value": func(r *Record) {
		r.Fields = append([]Field{{r.Fields[0].Name, r.Fields[0].Value + "x"}}, r.Fields[1:]...)
	},
	"order": func(r *Record) { r.Fields = append([]Field{r.Fields[1], r.Fields[0]}, r.Fields[2:]...) },
	"more":  func(r *Record) { r.Fields = append(r.Fields[:len(r.Fields):len(r.Fields)], Field{}) },
	"fewer": func(r *Record) { r.Fields = r.Fields[1:] },
}

func TestChangingAnyPartOfARecordChangesItsForm(t *testing.T) {
	forms := map[string]string{string(goldens()["voucher"].Canonical()): "unchanged"}
	for name, change := range changes {
		r := goldens()["voucher"]
		change(&r)
		form := string(r.Canonical())
		if other, ok := forms[form]; ok {
			t.Errorf("%s has the form of %s", name, other)
		}
		forms[form] = name
	}
}

func TestLengthsSeparateValues(t *testing.T) {
	forms := map[string]int{}
	for i, r := range []Record{
		{Op: "ab", Entry: Entry{Kind: "c"}},
		{Op: "a", Entry: Entry{Kind: "bc"}},
		{Op: "abc"},
		{Entry: Entry{Fields: []Field{{"ab", "c"}}}},
		{Entry: Entry{Fields: []Field{{"a", "bc"}}}},
		{Entry: Entry{Fields: []Field{{"", "abc"}}}},
		{Entry: Entry{Fields: []Field{{"a", "b"}, {"c", ""}}}},
		{Entry: Entry{Fields: []Field{{"a", "b"}, {"", "c"}}}},
	} {
		form := string(r.Canonical())
		if j, ok := forms[form]; ok {
			t.Errorf("records %d and %d share a form", i, j)
		}
		forms[form] = i
	}
}

func record(t *rapid.T) Record {
	text := rapid.String()
	r := Record{Seq: rapid.Int64().Draw(t, "seq"), At: civil.Instant(rapid.Int64().Draw(t, "at")),
		By: act.By{Actor: text.Draw(t, "actor"), Door: act.Door(text.Draw(t, "door")), Branch: text.Draw(t, "branch"),
			Trace: text.Draw(t, "trace"), Reason: text.Draw(t, "reason")},
		Op: text.Draw(t, "op"), Entry: Entry{Kind: text.Draw(t, "kind"), ID: rapid.Int64().Draw(t, "id")}}
	for range rapid.IntRange(0, 4).Draw(t, "fields") {
		r.Fields = append(r.Fields, Field{text.Draw(t, "name"), text.Draw(t, "value")})
	}
	return r
}

func TestAFormIsReadBackAsItsRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := record(t)
		back, err := Parse(r.Canonical())
		if err != nil || fmt.Sprintf("%+v", back) != fmt.Sprintf("%+v", r) {
			t.Fatalf("%+v reads back as %+v, %v", r, back, err)
		}
	})
}

func FuzzOnlyFormsOfRecordsAreRead(f *testing.F) {
	for _, r := range goldens() {
		f.Add(r.Canonical())
	}
	f.Add([]byte{})
	f.Add([]byte{2})
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := Parse(b); err == nil && !bytes.Equal(r.Canonical(), b) {
			t.Errorf("%x was read, and is not the form of %+v", b, r)
		}
	})
}

func TestACutOrLongerFormIsRefused(t *testing.T) {
	form := goldens()["chinese"].Canonical()
	for n := range form {
		if _, err := Parse(form[:n]); err == nil {
			t.Errorf("the first %d bytes were read", n)
		}
	}
	if _, err := Parse(append(form, 0)); err == nil {
		t.Error("a byte too many was read")
	}
	for i := 25; i < len(form); i++ { // a length in two bytes instead of one
		long := append(append(append([]byte{}, form[:i]...), form[i]|0x80, 0), form[i+1:]...)
		if _, err := Parse(long); err == nil {
			t.Errorf("byte %d written in two was read", i)
		}
	}
}

func TestAStoredEntryThatWasAlteredIsFound(t *testing.T) {
	r := goldens()["voucher"]
	whole := func() Stored {
		form := r.Canonical()
		return Stored{r.Seq, r.At, r.Op, r.Kind, r.ID, r.By.Actor, form, Leaf(testKey(), form)}
	}
	if got, err := whole().Check(testKey()); err != nil || fmt.Sprint(got) != fmt.Sprint(r) {
		t.Fatalf("untouched: %+v, %v", got, err)
	}
	for name, alter := range map[string]func(s *Stored){
		"seq":       func(s *Stored) { s.Seq++ },
		"at":        func(s *Stored) { s.At++ },
		"op":        func(s *Stored) { s.Op = "x" },
		"kind":      func(s *Stored) { s.Kind = "x" },
		"id":        func(s *Stored) { s.ID++ },
		"actor":     func(s *Stored) { s.Actor = "x" },
		"canonical": func(s *Stored) { s.Canonical[30]++ },
		"leaf":      func(s *Stored) { s.Leaf[0]++ },
		"another key": func(s *Stored) {
			s.Leaf = Leaf(mac("another"), s.Canonical)
		},
		"no form": func(s *Stored) {
			s.Canonical = s.Canonical[1:]
			s.Leaf = Leaf(testKey(), s.Canonical)
		},
	} {
		s := whole()
		alter(&s)
		if _, err := s.Check(testKey()); err == nil {
			t.Errorf("%s: not found", name)
		}
	}
}
