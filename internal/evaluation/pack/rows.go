package pack

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	"guangsha/internal/measure"
)

// Row is a row behind a figure with what people call its record. What leaves the house is masked here and nowhere else:
// a record shows its kind and the ends of its number, and says nothing of whom it concerns.
type Row struct {
	measure.Row
	Label string // number or name of the record
}

// headOf are the heads of the rows of a measure.
func headOf(m measure.Measure) []string {
	n := "计入（" + string(m.Unit) + "）"
	switch {
	case m.Unit == measure.Fen:
		n = "金额（元）"
	case m.Fold == measure.ShareOf:
		n = "符合（1是0否）"
	case m.Fold == measure.RatioOf:
		n = "分子"
	}
	head := []string{"序号", "日期", "记录", "编号（已掩码）", n}
	if m.Fold == measure.RatioOf {
		head = append(head, "分母")
	}
	return head
}

// cellsOf are the cells of a row.
func cellsOf(m measure.Measure, no int64, r Row) []string {
	cells := []string{strconv.FormatInt(no, 10), r.Day.String(), measure.SourceName(r.Source),
		mask.Card(plain(r.Label)), writeN(m.Unit, m.Fold, r.N)}
	if m.Fold == measure.RatioOf {
		cells = append(cells, strconv.FormatInt(r.Of, 10))
	}
	return cells
}

// plain keeps what numbers are made of, so that no spreadsheet takes one for a formula.
func plain(label string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return -1
	}, strings.TrimLeft(label, "-"))
}

func writeN(unit measure.Unit, fold measure.Fold, n int64) string {
	switch {
	case fold == measure.ShareOf || fold == measure.RatioOf:
		return strconv.FormatInt(n, 10)
	case unit == measure.Fen:
		return money.Fen(n).String()
	case unit == measure.Date && n != 0:
		return civil.Date(n).String()
	}
	return strconv.FormatInt(n, 10)
}

func readN(unit measure.Unit, fold measure.Fold, text string) (int64, error) {
	counts := fold == measure.ShareOf || fold == measure.RatioOf
	switch {
	case unit == measure.Fen && !counts:
		n, err := money.ParseYuan(text)
		return int64(n), err
	case unit == measure.Date && !counts && len(text) == len("2024-01-01"):
		day, err := civil.ParseDate(text)
		return int64(day), err
	}
	return strconv.ParseInt(text, 10, 64)
}

// writeRows writes the rows of a measure as they come, never holding them.
func writeRows(w io.Writer, m measure.Measure, each func(func(Row) error) error) error {
	return document.WriteCSV(w, func(yield func([]string) error) error {
		if err := yield(headOf(m)); err != nil {
			return err
		}
		no := int64(0)
		return each(func(r Row) error {
			no++
			return yield(cellsOf(m, no, r))
		})
	})
}

// tally folds the rows of a figure again, from the file alone.
func tally(r io.Reader, f Figure) (*measure.Tally, error) {
	fold, known := foldOf(f.Fold)
	if !known {
		return nil, refusal.Bad("pack.rows", "不认识的汇总方式“"+f.Fold+"”")
	}
	from, err1 := civil.ParseDate(f.From)
	to, err2 := civil.ParseDate(f.To)
	if err1 != nil || err2 != nil {
		return nil, refusal.Bad("pack.rows", "清单的期间“"+f.From+"至"+f.To+"”不是日期")
	}
	t := &measure.Tally{Fold: fold}
	head := headOf(measure.Measure{Unit: f.Unit, Fold: fold})
	first := true
	err := document.EachCSV(r, func(row document.Row) error {
		bad := func(why string) error {
			return refusal.Bad("pack.rows", fmt.Sprintf("第%d行%s", row.No, why))
		}
		switch {
		case len(row.Cells) != len(head):
			return bad("的栏数不对")
		case first:
			first = false
			return nil
		case row.Cells[0] != strconv.FormatInt(t.Rows+1, 10):
			return bad("的序号不连续，可能缺行")
		}
		day, err := civil.ParseDate(row.Cells[1])
		switch {
		case err != nil:
			return bad("的“" + row.Cells[1] + "”不是日期")
		case day > to, day < from && !f.Balance:
			return bad("的日期" + row.Cells[1] + "不在期间" + f.From + "至" + f.To + "之内")
		}
		n, err := readN(f.Unit, fold, row.Cells[4])
		if err != nil {
			return bad("的“" + row.Cells[4] + "”不是数")
		}
		add := measure.Row{N: n}
		if fold == measure.RatioOf {
			if add.Of, err = strconv.ParseInt(row.Cells[5], 10, 64); err != nil {
				return bad("的分母不是数")
			}
		}
		t.Add(add)
		return nil
	})
	return t, err
}
