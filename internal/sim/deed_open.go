package sim

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/member"
	"guangsha/internal/opening"
)

// openBooks brings in what the city begins with, through the door that any centre's books come in by: its tables go to
// the staging area, are checked and reconciled, and are accepted. It finishes what was interrupted, changes nothing
// when it was done, and finds the numbers that everybody got.
func (l *life) openBooks(ctx context.Context) error {
	by := system(l.city.start())
	st, err := l.centre.Opening.Status(ctx)
	if err != nil {
		return err
	}
	quiet := func(opening.Progress) {}
	if st.State < opening.UnderWay {
		tables, err := l.city.Tables()
		if err != nil {
			return err
		}
		if _, err := l.centre.Opening.Load(ctx, by, tables, quiet); err != nil {
			return fmt.Errorf("load: %w", err)
		}
	}
	if st.State != opening.Done {
		if _, err := l.centre.Opening.AcceptMade(ctx, by, quiet); err != nil {
			return fmt.Errorf("accept: %w", err)
		}
	}
	return l.recall(ctx)
}

// free refuses books that somebody else's tables have been loaded for, whatever name they bear: the tables that the
// program writes as an example bear this city's. The city takes the books before it loads anything and hires anybody,
// so that what is staged, and who administers, in books that nobody has begun is not its own.
func (l *life) free(ctx context.Context) error {
	st, err := l.centre.Opening.Status(ctx)
	if err != nil {
		return err
	}
	open, err := l.openDay(ctx)
	if err != nil {
		return err
	}
	peopled, err := l.centre.Access.Begun(ctx)
	switch {
	case err != nil:
		return err
	case peopled && open == 0:
		return refusal.New(CodeOtherCity, "这套账已经有管理员，是一个中心的账，示例市不能在上面走完一年；未作任何改动", "",
			"请用 --data 另指定一个空目录，或者用 --centre 另给一个中心代码")
	case st.State >= opening.Loaded && st.Name != centreName:
		return refusal.New(CodeOtherCity, "这套账装入的是“"+st.Name+"”的期初数据，不是示例市", "", nextCity)
	case st.State != opening.None && open == 0:
		return refusal.New(CodeOtherCity, "这套账中暂存着另行装入、尚未入账的期初数据，示例市不能在上面走完一年；未作任何改动", "",
			"请用 --data 另指定一个空目录；暂存的数据用 guangsha opening accept 入账")
	}
	return nil
}

// recall finds the employers and members of the city in the books.
func (l *life) recall(ctx context.Context) error {
	l.employers = make([]member.EmployerID, len(l.city.Employers))
	l.members = make([]member.Member, len(l.city.People))
	found := 0
	err := l.centre.Opening.Given(ctx, func(list []opening.GivenAccount) error {
		numbers := make([]memberNo, len(list))
		for i, g := range list {
			numbers[i] = g.Member
		}
		members, err := l.centre.Find(ctx, numbers)
		if err != nil {
			return err
		}
		for i, g := range list {
			n, err := serial(g.No)
			if err != nil {
				return err
			}
			l.members[n] = members[i]
			l.employers[l.city.People[n].Employer] = g.Home
		}
		found += len(list)
		return nil
	})
	if err == nil && found != len(l.city.began()) {
		err = fmt.Errorf("%d of %d people are in the books", found, len(l.city.began()))
	}
	return err
}

// sinceOf is the first month of somebody's unbroken contributions up to the year before.
func (c *City) sinceOf(p Person) civil.Month { return civil.MonthOf(c.Options.Year, 1).Add(-p.Months) }
