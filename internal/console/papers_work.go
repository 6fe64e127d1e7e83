package console

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"guangsha/internal/base/refusal"
	eval "guangsha/internal/evaluation"
)

// maxWork is how many bytes of corrections and explanations come with papers.
const maxWork = 1 << 20

// work is what a person says of papers that lie before them. Whoever asks sends it with the papers each time, and
// nothing of it is kept here.
type work struct {
	Corrections []eval.Correction `json:"corrections"` // 更正读错的格子
	Explained   []workExplained   `json:"explained"`   // 说明后保留
	Ours        bool              `json:"ours"`        // 是本中心的表，虽然单位名称不同

	paper     eval.Paper       // of the files and of the person
	corrected []eval.Corrected // that stand
}

// workExplained explains the findings of a check on a row.
type workExplained struct {
	Table int    `json:"table"` // -1 for all tables together
	Check string `json:"check"`
	Row   int    `json:"row"`
	eval.Said
}

// workOf reads what stands beside papers; none is no work.
func workOf(values []string) (*work, error) {
	w := &work{}
	if len(values) == 0 {
		return w, nil
	}
	if len(values) > 1 || len(values[0]) > maxWork {
		return nil, refusal.Bad("console.papers.work", "更正和说明过多，没有读取")
	}
	d := json.NewDecoder(bytes.NewReader([]byte(values[0])))
	d.DisallowUnknownFields()
	if err := d.Decode(w); err != nil {
		return nil, refusal.Bad("console.papers.work", "更正和说明的格式不正确")
	}
	return w, nil
}

// evaluated scores and checks tables as corrected, beside what the books say, with what is explained.
func (c *Console) evaluated(ctx context.Context, w *work, g eval.Gathered) (eval.Set, []booksBeside, error) {
	tables, corrected, err := eval.Correct(g.Tables, append(g.Again, w.Corrections...))
	if err != nil {
		return eval.Set{}, nil, err
	}
	w.corrected, w.paper = corrected, g.Paper
	filled, beside, err := c.beside(ctx, tables, w.Ours)
	if err != nil {
		return eval.Set{}, nil, err
	}
	set, err := eval.Evaluate(filled)
	if err != nil {
		return eval.Set{}, nil, err
	}
	for _, e := range w.Explained {
		if err := w.explain(set, e); err != nil {
			return eval.Set{}, nil, err
		}
	}
	return set, beside, nil
}

// say tells out what became of the work.
func (w *work) say(set *eval.Set, g eval.Gathered, out *checkedPapers) {
	out.Doubts, out.Gone = append([]eval.Doubt{}, g.Doubts...), []string{}
	out.Corrected = []correctedCell{}
	for _, c := range w.corrected {
		out.Corrected = append(out.Corrected,
			correctedCell{c.Table, c.Row, string(c.Column), c.Where(), c.Was, c.Text, c.Wrong})
	}
	for _, c := range g.Gone {
		out.Gone = append(out.Gone, fmt.Sprintf("更正 %s %s，原读作“%s”", c.Place.Project, c.Where(), c.Was))
	}
	for _, gone := range set.Keep(w.paper) {
		out.Gone = append(out.Gone, fmt.Sprintf("%s %s 第%d行：%s", gone.Check, gone.Project, gone.Row, gone.Text))
	}
	for _, f := range set.Found {
		if f.Kept() {
			out.Explained++
		}
	}
}

func (w *work) explain(set eval.Set, e workExplained) error {
	here := slices.DeleteFunc(slices.Clone(set.Found), func(f eval.Finding) bool {
		return f.ID != e.Check || f.Table != e.Table || f.Row != e.Row
	})
	if len(here) == 0 {
		return refusal.Bad("console.papers.finding", "没有这条疑点："+e.Check+"。更正之后可能已不存在，请刷新后再说明")
	}
	for _, f := range here {
		if err := w.paper.Explain(set, f, e.Said); err != nil {
			return err
		}
	}
	return nil
}
