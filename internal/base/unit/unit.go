// Package unit defines the unit of work (工作单元): everything that one action changes is durable together,
// or not at all.
//
// A use case that a person started opens the unit; whatever it calls joins with the same Tx. The package holds
// no storage; an engine implements Work and gives Tx its meaning.
package unit

import (
	"context"

	"guangsha/internal/base/act"
)

// Tx is one unit of work in progress. It is opaque: it is handed from port to port and means something only to
// the store that made it. It must not be kept after the function it was given to returns.
type Tx interface{ UnitOfWork() }

// Work opens units of work.
type Work interface {
	// Do runs f and makes its changes durable before it returns nil. by and op (the name of the use case, for
	// example "withdrawal.approve") stand in the audit entry.
	//
	// f may run twice, so it acts only through its Tx and sets the variables it fills afresh each time. It does
	// no other I/O and lasts at most 50 ms: prepare outside, read again and decide inside. When f returns an
	// error, nothing it did remains, and Do returns that error unchanged. A unit that wrote anything and recorded no
	// audit entry is refused with ErrNoAudit.
	//
	// An error that wraps ErrUnknown means that the outcome is not known; ask again under the same request key.
	Do(ctx context.Context, by act.By, op string, f func(Tx) error) error
	// Read runs f on one consistent state. f must not write; it ends within 30 s.
	Read(ctx context.Context, f func(Tx) error) error
}

// Error is a failure of the unit of work itself.
type Error string

// Error implements error.
func (e Error) Error() string { return string(e) }

const (
	// ErrNoAudit says that a unit wrote something and recorded no audit entry. It is a defect of the use case.
	ErrNoAudit = Error("unit: rows changed without an audit entry")
	// ErrUnknown says that a commit failed in a way that leaves its outcome open.
	ErrUnknown = Error("unit: outcome unknown")
	// ErrStopped says that the store accepts no more writes after such a failure; the process must reopen it.
	ErrStopped = Error("unit: store stopped")
	// ErrFull says that the disk is full: the unit was undone and nothing was booked.
	ErrFull = Error("unit: disk full")
	// ErrNewer says that the database was written by a newer program than this one.
	ErrNewer = Error("unit: database is newer than this program")
	// ErrOlder says that a database opened for reading only has not been brought to this program's schema.
	ErrOlder = Error("unit: database is older than this program")
	// ErrBusy says that the unit was tried as often as allowed and met other units each time.
	ErrBusy = Error("unit: too many conflicts")
	// ErrDamaged says that the database's file is no database, or is damaged.
	ErrDamaged = Error("unit: database is damaged")
	// ErrNoDatabase says that the server does not have the database that it was asked for.
	ErrNoDatabase = Error("unit: no such database on the server")
	// ErrLogin says that the server does not let this user in, or not with this password.
	ErrLogin = Error("unit: login refused by the server")
	// ErrRights says that the server lets this user in and not do what the program needs.
	ErrRights = Error("unit: user lacks rights on the server")
	// ErrCrowded says that the server takes no more connections.
	ErrCrowded = Error("unit: server takes no more connections")
	// ErrLost says that the connection to the database broke before the unit was committed: it left nothing.
	ErrLost = Error("unit: connection to the database lost")
)
