package selfeval

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// RecheckedRow is what the finance bureau accepts of a row (财政复核认定).
type RecheckedRow struct {
	Row      int
	Score    string // 认定得分
	Reviewer string // 复核人, of the bureau or of whom it asked (第三方机构)
	Text     string // 依据
}

// Recheck registers the bureau's recheck with its document and what it accepts of each row that it looked at. Rows that
// are not named stand as they were reported. It refuses with CodeInput a row that is named twice or by nobody, and a
// score outside the weight of its row; nothing of the recheck is written then.
func (s *Service) Recheck(ctx context.Context, by act.By, key string, id ProjectID, document string,
	rows []RecheckedRow) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.SubmitTables)
	if err != nil {
		return err
	}
	seen := map[int]bool{}
	var bad checks
	for i, r := range rows {
		rows[i].Reviewer = strings.TrimSpace(r.Reviewer)
		bad.require(rows[i].Reviewer != "", fmt.Sprintf("请填写第%d行的复核人", r.Row))
		bad.require(!seen[r.Row], fmt.Sprintf("第%d行认定了两次", r.Row))
		seen[r.Row] = true
	}
	if err := bad.err(); err != nil {
		return err
	}
	return s.take(ctx, by, following[evaluation.StageRechecked], key, id, taking{Rechecked: rows,
		Step: evaluation.Step{To: evaluation.StageRechecked, Document: strings.TrimSpace(document)}})
}

// recheck adds what the bureau accepts to the working paper. What the unit judged of a row before counts no more.
func (s *Service) recheck(tx unit.Tx, by act.By, p Project, rows []RecheckedRow, today civil.Date) error {
	if len(rows) == 0 {
		return nil
	}
	set, at, err := s.set(tx, p, nil)
	if err != nil {
		return err
	}
	before, err := s.Store.Said(tx, p.ID)
	if err != nil {
		return err
	}
	var paper evaluation.Paper
	for _, r := range rows {
		paper.Judgements = append(paper.Judgements, evaluation.Judgement{
			Place: placeOf(set.Tables[at].Table, r.Row), Kind: evaluation.JudgedRecheck,
			Value: strings.TrimSpace(r.Score), Said: evaluation.Said{By: r.Reviewer, On: today.String(), Text: r.Text}})
	}
	if err := paper.Complete(); err != nil {
		return err
	}
	if err := set.Judge(paper); err != nil {
		return err
	}
	for i := range paper.Judgements {
		said := Said{No: len(before) + i + 1, Version: p.Versions, By: by.Actor, Judgement: &paper.Judgements[i]}
		if err := s.Store.AddSaid(tx, p.ID, said); err != nil {
			return err
		}
	}
	return nil
}

// placeOf is a row of a table as a working paper names it.
func placeOf(t evaluation.Table, row int) evaluation.Place {
	unit := t.Unit
	if unit == "" {
		unit = t.Department
	}
	return evaluation.Place{Unit: unit, Year: t.Year, Project: t.Project, Row: row}
}
