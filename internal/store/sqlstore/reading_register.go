package sqlstore

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"

	"guangsha/internal/base/unit"
	"guangsha/internal/spending"
)

// Each kind of record of the register has a query of the same name that gives it line by line: no, part, label, kind,
// n, words, cost, link, ref. A line with a cost and no label is called by the cost, a text without words says it.
//
//go:embed register
var registerFiles embed.FS

// Entry implements spending.Reader.
func (s spendingStore) Entry(u unit.Tx, kind string, id int64) (spending.Entry, error) {
	text, err := registerFiles.ReadFile("register/" + kind + ".sql")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("records of kind %s: %w", kind, err)
	}
	return all(s.tx(u), string(text), []any{id}, scanEntry)
}

func scanEntry(scan func(...any) error) (l spending.EntryLine, err error) {
	var no, part, cost, ref int64
	if err := scan(&no, &part, &l.Label, &l.Kind, &l.N, &l.Words, &cost, &l.Link, &ref); err != nil {
		return l, err
	}
	l.Part = part != 0
	name := spending.Cost(cost).String()
	switch {
	case l.Label == "":
		l.Label = name
	case l.Kind == entryTopic:
		l.Kind, l.Words = spending.EntryText, spending.Topic(l.N).String()
	case l.Words == "":
		l.Words = name
	}
	if l.Link != "" {
		l.To = strconv.FormatInt(ref, 10)
	}
	return l, nil
}

// entryTopic is the number of a survey's topic, which has a name.
const entryTopic = "topic"

// RegistryCharges implements spending.Reader.
func (s spendingStore) RegistryCharges(u unit.Tx, loan int64) ([]spending.RegistryCharge, error) {
	return all(s.tx(u), `SELECT i.loan, i.certificate, i.amount, b.id, b.registry, b.document, b.day, b.pay_by, b.paid_day,
			b.payment, COALESCE(p.treasury, '')
		FROM spending_registry_item i JOIN spending_registry_bill b ON b.id = i.bill
			LEFT JOIN spending_payment p ON p.id = b.payment
		WHERE i.loan = $1 ORDER BY b.day, b.id, i.no`, []any{loan},
		func(scan func(...any) error) (f spending.RegistryCharge, err error) {
			return f, scan(&f.Loan, &f.Certificate, &f.Amount, &f.Bill, &f.Registry, &f.Document, &f.Day, &f.PayBy,
				&f.Paid, &f.Payment, &f.Treasury)
		})
}
