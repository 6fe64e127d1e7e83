// Package measure turns a claim into a query (取数项). A measure has a name, a definition that people read, a
// unit, and one SQL text of the same name in the store; the same text gives the figure and lists the rows
// behind it. The package knows no capability: each hands its measures outward as values.
package measure

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// Unit is what a value counts (计量单位).
type Unit string

// The units of values.
const (
	Fen        Unit = "分"   // money
	Loans      Unit = "笔"   // loans, and what is paid for them one by one
	Households Unit = "户"   // families
	Months     Unit = "个月"  // months of a service
	Count      Unit = "个"   // things: households, items, channels
	Times      Unit = "次"   // events
	Days       Unit = "天"   // days
	Date       Unit = "日期"  // a day: civil.Date as a number
	Share      Unit = "万分比" // parts of ten thousand: 9,523 is 95.23 %
)

// Fold says how rows become the figure.
type Fold uint8

// The folds.
const (
	SumN    Fold = iota + 1 // sum of n over the rows
	RowsN                   // number of rows
	ShareOf                 // rows with n ≠ 0 in ten thousand of all rows, half up; nothing when there are no rows
	RatioOf                 // sum of n in ten thousand of the sum of of, half up; nothing when that is 0
	MaxN                    // largest n; nothing when there are no rows
	MedianN                 // middle n, of two their mean, half up; nothing when there are no rows
	MeanN                   // mean of n, half up; nothing when there are no rows
)

// Grade says what a figure rests on (证据等级). Only A and B are called computed.
type Grade string

// The grades.
const (
	Ledger    Grade = "A" // 业务账
	Imported  Grade = "B" // 银行、国库、财务系统导入
	Register  Grade = "C" // 台账登记并附凭据
	Survey    Grade = "D" // 问卷调查
	Statement Grade = "E" // 情况说明
)

// Measure is one 取数项.
type Measure struct {
	Name       string // stable, for example "fund.withdrawals.amount"
	Title      string // 名称
	Definition string // 取数口径
	Unit       Unit
	Fold       Fold
	Grade      Grade
}

// Period is a span of days, both ends in it.
type Period struct{ From, To civil.Date }

// Year is the fiscal year (会计年度).
func Year(y int) Period { return Period{From: civil.DateOf(y, 1, 1), To: civil.DateOf(y, 12, 31)} }

// Value is a figure with the number of rows behind it.
type Value struct {
	Measure Measure
	Period  Period
	N       int64  // in the measure's unit
	Rows    int64  // rows the figure is folded from
	Of      int64  // what a RatioOf is a share of, for example valid answers; 0 for the other folds
	Version string // 口径版本: a digest of the definition with the query, by which a later figure is known to be the same
	Known   bool   // false when the fold has no answer, for example a share of no rows
}

// Row is one row behind a figure.
type Row struct {
	Source string     // what kind of record: "voucher", "loan", "pay_run", …
	Ref    int64      // id of the record
	Day    civil.Date // business date
	N      int64      // what it adds: in the measure's unit, 1 or 0 to a ShareOf, a count to a RatioOf
	Of     int64      // what N is counted among in a RatioOf; 0 for the other folds
}

// Store runs measures.
type Store interface {
	// Value folds the rows of a measure over a period.
	Value(tx unit.Tx, m Measure, p Period) (Value, error)
	// Rows lists the rows behind it in the order of day, source and ref, after the given row, at most limit.
	Rows(tx unit.Tx, m Measure, p Period, after Row, limit int) ([]Row, error)
}
