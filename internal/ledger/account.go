package ledger

import (
	"fmt"
	"strconv"

	"guangsha/internal/audit"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// CodeNotEmpty is the code of the refusal to close a member account that is missing, closed, or has money.
const CodeNotEmpty = "ledger.account.not-empty"

// NextID takes an id of a kind ("voucher", "employer", "loan", …). Ids of units that fail are not used again.
func (b *Books) NextID(tx unit.Tx, kind string) (int64, error) { return b.store.NextID(tx, kind) }

// OpenMembers writes member accounts (个人账户) with nothing on them, as of the open day, in one statement.
func (b *Books) OpenMembers(tx unit.Tx, ids []AccountID) error {
	day, err := b.store.OpenDay(tx)
	if err != nil {
		return err
	}
	if err := b.store.OpenMemberAccounts(tx, ids, day); err != nil {
		return fmt.Errorf("open %d member accounts: %w", len(ids), err)
	}
	if len(ids) > 0 {
		b.audit.Record(tx, audit.Entry{Kind: "accounts.opened", ID: ids[0].ID,
			Fields: []audit.Field{{Name: "accounts", Value: strconv.Itoa(len(ids))}}})
	}
	return nil
}

// CloseMember marks a member account as closed (销户). It refuses with CodeNotEmpty unless the balance is zero.
func (b *Books) CloseMember(tx unit.Tx, id AccountID) error {
	closed, err := b.store.CloseMemberAccount(tx, id)
	if err != nil {
		return err
	}
	if !closed {
		return refusal.New(CodeNotEmpty, "个人账户已销户或余额不为零，不能销户", "", "请先结清账户余额")
	}
	b.audit.Record(tx, audit.Entry{Kind: "account.closed", ID: id.ID})
	return nil
}

// MemberAccount reads a member account inside a unit of work, or gives false.
func (b *Books) MemberAccount(tx unit.Tx, id AccountID) (MemberAccount, bool, error) {
	return b.store.MemberAccount(tx, id)
}

// MemberAccounts reads the next limit member accounts after one, in the order of home and id. Home -1 comes before all.
func (b *Books) MemberAccounts(tx unit.Tx, after AccountID, limit int) ([]MemberAccount, error) {
	return b.store.MemberAccounts(tx, after, limit)
}

// HolderBalance is the balance of one holder under an account, in fen, credit positive.
func (b *Books) HolderBalance(tx unit.Tx, account Account, holder int64) (money.Fen, error) {
	return b.store.HolderBalance(tx, account, holder)
}

// Voucher reads a voucher, or gives false.
func (b *Books) Voucher(tx unit.Tx, id VoucherID) (Voucher, bool, error) {
	return b.store.Voucher(tx, id)
}
