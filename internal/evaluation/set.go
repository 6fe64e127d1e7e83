package evaluation

// Set is tables that were read or filled together, with their scores and with what is doubted.
type Set struct {
	Tables  []FilledTable
	Scored  []Scored // one for each table
	Found   []Finding
	Profile Profile
}

// Evaluate scores and checks tables by the default profile.
func Evaluate(tables []FilledTable) (Set, error) {
	profile, err := ProfileOf(DefaultProfile)
	if err != nil {
		return Set{}, err
	}
	s := Set{Tables: tables, Profile: profile}
	var reported []Table
	for _, t := range tables {
		s.Scored = append(s.Scored, ScoreFilled(t, profile))
		reported = append(reported, t.Table)
	}
	s.Found = Check(reported, Context{Profile: profile})
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
