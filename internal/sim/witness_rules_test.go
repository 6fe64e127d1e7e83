package sim

import (
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/sim/model"
)

// since is one value of a parameter from a day on.
func since(day, value string) model.Value {
	return model.Value{From: modelDay(day), Is: model.Rate(value)}
}

// always is a parameter that has not changed for as long as a city remembers.
func always(value string) model.Dated { return model.Dated{since("1999-04-03", value)} }

// at puts a value in force in one office only.
func at(office string, v model.Value) model.Value {
	v.Office = office
	return v
}

// shili are the parameters of the invented city, written down a second time for the model: reading them where the
// product does would hide a value that the product picks for the wrong day or office.
func shili() model.Rules {
	return model.Rules{
		BaseUpper: model.Dated{since("2023-07-01", "29100"), since("2024-07-01", "30600")},
		BaseLower: model.Dated{since("2021-09-01", "1950"), since("2024-02-01", "2050"),
			at("03", since("2021-09-01", "1840")), at("03", since("2024-02-01", "1900"))},
		RoundTo: always("1"), AdvanceMonths: always("6"),
		DepositRate: always("0.0150"), DemandRate: always("0.0035"),
		Keep: always("10"),
		RentCap: model.Dated{since("2020-01-01", "18000"), since("2024-07-01", "21600"),
			at("03", since("2024-07-01", "18000"))},
		RentShare: always("0.15"), RentMonths: always("3"), RentInterval: always("1"),
		PurchaseWindow: always("36"), PurchaseInterval: always("12"), RepayInterval: always("12"),
		LeftMonths: always("6"), DeathSmall: always("50000"),
		LoanMonths: always("6"), LoanYears: always("30"), LoanMultiple: always("30"), LoanUnit: always("1000"),
		LoanCap:   model.Dated{since("2020-01-01", "500000"), since("2024-06-01", "600000")},
		LoanShare: always("0.50"), LTVFirst: always("0.80"), LTVSecond: always("0.70"),
		FirstShort:    model.Dated{since("2022-10-01", "0.0260"), since("2024-05-18", "0.0235")},
		FirstLong:     model.Dated{since("2022-10-01", "0.0310"), since("2024-05-18", "0.0285")},
		SecondShort:   model.Dated{since("2015-08-26", "0.03025"), since("2024-05-18", "0.02775")},
		SecondLong:    model.Dated{since("2015-08-26", "0.03575"), since("2024-05-18", "0.03325")},
		PenaltyFactor: always("1.5"), OverduePeriods: always("3"),
		PrepayAfter: always("12"), PrepayTimes: always("1"), PrepayQuiet: always("2"),
		PrepayLeast: always("10000"), PrepayStep: always("1000"),
		CollectionFee: always("0"), LoanFeeRate: always("0.05"),
		Lapse:    2,
		BanYears: always("3"), LoanBanYears: always("5"),
		RemitDays: always("5"), DecideDays: always("3"), DisburseDays: always("5"),
		LoanDecideDays: model.Dated{since("1999-04-03", "15"), since("2026-09-20", "10")},
		PayDay:         always("25"), RegistrationFee: always("80"), RegistryDays: always("10"),
		Off: days("2024-01-01", "2024-01-01", "2024-02-10", "2024-02-17", "2024-04-04", "2024-04-06", "2024-05-01",
			"2024-05-05", "2024-06-08", "2024-06-10", "2024-09-15", "2024-09-17", "2024-10-01", "2024-10-07",
			"2025-01-01", "2025-01-01", "2025-01-28", "2025-02-04"),
		Shifted: days("2024-02-04", "2024-02-04", "2024-02-18", "2024-02-18", "2024-04-07", "2024-04-07", "2024-04-28",
			"2024-04-28", "2024-05-11", "2024-05-11", "2024-09-14", "2024-09-14", "2024-09-29", "2024-09-29",
			"2024-10-12", "2024-10-12", "2025-01-26", "2025-01-26", "2025-02-08", "2025-02-08"),
	}
}

// days are the days of spans, each a first and a last one.
func days(spans ...string) (all []model.Day) {
	for i := 0; i < len(spans); i += 2 {
		for day := modelDay(spans[i]); day <= modelDay(spans[i+1]); day++ {
			all = append(all, day)
		}
	}
	return all
}

// modelDay reads YYYY-MM-DD as the model counts days.
func modelDay(text string) model.Day {
	part := func(from, to int) int {
		n, err := strconv.Atoi(text[from:to])
		if err != nil {
			panic(err)
		}
		return n
	}
	return model.On(part(0, 4), part(5, 7), part(8, 10))
}

func modelDate(day civil.Date) model.Day {
	return model.On(day.Year(), day.Month().Number(), day.Day())
}

func modelMonth(m civil.Month) model.Month { return model.MonthOf(m.Year(), m.Number()) }
