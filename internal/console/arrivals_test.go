package console_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"guangsha/internal/base/unit"
)

// bankNamed is a bank with its key in force, called as the register of the centre's accounts calls the bank of one.
func (m *matrix) bankNamed(code, title string) *institution {
	m.t.Helper()
	p := m.institutionTitled(code, title, "partner-bank")
	if answer := p.administer("confirm"); answer != http.StatusOK {
		m.t.Fatal(answer)
	}
	return p
}

// report has a bank report an arrival under a request key.
func (p *institution) report(key, body string) (status int, told string) {
	p.m.t.Helper()
	w := p.m.send(p.sign("POST", "/api/arrivals", strings.Replace(body, "$key", key, 1), 0))
	return w.Code, w.Body.String()
}

func TestABankReportsWhatArrived(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	var at string
	if err := m.centre.Work.Read(context.Background(), func(tx unit.Tx) error {
		list, err := m.centre.Treasury.Banks(tx)
		at = list[0].Bank
		return err
	}); err != nil {
		t.Fatal(err)
	}
	here, elsewhere := m.bankNamed("bank-1", at), m.bankNamed("bank-2", "另一示例银行")
	const body = `{"key":"$key","account":1,"serial":"%s","payer":"9000000000000000001","name":"示例","amount":12345,` +
		`"remark":"张三649901199001010010","date":"2024-12-31"}`
	first := fmt.Sprintf(body, "B-1")
	status, told := here.report("k1", first)
	var made struct{ Receipt, State, Voucher int64 }
	if err := json.Unmarshal([]byte(told), &made); err != nil || status != 200 || made.State != 3 || made.Voucher == 0 {
		t.Fatalf("%d %s", status, told)
	}
	if status, again := here.report("k1", first); status != 200 || again != told {
		t.Errorf("asked again: %d %s", status, again)
	}
	books := m.dump()
	changed := func(old, other string) string {
		return strings.Replace(fmt.Sprintf(body, "B-2"), old, other, 1)
	}
	for what, r := range map[string]struct {
		of        *institution
		key, body string
	}{
		"another serial under the key":     {here, "k1", changed("", "")},
		"the serial under another key":     {here, "k2", first},
		"the other bank, the same request": {elsewhere, "k1", first},
		"the other bank's own":             {elsewhere, "k3", changed("", "")},
		"an account of the surplus":        {here, "k4", changed(`"account":1`, `"account":2`)},
		"no account":                       {here, "k5", changed(`"account":1`, `"account":77`)},
		"nothing":                          {here, "k6", `{}`},
		"a day that is none":               {here, "k7", changed("12-31", "02-30")},
		"a later day":                      {here, "k8", changed("2024-12-31", "2999-01-01")},
		"no money":                         {here, "k9", changed("12345", "0")},
		"too much":                         {here, "k10", changed("12345", "1000000000001")},
		"half a fen":                       {here, "k11", changed("12345", "1.5")},
		"a name twice":                     {here, "k12", changed(`{"key"`, `{"amount":1,"key"`)},
		"a number of somebody as the key":  {here, "649901199001010010", changed("", "")},
	} {
		status, told := r.of.report(r.key, r.body)
		if status != http.StatusUnprocessableEntity && status != http.StatusBadRequest ||
			!strings.Contains(told, `"title"`) || strings.Contains(told, `"receipt"`) {
			t.Errorf("%s: %d %s", what, status, told)
		}
	}
	if m.dump() != books {
		t.Error("what was refused changed the books")
	}
	if w := m.send(here.sign("GET", "/api/employers", "", 0)); w.Code != http.StatusForbidden {
		t.Errorf("a bank reads employers: %d", w.Code)
	}
	m.noFailure()
}
