package access_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
)

var guest = act.By{Actor: access.CodeGuest, Door: act.Console, Branch: "01"}

const password = "Lan-Tian-2024-Bai"

// enrolled is somebody with password and device.
type enrolled struct {
	o      *office
	code   string
	secret access.SecretText
}

func (o *office) enrol(code string) enrolled {
	o.Helper()
	e := access.Enrolment{Code: code, Password: password}
	var err error
	e.Slips.Security, err = o.Slip(ctx, security, code, access.SecurityHalf)
	o.must(err)
	e.Slips.Systems, err = o.Slip(ctx, systems, code, access.SystemsHalf)
	o.must(err)
	secret, err := o.OfferFactor(ctx, guest, e)
	o.must(err)
	p := enrolled{o, code, secret}
	e.Factor = p.factor()
	o.must(o.Enrol(ctx, guest, e))
	return p
}

// factor is what the device shows, a step later than the last time it was asked.
func (p enrolled) factor() string {
	p.o.Clock.Advance(30 * time.Second)
	code, err := p.secret.Code(p.o.Clock.Now())
	p.o.must(err)
	return code
}

func (p enrolled) enter(word string) (string, error) {
	return p.o.Enter(ctx, guest, access.Credentials{Code: p.code, Password: word, Factor: p.factor()})
}

func TestSigningInTakesPasswordAndSecondFactorAndACodeOnlyOnce(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		o.hire("clerk-1", "clerk", "01")
		p := o.enrol("clerk-1")
		c := access.Credentials{Code: "clerk-1", Password: password, Factor: p.factor()}
		token, err := o.Enter(ctx, guest, c)
		o.must(err)
		by, err := o.Resume(ctx, token, true)
		if err != nil || by != (act.By{Actor: "clerk-1", Door: act.Console, Branch: "01"}) {
			t.Fatalf("%+v, %v", by, err)
		}
		_, err = o.Enter(ctx, guest, c)
		o.refused(err, access.CodeSignIn)
		for _, wrong := range []access.Credentials{
			{Code: "clerk-1", Password: "no", Factor: p.factor()},
			{Code: "clerk-1", Password: password, Factor: "000000"},
			{Code: "clerk-1", Password: password}, {Code: "nobody", Password: password, Factor: p.factor()},
			{Code: "sys-1", Password: "", Factor: ""}, {},
		} {
			_, err := o.Enter(ctx, guest, wrong)
			o.refused(err, access.CodeSignIn)
		}
		second, err := p.enter(password)
		o.must(err)
		if _, err := o.Resume(ctx, token, true); !refusal.Is(err, access.CodeSession) {
			t.Errorf("two sessions of one person: %v", err)
		}
		o.must(o.SignOut(ctx, by))
		_, err = o.Resume(ctx, second, true)
		o.refused(err, access.CodeSession)
		_, err = o.Resume(ctx, "", true)
		o.refused(err, access.CodeSession)
	})
}

// movedSessions are sessions whose rows somebody has made another person's.
type movedSessions struct {
	access.Store
	to access.PersonID
}

func (m movedSessions) Session(tx unit.Tx, digest []byte) (access.Session, access.Person, bool, error) {
	one, _, found, err := m.Store.Session(tx, digest)
	if err != nil || !found {
		return one, access.Person{}, found, err
	}
	one.Person = m.to
	p, found, err := m.Person(tx, m.to)
	return one, p, found, err
}

func TestASessionIsNobodyElses(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("clerk-1", "clerk", "01")
	token, err := o.enrol("clerk-1").enter(password)
	o.must(err)
	o.must(o.World.Store.Read(ctx, func(tx unit.Tx) error {
		other, _, err := o.World.Store.Access().PersonByCode(tx, "sec-1")
		o.Service.Store = movedSessions{o.World.Store.Access(), other.ID}
		return err
	}))
	_, err = o.Resume(ctx, token, true)
	o.refused(err, access.CodeSession)
}

func TestASessionEndsIdleOldOrWithTheRights(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("clerk-1", "clerk", "01")
	p := o.enrol("clerk-1")
	token, err := p.enter(password)
	o.must(err)
	o.Clock.Advance(15*time.Minute - time.Second)
	_, err = o.Resume(ctx, token, true)
	o.must(err)
	o.Clock.Advance(15 * time.Minute)
	_, err = o.Resume(ctx, token, true)
	o.refused(err, access.CodeSession)
	if token, err = p.enter(password); err != nil {
		t.Fatal(err)
	}
	for range 8*6 - 1 {
		o.Clock.Advance(10 * time.Minute)
		_, err = o.Resume(ctx, token, true)
		o.must(err)
	}
	o.Clock.Advance(10 * time.Minute)
	_, err = o.Resume(ctx, token, true)
	o.refused(err, access.CodeSession)
	for _, end := range []func() error{
		func() error { return o.change(o.moving("clerk-1", access.Post{Role: "cashier", Branch: "01"})) },
		func() error { return o.Leave(ctx, systems, "clerk-1", "离职") },
	} {
		if token, err = p.enter(password); err != nil {
			t.Fatal(err)
		}
		o.must(end())
		_, err = o.Resume(ctx, token, true)
		o.refused(err, access.CodeSession)
	}
	_, err = p.enter(password)
	o.refused(err, access.CodeSignIn)
}

// crew are clerks of one office, each with a password and a second factor.
func (o *office) crew(most int) (list []enrolled) {
	for n := range most {
		code := fmt.Sprint("clerk-", n)
		o.hire(code, "clerk", "01")
		list = append(list, o.enrol(code))
	}
	return list
}

// TestTenThousandWrongLoginsLockNobodyOut guesses over all staff without their devices; then everybody enters.
func TestTenThousandWrongLoginsLockNobodyOut(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	crew := o.crew(4)
	for n := range 10_000 {
		_, err := o.Enter(ctx, guest, access.Credentials{Code: crew[n%len(crew)].code, Password: password,
			Factor: fmt.Sprintf("%06d", (n*7919)%1_000_000)})
		if err == nil {
			t.Log("a code was guessed") // three in a million hold at a moment
		}
	}
	for _, p := range crew {
		if _, err := p.enter(password); err != nil {
			t.Errorf("%s is locked out: %v", p.code, err)
		}
	}
}

func TestFiveWrongPasswordsWithTheDeviceLockForAQuarterOfAnHour(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("clerk-1", "clerk", "01")
	p := o.enrol("clerk-1")
	for range 4 {
		_, err := p.enter("wrong")
		o.refused(err, access.CodeSignIn)
	}
	_, err := p.enter(password)
	o.must(err)
	for range 5 {
		_, err := p.enter("wrong")
		o.refused(err, access.CodeSignIn)
	}
	_, err = p.enter(password)
	o.refused(err, access.CodeLocked)
	o.Clock.Advance(15 * time.Minute)
	_, err = p.enter(password)
	o.must(err)
}

func TestAPasswordKeepsThePresetAndIsChangedInTime(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("zhang-san", "clerk", "01")
	p := o.enrol("zhang-san")
	o.Clock.Set(at(today.AddDays(91)))
	_, err := p.enter(password)
	o.refused(err, access.CodeExpired)
	change := func(word string) error {
		_, err := o.Enter(ctx, guest, access.Credentials{Code: p.code, Password: password, Factor: p.factor(),
			NewPassword: word})
		return err
	}
	for _, weak := range []string{"Short-1", "alllowercaseletters", "Zhang-San-20240101", "My-Password-2024",
		"Gjj-1234-Abcd-99", strings.Repeat("Ab1-", 40), password} {
		o.refused(change(weak), access.CodePassword)
	}
	o.must(change("Hong-Hua-2024-Lv"))
	_, err = p.enter(password)
	o.refused(err, access.CodeSignIn)
	_, err = p.enter("Hong-Hua-2024-Lv")
	o.must(err)
}

func TestOneAdministratorsSlipLetsNobodyIn(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("clerk-1", "clerk", "01")
	half, err := o.Slip(ctx, security, "clerk-1", access.SecurityHalf)
	o.must(err)
	_, err = o.Slip(ctx, security, "clerk-1", access.SystemsHalf)
	o.refused(err, access.CodeDenied)
	_, err = o.Slip(ctx, security, "sec-1", access.SecurityHalf)
	o.refused(err, access.CodeOneself)
	for _, other := range []string{"", half} {
		_, err := o.OfferFactor(ctx, guest, access.Enrolment{Code: "clerk-1",
			Slips: access.Slips{Security: half, Systems: other}})
		o.refused(err, access.CodeSlips)
	}
	p := o.enrol("clerk-1")
	err = o.Enrol(ctx, guest, access.Enrolment{Code: "clerk-1", Password: password, Factor: p.factor()})
	o.refused(err, access.CodeSlips)
}

// TestWhoChangesTheirPostCannotGiveBothSlips has a security administrator give a slip, move to the post of the systems
// administrator and give the other.
func TestWhoChangesTheirPostCannotGiveBothSlips(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("approver-1", "approver", "01")
	o.hire("sec-2", access.RoleSecurity, "01")
	second := act.By{Actor: "sec-2", Door: act.Console, Branch: "01"}
	e := access.Enrolment{Code: "approver-1", Password: password}
	var err error
	e.Slips.Security, err = o.Slip(ctx, second, e.Code, access.SecurityHalf)
	o.must(err)
	o.must(o.change(access.Wanted{Kind: access.Move, Code: "sec-2", Office: "01", Since: today,
		Posts: []access.Post{{Role: access.RoleSystems}}}))
	e.Slips.Systems, err = o.Slip(ctx, second, e.Code, access.SystemsHalf)
	o.must(err)
	_, err = o.OfferFactor(ctx, guest, e)
	o.refused(err, access.CodeSlips)
	o.refused(o.Enrol(ctx, guest, e), access.CodeSlips)
	e.Slips.Systems, err = o.Slip(ctx, systems, e.Code, access.SystemsHalf)
	o.must(err)
	_, err = o.OfferFactor(ctx, guest, e)
	o.must(err)
}

func TestSlipsAreGoodForAWeek(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	o.hire("clerk-1", "clerk", "01")
	e := access.Enrolment{Code: "clerk-1", Password: password}
	var err error
	e.Slips.Security, err = o.Slip(ctx, security, e.Code, access.SecurityHalf)
	o.must(err)
	o.Clock.Advance(24 * time.Hour)
	e.Slips.Systems, err = o.Slip(ctx, systems, e.Code, access.SystemsHalf)
	o.must(err)
	o.Clock.Advance(5 * 24 * time.Hour)
	_, err = o.OfferFactor(ctx, guest, e)
	o.must(err)
	o.Clock.Advance(24 * time.Hour)
	_, err = o.OfferFactor(ctx, guest, e)
	o.refused(err, access.CodeSlips)
}

// TestAdministratorsAreLetInAgain loses the slips of the beginning, and later the device of the only administrator of a
// kind: the machine gives what nobody else can give, and nothing beside.
func TestAdministratorsAreLetInAgain(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		o.hire("clerk-1", "clerk", "01")
		enrol := func(code, password string) {
			t.Helper()
			e := access.Enrolment{Code: code, Password: password}
			var err error
			e.Slips, err = o.Reissue(ctx, program, code)
			o.must(err)
			if e.Slips.Security == "" {
				e.Slips.Security, err = o.Slip(ctx, security, code, access.SecurityHalf)
				o.must(err)
			}
			if e.Slips.Systems == "" {
				e.Slips.Systems, err = o.Slip(ctx, systems, code, access.SystemsHalf)
				o.must(err)
			}
			secret, err := o.OfferFactor(ctx, guest, e)
			o.must(err)
			e.Factor = enrolled{o, code, secret}.factor()
			o.must(o.Enrol(ctx, guest, e))
		}
		halves := func(code string, one, other bool) {
			t.Helper()
			slips, err := o.Reissue(ctx, program, code)
			if o.must(err); (slips.Security != "") != one || (slips.Systems != "") != other {
				t.Errorf("%s is given %+v", code, slips)
			}
		}
		_, err := o.Reissue(ctx, program, "clerk-1") // while no administrator could give a half
		o.refused(err, access.CodeReissue)
		halves("sec-1", true, true)
		enrol("sec-1", password)
		halves("sys-1", false, true)
		enrol("sys-1", password)
		halves("sec-1", true, false)
		halves("sys-1", false, true)
		for _, refused := range []string{"aud-1", "clerk-1"} {
			_, err := o.Reissue(ctx, program, refused)
			o.refused(err, access.CodeReissue)
		}
		_, err = o.Reissue(ctx, program, "nobody")
		o.refused(err, access.CodeNobody)
		_, err = o.Reissue(ctx, security, "sec-1")
		o.refused(err, access.CodeDenied)
		enrol("sec-1", "Hong-Hua-2024-Lv")
	})
}

// TestCodesAgreeWithTheStandard holds the codes against appendix B of RFC 6238, whose secret is these twenty digits.
func TestCodesAgreeWithTheStandard(t *testing.T) {
	secret := access.SecretText{Text: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}
	for second, want := range map[int64]string{59: "287082", 1111111109: "081804", 1111111111: "050471",
		1234567890: "005924", 2000000000: "279037", 20000000000: "353130"} {
		got, err := secret.Code(civil.InstantOf(time.Unix(second, 0)))
		if err != nil || got != want {
			t.Errorf("at %d: %s, %v, want %s", second, got, err, want)
		}
	}
}
