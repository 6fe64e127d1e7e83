package console

import (
	"context"
	"strconv"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/document"
	"guangsha/internal/serviceitem"
)

// work lists what is in flight by the last day of its term, or everything of one member.
func (c *Console) work(ctx context.Context, in *workIn) (*output[page[WorkItem]], error) {
	office, err := within(ctx, in.Office)
	if err != nil {
		return nil, err
	}
	f := cases.Filter{Office: office, State: cases.State(in.State), Item: serviceitem.Code(in.Item),
		Limit: in.Limit + 1}
	if in.Member != "" {
		if f.Member, err = number.ParseMember(in.Member); err != nil {
			return nil, err
		}
	}
	if err := resume(in.Cursor, &f.AfterOn, &f.After); err != nil {
		return nil, err
	}
	if in.Mine {
		if f.Next = c.waiting(ctx); len(f.Next) == 0 {
			return &output[page[WorkItem]]{page[WorkItem]{Items: []WorkItem{}}}, nil
		}
	}
	return answer(ctx, c, func(tx unit.Tx) (none page[WorkItem], err error) {
		rows, err := c.Cases.Store.List(tx, f)
		if err != nil {
			return none, err
		}
		show, err := c.shownAsWork(tx, rows)
		if err != nil {
			return none, err
		}
		return cut(rows, in.Limit, show,
			func(k cases.Case) []any {
				on := k.Due
				if on == 0 {
					on = cases.NoTerm
				}
				return []any{on, k.ID}
			}), nil
	})
}

// waiting are the steps that whoever asks may take.
func (c *Console) waiting(ctx context.Context) (list []cases.Waiting) {
	for _, it := range c.Cases.Items {
		for _, s := range it.Steps {
			if c.mayNot(ctx, s.May) == nil {
				list = append(list, cases.Waiting{Item: it.Code, Step: s.Code})
			}
		}
	}
	return list
}

// mayNot is why whoever asks may not do a kind of thing, or nil.
func (c *Console) mayNot(ctx context.Context, need access.Permission) error {
	_, err := access.Allow(ctx, c.Access.Gate(), actor(ctx), need)
	return err
}

// shownAsWork shows cases as lists do: what these need besides is read for all of them at once.
func (c *Console) shownAsWork(tx unit.Tx, rows []cases.Case) (func(cases.Case) WorkItem, error) {
	today, err := c.Cases.Today(tx)
	if err != nil {
		return nil, err
	}
	nos := make([]number.MemberNo, len(rows))
	for i, k := range rows {
		nos[i] = k.Member
	}
	names, err := c.MemberList.MemberNames(tx, nos)
	return func(k cases.Case) WorkItem { return c.workItem(k, today, names[k.Member]) }, err
}

// workItem is a case as lists show it.
func (c *Console) workItem(k cases.Case, today civil.Date, name string) WorkItem {
	out := WorkItem{Number: string(k.Number), Item: c.Cases.Title(k.Item), Member: string(k.Member),
		Name: mask.Name(name), State: int(k.State), StateName: k.State.String(), Office: k.Office, Holder: k.Holder,
		Submitted: date(k.Submitted), Due: date(k.Due), DaysLeft: k.Left, Closed: date(k.Closed)}
	if left, runs := k.DaysLeft(c.Cases.Calendar, today); runs {
		out.DaysLeft, out.Runs = left, true
	}
	if it, found := serviceitem.Find(c.Cases.Items, k.Item); found {
		if s, _, there := it.Step(k.Step); there {
			out.Step = s.Title
		}
	}
	return out
}

// oneCase finds a case by the number in an address, within the offices of whoever asks: the one that took it in, and
// the one that has it.
func (c *Console) oneCase(ctx context.Context, tx unit.Tx, text string) (cases.Whole, error) {
	no, err := number.ParseCase(text)
	if err != nil {
		return cases.Whole{}, notFound(err)
	}
	w, err := c.Cases.Whole(tx, no)
	if err != nil {
		return w, notFound(err)
	}
	if !reached(ctx, w.Office) && !reached(ctx, w.Branch) {
		return cases.Whole{}, noCase()
	}
	return w, nil
}

func noCase() error {
	return no("这个办件", "请核对业务流水号，或从办件清单中查找")
}

// oneCaseOut is a case with everything about it.
func (c *Console) oneCaseOut(ctx context.Context, in *CaseOf) (*output[CaseOut], error) {
	var w cases.Whole
	out, err := read(ctx, c, func(tx unit.Tx) (out CaseOut, err error) {
		if w, err = c.oneCase(ctx, tx, in.Number); err != nil {
			return out, err
		}
		return c.caseOut(tx, actor(ctx), w)
	})
	if err != nil {
		return nil, err
	}
	out.Next = c.next(ctx, w)
	return &output[CaseOut]{out}, nil
}

func (c *Console) caseOut(tx unit.Tx, by act.By, w cases.Whole) (out CaseOut, err error) {
	show, err := c.shownAsWork(tx, []cases.Case{w.Case})
	if err != nil {
		return out, err
	}
	out = CaseOut{WorkItem: show(w.Case), Handing: w.Handing(), Seen: w.Case.Entries, StepCode: w.Step,
		Door:   doorNames[w.Door],
		Branch: w.Branch, Accepted: date(w.Accepted), Stopped: date(w.Stopped), Until: date(w.Until), Stars: w.Stars,
		Materials: []MaterialOut{}, Lines: []LineOut{}, Facts: []FactOut{}, Log: []EntryOut{}, id: int64(w.ID)}
	out.Basis, out.Materials = w.Ground.Basis, materialsOut(w.Ground, w.Materials, w.Needs)
	for _, l := range w.Lines {
		out.Lines = append(out.Lines, LineOut{l.Label, l.Value})
	}
	for _, e := range w.Log {
		out.Log = append(out.Log, EntryOut{No: e.No, Title: w.Called(e), By: e.By, Door: doorNames[e.Door],
			At: e.At.Second(), State: e.State.String(), Words: e.Words})
	}
	if out.Papers, out.File, err = c.papersOf(tx, w.ID); err != nil {
		return out, err
	}
	if out.Platform, err = c.pushesOf(tx, w); err != nil {
		return out, err
	}
	if w.It.Facts == nil || !w.State.Open() {
		return out, nil
	}
	facts, err := w.It.Facts(tx, by, w.Member, w.Ref)
	out.Facts = factsOut(facts)
	return out, err
}

// pushesOf is what the service platform is told of a case.
func (c *Console) pushesOf(tx unit.Tx, w cases.Whole) ([]PushOut, error) {
	list := []PushOut{}
	pushes, err := c.Cases.Store.Pushes(tx, w.ID)
	for _, p := range pushes {
		out := PushOut{Entry: p.Entry, State: int(p.State), StateName: p.State.String(), Tries: p.Tries,
			Answer: p.Answer}
		for _, e := range w.Log {
			if e.No == p.Entry {
				out.Title = w.Called(e)
			}
		}
		list = append(list, out)
	}
	return list, err
}

// tellAgain lets the platform be told anew of what it did not take.
func (c *Console) tellAgain(ctx context.Context, in *tellAgainIn) (*output[done], error) {
	w, err := read(ctx, c, func(tx unit.Tx) (cases.Whole, error) { return c.oneCase(ctx, tx, in.Number) })
	if err != nil {
		return nil, err
	}
	return &output[done]{done{true}}, c.Cases.TellAgain(ctx, actor(ctx), in.Key, w.ID, in.Entry)
}

// next is what may be done with a case as it stands, and why not.
func (c *Console) next(ctx context.Context, w cases.Whole) []ActOut {
	list := []ActOut{}
	step, _, _ := w.It.Step(w.Step)
	for _, t := range w.Next() {
		out := ActOut{Act: string(t.Act), Title: t.Title, Words: t.Words, Fields: []FieldOut{}}
		switch t.Act {
		case cases.Advance:
			out.Title, out.Fields = step.Title, fieldsOut(step.Fields)
		case cases.Refuse:
			if step.Refuse == nil {
				continue
			}
		}
		need := access.HandleCases
		if w.It.Code != "" && step.Code != "" || !w.State.Open() {
			need = t.Permission(w.It, step)
		}
		why := c.mayNot(ctx, access.HandleCases)
		if why == nil {
			why = c.mayNot(ctx, need)
		}
		if out.Allowed = why == nil; why != nil {
			out.Why = why.Error()
		}
		list = append(list, out)
	}
	return list
}

func (c *Console) actOn(ctx context.Context, in *actIn) (*output[done], error) {
	w, err := read(ctx, c, func(tx unit.Tx) (cases.Whole, error) { return c.oneCase(ctx, tx, in.Number) })
	if err != nil {
		return nil, err
	}
	b := in.Body
	_, err = c.Cases.Act(ctx, actor(ctx), b.Key, cases.Move{Case: w.ID, Act: cases.Act(b.Act), Seen: b.Seen,
		Words: b.Words, Step: b.Step, Typed: b.Typed, To: b.To, Stars: b.Stars, Materials: b.Materials})
	return &output[done]{done{true}}, err
}

func (c *Console) caseRoutes(r routes) {
	get(r, "items", c.items)
	get(r, "sheet", seen(r, "sheet", c.sheet,
		func(_ *sheetIn, out *output[SheetOut]) access.Look { return access.Look{ID: out.Body.id} }))
	post(r, "preview", maxForm, c.preview)
	post(r, "submitCase", maxForm, c.submitCase)
	get(r, "cases", seen(r, "cases", c.work, listed))
	getBook(r, "casesXlsx", exported("办件", workColumns, c.work))
	get(r, "case", seen(r, "case", c.oneCaseOut,
		func(_ *CaseOf, out *output[CaseOut]) access.Look { return access.Look{ID: out.Body.id} }))
	post(r, "actOnCase", maxForm, c.actOn)
	post(r, "tellAgain", maxSearch, c.tellAgain)
	c.materialRoutes(r)
}

var workColumns = []exportColumn[WorkItem]{
	words("业务流水号", 190, func(w WorkItem) string { return w.Number }),
	words("事项", 220, func(w WorkItem) string { return w.Item }),
	words("个人账号", 170, func(w WorkItem) string { return w.Member }),
	words("申请人", 90, func(w WorkItem) string { return w.Name }),
	words("状态", 90, func(w WorkItem) string { return w.StateName }),
	words("等待", 110, func(w WorkItem) string { return w.Step }),
	words("收件", 120, func(w WorkItem) string { return w.Submitted }),
	words("承诺办结", 120, func(w WorkItem) string { return w.Due }),
	{document.Column{Title: "剩余工作日", Holds: document.Whole, Width: 110}, func(w WorkItem) string {
		if !w.Runs && w.DaysLeft == 0 {
			return ""
		}
		return strconv.Itoa(w.DaysLeft)
	}},
	words("办结", 120, func(w WorkItem) string { return w.Closed }),
	words("机构代码", 90, func(w WorkItem) string { return w.Office }),
	words("经办", 110, func(w WorkItem) string { return w.Holder }),
}

// maxForm is the largest body with a form.
const maxForm = 64 << 10
