package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	"guangsha/internal/selfeval"
)

// verifiedYear is the answer of evaluation verify.
type verifiedYear struct {
	Year    int               `json:"year"`
	OK      bool              `json:"ok"` // every figure that was submitted is computed the same today
	Figures []submittedFigure `json:"figures"`
}

// submittedFigure is what was measured of a row when its table was submitted, and what is measured now.
type submittedFigure struct {
	Project    string   `json:"project"`
	Row        int      `json:"row"`                  // 0 for 全年执行数
	Supporting bool     `json:"supporting,omitempty"` // it says more about the row (佐证取数)
	Measure    string   `json:"measure"`
	Definition string   `json:"definition"` // as it was
	Version    string   `json:"version"`    // 口径版本 as it was
	Submitted  string   `json:"submitted"`  // the day
	Value      string   `json:"value"`
	Rows       int64    `json:"rows"`
	Now        string   `json:"now"`
	Same       bool     `json:"same"`
	Changes    []string `json:"changes,omitempty"`
}

// errFigures says that figures have changed since they were submitted.
var errFigures = refusal.New("evaluation.verify", "报送以后有取数变了", "",
	"请按上面逐项查明：是补记、冲正了业务，还是取数口径改了；需要更正的，请先由财政退回")

// evaluationVerify computes anew what was submitted in a year and ends with 1 when anything is no longer the same.
func evaluationVerify(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "evaluation verify", "--year 年度 [--data 目录] [--json]")
	year := f.Int("year", 0, "年度")
	asJSON := f.Bool("json", false, "输出 JSON")
	if err := f.none(args); err != nil {
		return err
	}
	if err := yearGiven(*year); err != nil {
		return err
	}
	f.config.ReadOnly = true
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	e, err := centre.Evaluated(ctx, *year)
	if err != nil {
		return err
	}
	v := verifiedYear{Year: *year, OK: true, Figures: submittedFigures(e)}
	for _, figure := range v.Figures {
		v.OK = v.OK && figure.Same
	}
	if *asJSON {
		err = writeJSON(c.out, v)
	} else {
		v.print(c.out, e)
	}
	if err == nil && !v.OK {
		err = errFigures
	}
	return err
}

// sayChanged says how many of the figures that were submitted are still the same; nothing when none was submitted.
func (s tableSet) sayChanged(w io.Writer) error {
	if len(s.submitted) == 0 {
		return nil
	}
	changed := 0
	for _, f := range s.submitted {
		if !f.Same {
			changed++
		}
	}
	text := fmt.Sprintf("\n报送时留存的取数%d项，重算都一致。\n", len(s.submitted))
	if changed > 0 {
		text = fmt.Sprintf("\n报送时留存的取数%d项，其中%d项现在不同，用 guangsha evaluation verify 逐项查看。\n",
			len(s.submitted), changed)
	}
	_, err := io.WriteString(w, text)
	return err
}

// yearGiven refuses a command line without a year, or with one that nobody evaluates.
func yearGiven(year int) error {
	switch {
	case year == 0:
		return unreadable("请用 --year 给出年度，例如 --year 2024")
	case year < 2000 || year > 2100:
		return unreadable("--year 应在2000至2100之间")
	}
	return nil
}

// submittedFigures are the figures of the latest submissions of a year, by project and row.
func submittedFigures(e app.Evaluated) []submittedFigure {
	list := []submittedFigure{}
	for _, r := range e.Recomputed(e.Values) {
		list = append(list, submittedOf(e, r))
	}
	return list
}

func submittedOf(e app.Evaluated, r selfeval.Recomputed) submittedFigure {
	one := submittedFigure{Row: r.Row, Supporting: r.Also > 0, Measure: r.Measure, Definition: r.Definition,
		Version: r.Version, Submitted: r.On, Value: r.Printed, Rows: r.Rows, Now: r.Now, Same: r.Same(),
		Changes: r.Changes}
	for _, p := range e.Projects {
		if p.ID == r.Project {
			one.Project = p.Name
		}
	}
	return one
}

// print says it for people: each project that was submitted, with what has changed, and those that were not.
func (v verifiedYear) print(w io.Writer, e app.Evaluated) {
	for _, p := range e.Projects {
		var changed []submittedFigure
		figures, day := 0, ""
		for _, f := range v.Figures {
			if f.Project != p.Name {
				continue
			}
			figures, day = figures+1, f.Submitted
			if !f.Same {
				changed = append(changed, f)
			}
		}
		if figures == 0 {
			fmt.Fprintf(w, "%s：没有报送时留存的取数（现处“%s”）\n", p.Name, p.Stage.Label())
			continue
		}
		fmt.Fprintf(w, "%s：%s报送，留存取数%d项，重算一致%d项\n", p.Name, day, figures, figures-len(changed))
		for _, f := range changed {
			place := "全年执行数"
			if f.Row > 0 {
				place = fmt.Sprintf("第%d行", f.Row)
			}
			if f.Supporting {
				place += "的佐证取数"
			}
			for _, change := range f.Changes {
				fmt.Fprintf(w, "  %s（%s）：%s\n", place, f.Measure, change)
			}
		}
	}
}
