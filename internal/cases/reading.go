package cases

import (
	"slices"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/serviceitem"
)

// Whole is everything that there is to see of a case.
type Whole struct {
	Case
	Title string             // of the item
	Lines []serviceitem.Line // the form as it was filled in
	Log   []Entry
	// Ground is what the item rested on when the case was handed in, and Materials what was handed in for it.
	Ground    serviceitem.Ground
	Materials []Handed

	form serviceitem.Form
	It   serviceitem.Item // as it is today; without code when it is offered no more
}

// Whole reads a case by its number, or refuses with CodeUnknown.
func (s *Service) Whole(tx unit.Tx, no number.CaseNo) (w Whole, err error) {
	c, found, err := s.Store.ByNumber(tx, no)
	if err == nil && !found {
		err = unknown()
	}
	if err != nil {
		return w, err
	}
	f, err := s.openForm(c)
	if err != nil {
		return w, err
	}
	w = Whole{Case: c, Title: s.Title(c.Item), Lines: f.Lines, form: f.Values}
	w.It, _ = serviceitem.Find(s.Items, c.Item)
	w.Ground, _ = w.It.On(c.Submitted)
	if w.Log, err = s.Store.Entries(tx, c.ID); err != nil {
		return w, err
	}
	w.Materials, err = s.Store.Materials(tx, c.ID)
	return w, err
}

// Title is the name of an item as people see it; its code when it is offered no more.
func (s *Service) Title(code serviceitem.Code) string {
	if it, found := serviceitem.Find(s.Items, code); found {
		return it.Name
	}
	return string(code)
}

// Offered gives an item and what it rests on at a door on a day, or refuses.
func (s *Service) Offered(code serviceitem.Code, door act.Door, on civil.Date) (serviceitem.Item, serviceitem.Ground,
	error) {
	it, err := s.item(code)
	if err != nil {
		return it, serviceitem.Ground{}, err
	}
	ground, offered := it.On(on)
	if !offered || !it.At(door) {
		return it, ground, elsewhere(it)
	}
	return it, ground, nil
}

// InFlight is the number of the case of a kind that the owner of an account has in flight, or empty.
func (s *Service) InFlight(tx unit.Tx, member number.MemberNo, kind string) (number.CaseNo, error) {
	person, err := s.People.Owner(tx, member)
	if err != nil {
		return "", err
	}
	c, _, err := s.Store.InFlight(tx, person, kind)
	return c.Number, err
}

// Next are the acts that a case is open to as it stands, in the order of Transitions.
func (w Whole) Next() (list []Transition) {
	for _, t := range Transitions {
		for _, from := range t.From {
			if from == w.State && !t.file && !(t.Act == Rate && w.Stars != 0) {
				list = append(list, t)
			}
		}
	}
	return list
}

// Called is what an entry did, in words.
func (w Whole) Called(e Entry) string {
	if e.Act == "" {
		return "提交申请"
	}
	t, _ := transition(e.Act)
	if s, _, there := w.It.Step(e.Step); there && e.Act == Advance {
		return s.Title
	}
	return t.Title
}

// NextStep is the step that a case waits for, if there is one.
func (w Whole) NextStep() (serviceitem.Step, bool) {
	s, _, ok := w.It.Step(w.Step)
	return s, ok && w.State == UnderWay
}

// Needs reports whether the case cannot go on without a material of its ground.
func (w Whole) Needs(m serviceitem.Material) bool { return m.Needs(w.form, w.verified()) }

// Handing reports whether materials may come and go as the case stands.
func (w Whole) Handing() bool {
	t, _ := transition(HandIn)
	return slices.Contains(t.From, w.State)
}
