package console

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
)

func (c *Console) me(ctx context.Context, _ *struct{}) (*output[Me], error) {
	if c.alone {
		return &output[Me]{Me{State: "alone", Posts: []PostItem{}, Permissions: []string{}}}, nil
	}
	me, err := c.about(ctx, actor(ctx))
	return &output[Me]{me}, err
}

// Closed reports whether nobody can sign in to a demonstration city, nor ever will: it lived its year with
// administrators whose slips nobody got.
func (c *Console) Closed(ctx context.Context) (bool, error) {
	if !c.Centre.Demonstration {
		return false, nil
	}
	if begun, err := c.Access.Begun(ctx); err != nil || !begun {
		return false, err
	}
	enrolled, err := c.Access.Enrolled(ctx)
	return !enrolled, err
}

// about says who somebody is and what they may do.
func (c *Console) about(ctx context.Context, by act.By) (Me, error) {
	me := Me{State: "signed-in", Code: by.Actor, Office: by.Branch, Posts: []PostItem{}, Permissions: []string{},
		Today: c.Access.Clock.Now().Date().String()}
	if by.Actor == access.CodeGuest {
		begun, err := c.Access.Begun(ctx)
		switch me.Code, me.Office = "", ""; {
		case err != nil:
			return me, err
		case c.Visitors:
			me.State, by.Actor = "visitor", access.CodeVisitor
		case begun:
			me.State = "signed-out"
			me.Closed, err = c.Closed(ctx)
			return me, err
		default:
			me.State = "set-up"
			return me, nil
		}
	}
	may, posts, err := access.Permitted(ctx, c.Access.Gate(), by)
	for _, p := range may {
		if p.Everywhere || !centreOnly(p.Permission) {
			me.Permissions = append(me.Permissions, p.Code)
		}
	}
	for _, p := range posts {
		me.Posts = append(me.Posts, c.postItem(p, nil))
	}
	return me, err
}

// centreOnly says that every route with a permission is for the whole centre: to whoever has it for an office alone,
// none of them answers.
func centreOnly(p access.Permission) bool {
	asked := false
	for _, r := range Routes {
		if r.Permission == p {
			if r.Scope != WholeCentre {
				return false
			}
			asked = true
		}
	}
	return asked
}

// postItem is a post as pages show it; codes are those of people by id.
func (c *Console) postItem(p access.Post, codes map[access.PersonID]string) PostItem {
	item := PostItem{Role: p.Role, RoleName: c.Access.Roles[p.Role].Title, Branch: p.Branch, Since: date(p.Since),
		Covers: codes[p.Covers], Now: p.On(c.Access.Clock.Now().Date())}
	if p.Until != 0 {
		item.Until = p.Until.AddDays(-1).String()
	}
	return item
}

func (c *Console) postItems(posts []access.Post, codes map[access.PersonID]string) []PostItem {
	items := make([]PostItem, len(posts))
	for i, p := range posts {
		items[i] = c.postItem(p, codes)
	}
	return items
}

func (c *Console) setUp(ctx context.Context, in *setUpIn) (*output[list[slips]], error) {
	b := in.Body
	founder := func(f founderIn) access.Founder { return access.Founder(f) }
	given, err := c.Access.Begin(ctx, actor(ctx), strings.TrimSpace(b.Code), access.Founders{
		Systems: founder(b.Systems), Security: founder(b.Security), Auditing: founder(b.Auditing)})
	if err != nil {
		return nil, err
	}
	out := list[slips]{}
	for i, code := range []string{b.Systems.Code, b.Security.Code, b.Auditing.Code} {
		out.Items = append(out.Items, slips{code, given[i].Security, given[i].Systems})
	}
	return &output[list[slips]]{out}, nil
}

// enrolment is what somebody enrols with.
func (in *enrolIn) enrolment() access.Enrolment {
	b := in.Body
	return access.Enrolment{Code: strings.TrimSpace(b.Code), Password: b.Password, Factor: strings.TrimSpace(b.Factor),
		Slips: access.Slips{Security: strings.TrimSpace(b.Security), Systems: strings.TrimSpace(b.Systems)}}
}

func (c *Console) offerFactor(ctx context.Context, in *enrolIn) (*output[factor], error) {
	offer, err := c.Access.OfferFactor(ctx, c.guest(ctx), in.enrolment())
	if err != nil {
		return nil, err
	}
	return &output[factor]{factor{offer.Text, offer.Address}}, nil
}

func (c *Console) enrol(ctx context.Context, in *enrolIn) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.Enrol(ctx, c.guest(ctx), in.enrolment())
}

// guest is whoever enrols or signs in: nobody yet, even in a browser where somebody else is still signed in.
func (c *Console) guest(ctx context.Context) act.By {
	return act.By{Actor: access.CodeGuest, Door: act.Console, Branch: c.headOffice(), Trace: traceOf(ctx)}
}

func (c *Console) signIn(ctx context.Context, in *signInIn) (*signedIn, error) {
	b := in.Body
	b.Code = strings.TrimSpace(b.Code)
	// Wrong codes lock nobody out, since whoever tries them has no device. They come slowly instead, from however many
	// addresses; a passkey is taken meanwhile.
	if err := c.counted(ctx, Factor, b.Code); err != nil {
		return nil, err
	}
	token, err := c.Access.Enter(ctx, c.guest(ctx), access.Credentials{Code: b.Code,
		Password: b.Password, Factor: strings.TrimSpace(b.Factor), NewPassword: b.NewPassword})
	if err != nil {
		return nil, err
	}
	return c.begun(ctx, token)
}

func (c *Console) signOut(ctx context.Context, _ *struct{}) (*signedIn, error) {
	gone := http.Cookie{Name: cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: -1}
	if err := c.Access.SignOut(ctx, actor(ctx)); err != nil {
		return nil, err
	}
	me, err := c.about(ctx, c.guest(ctx))
	return &signedIn{Cookie: gone.String(), Body: me}, err
}

func (c *Console) roles(context.Context, *struct{}) (*output[list[RoleItem]], error) {
	out := list[RoleItem]{Items: []RoleItem{}}
	for _, r := range c.Access.Roles {
		item := RoleItem{Code: r.Code, Title: r.Title, Kind: r.Kind.String(), Power: r.Power().String(),
			Staff: r.Kind == access.Staff, Partner: r.Kind == access.Partner, May: []string{}, Limits: []string{}}
		for _, p := range r.May {
			item.May = append(item.May, p.Title)
		}
		for _, l := range r.Limits {
			p, _ := access.FindPermission(l.Permission)
			item.Limits = append(item.Limits, fmt.Sprintf("%s%s元（%s）", p.Title, l.Most, c.officeName(l.Branch)))
		}
		out.Items = append(out.Items, item)
	}
	slices.SortFunc(out.Items, func(a, b RoleItem) int { return strings.Compare(a.Code, b.Code) })
	return &output[list[RoleItem]]{out}, nil
}

func (c *Console) officeName(code string) string {
	for _, o := range c.Offices {
		if o.Code == code {
			return o.Name
		}
	}
	return "全中心"
}

func (c *Console) people(ctx context.Context, in *peopleOf) (*output[list[PersonItem]], error) {
	found, err := c.Access.People(ctx, actor(ctx), in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	codes := map[access.PersonID]string{}
	for _, p := range found {
		codes[p.ID] = p.Code
	}
	out := list[PersonItem]{Items: make([]PersonItem, len(found))}
	for i, p := range found {
		out.Items[i] = PersonItem{Code: p.Code, Name: p.Name, Office: p.Office, Left: date(p.Left), Enrolled: p.Keyed,
			Posts: c.postItems(p.Posts, codes)}
	}
	return &output[list[PersonItem]]{out}, nil
}

// maxPeople is how many people are read at once.
const maxPeople = 200

// peopleBook is all people as a workbook.
func (c *Console) peopleBook(ctx context.Context, in *peopleOf) (*download, error) {
	var all []PersonItem
	for in.Limit = maxPeople; ; {
		out, err := c.people(ctx, in)
		if err != nil {
			return nil, err
		}
		all = append(all, out.Body.Items...)
		if len(out.Body.Items) < in.Limit {
			return wholeBook(ctx, "在册人员", c.personColumns(), all)
		}
		in.After = all[len(all)-1].Code
	}
}

func (c *Console) personColumns() []exportColumn[PersonItem] {
	return []exportColumn[PersonItem]{
		words("工号", 120, func(p PersonItem) string { return p.Code }),
		words("姓名", 90, func(p PersonItem) string { return p.Name }),
		words("所在机构", 160, func(p PersonItem) string { return c.officeName(p.Office) }),
		words("今天的岗位", 320, func(p PersonItem) string {
			var posts []string
			for _, o := range p.Posts {
				if o.Now {
					posts = append(posts, fmt.Sprintf("%s（%s）", o.RoleName, c.officeName(o.Branch)))
				}
			}
			return strings.Join(posts, "；")
		}),
		words("登录凭证", 90, func(p PersonItem) string { return map[bool]string{true: "已登记", false: "未登记"}[p.Enrolled] }),
		words("离职日", 120, func(p PersonItem) string { return p.Left }),
	}
}

func (c *Console) changes(ctx context.Context, in *changesOf) (*output[list[ChangeItem]], error) {
	before := in.Before
	if before == 0 {
		before = math.MaxInt64
	}
	found, err := c.Access.Changes(ctx, actor(ctx), before, in.Limit)
	if err != nil {
		return nil, err
	}
	out := list[ChangeItem]{Items: make([]ChangeItem, len(found))}
	for i, f := range found {
		out.Items[i] = ChangeItem{ID: fmt.Sprint(f.ID), Kind: f.Kind.String(), State: f.State.String(),
			Open: f.State == access.Proposed, Person: f.Person.Code, Posts: c.postItems(f.Posts, nil),
			Covers: f.Covered, Since: date(f.Since), Reason: f.Reason, Maker: f.Maker, Checker: f.Checker,
			Day: date(f.Day)}
		if f.Until != 0 {
			out.Items[i].Until = f.Until.AddDays(-1).String()
		}
	}
	return &output[list[ChangeItem]]{out}, nil
}

func (c *Console) propose(ctx context.Context, in *proposeIn) (*output[done], error) {
	b := in.Body
	w := access.Wanted{Kind: access.ChangeKind(b.Kind), Code: strings.TrimSpace(b.Code), Name: b.Name, IDNo: b.IDNo,
		Office: b.Office, Covers: strings.TrimSpace(b.Covers), Reason: b.Reason}
	var err error
	if w.Since, err = civil.ParseDate(b.Since); err != nil {
		return nil, err
	}
	if w.Until, err = day(b.Until, 0); err != nil {
		return nil, err
	}
	for _, p := range b.Posts {
		w.Posts = append(w.Posts, access.Post{Role: p.Role, Branch: p.Branch})
	}
	_, err = c.Access.Propose(ctx, actor(ctx), in.Key, w)
	return &output[done]{done{true}}, err
}

func (c *Console) confirm(ctx context.Context, in *changeOf) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.Confirm(ctx, actor(ctx), in.ID)
}

func (c *Console) drop(ctx context.Context, in *changeOf) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.Drop(ctx, actor(ctx), in.ID)
}

func (c *Console) leave(ctx context.Context, in *leaveIn) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.Leave(ctx, actor(ctx), in.Code, in.Body.Reason)
}

func (c *Console) endCover(ctx context.Context, in *endCoverIn) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.EndCover(ctx, actor(ctx), in.Code, in.Covers, in.Body.Reason)
}

func (c *Console) slipSecurity(ctx context.Context, in *PersonOf) (*output[slips], error) {
	half, err := c.Access.Slip(ctx, actor(ctx), in.Code, access.SecurityHalf)
	return &output[slips]{slips{Code: in.Code, Security: half}}, err
}

func (c *Console) slipSystems(ctx context.Context, in *PersonOf) (*output[slips], error) {
	half, err := c.Access.Slip(ctx, actor(ctx), in.Code, access.SystemsHalf)
	return &output[slips]{slips{Code: in.Code, Systems: half}}, err
}

func (c *Console) accessRoutes(r routes) {
	get(r, "me", c.me)
	post(r, "setUp", maxSearch, c.setUp)
	post(r, "offerFactor", maxSearch, c.offerFactor)
	post(r, "enrol", maxSearch, c.enrol)
	post(r, "signIn", maxSearch, c.signIn)
	post(r, "signOut", maxSearch, c.signOut)
	get(r, "roles", c.roles)
	get(r, "people", c.people)
	getBook(r, "peopleXlsx", c.peopleBook)
	post(r, "leave", maxSearch, c.leave)
	post(r, "endCover", maxSearch, c.endCover)
	post(r, "slipSecurity", maxSearch, c.slipSecurity)
	post(r, "slipSystems", maxSearch, c.slipSystems)
	get(r, "changes", c.changes)
	post(r, "propose", maxSearch, c.propose)
	post(r, "confirm", maxSearch, c.confirm)
	post(r, "drop", maxSearch, c.drop)
}
