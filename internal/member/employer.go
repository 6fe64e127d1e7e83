package member

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/base/uscc"
	"guangsha/internal/ledger"
)

// Codes of refusals about employers.
const (
	CodeEmployerExists  = "member.employer.exists"
	CodeEmployerUnknown = "member.employer.unknown"
	CodeEmployerClosed  = "member.employer.closed"
)

const maxName = 120 // characters

// NewEmployer is what an employer registers with (单位缴存登记).
type NewEmployer struct {
	USCC          string
	Name          string
	Office        string
	FoundedOn     civil.Date
	EmployerRatio money.Rate
	MemberRatio   money.Rate
	PayDay        int
	FirstMonth    civil.Month // first month of contribution (首次汇缴月份)
	PayerAccount  string      // the account that remits; may be empty
	AgentName     string
	AgentMobile   string
}

// OpenEmployer registers an employer and opens its account (单位缴存登记、单位账户设立, 条例第十四条). All that is
// wrong with the form is refused at once.
func (s *Service) OpenEmployer(ctx context.Context, by act.By, key string, r NewEmployer) (EmployerID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.OpenEmployer)
	if err != nil {
		return 0, err
	}
	if err := access.Reach(ctx, access.Object{Branch: r.Office}); err != nil {
		return 0, err
	}
	var id int64
	err = s.Work.Do(ctx, by, "member.open-employer", func(tx unit.Tx) (err error) {
		id, err = s.Books.Once(tx, ledger.NewRequest(0, key, r), "employer", func(id int64) error {
			return s.openEmployer(tx, EmployerID(id), r)
		})
		return err
	})
	return EmployerID(id), err
}

func (s *Service) openEmployer(tx unit.Tx, id EmployerID, r NewEmployer) error {
	terms, day, err := s.terms(tx, r.Office)
	if err != nil {
		return err
	}
	if err := r.check(terms, s.Offices, day, false); err != nil {
		return err
	}
	return s.addEmployer(tx, r, Employer{ID: id, State: EmployerOpened, OpenedOn: day,
		Late: day > r.FoundedOn.AddDays(terms.RegisterDays), PaidThrough: r.FirstMonth.Add(-1)})
}

// addEmployer writes what a form says and what is known of the employer besides.
func (s *Service) addEmployer(tx unit.Tx, r NewEmployer, e Employer) error {
	code, err := uscc.Parse(r.USCC)
	if err != nil {
		return err
	}
	office, err := strconv.Atoi(r.Office)
	if err != nil {
		return fmt.Errorf("office %q is not a number: %w", r.Office, err)
	}
	if e.Serial, err = s.Store.NextSerial(tx, r.Office); err != nil {
		return err
	}
	if e.No, err = s.Numbers.Employer(office, e.Serial); err != nil {
		return err
	}
	if r.AgentMobile != "" {
		where := secret.Where("employer", "agent_mobile", int64(e.ID))
		if e.AgentMobile, err = s.Cipher.Seal([]byte(r.AgentMobile), where); err != nil {
			return err
		}
		e.AgentIndex = s.index("mobile", r.AgentMobile)
	}
	e.USCC, e.Name, e.Office, e.FoundedOn = code.String(), r.Name, r.Office, r.FoundedOn
	e.EmployerRatio, e.MemberRatio, e.PayDay = r.EmployerRatio, r.MemberRatio, r.PayDay
	e.FirstMonth, e.PayerAccount, e.AgentName = r.FirstMonth, r.PayerAccount, r.AgentName
	if err := s.Store.AddEmployer(tx, e); err != nil {
		return err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "employer.opened", ID: int64(e.ID), Fields: []audit.Field{
		{Name: "number", Value: string(e.No)},
		{Name: "uscc", Value: e.USCC},
		{Name: "ratios", Value: e.EmployerRatio.String() + " " + e.MemberRatio.String()},
		{Name: "first month", Value: e.FirstMonth.String()},
	}})
	return nil
}

// check finds everything that is wrong with the form on a day. taken is for an employer of other books: it may lack an
// agent, and has its months behind it.
func (r NewEmployer) check(terms Terms, offices []Office, day civil.Date, taken bool) error {
	var bad []*refusal.Refused
	add := func(wrong bool, code, text string) {
		if wrong {
			bad = append(bad, refusal.Bad("member.employer."+code, text))
		}
	}
	_, err := uscc.Parse(r.USCC)
	bad = append(bad, refusal.Of(err))
	add(!plainName(r.Name), "name", "单位名称不能为空，最多120字")
	add(!slices.ContainsFunc(offices, func(o Office) bool { return o.Code == r.Office }), "office", "没有该管理部，请重新选择")
	add(r.FoundedOn == 0 || r.FoundedOn > day, "founded", "设立日期不能为空，也不能晚于今天")
	if !terms.AllowsRatio(r.EmployerRatio) || !terms.AllowsRatio(r.MemberRatio) {
		bad = append(bad, refusal.New("member.employer.ratio", fmt.Sprintf("缴存比例应在%s至%s之间，且为%s的整数倍",
			terms.RatioMin.Percent(), terms.RatioMax.Percent(), terms.RatioStep.Percent()),
			"住房公积金管理条例第十八条", "请更正缴存比例后重新提交"))
	}
	add(r.PayDay < 1 || r.PayDay > 31, "payday", "发薪日应为1至31日")
	add(!taken && (r.FirstMonth < r.FoundedOn.Month() || r.FirstMonth > day.Month().Add(1)), "first-month",
		"首次汇缴月份不能早于单位设立月份，也不能晚于下月")
	add(r.PayerAccount != "" && !account(r.PayerAccount), "payer", "付款账号应为8至32位数字")
	add(!plainName(r.AgentName) && !(taken && r.AgentName == ""), "agent", "单位经办人姓名不能为空，最多120字")
	add(!number.IsMobile(r.AgentMobile) && !(taken && r.AgentMobile == ""), "mobile", "经办人手机号码应为11位大陆手机号码")
	return refusal.Join(bad...)
}

// Employer reads an employer. It refuses with CodeEmployerUnknown when there is none.
func (s *Service) Employer(tx unit.Tx, id EmployerID) (Employer, error) {
	return known(s.Store.Employer(tx, id))
}

// EmployerByNo reads an employer by the number people use. It refuses with CodeEmployerUnknown when there is none.
func (s *Service) EmployerByNo(tx unit.Tx, no number.EmployerNo) (Employer, error) {
	return known(s.Store.EmployerByNo(tx, no))
}

func known(e Employer, ok bool, err error) (Employer, error) {
	if err == nil && !ok {
		err = refusal.New(CodeEmployerUnknown, "没有该单位", "", "请核对单位账号")
	}
	return e, err
}

// EmployerPaying finds the one employer that pays from an account or, failing that, has this name. Zero when none
// or more than one does.
func (s *Service) EmployerPaying(tx unit.Tx, account, name string) (EmployerID, error) {
	for _, try := range []struct{ account, name string }{{account: account}, {name: name}} {
		if try.account == "" && try.name == "" {
			continue
		}
		found, err := s.Store.EmployersPaying(tx, try.account, try.name)
		if err != nil {
			return 0, err
		}
		if len(found) == 1 {
			return found[0], nil
		}
	}
	return 0, nil
}

// MovePaidThrough moves an employer's paid-through month (缴至年月) from one month to another. Somebody else having
// moved it is an error: the caller read the employer in the same unit.
func (s *Service) MovePaidThrough(tx unit.Tx, e Employer, to civil.Month) error {
	moved, err := s.Store.SetPaidThrough(tx, e.ID, e.PaidThrough, to, EmployerNormal)
	if err == nil && !moved {
		err = fmt.Errorf("employer %d is no longer paid through %s", e.ID, e.PaidThrough)
	}
	return err
}

// EmployerExists refuses a second account for a unified social credit code.
func EmployerExists() *refusal.Refused {
	return refusal.New(CodeEmployerExists, "该统一社会信用代码已办理缴存登记，不能重复开户", "住房公积金管理条例第十四条",
		"请使用已有的单位账号；登记信息有变化的，请办理变更登记")
}

func plainName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n > 0 && n <= maxName && utf8.ValidString(s) && strings.TrimSpace(s) == s &&
		!strings.ContainsAny(s, "\r\n\t")
}

func account(s string) bool { return len(s) >= 8 && len(s) <= 32 && digits(s) }

func digits(s string) bool { return strings.Trim(s, "0123456789") == "" && s != "" }
