package ledger

import (
	"bytes"
	"encoding/hex"
	"hash"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/secret/gm"
)

func newHash() hash.Hash { return gm.NewHash() }

// right is a posting with nothing wrong: 201 with members, a bank account with its movement, a plain account.
func right() Posting {
	return Posting{Kind: KindRemittance, Branch: "01", Summary: "汇缴",
		Lines: []Line{Credit(HousingFund, 300), Debit(FundDemand, 280), Debit(OtherReceivables, 20)},
		Members: []MemberBatch{{Kind: MoveRemittance, Rows: []MemberRow{
			{AccountID{1, 1}, 100}, {AccountID{1, 2}, 200}}}},
		Holders: []HolderRow{{FundDemand, 1, -280, "s1"}}}
}

func TestAPostingThatWouldMakeTheBooksWrongIsNoPosting(t *testing.T) {
	if err := right().check(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		spoil func(p *Posting)
		says  string
	}{
		"no line":              {func(p *Posting) { p.Lines = nil }, "0 lines"},
		"one line":             {func(p *Posting) { p.Lines = p.Lines[:1] }, "1 lines"},
		"out of balance":       {func(p *Posting) { p.Lines[2].Amount-- }, "out of balance"},
		"line of a group":      {func(p *Posting) { p.Lines[2].Account = OtherPayables }, "takes no lines"},
		"zero amount":          {func(p *Posting) { p.Lines = append(p.Lines, Line{Account: FeesPayable}) }, "is zero"},
		"unknown account":      {func(p *Posting) { p.Lines[2].Account = 999 }, "takes no lines"},
		"account with details": {func(p *Posting) { p.Lines[2].Account = Income }, "takes no lines"},
		"members missing":      {func(p *Posting) { p.Members = nil }, "differ"},
		"members too many": {func(p *Posting) {
			p.Members[0].Rows = append(p.Members[0].Rows, MemberRow{AccountID{1, 3}, 1})
		}, "differ"},
		"members without line":      {func(p *Posting) { p.Lines[0].Account = InterestPayable }, "differ"},
		"holder missing":            {func(p *Posting) { p.Holders = nil }, "differ"},
		"holder of another amount":  {func(p *Posting) { p.Holders[0].Amount++ }, "differ"},
		"holder of another account": {func(p *Posting) { p.Holders[0].Account = SurplusDemand }, "differ"},
		"holder without line": {func(p *Posting) {
			p.Holders = append(p.Holders, HolderRow{Account: Suspense, Holder: 1, Amount: 5})
		}, "differ"},
		"holder of a plain account": {func(p *Posting) { p.Holders[0].Account = OtherReceivables }, "no holders"},
		"member as holder":          {func(p *Posting) { p.Holders[0].Account = HousingFund }, "no holders"},
		"carried twice": {func(p *Posting) {
			p.Members[0].AllCarried, p.Members[0].Carried = true, 1
		}, "both all and"},
		"summary in another encoding": {func(p *Posting) { p.Summary = "\xbb\xe3\xbd\xc9" }, "not text"},
		"reference with a zero byte":  {func(p *Posting) { p.Holders[0].Ref = "a\x00b" }, "not text"},
	} {
		p := right()
		c.spoil(&p)
		if err := p.check(); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", name, err, c.says)
		}
	}
}

func TestAmountsThatDoNotFitAreNoPosting(t *testing.T) {
	p := right()
	p.Members[0].Rows = []MemberRow{{AccountID{1, 1}, math.MaxInt64}, {AccountID{1, 2}, math.MaxInt64},
		{AccountID{1, 3}, 302}} // wraps round to 300
	defer func() {
		if recover() == nil {
			t.Error("a sum that wrapped round was taken")
		}
	}()
	t.Errorf("checked with %v", p.check())
}

func voucherOf(p Posting) Voucher {
	return Voucher{ID: 7, Day: civil.DateOf(2024, 1, 1), Kind: p.Kind, Branch: p.Branch, Summary: p.Summary,
		Reverses: p.Reverses, Lines: p.Lines}
}

func digestOf(p Posting, change func(v *Voucher)) string {
	v := voucherOf(p)
	if change != nil {
		change(&v)
	}
	return hex.EncodeToString(digest(newHash(), v, p.Holders, sealedRows(p.Members)))
}

func TestTheDigestCoversEveryPartOfAVoucher(t *testing.T) {
	seen := map[string]string{digestOf(right(), nil): "unchanged"}
	note := func(name, d string) {
		if other, ok := seen[d]; ok {
			t.Errorf("%s has the digest of %s", name, other)
		}
		seen[d] = name
	}
	for name, change := range map[string]func(v *Voucher){
		"id": func(v *Voucher) { v.ID++ }, "day": func(v *Voucher) { v.Day++ }, "kind": func(v *Voucher) { v.Kind++ },
		"reverses": func(v *Voucher) { v.Reverses++ },
	} {
		note(name, digestOf(right(), change))
	}
	for name, change := range map[string]func(p *Posting){
		"branch":              func(p *Posting) { p.Branch = "02" },
		"summary":             func(p *Posting) { p.Summary = "补缴" },
		"branch into summary": func(p *Posting) { p.Branch, p.Summary = "01汇", "缴" },
		"line account":        func(p *Posting) { p.Lines[2].Account = InterestReceivable },
		"line amount":         func(p *Posting) { p.Lines[2].Amount++ },
		"line order":          func(p *Posting) { p.Lines[0], p.Lines[1] = p.Lines[1], p.Lines[0] },
		"line more":           func(p *Posting) { p.Lines = append(p.Lines, Line{FeesPayable, 1}) },
		"holder account":      func(p *Posting) { p.Holders[0].Account = SurplusDemand },
		"holder":              func(p *Posting) { p.Holders[0].Holder++ },
		"holder amount":       func(p *Posting) { p.Holders[0].Amount++ },
		"holder reference":    func(p *Posting) { p.Holders[0].Ref = "s2" },
		"member home":         func(p *Posting) { p.Members[0].Rows[0].Account.Home++ },
		"member":              func(p *Posting) { p.Members[0].Rows[1].Account.ID++ },
		"member amount":       func(p *Posting) { p.Members[0].Rows[0].Amount++ },
		"movement kind":       func(p *Posting) { p.Members[0].Kind = MoveBackPay },
		"carried":             func(p *Posting) { p.Members[0].Carried = 1 },
		"all carried":         func(p *Posting) { p.Members[0].AllCarried = true },
		"row less":            func(p *Posting) { p.Members[0].Rows = p.Members[0].Rows[:1] },
	} {
		p := right()
		change(&p)
		note(name, digestOf(p, nil))
	}
}

// TestTheDigestIsThatOfTheRowsReadBack splits and shuffles the movements as a store may.
func TestTheDigestIsThatOfTheRowsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []sealedRow
		for range rapid.IntRange(0, 8).Draw(t, "rows") {
			rows = append(rows, sealedRow{MemberRow{AccountID{rapid.Int64Range(0, 2).Draw(t, "home"),
				rapid.Int64Range(1, 3).Draw(t, "id")}, money.Fen(rapid.Int64Range(-2, 2).Draw(t, "amount"))},
				MovementKind(rapid.IntRange(1, 2).Draw(t, "kind")),
				money.Fen(rapid.Int64Range(0, 1).Draw(t, "carried"))})
		}
		want := func(list []sealedRow) []byte {
			sortSealed(list)
			return digest(newHash(), voucherOf(right()), right().Holders, list)
		}
		first := want(append([]sealedRow{}, rows...))
		seed := rapid.Uint64().Draw(t, "seed")
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		var batches []MemberBatch
		for _, r := range rows {
			batches = append(batches, MemberBatch{Kind: r.kind, Carried: r.carried, Rows: []MemberRow{r.MemberRow}})
		}
		if again := want(sealedRows(batches)); !bytes.Equal(first, again) {
			t.Fatalf("rows %v have two digests", rows)
		}
	})
}

func TestRequestKeysAreVisibleASCII(t *testing.T) {
	for key, want := range map[string]bool{
		"": false, "a": true, "debit-2024-01-31-17-3": true, "~!": true, " ": false, "a b": false, "a\n": false,
		"\x7f": false, "键": false, "a\x00": false,
		strings.Repeat("k", 64): true, strings.Repeat("k", 65): false,
	} {
		if got := validKey(key); got != want {
			t.Errorf("%q: %v", key, got)
		}
	}
}

func TestARequestIsTheSameTextForTheSameValues(t *testing.T) {
	type content struct {
		Amount money.Fen
		Name   string
		List   []int64
	}
	a := NewRequest(3, "k", content{100, "示例<单位>", []int64{1, 2}})
	b := NewRequest(3, "k", content{100, "示例<单位>", []int64{1, 2}})
	other := NewRequest(3, "k", content{100, "示例<单位>", []int64{2, 1}})
	if !bytes.Equal(a.Content, b.Content) || bytes.Equal(a.Content, other.Content) || a.Home != 3 || a.Key != "k" {
		t.Errorf("%s, %s, %s", a.Content, b.Content, other.Content)
	}
}

func TestTheDayProductGoesOnFromTheLastDay(t *testing.T) {
	a := MemberAccount{Balance: 1000, Product: 500, LastDay: civil.DateOf(2024, 2, 28)}
	for day, want := range map[civil.Date]money.DayProduct{
		civil.DateOf(2024, 2, 28): 500, civil.DateOf(2024, 2, 29): 1500, civil.DateOf(2024, 3, 1): 2500,
	} {
		if got := a.ProductAt(day); got != want {
			t.Errorf("up to %s: %d, want %d", day, got, want)
		}
	}
}
