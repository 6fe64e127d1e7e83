package uscc

import (
	"strings"
	"testing"

	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/refusal"
)

func TestWorkedExamplesAgree(t *testing.T) {
	for _, id := range []string{"N01", "N02", "N03"} {
		var in struct{ Known_valid, First17 string }
		goldentest.Case(t, id, &in, nil)
		full := in.Known_valid
		if full == "" {
			full = in.First17 + string(Check(in.First17))
		}
		code, err := Parse(full)
		goldentest.Agree(t, id, goldentest.Got{"valid": err == nil, "full": code, "check": string(Check(full[:17])),
			"org_code_check": string(OrgCheck(full[8:16]))})
	}
}

func TestMalformedCodesAreRefusedForTheRightReason(t *testing.T) {
	const good = "91640502MA75X0004B"
	wrongOrg := good[:16] + "5"
	for _, c := range []struct{ name, in, code string }{
		{"empty", "", "uscc.malformed"},
		{"17 characters", good[:17], "uscc.malformed"},
		{"the letter O for a nought", strings.Replace(good, "X0", "XO", 1), "uscc.malformed"},
		{"a letter in the division", "9164A502MA75X0004B", "uscc.division"},
		{"a wrong organisation check", wrongOrg + string(Check(wrongOrg)), "uscc.org"},
		{"a wrong check", good[:17] + "C", "uscc.check"},
		{"six full-width characters", "９９９９９９", "uscc.malformed"},
	} {
		if _, err := Parse(c.in); !refusal.Is(err, c.code) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
	code, err := Parse(strings.ToLower(good))
	if err != nil || code.Kind() != "91" || code.Division() != "640502" || code.Organisation() != "MA75X0004" {
		t.Errorf("small letters: %v %v", code, err)
	}
}

func TestEverySingleWrongCharacterIsCaught(t *testing.T) {
	const good = "12640500010001234F"
	for i := range good {
		for _, c := range alphabet {
			bad := good[:i] + string(c) + good[i+1:]
			if _, err := Parse(bad); bad != good && err == nil {
				t.Errorf("%s was accepted", bad)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"91350100M000100Y43", "91640502ma75x0004b", "12640500010001234F", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, err := Parse(s)
		if err != nil {
			if refusal.Of(err) == nil || code != (Code{}) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		again, err := Parse(code.String())
		if err != nil || again != code || code.String() != strings.ToUpper(s) {
			t.Fatalf("%q does not come back: %v %v", s, again, err)
		}
	})
}
