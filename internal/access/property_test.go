package access_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/store/opentest"
)

func at(day civil.Date) civil.Instant { return civil.At(day, 9, 0) }

// powerOf is the power of each role that the sequences use, as the test knows it.
var powerOf = map[string]string{"clerk": "b", "reviewer": "b", "approver": "b", "cashier": "b", "analyst": "b",
	access.RoleSystems: "sys", access.RoleSecurity: "sec", access.RoleAuditing: "aud"}

// TestNoSequenceOfChangesGivesOnePersonTwoExclusivePowers makes random changes, moves of administrators among them, and
// after each looks at everybody's posts on every day that any of them begins or ends.
func TestNoSequenceOfChangesGivesOnePersonTwoExclusivePowers(t *testing.T) {
	t.Logf("seed %d", *seed)
	r := rand.New(rand.NewPCG(*seed, 22))
	o := begin(t, opentest.SQLite(t))
	roles := []string{"clerk", "reviewer", "approver", "cashier", "analyst", access.RoleSystems, access.RoleSecurity,
		access.RoleAuditing}
	// Spares, so that administrators may be moved at all.
	o.hire("sys-2", access.RoleSystems, "")
	o.hire("sec-2", access.RoleSecurity, "")
	codes := []string{"sys-2", "sec-2", "aud-1"}
	made, refusedN := 0, 0
	for n := range 600 {
		day := o.Clock.Now().Date()
		code := codes[r.IntN(len(codes))]
		post := access.Post{Role: roles[r.IntN(len(roles))], Branch: []string{"", "01", "02"}[r.IntN(3)]}
		var err error
		switch since := day.AddDays(r.IntN(20)); r.IntN(6) {
		case 0:
			code = fmt.Sprint("p-", n)
			if err = o.change(o.joining(code, post)); err == nil {
				codes = append(codes, code)
			}
		case 1, 2:
			w := o.moving(code, post)
			w.Since = since
			if r.IntN(2) == 0 {
				w.Posts = append(w.Posts, access.Post{Role: roles[r.IntN(len(roles))], Branch: "01"})
			}
			err = o.change(w)
		case 3, 4:
			err = o.change(access.Wanted{Kind: access.Cover, Code: code, Covers: codes[r.IntN(len(codes))],
				Since: since, Until: since.AddDays(r.IntN(30)), Reason: "休假"})
		case 5:
			o.Clock.Set(at(day.AddDays(r.IntN(3))))
			err = o.Leave(ctx, systems, code, "离职")
		}
		if err != nil && refusal.Of(err) == nil {
			t.Fatalf("step %d: %v", n, err)
		}
		if err != nil {
			refusedN++
		} else {
			made++
		}
		o.exclusive(n)
	}
	t.Logf("%d changes made, %d refused, %d people", made, refusedN, len(codes))
	if made < 100 || refusedN < 100 {
		t.Error("the sequence is not what it should be")
	}
}

// exclusive fails when somebody has two powers on one day.
func (o *office) exclusive(step int) {
	o.Helper()
	o.must(o.World.Store.Read(ctx, func(tx unit.Tx) error {
		people, err := o.Store().People(tx, "", 10_000)
		if err != nil {
			return err
		}
		for _, p := range people {
			posts, err := o.Store().Posts(tx, p.ID)
			if err != nil {
				return err
			}
			for _, first := range posts {
				had := map[string]bool{}
				for _, q := range posts {
					if q.Since <= first.Since && (q.Until == 0 || first.Since < q.Until) &&
						(first.Until == 0 || first.Since < first.Until) {
						had[powerOf[q.Role]] = true
					}
				}
				if len(had) > 1 {
					o.Fatalf("step %d: %s has %v on %s: %+v", step, p.Code, had, first.Since, posts)
				}
			}
		}
		return nil
	}))
}

// Store is the store beneath.
func (o *office) Store() access.Store { return o.World.Store.Access() }

// TestOneAdministratorAloneGivesNoRight lets each of the three do what they can, in random order, forged names and
// repeats among it. Nobody may do anything afterwards that they might not before.
func TestOneAdministratorAloneGivesNoRight(t *testing.T) {
	t.Logf("seed %d", *seed)
	for _, by := range []act.By{systems, security, auditing} {
		r := rand.New(rand.NewPCG(*seed, 23))
		o := begin(t, opentest.SQLite(t))
		o.hire("clerk-1", "clerk", "01")
		before := o.rights()
		var ids []int64
		for n := range 300 {
			var err error
			switch r.IntN(6) {
			case 0:
				_, err = o.Propose(ctx, by, o.key(), o.joining(fmt.Sprint("p-", n), access.Post{Role: "approver"}))
			case 1:
				var id int64
				id, err = o.Propose(ctx, by, o.key(), o.moving([]string{"clerk-1", by.Actor}[r.IntN(2)],
					access.Post{Role: "approver"}))
				ids = append(ids, id)
			case 2:
				err = o.Confirm(ctx, by, int64(r.IntN(300)))
			case 3:
				if len(ids) > 0 {
					err = o.Confirm(ctx, by, ids[r.IntN(len(ids))])
				}
			case 4:
				err = o.Authorize(ctx, by, []access.Mandate{{Code: fmt.Sprint("agent-", n), Unit: 7}})
			case 5:
				_, err = o.NewSetUp(ctx, by)
			}
			if err != nil && refusal.Of(err) == nil {
				t.Fatal(err)
			}
		}
		for right := range o.rights() {
			if !before[right] {
				t.Errorf("%s alone gave %s", by.Actor, right)
			}
		}
	}
}

// rights are who may do what, today.
func (o *office) rights() map[string]bool {
	o.Helper()
	all := map[string]bool{}
	o.must(o.World.Store.Read(ctx, func(tx unit.Tx) error {
		people, err := o.Store().People(tx, "", 10_000)
		for _, p := range people {
			for _, need := range access.Permissions {
				by := act.By{Actor: p.Code, Door: act.Console, Branch: "01"}
				if _, err := access.Allow(ctx, newService(o, o.World).Gate(), by, need); err == nil {
					all[p.Code+" "+need.Code] = true
				}
			}
		}
		return err
	}))
	return all
}
