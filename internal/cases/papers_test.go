package cases_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/member"
	"guangsha/internal/paper"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// given are the papers of a case.
func (c *centre) given(m cases.Case) (list []paper.Issued) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
		list, err = c.Papers.OfCase(tx, int64(m.ID))
		return err
	}))
	return list
}

// titles are what papers are called.
func titles(list []paper.Issued) (names []string) {
	for _, p := range list {
		names = append(names, p.Title())
	}
	return names
}

// says is a field of a paper.
func (c *centre) says(p paper.Issued, field string) string {
	c.Helper()
	facts, err := p.Facts()
	c.must(err)
	for _, f := range facts {
		if f.Name == field {
			return f.Text
		}
	}
	c.Fatalf("%s has no %s", p.Title(), field)
	return ""
}

// file is the file of a case, or why there is none.
func (c *centre) file(m cases.Case) (w paper.Whole, err error) {
	err = c.World.Store.Read(ctx, func(tx unit.Tx) error { w, err = c.Filed(tx, m.ID); return err })
	return w, err
}

// A withdrawal that is corrected and paid gives out what its item declares, each paper once, and ends in one file.
func TestTheWayOfAWithdrawalGivesOutItsPapers(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		m, err := c.Submit(ctx, clerk, "a", c.rent("2000"))
		c.must(err)
		again, err := c.Submit(ctx, clerk, "a", c.rent("2000"))
		c.must(err)
		if got := c.given(again); len(got) != 1 || got[0].Title() != "受理通知书" {
			t.Fatalf("accepted with %v", titles(got))
		}
		notice := c.given(m)[0]
		for field, want := range map[string]string{"业务流水号": string(m.Number), "申请人": opentest.Person(1).Name,
			"受理日期": "2024年4月2日", "承诺办结日期": "2024年4月8日", "依据": "《住房公积金管理条例》（2019年修订）第二十四条第一款第六项"} {
			if got := c.says(notice, field); got != want {
				t.Errorf("%s is %q, want %q", field, got, want)
			}
		}
		_, err = c.file(m)
		c.refuses(paper.CodeNotFiled, err)
		m = c.took(m, cases.Correct, cases.Supply)
		m, err = c.Act(ctx, approver, "c", pay(m, m.Entries, "b1"))
		c.must(err)
		list := c.given(m)
		if got := titles(list); !slices.Equal(got, []string{"受理通知书", "一次性告知书", "住房公积金提取回单"}) {
			t.Fatalf("the case gave out %v", got)
		}
		if got := c.says(list[1], "需补正的内容"); got != "示例说明" {
			t.Errorf("what is lacking is %q", got)
		}
		for field, want := range map[string]string{"付款合计": "人民币贰仟元整（￥2,000.00）", "结付利息": "人民币零元整（￥0.00）",
			"收款账号": opentest.Person(1).Card, "收款人": opentest.Person(1).Name} {
			if got := c.says(list[2], field); got != want {
				t.Errorf("%s is %q, want %q", field, got, want)
			}
		}
		c.filed(m, list)
		before, err := c.file(m)
		c.must(err)
		m = c.took(m, cases.Rate)
		if after, err := c.file(m); err != nil || !bytes.Equal(after.Seal, before.Seal) {
			t.Errorf("a rating changed the file: %v", err)
		}
	})
}

// filed wants the file of a case with its record and its papers.
func (c *centre) filed(m cases.Case, list []paper.Issued) {
	c.Helper()
	f, err := c.file(m)
	c.must(err)
	last, ends := f.Expires()
	const scans = 2 // what the applicant handed in
	if len(f.Items) != len(list)+1+scans || f.Case != m.Number || !ends || last != civil.DateOf(2055, 1, 1) {
		c.Errorf("filed as %+v", f.Archive)
	}
	record := string(f.Contents[0].Bytes)
	for _, want := range []string{string(m.Number), "房租所属首月：2024-01", "审批并付款", "已办结", "2,000.00元"} {
		if !strings.Contains(record, want) {
			c.Errorf("the record lacks %q:\n%s", want, record)
		}
	}
	for i, p := range list {
		if text := string(f.Contents[i+1].Bytes); !strings.Contains(text, p.Code.String()) {
			c.Errorf("the file lacks %s:\n%s", p.No, text)
		}
	}
}

func TestARefusalIsGivenOutWithItsReason(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, withPapers)
		no, err := c.take(c.submit(clerk, 0), cases.Refuse)
		c.must(err)
		list := c.given(no)
		if got := titles(list); !slices.Equal(got, []string{"受理通知书", "不予批准通知书"}) ||
			c.says(list[1], "理由") != "示例说明" || c.says(list[1], "决定日期") != "2024年4月2日" {
			t.Errorf("refused with %v", got)
		}
		down, err := c.take(c.submit(hall, 0), cases.Decline)
		c.must(err)
		if got := titles(c.given(down)); !slices.Equal(got, []string{"不予受理通知书"}) {
			t.Errorf("not accepted with %v", got)
		}
		back := c.took(c.submit(clerk, 0), cases.Withdraw)
		if f, err := c.file(back); err != nil || len(f.Items) != 2 {
			t.Errorf("taken back and filed as %+v, %v", f.Archive, err)
		}
	})
}

// withPapers is the plain item with the notices that most items have.
func withPapers(m *member.Service) []serviceitem.Item {
	list := plain(m)
	list[0].Papers = []serviceitem.Paper{serviceitem.AcceptanceNotice, serviceitem.DeclineNotice,
		serviceitem.LackNotice, serviceitem.RefusalNotice}
	return list
}

func TestALaterPrintSaysThatItIsOne(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, withPapers)
		m := c.submit(clerk, 0)
		p := c.given(m)[0]
		for i, key := range []string{"one", "two", "two", "three"} {
			got, err := c.PrintPaper(ctx, clerk, key, m.ID, p.No)
			if want := []int{1, 2, 2, 3}[i]; err != nil || got.Prints != want {
				t.Errorf("print %s is number %d, want %d: %v", key, got.Prints, want, err)
			}
		}
		if got := c.given(m)[0]; got.Prints != 3 || got.Code != p.Code {
			t.Errorf("printed, it is %+v", got)
		}
		_, err := c.PrintPaper(ctx, clerk, "two", m.ID, "640170032024999999999")
		c.refuses(paper.CodeUnknown, err)
		other := c.submit(clerk, 1)
		_, err = c.PrintPaper(ctx, clerk, "other", other.ID, p.No)
		c.refuses(paper.CodeUnknown, err)
		there := clerk
		there.Branch = "03"
		c.Access = accesstest.At("03")
		_, err = c.PrintPaper(ctx, there, "there", m.ID, p.No)
		c.refuses("access.reach", err)
		if got := c.given(m)[0]; got.Prints != 3 {
			t.Errorf("refused prints were counted: %d", got.Prints)
		}
	})
}

// verify asks about a code as anybody may.
func (c *centre) verify(typed string) (shown paper.Shown, found bool, err error) {
	err = c.World.Store.Read(ctx, func(tx unit.Tx) error {
		shown, found, err = c.Papers.Verify(tx, typed)
		return err
	})
	return shown, found, err
}

func TestAnybodyWithItsCodeSeesAPaperMasked(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, withPapers)
		p := c.given(c.submit(clerk, 0))[0]
		shown, found, err := c.verify(strings.ToLower(p.Code.String()))
		if err != nil || !found || shown.Title != "受理通知书" || shown.No != p.No {
			t.Fatalf("%+v %v %v", shown, found, err)
		}
		if text := fmt.Sprint(shown.Facts); strings.Contains(text, opentest.Person(1).Name) {
			t.Errorf("anybody sees %s", text)
		}
		forged := p.Paper
		forged.No += "1"
		shown, found, err = c.verify(string(paper.CodeOf(w.Keys.Leaf, forged)))
		if err != nil || found || shown.Facts != nil {
			t.Errorf("a code of nobody shows %+v, %v", shown, err)
		}
		_, _, err = c.verify(string(p.Code[:15]) + "2" + string(p.Code[15:]))
		c.refuses(paper.CodeMalformed, err)
	})
}

// altered is a database in which somebody has changed rows behind the program's back.
type altered struct {
	paper.Store
	paper func(k *paper.Kept)
	file  func(f *paper.KeptFile)
}

func (a altered) OfCase(tx unit.Tx, id int64) ([]paper.Kept, error) {
	list, err := a.Store.OfCase(tx, id)
	for i := range list {
		a.paper(&list[i])
	}
	return slices.DeleteFunc(list, func(k paper.Kept) bool { return k.Case == 0 }), err
}

func (a altered) ByMark(tx unit.Tx, mark string) (paper.Kept, bool, error) {
	k, found, err := a.Store.ByMark(tx, mark)
	a.paper(&k)
	return k, found, err
}

func (a altered) File(tx unit.Tx, id int64) (paper.KeptFile, bool, error) {
	f, found, err := a.Store.File(tx, id)
	a.file(&f)
	return f, found, err
}

// What was changed in the database behind the program's back is not taken for what was given out.
func TestAPaperOrAFileThatWasChangedIsFound(t *testing.T) {
	w := opentest.SQLite(t)
	c := open(t, w, withPapers)
	m := c.took(c.submit(clerk, 0), cases.Correct, cases.Withdraw)
	p := c.given(m)[0]
	whole := c.Papers.Deps
	same := func(*paper.Kept) {}
	untouched := func(*paper.KeptFile) {}
	for name, a := range map[string]altered{
		"the day":        {paper: func(k *paper.Kept) { k.Issued++ }},
		"the wording":    {paper: func(k *paper.Kept) { k.Kind = "decline-notice" }},
		"a paper":        {paper: func(k *paper.Kept) { k.Case *= int64(k.Entry % 3) }},
		"the retention":  {file: func(f *paper.KeptFile) { f.Years = 1 }},
		"the end":        {file: func(f *paper.KeptFile) { f.Closed -= 700 }},
		"the catalogue":  {file: func(f *paper.KeptFile) { f.Items = f.Items[:2] }},
		"the name":       {file: func(f *paper.KeptFile) { f.Items[0].Name = "01 别的.txt" }},
		"another's file": {file: func(f *paper.KeptFile) { f.Number = "64010120240402000018" }},
	} {
		a.Store = whole.Store
		if a.file == nil {
			a.file = untouched
		}
		if a.paper == nil {
			a.paper = same
		}
		d := whole
		d.Store = a
		c.Papers = paper.New(d)
		if f, err := c.file(m); refusal.Of(err) == nil {
			t.Errorf("%s was changed, and the file is %+v, %v", name, f.Archive, err)
		}
		if name == "the day" {
			_, _, err := c.verify(string(p.Code))
			c.refuses(paper.CodeAltered, err)
		}
	}
	c.Papers = paper.New(whole)
	if _, err := c.file(m); err != nil {
		t.Errorf("untouched it is refused: %v", err)
	}
}

// Two processes of a centre give out papers at the same time, some of whose units fail: nobody has the number of
// another, and none is passed over.
func TestProcessesShareTheNumbersOfAYearWithoutGaps(t *testing.T) {
	w := opentest.Postgres(t)
	c := open(t, w, withPapers)
	other, err := sqlstore.Open(ctx, w.Config)
	c.must(err)
	defer func() { c.must(other.Close()) }()
	second := *w
	second.Store = other
	sides := []*paper.Service{w.PapersOf(c.Numbers), second.PapersOf(c.Numbers)}
	const each = 20
	var all sync.WaitGroup
	for side, store := range []*sqlstore.Store{w.Store, other} {
		for i := range each {
			all.Go(func() {
				err := store.Do(ctx, clerk, "test", func(tx unit.Tx) error {
					_, err := sides[side].Issue(tx, order(int64(1+side*each+i), april))
					if err == nil && i%4 == 3 {
						err = refusal.Bad("test.fails", "示例")
					}
					return err
				})
				if err != nil && !refusal.Is(err, "test.fails") {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	var numbers []string
	for id := range int64(2 * each) {
		for _, p := range c.given(cases.Case{ID: cases.ID(id + 1)}) {
			numbers = append(numbers, string(p.No))
		}
	}
	slices.Sort(numbers)
	if len(numbers) != 2*each*3/4 {
		t.Errorf("%d papers were given out", len(numbers))
	}
	for i, no := range numbers {
		if want, err := c.Numbers.Paper(3, 2024, int64(i+1)); err != nil || no != string(want) {
			t.Errorf("paper %d has number %s, want %s: %v", i+1, no, want, err)
		}
	}
}

// order asks for an acceptance notice for a case that nobody handed in.
func order(id int64, on civil.Date) paper.Order {
	return paper.Order{Kind: "acceptance-notice", Case: id, Entry: 2, On: on, Says: map[string]string{"业务流水号": "示例",
		"申请人": "示例", "申请事项": "示例", "依据": "示例", "受理日期": "示例", "承诺办结日期": "示例"}}
}

func TestAnEntryHasOnePaperOfAKindAndAYearItsOwnNumbers(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, plain)
		issue := func(o paper.Order) (p paper.Issued) {
			c.do(func(tx unit.Tx) (err error) { p, err = c.Papers.Issue(tx, o); return err })
			return p
		}
		first, again := issue(order(1, april)), issue(order(1, april+1))
		if first.No != again.No || first.Code != again.Code || again.Issued != april {
			t.Errorf("asked twice, it is %+v and %+v", first, again)
		}
		next := issue(order(2, civil.DateOf(2025, 1, 2)))
		for serial, p := range map[string]paper.Issued{"2024": first, "2025": next} {
			year := number.PaperNo(string(p.No)[:12])
			if string(year) != "64017003"+serial || !strings.HasPrefix(string(p.No)[12:], "00000001") {
				t.Errorf("the first paper of %s has number %s", serial, p.No)
			}
		}
		bad := order(3, april)
		bad.Says["申请人"] = "\u202e\x00"
		err := w.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error { _, err := c.Papers.Issue(tx, bad); return err })
		if !refusal.Is(err, paper.CodeValue) {
			t.Errorf("a paper for nobody: %v", err)
		}
	})
}

func TestAnItemWhosePaperNobodyCanMakeIsNotOffered(t *testing.T) {
	for _, wrong := range []serviceitem.Paper{{Kind: "gone", Title: "受理通知书", At: serviceitem.Accepted},
		{Kind: "acceptance-notice", Title: "别的", At: serviceitem.Accepted}, {Kind: "acceptance-notice",
			Title: "受理通知书"}, {Title: "受理通知书", At: serviceitem.Accepted},
		{Kind: "loan-contract", Title: "住房公积金借款合同", At: serviceitem.Taken, Step: "gone"}} {
		list := plain(nil)
		list[0].Papers = []serviceitem.Paper{wrong}
		if _, err := cases.New(cases.Deps{Items: list}); err == nil {
			t.Errorf("an item with %+v is offered", wrong)
		}
	}
}
