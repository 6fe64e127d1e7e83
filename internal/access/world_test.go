package access_test

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
	"guangsha/policies"
)

func TestMain(m *testing.M) { opentest.Main(m) }

// seed chooses the sequences of the property tests.
var seed = flag.Uint64("seed", 1, "of the sequences of role changes")

var (
	ctx   = context.Background()
	today = civil.DateOf(2024, 1, 1)

	systems  = act.By{Actor: "sys-1", Door: act.Console, Branch: "01"}
	security = act.By{Actor: "sec-1", Door: act.Console, Branch: "01"}
	auditing = act.By{Actor: "aud-1", Door: act.Console, Branch: "01"}
	program  = act.Auto("01", "test")
	setUp    = act.By{Actor: access.CodeSetUp, Door: act.Console, Branch: "01"}
)

// office is a centre with its three administrators.
type office struct {
	*opentest.World
	*access.Service
	testing.TB
	people int
	keys   int
}

func newService(t testing.TB, w *opentest.World) *access.Service {
	t.Helper()
	return newServiceAt(t, w, w.Clock)
}

func newServiceAt(t testing.TB, w *opentest.World, clock civil.Clock) *access.Service {
	t.Helper()
	roles, _, err := policies.Roles(policies.Demonstration)
	if err != nil {
		t.Fatal(err)
	}
	return access.New(access.Deps{Work: w.Store, Store: w.Store.Access(), Audit: w.Store, Clock: clock, Roles: roles,
		Cipher: w.Keys.Field, Index: w.Keys.Index, Random: rand.Reader})
}

func begin(t testing.TB, w *opentest.World) *office {
	t.Helper()
	o := &office{World: w, TB: t, Service: newService(t, w)}
	code, err := o.NewSetUp(ctx, program)
	o.must(err)
	_, err = o.Begin(ctx, setUp, code, o.founders())
	o.must(err)
	return o
}

func (o *office) founders() access.Founders {
	return access.Founders{Systems: o.founder("sys-1"), Security: o.founder("sec-1"), Auditing: o.founder("aud-1")}
}

func (o *office) founder(code string) access.Founder {
	return access.Founder{Code: code, Name: "示例管理员", IDNo: o.idno(), Office: "01"}
}

// idno is an invented identity number that nobody has yet.
func (o *office) idno() string {
	o.people++
	first := fmt.Sprintf("6401991990%02d%02d%03d", o.people/25%12+1, o.people%25+1, o.people/300)
	return first + string(idno.CheckDigit(first))
}

func (o *office) must(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) refused(err error, code string) {
	o.Helper()
	if !refusal.Is(err, code) {
		o.Errorf("got %v, want a refusal with %s", err, code)
	}
}

func (o *office) key() string {
	o.keys++
	return fmt.Sprint("k", o.keys)
}

// change proposes and confirms.
func (o *office) change(w access.Wanted) error {
	id, err := o.Propose(ctx, security, o.key(), w)
	if err != nil {
		return err
	}
	return o.Confirm(ctx, systems, id)
}

// hire brings somebody in with one post.
func (o *office) hire(code, role, branch string) act.By {
	o.Helper()
	o.must(o.change(o.joining(code, access.Post{Role: role, Branch: branch})))
	return act.By{Actor: code, Door: act.Console, Branch: "01"}
}

func (o *office) joining(code string, posts ...access.Post) access.Wanted {
	return access.Wanted{Kind: access.Join, Code: code, Name: "示例", IDNo: o.idno(), Office: "01", Posts: posts,
		Since: o.Clock.Now().Date()}
}

func (o *office) moving(code string, posts ...access.Post) access.Wanted {
	return access.Wanted{Kind: access.Move, Code: code, Office: "01", Posts: posts, Since: o.Clock.Now().Date()}
}

// may reports whether somebody may do a kind of thing, asking first line and unit of work.
func (o *office) may(by act.By, p access.Permission) bool {
	o.Helper()
	err := o.does(by, p, func(unit.Tx) error { return nil })
	if err != nil && refusal.Of(err) == nil {
		o.Fatal(err)
	}
	return err == nil
}

// does runs f as the unit of a use case would be.
func (o *office) does(by act.By, p access.Permission, f func(unit.Tx) error) error {
	inside, err := access.Allow(ctx, o.Gate(), by, p)
	if err != nil {
		return err
	}
	return o.Guarded().Do(inside, by, "test", f)
}
