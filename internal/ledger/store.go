package ledger

import (
	"hash"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Store is what the books need of an engine. Every method acts inside tx and sees what tx has written.
type Store interface {
	// NextID takes an id of a kind ("voucher", "loan", …). Ids of units that fail are not used again.
	NextID(tx unit.Tx, kind string) (int64, error)
	// OpenDay is the day that postings go to, read under the shared side of the fence: it stays open until
	// tx ends.
	OpenDay(tx unit.Tx) (civil.Date, error)
	// DayState is the state of a book day; a day never opened has DayUnknown.
	DayState(tx unit.Tx, day civil.Date) (DayState, error)
	// Append writes a voucher with its movements and moves the accounts beneath. It must refuse with
	// ErrNotPostable, and leave the unit to be undone, when a member account of p is missing, closed, or would
	// fall below zero.
	Append(tx unit.Tx, v Voucher, p Posting) error
	// Voucher reads a voucher, or gives false.
	Voucher(tx unit.Tx, id VoucherID) (Voucher, bool, error)
	// Movements reads the movements of a voucher, batch by batch, as a posting would name them.
	Movements(tx unit.Tx, id VoucherID) ([]MemberBatch, []HolderRow, error)
	// ReversedBy is the voucher that reverses id, or zero.
	ReversedBy(tx unit.Tx, id VoucherID) (VoucherID, error)
	// MemberAccount reads an account, or gives false.
	MemberAccount(tx unit.Tx, id AccountID) (MemberAccount, bool, error)
	// MemberAccounts reads the next limit accounts after one, in the order of home and id.
	MemberAccounts(tx unit.Tx, after AccountID, limit int) ([]MemberAccount, error)
	// OpenMemberAccounts writes accounts with nothing on them, in one statement.
	OpenMemberAccounts(tx unit.Tx, ids []AccountID, day civil.Date) error
	// CarryAccounts adds to open accounts the day-products and months that they bring along to the day, and keeps the
	// products beside the movements. An account that is named again is an error.
	CarryAccounts(tx unit.Tx, list []CarriedAccount, day civil.Date) error
	// CloseMemberAccount marks an account with balance zero as closed; false when it has money or is missing.
	CloseMemberAccount(tx unit.Tx, id AccountID) (bool, error)
	// HolderBalance is the sum of the movements of one holder under an account, credit positive.
	HolderBalance(tx unit.Tx, account Account, holder int64) (money.Fen, error)

	// Claim writes the request (key unique in its home) with the answer it will have. When the key is there
	// already, it gives the digest and the answer it found and claimed is false.
	Claim(tx unit.Tx, home int64, key string, digest []byte, answer int64) (Claimed, error)
	// Claimed names the request that the unit claimed last; vouchers are posted under it.
	Claimed(tx unit.Tx) RequestName

	// FenceDay takes the other side of the fence: it waits for units that hold the open day and keeps new ones
	// out until tx ends. It must be the first call in tx.
	FenceDay(tx unit.Tx) error
	// SetDay writes the state of a day and, for DayOpen, makes it the day of new postings.
	SetDay(tx unit.Tx, day civil.Date, state DayState) error
	// NumberVouchers gives the vouchers of a day their numbers within the month, without gaps, ordered by kind
	// and id, in one statement, and returns how many there were.
	NumberVouchers(tx unit.Tx, day civil.Date) (int64, error)
	// WriteBalances writes the balance of every branch and account at the end of day from the last closed day
	// and the lines since, and returns the sum of all, which must be zero.
	WriteBalances(tx unit.Tx, day civil.Date) (money.Fen, error)
	// Balances are the balances of all accounts at the end of a day, by branch, from the last closed day plus
	// the lines since, and whether the day is closed.
	Balances(tx unit.Tx, day civil.Date) ([]Balance, bool, error)

	CreditingStore
}

// Claimed is the answer of Store.Claim.
type Claimed struct {
	New    bool   // the request was not known before
	Digest []byte // digest of the request that holds the key
	Answer int64  // its answer
}

// Balance is the balance of an account in a branch at the end of a day, with the turnover of that day.
type Balance struct {
	Branch  string
	Account Account
	Debit   money.Fen // turnover of the day, positive
	Credit  money.Fen // turnover of the day, positive
	Balance money.Fen // credit positive
}

// Books are the fund's books.
type Books struct {
	store   Store
	audit   audit.Recorder
	digest  func() hash.Hash
	request secret.MAC
}

// New makes the books over a store. digest makes the hash that covers a voucher (SM3); request is the key under
// which requests are remembered.
func New(store Store, recorder audit.Recorder, digest func() hash.Hash, request secret.MAC) *Books {
	return &Books{store: store, audit: recorder, digest: digest, request: request}
}
