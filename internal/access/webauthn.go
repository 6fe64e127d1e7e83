package access

import (
	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// PasskeySite is the name that passkeys are made for. Browsers take no address of numbers for one, so that the pages
// must be opened by this name.
const PasskeySite = "localhost"

// PasskeyAlgorithms are the kinds of keys that devices may make, by their COSE numbers: ES256 of phones and security
// keys, RS256 of older machines.
var PasskeyAlgorithms = []int64{int64(webauthncose.AlgES256), int64(webauthncose.AlgRS256)}

// Made is what a device answers that has made a passkey, each part as the browser gives it.
type Made struct {
	Credential  string // base64url
	Client      []byte // client data, JSON
	Attestation []byte // CBOR
}

// madeKey is what has been verified of a new passkey, but for its challenge.
type madeKey struct {
	challenge Challenge
	public    []byte
	counter   int64
}

// verified holds a new passkey against the site, the pages at origin and the kinds that are taken; the device must have
// asked its person. Whether the challenge is good is for the caller.
func (m Made) verified(origin string) (k madeKey, ok bool) {
	id, err := inText.DecodeString(m.Credential)
	if err != nil {
		return k, false
	}
	parsed, err := protocol.CredentialCreationResponse{
		PublicKeyCredential: credential(m.Credential, id),
		AttestationResponse: protocol.AuthenticatorAttestationResponse{
			AuthenticatorResponse: protocol.AuthenticatorResponse{ClientDataJSON: m.Client},
			AttestationObject:     m.Attestation},
	}.Parse()
	if err != nil {
		return k, false
	}
	var kinds []protocol.CredentialParameter
	for _, a := range PasskeyAlgorithms {
		kinds = append(kinds, protocol.CredentialParameter{Type: protocol.PublicKeyCredentialType,
			Algorithm: webauthncose.COSEAlgorithmIdentifier(a)})
	}
	client := parsed.Response.CollectedClientData
	if _, err := parsed.Verify(client.Challenge, PasskeySite, []string{origin}, nil, nil,
		protocol.TopOriginExplicitVerificationMode, false, true, true, nil, kinds, protocol.AttestationPolicy{},
		protocol.SignaturePolicy{}); err != nil {
		return k, false
	}
	data := parsed.Response.AttestationObject.AuthData
	k = madeKey{public: data.AttData.CredentialPublicKey, counter: int64(data.Counter)}
	k.challenge, err = inText.DecodeString(client.Challenge)
	return k, err == nil
}

func credential(text string, id []byte) protocol.PublicKeyCredential {
	return protocol.PublicKeyCredential{RawID: id,
		Credential: protocol.Credential{ID: text, Type: string(protocol.PublicKeyCredentialType)}}
}

// Signed is what a device answers that has signed with a passkey, each part as the browser gives it.
type Signed struct {
	Credential string // base64url
	Client     []byte // client data, JSON
	Device     []byte // authenticator data
	Signature  []byte
	User       []byte // what the device calls its person
}

// signedAnswer is what has been verified of a signature, but for its challenge and counter.
type signedAnswer struct {
	challenge Challenge
	counter   int64
	user      []byte
}

// verified holds a signature against a public key, the site and the pages at origin; the device must have asked its
// person.
func (s Signed) verified(origin string, public []byte) (a signedAnswer, ok bool) {
	id, err := inText.DecodeString(s.Credential)
	if err != nil {
		return a, false
	}
	parsed, err := protocol.CredentialAssertionResponse{
		PublicKeyCredential: credential(s.Credential, id),
		AssertionResponse: protocol.AuthenticatorAssertionResponse{
			AuthenticatorResponse: protocol.AuthenticatorResponse{ClientDataJSON: s.Client},
			AuthenticatorData:     s.Device, Signature: s.Signature, UserHandle: s.User},
	}.Parse()
	if err != nil {
		return a, false
	}
	client := parsed.Response.CollectedClientData
	if err := parsed.Verify(client.Challenge, PasskeySite, "", []string{origin}, nil, nil,
		protocol.TopOriginExplicitVerificationMode, false, true, true, public, protocol.SignaturePolicy{}); err != nil {
		return a, false
	}
	a = signedAnswer{counter: int64(parsed.Response.AuthenticatorData.Counter), user: s.User}
	a.challenge, err = inText.DecodeString(client.Challenge)
	return a, err == nil
}
