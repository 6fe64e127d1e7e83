package paper

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/document"
)

// Kept is a paper as a store holds it.
type Kept struct {
	No      number.PaperNo
	Kind    string
	Wording int
	Case    int64 // id of the case it was given out in
	Entry   int   // number of the entry of the case that called for it
	Issued  civil.Date
	Body    []byte // centre and values, sealed
	Mark    string // digest of the code, by which it is found
	Prints  int    // how often it was printed
}

// KeptFile is the file of a closed case as a store holds it.
type KeptFile struct {
	Case    int64
	Number  number.CaseNo
	Closed  civil.Date
	Years   int
	Items   []Item
	Seal    []byte
	Record  []byte // what happened to the case, sealed
	Entries int    // how many entries of the case the record has
}

// Store keeps papers and the files of cases. Nothing of either is changed but the number of prints.
type Store interface {
	// NextSerial gives the next serial of a series in a year, from 1 and without gaps: a unit that fails takes none.
	NextSerial(tx unit.Tx, series, year int) (int64, error)
	Add(tx unit.Tx, k Kept) error
	// Paper reads a paper by its number, ByMark by the digest of its code.
	Paper(tx unit.Tx, no number.PaperNo) (Kept, bool, error)
	ByMark(tx unit.Tx, mark string) (Kept, bool, error)
	// OfCase reads the papers of a case in the order in which they were given out.
	OfCase(tx unit.Tx, id int64) ([]Kept, error)
	SetPrints(tx unit.Tx, no number.PaperNo, prints int) error
	AddFile(tx unit.Tx, f KeptFile) error
	File(tx unit.Tx, id int64) (KeptFile, bool, error)
}

// Deps is what the service is made of.
type Deps struct {
	Audit   audit.Recorder
	Store   Store
	Numbers number.Issuer
	Centre  string // name of the centre, as it stands on papers
	Stamper Stamper
	Site    Site // of the centre; empty without one
	Cipher  secret.Cipher
	Key     secret.MAC // of codes and of the catalogues of files; of nothing else
}

// Service gives papers out and keeps them. Everything happens in the unit of work of whoever asks, who has seen to it
// that whoever acts may.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Order asks for a paper (出具文书).
type Order struct {
	Kind  string
	Case  int64
	Entry int // of the case that calls for it
	On    civil.Date
	// Says has the values by the names of the fields; what the wording does not ask for is passed over.
	Says map[string]string
}

// Issued is a paper that was given out.
type Issued struct {
	Paper
	Code   Code
	Case   int64
	Entry  int
	Prints int
}

// Issue gives a paper out in the latest wording of its kind: number and code are its own from now on. An entry of a
// case has one paper of a kind; asked again, it is the one that is there. A crash leaves all of the paper or nothing,
// and then its number is the next one's.
func (s *Service) Issue(tx unit.Tx, o Order) (Issued, error) {
	k, err := KindOf(o.Kind)
	if err != nil {
		return Issued{}, err
	}
	before, err := s.Store.OfCase(tx, o.Case)
	if err != nil {
		return Issued{}, err
	}
	if i := slices.IndexFunc(before, func(p Kept) bool { return p.Kind == o.Kind && p.Entry == o.Entry }); i >= 0 {
		return s.open(before[i])
	}
	p := Paper{Kind: k.Code, Wording: k.Wordings[0].No, Centre: s.Centre, Issued: o.On}
	for _, f := range k.Wordings[0].Fields {
		p.Values = append(p.Values, clean(o.Says[f.Name]))
	}
	if err := p.Check(); err != nil {
		return Issued{}, err
	}
	serial, err := s.Store.NextSerial(tx, k.Series, o.On.Year())
	if err != nil {
		return Issued{}, fmt.Errorf("number a paper: %w", err)
	}
	if p.No, err = s.Numbers.Paper(k.Series, o.On.Year(), serial); err != nil {
		return Issued{}, err
	}
	out := Issued{Paper: p, Code: CodeOf(s.Key, p), Case: o.Case, Entry: o.Entry}
	body, err := s.seal(p)
	if err != nil {
		return Issued{}, err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "paper.issued", ID: o.Case, Fields: []audit.Field{
		{Name: "paper-kind", Value: p.Kind}, {Name: "paper", Value: string(p.No)}}})
	return out, s.Store.Add(tx, Kept{No: p.No, Kind: p.Kind, Wording: p.Wording, Case: o.Case, Entry: o.Entry,
		Issued: p.Issued, Body: body, Mark: s.mark(out.Code)})
}

// clean takes out of a value what no page shows, and what turns the order of its characters around.
func clean(value string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(value, "")))
}

// OfCase are the papers of a case in the order in which they were given out.
func (s *Service) OfCase(tx unit.Tx, id int64) (list []Issued, err error) {
	kept, err := s.Store.OfCase(tx, id)
	if err != nil {
		return nil, err
	}
	for _, k := range kept {
		p, err := s.open(k)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// Next gives a paper of a case as its next print, or refuses with CodeUnknown. Nothing is counted.
func (s *Service) Next(tx unit.Tx, id int64, no number.PaperNo) (Issued, error) {
	k, found, err := s.Store.Paper(tx, no)
	if err != nil {
		return Issued{}, err
	}
	if !found || k.Case != id {
		return Issued{}, refusal.New(CodeUnknown, "这个办件没有这份文书", "", "请从办件的文书清单中选择")
	}
	k.Prints++
	return s.open(k)
}

// Count writes a print down (打印登记), before anybody has it: a crash leaves at worst a number of a print that nobody saw.
func (s *Service) Count(tx unit.Tx, p Issued) error {
	s.Audit.Record(tx, audit.Entry{Kind: "paper.printed", ID: p.Case, Fields: []audit.Field{
		{Name: "paper", Value: string(p.No)}, {Name: "print", Value: strconv.Itoa(p.Prints)}}})
	return s.Store.SetPrints(tx, p.No, p.Prints)
}

// Page is the page of a print.
func (s *Service) Page(p Issued, print int) (document.Grid, error) {
	return Layout(p.Paper, p.Code, s.Stamper, s.Site, print)
}

// Shown is what anybody may see of a paper with its code in hand (文书查验).
type Shown struct {
	Title  string
	No     number.PaperNo
	Centre string
	Issued civil.Date
	Facts  []Fact // masked
}

// Verify finds the paper that a code stands for. found is false for a code that the centre has not given out; a slip of
// the hand is refused.
func (s *Service) Verify(tx unit.Tx, typed string) (shown Shown, found bool, err error) {
	code, err := ParseCode(typed)
	if err != nil {
		return Shown{}, false, err
	}
	k, found, err := s.Store.ByMark(tx, s.mark(code))
	if err != nil || !found {
		return Shown{}, false, err
	}
	p, err := s.open(k)
	if err != nil {
		return Shown{}, false, err
	}
	facts, err := Genuine(s.Key, p.Paper, code)
	return Shown{p.Title(), p.No, p.Centre, p.Issued, facts}, err == nil, err
}

// mark is the digest by which the paper of a code is found: who reads the database has no code from it.
func (s *Service) mark(code Code) string {
	return hex.EncodeToString(s.Key.Sum([]byte("guangsha paper code "), []byte(code)))
}

// body is what is sealed of a paper.
type body struct {
	Centre string
	Values []string
}

func (s *Service) seal(p Paper) ([]byte, error) {
	text, err := json.Marshal(body{p.Centre, p.Values})
	if err != nil {
		return nil, fmt.Errorf("paper %s: %w", p.No, err)
	}
	sealed, err := s.Cipher.Seal(text, bodyPlace(p.No))
	if err != nil {
		return nil, fmt.Errorf("seal paper %s: %w", p.No, err)
	}
	return sealed, nil
}

// open gives a kept paper, which is what it was when it was given out or an error.
func (s *Service) open(k Kept) (Issued, error) {
	text, err := s.Cipher.Open(k.Body, bodyPlace(k.No))
	var b body
	if err == nil {
		err = json.Unmarshal(text, &b)
	}
	if err != nil {
		return Issued{}, fmt.Errorf("open paper %s: %w", k.No, err)
	}
	p := Paper{Kind: k.Kind, Wording: k.Wording, No: k.No, Centre: b.Centre, Issued: k.Issued, Values: b.Values}
	return Issued{Paper: p, Code: CodeOf(s.Key, p), Case: k.Case, Entry: k.Entry, Prints: k.Prints}, nil
}

// bodyPlace binds what a paper says to its number.
func bodyPlace(no number.PaperNo) string { return "paper.body:" + string(no) }
