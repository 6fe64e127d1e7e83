package console

import (
	"context"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
)

// maxEdits is the largest body with edits: a whole table typed anew.
const maxEdits = 512 << 10

func (c *Console) approveProject(ctx context.Context, in *approveIn) (*output[registered], error) {
	goal, doubts, err := c.goalTable(ctx, in.RawBody, in.Name)
	if err != nil {
		return nil, err
	}
	id, err := c.SelfEvaluation.Approve(ctx, actor(ctx), in.Key, selfeval.Goal{Kind: selfeval.Kind(in.Kind),
		Document: strings.TrimSpace(in.Document), Table: goal})
	if err != nil {
		return nil, err
	}
	return &output[registered]{registered{int64(id), goalDoubts(goal, doubts)}}, nil
}

func edits(list []editIn) (out []eval.Edit) {
	for _, e := range list {
		out = append(out, eval.Edit{Row: e.Row, Column: eval.Column(e.Column), Text: e.Text})
	}
	return out
}

// checkProject scores and checks a table as somebody is writing it, and keeps nothing.
func (c *Console) checkProject(ctx context.Context, in *checkIn) (*output[project], error) {
	whole, err := c.whole(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	edited, err := read(ctx, c, func(tx unit.Tx) (eval.Table, error) {
		return c.SelfEvaluation.Edited(tx, whole.ID, edits(in.Body.Edits))
	})
	if err != nil {
		return nil, err
	}
	w, err := c.wayOf(ctx, whole.Year, whole.ID, &edited)
	if err != nil {
		return nil, err
	}
	return &output[project]{w.shown(whole)}, nil
}

func (c *Console) writeProject(ctx context.Context, in *writeIn) (*output[done], error) {
	b := in.Body
	write := c.SelfEvaluation.Write
	if b.Monitor {
		write = c.SelfEvaluation.Monitor
	}
	err := write(ctx, actor(ctx), b.Key, selfeval.ProjectID(in.ID), b.Base, edits(b.Edits))
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) explainFinding(ctx context.Context, in *explainIn) (*output[done], error) {
	b := in.Body
	err := c.SelfEvaluation.Explain(ctx, actor(ctx), b.Key, selfeval.ProjectID(in.ID),
		selfeval.Explanation{Version: b.Version, Check: b.Check, Row: b.Row, Text: b.Text})
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) judgeRow(ctx context.Context, in *judgeIn) (*output[done], error) {
	b := in.Body
	err := c.SelfEvaluation.Judge(ctx, actor(ctx), b.Key, selfeval.ProjectID(in.ID), selfeval.Judgement{
		Version: b.Version, Row: b.Row, Kind: eval.JudgementKind(b.Kind), Value: b.Value, Text: b.Text})
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) reviewProject(ctx context.Context, in *stepIn) (*output[done], error) {
	err := c.SelfEvaluation.Review(ctx, actor(ctx), in.Body.Key, selfeval.ProjectID(in.ID), in.Body.Text)
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) proceedProject(ctx context.Context, in *stepIn) (*output[done], error) {
	b := in.Body
	if len(b.Rechecked) > 0 && eval.Stage(b.To) == eval.StageRechecked {
		rows := make([]selfeval.RecheckedRow, len(b.Rechecked))
		for i, r := range b.Rechecked {
			rows[i] = selfeval.RecheckedRow(r)
		}
		err := c.SelfEvaluation.Recheck(ctx, actor(ctx), b.Key, selfeval.ProjectID(in.ID), b.Document, rows)
		return &output[done]{done{true}}, gone(err)
	}
	err := c.SelfEvaluation.Proceed(ctx, actor(ctx), b.Key, selfeval.ProjectID(in.ID),
		eval.Step{To: eval.Stage(b.To), Document: strings.TrimSpace(b.Document), Text: b.Text})
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) assignRow(ctx context.Context, in *dutyIn) (*output[done], error) {
	b := in.Body
	due, err := civil.ParseDate(b.Due)
	if err != nil {
		return nil, err
	}
	err = c.SelfEvaluation.Assign(ctx, actor(ctx), b.Key, selfeval.Duty{Project: selfeval.ProjectID(in.ID), Row: b.Row,
		Office: strings.TrimSpace(b.Office), Due: due})
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) fulfilRow(ctx context.Context, in *dutyIn) (*output[done], error) {
	err := c.SelfEvaluation.Fulfil(ctx, actor(ctx), in.Body.Key, selfeval.ProjectID(in.ID), in.Body.Row)
	return &output[done]{done{true}}, gone(err)
}

func (c *Console) attachFile(ctx context.Context, in *attachIn) (*output[entered], error) {
	id, err := c.SelfEvaluation.Attach(ctx, actor(ctx), in.Key, selfeval.File{Project: selfeval.ProjectID(in.ID),
		Row: in.Row, Name: in.Name, Content: in.RawBody, Scan: in.Scan})
	return &output[entered]{entered{id}}, gone(err)
}
