// Package member keeps employers (缴存单位) and the accounts of their members (个人账户): opening, sealing, closing,
// who owns an account, and what each side pays a month. It moves no money but the balances that a set of books
// begins with; what money does to an account, the ledger and the capabilities above decide.
package member

import (
	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// EmployerID identifies an employer's record. People see its number.
type EmployerID int64

// PersonID identifies a person. One person may have had several accounts, one at a time.
type PersonID int64

// OpeningID identifies one list of members opened together.
type OpeningID int64

// Office is a place of business of the centre (分中心、管理部).
type Office struct {
	Code string // two digits; part of employer numbers, and the branch of vouchers and policy rows
	Name string
}

// EmployerState is the state of an employer's account (单位账户状态), with the codes of JGJ/T 320-2014.
type EmployerState uint8

// The states of an employer's account.
const (
	EmployerNormal   EmployerState = 1 // 正常
	EmployerOpened   EmployerState = 2 // 开户: no remittance yet
	EmployerDeferred EmployerState = 3 // 缓缴
	EmployerClosed   EmployerState = 4 // 销户
	EmployerSealed   EmployerState = 5 // 封存
)

// State is the state of a member's account (个人账户状态), with the codes of JGJ/T 320-2014.
type State uint8

// The states of a member's account.
const (
	Normal State = 1 // 正常
	Sealed State = 2 // 封存
	Closed State = 5 // 提取销户
)

// SealReason says why an account is sealed (封存原因).
type SealReason uint8

// The reasons for sealing.
const (
	Resigned          SealReason = iota + 1 // 解除或终止劳动关系
	RetirementPending                       // 待退休
	UnpaidLeave                             // 停薪留职
	MilitaryService                         // 服兵役
	EmployerGone                            // 单位撤销、解散、破产
	Deceased                                // 死亡
	OtherSealing                            // 其他
)

// CloseReason says why an account is closed (销户原因), with the codes of JGJ/T 320-2014 and, from 100 on, this
// product's own.
type CloseReason uint8

// The reasons for closing.
const (
	Retired        CloseReason = 3   // 离退休
	Disabled       CloseReason = 4   // 完全丧失劳动能力并终止劳动关系
	SettledAbroad  CloseReason = 5   // 出境定居
	Death          CloseReason = 8   // 死亡
	OtherClosing   CloseReason = 99  // 其他
	LeftEmployment CloseReason = 105 // 离职封存满半年
)

// Employer is an employer with its account (缴存单位、单位账户).
type Employer struct {
	ID            EmployerID
	No            number.EmployerNo // 单位账号
	Serial        int64             // serial within its office
	USCC          string            // 统一社会信用代码
	Name          string            // 单位名称
	Office        string            // code of the office it belongs to
	State         EmployerState
	FoundedOn     civil.Date // 设立日期
	OpenedOn      civil.Date // 开户日期
	Late          bool       // registered later than the law allows (条例第十四条)
	EmployerRatio money.Rate // 单位缴存比例
	MemberRatio   money.Rate // 个人缴存比例
	PayDay        int        // 发薪日, 1 to 31
	FirstMonth    civil.Month
	PaidThrough   civil.Month // 缴至年月; the month before FirstMonth until the first remittance
	PayerAccount  string      // 付款账号; empty if unknown
	AgentName     string      // 单位经办人
	AgentMobile   []byte      // sealed
	AgentIndex    string      // 盲索引 of the agent's mobile, hexadecimal
}

// Member is a member's account as the business sees it. Its money is in the ledger under ID.
type Member struct {
	ID           ledger.AccountID
	No           number.MemberNo // 个人账号
	Person       PersonID
	Employer     EmployerID // where the person contributes now
	Opening      OpeningID
	State        State
	Base         money.Fen   // 缴存基数, a month
	EmployerPart money.Fen   // 单位月缴存额
	MemberPart   money.Fen   // 个人月缴存额
	FirstMonth   civil.Month // since when the member stands on the lists of the employer
	Since        civil.Month // first month of the contributions without a gap (连续缴存起始月), whoever paid them
	PaidThrough  civil.Month // 缴至年月, from the ledger; zero if never paid
	OpenedOn     civil.Date
	SealedOn     civil.Date  // zero unless sealed
	SealedFrom   civil.Month // first month without contribution, zero unless sealed
	SealReason   SealReason
	ClosedOn     civil.Date // zero unless closed
	CloseReason  CloseReason
}

// MonthsInRow is for how many months the member has contributed without a gap up to PaidThrough (连续足额缴存月数).
func (m Member) MonthsInRow() int { return max(0, int(m.PaidThrough-m.Since)+1) }

// Deps is what the service is made of.
type Deps struct {
	Work    unit.Work
	Access  access.Gate
	Books   *ledger.Books
	Policy  policy.Source
	Audit   audit.Recorder
	Store   Store
	Cipher  secret.Cipher
	Index   secret.BlindIndex
	Numbers number.Issuer
	Offices []Office
	Lists   Lists
	// Events and Sessions hear that what is registered of a person was amended.
	Events   event.Outbox
	Sessions Sessions
}

// Lists is what member asks about the lists that employers confirm.
type Lists interface {
	// Waiting is the month of an employer's confirmed list that waits for its money, or zero.
	Waiting(tx unit.Tx, employer EmployerID) (civil.Month, error)
}

// Service holds the use cases of employers and member accounts.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// terms reads the open day and the terms of an office on it.
func (s *Service) terms(tx unit.Tx, office string) (Terms, civil.Date, error) {
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return Terms{}, 0, err
	}
	t, err := s.Terms(tx, office, day)
	return t, day, err
}
