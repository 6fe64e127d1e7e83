package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/material"
)

// ofMaterials are the promises of a store of cases about what was handed in (申请材料).
var ofMaterials = []promise{
	{"a material is read as it was written, by id, in its draft and in its case", materialAsWritten},
	{"what waits under a draft becomes that of one case, and no other draft's does", materialAdopted},
	{"a content is kept once, while anything has it and no longer", materialOnce},
	{"one content that many hand in and take out at once is there for those who have it", materialAtOnce},
	{"what was forgotten is found oldest first, as much as is asked for, and no material of a case", materialForgotten},
	{"a unit that fails leaves no material and no content", materialUndone},
	{"materials and contents survive a reopening", materialSurvives},
}

// aMaterial is material n of the suite, that waits under a draft.
func aMaterial(n int64, draft string) cases.Handed {
	return cases.Handed{ID: n, Draft: draft, Code: "code", Title: "材料“甲”'", Kind: material.PDF, Pages: 3, Size: 1 << 33,
		Digest: fmt.Sprintf("%064d", n), By: "clerk", Office: "01", At: civil.At(first, 9, int(n))}
}

// hand writes materials, each with a content of its own digest.
func (b *Bench) hand(t *testing.T, list ...cases.Handed) {
	t.Helper()
	b.do(t, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		for _, h := range list {
			if err := b.Cases().AddMaterial(tx, h, []byte("\x00\xff"+h.Digest)); err != nil {
				return err
			}
		}
		return nil
	})
}

// takeOut takes a material out.
func (b *Bench) takeOut(t *testing.T, id int64) {
	t.Helper()
	b.do(t, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		return b.Cases().TakeOut(tx, id)
	})
}

// holds wants these materials, and nothing else, under a draft and in case 1.
func (b *Bench) holds(t *testing.T, draft string, waiting []cases.Handed, filed []cases.Handed) {
	t.Helper()
	b.read(t, func(tx unit.Tx) error {
		got, err := b.Cases().InDraft(tx, draft)
		if err == nil && !slices.Equal(got, waiting) {
			t.Errorf("draft %q has\n%+v, want\n%+v", draft, got, waiting)
		}
		if err != nil {
			return err
		}
		got, err = b.Cases().Materials(tx, 1)
		if !slices.Equal(got, filed) {
			t.Errorf("the case has\n%+v, want\n%+v", got, filed)
		}
		return err
	})
}

// content is what is kept under a digest, or nil.
func (b *Bench) content(t *testing.T, digest string) (sealed []byte) {
	t.Helper()
	b.read(t, func(tx unit.Tx) error {
		got, found, err := b.Cases().Content(tx, digest)
		if found {
			sealed = got
		}
		return err
	})
	return sealed
}

// inCase is a material that came into case 1.
func inCase(h cases.Handed, entry int) cases.Handed {
	h.Case, h.Draft, h.Entry = 1, "", entry
	return h
}

func materialAsWritten(t *testing.T, b *Bench) {
	waiting, filed := aMaterial(1, "d"), inCase(aMaterial(2, ""), 3)
	b.hand(t, filed, waiting)
	b.holds(t, "d", []cases.Handed{waiting}, []cases.Handed{filed})
	b.holds(t, "", nil, []cases.Handed{filed})
	for _, want := range []cases.Handed{waiting, filed} {
		b.read(t, func(tx unit.Tx) error {
			got, found, err := b.Cases().Material(tx, want.ID)
			if !found || got != want {
				t.Errorf("material %d is %+v, %v", want.ID, got, found)
			}
			return err
		})
		if got := b.content(t, want.Digest); string(got) != "\x00\xff"+want.Digest {
			t.Errorf("the content of %d is %q", want.ID, got)
		}
	}
	b.read(t, func(tx unit.Tx) error {
		_, found, err := b.Cases().Material(tx, 404)
		if found {
			t.Error("a material that is not there was found")
		}
		return err
	})
	if err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		return b.Cases().AddMaterial(tx, waiting, []byte("x"))
	}); err == nil {
		t.Error("a material was written twice")
	}
}

func materialAdopted(t *testing.T, b *Bench) {
	one, two, other := aMaterial(1, "d"), aMaterial(2, "d"), aMaterial(3, "e")
	b.hand(t, two, one, other)
	b.do(t, func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		return b.Cases().Adopt(tx, "d", 1, 7)
	})
	b.holds(t, "d", nil, []cases.Handed{inCase(one, 7), inCase(two, 7)})
	b.holds(t, "e", []cases.Handed{other}, []cases.Handed{inCase(one, 7), inCase(two, 7)})
}

func materialOnce(t *testing.T, b *Bench) {
	one, two := aMaterial(1, "d"), inCase(aMaterial(2, ""), 1)
	two.Digest = one.Digest
	b.hand(t, one, two)
	if n := b.Count("case_material_content"); n != 1 {
		t.Errorf("one content is kept %d times", n)
	}
	b.takeOut(t, 1)
	b.holds(t, "d", nil, []cases.Handed{two})
	if b.content(t, one.Digest) == nil {
		t.Error("what a case has is gone")
	}
	b.takeOut(t, 2)
	b.holds(t, "d", nil, nil)
	if b.content(t, one.Digest) != nil || b.Count("case_material") != 2 {
		t.Error("a content that nobody has is there, or it is forgotten that it was")
	}
	if err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		return b.Cases().TakeOut(tx, 2)
	}); err == nil {
		t.Error("a material was taken out twice")
	}
}

func materialAtOnce(t *testing.T, b *Bench) {
	var all sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		all.Go(func() {
			for n := range 5 {
				h := aMaterial(int64(i*10+n+1), "d")
				h.Digest = strings.Repeat("a", 64)
				if err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
					b.Audit.Record(tx, audit.Entry{Kind: "test"})
					return b.Cases().AddMaterial(tx, h, []byte("x"))
				}); err != nil {
					errs[i] = err
					return
				}
				if errs[i] = b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
					b.Audit.Record(tx, audit.Entry{Kind: "test"})
					_, found, err := b.Cases().Content(tx, h.Digest)
					if err == nil && !found {
						err = errors.New("the content of a material is gone")
					}
					if err != nil || n == 4 && i == 0 { // the last one stays
						return err
					}
					return b.Cases().TakeOut(tx, h.ID)
				}); errs[i] != nil {
					return
				}
			}
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
	if string(b.content(t, strings.Repeat("a", 64))) != "x" {
		t.Error("what the last one has is gone")
	}
}

func materialForgotten(t *testing.T, b *Bench) {
	list := []cases.Handed{aMaterial(3, "d"), aMaterial(1, "e"), aMaterial(2, "d"), inCase(aMaterial(4, ""), 1),
		aMaterial(5, "d")}
	list[0].At, list[1].At = list[1].At, list[0].At
	b.hand(t, list...)
	b.takeOut(t, 5)
	for _, c := range []struct {
		before civil.Instant
		most   int
		want   []int64
	}{{civil.At(first, 9, 30), 9, []int64{3, 2, 1}}, {civil.At(first, 9, 30), 2, []int64{3, 2}},
		{civil.At(first, 9, 2), 9, []int64{3}}, {civil.At(first, 9, 1), 9, nil}} {
		b.read(t, func(tx unit.Tx) error {
			got, err := b.Cases().Forgotten(tx, c.before, c.most)
			var ids []int64
			for _, h := range got {
				ids = append(ids, h.ID)
			}
			if !slices.Equal(ids, c.want) {
				t.Errorf("%d from before %s are %v, want %v", c.most, c.before, ids, c.want)
			}
			return err
		})
	}
}

func materialUndone(t *testing.T, b *Bench) {
	b.hand(t, aMaterial(1, "d"))
	if err := b.Work.Do(context.Background(), by, "test", func(tx unit.Tx) error {
		b.Audit.Record(tx, audit.Entry{Kind: "test"})
		if err := b.Cases().AddMaterial(tx, aMaterial(2, "d"), []byte("x")); err != nil {
			return err
		}
		if err := b.Cases().TakeOut(tx, 1); err != nil {
			return err
		}
		return errors.New("undo")
	}); err == nil {
		t.Fatal("the unit did not fail")
	}
	b.holds(t, "d", []cases.Handed{aMaterial(1, "d")}, nil)
	if b.Count("case_material_content") != 1 || b.content(t, aMaterial(1, "").Digest) == nil {
		t.Error("a unit that failed left a content, or took one away")
	}
}

func materialSurvives(t *testing.T, b *Bench) {
	b.hand(t, aMaterial(1, "d"), inCase(aMaterial(2, ""), 1))
	b.Reopen()
	b.holds(t, "d", []cases.Handed{aMaterial(1, "d")}, []cases.Handed{inCase(aMaterial(2, ""), 1)})
	if b.content(t, aMaterial(2, "").Digest) == nil {
		t.Error("a content is gone")
	}
}
