package console

import (
	"context"
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/measure"
	"guangsha/internal/spending"
)

// link is where a row or a line leads.
type link struct {
	Kind string `json:"kind" enum:"voucher,loan,member,employer,trial,register" doc:"凭证、贷款、个人账户、单位、科目余额表、台账记录"`
	To   string `json:"to" doc:"号码，尚无号码时为内部编号；科目余额表为日期，台账记录为“种类/编号”"`
}

const linkRegister = "register"

// linkOf is a link, or none.
func linkOf(kind, to string) *link {
	if kind == "" || to == "" {
		return nil
	}
	return &link{kind, to}
}

// registerEntry is a record of the centre's own spending.
type registerEntry struct {
	Kind  string      `json:"kind" doc:"种类代码"`
	Title string      `json:"title" doc:"种类"`
	Facts []entryLine `json:"facts" doc:"记录的内容"`
	Parts []entryLine `json:"parts" doc:"明细"`
	Note  string      `json:"note" doc:"为什么没有记账凭证"`
}

type entryLine struct {
	Label string `json:"label" doc:"名目"`
	Kind  string `json:"kind" enum:"text,date,fen,count" doc:"内容：文字、日期、以分计的金额、个数"`
	Value string `json:"value" doc:"内容；金额为以分计的整数"`
	Link  *link  `json:"link,omitempty"`
}

type entryOf struct {
	Kind string `path:"kind" maxLength:"20" doc:"台账记录的种类"`
	ID   int64  `path:"id" minimum:"1" doc:"编号"`
}

// fiscal is why what the centre spends on itself has no voucher.
const fiscal = "这些是中心自身的支出，由财政预算经国库支付，不记入住房公积金业务账，所以没有记账凭证；依据是台账中的付款、账单、合同和工资批次。"

func (c *Console) registerEntry(ctx context.Context, in *entryOf) (*output[registerEntry], error) {
	return answer(ctx, c, func(tx unit.Tx) (out registerEntry, err error) {
		lines, err := c.Spending.Entry(tx, in.Kind, in.ID)
		if err != nil {
			return out, err
		}
		if len(lines) == 0 {
			return out, no("这条台账记录", "请从取数的明细中打开")
		}
		out = registerEntry{Kind: in.Kind, Title: measure.SourceName(in.Kind), Note: fiscal, Facts: []entryLine{},
			Parts: []entryLine{}}
		for _, l := range lines {
			one := entryLineOf(l)
			switch {
			case one.Value == "":
			case l.Part:
				out.Parts = append(out.Parts, one)
			default:
				out.Facts = append(out.Facts, one)
			}
		}
		return out, nil
	})
}

// entryLineOf writes a line; one without a value says nothing.
func entryLineOf(l spending.EntryLine) entryLine {
	out := entryLine{Label: l.Label, Kind: string(spending.EntryText), Value: l.Words}
	switch l.Kind {
	case spending.EntryDate:
		if l.N != 0 {
			out.Kind, out.Value = string(spending.EntryDate), civil.Date(l.N).String()
		}
	case spending.EntryMonth:
		out.Kind, out.Value = string(spending.EntryDate), monthText(civil.Month(l.N))
	case spending.EntryFen, spending.EntryCount:
		out.Kind, out.Value = string(l.Kind), strconv.FormatInt(l.N, 10)
	case spending.EntryScore:
		out.Value = money.Fen(l.N).String()
	}
	switch l.Link {
	case "", "loan":
		out.Link = linkOf(l.Link, l.To)
	default:
		out.Link = linkOf(linkRegister, l.Link+"/"+l.To)
	}
	return out
}

func (c *Console) registerRoutes(r routes) {
	get(r, "registerEntry", c.registerEntry)
}
