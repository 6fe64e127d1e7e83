package main

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
)

// bank is a partner that reports what arrived on the accounts that it keeps.
type bank struct {
	key    int64
	signer secret.Signer
}

// signed is a request as the bank sends it: what it signs costs the bank, so it is signed before anything is measured.
type signed struct{ body, head string }

// partner registers the bank's key by one administrator and another.
func (s *server) partner(ctx context.Context) (b bank, err error) {
	banks, err := s.rows("银行专户")
	if err != nil {
		return b, err
	}
	private := make([]byte, 32)
	if _, err := rand.Read(private[1:]); err != nil {
		return b, err
	}
	if b.signer, err = gm.NewSigner(private, rand.Reader); err != nil {
		return b, err
	}
	if err := s.post(ctx, "/api/partner-keys", s.security.cookie, map[string]string{"code": "bank-1",
		"title": banks[0]["YHMC"], "role": "partner-bank", "public": hex.EncodeToString(b.signer.Public())},
		nil); err != nil {
		return b, err
	}
	var keys struct{ Items []struct{ ID int64 } }
	if _, err := s.send(ctx, http.MethodGet, "/api/partner-keys", s.systems.cookie, nil, &keys); err != nil {
		return b, err
	}
	b.key = keys.Items[0].ID
	return b, s.post(ctx, fmt.Sprintf("/api/partner-keys/%d/confirm", b.key), s.systems.cookie, struct{}{}, nil)
}

// arrivals are so many payments of the employers, one after the other, each less than its list.
func (s *server) arrivals(ctx context.Context, day string, n int) (list []signed, err error) {
	b, err := s.partner(ctx)
	if err != nil {
		return nil, err
	}
	employers, err := s.rows("缴存单位信息")
	if err != nil {
		return nil, err
	}
	now, err := s.now(ctx)
	if err != nil {
		return nil, err
	}
	for i := range n {
		e := employers[i%len(employers)]
		body, err := json.Marshal(map[string]any{"key": fmt.Sprint("arrival-", i), "account": 1,
			"serial": fmt.Sprint("SL", i), "payer": e["FKZHHM"], "name": e["DWMC"], "amount": 100 + i%900, "remark": "",
			"date": day})
		if err != nil {
			return nil, err
		}
		one, err := b.sign(string(body), now, i)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

const arrivalsAt = "/api/arrivals"

// sign signs a body as the page of the interface says.
func (b bank) sign(body string, now civil.Instant, n int) (signed, error) {
	at, nonce := int64(now)/time.Second.Microseconds(), fmt.Sprintf("nonce-%016d", n)
	text := fmt.Sprintf("GUANGSHA-SM2-1\nPOST\n%s\n%x\n%d\n%d\n%s\n", arrivalsAt, gm.Sum([]byte(body)), b.key, at, nonce)
	signature, err := b.signer.Sign([]byte(text))
	return signed{body, fmt.Sprintf("GUANGSHA-SM2 key=%d, time=%d, nonce=%s, signature=%s", b.key, at, nonce,
		base64.StdEncoding.EncodeToString(signature))}, err
}

// report sends one arrival after the other. When none is left, the caller rests.
func (s *server) report(list []signed) call {
	var next atomic.Int64
	return func(ctx context.Context, _, _ int) (bool, error) {
		i := int(next.Add(1)) - 1
		if i >= len(list) {
			return false, errDone
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.at+arrivalsAt, strings.NewReader(list[i].body))
		if err != nil {
			return false, err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", list[i].head)
		answer, said, err := s.ask(r)
		switch {
		case err != nil:
			return false, err
		case answer.StatusCode == http.StatusTooManyRequests:
			return false, nil
		case answer.StatusCode != http.StatusOK:
			return false, fmt.Errorf("an arrival: %s %s", answer.Status, said)
		}
		return true, nil
	}
}
