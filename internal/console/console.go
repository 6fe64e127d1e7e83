// Package console serves the staff console (业务后台): typed routes over what the capabilities read, and the pages.
// It decides nothing and writes nothing.
package console

// Console answers the requests of the pages.
type Console struct{}
