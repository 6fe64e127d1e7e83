package console

import (
	"context"
	"encoding/base64"
	"net"
	"net/http"
	"strings"

	"guangsha/internal/access"
)

// ServedAt says at which address the pages are answered. Passkeys are good for pages that were opened by name at its
// port, and until it is known for none.
func (c *Console) ServedAt(at net.Addr) {
	if _, port, err := net.SplitHostPort(at.String()); err == nil {
		c.origin = "http://" + net.JoinHostPort(access.PasskeySite, port)
	}
}

func (c *Console) passkeys(ctx context.Context, _ *struct{}) (*output[list[PasskeyItem]], error) {
	found, err := c.Access.Passkeys(ctx, actor(ctx))
	if err != nil {
		return nil, err
	}
	out := list[PasskeyItem]{Items: make([]PasskeyItem, len(found))}
	for i, k := range found {
		out.Items[i] = PasskeyItem{ID: k.ID, Title: k.Title, Since: date(k.Since)}
		if k.Used != 0 {
			out.Items[i].Used = k.Used.Date().String()
		}
	}
	return &output[list[PasskeyItem]]{out}, nil
}

func (c *Console) offerPasskey(ctx context.Context, in *offerPasskeyIn) (*output[passkeyOffer], error) {
	offer, err := c.Access.OfferPasskey(ctx, actor(ctx), strings.TrimSpace(in.Body.Factor))
	if err != nil {
		return nil, err
	}
	out := passkeyOffer{Challenge: offer.Challenge.String(), Site: access.PasskeySite,
		User: base64.RawURLEncoding.EncodeToString(offer.User), Code: offer.Code, Known: offer.Known,
		Algorithms: access.PasskeyAlgorithms}
	if out.Known == nil {
		out.Known = []string{}
	}
	return &output[passkeyOffer]{out}, nil
}

func (c *Console) addPasskey(ctx context.Context, in *addPasskeyIn) (*output[done], error) {
	b := in.Body
	return &output[done]{done{true}}, c.Access.AddPasskey(ctx, actor(ctx), c.origin, strings.TrimSpace(b.Title),
		access.Made{Credential: b.Credential, Client: b.Client, Attestation: b.Attestation})
}

func (c *Console) removePasskey(ctx context.Context, in *passkeyOf) (*output[done], error) {
	return &output[done]{done{true}}, c.Access.RemovePasskey(ctx, actor(ctx), in.ID)
}

func (c *Console) passkeyChallenge(ctx context.Context, _ *struct{}) (*output[passkeyChallenge], error) {
	made, err := c.Access.PasskeyChallenge(ctx, c.guest(ctx))
	return &output[passkeyChallenge]{passkeyChallenge{made.String(), access.PasskeySite}}, err
}

func (c *Console) signInByPasskey(ctx context.Context, in *signedByPasskey) (*signedIn, error) {
	b := in.Body
	token, err := c.Access.EnterByPasskey(ctx, c.guest(ctx), c.origin, access.Signed{Credential: b.Credential,
		Client: b.Client, Device: b.Device, Signature: b.Signature, User: b.User})
	if err != nil {
		return nil, err
	}
	return c.begun(ctx, token)
}

// begun answers whoever has signed in.
func (c *Console) begun(ctx context.Context, token string) (*signedIn, error) {
	by, err := c.Access.Resume(ctx, token, true)
	if err != nil {
		return nil, err
	}
	me, err := c.about(ctx, by)
	kept := http.Cookie{Name: cookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode}
	return &signedIn{Cookie: kept.String(), Body: me}, err
}

func (c *Console) passkeyRoutes(r routes) {
	get(r, "passkeys", c.passkeys)
	post(r, "offerPasskey", maxSearch, c.offerPasskey)
	post(r, "addPasskey", maxPasskey, c.addPasskey)
	post(r, "removePasskey", maxSearch, c.removePasskey)
	get(r, "passkeyChallenge", c.passkeyChallenge)
	post(r, "signInByPasskey", maxPasskey, c.signInByPasskey)
}

// maxPasskey is the largest answer of a device.
const maxPasskey = 16 << 10
