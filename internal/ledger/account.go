package ledger

import (
	"fmt"
	"strconv"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
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

// CarriedAccount is what an account brings along besides its money when a set of books begins (期初).
type CarriedAccount struct {
	Account     AccountID
	Product     money.DayProduct // 积数 from the last crediting up to and without the open day
	PaidThrough civil.Month      // 缴至年月 of an account that has nothing on it, or zero
}

// Carry adds what accounts bring along to them, once for each, in one statement. It is for the first day of a set of
// books: the product counts until the first crediting.
func (b *Books) Carry(tx unit.Tx, list []CarriedAccount) error {
	if len(list) == 0 {
		return nil
	}
	day, err := b.store.OpenDay(tx)
	if err != nil {
		return err
	}
	if err := b.store.CarryAccounts(tx, list, day); err != nil {
		return fmt.Errorf("carry %d accounts: %w", len(list), err)
	}
	var total money.DayProduct
	for _, c := range list {
		total += c.Product
	}
	b.audit.Record(tx, audit.Entry{Kind: "accounts.carried", ID: list[0].Account.ID, Fields: []audit.Field{
		{Name: "accounts", Value: strconv.Itoa(len(list))},
		{Name: "product", Value: strconv.FormatInt(int64(total), 10)}}})
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
