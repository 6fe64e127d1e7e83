package sqlstore_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/event"
	"guangsha/internal/loan"
	"guangsha/internal/message"
	"guangsha/internal/paper"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/workorder"
)

// recorded says whether the log agrees with every register.
func recorded(t *testing.T, w *opentest.World) bool {
	t.Helper()
	verdicts, err := w.Books.Verify(context.Background(), w.Store, w.Store)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		if v.ID == "I-19" {
			return v.Violations == 0
		}
	}
	t.Fatal("nothing compares the log")
	return false
}

// Whoever can write the database must not give themselves a post, another's password or the set-up code unseen.
func TestRightsAreHeldByTheLog(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		a := w.Store.Access()
		do := func(f func(tx unit.Tx) error) {
			t.Helper()
			by := act.By{Actor: "test", Door: act.System}
			if err := w.Store.Do(context.Background(), by, "test", func(tx unit.Tx) error {
				w.Store.Record(tx, audit.Entry{Kind: "test"})
				return f(tx)
			}); err != nil {
				t.Fatal(err)
			}
		}
		enter(t, a, do)
		if !recorded(t, w) {
			t.Fatal("what was entered is not what the log says")
		}
		tampered(t, w, [][2]string{
			{"UPDATE access_post SET role = 'approver'", "UPDATE access_post SET role = 'clerk'"},
			{"UPDATE access_post SET branch = ''", "UPDATE access_post SET branch = '01'"},
			{`INSERT INTO access_post (person, no, role, branch, unit, since, until, covers)
				VALUES (2, 1, 'x', '', 0, 1, 0, 0)`, "DELETE FROM access_post WHERE person = 2"},
			{"UPDATE access_person SET office = '03' WHERE id = 1", "UPDATE access_person SET office = '01' WHERE id = 1"},
			{"UPDATE access_person SET left_on = 0 WHERE id = 2", "UPDATE access_person SET left_on = 20000 WHERE id = 2"},
			{"UPDATE access_change SET checker = 'c'", "UPDATE access_change SET checker = 'b'"},
			{"UPDATE access_account SET password = 'mine'", "UPDATE access_account SET password = 'hash'"},
			{"UPDATE access_account SET slip_security = 'mine'", "UPDATE access_account SET slip_security = ''"},
			{"UPDATE access_account SET failures = 0", "UPDATE access_account SET failures = 4"},
			{"UPDATE access_account SET locked_until = 0", "UPDATE access_account SET locked_until = 9"},
			{"UPDATE access_account SET step = 0", "UPDATE access_account SET step = 3"},
			{"UPDATE access_passkey SET public = 'bWluZQ=='", "UPDATE access_passkey SET public = 'cHVibGlj'"},
			{"UPDATE access_passkey SET counter = 0", "UPDATE access_passkey SET counter = 7"},
			{"UPDATE access_partner_key SET role = 'all'", "UPDATE access_partner_key SET role = 'court'"},
			{"UPDATE access_set_up SET used = 0", "UPDATE access_set_up SET used = 1"},
		})
		forged(t, w, a, do)
		leave(t, a, do)
		if !recorded(t, w) {
			t.Error("what was taken away in order is not what the log says")
		}
	})
}

// enter has two people, the posts of one, how that one signs in, a partner and a centre that is set up.
func enter(t *testing.T, a access.Store, do func(func(unit.Tx) error)) {
	t.Helper()
	for _, f := range []func(tx unit.Tx) error{
		func(tx unit.Tx) error {
			return a.SavePeople(tx, []access.Person{{ID: 1, Code: "a", Kind: access.Staff, Office: "01", Version: 1},
				{ID: 2, Code: "b", Kind: access.Staff, Office: "01", Left: 20_000, Version: 1}})
		},
		func(tx unit.Tx) error {
			return a.SetPosts(tx, map[access.PersonID][]access.Post{1: {{Role: "clerk", Branch: "01", Since: 1}}})
		},
		func(tx unit.Tx) error {
			_, err := a.AddChange(tx, access.Change{ID: 1, Request: "r", Kind: access.Join, State: access.Proposed,
				Maker: "a", Day: 1})
			return err
		},
		func(tx unit.Tx) error {
			return a.SetChange(tx, access.Change{ID: 1, State: access.InForce, Checker: "b"})
		},
		func(tx unit.Tx) error {
			return a.SaveAccount(tx, access.Account{Person: 1, Password: "hash", Step: 3, Failures: 4, LockedUntil: 9})
		},
		func(tx unit.Tx) error {
			_, err := a.AddPasskey(tx, access.Passkey{ID: 1, Person: 1, Credential: "c", Public: []byte("public"),
				Counter: 6})
			return err
		},
		func(tx unit.Tx) error { _, err := a.UsePasskey(tx, 1, 7, civil.Instant(1)); return err },
		func(tx unit.Tx) error {
			_, err := a.AddPartnerKey(tx, access.PartnerKey{ID: 1, Request: "p", Code: "court", Role: "court",
				Public: []byte{1}, State: 1, Maker: "a", Day: 1})
			return err
		},
		func(tx unit.Tx) error { return a.SaveSetUp(tx, []byte("digest"), true) },
	} {
		do(f)
	}
}

// leave takes posts and passkeys away, and signs in once, which moves on what the log does not hold.
func leave(t *testing.T, a access.Store, do func(func(unit.Tx) error)) {
	t.Helper()
	do(func(tx unit.Tx) error { return a.SetPosts(tx, map[access.PersonID][]access.Post{1: nil}) })
	do(func(tx unit.Tx) error { _, err := a.UsePasskey(tx, 1, 8, civil.Instant(2)); return err })
	do(func(tx unit.Tx) error { return a.RemovePasskeys(tx, 1) })
	do(func(tx unit.Tx) error {
		return a.SaveAccount(tx, access.Account{Person: 1, Password: "hash", Failures: 3})
	})
}

// forged changes a password behind the program's back and signs in with it: the log must not take it over.
func forged(t *testing.T, w *opentest.World, a access.Store, do func(func(unit.Tx) error)) {
	t.Helper()
	for _, password := range []string{"mine", "hash"} {
		statement := "UPDATE access_account SET password = '" + password + "'"
		if err := sqlstore.Tamper(context.Background(), w.Store, statement); err != nil {
			t.Fatal(err)
		}
		do(func(tx unit.Tx) error {
			return a.SaveAccount(tx, access.Account{Person: 1, Password: password, Step: 7})
		})
		if want := password == "hash"; recorded(t, w) != want {
			t.Errorf("after a sign-in with %q the log agrees: %v", password, !want)
		}
	}
}

// Whoever can write the database must not change unseen who handled a request, and how.
func TestCasesAreHeldByTheLog(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		s := w.Store.Cases()
		do := func(f func(tx unit.Tx) error) {
			t.Helper()
			if err := w.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
				w.Store.Record(tx, audit.Entry{Kind: "test"})
				return f(tx)
			}); err != nil {
				t.Fatal(err)
			}
		}
		c := cases.Case{ID: 1, Number: "64990220240101000001", Item: "withdrawal.rent", Kind: "k", Member: "m",
			Person: 1, Door: act.Counter, Branch: "01", Office: "01", Form: []byte("f"), Digest: "d",
			State: cases.UnderWay, Submitted: 1, Entries: 1}
		do(func(tx unit.Tx) error { return s.AddCase(tx, c) })
		tampered(t, w, [][2]string{
			{"UPDATE service_case SET office = '02'", "UPDATE service_case SET office = '01'"}})
		do(func(tx unit.Tx) error { return s.AddEntry(tx, 1, cases.Entry{No: 1, By: "clerk-1", Door: act.Counter}) })
		do(func(tx unit.Tx) error {
			c.Entries, c.Stars = 2, 5
			if _, err := s.SetCase(tx, c, 1); err != nil {
				return err
			}
			return s.AddEntry(tx, 1, cases.Entry{No: 2, Act: cases.Rate, By: "clerk-2", Door: act.Counter})
		})
		if !recorded(t, w) {
			t.Fatal("what was entered is not what the log says")
		}
		tampered(t, w, [][2]string{
			{"UPDATE service_case SET office = '02'", "UPDATE service_case SET office = '01'"},
			{"UPDATE service_case SET stars = 1", "UPDATE service_case SET stars = 5"},
			{"UPDATE service_case_entry SET by_code = 'zz' WHERE no = 2",
				"UPDATE service_case_entry SET by_code = 'clerk-2' WHERE no = 2"},
			{"UPDATE service_case_entry SET no = 3 WHERE no = 2", "UPDATE service_case_entry SET no = 2 WHERE no = 3"},
			{"DELETE FROM service_case_entry", ""},
		})
	})
}

// What became of an application on the platform must not change or vanish unseen.
func TestWhatWasReceivedIsHeldByTheLog(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		by := act.By{Actor: "test", Door: act.System}
		if err := w.Store.Do(context.Background(), by, "test", func(tx unit.Tx) error {
			w.Store.Record(tx, audit.Entry{Kind: "platform.turned-down", ID: 7})
			return w.Store.Cases().AddReceived(tx, cases.Received{ID: 7, No: "n", Digest: "d", Code: "c",
				Refused: "r", Words: "w"})
		}); err != nil {
			t.Fatal(err)
		}
		tampered(t, w, [][2]string{
			{"UPDATE case_applied SET words = 'v'", "UPDATE case_applied SET words = 'w'"},
			{"UPDATE case_applied SET case_id = 3, refused = ''",
				"UPDATE case_applied SET case_id = 0, refused = 'r'"},
			{"DELETE FROM case_applied", ""},
		})
	})
}

// What people told the hotline and what it was answered must not change or vanish unseen; when an answer is looked at
// next is no matter of the log.
func TestWorkOrdersAreHeldByTheLog(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		by := act.By{Actor: "test", Door: act.System}
		if err := w.Store.Do(context.Background(), by, "test", func(tx unit.Tx) error {
			w.Store.Record(tx, audit.Entry{Kind: "order.received", ID: 7})
			return w.Store.WorkOrders().Add(tx, workorder.Order{ID: 7, No: "n", Round: 1, Body: []byte("b"), Due: 1,
				State: workorder.Answered, Answer: "a", By: "clerk-1", Version: 1})
		}); err != nil {
			t.Fatal(err)
		}
		list, err := w.Store.WorkOrders().TakeAnswers(context.Background(), 1, 99, 5)
		if err != nil || len(list) != 1 || !recorded(t, w) {
			t.Fatal(list, err)
		}
		tampered(t, w, [][2]string{
			{"UPDATE work_order SET answer = 'v'", "UPDATE work_order SET answer = 'a'"},
			{"UPDATE work_order SET due = 9", "UPDATE work_order SET due = 1"},
			{"DELETE FROM work_order", ""},
		})
	})
}

// tampered makes changes behind the program's back, each with what takes it back, and expects the log to tell.
func tampered(t *testing.T, w *opentest.World, changes [][2]string) {
	t.Helper()
	for _, c := range changes {
		for i, want := range []bool{false, true} {
			if c[i] == "" {
				break
			}
			if err := sqlstore.Tamper(context.Background(), w.Store, c[i]); err != nil {
				t.Fatal(err)
			}
			if recorded(t, w) != want {
				t.Errorf("after %q the log agrees: %v", c[i], !want)
			}
		}
	}
}

// A paper that was given out, how often it was printed and the file of a case must not change or vanish unseen.
func TestPapersAreHeldByTheLog(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		s := w.Store.Papers()
		for _, f := range []func(tx unit.Tx) error{
			func(tx unit.Tx) error {
				return s.Add(tx, paper.Kept{No: "p1", Kind: "k", Wording: 1, Case: 7, Entry: 1, Issued: 19_800,
					Body: []byte("b"), Mark: "m1"})
			},
			func(tx unit.Tx) error {
				return s.Add(tx, paper.Kept{No: "p2", Kind: "k", Wording: 1, Case: 7, Entry: 2, Issued: 19_800,
					Body: []byte("c"), Mark: "m2"})
			},
			func(tx unit.Tx) error { return s.SetPrints(tx, "p1", 2) },
			func(tx unit.Tx) error {
				return s.AddFile(tx, paper.KeptFile{Case: 7, Number: "n", Closed: 19_800, Years: 10, Seal: []byte("s"),
					Record: []byte("r"), Entries: 2})
			},
		} {
			if err := w.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error {
				w.Store.Record(tx, audit.Entry{Kind: "test"})
				return f(tx)
			}); err != nil {
				t.Fatal(err)
			}
		}
		if !recorded(t, w) {
			t.Fatal("what was given out is not what the log says")
		}
		tampered(t, w, [][2]string{
			{"UPDATE paper SET issued = 19000 WHERE no = 'p2'", "UPDATE paper SET issued = 19800 WHERE no = 'p2'"},
			{"UPDATE paper SET no = 'p9' WHERE no = 'p2'", "UPDATE paper SET no = 'p2' WHERE no = 'p9'"},
			{"UPDATE paper SET prints = 0 WHERE no = 'p1'", "UPDATE paper SET prints = 2 WHERE no = 'p1'"},
			{"UPDATE paper SET case_id = 8 WHERE no = 'p1'", "UPDATE paper SET case_id = 7 WHERE no = 'p1'"},
			{"UPDATE paper_file SET years = 1", "UPDATE paper_file SET years = 10"},
			{"DELETE FROM paper WHERE no = 'p2'", ""},
		})
	})
}

// What people are told must not be changed, put off for good or taken away unseen, from the event to the report.
func TestMessagesAreHeldByTheLog(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		s := w.Store.Messages()
		one := loan.Loan{ID: 1, Borrower: 5, Disbursed: 19_800, Contract: "c", Voucher: 9}
		one.Amount, one.Months = 100, 12
		if err := w.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error {
			w.Store.Record(tx, audit.Entry{Kind: "loan.applied", ID: 1})
			w.Store.Announce(tx, event.Event{Kind: event.LoanDisbursed, Ref: 1, Part: 9})
			return w.Store.Loan().AddLoans(tx, []loan.Loan{one})
		}); err != nil {
			t.Fatal(err)
		}
		tampered(t, w, [][2]string{
			{"UPDATE outbox SET state = 4", "UPDATE outbox SET state = 1"},
			{"UPDATE outbox SET ref = 2", "UPDATE outbox SET ref = 1"},
		})
		told, err := s.Outbox(ctx, 9)
		if err != nil || len(told) != 1 {
			t.Fatalf("%d events wait: %v", len(told), err)
		}
		now := w.Clock.Now()
		lease, _, err := s.Lead(ctx, "p", now, 1e6)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Fan(ctx, lease, told[0], []string{"loan.disbursed"}, 9); err != nil {
			t.Fatal(err)
		}
		tampered(t, w, [][2]string{
			{"UPDATE outbox SET state = 1", "UPDATE outbox SET state = 2"},
			{"UPDATE message SET state = 4", "UPDATE message SET state = 1"},
			{"UPDATE message SET person = 6", "UPDATE message SET person = 5"},
			{"UPDATE message SET amount = 1", "UPDATE message SET amount = 100"},
		})
		k := message.Key{Event: told[0].ID, Template: "loan.disbursed", Subject: 1}
		_, err = s.Claim(ctx, lease, 0, 9, func([]message.Due, map[string][]civil.Instant) []message.Verdict {
			return []message.Verdict{{Key: k, Do: message.HandOver, Round: 1, Misses: 1, Number: "x", Shown: "1**"}}
		})
		if err == nil {
			err = s.Settle(ctx, lease, []message.Settlement{{Key: k, Round: 1, Fate: event.Never, Next: message.Dead}})
		}
		if err != nil {
			t.Fatal(err)
		}
		tampered(t, w, [][2]string{
			{"UPDATE message SET state = 4", "UPDATE message SET state = 5"},
			{"UPDATE message_round SET number = 'y'", "UPDATE message_round SET number = 'x'"},
			{"UPDATE message_round SET at = 1", fmt.Sprintf("UPDATE message_round SET at = %d", now)},
			{"DELETE FROM message", ""},
		})
	})
}

// TestTheLatestWordIsTheOneCommittedLast: two processes take the numbers of their entries from blocks of their own, so
// that what the second one writes first has the higher number.
func TestTheLatestWordIsTheOneCommittedLast(t *testing.T) {
	t.Parallel()
	w := opentest.Postgres(t)
	other, err := sqlstore.Open(context.Background(), w.Config)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}()
	person := func(s *sqlstore.Store, version int64, office string) {
		t.Helper()
		if err := s.Do(context.Background(), act.By{Actor: "test", Door: act.System}, "test", func(tx unit.Tx) error {
			s.Record(tx, audit.Entry{Kind: "test"})
			return s.Access().SavePeople(tx, []access.Person{{ID: 1, Code: "a", Kind: access.Staff, Office: office,
				Version: version}})
		}); err != nil {
			t.Fatal(err)
		}
	}
	for i, s := range []*sqlstore.Store{w.Store, other, w.Store, other} {
		person(s, int64(i+1), fmt.Sprintf("0%d", i+1))
		if !recorded(t, w) {
			t.Errorf("after change %d what is there is not what the log says", i+1)
		}
	}
}
