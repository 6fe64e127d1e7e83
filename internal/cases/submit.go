package cases

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/serviceitem"
)

// Application is what a door hands in (申请).
type Application struct {
	Item      serviceitem.Code
	Member    number.MemberNo
	IDNo      string            // identity number of whoever asks, as the door has verified it; empty when it could not
	Authority string            // 授权委托书编号; empty for the owner
	Typed     map[string]string // what was filled in, by the codes of the fields
	Draft     string            // name under which its materials were handed in; empty without any
}

// staffed are the doors at which somebody of the centre takes the application in, so that it is accepted at once.
var staffed = []act.Door{act.Counter, act.Console}

// caseID is the kind of the ids of cases. Capabilities whose records have a number of the same form take theirs from it
// too, so that no two numbers of one day and office meet.
const caseID = "case"

// Submit takes an application in: it makes a case with its number, and at a door with staff accepts it at once. It
// refuses with everything that is wrong with the form, then with CodeClosed what the door does not take in now, then
// with everything that speaks against the application, and then there is no case.
//
// A repeat under the same key gives the case as it stands now, from whichever door. So does the same application under
// another key while its case is in flight; another one of its kind is refused with CodeInFlight. What needs no person
// to decide is decided when it was taken in.
func (s *Service) Submit(ctx context.Context, by act.By, key string, a Application) (Case, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return Case{}, err
	}
	return s.takeIn(ctx, by, key, a, func(unit.Tx, Case) error { return nil })
}

// takeIn is Submit, which writes something else in the same unit of work once there is a case.
func (s *Service) takeIn(ctx context.Context, by act.By, key string, a Application, also func(unit.Tx, Case) error) (
	c Case, err error) {
	it, err := s.item(a.Item)
	if err != nil {
		return c, err
	}
	if ctx, err = access.Allow(ctx, s.Access, by, it.Take); err != nil {
		return c, err
	}
	read, err := s.read(it, by, a)
	if err != nil {
		return c, err
	}
	err = s.Work.Do(ctx, by, "case.submit", func(tx unit.Tx) (err error) {
		if c, err = s.submit(ctx, tx, by, key, it, a, read); err == nil {
			err = also(tx, c)
		}
		return err
	})
	if err != nil {
		return c, err
	}
	return s.decideAlone(ctx, by, it, c)
}

// read reads an application as far as that takes no books.
func (s *Service) read(it serviceitem.Item, by act.By, a Application) (serviceitem.Form, error) {
	if !it.At(by.Door) {
		return nil, elsewhere(it)
	}
	if _, err := number.ParseMember(string(a.Member)); err != nil {
		return nil, err
	}
	return serviceitem.Read(it.Fields, a.Typed)
}

// elsewhere refuses an item at a door that does not offer it.
func elsewhere(it serviceitem.Item) *refusal.Refused {
	return refusal.New(CodeDoor, "“"+it.Name+"”不在这个渠道办理", "", "请到柜面或其他渠道办理")
}

func (s *Service) submit(ctx context.Context, tx unit.Tx, by act.By, key string, it serviceitem.Item, a Application,
	read serviceitem.Form) (Case, error) {
	c := Case{Item: it.Code, Kind: it.Kind, Member: a.Member, Authority: a.Authority, Door: by.Door, Branch: by.Branch,
		Office: by.Branch, State: Submitted, Step: it.Steps[0].Code}
	if err := s.identify(tx, a, &c); err != nil {
		return c, err
	}
	c.Digest = s.digest(c, read)
	id, err := s.Books.NextID(tx, caseID)
	if err != nil {
		return c, err
	}
	same, found, err := s.Store.InFlight(tx, c.Person, c.Kind)
	if err != nil {
		return c, err
	}
	again := found && same.Digest == c.Digest
	if again {
		id = int64(same.ID)
	}
	given, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, c.Digest), id)
	switch {
	case err != nil:
		return c, err
	case !first:
		return s.must(tx, ID(given))
	case again:
		s.record(tx, "case.repeated", same) // the claim of the second key is a change, so it is on record
		return same, nil
	case found:
		return c, s.taken(same)
	}
	c.ID = ID(given)
	handed, err := s.Store.InDraft(tx, s.draft(by.Actor, it.Code, a.Member, a.Draft))
	if err != nil {
		return c, err
	}
	return s.begin(ctx, tx, by, it, c, read, handed)
}

// taken refuses an application beside a case of its kind.
func (s *Service) taken(same Case) *refusal.Refused {
	no := Taken()
	no.Text += "，业务流水号" + string(same.Number)
	return no
}

// identify finds out whose account it is and who asks.
func (s *Service) identify(tx unit.Tx, a Application, c *Case) error {
	var err error
	if c.Person, err = s.People.Owner(tx, a.Member); err != nil {
		return err
	}
	if a.IDNo == "" {
		return nil
	}
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	c.Applicant, err = s.People.ByIDNo(tx, a.IDNo, today)
	return err
}

// Identified reports whether whoever applies was verified as the owner of the account, or as somebody with authority
// whom the centre knows.
func (s *Service) Identified(tx unit.Tx, a Application) (bool, error) {
	var c Case
	err := s.identify(tx, a, &c)
	return c.Applicant != 0 && (c.Applicant == c.Person || a.Authority != ""), err
}

// digest names what is asked for, so that the same application is known from whichever door it comes again.
func (s *Service) digest(c Case, read serviceitem.Form) string {
	text, err := json.Marshal(struct {
		Item      serviceitem.Code
		Member    number.MemberNo
		Applicant int64
		Authority string
		Form      serviceitem.Form
	}{c.Item, c.Member, c.Applicant, c.Authority, read})
	if err != nil {
		panic(fmt.Sprintf("cases: an application is no plain data: %v", err))
	}
	return hex.EncodeToString(s.Digest.Sum([]byte("case"), []byte{0}, text))
}

// begin writes a new case with what was handed in for it, and accepts it where there is staff.
func (s *Service) begin(ctx context.Context, tx unit.Tx, by act.By, it serviceitem.Item, c Case,
	read serviceitem.Form, handed []Handed) (Case, error) {
	if err := s.served(tx, it, by); err != nil {
		return c, err
	}
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return c, err
	}
	office, err := strconv.Atoi(c.Branch)
	if err != nil {
		return c, fmt.Errorf("branch %q is no office", c.Branch)
	}
	// Ids rise by blocks far smaller than this, so no two cases of one day and office meet; the store holds them apart.
	if c.Number, err = s.Numbers.Case(office, today, int64(c.ID)%100_000); err != nil {
		return c, err
	}
	c.Submitted = today
	asked := form{read, read.Lines(it.Fields)}
	if c.Form, err = s.sealForm(c.ID, asked); err != nil {
		return c, err
	}
	entries := []Entry{s.entry(by, &c, "", "")}
	s.record(tx, "case.submitted", c)
	if slices.Contains(staffed, by.Door) {
		err := s.accept(ctx, tx, by, it, &c, read)
		if err := s.against(tx, it, by, c, read, handed, err); err != nil {
			return c, err
		}
		entries = append(entries, s.entry(by, &c, Accept, ""))
		s.record(tx, kind(Accept), c)
	} else if err := s.against(tx, it, by, c, read, handed, it.Check(tx, by, c.request(read))); err != nil {
		return c, err
	}
	if err := s.Store.AddCase(tx, c); err != nil {
		return c, fmt.Errorf("write case %d: %w", c.ID, err)
	}
	for _, e := range entries {
		if err := s.write(tx, c, e); err != nil {
			return c, err
		}
	}
	if err := s.adopt(tx, c, handed); err != nil {
		return c, err
	}
	return c, s.paperwork(tx, it, c, asked, entries[len(entries)-1])
}

// against is everything that speaks against an application, in the order in which people are told: what its item says,
// which err is, the limits of the door, and the materials that are missing.
func (s *Service) against(tx unit.Tx, it serviceitem.Item, by act.By, c Case, read serviceitem.Form, handed []Handed,
	err error) error {
	err = s.withinMost(tx, it, by, read, err)
	if err != nil && refusal.Of(err) == nil {
		return err
	}
	g, _ := it.On(c.Submitted)
	return refusal.Join(refusal.Of(err), refusal.Of(missing(g, read, c.verified(), handed)))
}

// accept makes the capability's record of a case and starts its clock.
func (s *Service) accept(ctx context.Context, tx unit.Tx, by act.By, it serviceitem.Item, c *Case,
	read serviceitem.Form) error {
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	c.State, c.Accepted, c.Holder = UnderWay, today, by.Actor
	c.Ref, c.Due, err = it.Accept(ctx, tx, by, c.matter(read))
	return err
}

// request is what a case asks for.
func (c Case) request(read serviceitem.Form) serviceitem.Request {
	return serviceitem.Request{Member: c.Member, Applicant: c.Applicant, Authority: c.Authority, Form: read}
}

// matter is a case as hooks see it.
func (c Case) matter(read serviceitem.Form) serviceitem.Matter {
	return serviceitem.Matter{ID: int64(c.ID), Number: c.Number, Branch: c.Branch, Office: c.Office,
		Accepted: c.Accepted, Ref: c.Ref, Request: c.request(read)}
}

// entry is the next entry of a case, which it counts.
func (s *Service) entry(by act.By, c *Case, a Act, words string) Entry {
	c.Entries++
	e := Entry{No: c.Entries, Act: a, By: by.Actor, Door: by.Door, Office: by.Branch, At: s.Clock.Now(), State: c.State,
		Words: words}
	return e
}

// kind is the kind of the audit entry of an act.
func kind(a Act) string { return "case." + string(a) }

func (s *Service) record(tx unit.Tx, kind string, c Case) {
	s.Audit.Record(tx, audit.Entry{Kind: kind, ID: int64(c.ID), Fields: []audit.Field{
		{Name: "item", Value: string(c.Item)},
		{Name: "state", Value: c.State.String()},
		{Name: "step", Value: c.Step},
	}})
}

// formPlace binds a sealed form to its case.
func formPlace(id ID) string { return secret.Where("service_case", "form", int64(id)) }

func (s *Service) sealForm(id ID, f form) ([]byte, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("form of case %d: %w", id, err)
	}
	sealed, err := s.Cipher.Seal(text, formPlace(id))
	if err != nil {
		return nil, fmt.Errorf("seal the form of case %d: %w", id, err)
	}
	return sealed, nil
}

func (s *Service) openForm(c Case) (f form, err error) {
	text, err := s.Cipher.Open(c.Form, formPlace(c.ID))
	if err == nil {
		err = json.Unmarshal(text, &f)
	}
	if err != nil {
		err = fmt.Errorf("open the form of case %d: %w", c.ID, err)
	}
	return f, err
}

// Preview names everything that speaks against an application as things stand now, and keeps nothing (预检).
func (s *Service) Preview(ctx context.Context, by act.By, a Application) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return err
	}
	it, err := s.item(a.Item)
	if err != nil {
		return err
	}
	if ctx, err = access.Allow(ctx, s.Access, by, it.Take); err != nil {
		return err
	}
	read, err := s.read(it, by, a)
	if err != nil {
		return err
	}
	return s.Work.Read(ctx, func(tx unit.Tx) error {
		c := Case{Item: it.Code, Member: a.Member, Authority: a.Authority}
		if err := s.identify(tx, a, &c); err != nil {
			return err
		}
		handed, err := s.Store.InDraft(tx, s.draft(by.Actor, it.Code, a.Member, a.Draft))
		if err != nil {
			return err
		}
		return s.foresee(tx, by, it, c, read, handed)
	})
}

// foresee names everything that would speak against a case if it were handed in now with what there is for it.
func (s *Service) foresee(tx unit.Tx, by act.By, it serviceitem.Item, c Case, read serviceitem.Form,
	handed []Handed) (err error) {
	if err = s.served(tx, it, by); err != nil {
		return err
	}
	if c.Submitted, err = s.Books.OpenDay(tx); err != nil {
		return err
	}
	return s.against(tx, it, by, c, read, handed, it.Check(tx, by, c.request(read)))
}

// must gives a case or refuses.
func (s *Service) must(tx unit.Tx, id ID) (Case, error) {
	c, found, err := s.Store.Case(tx, id)
	if err == nil && !found {
		err = unknown()
	}
	return c, err
}

func unknown() *refusal.Refused {
	return refusal.New(CodeUnknown, "没有这个办件", "", "请核对业务流水号")
}

// Today is the business day that cases are handled on.
func (s *Service) Today(tx unit.Tx) (civil.Date, error) { return s.Books.OpenDay(tx) }
