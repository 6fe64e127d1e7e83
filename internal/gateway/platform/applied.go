package platform

import (
	"context"
	"errors"
	"fmt"

	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/cases"
)

// applied is an application that somebody handed in on the platform, as it goes over the wire.
type applied struct {
	No        string            `json:"id"`
	Code      string            `json:"itemCode"`
	Applicant identity          `json:"applicant"`
	Account   string            `json:"account,omitempty"`
	Form      map[string]string `json:"form"`
	Materials []attached        `json:"materials,omitempty"`
}

// identity is whom unified identity has verified (统一身份认证).
type identity struct {
	Name   string `json:"name"`
	IDNo   string `json:"idNo"`
	Mobile string `json:"mobile"`
	Level  int    `json:"level"`
}

// attached is a material: what a shared register was looked up under, or a file that waits to be fetched.
type attached struct {
	Material string `json:"material"`
	Shared   string `json:"shared,omitempty"`
	File     string `json:"file,omitempty"`
	Name     string `json:"name,omitempty"`
	Type     string `json:"type,omitempty"`
}

// page asks for applications, wanted for one of them or a file of it.
type page struct {
	Limit int `json:"limit"`
}

type wanted struct {
	No   string `json:"id"`
	File string `json:"file,omitempty"`
}

// content is a file, with what it was asked by: an answer of before is no answer.
type content struct {
	wanted
	Bytes []byte `json:"content"`
}

// reply is what the centre says of an application: the number of its case, or why there is none.
type reply struct {
	No     string `json:"id"`
	Number string `json:"caseNo,omitempty"`
	Words  string `json:"words,omitempty"`
}

// Waiting implements cases.Platform.
func (c *Client) Waiting(ctx context.Context, limit int) (list []string, err error) {
	err = c.ask(ctx, pathWaiting, page{limit}, &list)
	return list, err
}

// Application implements cases.Platform. One that the platform has signed and that cannot be read is an application all
// the same, with what is wrong with it.
func (c *Client) Application(ctx context.Context, no string) (cases.Applied, error) {
	var in applied
	err := c.ask(ctx, pathApplied, wanted{No: no}, &in)
	switch {
	case errors.Is(err, errContent) || err == nil && in.No == "":
		return cases.Applied{No: no, Wrong: refusal.New(cases.CodeUnreadable, "申请的内容不符合约定的格式", "",
			"请重新填写申请，或到柜面办理")}, nil
	case err != nil:
		return cases.Applied{}, err
	case in.No != no:
		return cases.Applied{}, fmt.Errorf("platform: asked for one application it gives another")
	}
	who := in.Applicant
	out := cases.Applied{No: no, Code: in.Code, Account: number.MemberNo(in.Account), Typed: in.Form,
		Who: cases.Identity{Name: who.Name, IDNo: who.IDNo, Mobile: who.Mobile, Level: who.Level}}
	for _, m := range in.Materials {
		out.Materials = append(out.Materials, cases.Attached(m))
	}
	return out, nil
}

// File implements cases.Platform.
func (c *Client) File(ctx context.Context, no, file string) ([]byte, error) {
	var in content
	err := c.ask(ctx, pathFile, wanted{no, file}, &in)
	if err == nil && in.wanted != (wanted{no, file}) {
		err = fmt.Errorf("platform: asked for one file it gives another")
	}
	return in.Bytes, err
}

// Reply implements cases.Platform.
func (c *Client) Reply(ctx context.Context, r cases.Reply) error {
	var none struct{}
	return c.ask(ctx, pathReply, reply{r.No, string(r.Number), r.Words}, &none)
}
