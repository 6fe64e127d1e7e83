package withdrawal

import (
	"sort"
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
	goldentest.Case(t, "W01", &in, nil)
	on := civil.DateOf(2026, 10, 8)
	terms := Terms{Policy: parameters(t, map[string]string{string(RentCap): in.Cap, string(KeepMin): in.Keep}), On: on}
	a := renter(on)
	a.Balance, a.RentThisYear = yuan(t, in.Balance), yuan(t, in.Already)
	a.Amount = yuan(t, in.Request)
	_, err := Examine(a, terms)
	limit, most := entitled(t, a, terms)
	if limit != most {
		t.Errorf("entitled to %s, and may have %s", limit, most)
	}
	goldentest.Agree(t, "W01", goldentest.Got{"allowed": most, "reject_request": refusal.Is(err, CodeAmount)})
}

func TestAFamilyTakesNoMoreForAHomeThanItPaid(t *testing.T) {
	var in struct {
		Price, Loan, Balance, Keep string
		Had                        string `json:"family_withdrawn"`
	}
	goldentest.Case(t, "W02", &in, nil)
	on := civil.DateOf(2026, 10, 8)
	a := renter(on)
	a.Reason, a.Rent, a.Balance, a.HouseTotal = Purchase, nil, yuan(t, in.Balance), yuan(t, in.Had)
	a.Purchase = &PurchaseClaim{House: "示例房屋1号", Signed: on, Price: yuan(t, in.Price), Loan: yuan(t, in.Loan),
		Document: "示例发票1号"}
	limit, most := entitled(t, a, Terms{Policy: parameters(t, map[string]string{string(KeepMin): in.Keep}), On: on})
	goldentest.Agree(t, "W02", goldentest.Got{"remaining_entitlement": limit, "allowed": most})
}

func TestABorrowerTakesWhatWasRepaidInAYear(t *testing.T) {
	var in struct {
		Repaid  string `json:"repaid_last_12_months"`
		Against string `json:"withdrawn_against"`
		Balance string
		Keep    string
	}
	goldentest.Case(t, "W03", &in, nil)
	on := civil.DateOf(2026, 10, 8)
	a := renter(on)
	a.Reason, a.Rent, a.Balance = Repay, nil, yuan(t, in.Balance)
	a.Repay, a.OpenLoan, a.RepaidHere = &RepayClaim{Here: true}, true, yuan(t, in.Repaid)-yuan(t, in.Against)
	limit, most := entitled(t, a, Terms{Policy: parameters(t, map[string]string{string(KeepMin): in.Keep}), On: on})
	if limit != most {
		t.Errorf("entitled to %s, and may have %s", limit, most)
	}
	goldentest.Agree(t, "W03", goldentest.Got{"allowed": most})
}

// entitled finds what an application entitles to, and the most that it may have: a fen more is refused.
func entitled(t *testing.T, a Application, terms Terms) (limit, most money.Fen) {
	t.Helper()
	more := sort.Search(int(a.Balance), func(fen int) bool {
		a.Amount = money.Fen(fen) + 1
		_, err := Examine(a, terms)
		return err != nil
	})
	a.Amount = money.Fen(more)
	limit, err := Examine(a, terms)
	if err != nil {
		t.Errorf("%s is refused: %v", a.Amount, err)
	}
	return limit, a.Amount
}

func TestAPartialWithdrawalLeavesABalance(t *testing.T) {
	var in struct{ Balance, Request string }
	goldentest.Case(t, "W05", &in, nil)
	on := civil.DateOf(2026, 10, 8)
	a := renter(on)
	a.Balance, a.Amount = yuan(t, in.Balance), yuan(t, in.Request)
	_, err := Examine(a, Terms{Policy: parameters(t, nil), On: on})
	result := "accept"
	if refusal.Is(err, CodeMustLeaveBalance) {
		result = "reject"
	}
	goldentest.Agree(t, "W05", goldentest.Got{"result": result})
}

func TestRentIsLimitedByTheLawOfTheAcceptanceDate(t *testing.T) {
	var in struct {
		Rent   string `json:"rent_month"`
		Income string `json:"family_income_month"`
		Share  string `json:"old_ratio"`
		Months int
		Cap    string `json:"cap_year"`
	}
	goldentest.Case(t, "W06", &in, nil)
	set := parameters(t, map[string]string{string(RentCap): in.Cap, string(RentOldShare): in.Share})
	on := func(day civil.Date) money.Fen {
		a := renter(day)
		a.Rent.Monthly, a.Rent.Income, a.Rent.Months = yuan(t, in.Rent), yuan(t, in.Income), in.Months
		_, most := entitled(t, a, Terms{Policy: set, On: day})
		return most
	}
	goldentest.Agree(t, "W06", goldentest.Got{"before_2026_09_20": on(civil.DateOf(2026, 9, 19)),
		"from_2026_09_20": on(civil.DateOf(2026, 9, 20))})
}

func TestTheRegimeChangesWithTheDay(t *testing.T) {
	var in struct{ Dates []string }
	goldentest.Case(t, "K04", &in, nil)
	var laws []string
	for _, d := range in.Dates {
		regime, ok := rent.On(date(t, d))
		if !ok {
			t.Errorf("on %s no law is in force", d)
		}
		laws = append(laws, map[civil.Date]string{regulation1999: "2019", regulation2026: "2026"}[regime.Effective])
	}
	goldentest.Agree(t, "K04", goldentest.Got{"regimes": laws})
}

func TestADecisionIsDueInWorkingDays(t *testing.T) {
	var in struct {
		Accepted string
		Days     int `json:"working_days"`
	}
	goldentest.Case(t, "W07", &in, nil)
	goldentest.Agree(t, "W07", goldentest.Got{"decide_by": civil.China().AddWorkdays(date(t, in.Accepted), in.Days)})
}

func TestABanEndsOnTheAnniversaryOfItsDecision(t *testing.T) {
	var in struct{ Decision string }
	goldentest.Case(t, "K01", &in, nil)
	decided := date(t, in.Decision)
	goldentest.Agree(t, "K01", goldentest.Got{"withdrawal_fraud_until": anniversary(decided, 3),
		"loan_fraud_until": anniversary(decided, 5)})
}

func TestWhoLeftAJobWithdrawsAfterHalfAYear(t *testing.T) {
	var in struct {
		Sealed   string
		HalfYear int `json:"half_year"`
	}
	goldentest.Case(t, "K02", &in, nil)
	set := parameters(t, map[string]string{string(LeftMonths): strconv.Itoa(in.HalfYear)})
	a := Application{
		Request: Request{Reason: Left, Closing: true, Applicant: 7,
			Left: &LeftClaim{Document: "示例离职证明1号", NotElsewhere: true, NotReemployed: true}},
		Facts: Facts{Owner: 7, Balance: 50_000 * money.Yuan, OwnsCard: true, SealedOn: date(t, in.Sealed),
			SealReason: member.Resigned},
	}
	first := a.SealedOn
	for ; first < a.SealedOn.AddMonths(24); first++ {
		_, err := Examine(a, Terms{Policy: set, On: first})
		if err == nil {
			break
		}
		if !refusal.Is(err, "withdrawal.left.too-early") {
			t.Fatalf("on %s: %v", first, err)
		}
	}
	goldentest.Agree(t, "K02", goldentest.Got{"earliest": first})
}
