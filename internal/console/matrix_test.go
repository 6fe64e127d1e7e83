package console_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/app"
	"guangsha/internal/audit"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// TestEveryRouteForEverybodyAndEveryObject asks every route as each of sixteen principals about an object in each of
// five relations, and holds the status against docs/permissions.csv, which no code has made. Whoever is denied leaves
// the books as they were, and nothing but an entry that they were denied.
func TestEveryRouteForEverybodyAndEveryObject(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	head, rows := table(t)
	if len(head) != 16 || len(rows) != len(app.Routes()) {
		t.Fatalf("the table has %d principals and %d routes, and there are %d routes", len(head), len(rows),
			len(app.Routes()))
	}
	m.prepare()
	if m.bank = m.institution(who["partner"], "partner-books"); m.bank.administer("confirm") != http.StatusOK {
		t.Fatal("the key of the partner is not in force")
	}
	n := counts{}
	books := m.dump()
	for _, r := range app.Routes() {
		expected, ok := rows[r.Method+" "+r.Path]
		if !ok {
			t.Errorf("%s %s is not in the table", r.Method, r.Path)
			continue
		}
		changed := n.changed
		for p, name := range head {
			m.asked(r, name, statuses(expected[p]), &n)
		}
		after := m.dump()
		if after != books && n.changed == changed {
			n.wrong++
			t.Errorf("%s changed the books", r.ID)
		}
		books = after
	}
	t.Logf("%d routes × %d principals × %d relations: %d cases, %d denied, %d answers about people each with its entry, "+
		"%d wrong", len(rows), len(head), len(relations), n.cases, n.denied, n.shown, n.wrong)
	m.noFailure()
}

// counts are what the cases came to.
type counts struct{ cases, denied, shown, changed, wrong int }

// asked asks a route as somebody about an object in each relation. Whoever is to be denied asks for what would change
// something, about an object that is there; whoever is not asks with nothing in hand, so that the books stay as they
// are. After each call the log says what was done: nothing is written without an entry.
func (m matrix) asked(r app.Route, name string, want []string, n *counts) {
	token := m.session(name)
	for i, status := range want {
		if r.ID == "signOut" || r.ID == "ownSignOut" {
			token = m.session(name) // the last call ended it
		}
		q := m.wanted(r, i)
		denied := status == "401" || status == "403" || status == "404" && r.Scope == "office"
		if r.Event != "" && !denied {
			q = m.bare(r, i)
		}
		m.clock.Advance(100 * time.Millisecond) // so that nobody asks too often
		last := m.since(0)
		w := m.as(name, token, q)
		n.cases++
		if fmt.Sprint(w.Code) != status {
			n.wrong++
			m.t.Errorf("%s as %s about %s, %s: %d, want %s: %.200s", r.ID, name, relations[i], q.target, w.Code, status,
				w.Body)
		}
		var left []string
		for _, e := range m.since(last[0].Seq) {
			left = append(left, e.Kind+" by "+e.Actor)
		}
		by := who[name]
		if r.Members && name != "partner" {
			by = access.MemberCode(int64(m.memberOf(name)))
		}
		due := entriesDue(r, w.Code, by)
		if name == "partner" { // what is signed is written down before anybody knows what it asks for
			due = append([]string{"partner.requested by " + access.CodeGuest}, due...)
		}
		if !slices.Equal(left, due) {
			n.wrong++
			m.t.Errorf("%s as %s about %s, %s: %d left %v, want %v", r.ID, name, relations[i], q.target, w.Code, left,
				due)
		}
		if r.Seen != "" && (w.Code < 400 || w.Code == http.StatusNotFound) {
			n.shown++
		}
		if r.Event != "" && w.Code < 400 {
			n.changed++
		}
		if w.Code < 400 {
			continue
		}
		n.denied++
		if text := w.Body.String(); idNumber.MatchString(text) {
			n.wrong++
			m.t.Errorf("%s as %s: %s", r.ID, name, text)
		}
	}
}

// entriesDue are the entries that a call must leave, and no others: what was shown or done, that nothing was found
// where people are shown, that somebody known was denied.
func entriesDue(r app.Route, status int, by string) []string {
	switch {
	case status == http.StatusForbidden:
		return []string{"access.denied by " + by}
	case r.Seen != "" && status == http.StatusNotFound:
		return []string{"look.nothing by " + by}
	case status >= 400:
		return nil
	case r.Seen != "":
		return []string{r.Seen + " by " + by}
	case r.Event != "":
		return []string{r.Event + " by " + by}
	}
	return nil
}

// since gives the entries of the log behind one, or its last, the oldest first.
func (m matrix) since(seq int64) (list []audit.Listed) {
	m.t.Helper()
	if err := m.beside.Read(context.Background(), func(tx unit.Tx) (err error) {
		list, err = m.beside.AuditReader().Entries(tx, audit.Filter{}, listing.Page[int64]{
			Order: listing.Order{By: audit.ByInstant, Down: true}, Limit: 9})
		return err
	}); err != nil {
		m.t.Fatal(err)
	}
	if seq == 0 {
		return list[:1]
	}
	slices.Reverse(list)
	return slices.DeleteFunc(list, func(e audit.Listed) bool {
		return e.Seq <= seq || e.Kind == "own.looked" // a batch comes when its minute is over
	})
}

var idNumber = regexp.MustCompile(`\d{17}[\dX]`)

// statuses are what a cell of the table says for each relation: one for all, or one each.
func statuses(cell string) []string {
	list := strings.Split(cell, "/")
	for len(list) < len(relations) {
		list = append(list, list[0])
	}
	return list
}

// table reads docs/permissions.csv: who asks, and the cells of each route.
func table(t *testing.T) (who []string, rows map[string][]string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/permissions.csv")
	if err != nil {
		t.Fatal(err)
	}
	list, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows = map[string][]string{}
	for _, r := range list[1:] {
		rows[r[0]+" "+r[1]] = r[2:]
	}
	return list[0][2:], rows
}

// plainMAC tells rows apart, and has no key.
type plainMAC struct{}

// Sum implements secret.MAC.
func (plainMAC) Sum(parts ...[]byte) []byte {
	sum := sha256.Sum256(bytes.Join(parts, nil))
	return sum[:]
}

// dump is what the books and every register that the log holds say, in short. What a sign-in moves on is not among it,
// since the test signs people in.
func (m matrix) dump() string {
	m.t.Helper()
	sum := sha256.New()
	err := m.centre.Dump(context.Background(), sum)
	if err == nil {
		err = m.beside.Read(context.Background(), func(tx unit.Tx) error {
			for _, register := range ledger.Registers {
				if err := m.beside.EachRegistered(tx, register, func(id int64, fields []string) error {
					_, err := fmt.Fprintln(sum, register.Name, id, fields)
					return err
				}); err != nil {
					return err
				}
			}
			for _, table := range ledger.Tables {
				if err := m.beside.EachRecord(tx, table, func(id int64, digest string) error {
					_, err := fmt.Fprintln(sum, table.Name, id, digest)
					return err
				}); err != nil {
					return err
				}
			}
			tickets, err := m.beside.Queue().Tickets(tx, "02", m.clock.Now().Date())
			fmt.Fprintln(sum, tickets)
			return err
		})
	}
	if err != nil {
		m.t.Fatal(err)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// entries counts the audit entries of each kind, beside those of who was denied and of the test itself, and apart from
// them those about what was looked at. No unit changes anything without one.
func (m matrix) entries() (changes string, looks int) {
	m.t.Helper()
	_, entries, err := m.centre.Tally(context.Background())
	if err != nil {
		m.t.Fatal(err)
	}
	for _, kind := range []string{"access.denied", "access.signed-out", "access.slip", "own.signed-out", "own.looked",
		"test"} {
		delete(entries, kind)
	}
	looks = int(entries["look.nothing"])
	delete(entries, "look.nothing")
	for _, r := range app.Routes() {
		if r.Seen != "" {
			looks += int(entries[r.Seen])
			delete(entries, r.Seen)
		}
	}
	return fmt.Sprint(entries), looks
}

// TestEveryRouteThatAnswersIsDeclared holds the routes that the server registers against the list, and asks for others.
func TestEveryRouteThatAnswersIsDeclared(t *testing.T) {
	declared := map[string]bool{}
	for _, r := range app.Routes() {
		whole := r.Permission.Code != "" && r.Scope != "" && r.Rate != "" && r.Summary != ""
		if declared[r.Method+" "+r.Path] || !whole {
			t.Errorf("%s %s is declared twice or in part", r.Method, r.Path)
		}
		if changes := r.Event != ""; changes != (r.Step != "") || changes && r.Method == http.MethodGet {
			t.Errorf("%s %s: what it changes is declared in part", r.Method, r.Path)
		}
		declared[r.Method+" "+r.Path] = true
	}
	n := 0
	for path, methods := range document(t).Paths {
		for method := range methods {
			if n++; !declared[strings.ToUpper(method)+" "+path] {
				t.Errorf("%s %s answers and is not declared", method, path)
			}
		}
	}
	if n != len(declared) {
		t.Errorf("%d routes answer and %d are declared", n, len(declared))
	}
}
