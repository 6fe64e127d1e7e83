package evaluation

import (
	"fmt"
	"slices"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
)

// Paper is the working paper (底稿) of a unit's tables: what people said of findings and scores. It stands beside the
// tables and changes none of them, so that it survives when they are computed or read again.
type Paper struct {
	Explained  []Explained `json:"explained"`
	Judgements []Judgement `json:"judgements"`
}

// Place is a row of a table as a paper names it: by unit, year, project and number. Row 0 is the table as a whole, an
// empty project all tables of the unit.
type Place struct {
	Unit    string `json:"unit"`
	Year    int    `json:"year"`
	Project string `json:"project,omitempty"`
	Row     int    `json:"row,omitempty"`
}

func placeOf(t Table, row int) Place {
	return Place{Unit: compact(t.Body()), Year: t.Year, Project: compact(t.Project), Row: row}
}

// is reports whether two places are one, however their names are spaced.
func (p Place) is(other Place) bool {
	return p.Row == other.Row && p.Year == other.Year && compact(p.Unit) == compact(other.Unit) &&
		compact(p.Project) == compact(other.Project)
}

// Said is who said something, when, and why.
type Said struct {
	By   string `json:"by"`
	On   string `json:"on"`   // day, for example 2025-02-14
	Text string `json:"text"` // 说明
}

// complete refuses what nobody signed, what has no day, and stock phrases: a finding that is kept needs a reason that
// can be checked.
func (s Said) complete(what string) error {
	var wrong []*refusal.Refused
	if blank(s.By) {
		wrong = append(wrong, refusal.Bad("evaluation.paper.by", what+"没有写明由谁说明，请填写姓名"))
	}
	if _, err := civil.ParseDate(s.On); err != nil {
		wrong = append(wrong, refusal.Bad("evaluation.paper.on", what+"的日期“"+s.On+"”不正确，请写成 2025-02-14"))
	}
	if stock(s.Text) {
		wrong = append(wrong, refusal.Bad("evaluation.paper.text",
			what+"的说明“"+s.Text+"”是套话或为空，请写明事实、原因和依据"))
	}
	return refusal.Join(wrong...)
}

// Explained is a finding that people explained and kept (说明后保留).
type Explained struct {
	Place
	Check string   `json:"check"` // id of the check
	Saw   []string `json:"saw"`   // the values that the finding rested on when it was explained
	Said
}

// ReadPaper reads a working paper from its file. What is malformed or unsigned is a *refusal.Refused.
func ReadPaper(src []byte, name string) (Paper, error) {
	var p Paper
	if wrong := readStrictly(src, &p); wrong != "" {
		return Paper{}, refusal.Bad("evaluation.paper.malformed", "底稿"+quoteName(name)+"格式不正确："+wrong)
	}
	return p, p.Complete()
}

// Complete refuses a paper in which something is unsigned, has no day, or says nothing that can be checked.
func (p Paper) Complete() error {
	for i, e := range p.Explained {
		if err := e.complete(fmt.Sprintf("底稿第%d条说明（%s）", i+1, e.Check)); err != nil {
			return err
		}
	}
	for i, j := range p.Judgements {
		if err := j.complete(fmt.Sprintf("底稿第%d条认定", i+1)); err != nil {
			return err
		}
	}
	return nil
}

// And is the paper with what another says after it, which counts instead of what was said before of the same place.
func (p Paper) And(other Paper) Paper {
	return Paper{Explained: slices.Concat(p.Explained, other.Explained),
		Judgements: slices.Concat(p.Judgements, other.Judgements)}
}

// Explain keeps a finding with an explanation. One that was explained before is explained anew.
func (p *Paper) Explain(s Set, f Finding, said Said) error {
	if err := said.complete("疑点" + f.ID); err != nil {
		return err
	}
	e := Explained{Place: s.place(f), Check: f.ID, Saw: f.Saw, Said: said}
	only := len(s.byPlace()[e.key()]) == 1
	p.Explained = slices.DeleteFunc(p.Explained, func(old Explained) bool {
		return old.key() == e.key() && (only || slices.Equal(old.Saw, e.Saw))
	})
	p.Explained = append(p.Explained, e)
	return nil
}

// key tells the check and the place of an explanation, however names are spaced.
func (e Explained) key() string {
	return fmt.Sprintf("%s|%s|%d|%s|%d", e.Check, compact(e.Unit), e.Year, compact(e.Project), e.Row)
}

// byPlace are the indices of the findings by check and place.
func (s Set) byPlace() map[string][]int {
	at := map[string][]int{}
	for i, f := range s.Found {
		key := Explained{Check: f.ID, Place: s.place(f)}.key()
		at[key] = append(at[key], i)
	}
	return at
}

// place is where a finding stands. One on several tables stands in their unit and year.
func (s Set) place(f Finding) Place {
	at := f.Table
	if at == WholeSet {
		if len(f.Tables) == 0 {
			return Place{}
		}
		at = f.Tables[0]
	}
	p := placeOf(s.Tables[at].Table, f.Row)
	if f.Table == WholeSet {
		p.Project = ""
	}
	return p
}

// Keep marks the findings that a paper explains, puts them behind those that are open, and gives the explanations whose
// finding is no longer there. An explanation of other values than those that stand now is marked as such: its finding
// is open again.
func (s *Set) Keep(p Paper) (gone []Explained) {
	byPlace := s.byPlace()
	for _, e := range p.Explained {
		here := byPlace[e.key()]
		i := slices.IndexFunc(here, func(i int) bool { return slices.Equal(s.Found[i].Saw, e.Saw) })
		if i < 0 && len(here) == 1 {
			i = 0 // one thing is said of this place, so it is this one with other values
		}
		if i < 0 {
			gone = append(gone, e)
			continue
		}
		f := &s.Found[here[i]]
		f.Explained = &Explanation{Said: e.Said, Changed: !slices.Equal(e.Saw, f.Saw), Was: e.Saw}
	}
	sortFindings(s.Found)
	return gone
}

// Explanation is what stands beside a finding that was explained.
type Explanation struct {
	Said
	Changed bool     `json:"changed"` // the values are no longer those that were explained
	Was     []string `json:"was"`     // the values when it was explained
}

// Say is the explanation in one line. Where values changed it says from what to what.
func (e Explanation) Say(f Finding) string {
	said := fmt.Sprintf("%s（%s，%s）", e.Text, e.By, e.On)
	if !e.Changed {
		return "说明后保留：" + said
	}
	var changes []string
	for i := range max(len(e.Was), len(f.Saw)) {
		was, now := "（无）", "（无）"
		if i < len(e.Was) {
			was = e.Was[i]
		}
		if i < len(f.Saw) {
			now = f.Saw[i]
		}
		if was != now {
			changes = append(changes, was+"→"+now)
		}
	}
	return "说明后数值已变（" + strings.Join(changes, "，") + "），请重新说明。原说明：" + said
}

// Kept reports whether the finding was explained and nothing has changed since.
func (f Finding) Kept() bool { return f.Explained != nil && !f.Explained.Changed }
