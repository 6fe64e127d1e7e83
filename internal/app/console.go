package app

import (
	"io"
	"log/slog"

	"guangsha/internal/access"
	"guangsha/internal/catalogue"
	"guangsha/internal/channel/counter"
	"guangsha/internal/console"
	"guangsha/internal/document"
	"guangsha/web"
)

// OpenAPI is the description of the console's routes.
func OpenAPI() ([]byte, error) { return console.OpenAPI(Version) }

// Route is one route of the console, as it is declared.
type Route = console.Route

// Routes are the routes of the console.
func Routes() []Route { return console.Routes }

// Console is the staff console of an opened centre: the routes under /api/ and the built pages. random makes trace
// numbers; causes of failures go to log. Where visitors are let in, whoever has not signed in may look at everything.
func (c *Centre) Console(random io.Reader, log *slog.Logger, visitors bool) *console.Console {
	return console.New(console.Deps{
		Centre: console.Centre{Code: c.Config.Centre, Name: Demonstration.Offices[0].Name, Engine: c.store.Engine(),
			Demonstration: visitors || c.Config.Invented, Version: Version},
		Offices: Demonstration.Offices, Work: c.Work, Catalogue: catalogue.Measures, Measures: c.store,
		Books: c.Books, Ledger: c.store, Members: c.Member, MemberList: c.store.MemberReader(), Loans: c.Loan,
		BankList: c.store.Treasury(),
		LoanList: c.store.LoanReader(), Contribution: c.store.ContributionReader(), Arrivals: c.Contribution,
		Withdrawal: c.store.WithdrawalReader(), Spending: c.store.SpendingReader(),
		SelfEvaluation: c.SelfEvaluation, Cases: c.Cases, Counter: counter.New(c.Cases), Queue: c.Queue,
		Messages: c.Messages, WorkOrders: c.WorkOrders, Own: c.Own,
		AuditLog: c.store.AuditReader(), Auditing: c,
		Access: c.Access, Visitors: visitors, Pacer: &access.Pacer{Meters: c.store.Meters(), Index: c.Access.Index,
			Clock: c.Clock, Failed: func(err error) { log.Warn("limits counted alone", "cause", err.Error()) }},
		Leaf: c.keys.Keys().Leaf, Random: random, Log: log, Pages: web.Pages(),
		Programs: document.FindPrograms(),
	})
}
