package loan

import (
	"cmp"
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// RegistrationKind is the kind of an entry in the registry (登记类型).
type RegistrationKind uint8

// The kinds a loan can rest on.
const (
	MortgageRegistration RegistrationKind = iota + 1 // 抵押权首次登记
	PreRegistration                                  // 抵押权预告登记, until the house is finished
	Converted                                        // 预告登记转抵押权登记
)

// FeeReason says why a loan of the year has no registration fee paid in it (未支付抵押登记费原因).
type FeeReason uint8

// The reasons. The first three are claimed at registration with a document; the others follow from the registers
// and nobody can claim them.
const (
	FeeDue            FeeReason = iota // 应付费
	FeePreRegistered                   // 抵押权预告登记不收登记费 (发改价格规〔2016〕2559号)
	FeeByDeveloper                     // 开发企业按协议承担
	FeeExempt                          // 依法免收
	FeeNotBilled                       // 登记机构尚未出票
	FeeBillUnpaid                      // 已出票尚未支付
	FeePaidLater                       // 次年支付
	FeeUnregistered                    // 无抵押登记记录
	lastClaimedReason = FeeExempt
)

var reasonNames = [...]string{"应付费", "抵押权预告登记不收登记费", "开发企业按协议承担", "依法免收", "登记机构尚未出票",
	"已出票尚未支付", "次年支付", "无抵押登记记录"}

// String is the reason in Chinese.
func (r FeeReason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return fmt.Sprintf("原因%d", r)
}

// Registration is a mortgage as the registry certified it (不动产登记证明).
type Registration struct {
	Loan           ID
	Kind           RegistrationKind
	Certificate    string // 不动产登记证明号
	Day            civil.Date
	Office         string    // 登记机构
	NonResidential bool      // 非住宅
	NoFee          FeeReason // FeeDue when the centre owes the registry its fee
	Document       string    // what proves NoFee: agreement, certificate, decision
	Fee            money.Fen // 应付登记费, set by the use case
}

// The keys of the registration fee and of the promise to disburse.
const (
	keyFeeResidential policy.Fen   = "fee.mortgage.residential"
	keyFeeOther       policy.Fen   = "fee.mortgage.other"
	keyDisburseDays   policy.Count = "loan.disburse_days"
)

// whole is the registration with what follows from its kind: one of pre-registration bears no fee, and is itself the
// document that says so.
func (r Registration) whole() Registration {
	if r.Kind == PreRegistration {
		r.NoFee, r.Document = FeePreRegistered, cmp.Or(r.Document, r.Certificate)
	}
	return r
}

func (r Registration) check() error {
	var bad []*refusal.Refused
	if r.Kind < MortgageRegistration || r.Kind > Converted {
		bad = append(bad, refusal.Bad(CodeInput, "请选择登记类型"))
	}
	if r.Certificate == "" || r.Office == "" || r.Day == 0 {
		bad = append(bad, refusal.Bad(CodeInput, "请填写不动产登记证明号、登记日期和登记机构"))
	}
	if r.NoFee > lastClaimedReason || r.NoFee == FeePreRegistered && r.Kind != PreRegistration {
		bad = append(bad, refusal.Bad(CodeInput, "不付登记费的原因与登记类型不符"))
	}
	if r.NoFee != FeeDue && r.Document == "" {
		bad = append(bad, refusal.New(CodeNoReason, "不付登记费应填写依据文件", "", "请补充协议、证明或免收依据"))
	}
	return refusal.Join(bad...)
}

// RegisterMortgage writes down that the mortgage is registered (抵押登记). The centre as mortgagee owes the registry
// one fee for it, at the rate of the day, unless the registration names why not; an entry of pre-registration never
// bears one. A loan that was lent on a pre-registration gets its second entry here when the house is finished.
func (s *Service) RegisterMortgage(ctx context.Context, by act.By, key string, r Registration) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeLoans)
	if err != nil {
		return err
	}
	r = r.whole()
	if bad := r.check(); bad != nil {
		return bad
	}
	if r.Kind == Converted {
		return s.convert(ctx, by, key, r)
	}
	return s.advance(ctx, by, key, s.registering(r), r)
}

// registering is the step that writes the first entry of the registry down.
func (s *Service) registering(r Registration) step {
	return step{op: "loan.register", kind: "loan.registered", loan: r.Loan, from: Signed, to: Registered,
		change: func(tx unit.Tx, l *Loan) error {
			set, err := s.Policy.Policy(tx)
			if err != nil {
				return err
			}
			today, err := s.Books.OpenDay(tx)
			if err != nil {
				return err
			}
			days, err := keyDisburseDays.On(set, l.Branch, today)
			if err != nil {
				return err
			}
			l.DisburseBy = civil.China().AddWorkdays(today, days)
			return s.addRegistration(tx, set, *l, r, today)
		}}
}

// convert adds the entry that follows a pre-registration.
func (s *Service) convert(ctx context.Context, by act.By, key string, r Registration) error {
	_, err := s.do(ctx, by, request{"loan.convert-registration", key, r, stepID}, func(tx unit.Tx, _ int64) error {
		l, err := s.mustLoan(tx, r.Loan)
		if err != nil {
			return err
		}
		if !l.State.Running() {
			return refusal.New(CodeState, fmt.Sprintf("贷款当前为“%s”，不能办理预告登记转抵押权登记", l.State), "",
				"请在放款后办理")
		}
		set, err := s.Policy.Policy(tx)
		if err != nil {
			return err
		}
		today, err := s.Books.OpenDay(tx)
		if err != nil {
			return err
		}
		if err := s.addRegistration(tx, set, l, r, today); err != nil {
			return err
		}
		s.record(tx, "loan.registration-converted", l.ID)
		return nil
	})
	return err
}

func (s *Service) addRegistration(tx unit.Tx, set *policy.Set, l Loan, r Registration, today civil.Date) (err error) {
	if r.Day > today {
		return refusal.New(CodeDay, "登记日期不能晚于当前营业日", "", "请核对登记日期")
	}
	r.Fee = 0
	if r.NoFee == FeeDue {
		key := keyFeeResidential
		if r.NonResidential {
			key = keyFeeOther
		}
		if r.Fee, err = key.On(set, l.Branch, r.Day); err != nil {
			return err
		}
	}
	return s.Store.AddRegistration(tx, r)
}

// FeeDue is the fee that one certificate of a loan bears, and whether the loan has such a certificate. The loan is
// named by a plain number, so that who pays the registry needs to know nothing else of loans.
func (s *Service) FeeDue(tx unit.Tx, id int64, certificate string) (money.Fen, bool, error) {
	r, found, err := s.Store.Registration(tx, ID(id), certificate)
	return r.Fee, found, err
}

// CertificateTaken refuses a certificate number that stands in the register already.
func CertificateTaken() *refusal.Refused {
	return refusal.New(CodeCertificate, "不动产登记证明号已登记", "", "请核对不动产登记证明号")
}
