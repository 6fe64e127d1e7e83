package sqlstore_test

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/message"
	"guangsha/internal/sim"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// TestMessagesTellWhatTheBooksSay fans out what happened in the year of a small city, as if every template were in use,
// and compares what people are told with the books, which it reads by other ways.
func TestMessagesTellWhatTheBooksSay(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { told(t, app.Config{}) })
	t.Run("postgres", func(t *testing.T) { told(t, app.Config{DB: opentest.Postgres(t).Config.DSN}) })
}

func told(t *testing.T, config app.Config) {
	ctx := context.Background()
	config.Data, config.Centre = t.TempDir(), app.DefaultCentre
	clock := lived(t, config)
	keys, err := gm.LoadKeys(filepath.Join(config.Data, "keys", config.Centre+".json"), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Open(ctx, sqlstore.Config{Path: filepath.Join(config.Data, config.Centre+".db"), DSN: config.DB,
		Schema: config.Centre, Clock: clock, Leaf: keys.Leaf})
	if err != nil {
		t.Fatal(err)
	}
	defer closeStore(t, s)
	fanAll(t, s, clock)
	const (
		money  = `SELECT SUM(amount) FROM message WHERE template = `
		early  = `SELECT voucher FROM loan_repayment WHERE number = 0`
		repaid = `SELECT SUM(principal + interest + penalty) FROM loan_repayment WHERE `
	)
	for template, want := range map[string]string{
		"contribution.posted": `SELECT SUM(amount) FROM movement WHERE kind = 1`,
		"withdrawal.paid":     `SELECT SUM(-amount) FROM movement WHERE kind IN (11, 12)`,
		"interest.credited":   `SELECT SUM(m.amount) FROM movement m JOIN voucher v ON v.id = m.voucher WHERE v.kind = 18`,
		"loan.disbursed":      `SELECT SUM(amount) FROM loan WHERE disbursed > 0 AND opening = 0`,
		"loan.debited":        repaid + `number > 0 AND overdue = 0`,
		"loan.collected":      repaid + `overdue = 1 AND voucher NOT IN (` + early + `)`,
		"loan.prepaid":        repaid + `voucher IN (` + early + `)`,
		"loan.overdue":        `SELECT SUM(principal + interest) FROM loan_arrear WHERE settled = 0`,
	} {
		same(t, s, template, money+`'`+template+`'`, want)
	}
	same(t, s, "members who are told of their own account",
		`SELECT COUNT(*) FROM message m JOIN member b ON b.no = m.account AND b.person = m.person`,
		`SELECT COUNT(*) FROM message WHERE template NOT LIKE 'loan.%'`)
	same(t, s, "borrowers who are told of their own loan",
		`SELECT COUNT(*) FROM message m JOIN loan l ON l.contract = m.account AND l.borrower = m.person`,
		`SELECT COUNT(*) FROM message WHERE template LIKE 'loan.%'`)
	same(t, s, "balances told with the interest", `SELECT SUM(rest) FROM message WHERE template = 'interest.credited'`,
		`SELECT SUM(m.balance) FROM movement m JOIN voucher v ON v.id = m.voucher WHERE v.kind = 18 AND m.amount > 0`)
	if n, err := sqlstore.Figure(ctx, s, `SELECT COUNT(DISTINCT template) FROM message`); err != nil || n < 6 {
		t.Errorf("the city told of %d kinds of events, %v", n, err)
	}
}

// lived lives the year of the smallest city.
func lived(t *testing.T, config app.Config) *civil.Manual {
	t.Helper()
	options, err := sim.Expand(1, sim.MinMembers)
	if err != nil {
		t.Fatal(err)
	}
	city := sim.Build(options)
	clock := civil.NewManual(civil.At(civil.DateOf(options.Year, 1, 1), 9, 0))
	bank := sim.NewBank(city)
	centre, err := app.Open(context.Background(), config, clock, rand.Reader, app.Outside{Bank: bank})
	if err != nil {
		t.Fatal(err)
	}
	err = sim.Live(context.Background(), city, centre, bank, clock, func(sim.Progress) {})
	if err := errors.Join(err, centre.Close()); err != nil {
		t.Fatal(err)
	}
	return clock
}

// fanAll writes the messages of all events, seven subjects at a time.
func fanAll(t *testing.T, s *sqlstore.Store, clock civil.Clock) {
	t.Helper()
	ctx, messages := context.Background(), s.Messages()
	lease, held, err := messages.Lead(ctx, "test", clock.Now(), 1<<40)
	if err != nil || !held {
		t.Fatal("no lease", err)
	}
	for {
		waiting, err := messages.Outbox(ctx, 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(waiting) == 0 {
			return
		}
		for _, e := range waiting {
			var codes []string
			for _, m := range message.Templates {
				if m.Kind == e.Kind {
					codes = append(codes, m.Code)
				}
			}
			for done := false; !done; {
				if done, err = messages.Fan(ctx, lease, e, codes, 7); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func same(t *testing.T, s *sqlstore.Store, what, got, want string) {
	t.Helper()
	g, err := sqlstore.Figure(context.Background(), s, got)
	w, err2 := sqlstore.Figure(context.Background(), s, want)
	if err := errors.Join(err, err2); err != nil || g != w {
		t.Errorf("%s: %d, want %d, %v", what, g, w, err)
	}
	t.Logf("%s: %d", what, g)
}
