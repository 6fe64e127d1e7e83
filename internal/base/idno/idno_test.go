package idno

import (
	"fmt"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/refusal"
)

var today = civil.DateOf(2026, 10, 20)

func TestWorkedExamplesAgree(t *testing.T) {
	for _, id := range []string{"N04", "N05", "N06", "N07", "N08"} {
		var given struct{ Known_valid, First17, ID15 string }
		goldentest.Case(t, id, &given, nil)
		in := given.Known_valid + given.ID15
		if given.First17 != "" {
			in = given.First17 + string(CheckDigit(given.First17))
		}
		n, err := Parse(in, today)
		wrongBirth := refusal.Is(err, "idno.birth")
		if wrongBirth {
			n = Number{in} // its check digit and its sex can be told for all that
		} else if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		goldentest.Agree(t, id, goldentest.Got{"valid": err == nil, "birth_date_valid": !wrongBirth, "full": n.Full(),
			"id18": n.Full(), "check": string(CheckDigit(n.Full()[:17])),
			"sex": map[Sex]string{Male: "M", Female: "F"}[n.Sex()]})
	}
}

func with(first17 string) string { return first17 + string(CheckDigit(first17)) }

func TestMalformedNumbersAreRefusedForTheRightReason(t *testing.T) {
	for _, c := range []struct{ name, in, code string }{
		{"empty", "", "idno.malformed"},
		{"17 characters", "64050219900307123", "idno.malformed"},
		{"a letter inside", "6405021990030712A5", "idno.malformed"},
		{"X inside", "64050219900307X235", "idno.malformed"},
		{"a full-width digit", "６40502199003071", "idno.malformed"},
		{"a letter at the end", "64050219900307123Y", "idno.malformed"},
		{"a space behind", "640502199003071235 ", "idno.malformed"},
		{"an unknown province", with("99050219900307123"), "idno.division"},
		{"division 00", with("00050219900307123"), "idno.division"},
		{"82 and not 820000", with("82000119900307123"), "idno.division"},
		{"born on 31 June", with("64050219900631123"), "idno.birth"},
		{"born on 29 February 1900", with("64050219000229123"), "idno.birth"},
		{"born tomorrow", with("64050220261021123"), "idno.birth"},
		{"a wrong check digit", "640502199003071234", "idno.check"},
		{"two digits exchanged", "640502199003072135", "idno.check"},
		{"15 digits with an impossible date", "640321801315123", "idno.birth"},
	} {
		if _, err := Parse(c.in, today); !refusal.Is(err, c.code) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
	if _, err := Parse(with("64050220261020123"), today); err != nil {
		t.Errorf("born today: %v", err)
	}
}

func TestKindAndPartsAreReadFromTheNumber(t *testing.T) {
	for _, c := range []struct {
		first17  string
		kind     Kind
		division string
		sex      string
	}{
		{"64050219900307123", Resident, "640502", "男"},
		{"81000019851130004", Compatriot, "810000", "女"},
		{"83000019851130003", Compatriot, "830000", "男"},
		{"93115619800115001", Foreigner, "931156", "男"},
	} {
		n, err := Parse(with(c.first17), today)
		if err != nil {
			t.Errorf("%s: %v", c.first17, err)
			continue
		}
		if n.Kind() != c.kind || n.Division() != c.division || n.Sex().String() != c.sex {
			t.Errorf("%s: kind %d, division %s, sex %s", n, n.Kind(), n.Division(), n.Sex())
		}
	}
	n, err := Parse("11010519491231002x", today)
	if err != nil || n.Full() != "11010519491231002X" || n.Birth() != civil.DateOf(1949, 12, 31) {
		t.Errorf("small x: %v %v", n, err)
	}
}

func TestEverySingleWrongDigitIsCaught(t *testing.T) {
	const good = "640502199003071235"
	for i := range good {
		for c := byte('0'); c <= '9'; c++ {
			if c == good[i] {
				continue
			}
			bad := good[:i] + string(c) + good[i+1:]
			if _, err := Parse(bad, today); err == nil {
				t.Errorf("%s was accepted", bad)
			}
		}
	}
}

func TestPrintingANumberDoesNotRevealIt(t *testing.T) {
	n, err := Parse("640502199003071235", today)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%s", "%q", "%+v"} {
		if got := fmt.Sprintf(verb, n); strings.Contains(got, "19900307") {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"640502199003071235", "640321800115123", "11010519491231002x", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse(s, today)
		if err != nil {
			if refusal.Of(err) == nil || n != (Number{}) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		again, err := Parse(n.Full(), today)
		if err != nil || again != n || len(n.Full()) != length {
			t.Fatalf("%q does not come back: %v %v", s, again, err)
		}
		if n.Birth() > today {
			t.Fatalf("%q is born in the future", s)
		}
	})
}
