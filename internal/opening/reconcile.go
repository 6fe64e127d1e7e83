package opening

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Measure is the unit that a line of the reconciliation counts in.
type Measure uint8

// The units.
const (
	InYuan     Measure = iota // 元
	InYuanDays                // 元·天
	InCount                   // 个
)

// Item is one item of the reconciliation (核对项目), as the control totals name it.
type Item struct {
	ID    string  // of its query in the store
	Title string  // 项目, in 控制总数
	Of    string  // what its objects are: 机构, 专户, 状态 …; empty for the whole centre
	Unit  Measure // 单位
	Total bool    // there is a line for the whole centre besides those of its objects
	Days  bool    // its objects are days
	Names []string
}

// Items lists what is held against the control totals, in the order of the sheet.
var Items = []Item{
	{ID: "deposits", Title: "缴存余额", Of: "机构", Total: true},
	{ID: "products", Title: "积数", Of: "机构", Unit: InYuanDays, Total: true},
	{ID: "loans", Title: "贷款余额", Of: "机构", Total: true},
	{ID: "banks", Title: "银行专户余额", Of: "专户"},
	{ID: "time", Title: "定期存款"},
	{ID: "members", Title: "个人账户数", Of: "状态", Unit: InCount, Total: true, Names: accountTable.list("state")},
	{ID: "employers", Title: "单位账户数", Of: "状态", Unit: InCount, Total: true, Names: unitTable.list("state")},
	{ID: "loan-states", Title: "贷款笔数", Of: "状态", Unit: InCount, Total: true},
	{ID: "dues", Title: "应还日贷款笔数", Of: "下次应还日", Unit: InCount, Days: true},
	{ID: "freezes", Title: "冻结笔数", Unit: InCount},
	{ID: "bans", Title: "限制名单人数", Unit: InCount},
	{ID: "drawn", Title: "购房提取记录数", Unit: InCount},
}

// list gives the codes and names that a field may have.
func (t Table) list(column string) []string {
	for _, f := range t.Fields {
		if f.Column == column {
			return f.List
		}
	}
	return nil
}

// SheetLine is one line of the reconciliation sheet.
type SheetLine struct {
	Group  string // 总账, 控制总数, 单位
	Item   string
	Object string // empty for the whole
	Unit   Measure
	Handed *int64 // as handed in; nil when it was not
	Must   bool   // it must be handed in, a nought where there is nothing
	Staged int64  // what the staging area comes to
	Wrong  string // why nothing can be held against what was handed in; empty when it can
}

// Difference is what was handed in less what the staging area comes to.
func (l SheetLine) Difference() int64 {
	if l.Handed == nil {
		return -l.Staged
	}
	return *l.Handed - l.Staged
}

// OK says that the line balances. One that nobody handed in does not, unless there is nothing and it need not be: a
// table that was forgotten, and its total with it, would otherwise come out as a centre without any freeze.
func (l SheetLine) OK() bool {
	return l.Difference() == 0 && l.Wrong == "" && (l.Handed != nil || !l.Must)
}

// Sheet is the reconciliation sheet (数据迁移核对表).
type Sheet struct {
	Status
	Lines []SheetLine // general ledger and control totals
	Units []SheetLine // employer by employer
}

// Different counts the lines that do not balance.
func (s Sheet) Different() (n int) {
	for _, l := range slices.Concat(s.Lines, s.Units) {
		if !l.OK() {
			n++
		}
	}
	return n
}

// Reconcile holds what is staged against what the old system says that it comes to. It changes nothing: rows that
// another load left, which Check clears, it refuses.
func (s *Service) Reconcile(ctx context.Context) (sheet Sheet, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		r := reconciling{s: s, tx: tx}
		sheet = Sheet{}
		var err error
		if sheet.Status, err = s.ready(tx); err != nil {
			return err
		}
		_, _, stray, err := s.stray(tx)
		if err != nil {
			return err
		}
		if stray {
			return refusal.New(CodeNotLoaded, "另一次装入没有完成，暂存区里还有它的数据", "",
				"请先用 guangsha opening check 清理并检查，再出核对表")
		}
		if err := r.ledger(); err != nil {
			return err
		}
		if err := r.control(); err != nil {
			return err
		}
		sheet.Lines = r.lines
		if sheet.Units, err = r.units(); err != nil {
			return err
		}
		return nil
	})
	return sheet, err
}

type reconciling struct {
	s     *Service
	tx    unit.Tx
	lines []SheetLine
}

// sums runs the query of an item.
func (r *reconciling) sums(id string) (map[string]int64, int64, error) {
	list, err := r.s.Store.Sums(r.tx, id)
	sums, total := map[string]int64{}, int64(0)
	for _, one := range list {
		sums[one.Object] += one.Value
		total += one.Value
	}
	return sums, total, err
}

// ledger holds the general ledger against what stands beneath it.
func (r *reconciling) ledger() error {
	handed, err := r.s.Store.Ledger(r.tx)
	if err != nil {
		return err
	}
	beneath := map[string]int64{}
	for _, id := range []string{"deposits", "loans", "suspense", "bank-natures", "time", "accrued"} {
		sums, total, err := r.sums(id)
		if err != nil {
			return err
		}
		beneath[id] = total
		for object, value := range sums {
			beneath[id+" "+object] = value
		}
	}
	add := func(item string, staged int64, accounts ...ledger.Account) {
		sum, any := int64(0), false
		for _, h := range handed {
			for _, account := range accounts {
				if h.Account == account {
					sum, any = sum+int64(h.Balance), true
				}
			}
		}
		line := SheetLine{Group: "总账", Item: item, Staged: staged}
		if any {
			line.Handed = &sum
		}
		r.lines = append(r.lines, line)
	}
	add("201 住房公积金", beneath["deposits"], ledger.HousingFund)
	add("121+122 委托贷款和逾期贷款", -beneath["loans"], ledger.PersonalLoans, ledger.PersonalOverdue)
	add("219 其他应付款—单位暂存", beneath["suspense 01"], ledger.EmployerUnallocated)
	add("219 其他应付款—暂收", beneath["suspense 02"], ledger.Suspense)
	add("10101 住房公积金存款—活期", -beneath["bank-natures "+fundNature], ledger.FundDemand)
	add("10102 住房公积金存款—定期", -beneath["time"], ledger.FundTime)
	add("10201 增值收益存款—活期", -beneath["bank-natures "+surplusNature], ledger.SurplusDemand)
	add("111 应收利息（定期存款已计提）", -beneath["accrued"], ledger.InterestReceivable)
	total := int64(0)
	for _, h := range handed {
		total += int64(h.Balance)
	}
	r.lines = append(r.lines, SheetLine{Group: "总账", Item: "借贷合计（应为零）", Handed: &total})
	return nil
}

// control holds the control totals against what the staging area comes to.
func (r *reconciling) control() error {
	list, err := r.s.Store.Control(r.tx)
	if err != nil {
		return err
	}
	var strange []SheetLine
	handed := map[string]map[string]handedTotal{} // by title and object, as the sheet names it
	for _, c := range list {
		item, known := itemNamed(c.Item)
		if !known { // somebody must say what it is
			strange = append(strange, SheetLine{Group: "控制总数", Item: strings.TrimSpace(c.Item+" "+c.Object) +
				"（没有这个核对项目）", Handed: &c.Value, Wrong: "不认识"})
			continue
		}
		of := handed[item.Title]
		if of == nil {
			of = map[string]handedTotal{}
			handed[item.Title] = of
		}
		object := item.handed(c.Object)
		h := item.total(c.Value)
		if _, twice := of[object]; twice { // nobody knows which of the two is meant
			h.wrong = "重复"
		}
		of[object] = h
	}
	for _, item := range Items {
		staged, total, err := r.sums(item.ID)
		if err != nil {
			return err
		}
		objects := map[string]int64{}
		if item.Of == "" || item.Total {
			objects[""] = total
		}
		if item.Of != "" {
			for object, value := range staged {
				objects[item.object(object)] = value
			}
		}
		for object := range handed[item.Title] {
			if _, known := objects[object]; !known {
				objects[object] = 0
			}
		}
		for _, object := range slices.Sorted(maps.Keys(objects)) {
			line := SheetLine{Group: "控制总数", Item: item.Title, Object: object, Unit: item.Unit, Must: object == "",
				Staged: objects[object]}
			if h, ok := handed[item.Title][object]; ok {
				line.Handed, line.Wrong = &h.value, h.wrong
			}
			r.lines = append(r.lines, line)
		}
	}
	r.lines = append(r.lines, strange...)
	return nil
}

// handedTotal is what a line of the sheet is held against, and what is wrong with it.
type handedTotal struct {
	value int64
	wrong string
}

// itemNamed is the item that a control total names.
func itemNamed(title string) (Item, bool) {
	for _, item := range Items {
		if item.Title == title {
			return item, true
		}
	}
	return Item{}, false
}

// total is a control total of the item: the table reads everything as an amount.
func (i Item) total(value int64) handedTotal {
	switch {
	case i.Unit != InCount:
		return handedTotal{value: value}
	case value%100 != 0:
		return handedTotal{value: value / 100, wrong: "不是整数"}
	}
	return handedTotal{value: value / 100}
}

// object is how the sheet names what the staging area counts for.
func (i Item) object(staged string) string {
	if i.Days {
		if n, err := strconv.Atoi(staged); err == nil {
			return civil.Date(n).String()
		}
	}
	return i.handed(staged)
}

// handed is how the sheet names what a control total is for: days and codes may be written in several ways.
func (i Item) handed(object string) string {
	if i.Days {
		if d, ok := readDay(object); ok {
			return d.String()
		}
	}
	if code, ok := (Field{List: i.Names}).code(object); ok {
		for _, entry := range i.Names {
			if entry[:len(code)] == code {
				return entry
			}
		}
	}
	return object
}

// units holds each employer's balance against its members'.
func (r *reconciling) units() (lines []SheetLine, err error) {
	handed, _, err := r.sums("unit-handed")
	if err != nil {
		return nil, err
	}
	staged, _, err := r.sums("unit")
	for _, no := range slices.Sorted(maps.Keys(handed)) {
		value := handed[no]
		lines = append(lines, SheetLine{Group: "单位", Item: "单位账户余额", Object: no, Handed: &value, Staged: staged[no]})
	}
	return lines, err
}

// Text writes a value of a line as people read it.
func (m Measure) Text(value int64) string {
	if m == InCount {
		return strconv.FormatInt(value, 10)
	}
	return money.Fen(value).Grouped()
}

// String is the unit in Chinese.
func (m Measure) String() string { return [...]string{"元", "元·天", "个"}[m] }

// HandedText is what was handed in, or 未提供.
func (l SheetLine) HandedText() string {
	if l.Handed == nil {
		return "未提供"
	}
	return l.Unit.Text(*l.Handed)
}

// Verdict is the outcome of a line in Chinese.
func (l SheetLine) Verdict() string {
	switch {
	case l.OK():
		return "平"
	case l.Handed == nil:
		return "未提供"
	case l.Wrong != "":
		return l.Wrong
	}
	return "不平"
}

// rowsToAccept counts what accepting will bring in, for its progress.
func (s *Service) rowsToAccept(tx unit.Tx) (n int64, err error) {
	files, err := s.Store.Files(tx)
	for _, f := range files {
		switch f.Table {
		case employerTable.Code, accountTable.Code, loanTable.Code, bankTable.Code, depositTable.Code,
			suspenseTable.Code, banTable.Code, freezeTable.Code, drawnTable.Code:
			n += f.Rows
		}
	}
	return n, err
}

// titled is the first line of the sheet.
func (s Sheet) titled() string {
	return fmt.Sprintf("数据迁移核对表  %s  建账日 %s", s.Name, s.Day)
}
