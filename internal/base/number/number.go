// Package number makes and reads the numbers that people see: of employers, members, loans, contracts, cases and
// vouchers.
//
// Such a number has a fixed layout and, but for the voucher's, ends in a Luhn digit (ISO/IEC 7812-1), which catches
// every single wrong digit and nearly every exchange of neighbours. It is given once, never reused, and never changed
// by a move inside the centre. Row identifiers are another matter and are shown to nobody.
package number

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
)

// EmployerNo is the number of an employer's account (单位账号): division, office (2), serial (6), check digit.
type EmployerNo string

// MemberNo is the number of a member's account (个人账号): division, serial (9), check digit.
type MemberNo string

// LoanNo is the number of a loan account (贷款账号): division, 80, office (2), year (4), serial (6), check digit.
type LoanNo string

// ContractNo is the number of a loan contract (借款合同编号): as a loan's with 90.
type ContractNo string

// CaseNo is the number of a case (业务流水号): division, office (2), date (8), serial (5), check digit.
type CaseNo string

// PaperNo is the number of a paper given out (文书编号): division, 70, series (2), year (4), serial (8), check digit.
type PaperNo string

// VoucherNo is the number of a voucher within its month (记账凭证号): YYYYMM-nnnnn, from 00001 without gaps.
type VoucherNo string

const (
	prefixLen      = 4 // province and city of the division code
	loanKind       = "80"
	contractKind   = "90"
	paperKind      = "70"
	layoutEmployer = prefixLen + 2 + 6 + 1
	layoutMember   = prefixLen + 9 + 1
	layoutLoan     = prefixLen + 2 + 2 + 4 + 6 + 1
	layoutCase     = prefixLen + 2 + 8 + 5 + 1
	layoutPaper    = prefixLen + 2 + 2 + 4 + 8 + 1
	maxVoucher     = 999_999_999
)

// ErrExhausted says that a serial does not fit its place; the numbers of this layout are used up.
var ErrExhausted = errors.New("number: serial does not fit")

// Issuer gives out the numbers of one centre.
type Issuer struct{ prefix string }

// NewIssuer is the issuer of the centre with this division code (行政区划代码), six digits such as 640500; its first
// four stand in each number. Another code is an error.
func NewIssuer(division string) (Issuer, error) {
	if len(division) != 6 || !allDigits(division) || division[0] == '0' {
		return Issuer{}, fmt.Errorf("number: division code is not six digits: %q", division)
	}
	return Issuer{prefix: division[:prefixLen]}, nil
}

// Employer is the employer number of a serial at an office, office 0 to 99.
func (i Issuer) Employer(office int, serial int64) (EmployerNo, error) {
	s, err := i.number(field(int64(office), 2), field(serial, 6))
	return EmployerNo(s), err
}

// Member is the member number of a serial.
func (i Issuer) Member(serial int64) (MemberNo, error) {
	s, err := i.number(field(serial, 9))
	return MemberNo(s), err
}

// Loan is the loan number of a serial in a year at an office.
func (i Issuer) Loan(office, year int, serial int64) (LoanNo, error) {
	s, err := i.number(loanKind, field(int64(office), 2), field(int64(year), 4), field(serial, 6))
	return LoanNo(s), err
}

// Contract is the contract number of a serial in a year at an office.
func (i Issuer) Contract(office, year int, serial int64) (ContractNo, error) {
	s, err := i.number(contractKind, field(int64(office), 2), field(int64(year), 4), field(serial, 6))
	return ContractNo(s), err
}

// Case is the case number of a serial on a day at an office.
func (i Issuer) Case(office int, day civil.Date, serial int64) (CaseNo, error) {
	date := strings.ReplaceAll(day.String(), "-", "")
	s, err := i.number(field(int64(office), 2), date, field(serial, 5))
	return CaseNo(s), err
}

// Paper is the paper number of a serial in a year of a series, series 0 to 99.
func (i Issuer) Paper(series, year int, serial int64) (PaperNo, error) {
	s, err := i.number(paperKind, field(int64(series), 2), field(int64(year), 4), field(serial, 8))
	return PaperNo(s), err
}

// Voucher is the voucher number of a serial in a month, serial from 1. Beyond 99999 it grows wider.
func Voucher(month civil.Month, serial int64) (VoucherNo, error) {
	if serial < 1 || serial > maxVoucher {
		return "", ErrExhausted
	}
	return VoucherNo(fmt.Sprintf("%04d%02d-%05d", month.Year(), month.Number(), serial)), nil
}

// ParseEmployer reads an employer number. Another layout or a wrong check digit is refused; so with the others.
func ParseEmployer(s string) (EmployerNo, error) {
	return parse[EmployerNo](s, layoutEmployer, "", "单位账号")
}

// ParseMember reads a member number.
func ParseMember(s string) (MemberNo, error) {
	return parse[MemberNo](s, layoutMember, "", "个人账号")
}

// ParseLoan reads a loan number.
func ParseLoan(s string) (LoanNo, error) {
	return parse[LoanNo](s, layoutLoan, loanKind, "贷款账号")
}

// ParseContract reads a contract number.
func ParseContract(s string) (ContractNo, error) {
	return parse[ContractNo](s, layoutLoan, contractKind, "借款合同编号")
}

// ParseCase reads a case number. Its date must exist.
func ParseCase(s string) (CaseNo, error) {
	n, err := parse[CaseNo](s, layoutCase, "", "业务流水号")
	if err != nil {
		return "", err
	}
	date := s[prefixLen+2:]
	if _, err := civil.ParseDate(date[:4] + "-" + date[4:6] + "-" + date[6:8]); err != nil {
		return "", refusal.Bad("number.malformed", "业务流水号中的日期有误")
	}
	return n, nil
}

// ParsePaper reads a paper number.
func ParsePaper(s string) (PaperNo, error) {
	return parse[PaperNo](s, layoutPaper, paperKind, "文书编号")
}

// ParseVoucher reads a voucher number.
func ParseVoucher(s string) (VoucherNo, error) {
	monthText, serialText, _ := strings.Cut(s, "-")
	if len(monthText) == 6 && allDigits(serialText) {
		month, errMonth := civil.ParseMonth(monthText[:4] + "-" + monthText[4:])
		serial, errSerial := strconv.ParseInt(serialText, 10, 64)
		if errMonth == nil && errSerial == nil {
			if n, err := Voucher(month, serial); err == nil && string(n) == s {
				return n, nil
			}
		}
	}
	return "", refusal.Bad("number.malformed", "记账凭证号格式不正确，应为年月-序号，例如202406-00001")
}

// SplitVoucher gives the month and the serial of a voucher number.
func SplitVoucher(no VoucherNo) (month civil.Month, serial int64, err error) {
	if _, err := ParseVoucher(string(no)); err != nil {
		return 0, 0, err
	}
	monthText, serialText, _ := strings.Cut(string(no), "-")
	if month, err = civil.ParseMonth(monthText[:4] + "-" + monthText[4:]); err != nil {
		return 0, 0, err
	}
	serial, err = strconv.ParseInt(serialText, 10, 64)
	return month, serial, err
}

// parse reads a number of digits of one length, whose kind stands behind the prefix, with its check digit.
func parse[T ~string](s string, layout int, kind, name string) (T, error) {
	if len(s) != layout || !allDigits(s) || s[0] == '0' || !strings.HasPrefix(s[prefixLen:], kind) {
		return "", refusal.Bad("number.malformed", fmt.Sprintf("%s格式不正确，应为%d位数字", name, layout))
	}
	if Luhn(s[:layout-1]) != s[layout-1] {
		return "", refusal.Bad("number.check", name+"校验未通过，请逐位核对")
	}
	return T(s), nil
}

// number puts the fields behind the prefix and the check digit at the end. An empty field is one that did not fit.
func (i Issuer) number(fields ...string) (string, error) {
	if i.prefix == "" {
		return "", errors.New("number: issuer without a division code")
	}
	s := i.prefix
	for _, f := range fields {
		if f == "" {
			return "", ErrExhausted
		}
		s += f
	}
	return s + string(Luhn(s)), nil
}

// field writes n with leading zeros in a width, or nothing when it does not fit.
func field(n int64, width int) string {
	s := strconv.FormatInt(n, 10)
	if n < 0 || len(s) > width {
		return ""
	}
	return strings.Repeat("0", width-len(s)) + s
}

// Luhn is the check digit of a string of digits (ISO/IEC 7812-1, annex B). Anything but digits panics.
func Luhn(digits string) byte {
	sum := 0
	for i := range len(digits) {
		c := digits[len(digits)-1-i]
		if c < '0' || c > '9' {
			panic("number: Luhn digit of other than digits")
		}
		d := int(c - '0')
		if i%2 == 0 {
			d *= 2
			if d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
