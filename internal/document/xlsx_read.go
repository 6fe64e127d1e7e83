package document

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"guangsha/internal/base/refusal"
)

// Limits of a workbook that is read.
const (
	maxPacked   = 10 << 20 // bytes of the file
	maxUnzipped = 64 << 20 // bytes of all its parts, unpacked
	maxPart     = 16 << 20 // bytes of one part kept in memory
	maxSheets   = 50
	maxRows     = 5_000
	maxCols     = 256
)

// ReadXLSX reads the visible sheets of an xlsx workbook, cells as they are shown, dates as 2023-11-30, and without
// their spans. A workbook that is encrypted, of the old format, damaged or too large is a *refusal.Refused.
func ReadXLSX(src []byte) (grids []Grid, err error) {
	// The library parses what strangers send. Should a damaged part make it panic, the file is refused and the program
	// goes on.
	defer func() {
		if p := recover(); p != nil {
			grids, err = nil, unreadable(fmt.Errorf("panic: %v", p))
		}
	}()
	if r := refuseOld(src); r != nil {
		return nil, r
	}
	if len(src) > maxPacked {
		return nil, tooLarge()
	}
	f, err := excelize.OpenReader(bytes.NewReader(src), excelize.Options{
		UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxPart,
	})
	if err != nil {
		return nil, unreadable(err)
	}
	defer func() { _ = f.Close() }() // it only removes what was unpacked beside
	return readSheets(f)
}

func readSheets(f *excelize.File) ([]Grid, error) {
	names := f.GetSheetList()
	if len(names) > maxSheets {
		return nil, tooLarge()
	}
	var grids []Grid
	dates := dateStyles(f)
	for _, name := range names {
		if visible, err := f.GetSheetVisible(name); err != nil || !visible {
			grids = append(grids, Grid{Name: name, Hidden: true})
			continue
		}
		g, err := readSheet(f, name)
		if err != nil {
			return nil, err
		}
		writeDates(f, dates, &g)
		grids = append(grids, g)
	}
	return grids, nil
}

func readSheet(f *excelize.File, name string) (Grid, error) {
	g := Grid{Name: name}
	rows, err := f.Rows(name)
	if err != nil {
		return Grid{}, unreadable(err)
	}
	defer func() { _ = rows.Close() }() // the workbook is only read
	for row := 0; rows.Next(); row++ {
		cells, err := rows.Columns()
		if err != nil {
			return Grid{}, unreadable(err)
		}
		if row >= maxRows || len(cells) > maxCols {
			return Grid{}, tooLarge()
		}
		for col, text := range cells {
			if text != "" {
				g.Cells = append(g.Cells, Cell{Row: row, Col: col, Text: text})
			}
		}
	}
	return g, nil
}

// refuseOld tells the old binary format and an encrypted workbook, which share one container, apart.
func refuseOld(src []byte) *refusal.Refused {
	if !bytes.HasPrefix(src, oleMark) {
		return nil
	}
	if bytes.Contains(src, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
		return refusal.New("document.xlsx.encrypted", "工作簿设有打开密码，无法读取", "", "请取消密码后另存为 .xlsx 再试")
	}
	return refusal.New("document.xlsx.old-format", "文件是旧版 .xls 格式，无法读取", "", "请在 Excel 或 WPS 中另存为 .xlsx 再试")
}

func tooLarge() *refusal.Refused {
	return refusal.New("document.xlsx.too-large",
		fmt.Sprintf("工作簿过大（超过%d兆字节、%d行或%d列），无法读取", maxPacked>>20, maxRows, maxCols), "",
		"请只保留需要的工作表再试")
}

// unreadable turns what the library says into an answer for a person; its own words are for programmers.
func unreadable(err error) *refusal.Refused {
	if strings.Contains(err.Error(), "unzip size exceeds") {
		return tooLarge()
	}
	return refusal.New("document.xlsx.damaged", "工作簿已损坏，或不是 Excel 工作簿", "",
		"请在 Excel 或 WPS 中打开检查，另存为 .xlsx 再试")
}
