package document

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"guangsha/internal/base/civil"
)

// showsDate is what a number format shows of a day.
type showsDate uint8

const (
	noDate    showsDate = iota
	wholeDay            // 2023年11月30日
	monthOnly           // 2023年11月
)

// builtInDates are the numbers of formats of dates that a workbook names without describing them. From 27 on they are
// those of the Chinese versions (ECMA-376, Part 1, 18.8.30); the library shows their serial number.
var builtInDates = map[int]showsDate{
	14: wholeDay, 15: wholeDay, 16: wholeDay, 17: monthOnly, 22: wholeDay, 27: monthOnly, 28: wholeDay, 29: wholeDay,
	30: wholeDay, 31: wholeDay, 36: monthOnly, 50: monthOnly, 51: wholeDay, 52: monthOnly, 53: wholeDay, 54: wholeDay,
	57: monthOnly, 58: wholeDay,
}

// notShown are the parts of a format that are no codes of it: quoted text, escaped characters, colours and languages.
var notShown = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

// showsOf tells what a format shows of a day. A format of times alone shows nothing of it.
func showsOf(format string) showsDate {
	code, _, _ := strings.Cut(strings.ToLower(notShown.ReplaceAllString(format, "")), ";")
	if strings.Contains(code, "general") || strings.Contains(code, "standard") || strings.ContainsAny(code, "0#") {
		return noDate
	}
	switch {
	case strings.Contains(code, "d"):
		return wholeDay
	case strings.Contains(code, "y"):
		return monthOnly
	}
	return noDate
}

// dateStyles are the styles of a workbook that show dates.
func dateStyles(f *excelize.File) map[int]showsDate {
	if _, err := f.GetStyle(0); err != nil || f.Styles == nil || f.Styles.CellXfs == nil {
		return nil
	}
	described := map[int]string{}
	if f.Styles.NumFmts != nil {
		for _, n := range f.Styles.NumFmts.NumFmt {
			described[n.NumFmtID] = n.FormatCode
		}
	}
	styles := map[int]showsDate{}
	for i, xf := range f.Styles.CellXfs.Xf {
		if xf.NumFmtID == nil {
			continue
		}
		shows := builtInDates[*xf.NumFmtID]
		if format, ok := described[*xf.NumFmtID]; ok {
			shows = showsOf(format)
		}
		if shows != noDate {
			styles[i] = shows
		}
	}
	return styles
}

// writeDates writes the cells of a sheet that hold dates as 2023-11-30, or as 2023年11月 where only the month is shown
// and the cell holds its first day: the order of month and day in a local format cannot be told from the text.
func writeDates(f *excelize.File, styles map[int]showsDate, g *Grid) {
	if len(styles) == 0 {
		return
	}
	props, err := f.GetWorkbookProps()
	since1904 := err == nil && props.Date1904 != nil && *props.Date1904
	for i, c := range g.Cells {
		at, err := excelize.CoordinatesToCellName(c.Col+1, c.Row+1)
		if err != nil {
			continue
		}
		style, err := f.GetCellStyle(g.Name, at)
		shows := styles[style]
		if err != nil || shows == noDate {
			continue
		}
		kind, err := f.GetCellType(g.Name, at)
		if err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
			continue
		}
		raw, err := f.GetCellValue(g.Name, at, excelize.Options{RawCellValue: true})
		if day, ok := dayOf(raw, since1904); err == nil && ok {
			g.Cells[i].Text = dateText(day, shows)
		}
	}
}

func dateText(day civil.Date, shows showsDate) string {
	if shows == monthOnly && day.Day() == 1 {
		return strconv.Itoa(day.Year()) + "年" + strconv.Itoa(day.Month().Number()) + "月"
	}
	return day.String()
}

// dayOf is the day of a serial number: days since 1899-12-30, for days before March 1900 since 1899-12-31, or since
// 1904-01-01. The time of the day behind the point does not matter.
func dayOf(serial string, since1904 bool) (civil.Date, bool) {
	whole, part, _ := strings.Cut(strings.TrimSpace(serial), ".")
	n, err := strconv.Atoi(whole)
	const most = 2_958_465 // 9999-12-31
	if err != nil || n < 1 || n > most || strings.Trim(part, "0123456789") != "" {
		return 0, false
	}
	switch {
	case since1904:
		return civil.DateOf(1904, 1, 1).AddDays(n), true
	case n < 60:
		return civil.DateOf(1899, 12, 31).AddDays(n), true
	}
	return civil.DateOf(1899, 12, 30).AddDays(n), true
}
