package channeltest

import (
	"context"
	"fmt"
	"maps"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/material"
	"guangsha/internal/material/materialtest"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

// asked is what somebody fills in for each item. A new item has its form here, or the suite fails.
var asked = map[serviceitem.Code]map[string]string{
	"withdrawal.rent": {"amount": "2000", "from": "2024-01", "months": "4", "monthly": "3000", "income": "8000",
		"children": "0", "public": "no", "no_home": "yes"},
	"withdrawal.purchase": {"amount": "2000", "house": "示例不动产1号", "signed": "2024-03-01", "price": "600000",
		"loan": "0", "document": "示例发票1号"},
	"withdrawal.repay":           {"amount": "2000", "here": "no", "repaid": "30000", "document": "示例还款记录1号"},
	"withdrawal.retire":          {"on": "2024-04-01", "document": "示例退字1号"},
	"withdrawal.left-employment": {"document": "示例解除证明1号", "not_elsewhere": "yes", "not_reemployed": "yes"},
	"withdrawal.death": {"died": "2024-03-01", "certificate": "示例死亡证明1号", "right": "notary",
		"document": "示例公证1号", "verified": "yes", "card": "6222000099990000"},
	"loan.apply": {"purpose": "purchase", "home": "first", "price": "600000", "amount": "400000", "months": "240",
		"method": "01"},
	"loan.prepay":        {"contract": "示例合同1号", "way": "payoff"},
	"loan.settled":       {"contract": "示例合同1号"},
	"member.certificate": {},
	"member.amend":       {"mobile": "13900000001"},
}

// granted are items that the first member of the suite may have.
var granted = []serviceitem.Code{"withdrawal.rent", "withdrawal.retire", "loan.apply", "member.certificate",
	"member.amend"}

// ask is an application of the first member for an item, changed by some fields.
func (c *centre) ask(item serviceitem.Code, changes map[string]string) cases.Application {
	typed := map[string]string{}
	maps.Copy(typed, asked[item])
	maps.Copy(typed, changes)
	return cases.Application{Item: item, Member: c.no[0], IDNo: opentest.Person(1).IDNo, Typed: typed,
		Draft: c.drafted(item)}
}

// drafted hands everything in that an item may ask the first member for, unless that waits already, and gives the name
// that it waits under.
func (c *centre) drafted(item serviceitem.Code) string {
	c.Helper()
	ctx, f := context.Background(), cases.Folder{Item: item, Member: c.no[0], Draft: "draft"}
	it, _ := serviceitem.Find(c.cases.Items, item)
	ground, _ := it.On(opened)
	var waiting []cases.Handed
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) {
		waiting, err = c.cases.InDraft(tx, c.by().Actor, f)
		return err
	}))
	if len(waiting) > 0 {
		return f.Draft
	}
	for _, m := range ground.Materials {
		c.handed++
		_, err := c.cases.HandIn(ctx, c.by(), fmt.Sprint("handed-in-", c.handed), f, cases.Upload{Material: m.Code,
			File: material.Handed{Content: materialtest.PNG(100, 100)}})
		c.must(err)
	}
	return f.Draft
}

// asks are applications for an item, good ones and bad ones, by what is the matter with them.
func (c *centre) asks(item serviceitem.Code) map[string]cases.Application {
	list := map[string]cases.Application{
		"as it should be":  c.ask(item, nil),
		"nothing typed":    {Item: item, Member: c.no[0], IDNo: opentest.Person(1).IDNo},
		"a strange field":  c.ask(item, map[string]string{"strange": "1"}),
		"an empty amount":  c.ask(item, map[string]string{"amount": ""}),
		"a great amount":   c.ask(item, map[string]string{"amount": "90000000"}),
		"a negative one":   c.ask(item, map[string]string{"amount": "-1"}),
		"no amount at all": c.ask(item, map[string]string{"amount": "二千"}),
	}
	stranger, nobody, malformed := c.ask(item, nil), c.ask(item, nil), c.ask(item, nil)
	stranger.IDNo = opentest.Person(2).IDNo
	nobody.IDNo = ""
	malformed.Member = "12"
	list["somebody else"], list["nobody verified"], list["no account number"] = stranger, nobody, malformed
	unknown := c.ask(item, nil)
	unknown.IDNo = "12345"
	list["no identity number"] = unknown
	return list
}

// said is a refusal as people are told it; empty for none.
func said(err error) string {
	r := refusal.Of(err)
	if r == nil {
		return ""
	}
	text := r.Code + "：" + r.Text + "。" + r.Next
	for _, a := range r.Also {
		text += "\n" + a.Code + "：" + a.Text + "。" + a.Next
	}
	return text
}
