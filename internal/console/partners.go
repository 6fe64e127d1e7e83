package console

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
)

// signedScheme begins the head by which a partner signs a request:
//
//	Authorization: GUANGSHA-SM2 key=1, time=1735700400, nonce=…, signature=… (base64)
const signedScheme = "GUANGSHA-SM2 "

// maxSigned is the largest body of a signed request, which is read whole before anything is believed of it.
const maxSigned = 1 << 20

// partner says which partner has signed a request; asked is false where none claims to have.
func (c *Console) partner(r *http.Request, guest act.By) (by act.By, asked bool, err error) {
	head, asked := strings.CutPrefix(r.Header.Get("Authorization"), signedScheme)
	if !asked {
		return by, false, nil
	}
	guest.Actor = access.CodeGuest
	// Nobody is known to have signed anything yet: until then it is the address that asks.
	if err := c.counted(r.Context(), Signed, c.address(r)); err != nil {
		return guest, true, err
	}
	signed, ok := parseSigned(head)
	if !ok || len(r.Header.Values("Authorization")) > 1 {
		return guest, true, refusal.New(access.CodeSignature, "请求头Authorization的写法不对", "", "请按接口说明签名")
	}
	if r.Body != nil {
		body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxSigned))
		if err != nil {
			why := refusal.New(codeLarge, "请求内容太长或没有传完", "", "请减少内容后再试")
			return guest, true, errors.Join(why, err)
		}
		r.Body, signed.Body = io.NopCloser(bytes.NewReader(body)), body
	}
	signed.Method, signed.Target = r.Method, r.RequestURI
	by, err = c.Access.Authenticate(r.Context(), guest, signed)
	if err != nil {
		return guest, true, err
	}
	return by, true, nil
}

const codeLarge = "console.body.large"

// parseSigned reads the head of a signed request: each of its four parts once, in their order, and nothing beside.
func parseSigned(head string) (s access.SignedRequest, ok bool) {
	var values [4]string
	parts := strings.Split(head, ", ")
	if len(parts) != len(values) {
		return s, false
	}
	for i, name := range []string{"key", "time", "nonce", "signature"} {
		if values[i], ok = strings.CutPrefix(parts[i], name+"="); !ok {
			return s, false
		}
	}
	var err error
	if s.Key, ok = plainNumber(values[0]); !ok {
		return s, false
	}
	if s.Time, ok = plainNumber(values[1]); !ok {
		return s, false
	}
	s.Nonce = values[2]
	s.Signature, err = base64.StdEncoding.Strict().DecodeString(values[3])
	return s, err == nil && base64.StdEncoding.EncodeToString(s.Signature) == values[3]
}

// plainNumber reads a number that is written in one way only.
func plainNumber(text string) (n int64, ok bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && strconv.FormatInt(n, 10) == text
}

func (c *Console) partnerKeys(ctx context.Context, _ *struct{}) (*output[list[PartnerKeyItem]], error) {
	found, err := c.Access.PartnerKeys(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	out := list[PartnerKeyItem]{Items: make([]PartnerKeyItem, len(found))}
	for i, k := range found {
		out.Items[i] = PartnerKeyItem{ID: k.ID, Code: k.Code, Title: k.Title, Role: k.Role,
			RoleName: c.Access.Roles[k.Role].Title, Public: hex.EncodeToString(k.Public), State: k.State.String(),
			Open: k.State == access.Proposed, InForce: k.State == access.InForce, Maker: k.Maker, Checker: k.Checker,
			Day: date(k.Day)}
	}
	return &output[list[PartnerKeyItem]]{out}, nil
}

func (c *Console) registerPartnerKey(ctx context.Context, in *partnerKeyIn) (*output[done], error) {
	b := in.Body
	public, err := hex.DecodeString(strings.TrimSpace(b.Public))
	if err != nil {
		public = nil // what it should be is said with all the rest
	}
	_, err = c.Access.RegisterPartnerKey(ctx, actor(ctx), in.Key, access.NewPartnerKey{Code: strings.TrimSpace(b.Code),
		Title: b.Title, Role: b.Role, Public: public})
	return &output[done]{done{true}}, err
}

func (c *Console) confirmPartnerKey(ctx context.Context, in *partnerKeyOf) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.ConfirmPartnerKey(ctx, actor(ctx), in.ID)
}

func (c *Console) endPartnerKey(ctx context.Context, in *partnerKeyOf) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.EndPartnerKey(ctx, actor(ctx), in.ID)
}

func (c *Console) partnerRoutes(r routes) {
	get(r, "partnerKeys", c.partnerKeys)
	post(r, "registerPartnerKey", maxSearch, c.registerPartnerKey)
	post(r, "confirmPartnerKey", maxSearch, c.confirmPartnerKey)
	post(r, "endPartnerKey", maxSearch, c.endPartnerKey)
}
