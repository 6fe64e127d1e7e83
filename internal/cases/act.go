package cases

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// CorrectDays is within how many working days what is lacking must be handed in (补正期限).
const CorrectDays policy.Count = "case.correct_days"

// maxWords is the most that is written with an act, in runes.
const maxWords = 500

// Move is an act as somebody asks for it.
type Move struct {
	Case  ID
	Act   Act
	Seen  int               // number of the last entry that whoever acts has seen
	Words string            // what the transition asks for, or an opinion
	Step  string            // of Advance and Refuse: the step that it is about
	Typed map[string]string // of Advance: what its fields ask for
	// Materials are the codes of those that a correction asks for.
	Materials []string
	To        string // of HandOver: the office (机构)
	Stars     int    // of Rate: 1 to 5 (非常不满意 to 非常满意)
}

// moving is a move on its way through its unit of work.
type moving struct {
	Move
	by    act.By
	t     Transition
	it    serviceitem.Item
	step  serviceitem.Step
	next  string
	typed serviceitem.Form // of the step
	today civil.Date
	form  form // of the case
	auto  bool // the program decides by itself
}

// kind is the kind of the audit entry of a move.
func (g moving) kind() string {
	if g.auto {
		return kindAuto
	}
	return kind(g.Act)
}

// Act does something with a case after it was handed in, as Transitions says. It refuses with CodeState what does not
// begin in the state of the case, and with CodeStale whatever rests on less than everything that has happened to it:
// then nothing changes.
func (s *Service) Act(ctx context.Context, by act.By, key string, m Move) (Case, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return Case{}, err
	}
	g := moving{Move: m, by: by}
	if err := s.prepare(ctx, &g); err != nil {
		return Case{}, err
	}
	if ctx, err = access.Allow(ctx, s.Access, by, g.t.Permission(g.it, g.step)); err != nil {
		return Case{}, err
	}
	var c Case
	err = s.Work.Do(ctx, by, kind(m.Act), func(tx unit.Tx) (err error) {
		c = Case{}
		request := ledger.NewRequest(0, key, struct {
			Actor string
			Move  Move
		}{by.Actor, m})
		_, first, err := s.Books.Claim(tx, request, int64(m.Case))
		if err != nil {
			return err
		}
		if c, err = s.must(tx, m.Case); err != nil || !first {
			return err
		}
		if err := access.Reach(ctx, access.Object{Branch: c.Office}); err != nil {
			return err
		}
		c, err = s.move(ctx, tx, g, c)
		return err
	})
	return c, err
}

// prepare reads a move as far as that needs no unit that writes: which transition, item and step it is about.
func (s *Service) prepare(ctx context.Context, g *moving) error {
	t, known := transition(g.Act)
	if !known {
		return refusal.Bad(CodeInput, "请从办件所列的下一步中选择")
	}
	g.t, g.Words = t, strings.TrimSpace(g.Words)
	var bad []*refusal.Refused
	if t.Words != "" && g.Words == "" && !(t.Act == Correct && len(g.Materials) > 0) {
		bad = append(bad, refusal.Bad(CodeInput, "请填写"+t.Words))
	}
	if utf8.RuneCountInString(g.Words) > maxWords {
		bad = append(bad, refusal.Bad(CodeInput, fmt.Sprintf("所写文字至多%d字", maxWords)))
	}
	if why := telltale.Refuse(CodeInput, g.Words); why != nil {
		bad = append(bad, why)
	}
	if g.Act == Rate && (g.Stars < 1 || g.Stars > 5) {
		bad = append(bad, refusal.Bad(CodeInput, "请选择评价：非常满意、满意、基本满意、不满意或非常不满意"))
	}
	if g.Act == HandOver && !slices.Contains(s.Offices, g.To) {
		bad = append(bad, refusal.Bad(CodeInput, "请选择转交的机构"))
	}
	if err := refusal.Join(bad...); err != nil {
		return err
	}
	var c Case
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		c, err = s.must(tx, g.Case)
		return err
	}); err != nil {
		return err
	}
	var err error
	if g.it, err = s.item(c.Item); err != nil {
		return err
	}
	return g.aim(c)
}

// aim finds the step that the move is about, and reads what was typed for it, or the materials that it asks for.
func (g *moving) aim(c Case) (err error) {
	if g.Act == Correct {
		return g.lack(c)
	}
	if g.Act != Advance && g.Act != Refuse {
		return nil
	}
	var there bool
	if g.step, g.next, there = g.it.Step(g.Step); !there {
		return refusal.New(CodeStep, "事项没有这个环节，或者环节已经调整", "", "请刷新办件后再办；环节不再有的，请撤回后按新的事项申请")
	}
	if g.Act == Advance {
		g.typed, err = serviceitem.Read(g.step.Fields, g.Typed)
	}
	return err
}

// lack says in words which materials a correction asks for, before what whoever asks has written.
func (g *moving) lack(c Case) error {
	ground, _ := g.it.On(c.Submitted)
	var titles []string
	for _, code := range g.Materials {
		m, asked := ground.Material(code)
		if !asked {
			return refusal.Bad(CodeInput, "请从申请材料中选择需补正的材料")
		}
		titles = append(titles, "“"+m.Title+"”")
	}
	if len(titles) > 0 {
		g.Words = strings.TrimSuffix("需补交或更换"+strings.Join(titles, "、")+"。"+g.Words, "。")
	}
	return nil
}

func stale(c Case) *refusal.Refused {
	return refusal.New(CodeStale, fmt.Sprintf("办件已有第%d条记录，本次所据的不是最新，未办理", c.Entries), "",
		"请刷新后看过新的记录再办")
}

// move does it to a case as it stands, and writes it.
func (s *Service) move(ctx context.Context, tx unit.Tx, g moving, c Case) (Case, error) {
	if !slices.Contains(g.t.From, c.State) {
		return c, refuseState(c, g.t)
	}
	if g.t.file {
		return c, refusal.New(CodeInput, "“"+g.t.Title+"”要连同材料办理", "", "请在申请材料中上传或移除")
	}
	if g.Seen != c.Entries || g.step.Code != "" && g.step.Code != c.Step {
		return c, stale(c)
	}
	// Before the capability writes anything: two clerks must meet here, and not on a row of its own.
	was := c.Entries
	held, err := s.Store.Hold(tx, c.ID, was)
	if err == nil && !held {
		err = stale(c)
	}
	if err != nil {
		return c, err
	}
	if g.today, err = s.Books.OpenDay(tx); err != nil {
		return c, err
	}
	if g.form, err = s.openForm(c); err != nil {
		return c, err
	}
	words, err := s.run(ctx, tx, g, &c)
	if err != nil {
		return c, err
	}
	if !c.State.Open() && c.Closed == 0 {
		c.Closed, c.Due, c.Step, c.Stopped, c.Until = g.today, 0, "", 0, 0
	}
	e := s.entry(g.by, &c, g.Act, words)
	if e.Step = g.step.Code; g.Act == Correct {
		e.Materials = g.Materials
	}
	written, err := s.Store.SetCase(tx, c, was)
	if err == nil && !written {
		err = fmt.Errorf("case %d changed while it was handled", c.ID)
	}
	if err != nil {
		return c, err
	}
	s.record(tx, g.kind(), c)
	if err := s.write(tx, c, e); err != nil {
		return c, err
	}
	return c, s.paperwork(tx, g.it, c, g.form, e)
}

// run changes a case as its transition says and gives what the entry says of it.
func (s *Service) run(ctx context.Context, tx unit.Tx, g moving, c *Case) (words string, err error) {
	words, matter := g.Words, c.matter(g.form.Values)
	if err := s.apart(tx, g); err != nil {
		return "", err
	}
	if g.t.To != 0 && g.t.To != UnderWay {
		c.State = g.t.To
	}
	switch g.Act {
	case Accept:
		if err = s.complete(tx, g.it, *c, g.form.Values); err == nil {
			err = s.accept(ctx, tx, g.by, g.it, c, g.form.Values)
		}
	case Advance:
		words, err = s.advance(ctx, tx, g, c)
	case Refuse:
		if g.step.Refuse == nil {
			return "", refusal.New(CodeStep, "“"+g.step.Title+"”环节不能再不予批准", "", "请由申请人撤回，或办完本环节")
		}
		err = g.step.Refuse(ctx, tx, g.by, matter, g.Words)
	case Withdraw, End:
		if g.Act == End && g.today <= c.Until {
			return "", refusal.New(CodeState, "补正期限到"+c.Until.String()+"，尚未届满", "", "请在期限届满后再终止")
		}
		if c.Ref != 0 {
			err = g.it.Withdraw(ctx, tx, g.by, matter)
		}
	case Correct, Suspend:
		*c, err = s.stop(tx, g, *c)
	case Supply, Resume:
		if err := s.supplied(tx, g, *c); err != nil {
			return "", err
		}
		c.State, c.Until = UnderWay, 0
		if *c = c.goingOn(s.Calendar, g.today); c.Decided == 0 {
			err = g.it.Reschedule(tx, matter, c.Due)
		}
	case HandOver:
		c.Office, c.Holder = g.To, ""
	case Rate:
		if c.Stars != 0 {
			return "", refusal.New(CodeRated, "这个办件已经评价过", "", "每个办件评价一次")
		}
		c.Stars = g.Stars
	}
	return words, err
}

// apart refuses a decision to whoever changed what it rests on while the case was under way, and, where the step asks
// for that, to whoever took the case in. Elsewhere that is the capability's to say.
func (s *Service) apart(tx unit.Tx, g moving) error {
	if g.Act != Refuse && !(g.Act == Advance && (g.step.Decides || g.step.Apart)) {
		return nil
	}
	log, err := s.Store.Entries(tx, g.Case)
	if err != nil {
		return err
	}
	var made []access.Done
	for _, e := range log {
		if t, known := transition(e.Act); known && (t.makes || g.step.Apart && e.Act == Accept) {
			made = append(made, access.Done{Step: t.Title, By: e.By})
		}
	}
	return access.Parted(g.by, g.step.Title, made...)
}

// advance takes the next step of the item.
func (s *Service) advance(ctx context.Context, tx unit.Tx, g moving, c *Case) (string, error) {
	if c.Decided == 0 {
		if err := s.complete(tx, g.it, *c, g.form.Values); err != nil {
			return "", err
		}
	}
	came, err := g.step.Do(ctx, tx, g.by, c.matter(g.form.Values), g.typed)
	if err != nil {
		return "", err
	}
	if g.step.Decides {
		c.Decided, c.Due = g.today, 0
	}
	if c.Step = g.next; g.next == "" {
		c.State = Granted
	}
	if g.Words != "" {
		came += "。" + g.Words
	}
	return came, nil
}

// stop stops the clock of a case, and sets the day by which a correction is due.
func (s *Service) stop(tx unit.Tx, g moving, c Case) (Case, error) {
	c = c.stopped(s.Calendar, g.today)
	if g.Act != Correct {
		return c, nil
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return c, err
	}
	days, err := CorrectDays.On(set, c.Branch, g.today)
	c.Until = s.Calendar.AddWorkdays(g.today, days)
	return c, err
}
