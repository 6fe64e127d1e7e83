package evaluation

import (
	"encoding/json"

	"guangsha/internal/base/refusal"
)

// ReadUnderstood reads a Reading from the JSON that was made of it (读出的内容), as whoever handed the file in keeps it
// between two questions. It may come from anybody, so that what no reader would have made is a *refusal.Refused.
func ReadUnderstood(src []byte) (Reading, error) {
	var k struct {
		Tables    []json.RawMessage
		Doubts    []Doubt
		Paper     Paper
		Corrected []Corrected
	}
	if wrong := readStrictly(src, &k); wrong != "" {
		return Reading{}, notUnderstood(wrong)
	}
	r := Reading{Doubts: k.Doubts, Paper: k.Paper, Corrected: k.Corrected}
	if len(k.Tables) > maxTables {
		return Reading{}, notUnderstood("表太多")
	}
	for _, text := range k.Tables {
		t, err := ReadKept(text)
		if err != nil {
			return Reading{}, notUnderstood("其中有表读不出来")
		}
		if wrong := t.unreadable(); wrong != "" {
			return Reading{}, notUnderstood(wrong)
		}
		r.Tables = append(r.Tables, t)
	}
	for _, d := range r.Doubts {
		if d.Table < 0 || d.Table >= len(r.Tables) {
			return Reading{}, notUnderstood("存疑之处不在任何表中")
		}
	}
	if len(r.Tables) == 0 && len(r.Paper.Explained) == 0 && len(r.Corrected) == 0 {
		return Reading{}, notUnderstood("其中没有表")
	}
	return r, r.Paper.Complete()
}

func notUnderstood(why string) error {
	return refusal.New("evaluation.understood", "读出的内容不能再用："+why, "", "请重新选择文件，再读一次")
}

// unreadable says what no reader makes of a table, empty when there is no such thing.
func (t Table) unreadable() string {
	funds, heads := t.MoreHeads()
	switch {
	case t.Layout != G11 && t.Layout != G9:
		return "没有这种表式"
	case t.Year != 0 && (t.Year < 1900 || t.Year > 2099):
		return "年度不对"
	case len(t.Indicators) > maxRows || len(t.Funds) > maxRows || len(t.Others) > maxRows:
		return "行数太多"
	case len(t.Columns) > maxCells || len(t.FundColumns) > maxCells:
		return "栏目太多"
	}
	for i, ind := range t.Indicators {
		if ind.Row != i+1 || len(ind.More) != len(heads) {
			return "行次或栏目不对"
		}
	}
	for _, f := range t.Funds {
		if len(f.More) != len(funds) {
			return "项目资金的栏目不对"
		}
	}
	for _, o := range t.Others {
		if len(o.Cells) > maxCells {
			return "栏目太多"
		}
	}
	return ""
}
