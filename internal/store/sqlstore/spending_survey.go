package sqlstore

import (
	"guangsha/internal/base/unit"
	"guangsha/internal/spending"
)

// HasSurvey implements spending.Store.
func (s spendingStore) HasSurvey(u unit.Tx, document string, t spending.Topic) (bool, error) {
	return s.has(u, `SELECT id FROM spending_survey WHERE document = $1 AND topic = $2`, document, int64(t))
}

// AddSurvey implements spending.Store.
func (s spendingStore) AddSurvey(u unit.Tx, id int64, v spending.Survey) error {
	return s.one(u, `INSERT INTO spending_survey (id, topic, from_day, to_day, held_day, sent, valid, very_satisfied,
			satisfied, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, id, int64(v.Topic), int64(v.From), int64(v.To),
		int64(v.Held), v.Sent, v.Valid, v.VerySatisfied, v.Satisfied, v.Document)
}
