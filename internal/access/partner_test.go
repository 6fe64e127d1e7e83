package access_test

import (
	"crypto/rand"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/store/opentest"
)

func partnerKey(t testing.TB) secret.Signer {
	t.Helper()
	private := make([]byte, 32)
	if _, err := rand.Read(private[1:]); err != nil {
		t.Fatal(err)
	}
	signer, err := gm.NewSigner(private, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// bank is a partner with a key in force.
func (o *office) bank() (signer secret.Signer, id int64) {
	o.Helper()
	signer = partnerKey(o)
	id, err := o.RegisterPartnerKey(ctx, security, "k", access.NewPartnerKey{Code: "bank-1", Title: "示例银行",
		Role: "partner-books", Public: signer.Public()})
	o.must(err)
	o.must(o.ConfirmPartnerKey(ctx, systems, id))
	return signer, id
}

func TestAPartnersKeyTakesTwoAdministrators(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		o.hire("clerk-1", "clerk", "01")
		public := partnerKey(t).Public()
		n := access.NewPartnerKey{Code: "bank-1", Title: "示例银行", Role: "partner-books", Public: public}
		id, err := o.RegisterPartnerKey(ctx, security, "k", n)
		o.must(err)
		again, err := o.RegisterPartnerKey(ctx, security, "k", n)
		if err != nil || again != id {
			t.Errorf("a repeat is %d, %v", again, err)
		}
		_, err = o.RegisterPartnerKey(ctx, security, "k2", n)
		o.refused(err, access.CodeTaken)
		changed := n
		changed.Role = "partner-employers"
		_, err = o.RegisterPartnerKey(ctx, security, "k", changed)
		o.refused(err, access.CodeConflict)
		changed = n
		changed.Title = "另一家银行"
		_, err = o.RegisterPartnerKey(ctx, security, "k", changed)
		o.refused(err, access.CodeConflict)
		for what, bad := range map[string]access.NewPartnerKey{
			"a role of staff":   {Code: "bank-2", Title: "甲", Role: "clerk", Public: public},
			"no role":           {Code: "bank-2", Title: "甲", Public: public},
			"a point elsewhere": {Code: "bank-2", Title: "甲", Role: "partner-books", Public: make([]byte, 65)},
			"no name":           {Code: "bank-2", Role: "partner-books", Public: public},
			"no code":           {Title: "甲", Role: "partner-books", Public: public},
		} {
			if _, err := o.RegisterPartnerKey(ctx, security, what, bad); err == nil {
				t.Errorf("%s was taken", what)
			}
		}
		n.Code, n.Public = "clerk-1", partnerKey(t).Public()
		_, err = o.RegisterPartnerKey(ctx, security, "k3", n)
		o.refused(err, access.CodeTaken)
		o.refused(o.ConfirmPartnerKey(ctx, security, id), access.CodeDenied)
		_, err = o.RegisterPartnerKey(ctx, systems, "k4", n)
		o.refused(err, access.CodeDenied)
		o.must(o.ConfirmPartnerKey(ctx, systems, id))
		o.must(o.ConfirmPartnerKey(ctx, systems, id))
		o.must(o.EndPartnerKey(ctx, systems, id))
		o.must(o.EndPartnerKey(ctx, systems, id))
		o.refused(o.ConfirmPartnerKey(ctx, systems, id), access.CodeState)
		o.refused(o.ConfirmPartnerKey(ctx, systems, 99), access.CodeNobody)
	})
}

// TestAKeyThatWasNeverInForceChangesNoRights ends keys of a partner whose posts came from the one confirmed last.
func TestAKeyThatWasNeverInForceChangesNoRights(t *testing.T) {
	o := begin(t, opentest.SQLite(t))
	key := func(n int, role string) int64 {
		id, err := o.RegisterPartnerKey(ctx, security, fmt.Sprint("k", n), access.NewPartnerKey{Code: "bank-1",
			Title: "示例银行", Role: role, Public: partnerKey(t).Public()})
		o.must(err)
		return id
	}
	employers, books, never := key(1, "partner-employers"), key(2, "partner-books"), key(3, "partner-employers")
	spare := key(4, "partner-employers")
	o.must(o.ConfirmPartnerKey(ctx, systems, spare))
	o.must(o.ConfirmPartnerKey(ctx, systems, books))
	o.must(o.ConfirmPartnerKey(ctx, systems, employers))
	bank := act.By{Actor: "bank-1", Door: act.Gateway, Branch: "01"}
	reads := func(what string, employers, books bool) {
		t.Helper()
		if o.may(bank, access.ReadEmployers) != employers || o.may(bank, access.ReadBooks) != books {
			t.Errorf("%s it reads employers: %v, books: %v", what, !employers, !books)
		}
	}
	reads("with the employers' key confirmed last", true, false)
	o.must(o.EndPartnerKey(ctx, systems, never))
	reads("after the end of a key never confirmed", true, false)
	o.must(o.EndPartnerKey(ctx, systems, spare))
	reads("after the end of a key beside the one that gave the post, which is not the last of the list", true, false)
	o.must(o.EndPartnerKey(ctx, systems, books))
	reads("after the end of the key confirmed before", true, false)
	o.must(o.EndPartnerKey(ctx, systems, employers))
	reads("without a key", false, false)
}

// TestASignedRequestIsTakenOnceUntilNobodyWouldTakeIt repeats a request at every tenth of a second around the end of
// its time, beside a process whose clock is as far ahead as may be.
func TestASignedRequestIsTakenOnceUntilNobodyWouldTakeIt(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		signer, id := o.bank()
		ahead := civil.NewManual(o.Clock.Now())
		fast := newServiceAt(t, w, ahead)
		n := 0
		signed := func(second int64) access.SignedRequest {
			n++
			r := access.SignedRequest{Key: id, Method: "GET", Target: "/api/centre", Nonce: fmt.Sprintf("%016d", n),
				Time: second}
			var err error
			r.Signature, err = signer.Sign([]byte(r.Canonical()))
			o.must(err)
			return r
		}
		skew := time.Duration(access.Protection.Skew) * time.Minute
		second := int64(o.Clock.Now()) / int64(time.Second/time.Microsecond)
		once := signed(second)
		o.Clock.Advance(skew - time.Second)
		ahead.Set(o.Clock.Now())
		_, err := o.Authenticate(ctx, guest, once)
		o.must(err)
		for range 25 {
			o.Clock.Advance(100 * time.Millisecond)
			ahead.Set(o.Clock.Now())
			ahead.Advance(skew)
			_, err := fast.Authenticate(ctx, guest, signed(int64(ahead.Now())/int64(time.Second/time.Microsecond)))
			o.must(err)
			_, err = o.Authenticate(ctx, guest, once)
			o.refused(err, access.CodeSignature)
		}
		now := int64(o.Clock.Now())
		const round = 1 << 58 // so many seconds, in microseconds, come round to where they began
		for _, at := range []int64{now/1e6 - int64(skew/time.Second) - 1, now/1e6 + int64(skew/time.Second) + 2, 0, -1,
			math.MaxInt64, math.MinInt64, now/1e6 + round, now/1e6 - round} {
			_, err := o.Authenticate(ctx, guest, signed(at))
			o.refused(err, access.CodeSignature)
		}
	})
}

// TestOfTwoProcessesOneTakesASignedRequest has two services over one database race for each of twenty requests.
func TestOfTwoProcessesOneTakesASignedRequest(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		o := begin(t, w)
		signer, id := o.bank()
		services := []*access.Service{o.Service, newService(t, w)}
		for n := range 20 {
			r := access.SignedRequest{Key: id, Method: "GET", Target: "/api/centre", Nonce: fmt.Sprintf("%016d", n),
				Time: int64(o.Clock.Now()) / int64(time.Second/time.Microsecond)}
			var err error
			r.Signature, err = signer.Sign([]byte(r.Canonical()))
			o.must(err)
			var taken atomic.Int64
			var all sync.WaitGroup
			for i := range 4 {
				all.Go(func() {
					if by, err := services[i%2].Authenticate(ctx, guest, r); err == nil && by.Actor == "bank-1" {
						taken.Add(1)
					}
				})
			}
			all.Wait()
			if taken.Load() != 1 {
				t.Errorf("request %d was taken %d times", n, taken.Load())
			}
		}
	})
}
