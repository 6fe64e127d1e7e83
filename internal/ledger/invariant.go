package ledger

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// Invariant is a sentence about the books that is true at every moment (不变式).
type Invariant struct {
	ID    string // for example "I-01"
	Title string // 不变式, as verify prints it
}

// Invariants lists what the store proves by one query each, in the order of their ids.
var Invariants = []Invariant{
	{"I-01", "每张凭证借贷相等、不少于两行、记在已开的会计日，日结后逐月连续编号，各会计日依次日结、没有缺日"},
	{"I-02", "全部分录按日、按机构合计为零，日终余额表借贷相等"},
	{"I-03", "账户余额和积数、每笔贷款的未还本金等于按明细重算的结果，明细逐笔连号、余额首尾相接，总账余额等于分录之和"},
	{"I-04", "个人账户、暂存暂收、贷款本金、银行存款没有负数"},
	{"I-05", "个人账户合计等于201科目，各控制科目每张凭证的分录等于其下明细，明细与凭证同日、连号，凭证与所动账户的对照齐全"},
	{"I-06", "凭证的请求键都有登记，一次请求的凭证同在一日；同一银行流水、同一张被冲凭证各只有一笔"},
	{"I-20", "清册、到账、提取、贷款发放和还款登记的金额等于其凭证，清册的人数和金额等于其明细"},
	{"I-21", "个人账户、银行专户、定期存款、贷款、暂收暂存各有其登记，汇缴、到账、提取的凭证各有其清册、到账记录、办件，个人和单位的缴至年月等于最后入账的清册"},
	{"I-23", "每种文书每年的编号从1起连续，没有缺号和重号，等于已用到的最后一号"},
}

// Sealed is the invariant that no row beneath a voucher has changed; it is proved by computing every digest anew.
var Sealed = Invariant{"I-13", "每张凭证的摘要值与其分录、明细重算一致，明细与凭证同日，没有无凭证的明细"}

// Typed is the invariant that every column has what its definition says. PostgreSQL refuses anything else. SQLite keeps
// bytes in a column of numbers, where they equal no number and add nothing to a sum, and yet read as the number that
// they spell: a voucher of such a kind falls out of a measure while its digest still agrees.
var Typed = Invariant{"I-22", "每个字段存的都是其定义的类型，没有以字节冒充的数和文字，库表结构与程序所建的一致"}

// Recorded is the invariant that no audit entry has changed and that each voucher is as it was recorded. A digest can
// be made anew by whoever changes a voucher in the database; the leaf of its audit entry cannot.
var Recorded = Invariant{"I-19", "每条审计记录与其校验值一致，每张凭证恰有一条载明其摘要值和请求键的审计记录，已用的请求键、政策参数、单位、职工、账户、专户、存款、结息、提取、冻结、限制、贷款、还款、逾期、到账、清册明细、经费、自评、办件、文书、消息、人员和岗位各登记簿的每一行，日结的状态和清册的状态、人数、金额、日期，与最后载明它的审计记录相符"}

// Verdict is what checking an invariant found.
type Verdict struct {
	Invariant
	Rows       int64    // rows looked at
	Violations int64    // rows that break it
	Samples    []int64  // ids of a few of them
	Columns    []string // of Typed: the columns that break it
}

// KeptMovement is a member movement as it lies in the books, with what its voucher must agree with.
type KeptMovement struct {
	MemberRow
	Voucher VoucherID
	Day     civil.Date
	Year    int // of the day; it leads to the movement
	Kind    MovementKind
	Carried money.Fen
}

// beneath are the movements of one voucher, and whether all stand on one day.
type beneath struct {
	rows  []sealedRow
	day   civil.Date
	mixed bool
}

// add adds a movement.
func (b *beneath) add(m KeptMovement) {
	b.mixed = b.mixed || b.day != 0 && m.Day != b.day || m.Year != m.Day.Year()
	b.day = m.Day
	b.rows = append(b.rows, sealedRow{m.MemberRow, m.Kind, m.Carried})
}

// Verifier is what checking the books needs of an engine, beside Store.
type Verifier interface {
	// CheckInvariant looks at every row that an invariant speaks of.
	CheckInvariant(tx unit.Tx, id string) (rows, violations int64, samples []int64, err error)
	// Mistyped counts the columns of all tables and names those that have something else than their type.
	Mistyped(tx unit.Tx) (columns int64, wrong []string, err error)
	// EachVoucher gives every voucher with its lines and holder movements, in the order of ids.
	EachVoucher(tx unit.Tx, f func(Voucher, []HolderRow) error) error
	// EachMovement gives every member movement, in any order.
	EachMovement(tx unit.Tx, f func(KeptMovement) error) error
	// EachRegistered gives every row of one of Registers: its id, and its fields as text, in a slice that the next row
	// uses again.
	EachRegistered(tx unit.Tx, register Register, f func(id int64, fields []string) error) error
	// EachRecord gives every record of one of Tables and the digest of what the table has of it.
	EachRecord(tx unit.Tx, table Table, f func(id int64, digest string) error) error
	// EachClaim gives every request that was claimed, its answer, and the digest of its row.
	EachClaim(tx unit.Tx, f func(r RequestName, answer int64, digest string) error) error
	// EachEntry gives every audit entry, in the order in which they were committed, and whether it is what was recorded
	// under its key.
	EachEntry(tx unit.Tx, f func(e audit.Stored, r audit.Record, intact bool) error) error
}

// Proof is an invariant of a capability that knows what the books do not, such as the rates of a year.
type Proof struct {
	Invariant
	// Check looks at every row that the invariant speaks of.
	Check func(tx unit.Tx) (rows, violations int64, samples []int64, err error)
}

// Verify checks every invariant of the books and those of capabilities, each on one consistent state. It changes
// nothing. The digests, which take as long as all the rest, are computed beside it. Where columns have something else
// than their types, the other checks may come to no end: then what they found is left out, and the columns are named.
func (b *Books) Verify(ctx context.Context, work unit.Work, v Verifier, more ...Proof) ([]Verdict, error) {
	typed, err := checkTypes(ctx, work, v)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Typed.ID, err)
	}
	var list, digests []Verdict
	errs := make([]error, 2)
	var both sync.WaitGroup
	both.Go(func() { list, errs[0] = CheckInvariants(ctx, work, v, more...) })
	both.Go(func() { digests, errs[1] = b.checkDigests(ctx, work, v) })
	both.Wait()
	if err := errors.Join(errs...); err != nil && typed.Violations == 0 {
		return nil, err
	}
	return slices.Concat(list, []Verdict{typed}, digests), nil
}

// CheckInvariants checks what one query each proves and the invariants of capabilities, in the order of ids, each on
// one consistent state. It asks neither for types nor for digests, which show what was changed behind the program's
// back.
func CheckInvariants(ctx context.Context, work unit.Work, v Verifier, more ...Proof) (list []Verdict, err error) {
	proofs := slices.Clone(more)
	for _, inv := range Invariants {
		proofs = append(proofs, Proof{inv, func(tx unit.Tx) (int64, int64, []int64, error) {
			return v.CheckInvariant(tx, inv.ID)
		}})
	}
	slices.SortFunc(proofs, func(a, b Proof) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range proofs {
		verdict := Verdict{Invariant: p.Invariant}
		err := work.Read(ctx, func(tx unit.Tx) (err error) {
			verdict.Rows, verdict.Violations, verdict.Samples, err = p.Check(tx)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.ID, err)
		}
		list = append(list, verdict)
	}
	return list, nil
}

// checkTypes asks every column for its type.
func checkTypes(ctx context.Context, work unit.Work, v Verifier) (Verdict, error) {
	typed := Verdict{Invariant: Typed}
	err := work.Read(ctx, func(tx unit.Tx) (err error) {
		typed.Rows, typed.Columns, err = v.Mistyped(tx)
		typed.Violations = int64(len(typed.Columns))
		return err
	})
	return typed, err
}

func (b *Books) checkDigests(ctx context.Context, work unit.Work, v Verifier) ([]Verdict, error) {
	sealed, recorded := Verdict{Invariant: Sealed}, Verdict{Invariant: Recorded}
	if err := work.Read(ctx, func(tx unit.Tx) error {
		sealed, recorded = Verdict{Invariant: Sealed}, Verdict{Invariant: Recorded}
		return b.verifyDigests(tx, v, &sealed, &recorded)
	}); err != nil {
		return nil, fmt.Errorf("%s: %w", Sealed.ID, err)
	}
	return []Verdict{sealed, recorded}, nil
}

// violated counts a row that breaks the invariant.
func (v *Verdict) violated(id int64) {
	v.Violations++
	if len(v.Samples) < 10 {
		v.Samples = append(v.Samples, id)
	}
}

// verifyDigests computes every voucher's digest again and compares it with what the voucher and its audit entry say.
// Movements are gathered per voucher first, which takes some 50 bytes of memory for each while this runs.
func (b *Books) verifyDigests(tx unit.Tx, v Verifier, sealed, recorded *Verdict) error {
	said, err := readEntries(tx, v, recorded)
	if err != nil {
		return err
	}
	moved := map[VoucherID]*beneath{}
	err = v.EachMovement(tx, func(m KeptMovement) error {
		if moved[m.Voucher] == nil {
			moved[m.Voucher] = &beneath{}
		}
		moved[m.Voucher].add(m)
		return nil
	})
	if err != nil {
		return err
	}
	err = v.EachVoucher(tx, func(x Voucher, holders []HolderRow) error {
		sealed.Rows++
		under := moved[x.ID]
		if under == nil {
			under = &beneath{day: x.Day}
		}
		sortSealed(under.rows)
		if under.mixed || under.day != x.Day || !bytes.Equal(digest(b.digest(), x, holders, under.rows), x.Digest) {
			sealed.violated(int64(x.ID))
		}
		if !said.posted[x.ID].is(x) {
			recorded.violated(int64(x.ID))
		}
		delete(moved, x.ID)
		delete(said.posted, x.ID)
		return nil
	})
	for id := range moved {
		sealed.violated(int64(id))
	}
	for id := range said.posted {
		recorded.violated(int64(id))
	}
	return errors.Join(err, said.verifyRegisters(tx, v, recorded), said.verifyTables(tx, v, recorded),
		said.verifyClaims(tx, v, recorded))
}

// verifyRegisters holds every row of every register against what its entries say.
func (s *entries) verifyRegisters(tx unit.Tx, v Verifier, recorded *Verdict) error {
	for i, register := range Registers {
		if err := v.EachRegistered(tx, register, func(id int64, fields []string) error {
			recorded.Rows++
			if !s.agrees(row{i, id}, fields) {
				recorded.violated(id)
			}
			return nil
		}); err != nil {
			return fmt.Errorf("register %s: %w", register.Name, err)
		}
	}
	for gone := range s.rows {
		if !s.mayBeGone(gone) {
			recorded.violated(gone.id)
		}
	}
	return nil
}

// verifyTables holds every record of every table against the digest that the latest entry about it has.
func (s *entries) verifyTables(tx unit.Tx, v Verifier, recorded *Verdict) error {
	for _, table := range Tables {
		said := s.records[table.Name]
		if err := v.EachRecord(tx, table, func(id int64, digest string) error {
			recorded.Rows++
			if said[id] != digest {
				recorded.violated(id)
			}
			delete(said, id)
			return nil
		}); err != nil {
			return fmt.Errorf("table %s: %w", table.Name, err)
		}
		for id, gone := range said {
			if gone != "" {
				recorded.violated(id)
			}
		}
	}
	return nil
}

// verifyClaims holds every request against the entry of the unit that claimed it.
func (s *entries) verifyClaims(tx unit.Tx, v Verifier, recorded *Verdict) error {
	err := v.EachClaim(tx, func(r RequestName, answer int64, digest string) error {
		recorded.Rows++
		if s.claims[r.String()] != digest {
			recorded.violated(answer)
		}
		delete(s.claims, r.String())
		return nil
	})
	for range s.claims {
		recorded.violated(0)
	}
	return err
}

// entries are what the audit log says of vouchers and of registers.
type entries struct {
	posted   map[VoucherID]posted
	rows     map[row][]told              // by fields of their register
	records  map[string]map[int64]string // of tables, by name and record
	claims   map[string]string           // digests of requests, by what they are called
	register map[string]int              // in Registers, by kind of entry
}

// posted is what the audit entry of a voucher says.
type posted struct{ digest, request string }

// is says whether it speaks of a voucher as it stands in the books. Entries from before requests were written into them
// have none.
func (p posted) is(v Voucher) bool {
	return p.digest == hex.EncodeToString(v.Digest) && (p.request == "" || p.request == v.Request.String())
}

// readEntries checks every audit entry and gives what those of vouchers and registers say.
func readEntries(tx unit.Tx, v Verifier, recorded *Verdict) (entries, error) {
	said := entries{posted: map[VoucherID]posted{}, rows: map[row][]told{}, records: map[string]map[int64]string{},
		claims: map[string]string{}, register: map[string]int{}}
	for _, table := range Tables {
		said.records[table.Name] = map[int64]string{}
	}
	for i, register := range Registers {
		for kind := range register.Kinds {
			said.register[kind] = i
		}
	}
	return said, v.EachEntry(tx, func(e audit.Stored, r audit.Record, intact bool) error {
		recorded.Rows++
		if !intact {
			recorded.violated(e.Seq)
			return nil
		}
		if _, of := said.register[r.Kind]; of {
			said.hear(r)
		}
		said.hearRows(r)
		if r.Kind == entryPosted {
			id := VoucherID(r.ID)
			if _, again := said.posted[id]; again {
				recorded.violated(e.Seq)
			}
			digest, _ := field(r, fieldDigest)
			request, _ := field(r, fieldRequest)
			said.posted[id] = posted{digest, request}
		}
		return nil
	})
}

// field is a field of an audit entry, and whether it has one of that name.
func field(r audit.Record, name string) (value string, named bool) {
	for _, f := range r.Fields {
		if f.Name == name {
			return f.Value, true
		}
	}
	return "", false
}
