// Package opening brings the books of another system into this one (期初建账). What is handed in, the tables of the data
// standard (JGJ/T 320) as csv or xlsx, goes to a staging area first; what is wrong with it becomes a work list; a
// reconciliation sheet (数据迁移核对表) holds it against what the old system says it comes to; and only what is clean and
// balances is accepted.
//
// Accepting asks the use cases of the capabilities, each under its request key: the package writes no row of the live
// books itself and decides nothing that they decide. Until everything is in, nobody else may use the books.
package opening

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// State is how far an opening is (建账进度).
type State uint8

// The states. A set that is being loaded, or whose load was interrupted, can only be loaded again.
const (
	None     State = iota // 未装入
	Loading               // 装入中
	Loaded                // 已装入，待核对和确认
	UnderWay              // 入账中
	Done                  // 已建账
)

// String is the state in Chinese.
func (s State) String() string {
	return [...]string{"未装入", "装入未完成", "已装入", "入账中", "已建账"}[s]
}

// Codes of the refusals of an opening.
const (
	CodeLive       = "opening.live"
	CodeUnderWay   = "opening.under-way"
	CodeNotLoaded  = "opening.not-loaded"
	CodeDirty      = "opening.dirty"
	CodeUnbalanced = "opening.unbalanced"
	CodeFolder     = "opening.folder"
	CodeTable      = "opening.table"
	CodeColumns    = "opening.columns"
	CodeBegun      = "opening.begun"
	CodeRule       = "opening.rule"
	CodeRehearsal  = "opening.rehearsal"
)

// Status is how far an opening is, and of what.
type Status struct {
	State  State
	Day    civil.Date // 建账日期, the first book day
	Name   string     // 中心名称
	Loaded civil.Date // day of the load
}

// Deps is what the service is made of.
type Deps struct {
	Work    unit.Work
	Access  access.Gate
	Books   *ledger.Books
	Audit   audit.Recorder
	Store   Store
	Cipher  secret.Cipher
	Index   secret.BlindIndex
	Clock   civil.Clock
	Offices []member.Office

	Members      *member.Service
	Contribution *contribution.Service
	Withdrawal   *withdrawal.Service
	Loan         *loan.Service
	Treasury     *treasury.Service
	// FundBank and SurplusBank are the bank accounts that the centre works with.
	FundBank, SurplusBank int64
	// Passing makes books that are thrown away, on which an opening is rehearsed.
	Passing func(context.Context) (Passing, error)
}

// Service holds the use cases of an opening.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Status reads how far the opening is.
func (s *Service) Status(ctx context.Context) (st Status, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		st, err = s.Store.Status(tx)
		return err
	})
	return st, err
}

// Open refuses the ordinary business of books whose opening has begun and is not done: what has come in so far is no
// book that anybody may read or write.
func (s *Service) Open(ctx context.Context) error {
	st, err := s.Status(ctx)
	if err != nil || st.State != UnderWay {
		return err
	}
	return refusal.New(CodeUnderWay, "期初建账正在进行，账未开齐，暂不能办理其他业务", "",
		"请先用 guangsha opening accept 把期初数据全部入账")
}

// ready reads the status and refuses unless the staging area holds a whole set.
func (s *Service) ready(tx unit.Tx) (Status, error) {
	st, err := s.Store.Status(tx)
	switch {
	case err != nil:
		return st, err
	case st.State == None:
		return st, refusal.New(CodeNotLoaded, "还没有装入期初数据", "", "请先用 guangsha opening load 目录 装入")
	case st.State == Loading:
		return st, refusal.New(CodeNotLoaded, "上次装入没有完成，暂存的期初数据不全", "", "请再用 guangsha opening load 目录 装入一次")
	}
	return st, nil
}
