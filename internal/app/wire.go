package app

import (
	"fmt"
	"io"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/contribution"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/material"
	"guangsha/internal/member"
	"guangsha/internal/message"
	"guangsha/internal/opening"
	"guangsha/internal/own"
	"guangsha/internal/paper"
	"guangsha/internal/policy"
	"guangsha/internal/queue"
	"guangsha/internal/selfeval"
	"guangsha/internal/serviceitem"
	"guangsha/internal/spending"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
	"guangsha/internal/workorder"
	"guangsha/policies"
)

// Services are the use cases of a centre.
type Services struct {
	Work     unit.Work // opens units for whoever access.Allow let through
	Access   *access.Service
	Books    *ledger.Books
	Policy   policy.Store
	Member   *member.Service
	Loan     *loan.Service
	Spending *spending.Service

	Contribution *contribution.Service
	Withdrawal   *withdrawal.Service
	Treasury     *treasury.Service
	Opening      *opening.Service

	SelfEvaluation *selfeval.Service
	Cases          *cases.Service
	Messages       *message.Service
	WorkOrders     *workorder.Service
	Own            *own.Service
	Queue          *queue.Service
}

// Outside are the parties outside the centre.
type Outside struct {
	Bank loan.Debits // debits instalments
	// Keys has the keys of the centre (密钥提供者); nil for files in the data folder.
	Keys secret.KeyProvider
	// Witnesses keep checkpoints of the audit log besides the data folder (检查点存放处).
	Witnesses []audit.Place
	// Doors deliver messages to people (投递渠道). Without any, events wait in the outbox.
	Doors []event.Deliverer
	// Scanner looks for malicious code in files (查毒); nil for the one that the configuration names, if any.
	Scanner material.Scanner
	// Platform is the government service platform (政务服务平台); nil for the one that the configuration names, if any.
	Platform cases.Platform
	// Alarm hears, as sentences, what somebody on duty must know while the program runs; it may be nil.
	Alarm func(sentence string)
}

// wire connects the services with the store and with each other. What one capability needs of another stands here
// and nowhere else.
func wire(store *sqlstore.Store, keys secret.KeySet, p Profile, clock civil.Clock, random io.Reader, outside Outside) (
	Services, error) {
	numbers, err := number.NewIssuer(p.Division)
	if err != nil {
		return Services{}, fmt.Errorf("profile of the centre: %w", err)
	}
	roles, preset, err := policies.Roles(p.Policies)
	if err != nil {
		return Services{}, err
	}
	people := access.New(access.Deps{Work: store, Store: store.Access(), Audit: store, Clock: clock, Roles: roles,
		Cipher: keys.Field, Index: keys.Index, Random: random, Preset: preset})
	work, gate := people.Guarded(), people.Gate()
	s := Services{Work: work, Access: people, Books: ledger.New(store, store, gm.NewHash, keys.Request),
		Policy: store.Policies()}
	s.Member = member.New(member.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy,
		Audit: store, Store: store.Member(), Cipher: keys.Field, Index: keys.Index, Numbers: numbers,
		Offices: p.Offices, Lists: store.Contribution(), Events: store, Sessions: store.Own()})
	s.Loan = loan.New(loan.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy,
		Audit: store, Events: store, Store: store.Loan(),
		Borrowers: borrowers{members: s.Member, books: s.Books, numbers: numbers,
			bans: store.Withdrawal()}, Bank: outside.Bank,
		FundBank: p.Fund, SurplusBank: p.Surplus})
	s.Spending = spending.New(spending.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy,
		Audit: store, Store: store.Spending(), Mortgages: s.Loan})
	s.Treasury = treasury.New(treasury.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy,
		Audit: store, Events: store, Store: store.Treasury()})
	s.Contribution = contribution.New(contribution.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy,
		Audit: store, Events: store, Store: store.Contribution(), Members: s.Member, Treasury: s.Treasury,
		Partners: people})
	s.Withdrawal = withdrawal.New(withdrawal.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy,
		Audit: store, Events: store, Store: store.Withdrawal(), Members: s.Member, Loans: openLoans{store.Loan()},
		Treasury: s.Treasury, Numbers: numbers, Cipher: keys.Field, Calendar: civil.China()})
	s.Opening = opening.New(opening.Deps{Work: work, Access: gate, Books: s.Books, Audit: store, Store: store.Opening(),
		Cipher: keys.Field, Index: keys.Index, Clock: clock, Offices: p.Offices, Members: s.Member,
		Contribution: s.Contribution, Withdrawal: s.Withdrawal, Loan: s.Loan, Treasury: s.Treasury,
		FundBank: p.Fund, SurplusBank: p.Surplus})
	s.SelfEvaluation = selfeval.New(selfeval.Deps{Work: work, Access: gate, Books: s.Books, Audit: store,
		Store: store.SelfEvaluation(), Cipher: keys.Field, Index: keys.Index, Random: random, Clock: clock,
		Policy: s.Policy, Surveys: surveyRegister{s.Spending}, Measures: measures{store}})
	papers := paper.New(paper.Deps{Audit: store, Store: store.Papers(), Numbers: numbers, Centre: p.Offices[0].Name,
		Stamper: paper.RoundStamp{Foot: p.Stamp}, Cipher: keys.Field, Key: keys.Paper})
	s.Messages = message.New(message.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy, Audit: store,
		Store: store.Messages(), Clock: clock})
	s.Own = own.New(own.Deps{Work: work, Books: store, Access: gate, Policy: s.Policy, Audit: store,
		Members: s.Member, List: store.MemberReader(), Store: store.Own(), Clock: clock, Index: keys.Index,
		Random: random, Door: doorOf(outside.Doors, act.SMS), Alarm: outside.Alarm})
	s.Cases, err = cases.New(cases.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy, Audit: store,
		Store: store.Cases(), People: applicants{s.Member}, Papers: papers, Scanner: outside.Scanner,
		Offices: codes(p.Offices), Items: items(s, p), Numbers: numbers, Calendar: civil.China(), Clock: clock,
		Cipher: keys.Field, Digest: keys.Request})
	if err != nil {
		return s, err
	}
	s.Queue = queue.New(queue.Deps{Work: work, Access: gate, Audit: store, Store: store.Queue(), Clock: clock,
		Items: s.Cases.Items, Shut: s.Cases.Shut})
	s.WorkOrders = workorder.New(workorder.Deps{Work: work, Access: gate, Books: s.Books, Policy: s.Policy,
		Audit: store, Store: store.WorkOrders(), Known: known{s.Member, s.Cases}, Offices: codes(p.Offices),
		Clock: clock, Cipher: keys.Field, Digest: keys.Request})
	return s, nil
}

// items are all service items of the centre, in the order in which doors show them (事项清单).
func items(s Services, p Profile) []serviceitem.Item {
	return slices.Concat(withdrawal.Items(s.Withdrawal, p.Fund), loan.Items(s.Loan, applicants{s.Member}),
		member.Items(s.Member))
}
