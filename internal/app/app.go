// Package app puts a centre together: the store, the keys, the books and every service, from a configuration, a clock
// and a source of randomness. It is the one place that knows them all, and holds no rule of the business.
package app

// Version is the version of the program.
const Version = "0.1.0"
