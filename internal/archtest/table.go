package archtest

// Row says what one package, or all packages below one, may import of this module.
type Row struct {
	Package string   // below the module; the longest row that fits a package counts
	May     []string // prefixes that stand further down in the table; the package's own subtree is not implied
	Tests   []string // what its test files may import besides
}

// The groups that several rows share.
var (
	base = []string{
		"internal/base/secret/gm", "internal/base/secret", "internal/base/listing",
		"internal/base/telltale", "internal/base/idno", "internal/base/uscc",
		"internal/base/number", "internal/base/mask", "internal/base/unit", "internal/base/civil",
		"internal/base/money", "internal/base/elapsed", "internal/base/act", "internal/base/refusal",
		"internal/base/turns", "internal/base/legible",
	}
	shared = []string{
		"internal/serviceitem", "internal/measure", "internal/dataset", "internal/event", "internal/policy",
		"internal/access", "internal/document", "internal/material", "internal/job",
	}
	capabilities = []string{
		"internal/contribution", "internal/withdrawal", "internal/loan", "internal/transfer", "internal/treasury",
		"internal/spending",
	}
	belowMember     = join([]string{"internal/ledger"}, shared, []string{"internal/audit"}, base)
	belowCapability = join([]string{"internal/member"}, belowMember)
	ports           = join([]string{"internal/own", "internal/opening", "internal/selfeval", "internal/cases",
		"internal/queue", "internal/workorder", "internal/message", "internal/paper", "internal/rekey",
		"internal/evaluation", "internal/reporting", "internal/audit/auditverify"}, capabilities, belowCapability)
	belowApp = join([]string{
		"internal/console", "internal/channel", "internal/gateway", "internal/store"}, ports)
)

// Imports is the table of imports, from the doors at the top to the ground. A package may import what its row
// names and nothing else; a row may only name what stands below it, so that the table itself has no cycle.
var Imports = []Row{
	{Package: "test", May: join([]string{"internal/app", "internal/sim", "internal/catalogue"}, belowApp)},
	// The disk knows nothing of the product (ADR 0016).
	{Package: "test/faults", May: join([]string{"test/faults/torn", "internal/app"}, belowApp)},
	{Package: "test/faults/torn", May: nil},
	{Package: "cmd/guangsha", May: join([]string{"internal/sim", "internal/app", "internal/console",
		"internal/channel/counter/device", "internal/catalogue"}, ports)},
	// The tables alone open no books, so nothing of them is linked in (ADR 0032). They recompute packages, by what the
	// measures of a name mean.
	{Package: "cmd/guangsha-tables", May: join([]string{"internal/console", "internal/catalogue",
		"internal/evaluation/pack", "web"}, base)},
	// The city hands in what people hand in, so it names the capabilities' requests and the approved goals; the
	// services come from app.
	{Package: "internal/sim", May: join([]string{
		"internal/app", "internal/opening", "internal/selfeval", "internal/evaluation", "internal/member",
		"internal/ledger",
		"internal/document", "internal/access", "internal/measure"}, capabilities, base),
		Tests: []string{"internal/sim/model", "internal/store/pgcluster", "internal/catalogue"}},
	// The second opinion shares nothing with what it judges; its tests read the worked examples.
	{Package: "internal/sim/model", May: nil},
	{Package: "internal/app", May: join(belowApp, []string{"internal/catalogue", "policies", "web"})},
	// The console reads what every capability, the books and the tables say, and writes nothing (ADR 0017).
	// It serves the pages of the counter too, at which its staff sit (ADR 0040).
	{Package: "internal/console", May: join([]string{"internal/channel/counter"}, ports), Tests: []string{
		"internal/app", "internal/sim", "internal/store/pgcluster", "internal/store/opentest",
		"internal/store/sqlstore", "internal/material/materialtest"}},
	// A door meets items and cases, never a capability (ADR 0040).
	{Package: "internal/channel", May: join([]string{
		"internal/cases", "internal/serviceitem", "internal/measure", "internal/event", "internal/policy",
		"internal/access"}, base), Tests: []string{"internal/channel/channeltest", "internal/store/opentest"}},
	// What every door promises, over the services that there are.
	{Package: "internal/channel/channeltest", May: join([]string{"internal/store/opentest", "internal/store/sqlstore",
		"internal/access/accesstest", "internal/material/materialtest"}, ports)},
	// The service platform hears of cases, the hotline of its orders, and neither knows a capability (ADR 0051).
	{Package: "internal/gateway/platform", May: join([]string{"internal/cases", "internal/workorder"}, base),
		Tests: []string{
			"internal/store/opentest", "internal/access/accesstest", "internal/member", "internal/policy",
			"internal/serviceitem", "internal/ledger", "internal/access"}},
	{Package: "internal/gateway/clamd", May: base, Tests: []string{"internal/material"}},
	{Package: "internal/gateway", May: join(capabilities, base)},
	{Package: "internal/store/storebench", May: join([]string{
		"internal/store/sqlstore", "internal/store/pgcluster"}, ports)},
	{Package: "internal/store/opentest", May: join([]string{
		"internal/store/sqlstore", "internal/store/pgcluster", "policies", "internal/access/accesstest"}, ports)},
	{Package: "internal/store/sqlstore", May: ports, Tests: []string{"internal/sim"}},
	{Package: "internal/store/storetest", May: ports},
	{Package: "internal/store/pgcluster", May: nil},
	{Package: "internal/store", May: base},
	// Every capability hands its measures outward as values; here they are all together.
	{Package: "internal/catalogue", May: join([]string{"internal/cases", "internal/member", "internal/measure"},
		capabilities)},
	// An opening asks the use cases of everybody, and is none of them.
	{Package: "internal/opening", May: join(capabilities, belowCapability)},
	// The way of a project needs request keys, ids and the business day of the books, from the policy the days before a
	// due date, and the measures that its rows are bound to.
	{Package: "internal/selfeval", May: join([]string{
		"internal/evaluation", "internal/ledger", "internal/measure", "internal/policy", "internal/access",
		"internal/audit"}, base)},
	// Cases need request keys, ids and the business day of the books, and know no capability: the items do (ADR 0040).
	// Their papers are given out in the unit of work of the act that calls for them (ADR 0041).
	{Package: "internal/cases", May: join([]string{"internal/paper",
		"internal/ledger", "internal/serviceitem", "internal/material", "internal/measure", "internal/policy",
		"internal/access", "internal/audit"}, base),
		Tests: []string{"internal/material/materialtest", "internal/withdrawal", "internal/loan", "internal/member"}},
	// Orders of the hotline may be about a member or a case, which app looks up.
	{Package: "internal/workorder", May: join([]string{"internal/ledger", "internal/policy", "internal/access",
		"internal/audit"}, base)},
	{Package: "internal/own/owntest", May: join([]string{"internal/own", "internal/member"}, base)},
	// What members do for themselves knows the register and how people are told, and no capability.
	{Package: "internal/own", May: join([]string{"internal/message", "internal/member", "internal/event",
		"internal/policy", "internal/access", "internal/audit"}, base)},
	// The queue of the counter knows what people come for by name, and who may take it in.
	{Package: "internal/queue", May: join([]string{"internal/serviceitem", "internal/access", "internal/audit"}, base),
		Tests: []string{"internal/store/opentest", "internal/access/accesstest"}},
	// Messages need request keys, and know no capability: who hears of an event its query says (ADR 0042).
	{Package: "internal/message", May: join([]string{
		"internal/ledger", "internal/event", "internal/policy", "internal/access", "internal/audit"}, base),
		Tests: []string{"internal/contribution", "internal/loan", "internal/member"}},
	{Package: "internal/evaluation/pack", May: join([]string{
		"internal/evaluation", "internal/measure", "internal/document"}, base)},
	{Package: "internal/evaluation", May: join([]string{
		"internal/measure", "internal/access", "internal/document"}, base)},
	{Package: "internal/reporting", May: join([]string{
		"internal/measure", "internal/dataset", "internal/document"}, base)},
	{Package: "internal/contribution", May: belowCapability},
	{Package: "internal/withdrawal", May: belowCapability},
	{Package: "internal/loan", May: belowCapability},
	{Package: "internal/transfer", May: belowCapability},
	{Package: "internal/treasury", May: belowCapability},
	{Package: "internal/spending", May: belowCapability},
	{Package: "internal/member", May: belowMember},
	{Package: "internal/ledger", May: join([]string{"internal/audit"}, base)},
	// A paper is data and a page; the books it speaks of are read by whoever asks for it.
	{Package: "internal/paper", May: join([]string{"internal/document", "internal/audit"}, base)},
	{Package: "internal/rekey", May: join([]string{"internal/audit"}, base), Tests: []string{
		"internal/store/opentest", "internal/member"}},
	// An item names the permissions that its steps take (ADR 0040), and the kinds of files that it takes (ADR 0043).
	{Package: "internal/serviceitem", May: join([]string{"internal/material", "internal/access", "internal/policy"},
		base)},
	{Package: "internal/measure", May: join([]string{"internal/audit"}, base)},
	{Package: "internal/dataset", May: join([]string{"internal/audit"}, base)},
	{Package: "internal/event", May: join([]string{"internal/audit"}, base)},
	{Package: "policies", May: join([]string{"internal/policy", "internal/access"}, base)},
	{Package: "internal/policy", May: join([]string{"internal/audit"}, base)},
	{Package: "internal/access/accesstest", May: join([]string{"internal/access"}, base)},
	{Package: "internal/access", May: join([]string{"internal/audit"}, base)},
	{Package: "internal/document", May: join([]string{"internal/audit"}, base)},
	// What a file is that somebody hands in, its content says, and nothing else is asked (ADR 0043).
	{Package: "internal/material/materialtest", May: []string{"internal/material"}},
	{Package: "internal/material", May: base},
	{Package: "internal/job", May: join([]string{"internal/audit"}, base)},
	// The verifier hashes by itself; of the log it knows what an entry and a checkpoint look like (ADR 0021).
	{Package: "internal/audit/auditverify", May: join([]string{"internal/audit"}, base)},
	{Package: "internal/audit", May: base},
	{Package: "internal/base/secrettest", May: []string{"internal/base/secret"}},
	{Package: "internal/base/secret/gm", May: []string{"internal/base/secret"}},
	{Package: "internal/base/secret", May: []string{"internal/base/refusal"}},
	{Package: "internal/base/telltale", May: []string{"internal/base/idno", "internal/base/refusal"}},
	{Package: "internal/base/idno", May: []string{
		"internal/base/mask", "internal/base/civil", "internal/base/refusal"}},
	{Package: "internal/base/uscc", May: []string{"internal/base/refusal"}},
	{Package: "internal/base/number", May: []string{
		"internal/base/civil", "internal/base/money", "internal/base/refusal"}},
	{Package: "internal/base/mask", May: nil},
	{Package: "internal/base/listing", May: nil},
	{Package: "internal/base/unit", May: []string{"internal/base/act"}},
	{Package: "internal/base/civil", May: []string{"internal/base/refusal"}},
	{Package: "internal/base/money", May: []string{"internal/base/refusal"}},
	{Package: "internal/base/turns", May: []string{"internal/base/elapsed"}},
	{Package: "internal/base/elapsed", May: nil},
	{Package: "internal/base/act", May: nil},
	{Package: "internal/base/refusal", May: nil},
	{Package: "internal/base/legible", May: nil},
	{Package: "internal/base/goldentest", May: nil},
	{Package: "internal/archtest", May: nil},
	{Package: "web", May: nil},
}

// Outside says which packages may import a module of others. A module without a row here is a dependency that
// nobody agreed to.
type Outside struct {
	Module string
	Only   []string // package prefixes
	Why    string
}

// Modules is the table of third parties, and of those packages of the standard library that open a database.
var Modules = []Outside{
	{"github.com/emmansun/gmsm", []string{"internal/base/secret/gm"}, "SM2, SM3, SM4 behind base/secret"},
	{"github.com/xuri/excelize/v2", []string{"internal/document"}, "xlsx is written and read in one place"},
	{"github.com/danielgtaylor/huma/v2", []string{"internal/console"}, "typed routes and their OpenAPI document"},
	{"github.com/boombuler/barcode", []string{"internal/document"}, "the two-dimensional code on papers"},
	{"golang.org/x/image", []string{"internal/document"}, "outlines of fonts for what is printed"},
	{"golang.org/x/text", []string{"internal/document", "internal/evaluation"}, "GBK papers are decoded where read"},
	{"golang.org/x/crypto", []string{"internal/access"}, "argon2id hashes passwords where they are judged"},
	{"github.com/go-webauthn/webauthn", []string{"internal/access"}, "passkeys are verified where people sign in"},
	{"golang.org/x/sys", []string{"internal/app", "internal/store", "cmd/guangsha"}, "file locks and terminals"},
	{"database/sql", []string{"internal/store"}, "SQL stands in the store"},
	{"modernc.org/sqlite", []string{"internal/store"}, "SQL stands in the store"},
	{"github.com/jackc/pgx/v5", []string{"internal/store"}, "SQL stands in the store"},
	{"github.com/hanwen/go-fuse/v2", []string{"test/faults/torn"}, "the disk whose power is cut, for tests only"},
	{"github.com/pressly/goose/v3", []string{"internal/store"}, "migrations stand in the store"},
}

// TestModules may be imported by test files everywhere.
var TestModules = []string{"pgregory.net/rapid"}

func join(lists ...[]string) []string {
	var all []string
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}
