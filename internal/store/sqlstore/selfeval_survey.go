package sqlstore

import (
	"encoding/hex"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/selfeval"
)

// frames list the people of each group with a case that was done from $1 to $2.
var frames = map[selfeval.Asked]string{
	selfeval.AskBorrowers: `SELECT DISTINCT borrower FROM loan WHERE disbursed BETWEEN $1 AND $2 ORDER BY borrower`,
	selfeval.AskWithdrawers: `SELECT DISTINCT m.person FROM withdrawal_case c JOIN member m ON m.no = c.member
		WHERE c.state = 2 AND c.decided BETWEEN $1 AND $2 ORDER BY m.person`,
}

// Frame implements selfeval.SurveyStore.
func (s selfevalStore) Frame(u unit.Tx, a selfeval.Asked, from, to civil.Date) ([]int64, error) {
	return all(s.tx(u), frames[a], []any{int64(from), int64(to)},
		func(scan func(...any) error) (id int64, err error) { return id, scan(&id) })
}

// AddSurvey implements selfeval.SurveyStore.
func (s selfevalStore) AddSurvey(u unit.Tx, v selfeval.Survey, list []selfeval.Invitation) error {
	if err := s.one(u, `INSERT INTO selfeval_survey (id, title, asked, from_day, to_day, until_day, framed, sent, drawn,
			drawn_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, v.ID, v.Title, int64(v.Asked), int64(v.From),
		int64(v.To), int64(v.Until), v.Framed, v.Sent, int64(v.Drawn), v.DrawnBy); err != nil {
		return err
	}
	rows := make([][]any, len(list))
	for i, one := range list {
		rows[i] = []any{v.ID, one.No, one.Person, sealed(one.Sealed), hex.EncodeToString(one.Index)}
	}
	return s.tx(u).insert(`INSERT INTO selfeval_invitation (survey, no, person, code, code_index)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), CAST(value ->> 2 AS BIGINT), value ->> 3,
			value ->> 4 FROM json_each($1)`, rows)
}

const selectSurvey = `SELECT id, title, asked, from_day, to_day, until_day, framed, sent, drawn, drawn_by,
	answer_1, answer_2, answer_3, answer_4, answer_5, closed, closed_by, document FROM selfeval_survey `

func scanSurvey(scan func(...any) error) (v selfeval.Survey, err error) {
	a := &v.Answers
	return v, scan(&v.ID, &v.Title, &v.Asked, &v.From, &v.To, &v.Until, &v.Framed, &v.Sent, &v.Drawn, &v.DrawnBy,
		&a[0], &a[1], &a[2], &a[3], &a[4], &v.Closed, &v.ClosedBy, &v.Document)
}

// Surveys implements selfeval.SurveyStore.
func (s selfevalStore) Surveys(u unit.Tx) ([]selfeval.Survey, error) {
	return all(s.tx(u), selectSurvey+`ORDER BY id DESC`, nil, scanSurvey)
}

// Survey implements selfeval.SurveyStore.
func (s selfevalStore) Survey(u unit.Tx, id int64) (v selfeval.Survey, found bool, err error) {
	return first(s.tx(u), selectSurvey+`WHERE id = $1`, []any{id}, scanSurvey)
}

// Invitations implements selfeval.SurveyStore.
func (s selfevalStore) Invitations(u unit.Tx, survey int64) ([]selfeval.Invitation, error) {
	return all(s.tx(u), `SELECT i.no, i.person, p.name, COALESCE((SELECT MIN(m.no) FROM member m
				WHERE m.person = i.person), ''), i.code, i.code_index, i.spent
			FROM selfeval_invitation i JOIN person p ON p.id = i.person WHERE i.survey = $1 ORDER BY i.no`, []any{survey},
		func(scan func(...any) error) (one selfeval.Invitation, err error) {
			var code, index string
			var spent int
			if err := scan(&one.No, &one.Person, &one.Name, &one.Member, &code, &index, &spent); err != nil {
				return one, err
			}
			one.Spent = spent == 1
			if one.Index, err = hex.DecodeString(index); err != nil {
				return one, fmt.Errorf("sqlstore: index of a code: %w", err)
			}
			one.Sealed, err = unsealed(code)
			return one, err
		})
}

// Invited implements selfeval.SurveyStore.
func (s selfevalStore) Invited(u unit.Tx, index []byte) (one selfeval.Invited, found bool, err error) {
	return first(s.tx(u), `SELECT survey, person, spent FROM selfeval_invitation WHERE code_index = $1`,
		[]any{hex.EncodeToString(index)}, func(scan func(...any) error) (one selfeval.Invited, err error) {
			var spent int64
			err = scan(&one.Survey, &one.Person, &spent)
			one.Spent = spent != 0
			return one, err
		})
}

// Answered implements selfeval.SurveyStore.
func (s selfevalStore) Answered(u unit.Tx, a selfeval.Asked, from, to civil.Date) ([]int64, error) {
	return all(s.tx(u), `SELECT DISTINCT i.person FROM selfeval_survey v JOIN selfeval_invitation i ON i.survey = v.id
		WHERE v.asked = $1 AND v.from_day BETWEEN $2 AND $3 AND i.spent = 1 ORDER BY i.person`,
		[]any{int64(a), int64(from), int64(to)},
		func(scan func(...any) error) (id int64, err error) { return id, scan(&id) })
}

// answers are the columns of the counts.
var answers = [len(selfeval.Satisfactions)]string{"answer_1", "answer_2", "answer_3", "answer_4", "answer_5"}

// Answer implements selfeval.SurveyStore.
func (s selfevalStore) Answer(u unit.Tx, survey int64, index []byte, given selfeval.Satisfaction) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE selfeval_invitation SET spent = 1 WHERE code_index = $1 AND survey = $2 AND spent = 0`,
		hex.EncodeToString(index), survey)
	if err != nil || n != 1 {
		return false, err
	}
	column := answers[given-1]
	return true, s.one(u, `UPDATE selfeval_survey SET `+column+` = `+column+` + 1 WHERE id = $1`, survey)
}

// CloseSurvey implements selfeval.SurveyStore.
func (s selfevalStore) CloseSurvey(u unit.Tx, v selfeval.Survey) error {
	return s.one(u, `UPDATE selfeval_survey SET closed = $1, closed_by = $2, document = $3 WHERE id = $4 AND closed = 0`,
		int64(v.Closed), v.ClosedBy, v.Document, v.ID)
}
