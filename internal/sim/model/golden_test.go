package model

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"guangsha/internal/base/goldentest"
)

// yuan reads an amount in yuan from a worked example, written as text or as a number.
type yuan struct{ Fen }

func (y *yuan) UnmarshalJSON(text []byte) error {
	y.Fen = halfUp(per(Rate(strings.Trim(string(text), `"`)), 100, 1))
	return nil
}

// date reads YYYY-MM-DD.
type date struct{ Day }

func (d *date) UnmarshalJSON(text []byte) error {
	var s string
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	num := func(part string) int { return int(halfUp(Rate(part)).Int64()) }
	d.Day = On(num(s[:4]), num(s[5:7]), num(s[8:]))
	return nil
}

// fraction reads a rate.
type fraction struct{ *big.Rat }

func (f *fraction) UnmarshalJSON(text []byte) error {
	f.Rat = Rate(strings.Trim(string(text), `"`))
	return nil
}

func same(t *testing.T, what string, got, want Fen) {
	t.Helper()
	if got.Cmp(want) != 0 {
		t.Errorf("%s: got %s fen, want %s", what, got, want)
	}
}

func TestInterestOnDayProducts(t *testing.T) {
	for _, id := range []string{"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08"} {
		var in struct {
			Events []struct {
				Date  date
				Delta yuan
			}
			From date     `json:"from_"`
			To   date     `json:"to_exclusive"`
			Rate fraction `json:"rate"`
		}
		var want struct {
			Days                              int
			Jishu, Principal, Interest, Total yuan
		}
		goldentest.Case(t, id, &in, &want)
		p := &person{broughtProduct: zero}
		for _, e := range in.Events {
			p.moves = append(p.moves, move{e.Date.Day, e.Delta.Fen})
		}
		j := p.productAt(in.To.Day)
		same(t, id+" day-product", j, want.Jishu.Fen)
		same(t, id+" principal", p.balance(), want.Principal.Fen)
		same(t, id+" interest", interestOn(j, in.Rate.Rat), want.Interest.Fen)
		if int(in.To.Day-in.From.Day) != want.Days {
			t.Errorf("%s: %d days", id, in.To.Day-in.From.Day)
		}
	}
}

func TestSettlementCarriesEverythingForward(t *testing.T) {
	var in, want map[string]yuan
	goldentest.Case(t, "I11", &in, &want)
	// 532.15 of interest on one day at a rate that gives just that.
	p := &person{broughtProduct: zero, carriedForward: in["GRZHSNJZYE"].Fen, takenOut: zero,
		moves: []move{{On(2026, 6, 30), sum(in["GRZHSNJZYE"].Fen, in["GRZHDNGJYE"].Fen)}}}
	rate := per(new(big.Rat).SetFrac(in["interest"].Fen, p.balance()), interestYear, 1)
	same(t, "interest", p.settle(On(2026, 6, 30), rate), in["interest"].Fen)
	same(t, "carried", p.carried(), want["GRZHSNJZYE"].Fen)
	same(t, "balance", p.balance(), want["GRZHYE"].Fen)
	same(t, "current", minus(p.balance(), p.carried()), want["GRZHDNGJYE"].Fen)
	same(t, "day-product", p.productAt(On(2026, 7, 1)), zero)
}

func TestSchedules(t *testing.T) {
	for _, id := range []string{"L01", "L02", "L03", "L04", "L05", "L06", "L07", "L08"} {
		var in struct {
			Principal yuan
			Rate      fraction `json:"annual_rate"`
			Months    int
		}
		var want struct {
			Monthly yuan
			Rows    []struct {
				K                                 int
				Pay, Principal, Interest, Balance yuan
			}
			Total yuan `json:"total_interest"`
		}
		goldentest.Case(t, id, &in, &want)
		s := Schedule{Principal: in.Principal.Fen, Rate: in.Rate.Rat, Months: in.Months, Falling: id >= "L07"}
		if !s.Falling {
			same(t, id+" monthly", s.Payment(), want.Monthly.Fen)
		}
		rows := s.Rows(in.Months)
		for _, w := range want.Rows {
			row := rows[w.K-1]
			same(t, id+" principal", row.Principal, w.Principal.Fen)
			same(t, id+" interest", row.Interest, w.Interest.Fen)
			same(t, id+" balance", row.Left, w.Balance.Fen)
		}
		total := zero
		for _, row := range rows {
			total = sum(total, row.Interest)
		}
		if want.Total.Fen != nil {
			same(t, id+" interest in all", total, want.Total.Fen)
		}
	}
}

func TestDueDatesKeepTheirAnchor(t *testing.T) {
	var in struct{ Disbursed date }
	var want struct{ Due []date }
	goldentest.Case(t, "L16", &in, &want)
	for k, due := range want.Due {
		l := loan{disbursed: in.Disbursed.Day, next: k + 1}
		if l.due() != due.Day {
			t.Errorf("instalment %d is due %s, want %s", k+1, l.due(), due.Day)
		}
	}
}

func TestAffordability(t *testing.T) {
	var in struct {
		Income yuan     `json:"family_income"`
		Share  fraction `json:"income_ratio"`
		Other  yuan     `json:"other_monthly_debt"`
		Months int
		Rate   fraction
		Unit   int64 `json:"round_down_to"`
	}
	var want struct {
		Affordable yuan `json:"by_affordability"`
		Limit      yuan `json:"loan_limit"`
	}
	goldentest.Case(t, "L17", &in, &want)
	free := exact(in.Income.Fen, in.Share.Rat)
	got := Affordable(free.Sub(free, new(big.Rat).SetInt(in.Other.Fen)), in.Rate.Rat, in.Months)
	same(t, "affordable", got, want.Affordable.Fen)
	same(t, "limit", down(new(big.Rat).SetInt(got), in.Unit*100), want.Limit.Fen)
}

func TestMonthlyAccrualAndContributions(t *testing.T) {
	var in struct {
		Total yuan `json:"daily_total_balance"`
		Rate  fraction
		Days  int64
	}
	var want struct{ Accrual yuan }
	goldentest.Case(t, "A05", &in, &want)
	same(t, "A05", interestOn(times(in.Total.Fen, in.Days), in.Rate.Rat), want.Accrual.Fen)
	for _, id := range []string{"C01", "C02", "C03", "C04", "C05"} {
		var in struct {
			Wage, Lower, Upper yuan
			Ratio              fraction `json:"unit_ratio"`
		}
		var want struct {
			Base yuan
			Yuan struct{ Each, Total yuan } `json:"yuan_half_up"`
		}
		goldentest.Case(t, id, &in, &want)
		m := New(rules(map[string]string{"lower": per(new(big.Rat).SetInt(in.Lower.Fen), 1, 100).RatString(),
			"upper": per(new(big.Rat).SetInt(in.Upper.Fen), 1, 100).RatString()}), On(2026, 7, 1))
		m.OpenEmployer("e", Employer{ID: 1, Office: "01", Each: in.Ratio.Rat, First: MonthOf(2026, 7)})
		m.OpenMember(Member{ID: 7, Employer: 1, Wage: in.Wage.Fen})
		base, each := m.Terms(7)
		same(t, id+" base", base, want.Base.Fen)
		same(t, id+" each", each, want.Yuan.Each.Fen)
		same(t, id+" total", sum(each, each), want.Yuan.Total.Fen)
	}
}

// rules are parameters for one test: what it names, and what the model asks for anyway.
func rules(values map[string]string) Rules {
	at := func(name, otherwise string) Dated {
		if v, ok := values[name]; ok {
			otherwise = v
		}
		return Dated{{From: On(1999, 1, 1), Is: Rate(otherwise)}}
	}
	return Rules{BaseLower: at("lower", "0"), BaseUpper: at("upper", "100000"), RoundTo: at("round", "1"),
		AdvanceMonths: at("ahead", "6"), DepositRate: at("deposit", "0.015"), DemandRate: at("demand", "0.0035"),
		PenaltyFactor: at("penalty", "1.5"), OverduePeriods: at("periods", "3"), CollectionFee: at("fee", "0"),
		LoanFeeRate: at("loan fee", "0.05"), Lapse: 2, RemitDays: at("remit", "5"), DecideDays: at("decide", "3")}
}
