package withdrawal

import (
	"strconv"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/member"
	"guangsha/internal/policy"
)

// parameters is a set in force on every day of the examples.
func parameters(t *testing.T, values map[string]string) *policy.Set {
	t.Helper()
	all := map[string]string{string(KeepMin): "10.00", string(RentMonths): "3", string(RentInterval): "1",
		string(RentCap): "21600", string(RentOldShare): "0.15",
		string(PurchaseWindow): "36", string(PurchaseInterval): "12", string(RepayInterval): "12"}
	var rows []policy.Row
	for k, v := range values {
		all[k] = v
	}
	for k, v := range all {
		rows = append(rows, policy.Row{Key: k, Value: v, From: civil.DateOf(2016, 1, 1)})
	}
	set, err := policy.NewSet(1, rows)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// renter is a rent application with nothing against it.
func renter(on civil.Date) Application {
	return Application{
		Request: Request{Reason: Rent, Applicant: 7, Rent: &RentClaim{
			From: civil.MonthOf(on.Year(), 1), Months: 12, Monthly: 3_000 * money.Yuan, NoHome: true}},
		Facts: Facts{Owner: 7, Balance: 50_000 * money.Yuan, OwnsCard: true, MonthsPaid: 24},
	}
}

func TestTheRentCapCountsWhatTheYearHasHad(t *testing.T) {
	var in struct {
		Cap     string `json:"family_cap_year"`
		Already string `json:"already_this_year"`
		Request string
		Balance string
		Keep    string
	}
	var want struct{ Allowed string }
	goldentest.Case(t, "W01", &in, &want)
	on := civil.DateOf(2026, 10, 8)
	terms := Terms{Policy: parameters(t, map[string]string{string(RentCap): in.Cap, string(KeepMin): in.Keep}), On: on}
	a := renter(on)
	a.Balance, a.RentThisYear = yuan(t, in.Balance), yuan(t, in.Already)
	a.Amount = yuan(t, in.Request)
	if _, err := Examine(a, terms); !refusal.Is(err, CodeAmount) {
		t.Errorf("%s over a rest of %s: %v", in.Request, want.Allowed, err)
	}
	a.Amount = yuan(t, want.Allowed)
	if limit, err := Examine(a, terms); err != nil || limit != a.Amount {
		t.Errorf("limit %s, %v; want %s", limit, err, want.Allowed)
	}
}

func TestAFamilyTakesNoMoreForAHomeThanItPaid(t *testing.T) {
	var in struct {
		Price, Loan, Balance, Keep string
		Had                        string `json:"family_withdrawn"`
	}
	var want struct {
		Left    string `json:"remaining_entitlement"`
		Allowed string
	}
	goldentest.Case(t, "W02", &in, &want)
	on := civil.DateOf(2026, 10, 8)
	a := renter(on)
	a.Reason, a.Rent, a.Balance, a.HouseTotal = Purchase, nil, yuan(t, in.Balance), yuan(t, in.Had)
	a.Purchase = &PurchaseClaim{House: "示例房屋1号", Signed: on, Price: yuan(t, in.Price), Loan: yuan(t, in.Loan),
		Document: "示例发票1号"}
	allowed(t, a, Terms{Policy: parameters(t, map[string]string{string(KeepMin): in.Keep}), On: on}, want.Left,
		want.Allowed)
}

func TestABorrowerTakesWhatWasRepaidInAYear(t *testing.T) {
	var in struct {
		Repaid  string `json:"repaid_last_12_months"`
		Against string `json:"withdrawn_against"`
		Balance string
		Keep    string
	}
	var want struct{ Allowed string }
	goldentest.Case(t, "W03", &in, &want)
	on := civil.DateOf(2026, 10, 8)
	a := renter(on)
	a.Reason, a.Rent, a.Balance = Repay, nil, yuan(t, in.Balance)
	a.Repay, a.OpenLoan, a.RepaidHere = &RepayClaim{Here: true}, true, yuan(t, in.Repaid)-yuan(t, in.Against)
	allowed(t, a, Terms{Policy: parameters(t, map[string]string{string(KeepMin): in.Keep}), On: on}, want.Allowed,
		want.Allowed)
}

// allowed asks for the most that may be had, and for a fen more.
func allowed(t *testing.T, a Application, terms Terms, limit, most string) {
	t.Helper()
	a.Amount = yuan(t, most)
	if got, err := Examine(a, terms); err != nil || got != yuan(t, limit) {
		t.Errorf("limit %s, %v; want %s", got, err, limit)
	}
	a.Amount++
	if _, err := Examine(a, terms); refusal.Of(err) == nil {
		t.Errorf("a fen more than %s was not refused: %v", most, err)
	}
}

func TestAPartialWithdrawalLeavesABalance(t *testing.T) {
	var in struct{ Balance, Request string }
	var want struct{ Result string }
	goldentest.Case(t, "W05", &in, &want)
	on := civil.DateOf(2026, 10, 8)
	a := renter(on)
	a.Balance, a.Amount = yuan(t, in.Balance), yuan(t, in.Request)
	_, err := Examine(a, Terms{Policy: parameters(t, nil), On: on})
	if !refusal.Is(err, CodeMustLeaveBalance) {
		t.Errorf("got %v, want %s", err, want.Result)
	}
}

func TestRentIsLimitedByTheLawOfTheAcceptanceDate(t *testing.T) {
	var in struct {
		Rent   string `json:"rent_month"`
		Income string `json:"family_income_month"`
		Share  string `json:"old_ratio"`
		Months int
		Cap    string `json:"cap_year"`
	}
	var want struct {
		Before string `json:"before_2026_09_20"`
		From   string `json:"from_2026_09_20"`
	}
	goldentest.Case(t, "W06", &in, &want)
	set := parameters(t, map[string]string{string(RentCap): in.Cap, string(RentOldShare): in.Share})
	for on, limit := range map[civil.Date]string{
		civil.DateOf(2026, 9, 19): want.Before, civil.DateOf(2026, 9, 20): want.From,
	} {
		a := renter(on)
		a.Rent.Monthly, a.Rent.Income, a.Rent.Months = yuan(t, in.Rent), yuan(t, in.Income), in.Months
		a.Amount = yuan(t, limit)
		if got, err := Examine(a, Terms{Policy: set, On: on}); err != nil || got.String() != limit {
			t.Errorf("accepted on %s: limit %s, %v; want %s", on, got, err, limit)
		}
	}
}

func TestTheRegimeChangesWithTheDay(t *testing.T) {
	var in struct{ Dates []string }
	var want struct{ Regimes []string }
	goldentest.Case(t, "K04", &in, &want)
	for i, d := range in.Dates {
		regime, ok := rent.On(date(t, d))
		law := map[civil.Date]string{regulation1999: "2019", regulation2026: "2026"}[regime.Effective]
		if !ok || law != want.Regimes[i] {
			t.Errorf("on %s the law is %s, want %s", d, law, want.Regimes[i])
		}
	}
}

func TestADecisionIsDueInWorkingDays(t *testing.T) {
	var in struct {
		Accepted string
		Days     int `json:"working_days"`
	}
	var want struct {
		By string `json:"decide_by"`
	}
	goldentest.Case(t, "W07", &in, &want)
	if by := civil.China().AddWorkdays(date(t, in.Accepted), in.Days); by.String() != want.By {
		t.Errorf("due on %s, want %s", by, want.By)
	}
}

func TestABanEndsOnTheAnniversaryOfItsDecision(t *testing.T) {
	var in struct{ Decision string }
	var want struct {
		Withdrawal string `json:"withdrawal_fraud_until"`
		Loan       string `json:"loan_fraud_until"`
	}
	goldentest.Case(t, "K01", &in, &want)
	for years, until := range map[int]string{3: want.Withdrawal, 5: want.Loan} {
		if got := anniversary(date(t, in.Decision), years); got.String() != until {
			t.Errorf("%d years from %s end on %s, want %s", years, in.Decision, got, until)
		}
	}
}

func TestWhoLeftAJobWithdrawsAfterHalfAYear(t *testing.T) {
	var in struct {
		Sealed   string
		HalfYear int `json:"half_year"`
	}
	var want struct{ Earliest string }
	goldentest.Case(t, "K02", &in, &want)
	set := parameters(t, map[string]string{string(LeftMonths): strconv.Itoa(in.HalfYear)})
	a := Application{
		Request: Request{Reason: Left, Closing: true, Applicant: 7,
			Left: &LeftClaim{Document: "示例离职证明1号", NotElsewhere: true, NotReemployed: true}},
		Facts: Facts{Owner: 7, Balance: 50_000 * money.Yuan, OwnsCard: true, SealedOn: date(t, in.Sealed),
			SealReason: member.Resigned},
	}
	first := date(t, want.Earliest)
	if _, err := Examine(a, Terms{Policy: set, On: first}); err != nil {
		t.Errorf("on %s: %v", first, err)
	}
	if _, err := Examine(a, Terms{Policy: set, On: first - 1}); !refusal.Is(err, "withdrawal.left.too-early") {
		t.Errorf("on the day before %s: %v", first, err)
	}
}
