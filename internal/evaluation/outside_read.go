package evaluation

import (
	"bytes"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	"guangsha/internal/measure"
)

// OutsideHeads are the heads of a list of figures from outside (外部文件所列数清单).
var OutsideHeads = []string{"文件", "文号或编号", "文件日期", "事项", "取数项", "金额", "单位", "页码"}

// Limits of a list. Those of a year's papers stay far below them.
const (
	maxOutside     = 500
	maxOutsideFile = 4 << 20 // bytes
	maxOutsideText = 60      // characters of a cell
)

// codeOutside is the code of the refusals of a list.
const codeOutside = "evaluation.outside"

// ReadOutside reads a list of figures from a csv or xlsx file: one line for each, below OutsideHeads. A figure is bound
// to the measure that its line names by name or title, or else to the one whose title its item is; it must be one of
// money. Whatever is wrong is named with its line, and nothing of the file is taken then.
func ReadOutside(src []byte, measures []measure.Measure) ([]Outside, error) {
	rows, err := outsideRows(src)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(rows, func(r document.Row) bool { return sameHeads(r.Cells, OutsideHeads) })
	if at < 0 {
		return nil, refusal.New(codeOutside, "没有找到表头“"+strings.Join(OutsideHeads, "、")+"”", "", "请下载样表，按样表的八栏填写")
	}
	var list []Outside
	var wrong []*refusal.Refused
	for _, row := range rows[at+1:] {
		o, why := readOutside(row.Cells, measures)
		if i := slices.IndexFunc(list, o.same); why == "" && i >= 0 {
			why = "与前面一行是同一文件的同一事项和取数项"
		}
		if why != "" {
			wrong = append(wrong, refusal.Bad(codeOutside, fmt.Sprintf("第%d行%s", row.No, why)))
		}
		list = append(list, o)
		const shown = 20
		if len(wrong) == shown {
			break
		}
	}
	switch {
	case len(wrong) > 0:
		return nil, refusal.Join(wrong...)
	case len(list) == 0:
		return nil, refusal.Bad(codeOutside, "清单只有表头，没有数")
	}
	return list, nil
}

// same reports whether two lines state the same of one paper.
func (o Outside) same(p Outside) bool {
	return o.Paper == p.Paper && o.Number == p.Number && o.Item == p.Item && o.Measure == p.Measure
}

func outsideRows(src []byte) (rows []document.Row, err error) {
	if len(src) > maxOutsideFile {
		return nil, refusal.Bad(codeOutside, "文件超过4兆字节，不像是一份外部文件所列数清单")
	}
	add := func(r document.Row) error {
		if len(rows) > maxOutside {
			return refusal.Bad(codeOutside, fmt.Sprintf("清单超过%d行，请分成几个文件", maxOutside))
		}
		r.Cells = slices.Clone(r.Cells)
		rows = append(rows, r)
		return nil
	}
	if document.KindOf(src) == document.KindText {
		return rows, document.EachCSV(bytes.NewReader(src), add)
	}
	grids, err := document.Read(context.Background(), document.Programs{}, src)
	if err != nil {
		return nil, err
	}
	seen := slices.IndexFunc(grids, func(g document.Grid) bool { return !g.Hidden })
	if seen < 0 {
		return nil, nil
	}
	for i, cells := range grids[seen].Rows() {
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		if err := add(document.Row{No: i + 1, Cells: cells}); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func sameHeads(cells, heads []string) bool {
	if len(cells) < len(heads) {
		return false
	}
	for i, head := range heads {
		if compact(cells[i]) != head {
			return false
		}
	}
	return true
}

// readOutside reads a line, or says what is wrong with it.
func readOutside(cells []string, measures []measure.Measure) (o Outside, why string) {
	cells = append(slices.Clone(cells), make([]string, len(OutsideHeads))...)[:len(OutsideHeads)]
	for i, c := range cells {
		cells[i] = strings.TrimSpace(c)
		if utf8.RuneCountInString(cells[i]) > maxOutsideText {
			return o, fmt.Sprintf("的%s超过%d字", OutsideHeads[i], maxOutsideText)
		}
	}
	o = Outside{Paper: cells[0], Number: cells[1], Item: cells[3], Page: cells[7]}
	if _, known := outsidePaper(o.Paper); !known {
		var names []string
		for _, p := range OutsidePapers {
			names = append(names, p.Name)
		}
		return o, "的文件种类“" + o.Paper + "”不在" + strings.Join(names, "、") + "之中"
	}
	day, err := civil.ParseDate(strings.ReplaceAll(cells[2], "/", "-"))
	switch {
	case o.Number == "":
		return o, "没有文号或编号"
	case err != nil:
		return o, "的文件日期“" + cells[2] + "”不是日期，请写成2025-03-31"
	case o.Item == "":
		return o, "没有事项"
	}
	o.Dated = day.String()
	if why := o.bind(cells[4], measures); why != "" {
		return o, why
	}
	return o, o.amount(cells[5], cells[6])
}

// bind finds the measure of a line.
func (o *Outside) bind(name string, measures []measure.Measure) (why string) {
	i := slices.IndexFunc(measures, func(m measure.Measure) bool {
		return m.Name == name || m.Title == name || name == "" && m.Title == o.Item
	})
	switch {
	case i < 0 && name == "":
		return "没有取数项，事项“" + o.Item + "”也不是取数项的名称"
	case i < 0:
		return "的取数项“" + name + "”不在目录中"
	case measures[i].Unit != measure.Fen:
		return "的取数项“" + measures[i].Title + "”不是金额"
	}
	o.Measure = measures[i].Name
	return ""
}

// AmountUnit is the unit of an amount as a list prints it, AmountNumber what stands before it.
func AmountUnit(amount string) string { return strings.TrimLeft(amount, "-0123456789.,") }

// AmountNumber is an amount without its unit.
func AmountNumber(amount string) string { return strings.TrimSuffix(amount, AmountUnit(amount)) }

// amount reads an amount and its unit, exact to the fen.
func (o *Outside) amount(number, unit string) (why string) {
	n, ok := readNumber(compact(number))
	if !ok {
		return "的金额“" + number + "”不是数"
	}
	if dimensionOf(unit) != Money || perYear(unit) != unit {
		return "的单位“" + unit + "”不是元、万元、亿元等金额单位"
	}
	a := Amount{Number: n, Unit: unit}
	inFen := new(big.Rat).Mul(a.in(exactUnit).rat, hundred)
	const most = 1e15 // fen: ten trillion yuan
	if !inFen.IsInt() || inFen.Cmp(big64(most)) > 0 || inFen.Cmp(big64(-most)) < 0 {
		return "的金额“" + a.String() + "”不到分位或过大"
	}
	o.Amount, o.Fen = a.String(), inFen.Num().Int64()
	return ""
}
