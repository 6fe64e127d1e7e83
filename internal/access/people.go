package access

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/unit"
)

// Propose draws up a change of somebody's rights (拟定人员变动), under a request key. Nothing changes until another
// administrator confirms it. It refuses what Confirm would refuse, so that nobody waits for a no, and a change of one's
// own rights.
func (s *Service) Propose(ctx context.Context, by act.By, key string, w Wanted) (id int64, err error) {
	ctx, err = Allow(ctx, gate{s}, by, ProposeChanges)
	if err != nil {
		return 0, err
	}
	err = s.work.Do(ctx, by, "access.propose", func(tx unit.Tx) error {
		if old, found, err := s.Store.ChangeByRequest(tx, key); err != nil || found {
			id = old.ID
			return errOr(err, s.differs(tx, by, old, w))
		}
		today := s.Clock.Now().Date()
		if err := w.check(s.Roles, today); err != nil {
			return err
		}
		c := Change{Request: key, Kind: w.Kind, Posts: w.Posts, Since: w.Since, Reason: w.Reason, State: Proposed,
			Maker: by.Actor, Day: today}
		if c.Person, err = s.subject(tx, w, today); err != nil {
			return err
		}
		if w.Kind == Cover {
			absent, err := s.employed(tx, w.Covers)
			if err != nil {
				return err
			}
			c.Covers, c.Until = absent.ID, w.Until.AddDays(1)
		}
		if c.ID, err = s.Store.NextID(tx, "access_change"); err != nil {
			return err
		}
		id = c.ID
		if _, err := s.judge(tx, by, c); err != nil {
			return err
		}
		if added, err := s.Store.AddChange(tx, c); err != nil || !added {
			return errOr(err, fmt.Errorf("request %q came twice at once", key))
		}
		s.record(tx, "access.proposed", c.Person, "change", fmt.Sprint(c.ID), "kind", c.Kind.String(),
			"posts", inWords(c.Posts))
		return nil
	})
	return id, err
}

func errOr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// differs refuses a request key that was used for another change.
func (s *Service) differs(tx unit.Tx, by act.By, c Change, w Wanted) error {
	same := c.Maker == by.Actor && c.Kind == w.Kind && c.Person.Code == w.Code && c.Since == w.Since &&
		c.Reason == w.Reason && (c.Kind == Cover || reflect.DeepEqual(c.Posts, w.Posts) && c.Person.Office == w.Office)
	if same && c.Kind == Join {
		var err error
		if same, err = s.samePerson(tx, c, w); err != nil {
			return err
		}
	}
	if same {
		return nil
	}
	return refusal.New(CodeConflict, "同一请求键已用于内容不同的变动，本次未办理", "", "请核对原变动；确需再办请换新的请求键")
}

// samePerson reports whether somebody who joins is asked for again as the one who was. The name of who comes back is
// the one that is known.
func (s *Service) samePerson(tx unit.Tx, c Change, w Wanted) (bool, error) {
	no, err := idno.Parse(w.IDNo, c.Day)
	if err != nil || !bytes.Equal(c.Person.Mark, s.staffMark(no)) {
		return false, nil
	}
	if _, known, err := s.Store.PersonByCode(tx, w.Code); err != nil || known {
		return known, err
	}
	name, err := s.Cipher.Open(c.Person.Name, namePlace(c.Person.ID))
	return string(name) == strings.TrimSpace(w.Name), err
}

// judge gives the posts that a change comes to, or refuses it. Nobody draws up or confirms a change of their own
// rights.
func (s *Service) judge(tx unit.Tx, by act.By, c Change) ([]Post, error) {
	if c.Person.Code == by.Actor {
		return nil, refusal.New(CodeOneself, "不能拟定或确认本人的岗位变动", leastPrivilege, "请由其他管理员办理")
	}
	today := s.Clock.Now().Date()
	posts, err := s.after(tx, c, today)
	if err != nil {
		return nil, err
	}
	if err := s.fits(posts); err != nil {
		return nil, err
	}
	if c.Kind == Move {
		return posts, s.remains(tx, c.Person.ID, posts, max(c.Since, today))
	}
	return posts, nil
}

// Confirm puts a change in force (确认生效). It takes another person than the one who proposed it, and judges it again
// as things stand now. A repeat by the same person changes nothing. A crash before its commit leaves all rights as they
// were.
func (s *Service) Confirm(ctx context.Context, by act.By, id int64) error {
	ctx, err := Allow(ctx, gate{s}, by, ConfirmChanges)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.confirm", func(tx unit.Tx) error {
		if err := s.Store.FenceDay(tx); err != nil {
			return err
		}
		c, err := s.change(tx, id)
		if err != nil || c.State == InForce && c.Checker == by.Actor {
			return err
		}
		if c.State != Proposed {
			return refusal.New(CodeState, "该变动"+c.State.String()+"，不能再确认", "", "请查看变动结果")
		}
		if err := Parted(by, "确认", Done{"拟定", c.Maker}); err != nil {
			return err
		}
		if now, found, err := s.Store.Person(tx, c.Person.ID); err != nil {
			return err
		} else if found {
			if c.Kind != Join && now.Left != 0 || c.Kind == Join && now.Left == 0 {
				return refusal.New(CodeState, "此人的在职状态在拟定之后变了", "", "请作废后重新拟定")
			}
			c.Person.Version = now.Version
		}
		posts, err := s.judge(tx, by, c)
		if err != nil {
			return err
		}
		c.State, c.Checker = InForce, by.Actor
		return s.putInForce(tx, c, posts)
	})
}

// putInForce writes a change with the posts it comes to.
func (s *Service) putInForce(tx unit.Tx, c Change, posts []Post) error {
	c.Person.Version++
	if err := s.Store.EndSessions(tx, c.Person.ID); err != nil {
		return err
	}
	if err := s.Store.SavePeople(tx, []Person{c.Person}); err != nil {
		return err
	}
	if err := s.Store.SetPosts(tx, map[PersonID][]Post{c.Person.ID: posts}); err != nil {
		return err
	}
	s.record(tx, "access.changed", c.Person, "change", fmt.Sprint(c.ID), "kind", c.Kind.String(),
		"posts", inWords(posts), "maker", c.Maker)
	return s.Store.SetChange(tx, c)
}

// Listed is somebody of the staff as administrators see them.
type Listed struct {
	Person
	Name  string // 姓名, masked
	Posts []Post
	Keyed bool // has enrolled
}

// People lists staff after a code, in the order of codes, those who have left among them.
func (s *Service) People(ctx context.Context, by act.By, after string, limit int) (list []Listed, err error) {
	ctx, err = Allow(ctx, gate{s}, by, ReadPeople)
	if err != nil {
		return nil, err
	}
	err = s.work.Read(ctx, func(tx unit.Tx) error {
		people, err := s.Store.People(tx, after, limit)
		list = make([]Listed, len(people))
		for i, p := range people {
			list[i].Person = p
			name, nerr := s.Cipher.Open(p.Name, namePlace(p.ID))
			if nerr != nil {
				return fmt.Errorf("open the name of person %d: %w", p.ID, nerr)
			}
			list[i].Name = mask.Name(string(name))
			if list[i].Posts, err = s.Store.Posts(tx, p.ID); err != nil {
				return err
			}
			a, aerr := s.Store.Account(tx, p.ID)
			if aerr != nil {
				return aerr
			}
			list[i].Keyed = a.Password != ""
		}
		return err
	})
	return list, err
}

// Changes lists changes of people's rights before one, the latest first.
func (s *Service) Changes(ctx context.Context, by act.By, before int64, limit int) (list []Change, err error) {
	ctx, err = Allow(ctx, gate{s}, by, ReadPeople)
	if err != nil {
		return nil, err
	}
	err = s.work.Read(ctx, func(tx unit.Tx) error {
		list, err = s.Store.Changes(tx, before, limit)
		return err
	})
	return list, err
}

// Held is a permission that somebody has, and whether for the whole centre.
type Held struct {
	Permission
	Everywhere bool
}

// Permitted are the permissions that whoever acts has today, and their posts.
func Permitted(ctx context.Context, gate Gate, by act.By) (may []Held, posts []Post, err error) {
	g, err := gate.Grant(ctx, by, true)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range Permissions {
		if g.may(by, p) == nil {
			_, everywhere := g.offices(p)
			may = append(may, Held{p, everywhere})
		}
	}
	for _, p := range g.Posts {
		if p.On(g.On) {
			posts = append(posts, p)
		}
	}
	return may, posts, nil
}

func (s *Service) change(tx unit.Tx, id int64) (Change, error) {
	c, found, err := s.Store.Change(tx, id)
	if err == nil && !found {
		err = refusal.New(CodeNobody, "没有这笔人员变动", "", "请刷新后再试")
	}
	return c, err
}

// Drop gives a proposed change up (作废), by whoever may confirm changes.
func (s *Service) Drop(ctx context.Context, by act.By, id int64) error {
	ctx, err := Allow(ctx, gate{s}, by, ConfirmChanges)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.drop", func(tx unit.Tx) error {
		c, err := s.change(tx, id)
		if err != nil || c.State == Dropped {
			return err
		}
		if c.State != Proposed {
			return refusal.New(CodeState, "该变动"+c.State.String()+"，不能作废", "", "如需撤销，请另办变动")
		}
		c.State, c.Checker = Dropped, by.Actor
		s.record(tx, "access.dropped", c.Person, "change", fmt.Sprint(c.ID))
		return s.Store.SetChange(tx, c)
	})
}

// Leave ends everything that somebody may do, at once (离职停用): taking rights away needs one administrator, giving
// them needs two. Covers for the person go on to their last day. It refuses to end the last administrator of a kind. A
// repeat changes nothing.
func (s *Service) Leave(ctx context.Context, by act.By, code, reason string) error {
	ctx, err := Allow(ctx, gate{s}, by, EndService)
	if err != nil {
		return err
	}
	if why := telltale.Refuse(CodeInput, reason); why != nil { // it stays in the audit log for ever
		return why
	}
	if code == by.Actor { // the unit would end the rights that it is decided by
		return refusal.New(CodeOneself, "不能给本人办理离岗", leastPrivilege, "请由其他管理员办理")
	}
	return s.work.Do(ctx, by, "access.leave", func(tx unit.Tx) error {
		if err := s.Store.FenceDay(tx); err != nil {
			return err
		}
		p, found, err := s.Store.PersonByCode(tx, code)
		if err != nil || found && p.Left != 0 {
			return err
		}
		if !found {
			return unknownPerson(code)
		}
		today := s.Clock.Now().Date()
		if err := s.remains(tx, p.ID, nil, today); err != nil {
			return err
		}
		had, err := s.Store.Posts(tx, p.ID)
		if err != nil {
			return err
		}
		p.Left = today
		p.Version++
		if err := s.Store.EndSessions(tx, p.ID); err != nil {
			return err
		}
		if err := s.Store.SavePeople(tx, []Person{p}); err != nil {
			return err
		}
		s.record(tx, "access.left", p, "reason", reason)
		return s.Store.SetPosts(tx, map[PersonID][]Post{p.ID: ended(had, today)})
	})
}

// Mandate says that somebody acts for an employer in the hall (单位经办人授权).
type Mandate struct {
	Code string // what the agent is called by
	Unit int64  // the employer
}

// Authorize registers who acts for employers, from today on (单位经办人授权登记). An agent who is known keeps the
// other employers they act for; a repeat changes nothing. Agents reach their employers only.
func (s *Service) Authorize(ctx context.Context, by act.By, list []Mandate) error {
	ctx, err := Allow(ctx, gate{s}, by, MandateAgents)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.mandate", func(tx unit.Tx) error {
		today := s.Clock.Now().Date()
		people, posts := []Person{}, map[PersonID][]Post{}
		for _, m := range list {
			if !validCode(m.Code) || m.Unit <= 0 {
				return refusal.Bad(CodeInput, "请填写经办人编号和所代表的单位")
			}
			p, had, err := s.agent(tx, m, by.Branch)
			if err != nil {
				return err
			}
			if !holds(had, m.Unit, today) {
				p.Version++
				people = append(people, p)
				posts[p.ID] = append(had, Post{Role: roleAgent, Unit: m.Unit, Since: today})
				s.record(tx, "access.mandated", p, "unit", fmt.Sprint(m.Unit))
			}
		}
		if len(people) == 0 {
			return nil
		}
		if err := s.Store.SavePeople(tx, people); err != nil {
			return err
		}
		return s.Store.SetPosts(tx, posts)
	})
}

func (s *Service) agent(tx unit.Tx, m Mandate, office string) (p Person, had []Post, err error) {
	p, found, err := s.Store.PersonByCode(tx, m.Code)
	switch {
	case err != nil:
		return p, nil, err
	case found && p.Kind != Agent:
		return p, nil, refusal.New(CodeTaken, "“"+m.Code+"”不是单位经办人的编号", "", "请另选编号")
	case found:
		had, err = s.Store.Posts(tx, p.ID)
		return p, had, err
	}
	id, err := s.Store.NextID(tx, "access_person")
	return Person{ID: PersonID(id), Code: m.Code, Kind: Agent, Office: office}, nil, err
}

// holds reports whether an agent acts for an employer on a day.
func holds(posts []Post, unit int64, day civil.Date) bool {
	return slices.ContainsFunc(posts, func(p Post) bool { return p.Unit == unit && p.On(day) })
}

// HeldBy are the titles of the posts that somebody held on a day (任岗), which tell as what they acted without saying who
// they are. It is for whoever may know that and no more, and is no use case.
func (s *Service) HeldBy(tx unit.Tx, code string, day civil.Date) (titles []string, err error) {
	p, found, err := s.Store.PersonByCode(tx, code)
	if err != nil || !found {
		return nil, err
	}
	posts, err := s.Store.Posts(tx, p.ID)
	for _, o := range posts {
		if title := s.Roles[o.Role].Title; o.On(day) && title != "" && !slices.Contains(titles, title) {
			titles = append(titles, title)
		}
	}
	return titles, err
}
