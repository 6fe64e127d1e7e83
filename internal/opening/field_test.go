package opening

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
)

func TestADayReadsTheSameHoweverItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := civil.Date(rapid.Int64Range(int64(earliest), int64(latest)).Draw(t, "day"))
		y, m, n := d.Year(), d.Month().Number(), d.Day()
		for _, text := range []string{d.String(), fmt.Sprintf("%d/%d/%d", y, m, n), fmt.Sprintf("%d.%02d.%d", y, m, n),
			fmt.Sprintf("%d年%d月%d日", y, m, n), fmt.Sprintf("%04d%02d%02d", y, m, n), d.String() + " 00:00:00"} {
			if got, ok := (Field{Kind: Day}).number(text); !ok || civil.Date(got) != d {
				t.Fatalf("%q is read as %s", text, civil.Date(got))
			}
		}
		for _, text := range []string{d.Month().String(), fmt.Sprintf("%d/%d", y, m), fmt.Sprintf("%d年%d月", y, m),
			fmt.Sprintf("%04d%02d", y, m)} {
			if got, ok := (Field{Kind: Month}).number(text); !ok || civil.Month(got) != d.Month() {
				t.Fatalf("%q is read as %s", text, civil.Month(got))
			}
		}
	})
}

func TestADayOfAWorkbookIsANumber(t *testing.T) {
	for text, want := range map[string]civil.Date{
		"45292": civil.DateOf(2024, 1, 1), "36526": civil.DateOf(2000, 1, 1)} {
		if got, ok := (Field{Kind: Day}).number(text); !ok || civil.Date(got) != want {
			t.Errorf("%s is read as %s", text, civil.Date(got))
		}
	}
	for _, text := range []string{"", "0", "2024-13-01", "1066-10-14", "2024-1", "昨天", "2024-02-30", "9999999"} {
		if got, ok := (Field{Kind: Day}).number(text); ok {
			t.Errorf("%q is read as %s", text, civil.Date(got))
		}
	}
}

func TestRatiosAreReadAsFractionsAndAsPercentages(t *testing.T) {
	for text, want := range map[string]int64{"12": 1_200_000, "12%": 1_200_000, "0.12": 1_200_000, "2.85": 285_000,
		"0.0285": 285_000, "0.5%": 50_000, "12.00": 1_200_000} {
		if got, ok := (Field{Kind: Percent}).number(text); !ok || got != want {
			t.Errorf("%s is read as %d", text, got)
		}
	}
}

func FuzzField(f *testing.F) {
	f.Add("2024年1月31日", "12%")
	f.Add("'1,234.50", "\u30000.0285")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, text := range []string{clean(a), clean(b)} {
			for k := Text; k <= Card; k++ {
				field := Field{Kind: k, List: []string{"01 正常", "02 封存"}}
				field.number(text)
				if code, ok := field.code(text); ok && code != "01" && code != "02" {
					t.Fatalf("%q is the code %q", text, code)
				}
			}
			tableNamed(text)
		}
		for _, table := range Tables {
			at, missing, _, _ := table.columns([]string{a, b})
			if len(at) != len(table.Fields) || len(missing) > len(table.Fields) {
				t.Fatalf("columns of %s: %v, %v", table.Name, at, missing)
			}
		}
	})
}
