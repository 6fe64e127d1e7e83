// Package model is a second opinion (参照模型) of a housing provident fund's business: accounts, interest, withdrawals,
// loans and the books, as the domain specification states them, in maps and big integers. It is written to be compared
// with the product and shares nothing with it, not even dates or rounding: what both get wrong in the same way is
// wrong in the specification.
//
// It is slow on purpose. A day-product is added up from the movements each time it is asked for, a schedule is walked
// from its first instalment, and the part of a balance that was carried forward follows from what was taken out.
//
// Section numbers and rule numbers (§5, IN-03, E22) are those of the specification.
package model

import (
	"math/big"
	"sync"
)

// Result is the class of an answer (结果类别).
type Result uint8

// The classes.
const (
	Done     Result = iota + 1 // 已办理
	Refused                    // 不予办理
	Answered                   // 重复请求，已有答复
)

// String names the class.
func (r Result) String() string {
	return [...]string{"nothing", "done", "refused", "answered before"}[r]
}

// Model is a centre as the model sees it. It may be asked by many at once.
type Model struct {
	mu    sync.Mutex
	rules Rules
	today Day

	done      map[string]bool // request keys of what was done
	employers map[int64]*employer
	members   map[int64]*person
	receipts  map[int64]*receipt
	cases     map[int64]*application
	loans     map[int64]*loan
	deposits  []*deposit
	own       register // what the centre itself spends
	books     books
	outcomes  map[string]int
	credited  Day    // last 30 June
	remitted  []move // contributions posted, and taken back
	interest  []move // credited to members
}

// New is a centre with empty books that opens on a day.
func New(rules Rules, first Day) *Model {
	return &Model{rules: rules, today: first, done: map[string]bool{}, employers: map[int64]*employer{},
		members: map[int64]*person{}, receipts: map[int64]*receipt{}, cases: map[int64]*application{},
		loans: map[int64]*loan{}, outcomes: map[string]int{}, books: newBooks(first), own: newRegister()}
}

// Today is the open day.
func (m *Model) Today() Day {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.today
}

// Outcomes counts what happened, by name; see AllOutcomes.
func (m *Model) Outcomes() map[string]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	copied := make(map[string]int, len(m.outcomes))
	for name, n := range m.outcomes {
		copied[name] = n
	}
	return copied
}

func (m *Model) saw(outcome string) { m.outcomes[outcome]++ }

// once does what a request asks for, unless the same request was done before. What is refused leaves no trace.
func (m *Model) once(key string, do func() Result) Result {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.done[key] {
		m.saw(repeated)
		return Answered
	}
	r := do()
	if r == Done {
		m.done[key] = true
	}
	return r
}

// Reuse asks for something else under a key that was used: what was done stays, and the other thing is refused.
func (m *Model) Reuse(key string) Result {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.done[key] {
		panic("model: nothing was done under " + key)
	}
	m.saw(keyReused)
	return Refused
}

// books are the ledger accounts by code, credit positive, and the daily movements of what bears interest at a bank.
type books struct {
	balance   map[string]Fen
	turnover  map[int]map[string]Fen // by year, without what is carried on
	month     map[string]Fen         // the same, of the month
	atBank    map[string]*bankAccount
	collected Fen // remitted in the month
	accrued   Fen // 41101 posted since the last settlement (E22)
	paid      Fen // interest credited by closings since then
}

// bankAccount is the money of a demand account, day by day.
type bankAccount struct {
	moves []move
	from  Day // first day that has borne no interest yet
}

// move is an amount that came, or went, on a day.
type move struct {
	day    Day
	amount Fen
}

// product is the sum of the balances at the end of each day from the first move up to and without day.
func product(moves []move, day Day) Fen {
	total := new(big.Int)
	for _, mv := range moves {
		total.Add(total, times(mv.amount, int64(day-mv.day)))
	}
	return total
}

func newBooks(first Day) books {
	b := books{balance: map[string]Fen{}, turnover: map[int]map[string]Fen{}, month: map[string]Fen{},
		atBank: map[string]*bankAccount{}, collected: zero, accrued: zero, paid: zero}
	for _, account := range []string{fundDemand, surplusDemand} {
		b.atBank[account] = &bankAccount{from: first}
	}
	return b
}

// The ledger accounts (§7.1).
const (
	fundDemand      = "10101"   // 住房公积金存款 活期
	fundTime        = "10102"   // 住房公积金存款 定期
	surplusDemand   = "10201"   // 增值收益存款 活期
	receivable      = "111"     // 应收利息
	personalLoans   = "12101"   // 委托贷款 个人
	overdueLoans    = "12201"   // 逾期贷款 个人
	housingFund     = "201"     // 住房公积金
	interestPayable = "211"     // 应付利息
	unallocated     = "21901"   // 单位暂存
	suspense        = "21902"   // 暂收
	feesPayable     = "21904"   // 手续费
	surplus         = "311"     // 增值收益
	undistributed   = "32104"   // 待分配增值收益
	fundIncome      = "40101"   // 住房公积金利息收入
	surplusIncome   = "40102"   // 增值收益利息收入
	loanInterest    = "4010301" // 委托贷款利息收入 利息
	loanPenalty     = "4010302" // 委托贷款利息收入 罚息
	depositInterest = "41101"   // 住房公积金利息支出
	collectionFees  = "41102"   // 归集手续费支出
	loanFees        = "41103"   // 委托贷款手续费支出
)

// enter posts an amount from the debit side to the credit side (§7.2).
func (m *Model) enter(debit, credit string, amount Fen) {
	m.post(debit, new(big.Int).Neg(amount), true)
	m.post(credit, amount, true)
}

// carry posts an entry that only carries balances on, which is no turnover (E25, E26).
func (m *Model) carry(debit, credit string, amount Fen) {
	m.post(debit, new(big.Int).Neg(amount), false)
	m.post(credit, amount, false)
}

func (m *Model) post(account string, amount Fen, moves bool) {
	b := &m.books
	put := func(to map[string]Fen) { to[account] = sum(at(to, account), amount) }
	put(b.balance)
	if moves {
		year := m.today.year()
		if b.turnover[year] == nil {
			b.turnover[year] = map[string]Fen{}
		}
		put(b.turnover[year])
		put(b.month)
	}
	if bank := b.atBank[account]; bank != nil {
		bank.moves = append(bank.moves, move{m.today, amount})
	}
}

func at(accounts map[string]Fen, account string) Fen {
	if amount := accounts[account]; amount != nil {
		return amount
	}
	return zero
}

// Ledger gives the balances other than zero by account code, credit positive.
func (m *Model) Ledger() map[string]Fen {
	m.mu.Lock()
	defer m.mu.Unlock()
	copied := map[string]Fen{}
	for account, amount := range m.books.balance {
		if amount.Sign() != 0 {
			copied[account] = amount
		}
	}
	return copied
}
