package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

// checkedTable is one table in the answer of evaluation check.
type checkedTable struct {
	Project   string          `json:"project"`
	Year      int             `json:"year"` // 0 when the table states none
	Unit      string          `json:"unit"`
	Partial   bool            `json:"partial"` // the source says that it is an excerpt
	Profile   chosenProfile   `json:"profile"`
	Published json.RawMessage `json:"published"`      // as the table prints it, null without a total
	ByRule    json.RawMessage `json:"by_rule"`        // with two decimals, null where the form has no weights
	Accepted  json.RawMessage `json:"accepted"`       // with people's scores, null where nobody judged
	Claimed   json.Number     `json:"claimed_weight"` // weight of the rows that rest on the table's word alone
	// ClaimedRows are those rows: their actual, such as ≥95%, is no measured value.
	ClaimedRows []int          `json:"claimed_rows"`
	Findings    []eval.Finding `json:"findings"`
	Doubts      []eval.Doubt   `json:"doubts,omitempty"` // what the reader was not sure of, or did not find

	Differences []eval.Difference `json:"differences"`        // where published and by_rule differ, and why
	Simulation  *simulated        `json:"simulation"`         // null where no row marked 无 has points
	Standing    []eval.Standing   `json:"standing,omitempty"` // where the actual of each row can come from
}

// simulated is the other outcome of rows marked 无. It enters no table without the bureau's document number.
type simulated struct {
	Rows          []int             `json:"rows"`
	Kept          eval.Points       `json:"kept"`          // by rule, as it stands
	Redistributed eval.Points       `json:"redistributed"` // by rule, the points given within the first level
	Weights       []simulatedWeight `json:"weights"`
}

type simulatedWeight struct {
	Row  int         `json:"row"`
	From eval.Points `json:"from"`
	To   eval.Points `json:"to"`
}

// chosenProfile is the profile that a table was scored by.
type chosenProfile struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
	Sure   bool   `json:"sure"` // the table shows it; otherwise the default stands in
}

// checkedSet is the answer of evaluation check.
type checkedSet struct {
	Tables []checkedTable `json:"tables"`
	Across []eval.Finding `json:"across"` // findings on several tables together
}

// evaluationCheck reads tables from files, scores and checks them. It opens no centre.
func evaluationCheck(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "evaluation check", "文件… [--profile 口径] [--paper 底稿] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	profile := f.String("profile", "", "评分口径的编号或文件；不给则按各表自选")
	paper := f.String("paper", "", "底稿文件：说明后保留的疑点和人工认定")
	files, err := f.parse(args)
	if err != nil {
		return err
	}
	read, err := tablesOf(ctx, c, "check", files)
	if err != nil {
		return err
	}
	known, err := profileContext(*profile)
	if err != nil {
		return exit{2, err}
	}
	if *paper != "" {
		if known.Paper, err = readPaper(*paper, false); err != nil {
			return exit{2, err}
		}
	}
	set, err := checkTablesBy(read.Tables, known, nil)
	if err != nil {
		return err
	}
	gone, err := set.WithPaper(known.Paper)
	if err != nil {
		return exit{2, err}
	}
	for _, e := range gone {
		fmt.Fprintf(c.err, "底稿中%s第%d行的说明没有对应的疑点了：%s\n", e.Check, e.Row, e.Text)
	}
	if *asJSON {
		answer := set.checked()
		for _, d := range read.Doubts {
			answer.Tables[d.Table].Doubts = append(answer.Tables[d.Table].Doubts, d)
		}
		return writeJSON(c.out, answer)
	}
	if err := eval.Text(c.out, set.Tables, set.Scored, set.Found); err != nil || len(read.Doubts) == 0 {
		return err
	}
	fmt.Fprintln(c.out, "\n读表时的存疑，请与原件核对")
	for _, d := range read.Doubts {
		fmt.Fprintf(c.out, "    第%d张表：%s\n", d.Table+1, d)
	}
	return nil
}

// tablesOf reads the tables of files, each once, with what was doubtful.
func tablesOf(ctx context.Context, c console, command string, files []string) (all eval.Reading, err error) {
	if len(files) == 0 {
		return all, unreadable("请给出自评表文件，例如 guangsha evaluation " + command + " 自评表.docx")
	}
	for i, file := range files {
		if given(files[:i], file) {
			fmt.Fprintf(c.err, "“%s”给出了不止一次，只检查一次\n", file)
			continue
		}
		more, err := readTables(ctx, file)
		if err != nil {
			return all, exit{2, err}
		}
		for _, d := range more.Doubts {
			d.Table += len(all.Tables)
			all.Doubts = append(all.Doubts, d)
		}
		all.Tables = append(all.Tables, more.Tables...)
	}
	return all, nil
}

// maxTableFile is far above any workbook of tables and keeps a wrong file from filling the memory.
const maxTableFile = 64 << 20

// readTables reads a file, with LibreOffice where it is needed and installed.
func readTables(ctx context.Context, file string) (eval.Reading, error) {
	src, err := readGiven(file, "自评表文件")
	if err != nil {
		return eval.Reading{}, err
	}
	return eval.Reader{Programs: document.FindPrograms(), ThisYear: thisYear()}.Read(ctx, src, filepath.Base(file))
}

// readGiven reads a file that was given by name; what says what it should be. It opens nothing that may never end, as a
// pipe or a device.
func readGiven(file, what string) ([]byte, error) {
	next := "请给出" + what
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, fileError(file, err)
	case info.IsDir():
		return nil, refusal.New("input", "“"+file+"”是目录，不是文件", "", next)
	case !info.Mode().IsRegular():
		return nil, refusal.New("input", "“"+file+"”不是普通文件，没有读取", "", next)
	case info.Size() > maxTableFile:
		return nil, refusal.New("input", "“"+file+"”太大，不是"+what, "", next)
	}
	src, err := os.ReadFile(file)
	if err != nil {
		return nil, fileError(file, err)
	}
	return src, nil
}

// given says whether a file is among files, whatever its path is there.
func given(files []string, file string) bool {
	info, err := os.Stat(file)
	return err == nil && slices.ContainsFunc(files, func(other string) bool {
		before, err := os.Stat(other)
		return err == nil && os.SameFile(info, before)
	})
}

func fileError(file string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return refusal.New("input", "没有文件“"+file+"”", "", "请核对文件名和路径")
	}
	return fmt.Errorf("read %s: %w", file, err)
}

// profileContext is what a profile named on the command line means for the checks: by its id, or in a file of its own.
func profileContext(name string) (eval.Context, error) {
	if name == "" {
		return eval.Context{ThisYear: thisYear()}, nil
	}
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		src, err := readGiven(name, "口径文件")
		if err != nil {
			return eval.Context{}, err
		}
		p, err := eval.ReadProfile(src, filepath.Base(name))
		return eval.Context{Profile: p, ThisYear: thisYear()}, err
	}
	p, err := eval.ProfileOf(name)
	return eval.Context{Profile: p, ThisYear: thisYear()}, err
}

// checkTablesBy scores and checks tables as they report; one is called after each of them.
func checkTablesBy(tables []eval.Table, known eval.Context, one func()) (tableSet, error) {
	filled := make([]eval.FilledTable, len(tables))
	for i, t := range tables {
		filled[i] = eval.Reported(t)
	}
	known.Checked = one
	s, err := eval.EvaluateBy(filled, known)
	return tableSet{Set: s}, err
}

// checked gives the answer of evaluation check.
func (s tableSet) checked() checkedSet {
	set := checkedSet{Tables: []checkedTable{}, Across: []eval.Finding{}}
	for i, t := range s.Tables {
		one := s.checkedOf(i)
		one.Standing = eval.Standings(t.Table)
		set.Tables = append(set.Tables, one)
	}
	for _, f := range s.Found {
		if f.Table == eval.WholeSet {
			set.Across = append(set.Across, f)
			continue
		}
		set.Tables[f.Table].Findings = append(set.Tables[f.Table].Findings, f)
	}
	return set
}

// checkedOf is one table of the answer, without its findings and without where its actuals can come from.
func (s tableSet) checkedOf(i int) checkedTable {
	t := checkedTable{
		Project: s.Tables[i].Project, Year: s.Tables[i].Year, Unit: s.Tables[i].Unit,
		Partial: s.Tables[i].Partial, Profile: profileOf(s.Choices[i]),
		Published:   number(s.Tables[i].TotalScore, eval.Points.Short),
		ByRule:      number(s.Scored[i].ByRule, eval.Points.String),
		Accepted:    number(s.Scored[i].Accepted, eval.Points.String),
		Claimed:     json.Number(s.Scored[i].ClaimedWeight.String()),
		ClaimedRows: []int{}, Findings: []eval.Finding{},
	}
	table := s.Tables[i].Table
	t.Differences = append([]eval.Difference{}, eval.Differences(table, s.Scored[i])...)
	if sim := s.Simulated[i]; sim != nil {
		t.Simulation = &simulated{Rows: sim.Rows, Kept: sim.KeptTotal, Redistributed: sim.Total}
		for _, w := range sim.Redistributed {
			t.Simulation.Weights = append(t.Simulation.Weights, simulatedWeight{w.Row, w.From, w.To})
		}
	}
	for _, r := range s.Scored[i].Rows {
		if r.Claimed() {
			t.ClaimedRows = append(t.ClaimedRows, r.Row)
		}
	}
	return t
}

// number is points as a number of JSON, null where there is none.
func number(p eval.Points, text func(eval.Points) string) json.RawMessage {
	if !p.Printed() {
		return json.RawMessage("null")
	}
	return json.RawMessage(text(p))
}

func profileOf(c eval.Choice) chosenProfile {
	return chosenProfile{ID: c.Profile.ID, Name: c.Profile.Name, Reason: c.Reason, Sure: c.Sure}
}
