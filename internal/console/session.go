package console

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
)

// cookie is what the browser keeps of a session. Scripts cannot read it, and no other site's page sends it.
const cookie = "guangsha_session"

// guard stands before a declared route: it finds out who asks, lets the permission be asked for, and hands the handler
// the context that Allow gave. What it refuses is refused before anything of the request is read.
func (c *Console) guard(route Route) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if c.alone {
			next(ctx)
			return
		}
		r, w := humago.Unwrap(ctx)
		by, err := c.who(r, route)
		if err == nil {
			err = c.counted(r.Context(), route.Rate, c.source(by, r))
		}
		inside := r.Context()
		if err == nil {
			inside, err = access.Allow(inside, c.Access.Gate(), by, route.Permission)
		}
		if err == nil && c.Visitors && route.Public && route.Step != "" {
			err = refusal.New("console.demonstration", "演示中不登录，也不登记", "", "请直接查看各页面")
		}
		if err == nil && route.Scope == WholeCentre {
			if _, everywhere := access.Offices(inside); !everywhere {
				err = refusal.New(access.CodeDenied, "本岗位的机构范围不是全中心", "GB/T 22239-2019 8.1.4.2 d）",
					"请由市中心有权限的人员办理")
			}
		}
		if err == nil && r.Method != http.MethodGet {
			err = encoded(r)
		}
		if given := r.URL.Query(); err == nil {
			err = cmp.Or(plain(given, ctx.Operation().Parameters), quiet(r, given))
		}
		if often := (tooOften{}); errors.As(err, &often) {
			w.Header().Set("Retry-After", often.seconds())
		}
		if err != nil {
			c.denied(r.Context(), by, route, err)
			c.write(w, r, c.problem(r.Context(), err))
			return
		}
		if route.Seen != "" {
			inside = context.WithValue(inside, conditionsKey{}, conditionsOf(r.URL))
			inside = context.WithValue(inside, pathKey{}, r.URL.Path)
		}
		inside = context.WithValue(context.WithValue(inside, actorKey{}, by), routeKey{}, route)
		if route.Rate == Code {
			inside = context.WithValue(inside, addressKey{}, c.address(r))
		}
		next(huma.WithContext(ctx, inside))
	}
}

// plain refuses conditions that would be passed over in silence: one that the route does not have, and one given twice,
// of which only one would count. Whoever misspells a condition must not take the whole list for the narrowed one.
func plain(given url.Values, known []*huma.Param) error {
	for name, values := range given {
		if len(values) > 1 {
			return refusal.New("console.query.twice", "同一个查询条件给了两次", "", "请只留一个；几个值之间用逗号隔开")
		}
		if !slices.ContainsFunc(known, func(p *huma.Param) bool { return p.In == "query" && p.Name == name }) {
			return refusal.New("console.query.unknown", "查询条件中有这里没有的名称", "", "请对照接口说明更正")
		}
	}
	return nil
}

// routeKey is where the route stands that a handler answers.
type routeKey struct{}

// addressKey is where it stands whence a code is asked for.
type addressKey struct{}

// addressOf is whence a code is asked for.
func addressOf(ctx context.Context) string {
	address, _ := ctx.Value(addressKey{}).(string)
	return address
}

type actorKey struct{}

// actor is who asks.
func actor(ctx context.Context) act.By {
	by, _ := ctx.Value(actorKey{}).(act.By)
	return by
}

// who finds out who asks: a partner who has signed the request; whoever has a session; the visitor, where the city may
// be looked at; a guest of a public route. Everybody else is refused with access.CodeSession.
func (c *Console) who(r *http.Request, route Route) (act.By, error) {
	by := act.By{Door: act.Console, Branch: c.headOffice(), Trace: traceOf(r.Context())}
	if partner, asked, err := c.partner(r, by); asked {
		return partner, err
	}
	if route.Members {
		return c.ownself(r, route, by)
	}
	if kept, err := r.Cookie(cookie); err == nil && kept.Value != "" {
		known, err := c.Access.Resume(r.Context(), kept.Value, !route.Background)
		if err == nil {
			known.Trace = by.Trace
			return known, nil
		}
		if refusal.Is(err, access.CodeSession) { // guessing is an enquiry too
			err = cmp.Or(c.counted(r.Context(), Enquiry, c.address(r)), err)
		}
		if !refusal.Is(err, access.CodeSession) || !route.Public && !c.Visitors {
			return by, err
		}
	}
	switch {
	case route.Permission == access.BeginAccess:
		by.Actor = access.CodeSetUp
	case route.Public:
		by.Actor = access.CodeGuest
	case c.Visitors:
		by.Actor = access.CodeVisitor
	default:
		return by, refusal.New(access.CodeSession, "尚未登录，或登录已失效", "GB/T 22239-2019 8.1.4.1", "请登录")
	}
	return by, nil
}

func (c *Console) headOffice() string {
	if len(c.Offices) == 0 {
		return ""
	}
	return c.Offices[0].Code
}

// denied keeps that somebody who is signed in was refused a permission (越权访问记录). That it cannot be kept does not
// let anybody in.
func (c *Console) denied(ctx context.Context, by act.By, route Route, err error) {
	nobody := []string{"", access.CodeGuest, access.CodeSetUp, access.CodeVisitor}
	if slices.Contains(nobody, by.Actor) || !refusal.Is(err, access.CodeDenied) {
		return
	}
	need, lacked := access.Lacked(err)
	if !lacked {
		need = route.Permission
	}
	if err := (access.Denials{Service: c.Access}).Note(ctx, by, need); err != nil {
		c.Log.Error("denial not recorded", "trace", traceOf(ctx), "cause", err.Error())
	}
}

// within is the office that a list is confined to for whoever asks: the one asked for, or the only one of their posts.
// One beyond their posts is not there.
func within(ctx context.Context, office string) (string, error) {
	codes, everywhere := access.Offices(ctx)
	switch {
	case everywhere || slices.Contains(codes, office):
		return office, nil
	case office != "":
		return "", no("这个机构", "请选择本岗位的机构")
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	if len(codes) != 1 {
		return "", refusal.New("console.office", "请选择机构", "", "本岗位涉及多个机构，请在查询条件中选定一个")
	}
	return codes[0], nil
}

// reached reports whether an office lies within the posts of whoever asks. What does not is answered as what is not
// there.
func reached(ctx context.Context, office string) bool {
	return access.Reach(ctx, access.Object{Branch: office}) == nil
}

// source is whose requests are counted together.
func (c *Console) source(by act.By, r *http.Request) string {
	if by.Actor != access.CodeGuest && by.Actor != access.CodeSetUp {
		return by.Actor
	}
	return c.address(r)
}

// address is where a request comes from: of IPv6 the network, since one host has all of it. Behind a proxy on this
// machine it is what the proxy says last of whom it asks for; what came to it in that head is anybody's word.
func (c *Console) address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if c.Proxied && loopback(host) {
		said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		host = cmp.Or(strings.TrimSpace(said[len(said)-1]), host)
	}
	addr, err := netip.ParseAddr(host)
	switch {
	case err != nil:
		return host
	case addr.Unmap().Is4():
		return addr.Unmap().String()
	}
	const network = 64
	return netip.PrefixFrom(addr.WithZone(""), network).Masked().String()
}

const codeTooOften = "console.too-often"

// most is how often one source may ask in each class.
var most = map[Rate]access.Pace{
	Enquiry: {Class: string(Enquiry), Burst: 4000, Every: time.Millisecond},
	Change:  {Class: string(Change), Burst: 200, Every: 100 * time.Millisecond},
	// A bank reports what a whole city pays on its busiest day within minutes.
	Report: {Class: string(Report), Burst: 4000, Every: 500 * time.Microsecond},
	Signed: {Class: string(Signed), Burst: 4000, Every: 500 * time.Microsecond},
	Entry:  {Class: string(Entry), Burst: 200, Every: 100 * time.Millisecond},
	// Everybody behind one address shares it, whoever floods it among them; what protects an account counts by account.
	Password: {Class: string(Password), Burst: 2000, Every: 5 * time.Millisecond},
	Passkey:  {Class: string(Passkey), Burst: 200, Every: 100 * time.Millisecond},
	Open:     {Class: string(Open), Burst: 200, Every: 100 * time.Millisecond},
	// A hall full of people shares an address; what keeps a code from being guessed is counted by the person.
	Code: {Class: string(Code), Burst: 600, Every: 500 * time.Millisecond},
	// Two thousand birth dates fit a masked number, three codes in a million are good.
	Identity: {Class: string(Identity), Burst: 20, Every: 30 * time.Second},
	Factor:   {Class: string(Factor), Burst: 60, Every: 30 * time.Second},
}

// tooOften is the refusal of a request that exceeds its limit, with how long to wait.
type tooOften struct {
	error
	wait time.Duration
}

// Unwrap gives the refusal.
func (t tooOften) Unwrap() error { return t.error }

// seconds is the wait in whole seconds, rounded up.
func (t tooOften) seconds() string {
	return strconv.FormatInt(int64((t.wait+time.Second-1)/time.Second), 10)
}

// counted refuses a request that comes too often.
func (c *Console) counted(ctx context.Context, rate Rate, source string) error {
	wait, err := c.Pacer.Allow(ctx, most[rate], source)
	if err != nil || wait == 0 {
		return err
	}
	t := tooOften{wait: wait}
	t.error = refusal.New(codeTooOften, "操作过于频繁", "", "请"+t.seconds()+"秒后再试")
	return t
}
