package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// AddOutside implements selfeval.Store.
func (s selfevalStore) AddOutside(u unit.Tx, id int64, year int, list []evaluation.Outside) error {
	for i, o := range list {
		dated, err := civil.ParseDate(o.Dated)
		if err != nil {
			return err
		}
		on, err := civil.ParseDate(o.On)
		if err != nil {
			return err
		}
		if err := s.one(u, `INSERT INTO selfeval_outside (id, no, year, paper, paper_no, dated, item, measure, amount,
				printed, page, by_code, day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`, id,
			int64(i+1), int64(year), o.Paper, o.Number, int64(dated), o.Item, o.Measure, o.Fen, o.Amount, o.Page, o.By,
			int64(on)); err != nil {
			return err
		}
	}
	return nil
}

// Outside implements selfeval.Store.
func (s selfevalStore) Outside(u unit.Tx, year int) ([]evaluation.Outside, error) {
	return all(s.tx(u), `SELECT o.paper, o.paper_no, o.dated, o.item, o.measure, o.amount, o.printed, o.page, o.by_code,
			o.day
		FROM selfeval_outside o WHERE o.year = $1 AND o.id = (SELECT MAX(l.id) FROM selfeval_outside l
			WHERE l.year = o.year AND l.paper = o.paper AND l.paper_no = o.paper_no)
		ORDER BY o.id, o.no`, []any{int64(year)}, func(scan func(...any) error) (o evaluation.Outside, err error) {
		var dated, on civil.Date
		err = scan(&o.Paper, &o.Number, &dated, &o.Item, &o.Measure, &o.Fen, &o.Amount, &o.Page, &o.By, &on)
		o.Dated, o.On = dated.String(), on.String()
		return o, err
	})
}
