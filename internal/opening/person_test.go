package opening_test

import (
	"context"
	"strings"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/opening"
)

// TestABanOfSomebodyWithoutAnAccountHoldsWhenThereIsOneAgain bans the person of a closed account twice, who then begins
// to contribute again.
func TestABanOfSomebodyWithoutAnAccountHoldsWhenThereIsOneAgain(t *testing.T) {
	both(t, func(t *testing.T, config app.Config) {
		c, ctx := centre(t, config), context.Background()
		s := smallSet(t, "限制名单", "控制总数")
		s["限制名单"] = append(s["限制名单"], []string{"GR007", "2023-05-01", "2028-05-01", "示例县公积金处字〔2023〕1号"},
			[]string{"GR007", "2022-05-01", "2025-05-01", "示例县公积金处字〔2022〕2号"})
		s.cell("控制总数", "限制名单人数", "数值", "3")
		must(t, load(t, c, s.write(t)))
		done, err := c.Opening.Accept(ctx, by, quiet)
		if err != nil || done.Bans != 3 || done.Members != 6 {
			t.Fatalf("%+v, %v", done, err)
		}
		verified(t, c)
		gone := smallTable(t, "个人信息")
		id := gone[len(gone)-1]
		home := people(t, c)["GR001"]
		deps := c.Member.Deps
		deps.Access = accesstest.Everybody{}
		numbers, err := member.New(deps).OpenMembers(ctx, by, "again", home.Employer, []member.NewMember{{Name: id[1],
			IDNo: id[3], Mobile: "15400000007", Wage: 6_000 * money.Yuan}})
		must(t, err)
		again, err := c.Find(ctx, numbers)
		must(t, err)
		must(t, c.Work.Read(ctx, func(tx unit.Tx) error {
			until, err := c.Withdrawal.Store.BannedUntil(tx, again[0].Person)
			if until != civil.DateOf(2028, 5, 1) {
				t.Errorf("banned until %s", until)
			}
			return err
		}))
	})
}

// TestNoDayProductsAreAFindingButOnAFirstOfJuly gives days before and on which all interest has just been credited.
func TestNoDayProductsAreAFindingButOnAFirstOfJuly(t *testing.T) {
	c, ctx := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"}), context.Background()
	for day, want := range map[string]bool{"2024-01-01": true, "2024-06-30": true, "2024-07-01": false,
		"2024-07-02": true} {
		s := smallSet(t, "建账说明", "个人账户")
		s["建账说明"][1][1] = day
		for i := range s["个人账户"][1:] {
			s["个人账户"][i+1][10] = "0"
		}
		must(t, load(t, c, s.write(t)))
		_, err := c.Opening.Check(ctx, by, quiet)
		must(t, err)
		found := false
		must(t, c.Opening.Findings(ctx, func(f opening.Finding, _ string) error {
			why, _, blocks := f.Describe()
			found = found || f.Reason == "product" && !blocks && strings.Contains(why, "全部账户")
			return nil
		}))
		if found != want {
			t.Errorf("%s: on the list %v", day, found)
		}
	}
}
