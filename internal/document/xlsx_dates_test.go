package document

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestDatesAreReadAsDaysWhateverTheirFormat writes one day in the formats that Excel and WPS give a date.
func TestDatesAreReadAsDaysWhateverTheirFormat(t *testing.T) {
	const day, first, moment = "45260", "45231", "45260.75" // 2023-11-30, 2023-11-01, 2023-11-30 18:00
	custom := func(s string) *excelize.Style { return &excelize.Style{CustomNumFmt: &s} }
	for _, tc := range []struct {
		style *excelize.Style
		value string
		want  string
	}{
		{&excelize.Style{NumFmt: 14}, day, "2023-11-30"},
		{&excelize.Style{NumFmt: 15}, day, "2023-11-30"},
		{&excelize.Style{NumFmt: 22}, moment, "2023-11-30"},
		{&excelize.Style{NumFmt: 31}, day, "2023-11-30"},
		{&excelize.Style{NumFmt: 57}, day, "2023-11-30"},
		{&excelize.Style{NumFmt: 57}, first, "2023年11月"},
		{&excelize.Style{NumFmt: 58}, day, "2023-11-30"},
		{custom(`yyyy"年"m"月"d"日";@`), day, "2023-11-30"},
		{custom(`[$-804]yyyy/m/d dddd`), day, "2023-11-30"},
		{custom(`[DBNum1][$-804]yyyy"年"m"月"`), first, "2023年11月"},
		{custom(`0.0"d"`), "12", "12.0d"},
		{custom(`#,##0"元/day"`), "1200", "1,200元/day"},
		{&excelize.Style{NumFmt: 10}, "0.96", "96.00%"},
		{&excelize.Style{NumFmt: 14}, "text 12", "text 12"},
		{&excelize.Style{NumFmt: 14}, "-5", "-5"},
	} {
		f := excelize.NewFile()
		style, err := f.NewStyle(tc.style)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("Sheet1", "A1", "A1", style); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellDefault("Sheet1", "A1", tc.value); err != nil {
			t.Fatal(err)
		}
		out, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadXLSX(out.Bytes())
		if err != nil || len(got[0].Cells) != 1 {
			t.Fatalf("%+v: %v", got, err)
		}
		if text := got[0].Cells[0].Text; text != tc.want {
			t.Errorf("%+v: %s is read as %s, want %s", tc.style, tc.value, text, tc.want)
		}
	}
}

func TestTheFirstDayOfTheCalendarIsTheWorkbooks(t *testing.T) {
	for _, tc := range []struct {
		serial    string
		since1904 bool
		want      string
	}{
		{"1", false, "1900-01-01"}, {"59", false, "1900-02-28"}, {"61", false, "1900-03-01"},
		{"43798", true, "2023-11-30"},
	} {
		if day, ok := dayOf(tc.serial, tc.since1904); !ok || day.String() != tc.want {
			t.Errorf("%s is %s, want %s", tc.serial, day, tc.want)
		}
	}
	for _, serial := range []string{"", "0", "-1", "2958466", "1e5", "1.x", strings.Repeat("9", 30)} {
		if day, ok := dayOf(serial, false); ok {
			t.Errorf("%q is %s", serial, day)
		}
	}
}
