package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// payment is a withdrawal for rent (租房提取) that was taken in and waits for its decision, which pays it.
type payment struct {
	number, step string
	seen         int
}

// holder is a member as the list has them. Their identity number is asked for at the counter and shown nowhere: it is
// known from the tables that they moved in with.
type holder struct {
	No, Name, StateName string
	Balance             int64 // fen
	idNo                string
}

// rows reads a table that the members moved in with: its columns by code.
func (s *server) rows(name string) (list []map[string]string, err error) {
	text, err := os.ReadFile(filepath.Join(s.tables, name+".csv"))
	if err != nil {
		return nil, err
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, fmt.Errorf("%s: %d rows: %w", name, len(all), err)
	}
	for _, r := range all[1:] {
		row := map[string]string{}
		for i, code := range all[0] {
			row[code] = r[i]
		}
		list = append(list, row)
	}
	return list, nil
}

// numbers are the identity numbers of those who moved in, by surname, which is all that the list shows of a name, and
// balance.
func (s *server) numbers() (map[string]string, error) {
	people, err := s.rows("个人信息")
	if err != nil {
		return nil, err
	}
	accounts, err := s.rows("个人账户")
	if err != nil {
		return nil, err
	}
	balance := map[string]string{}
	for _, a := range accounts {
		balance[a["GRZH"]] = strings.Replace(a["GRZHYE"], ".", "", 1)
	}
	of := map[string]string{}
	for _, p := range people {
		of[surname(p["XingMing"])+balance[p["GRZH"]]] = p["ZJHM"]
	}
	return of, nil
}

func surname(name string) string {
	_, n := utf8.DecodeRuneInString(name)
	return name[:n]
}

// waiting has the clerks take in up to so many withdrawals, one each for members who may have one.
func (b *bench) waiting(ctx context.Context, s *server, clerks []person, people []holder) ([]payment, error) {
	var centre struct{ OpenDay string }
	if _, err := s.send(ctx, http.MethodGet, "/api/centre", clerks[0].cookie, nil, &centre); err != nil {
		return nil, err
	}
	var scan bytes.Buffer
	if err := png.Encode(&scan, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var taken []payment
	var last error
	var next atomic.Int64
	var wg sync.WaitGroup
	for c := range b.callers {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= min(b.withdrawals, len(people)) {
					return
				}
				p, err := s.take(ctx, clerks[c%len(clerks)], people[i], centre.OpenDay[:7], scan.Bytes())
				mu.Lock()
				if last = err; err == nil {
					taken = append(taken, p)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(taken) == 0 {
		return nil, errors.Join(errors.New("no withdrawal was taken in"), last)
	}
	return taken, nil
}

// take takes one withdrawal in at the counter, with a picture for everything that is handed in.
func (s *server) take(ctx context.Context, clerk person, m holder, month string, scan []byte) (p payment, err error) {
	item := "/api/members/" + m.No + "/items/withdrawal.rent"
	var sheet struct {
		Item struct{ Materials []struct{ Code string } }
	}
	if _, err := s.send(ctx, http.MethodGet, item, clerk.cookie, nil, &sheet); err != nil {
		return p, err
	}
	for i, one := range sheet.Item.Materials {
		if one.Code == "signature" { // offered, and not asked for
			continue
		}
		about := url.Values{"key": {fmt.Sprintf("%s-m%d", m.No, i)}, "material": {one.Code}, "name": {"示例.png"},
			"type": {"image/png"}, "draft": {m.No}}
		if err := insist(ctx, func() (*http.Response, error) {
			return s.sendBytes(ctx, http.MethodPost, item+"/materials?"+about.Encode(), clerk.cookie,
				"application/octet-stream", scan, nil)
		}); err != nil {
			return p, err
		}
	}
	form := map[string]any{"key": "case-" + m.No, "item": "withdrawal.rent", "member": m.No, "idNo": m.idNo,
		"draft": m.No, "typed": map[string]string{"amount": "100", "from": month, "months": "1", "monthly": "9000",
			"income": "8000", "children": "0", "public": "no", "no_home": "yes"}}
	var made struct{ Number string }
	if err := s.post(ctx, "/api/counter/cases", clerk.cookie, form, &made); err != nil {
		return p, err
	}
	var shown struct {
		Seen     int
		StepCode string
	}
	_, err = s.send(ctx, http.MethodGet, "/api/cases/"+made.Number, clerk.cookie, nil, &shown)
	return payment{made.Number, shown.StepCode, shown.Seen}, err
}

// pay decides one waiting withdrawal after the other, each of which is paid by it: a case, an application, a voucher,
// its movements, papers and messages. When none is left, the caller rests.
func (s *server) pay(approvers []person, taken []payment) call {
	var next atomic.Int64
	return func(ctx context.Context, caller, _ int) (bool, error) {
		i := int(next.Add(1)) - 1
		if i >= len(taken) {
			return false, errDone
		}
		p, by := taken[i], approvers[caller%len(approvers)]
		answer, err := s.send(ctx, http.MethodPost, "/api/cases/"+p.number+"/act", by.cookie, map[string]any{
			"key": "pay-" + p.number, "seen": p.seen, "act": "advance", "step": p.step, "words": "",
			"typed": map[string]string{"serial": "SL-" + p.number}, "to": "", "stars": 0, "materials": []string{}}, nil)
		return err == nil && answer.StatusCode == http.StatusOK, err
	}
}
