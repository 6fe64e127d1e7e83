// Package listing says how a long list is ordered and where one of its pages ended. It may know no list.
package listing

// Order is how a list is ordered (排序): by a column and, where rows have the same there, by their key, both one way.
type Order struct {
	By   string // name of the column; empty for the key alone
	Down bool   // the greatest first
}

// Place is the last row of a page (翻页位置): what its list is ordered by, and its key.
type Place[K any] struct {
	Value int64
	Key   K
}

// Page asks for some rows of a list behind a place.
type Page[K any] struct {
	Order
	After *Place[K] // nil for the first page
	Limit int       // 0 for all rows, in any order
	At    []K       // the rows with these keys alone, where After and Limit do not count; nil for any
}

// All asks for a whole list with what an order orders it by, in any order.
func All[K any](o Order) Page[K] { return Page[K]{Order: o} }

// First asks for the beginning of a list in the order of its keys.
func First[K any](limit int) Page[K] { return Page[K]{Limit: limit} }
