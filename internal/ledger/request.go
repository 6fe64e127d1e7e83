package ledger

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"guangsha/internal/audit"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Request is what a caller asks for, under a key of its own making (请求键). The same key with the same content
// gives the first answer again; with other content it is a conflict, never a second posting.
type Request struct {
	Home    int64  // 0 for the centre, else the home of the accounts concerned
	Key     string // 1 to 64 printable ASCII characters
	Content []byte // everything that makes this request this request
}

// RequestName is what a request is called by: its key is unique in its home.
type RequestName struct {
	Home int64
	Key  string
}

// String is the home and the key, as the audit entry of a voucher says them.
func (r RequestName) String() string { return strconv.FormatInt(r.Home, 10) + "/" + r.Key }

// claimed begins the name of a field that holds the digest of a request's row.
const claimed = "claimed "

// Held is the field by which the audit log holds a request with its answer. The first entry of the unit that claimed
// it carries it: a key that is given back, an answer that is another and a request that nobody made differ from it.
func (r RequestName) Held(digest string) audit.Field {
	return audit.Field{Name: claimed + r.String(), Value: digest}
}

// ClaimOf reads the name of a field of Held.
func ClaimOf(field string) (request string, ok bool) { return strings.CutPrefix(field, claimed) }

// CodeConflict is the code of the refusal that answers a used key with other content.
const CodeConflict = "request.conflict"

// Claim takes the request's key for an answer. It returns the answer to give: the one offered, with first true,
// or the one given before. It refuses with CodeConflict when the key was used for something else.
func (b *Books) Claim(tx unit.Tx, r Request, answer int64) (given int64, first bool, err error) {
	if !validKey(r.Key) {
		return 0, false, refusal.Bad("request.key", "请求键应为1至64个可见的ASCII字符")
	}
	digest := b.request.Sum(strconv.AppendInt(nil, r.Home, 10), []byte{0}, []byte(r.Key), []byte{0}, r.Content)
	c, err := b.store.Claim(tx, r.Home, r.Key, digest, answer)
	if err != nil || c.New {
		return answer, c.New, err
	}
	if !secret.Equal(c.Digest, digest) {
		return 0, false, refusal.New(CodeConflict, "同一请求键已用于内容不同的业务，本次未办理", "", "请核对原业务；确需再办请换新的请求键")
	}
	return c.Answer, false, nil
}

func validKey(key string) bool {
	if len(key) == 0 || len(key) > 64 {
		return false
	}
	for i := range len(key) {
		if key[i] <= ' ' || key[i] > '~' {
			return false
		}
	}
	return true
}

// NewRequest makes a request of plain data: a struct of numbers, texts and lists of them, whose JSON is always the
// same for the same values. Anything that has no JSON is a defect and panics.
func NewRequest(home int64, key string, content any) Request {
	text, err := json.Marshal(content)
	if err != nil {
		panic(fmt.Sprintf("ledger: request is no plain data: %v", err))
	}
	return Request{Home: home, Key: key, Content: text}
}

// Once runs f with a new id of a kind, the first time a request is seen, and gives that id. Every later time it
// gives the same id and does nothing. It refuses with CodeConflict as Claim does.
func (b *Books) Once(tx unit.Tx, r Request, kind string, f func(id int64) error) (int64, error) {
	id, err := b.store.NextID(tx, kind)
	if err != nil {
		return 0, err
	}
	given, first, err := b.Claim(tx, r, id)
	if err != nil || !first {
		return given, err
	}
	return given, f(given)
}
