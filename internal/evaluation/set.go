package evaluation

// Set is tables that were read or filled together, with their scores and with what is doubted.
type Set struct {
	Tables  []FilledTable
	Scored  []Scored // one for each table
	Choices []Choice // the profile of each table and why it is this one
	Found   []Finding
	// Simulated has an entry for each table: what becomes of rows marked 无 that carry points, nil where there are none.
	Simulated []*Simulation
	Profile   Profile // by which forms are printed
}

// Evaluate scores and checks tables, each by the profile that it shows to be made by.
func Evaluate(tables []FilledTable) (Set, error) { return EvaluateBy(tables, Context{}) }

// EvaluateBy does so with what else is known. A profile in the context counts for all tables.
func EvaluateBy(tables []FilledTable, ctx Context) (Set, error) {
	ctx.Recorded = append(ctx.Recorded, ctx.Paper.recordedGrades()...)
	ctx.Measured = append(ctx.Measured, measuredIn(tables)...)
	ctx.Outside = append(ctx.Outside, outsideIn(tables)...)
	profile, err := ProfileOf(DefaultProfile)
	if err != nil {
		return Set{}, err
	}
	s := Set{Tables: tables, Profile: profile}
	if ctx.Profile.ID != "" {
		s.Profile = ctx.Profile
	}
	s.Scored, s.Choices = make([]Scored, len(tables)), make([]Choice, len(tables))
	s.Simulated = make([]*Simulation, len(tables))
	subjects := make([]*subject, len(tables))
	inParallel(len(tables), func(i int) {
		choice := Choice{Profile: ctx.Profile, Reason: "按指定的口径“" + ctx.Profile.Name + "”", Sure: true}
		if ctx.Profile.ID == "" {
			choice = ChooseProfile(tables[i].Table)
		}
		s.Choices[i], s.Scored[i] = choice, ScoreFilled(tables[i], choice.Profile)
		s.Scored[i].Because = choice.Reason
		subjects[i] = scoredSubject(i, tables[i].Table, ctx, choice.Profile, s.Scored[i])
		if sim, ok := subjects[i].simulate(); ok {
			s.Simulated[i] = &sim
		}
	})
	s.Found = checkAll(subjects, ctx)
	return s, nil
}

// EvaluateReported scores and checks tables by what they report.
func EvaluateReported(tables []Table) (Set, error) {
	var filled []FilledTable
	for _, t := range tables {
		filled = append(filled, Reported(t))
	}
	return Evaluate(filled)
}

// PublishedExample is the three published tables that come with the program.
func PublishedExample() (Set, error) {
	published, err := Read(Example, ExampleName)
	if err != nil {
		return Set{}, err
	}
	return EvaluateReported(published)
}

// FindingsOf are the findings on one table, or on several together with WholeSet, the worst first.
func (s Set) FindingsOf(table int) []Finding {
	var found []Finding
	for _, f := range s.Found {
		if f.Table == table {
			found = append(found, f)
		}
	}
	return found
}

// WithPaper marks what a working paper explains and puts the scores that people accepted beside the others. gone are
// the explanations whose finding is no longer there.
func (s *Set) WithPaper(p Paper) (gone []Explained, err error) {
	if err := s.Judge(p); err != nil {
		return nil, err
	}
	return s.Keep(p), nil
}
