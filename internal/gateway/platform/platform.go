// Package platform is the connection to the government service platform (政务服务平台). The centre asks and is never asked:
// it tells what happened to cases and fetches what people said there, so that no door stands open towards the platform.
// Both sides sign what they say with a key that they share.
package platform

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/cases"
)

// The paths of the platform, and the header that has the signature of a body.
const (
	pathNotices = "/notices"
	pathInbox   = "/inbox"
	pathSeen    = "/inbox/seen"
	pathWaiting = "/applications"
	pathApplied = "/applications/one"
	pathFile    = "/applications/file"
	pathReply   = "/applications/reply"
	pathOrders  = "/orders"
	pathOrder   = "/orders/one"
	pathKept    = "/orders/kept"
	pathAnswer  = "/orders/answer"

	headerSignature = "Guangsha-Signature"
)

// Bounds of an answer, and of how long one is waited for.
const (
	maxAnswer = 4 << 20
	maxFile   = 16 << 20 // base64 of a material
	patience  = 20 * time.Second
)

// CodeAddress is the code of the refusal of an address that is none of a platform.
const CodeAddress = "platform.address"

// Client is the platform as the centre sees it. It implements cases.Platform.
type Client struct {
	address string
	key     secret.MAC
	http    *http.Client
}

// New is the connection to the platform at an address, under the key that both sides have.
func New(address string, key secret.MAC) (*Client, error) {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://127.0.0.1:") {
		return nil, refusal.New(CodeAddress, "政务服务平台的地址应以 https:// 开头", "", "请改正平台地址后再运行")
	}
	return &Client{strings.TrimRight(address, "/"), key, &http.Client{Timeout: patience}}, nil
}

// notice is a notice as it goes over the wire.
type notice struct {
	ID        string `json:"id"`
	Code      string `json:"itemCode"`
	Number    string `json:"caseNo"`
	Entry     int    `json:"sequence"`
	Stage     string `json:"stage"`
	State     string `json:"state"`
	Step      string `json:"step,omitempty"`
	Office    string `json:"office"`
	Applicant string `json:"applicant"`
	At        string `json:"at"`
	Due       string `json:"due,omitempty"`
	Stars     int    `json:"stars,omitempty"`
}

// answer is what the platform says of a notice: taken, repeated, or the word for why not.
type answer struct {
	ID     string `json:"id"`
	Result string `json:"result"`
}

// The results that say that the platform has a notice.
const (
	taken    = "taken"
	repeated = "repeated"
)

// said is a rating that somebody gave on the platform.
type said struct {
	ID     string `json:"id"`
	Number string `json:"caseNo"`
	Stars  int    `json:"stars"`
}

// Tell implements cases.Platform.
func (c *Client) Tell(ctx context.Context, list []cases.Notice) (answers []cases.Answer, err error) {
	out := make([]notice, len(list))
	for i, n := range list {
		out[i] = notice{ID: n.ID, Code: n.Code, Number: string(n.Number), Entry: n.Entry, Stage: string(n.Stage),
			State: n.State, Step: n.Step, Office: n.Office, Applicant: n.Applicant, At: n.At.Second(), Stars: n.Stars}
		if n.Due != 0 {
			out[i].Due = n.Due.String()
		}
	}
	var in []answer
	if err := c.ask(ctx, pathNotices, out, &in); err != nil {
		return nil, err
	}
	for _, a := range in {
		is := a.Result == taken || a.Result == repeated
		answers = append(answers, cases.Answer{ID: a.ID, Taken: is, Code: a.Result})
	}
	return answers, nil
}

// Inbox implements cases.Platform.
func (c *Client) Inbox(ctx context.Context) (list []cases.Said, err error) {
	var in []said
	if err := c.ask(ctx, pathInbox, struct{}{}, &in); err != nil {
		return nil, err
	}
	for _, s := range in {
		list = append(list, cases.Said{ID: s.ID, Number: number.CaseNo(s.Number), Stars: s.Stars})
	}
	return list, nil
}

// Seen implements cases.Platform.
func (c *Client) Seen(ctx context.Context, ids []string) error {
	var none []struct{}
	return c.ask(ctx, pathSeen, ids, &none)
}

// ask sends a signed body and reads an answer whose signature is the platform's.
func (c *Client) ask(ctx context.Context, path string, out, in any) error {
	body, err := json.Marshal(out)
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set(headerSignature, signed(c.key, "ask", path, body))
	response, err := c.http.Do(request)
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	defer response.Body.Close()
	most := int64(maxAnswer)
	if path == pathFile {
		most = maxFile
	}
	text, err := io.ReadAll(io.LimitReader(response.Body, most+1))
	switch {
	case err != nil:
		return fmt.Errorf("platform: read its answer: %w", err)
	case response.StatusCode != http.StatusOK:
		return fmt.Errorf("platform: it answers %s", response.Status)
	case int64(len(text)) > most:
		return fmt.Errorf("platform: its answer is longer than %d bytes", most)
	case !secret.Equal([]byte(response.Header.Get(headerSignature)), []byte(signed(c.key, "answer", path, text))):
		return fmt.Errorf("platform: its answer is not signed by it")
	}
	if err := json.Unmarshal(text, in); err != nil {
		return fmt.Errorf("%w: %w", errContent, err)
	}
	return nil
}

// errContent is the error of an answer that the platform has signed and that is not what was asked for.
var errContent = errors.New("platform: its answer is none")

// signed is the signature of what one side says to the other about a path.
func signed(key secret.MAC, side, path string, body []byte) string {
	return hex.EncodeToString(key.Sum([]byte(side), []byte{0}, []byte(path), []byte{0}, body))
}
