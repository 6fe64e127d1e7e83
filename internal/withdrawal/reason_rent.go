package withdrawal

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Rent is the code of withdrawing for rent (无房租赁).
const Rent Code = "rent"

// RentClaim is what a family without a home of its own says about its rent.
type RentClaim struct {
	From     civil.Month     // first month the rent was paid for
	Months   int             // number of months
	Monthly  money.Fen       // 月租金
	Income   money.Fen       // family wage income per month (家庭月工资收入); only the old regime asks for it
	Children int             // minor children (未成年子女数); more of them raise the cap
	Public   bool            // public rental housing (公租房): the actual rent without a cap
	NoHome   bool            // the registry of real estate knows no home of the family here (无房核验)
	Spouse   number.MemberNo // 配偶的个人账号; empty without one here
}

// Parameters of the reason.
const (
	RentCap      policy.Fen   = "withdraw.rent.cap"                // 家庭每年租房提取限额
	RentCapTwo   policy.Fen   = "withdraw.rent.cap.two_children"   // 二孩家庭限额
	RentCapThree policy.Fen   = "withdraw.rent.cap.three_children" // 三孩及以上家庭限额
	RentOldShare policy.Rate  = "withdraw.rent.old_ratio"          // 2026年9月20日前: 房租超出家庭工资收入的比例
	RentMonths   policy.Count = "withdraw.rent.min_months"         // 连续缴存月数
	RentInterval policy.Count = "withdraw.rent.interval_months"    // 两次申请的间隔月数
)

var rent = Reason{
	Code: Rent, Title: "无房租赁", Standard: "07", Interval: RentInterval,
	Regimes: []Regime{
		{
			Effective: regulation2026,
			Basis:     "《住房公积金管理条例》（2026年修订）第二十四条第一款第一项",
			Materials: []serviceitem.Material{serviceitem.Identity, publicLease},
			Limit:     rentLimit,
		},
		{
			Effective: regulation1999,
			Basis:     "《住房公积金管理条例》（2019年修订）第二十四条第一款第六项",
			Materials: []serviceitem.Material{serviceitem.Identity, fromEmployer, familyIncome, publicLease},
			Limit:     oldRentLimit,
		},
	},
}

// rentLimit is the entitlement since 2026-09-20: the rent paid, up to the family's cap for the calendar year less
// what it has had of it. Public housing has no cap.
func rentLimit(a Application, t Terms) (money.Fen, error) {
	if err := rentEligible(a, t, regulation2026); err != nil {
		return 0, err
	}
	return underRentCap(a, t, a.Rent.Monthly*money.Fen(a.Rent.Months))
}

// oldRentLimit is the entitlement before: only that part of each month's rent which exceeds the share of the
// family's wage income, the share rounded half up to the fen, under the same cap.
func oldRentLimit(a Application, t Terms) (money.Fen, error) {
	if err := rentEligible(a, t, regulation1999); err != nil {
		return 0, err
	}
	share, err := RentOldShare.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return 0, err
	}
	excess := max(a.Rent.Monthly-a.Rent.Income.AtRate(share, money.HalfUp), 0)
	if excess == 0 {
		return 0, refusal.New("withdrawal.rent.within-income", "月租金未超出家庭月工资收入的规定比例，不能提取",
			"《住房公积金管理条例》（2019年修订）第二十四条第一款第六项", "租金或收入变化后可再申请")
	}
	return underRentCap(a, t, excess*money.Fen(a.Rent.Months))
}

// rentEligible names everything that speaks against a claim, in the order of the guide.
func rentEligible(a Application, t Terms, regime civil.Date) error {
	c := a.Rent
	if c == nil {
		return refusal.Bad("withdrawal.rent.claim-missing", "未填写租房情况")
	}
	least, err := RentMonths.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return err
	}
	basis := "建金〔2015〕19号第一条"
	var reasons []*refusal.Refused
	if c.Months < 1 || c.Months > 12 || c.Monthly <= 0 || c.Monthly > maxRent || c.Children < 0 {
		reasons = append(reasons, refusal.Bad("withdrawal.rent.claim", "租金须为正数，月数须为1至12个月"))
	}
	if c.From.First() > t.On || c.From.Year() != t.On.Year() || c.From.Add(max(c.Months, 1)-1).Year() != t.On.Year() {
		reasons = append(reasons, refusal.New("withdrawal.rent.year", "租金所属月份须在受理当年内，且已经开始",
			basis, "请按自然年度分别申请"))
	}
	if !c.NoHome {
		reasons = append(reasons, refusal.New("withdrawal.rent.own-home", "家庭在本地有自有住房，不能办理租房提取",
			basis, "请核对不动产登记信息"))
	}
	if a.MonthsPaid < least {
		reasons = append(reasons, refusal.New("withdrawal.rent.months", "连续足额缴存月数不足，不能办理租房提取",
			basis, "请在缴存满规定月数后再申请"))
	}
	if regime < regulation2026 && c.Income <= 0 && !c.Public {
		reasons = append(reasons, refusal.Bad("withdrawal.rent.income", "未填写家庭月工资收入"))
	}
	if r := refusal.Join(reasons...); r != nil {
		return r
	}
	return nil
}

const maxRent = 100 * money.Wan // no dwelling costs a million yuan a month: a slip of the pen

// underRentCap bounds an entitlement by what the year's cap leaves the family.
func underRentCap(a Application, t Terms, entitled money.Fen) (money.Fen, error) {
	if a.Rent.Public {
		return a.Rent.Monthly * money.Fen(a.Rent.Months), nil
	}
	key := RentCap
	switch {
	case a.Rent.Children >= 3:
		key = RentCapThree
	case a.Rent.Children == 2:
		key = RentCapTwo
	}
	most, err := key.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return 0, err
	}
	left := most - a.RentThisYear
	if left <= 0 {
		return 0, refusal.New("withdrawal.rent.cap-used", "家庭本年度租房提取限额已用完",
			"建金〔2015〕19号第二条", "请在下一年度申请")
	}
	return min(entitled, left), nil
}
