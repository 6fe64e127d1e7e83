package selfeval

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/evaluation"
)

// Monitor writes what has been reached by now (绩效运行监控): the table with its actuals so far.
func (s *Service) Monitor(ctx context.Context, by act.By, key string, id ProjectID, base int,
	edits []evaluation.Edit) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return err
	}
	return s.take(ctx, by, "selfeval.monitored", key, id,
		taking{Step: evaluation.Step{To: evaluation.StageMonitored}, Edits: edits, Base: max(base, 1)})
}

// Write writes cells of the self-evaluation (填报自评表) and makes the next version of it. It refuses with CodeStale edits
// of a version that is not the latest, and whatever the approved goal has frozen.
func (s *Service) Write(ctx context.Context, by act.By, key string, id ProjectID, base int,
	edits []evaluation.Edit) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return err
	}
	return s.take(ctx, by, "selfeval.written", key, id,
		taking{Step: evaluation.Step{To: evaluation.StageSelf}, Edits: edits, Base: max(base, 1)})
}

// Review is the review of the unit (单位审核), with its opinion. It refuses whoever wrote the table or explained a finding
// on it, and a table with a finding that must be looked at and was neither dealt with nor explained.
func (s *Service) Review(ctx context.Context, by act.By, key string, id ProjectID, opinion string) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReviewTables)
	if err != nil {
		return err
	}
	return s.take(ctx, by, "selfeval.reviewed", key, id,
		taking{Step: evaluation.Step{To: evaluation.StageReviewed, Text: opinion}})
}

// following are the steps that Proceed takes, with the kind of their audit entries.
var following = map[evaluation.Stage]string{
	evaluation.StageSubmitted: "selfeval.submitted", evaluation.StageReturned: "selfeval.returned",
	evaluation.StageRechecked: "selfeval.rechecked", evaluation.StagePublished: "selfeval.published",
	evaluation.StageUsed: "selfeval.used",
}

// Proceed takes a step after the review: submission (报送), the bureau's return with its opinion (退回修改) or its recheck
// with a document (财政复核), publication (公开), and what the result was used for (结果应用). Whoever reviewed does not submit,
// and without a stamped scan of the table (签章扫描件) the submission says why there is none, or is refused with CodeScan. A
// submission keeps what is measured of each bound row by then.
func (s *Service) Proceed(ctx context.Context, by act.By, key string, id ProjectID, step evaluation.Step) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.SubmitTables)
	if err != nil {
		return err
	}
	kind, ok := following[step.To]
	if !ok {
		return refusal.Bad(CodeInput, "请选择下一步：报送、退回修改、财政复核、公开或结果应用")
	}
	t := taking{Step: evaluation.Step{To: step.To, Document: step.Document, Text: step.Text}}
	if step.To == evaluation.StageSubmitted {
		if t.Figures, err = s.measured(ctx, id); err != nil {
			return err
		}
	}
	return s.take(ctx, by, kind, key, id, t)
}
