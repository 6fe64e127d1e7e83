package evaluation

import "strings"

// The fields of a fund row and of an indicator row.
const (
	fieldName     = "name"
	fieldInitial  = "initial"
	fieldBudget   = "budget"
	fieldExecuted = "executed"
	fieldWeight   = "weight"
	fieldRate     = "rate"
	fieldScore    = "score"
	fieldFirst    = "first"
	fieldSecond   = "second"
	fieldTarget   = "target"
	fieldActual   = "actual"
	fieldReason   = "reason"
)

// headWord tells a column by words of its head; the first that fits counts.
type headWord struct{ word, field string }

var fundHeads = []headWord{
	{"执行率", fieldRate}, {"B/A", fieldRate}, {"年初", fieldInitial}, {"执行数", fieldExecuted}, {"全年执行", fieldExecuted},
	{"执行", fieldExecuted}, {"全年预算", fieldBudget}, {"调整", fieldBudget}, {"预算数", fieldBudget}, {"分值", fieldWeight},
	{"权重", fieldWeight}, {"得分", fieldScore},
}

// fundColumns reads the head of the fund rows, or nothing when the row is none.
func fundColumns(labels []string) columns {
	cols := columns{}
	for i, label := range labels {
		for _, h := range fundHeads {
			if label == "" || !strings.Contains(label, h.word) {
				continue
			}
			if _, taken := cols[h.field]; !taken && containsAny(label, "项目资金", "情况") == "" {
				cols[h.field] = i
			}
			break
		}
	}
	_, budget := cols[fieldBudget]
	_, executed := cols[fieldExecuted]
	if !budget || !executed {
		return nil
	}
	first := min(cols[fieldBudget], cols[fieldExecuted])
	if at, ok := cols[fieldInitial]; ok {
		first = min(first, at)
	}
	cols[fieldName] = first - 1
	return cols
}

func isFundName(s string) bool {
	return fundIsTotal(s) || containsAny(s, "财政拨款", "结转资金", "其他资金", "财政资金", "财政专户", "单位资金", "中央补助", "地方资金") != "" &&
		len([]rune(s)) < 20
}

// readFund reads one fund row, shifted as a whole when its cells then stand better under the head.
func (d *draft) readFund(cells, labels []string) {
	at := indexOf(labels, isFundName)
	cols := d.funds
	if cols == nil {
		cols = defaultFunds(at, len(cells))
	}
	shift := fundShift(cols, labels, at)
	if shift != 0 {
		d.doubt(0, cells[at], "“%s”一行与表头错开%d栏，按错开后的位置读入", cut(cells[at], 30), abs(shift))
	}
	get := func(field string) string {
		i, ok := cols[field]
		if i += shift; !ok || i < 0 || i >= len(cells) {
			return ""
		}
		return cells[i]
	}
	d.Funds = append(d.Funds, Fund{
		Name: cells[at], Initial: get(fieldInitial), Budget: get(fieldBudget), Executed: get(fieldExecuted),
		Weight: get(fieldWeight), Rate: get(fieldRate), Score: get(fieldScore),
	})
}

// fundShift finds the shift in which most of what stands behind a fund's name is under a head. A name may reach over
// several columns, so that where it begins says little.
func fundShift(cols columns, labels []string, at int) int {
	best, most := 0, -1<<30
	for _, shift := range []int{0, -1, 1, -2, 2, at - cols[fieldName]} {
		used := map[int]bool{}
		left := 1 << 30
		for field, i := range cols {
			if field != fieldName {
				used[i+shift] = true
				left = min(left, i+shift)
			}
		}
		if left <= at {
			continue
		}
		fit := 0
		for i := at + 1; i < len(labels); i++ {
			switch {
			case labels[i] == "":
			case used[i]:
				fit++
			default:
				fit -= 2
			}
		}
		if fit > most {
			best, most = shift, fit
		}
	}
	return best
}

// defaultFunds is the official order of the columns, for a table whose head row is lost.
func defaultFunds(name, width int) columns {
	wide := 0
	if width >= 11 {
		wide = 1 // G11 merges two columns under 全年执行数
	}
	return columns{
		fieldName: name, fieldInitial: name + 1, fieldBudget: name + 2, fieldExecuted: name + 3,
		fieldWeight: name + 4 + wide, fieldRate: name + 5 + wide, fieldScore: name + 6 + wide,
	}
}
