package number

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
)

func issuer(t interface{ Fatal(...any) }) Issuer {
	i, err := NewIssuer("640500")
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestLuhnAgreesWithTheExampleOfTheStandard(t *testing.T) {
	for digits, want := range map[string]byte{"7992739871": '3', "4992739871": '6', "": '0', "0": '0'} {
		if got := Luhn(digits); got != want {
			t.Errorf("%s: got %c, want %c", digits, got, want)
		}
	}
}

func TestNumbersHaveTheirLayout(t *testing.T) {
	i := issuer(t)
	employer, err1 := i.Employer(1, 42)
	member, err2 := i.Member(7)
	loan, err3 := i.Loan(2, 2024, 15)
	contract, err4 := i.Contract(2, 2024, 15)
	caseNo, err5 := i.Case(1, civil.DateOf(2024, 6, 30), 3)
	voucher, err6 := Voucher(civil.MonthOf(2024, 6), 1)
	paper, err7 := i.Paper(3, 2024, 9)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		t.Fatal(err)
	}
	for got, want := range map[string]string{
		string(employer): "640501000042" + string(Luhn("640501000042")),
		string(member):   "6405000000007" + string(Luhn("6405000000007")),
		string(loan):     "640580022024000015" + string(Luhn("640580022024000015")),
		string(contract): "640590022024000015" + string(Luhn("640590022024000015")),
		string(caseNo):   "6405012024063000003" + string(Luhn("6405012024063000003")),
		string(voucher):  "202406-00001",
		string(paper):    "64057003202400000009" + string(Luhn("64057003202400000009")),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if len(employer) > 20 || len(member) > 20 || len(loan) > 30 || len(contract) > 30 || len(caseNo) > 20 {
		t.Error("longer than the data standard allows")
	}
}

func TestASerialThatDoesNotFitIsAnErrorAndNoNumber(t *testing.T) {
	i := issuer(t)
	for name, give := range map[string]func() (string, error){
		"employer serial": func() (string, error) { n, err := i.Employer(1, 1_000_000); return string(n), err },
		"employer office": func() (string, error) { n, err := i.Employer(100, 1); return string(n), err },
		"negative office": func() (string, error) { n, err := i.Employer(-1, 1); return string(n), err },
		"member serial":   func() (string, error) { n, err := i.Member(1_000_000_000); return string(n), err },
		"negative serial": func() (string, error) { n, err := i.Member(-1); return string(n), err },
		"loan year":       func() (string, error) { n, err := i.Loan(1, 10_000, 1); return string(n), err },
		"case serial":     func() (string, error) { n, err := i.Case(1, 0, 100_000); return string(n), err },
		"paper series":    func() (string, error) { n, err := i.Paper(100, 2024, 1); return string(n), err },
		"paper serial":    func() (string, error) { n, err := i.Paper(1, 2024, 100_000_000); return string(n), err },
		"voucher nought":  func() (string, error) { n, err := Voucher(24000, 0); return string(n), err },
		"voucher serial":  func() (string, error) { n, err := Voucher(24000, maxVoucher+1); return string(n), err },
	} {
		if n, err := give(); !errors.Is(err, ErrExhausted) || n != "" {
			t.Errorf("%s: %q %v", name, n, err)
		}
	}
	if _, err := (Issuer{}).Member(1); err == nil {
		t.Error("an issuer without a division gave a number")
	}
	for _, division := range []string{"", "6405", "64050A", "040500"} {
		if _, err := NewIssuer(division); err == nil {
			t.Errorf("division %q was taken", division)
		}
	}
}

func TestMalformedNumbersAreRefused(t *testing.T) {
	parsers := map[string]func(string) (string, error){
		"employer": func(s string) (string, error) { n, err := ParseEmployer(s); return string(n), err },
		"member":   func(s string) (string, error) { n, err := ParseMember(s); return string(n), err },
		"loan":     func(s string) (string, error) { n, err := ParseLoan(s); return string(n), err },
		"contract": func(s string) (string, error) { n, err := ParseContract(s); return string(n), err },
		"case":     func(s string) (string, error) { n, err := ParseCase(s); return string(n), err },
		"paper":    func(s string) (string, error) { n, err := ParsePaper(s); return string(n), err },
		"voucher":  func(s string) (string, error) { n, err := ParseVoucher(s); return string(n), err },
	}
	loan, _ := issuer(t).Loan(2, 2024, 15)
	for _, c := range []struct{ kind, in, code string }{
		{"employer", "", "number.malformed"},
		{"employer", "６４05", "number.malformed"},
		{"employer", "040501000042" + string(Luhn("040501000042")), "number.malformed"},
		{"member", "64050000000070", "number.check"},
		{"contract", string(loan), "number.malformed"},
		{"loan", "64059002202400001" + "50", "number.malformed"},
		{"case", "6405012024063100003" + string(Luhn("6405012024063100003")), "number.malformed"},
		{"paper", string(loan), "number.malformed"},
		{"paper", "640570032024000000090", "number.check"},
		{"voucher", "202406-1", "number.malformed"},
		{"voucher", "202413-00001", "number.malformed"},
		{"voucher", "202406-00000", "number.malformed"},
		{"voucher", "202406-000001", "number.malformed"},
		{"voucher", "202406-+0001", "number.malformed"},
		{"voucher", "202406", "number.malformed"},
	} {
		if n, err := parsers[c.kind](c.in); !refusal.Is(err, c.code) || n != "" {
			t.Errorf("%s %q: got %q %v, want %s", c.kind, c.in, n, err, c.code)
		}
	}
}

func TestEveryNumberGivenIsRead(t *testing.T) {
	i := issuer(t)
	rapid.Check(t, func(t *rapid.T) {
		office := rapid.IntRange(0, 99).Draw(t, "office")
		year := rapid.IntRange(1991, 2999).Draw(t, "year")
		serial := rapid.Int64Range(1, 99_999).Draw(t, "serial")
		day := civil.DateOf(year, 1, 1).AddDays(rapid.IntRange(0, 364).Draw(t, "day"))
		employer, err1 := i.Employer(office, serial)
		member, err2 := i.Member(serial)
		loan, err3 := i.Loan(office, year, serial)
		contract, err4 := i.Contract(office, year, serial)
		caseNo, err5 := i.Case(office, day, serial)
		voucher, err6 := Voucher(day.Month(), serial)
		_, err7 := ParseEmployer(string(employer))
		_, err8 := ParseMember(string(member))
		_, err9 := ParseLoan(string(loan))
		_, err10 := ParseContract(string(contract))
		_, err11 := ParseCase(string(caseNo))
		_, err12 := ParseVoucher(string(voucher))
		paper, err13 := i.Paper(office, year, serial)
		_, err14 := ParsePaper(string(paper))
		err := errors.Join(err1, err2, err3, err4, err5, err6, err7, err8, err9, err10, err11, err12, err13, err14)
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestEverySingleWrongDigitIsCaught(t *testing.T) {
	member, err := issuer(t).Member(123_456_789)
	if err != nil {
		t.Fatal(err)
	}
	for i := range member {
		for c := byte('0'); c <= '9'; c++ {
			bad := string(member[:i]) + string(c) + string(member[i+1:])
			if _, err := ParseMember(bad); bad != string(member) && err == nil {
				t.Errorf("%s was accepted", bad)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"6405010000429", "202406-00001", "64050000000075", "6405012024063000003", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		errs := make([]error, 7)
		_, errs[0] = ParseEmployer(s)
		_, errs[1] = ParseMember(s)
		_, errs[2] = ParseLoan(s)
		_, errs[3] = ParseContract(s)
		_, errs[4] = ParseCase(s)
		_, errs[5] = ParseVoucher(s)
		_, errs[6] = ParsePaper(s)
		read := 0
		for _, err := range errs {
			if err == nil {
				read++
			} else if refusal.Of(err) == nil {
				t.Fatalf("%q: %v", s, err)
			}
		}
		if read > 1 {
			t.Fatalf("%q reads as %d kinds of number", s, read)
		}
	})
}
