package cases_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/material"
	"guangsha/internal/material/materialtest"
	"guangsha/internal/store/opentest"
)

var seed = flag.Uint64("seed", rand.Uint64(), "the dice of what is handed in")

// scanned is the scan of a paper, another one for each width.
func scanned(wide int) cases.Upload {
	return cases.Upload{Material: "family-income",
		File: material.Handed{Name: "收入.png", Type: "image/png", Content: materialtest.PNG(wide, 100)}}
}

// of is the scan as another material.
func of(code string, u cases.Upload) cases.Upload {
	u.Material = code
	return u
}

// drafted is an application that is being filled in, and where its materials wait.
func (c *centre) drafted(name string) (cases.Application, cases.Folder) {
	a := c.rent("2000")
	a.Draft = name
	return a, cases.Folder{Item: a.Item, Member: a.Member, Draft: name}
}

// handed hands something in, which is taken.
func (c *centre) handed(f cases.Folder, u cases.Upload) cases.Handed {
	c.Helper()
	h, err := c.HandIn(ctx, clerk, c.key(), f, u)
	c.must(err)
	return h
}

// there reports whether a content is kept.
func (c *centre) there(h cases.Handed) (found bool) {
	c.Helper()
	c.must(c.World.Store.Read(ctx, func(tx unit.Tx) (err error) {
		_, found, err = c.World.Store.Cases().Content(tx, h.Digest)
		return err
	}))
	return found
}

// An application is refused with every material that it lacks, and its case has what was handed in for it; the file of
// the case has it too, in full.
func TestAnApplicationComesWithItsMaterials(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		a, f := c.drafted("one")
		c.handed(f, scanned(100))
		for what, err := range map[string]error{"preview": c.Service.Preview(ctx, clerk, a), "submit": func() error {
			_, err := c.Submit(ctx, clerk, c.key(), a)
			return err
		}()} {
			if c.refuses(cases.CodeMissing, err); err != nil && err.Error() != "缺少申请材料“单位出具的提取证明”" {
				t.Errorf("%s: %v", what, err)
			}
		}
		if c.count() != 0 {
			t.Error("an application that lacks something is a case")
		}
		agent := a
		agent.IDNo, agent.Authority = opentest.Person(2).IDNo, "委1号"
		if err := c.Service.Preview(ctx, clerk, agent); err == nil || !strings.Contains(err.Error(), "身份证件") {
			t.Errorf("an agent shows nobody's identity: %v", err)
		}
		public := a
		public.Typed = c.rent("2000").Typed
		public.Typed["public"] = "yes"
		if err := c.Service.Preview(ctx, clerk, public); err == nil || !strings.Contains(err.Error(), "公共租赁住房租赁合同") {
			t.Errorf("who rents from the public hands in no contract: %v", err)
		}
		proof := materialtest.PDF(2)
		c.handed(f, cases.Upload{Material: "from-employer", File: material.Handed{Name: "证明.pdf", Content: proof}})
		c.must(c.Service.Preview(ctx, clerk, a))
		m, err := c.Submit(ctx, clerk, c.key(), a)
		c.must(err)
		whole := c.whole(m.Number)
		if len(whole.Materials) != 2 || whole.Materials[1].Kind != material.PDF || whole.Materials[1].Pages != 2 {
			t.Fatalf("the case has %+v", whole.Materials)
		}
		if o, err := c.OpenMaterial(ctx, clerk, cases.Folder{Case: m.ID}, whole.Materials[1].ID); err != nil ||
			!bytes.Equal(o.Content, proof) {
			t.Errorf("a material is not what was handed in: %v", err)
		}
		if _, err := c.OpenMaterial(ctx, clerk, f, whole.Materials[1].ID); !refusal.Is(err, cases.CodeMaterial) {
			t.Errorf("it is still in the draft: %v", err)
		}
		m = c.took(m, cases.Refuse)
		file, err := c.file(m)
		c.must(err)
		last := file.Contents[len(file.Contents)-1]
		if !strings.HasSuffix(last.Name, "单位出具的提取证明.pdf") || !bytes.Equal(last.Bytes, proof) {
			t.Errorf("the file ends with %s", last.Name)
		}
		if record := string(file.Contents[0].Bytes); !strings.Contains(record, "单位出具的提取证明”，PDF文件，2页") {
			t.Errorf("the record is\n%s", record)
		}
		c.recorded()
	})
}

// strokes is what a pad gives: white, or with a line across it.
func strokes(t *testing.T, signed bool) cases.Upload {
	t.Helper()
	pad := image.NewGray(image.Rect(0, 0, 300, 120))
	for i := range pad.Pix {
		pad.Pix[i] = 0xff
	}
	for x := 40; signed && x < 260; x++ {
		pad.SetGray(x, 60, color.Gray{})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, pad); err != nil {
		t.Fatal(err)
	}
	return cases.Upload{Material: "signature", File: material.Handed{Name: "签字.png", Type: "image/png",
		Content: b.Bytes()}}
}

// What an applicant signs on the pad goes with the case like everything else that is handed in, sealed and filed; a pad
// that nobody wrote on has signed nothing.
func TestASignatureGoesWithItsCase(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		a, f := c.drafted("one")
		c.handed(f, scanned(100))
		c.handed(f, of("from-employer", scanned(110)))
		_, err := c.HandIn(ctx, clerk, c.key(), f, strokes(t, false))
		c.refuses(cases.CodeMaterial, err)
		h := c.handed(f, strokes(t, true))
		if h.Kind != material.PNG || h.Title != "申请人签字" {
			t.Errorf("got %+v", h)
		}
		m, err := c.Submit(ctx, clerk, c.key(), a)
		c.must(err)
		whole := c.whole(m.Number)
		o, err := c.OpenMaterial(ctx, clerk, cases.Folder{Case: m.ID}, whole.Materials[2].ID)
		c.must(err)
		m = c.took(m, cases.Refuse)
		file, err := c.file(m)
		c.must(err)
		last := file.Contents[len(file.Contents)-1]
		if !strings.HasSuffix(last.Name, "申请人签字.png") || !bytes.Equal(last.Bytes, o.Content) {
			t.Errorf("the file ends with %s", last.Name)
		}
		c.recorded()
	})
}

// What is corrected is handed in anew before the case goes on; what comes and goes meanwhile stands in the log, and
// nobody decides on less.
func TestACorrectionNamesWhatIsHandedInAnew(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		c.fills = func(string) map[string]string { return map[string]string{"serial": "S1"} }
		m, err := c.Submit(ctx, clerk, c.key(), c.rent("2000"))
		c.must(err)
		ask := cases.Move{Case: m.ID, Act: cases.Correct, Seen: m.Entries, Materials: []string{"nothing"}}
		_, err = c.Act(ctx, clerk, c.key(), ask)
		c.refuses(cases.CodeInput, err)
		ask.Materials, ask.Words = []string{"from-employer"}, "请加盖公章"
		m, err = c.Act(ctx, clerk, c.key(), ask)
		c.must(err)
		const want = "需补交或更换“单位出具的提取证明”。请加盖公章"
		if got := c.says(c.given(m)[1], "需补正的内容"); got != want {
			t.Errorf("the notice says %q", got)
		}
		_, err = c.take(m, cases.Supply)
		c.refuses(cases.CodeMissing, err)
		f := cases.Folder{Case: m.ID, Seen: m.Entries}
		h := c.handed(f, of("from-employer", scanned(140)))
		_, err = c.HandIn(ctx, clerk, c.key(), f, of("from-employer", scanned(150)))
		c.refuses(cases.CodeStale, err)
		_, err = c.take(m, cases.Supply) // seen before it came
		c.refuses(cases.CodeStale, err)
		log := c.whole(m.Number).Log
		if last := log[len(log)-1]; last.Act != cases.HandIn || h.Entry != last.No || !strings.Contains(last.Words,
			h.Digest[:16]) {
			t.Errorf("the entry is %+v of %+v", last, h)
		}
		f.Seen++
		c.must(c.TakeOut(ctx, clerk, c.key(), f, h.ID))
		if n := len(c.whole(m.Number).Materials); n != 2 {
			t.Errorf("%d materials are left", n)
		}
		m = c.whole(m.Number).Case
		_, err = c.take(m, cases.Supply)
		c.refuses(cases.CodeMissing, err)
		f.Seen++
		c.handed(f, of("from-employer", scanned(140))) // the same again, since it is gone
		m = c.took(c.whole(m.Number).Case, cases.Supply)
		for _, gone := range c.whole(m.Number).Materials {
			c.must(c.TakeOut(ctx, clerk, c.key(), cases.Folder{Case: m.ID, Seen: c.whole(m.Number).Entries}, gone.ID))
		}
		_, err = c.take(c.whole(m.Number).Case, cases.Advance)
		c.refuses(cases.CodeMissing, err)
		c.recorded()
	})
}

// TestWhoHandsSomethingInDecidesNothing has somebody with both posts put another paper in the place of the one that the
// case was taken in with, and decide.
func TestWhoHandsSomethingInDecidesNothing(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		c.fills = func(string) map[string]string { return map[string]string{"serial": "S1"} }
		m, err := c.Submit(ctx, clerk, c.key(), c.rent("2000"))
		c.must(err)
		for _, gone := range c.whole(m.Number).Materials {
			if gone.Code == "from-employer" {
				c.must(c.TakeOut(ctx, approver, c.key(), cases.Folder{Case: m.ID, Seen: m.Entries}, gone.ID))
			}
		}
		m = c.whole(m.Number).Case
		c.handed(cases.Folder{Case: m.ID, Seen: m.Entries}, of("from-employer", scanned(160)))
		m = c.whole(m.Number).Case
		for _, a := range []cases.Act{cases.Advance, cases.Refuse} {
			_, err = c.take(m, a)
			c.refuses(access.CodeSameHand, err)
		}
		second := approver
		second.Actor = "approver-2"
		c.does = map[string]act.By{m.Step: second}
		m = c.took(m, cases.Advance)
		if m.State != cases.Granted {
			t.Errorf("another's decision leaves it %s", m.State)
		}
		c.recorded()
	})
}

// Three hundred hostile files are handed in by hand. Each gets a sentence, and nothing is written of any.
func TestThreeHundredHostileUploadsLeaveNothing(t *testing.T) {
	t.Logf("seed %d", *seed)
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		_, f := c.drafted("hostile")
		_, before, err := w.Store.Tally(ctx)
		c.must(err)
		for i, h := range materialtest.Uploads(*seed, 300) {
			_, err := c.HandIn(ctx, clerk, c.key(), f, cases.Upload{Material: "family-income", File: h.Handed})
			if r := refusal.Of(err); r == nil || r.Code != h.Code || r.Text == "" || r.Next == "" {
				t.Errorf("%d, %s: %v", i, h.What, err)
			}
		}
		_, after, err := w.Store.Tally(ctx)
		if c.must(err); !maps.Equal(after, before) {
			t.Errorf("something was written: %v, before %v", after, before)
		}
		c.must(w.Store.Read(ctx, func(tx unit.Tx) error {
			list, err := c.InDraft(tx, clerk.Actor, f)
			if len(list) != 0 {
				t.Errorf("there are %+v", list)
			}
			return err
		}))
	})
}

func TestWhatIsHandedInIsKeptOnceAndGoesWhenNobodyHasIt(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		_, f := c.drafted("one")
		h := c.handed(f, scanned(100))
		again, err := c.HandIn(ctx, clerk, "same", f, of("from-employer", scanned(100)))
		c.must(err)
		repeated, err := c.HandIn(ctx, clerk, "same", f, of("from-employer", scanned(100)))
		if err != nil || repeated.ID != again.ID {
			t.Errorf("under the same key it is %d, not %d: %v", repeated.ID, again.ID, err)
		}
		_, err = c.HandIn(ctx, clerk, c.key(), f, scanned(100))
		c.refuses(cases.CodeTwice, err)
		other := approver
		if err := c.TakeOut(ctx, other, c.key(), f, h.ID); !refusal.Is(err, cases.CodeMaterial) {
			t.Errorf("somebody else takes it out: %v", err)
		}
		if _, err := c.OpenMaterial(ctx, other, f, h.ID); !refusal.Is(err, cases.CodeMaterial) {
			t.Errorf("somebody else looks at it: %v", err)
		}
		c.must(c.TakeOut(ctx, clerk, "out", f, h.ID))
		c.must(c.TakeOut(ctx, clerk, "out", f, h.ID)) // once more under its key
		_, err = c.OpenMaterial(ctx, clerk, f, h.ID)
		c.refuses(cases.CodeMaterial, err)
		if again.Digest != h.Digest || !c.there(again) {
			t.Error("what another has is gone")
		}
		if c.must(c.TakeOut(ctx, clerk, c.key(), f, again.ID)); c.there(again) {
			t.Error("what nobody has is there")
		}
		// What nobody comes back for goes, too.
		forgotten := c.handed(f, scanned(200))
		c.Clock.Set(c.Clock.Now() + 49*3600*1_000_000)
		_, next := c.drafted("two")
		if late := c.handed(next, scanned(210)); c.there(forgotten) || !c.there(late) {
			t.Error("what was forgotten waits for ever, or what came just now does not")
		}
		c.recorded()
	})
}

func TestASharedRegisterStandsInForAPaper(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		f := cases.Folder{Item: "withdrawal.retire", Member: c.no[0], Draft: "one"}
		shared := func(code, number string) cases.Upload { return cases.Upload{Material: code, Shared: number} }
		h := c.handed(f, shared("retirement", " 社保核验20240402001 "))
		o, err := c.OpenMaterial(ctx, clerk, f, h.ID)
		if err != nil || h.Kind != material.Shared || !strings.Contains(string(o.Content), "核验编号：社保核验20240402001\n") {
			t.Errorf("%+v says %s, %v", h, o.Content, err)
		}
		for what, u := range map[string]cases.Upload{"what no register has": shared("from-employer", "1"),
			"what is not asked for": shared("public-lease", "1"), "two lines": shared("retirement", "1\n2"),
			"a long number": shared("retirement", strings.Repeat("1", 61)), "no text": shared("retirement", "\xff"),
			"a number and a file": {Material: "retirement", Shared: "1", File: scanned(100).File}} {
			if _, err := c.HandIn(ctx, clerk, c.key(), f, u); refusal.Of(err) == nil || refusal.Of(err).Next == "" {
				t.Errorf("%s: %v", what, err)
			}
		}
		many := of("retirement", cases.Upload{File: material.Handed{Content: materialtest.PDF(21)}})
		_, err = c.HandIn(ctx, clerk, c.key(), f, many)
		c.refuses(cases.CodeMaterial, err)
		_, err = c.HandIn(ctx, act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}, c.key(),
			cases.Folder{Item: "withdrawal.retire", Member: c.no[0]}, many)
		c.refuses(cases.CodeInput, err)
	})
}

// A content that is not what its digest says is given to nobody.
func TestAMaterialThatWasChangedIsNotShown(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c, _ := withWithdrawal(t, w)
		_, f := c.drafted("one")
		h := c.handed(f, scanned(100))
		other := h
		other.ID, other.Digest = h.ID+1_000_000, strings.Repeat("0", 64)
		c.do(func(tx unit.Tx) error {
			w.Store.Record(tx, audit.Entry{Kind: "test"})
			sealed, _, err := w.Store.Cases().Content(tx, h.Digest)
			if err != nil {
				return err
			}
			return w.Store.Cases().AddMaterial(tx, other, sealed)
		})
		if _, err := c.OpenMaterial(ctx, clerk, f, other.ID); err == nil || refusal.Of(err) != nil {
			t.Errorf("what was changed is shown: %v", err)
		}
		c.must(w.Store.Read(ctx, func(tx unit.Tx) error {
			list, err := c.InDraft(tx, clerk.Actor, f)
			if len(list) != 2 {
				t.Errorf("%d are listed", len(list))
			}
			return err
		}))
	})
}

// TestWordsOfACaseTellNoNumberOfAnybody writes numbers of people with acts that keep words.
func TestWordsOfACaseTellNoNumberOfAnybody(t *testing.T) {
	c, _ := withWithdrawal(t, opentest.SQLite(t))
	m, err := c.Submit(ctx, clerk, c.key(), c.rent("2000"))
	c.must(err)
	for _, a := range []cases.Act{cases.Opine, cases.Tell, cases.Withdraw} {
		_, err := c.Act(ctx, clerk, c.key(), cases.Move{Case: m.ID, Act: a, Seen: m.Entries,
			Words: "申请人649901199001010010来电"})
		c.refuses(cases.CodeInput, err)
	}
	if n := len(c.whole(m.Number).Log); n != m.Entries {
		t.Errorf("of %d entries there are %d", m.Entries, n)
	}
}
