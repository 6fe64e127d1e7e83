// Package sim is a city in a box (示例市): from one seed it invents people, employers and a year of days, and lives
// them through the product's own use cases, as the staff of three offices would.
//
// The whole city is 65,000 members with 43 亿 on their accounts and 15,000 running loans; a smaller city behaves at
// the same rates. No figure is balanced to a wanted total: what the year adds up to is what the people did. The
// package reaches the product through app only, never through a store, and reads no clock. Everything it makes up is
// marked 示例, and its numbers cannot belong to anybody: see idNumber, mobile and creditCode.
package sim

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"

	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
)

// MinMembers is the smallest city that has something of everything.
const MinMembers = 100

// MaxMembers is the largest city that the invented numbers reach for.
const MaxMembers = 2_000_000

// Options are what a seed stands for: how large the city is and how its people behave. Shares are in ten thousand.
// They name the city in its books, as JSON: a field that is added stands last and is left out of it when zero, which
// means that nothing of it happens, so that a city made before is still the same.
type Options struct {
	Seed    uint64 // 种子
	Members int    // 缴存职工人数
	Year    int    // 年度

	PerEmployer     int // 每家单位平均人数
	RunningLoans    int // share of members who repay a loan on 1 January
	NewLoans        int // share of members who borrow in the year
	Repaying        int // share of borrowers who withdraw for what they repaid here
	Buying          int // share of the others who withdraw for a home that they bought
	RepayingBank    int // and of those who did not, who withdraw for a bank's loan
	Renters         int // and of the rest, who withdraw for rent
	Retiring        int // share of members who retire in the year
	Leaving         int // and of those without such plans, who leave their employer
	Dying           int // or die
	Joining         int // people who begin to contribute in the year, of the members
	Founding        int // employers that register in the year, of the employers
	LatePayers      int // share of employers that sometimes remit late
	ShortPayers     int // share of employers that sometimes remit less than the list
	MissedDue       int // share of instalments not paid on the due day
	Prepaying       int // share of borrowers of 1 January who repay a part of the loan early
	PayingOff       int // or all of it
	DisbursedSecond int // share of new loans that finance a second home
	EqualPrincipal  int // share of loans that are repaid by equal principal, of those whose borrowers can

	Brought // 期初状况
	Detours // 波折
}

// newLoansOfCity is the share of members of the whole city who borrow in a year.
const newLoansOfCity = 112

// Expand gives the options of a seed: the rates of the whole city, each moved by at most an eightieth. It refuses a
// city that is too small or too large.
func Expand(seed uint64, members int) (Options, error) {
	if members < MinMembers || members > MaxMembers {
		return Options{}, refusal.Bad("sim.members",
			fmt.Sprintf("示例市人数应在%d至%d之间", MinMembers, MaxMembers))
	}
	o := Options{Seed: seed, Members: members, Year: 2024, PerEmployer: 43}
	d := o.dice("options")
	for _, rate := range []struct {
		to  *int
		per int
	}{
		{&o.RunningLoans, 2308}, {&o.NewLoans, newLoansOfCity}, {&o.Repaying, 5000},
		{&o.Buying, 400}, {&o.RepayingBank, 555}, {&o.Renters, 1500}, {&o.Retiring, 350},
		{&o.LatePayers, 1200}, {&o.ShortPayers, 400}, {&o.MissedDue, 60}, {&o.DisbursedSecond, 1500},
		{&o.Leaving, 450}, {&o.Dying, 12}, {&o.Joining, 260}, {&o.Founding, 160},
		{&o.Prepaying, 400}, {&o.PayingOff, 200}, {&o.EqualPrincipal, 600},
		{&o.SinceJuly, 1}, {&o.Owing, 90}, {&o.Frozen, 12}, {&o.Banned, 4}, {&o.Drawn, 250}, {&o.Unplaced, 70},
		{&o.Waiting, 40}, {&o.Deposited, 4500},
		{&o.Freezing, 8}, {&o.Defrauding, 2}, {&o.TurningDown, 10}, {&o.TakingBack, 8}, {&o.Vain, 12},
		{&o.Returning, 120},
	} {
		*rate.to = rate.per + int(d.between(-int64(rate.per)/80, int64(rate.per)/80))
	}
	return o, nil
}

// Lines are the options as people read them.
func (o Options) Lines() []string {
	percent := func(n int) string { return money.Rate(int64(n) * 1000).Percent() }
	return []string{
		fmt.Sprintf("种子 %d，%d年度，职工 %d 人，每家单位平均 %d 人", o.Seed, o.Year, o.Members, o.PerEmployer),
		fmt.Sprintf("年初有贷款 %s，其中还贷提取 %s；当年贷款 %s，当年退休 %s",
			percent(o.RunningLoans), percent(o.Repaying), percent(o.NewLoans), percent(o.Retiring)),
		fmt.Sprintf("其余职工：购房提取 %s，商业贷款还贷提取 %s，租房提取 %s",
			percent(o.Buying), percent(o.RepayingBank), percent(o.Renters)),
		fmt.Sprintf("当年新开户 %s，新登记单位 %s；其余职工离职 %s，死亡 %s",
			percent(o.Joining), percent(o.Founding), percent(o.Leaving), percent(o.Dying)),
		fmt.Sprintf("单位迟缴 %s，单位少缴 %s，贷款未按期还 %s，二套住房 %s",
			percent(o.LatePayers), percent(o.ShortPayers), percent(o.MissedDue), percent(o.DisbursedSecond)),
		fmt.Sprintf("年初贷款中提前部分还款 %s，提前结清 %s；等额本金还款 %s", percent(o.Prepaying),
			percent(o.PayingOff), percent(o.EqualPrincipal)),
		fmt.Sprintf("期初：%s积数，贷款拖欠 %s，账户冻结 %s，限制名单 %s，以前年度购房提取 %s，已存定期 %s，每万家单位暂收 %d 笔、暂存 %d 笔",
			map[bool]string{true: "带", false: "不带"}[o.SinceJuly > 0], percent(o.Owing), percent(o.Frozen),
			percent(o.Banned), percent(o.Drawn), percent(o.Deposited), o.Unplaced, o.Waiting),
		fmt.Sprintf("波折：账户冻结 %s，列入限制名单 %s，提取不予批准 %s，撤回提取申请 %s，贷款不通过或作废 %s，放款退票 %s",
			percent(o.Freezing), percent(o.Defrauding), percent(o.TurningDown), percent(o.TakingBack), percent(o.Vain),
			percent(o.Returning)),
	}
}

// dice is one stream of chance. Every purpose has its own, so that a change in one leaves the others as they were.
type dice struct{ *rand.Rand }

func (o Options) dice(purpose string) dice {
	h := fnv.New64a()
	h.Write([]byte(purpose))
	return dice{rand.New(rand.NewPCG(o.Seed, h.Sum64()))}
}

// between is a whole number from lo to hi, both possible.
func (d dice) between(lo, hi int64) int64 { return lo + d.Int64N(hi-lo+1) }

// bell is a whole number from lo to hi, the middle more often: the mean of three.
func (d dice) bell(lo, hi int64) int64 {
	return (d.between(lo, hi) + d.between(lo, hi) + d.between(lo, hi)) / 3
}

// chance is true so many times in ten thousand.
func (d dice) chance(in10000 int) bool { return d.IntN(10_000) < in10000 }

// pick is one of several.
func pick[T any](d dice, of []T) T { return of[d.IntN(len(of))] }
