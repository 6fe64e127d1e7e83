package evaluation

import (
	"slices"
	"unicode"
)

// fact is an amount that a text states, with the words before it.
type fact struct {
	table   int
	project string
	words   string // the last characters before the number
	amount  Amount
}

// factWords is how many characters before a number tell which fact it is.
const factWords = 4

// allFacts gathers what names of benefit rows and texts on completion state.
func allFacts(all []*subject) []fact {
	var facts []fact
	for _, s := range all {
		texts := []string{s.GoalActual}
		for _, l := range s.live() {
			if l.group == GroupBenefit {
				texts = append(texts, l.name)
			}
		}
		for _, text := range texts {
			facts = append(facts, factsIn(s, compact(text))...)
		}
	}
	return facts
}

func factsIn(s *subject, text string) []fact {
	var facts []fact
	for _, at := range proseNumber.FindAllStringIndex(text, -1) {
		unit := unitAt(text[at[1]:])
		n, ok := readNumber(text[at[0]:at[1]])
		before := []rune(text[:at[0]])
		if unit == "" || !ok || len(before) < factWords {
			continue
		}
		words := before[len(before)-factWords:]
		if slices.ContainsFunc(words, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			continue
		}
		amount := Amount{Number: n, Unit: unit}
		facts = append(facts, fact{table: s.at, project: s.Project, words: string(words), amount: amount})
	}
	return facts
}

// shared is a result that several projects claim.
type shared struct {
	amount   Amount
	projects []string
	tables   []int
	telling  bool // one of the projects writes it with enough digits to mean one fact
}

// claimedTogether finds results that the benefit rows of several projects state, in the order in which they occur.
// Shares are no results: two projects may both reach 95 %.
func claimedTogether(all []*subject) []shared {
	var claims []shared
	known := map[string]int{}
	for _, s := range all {
		for _, l := range s.live() {
			if l.group != GroupBenefit {
				continue
			}
			for _, a := range l.results() {
				key := string(a.dimension()) + a.inBase().rat.RatString()
				if a.dimension() == Counted {
					key += thing(a.Unit)
				}
				i, seen := known[key]
				if !seen {
					i = len(claims)
					known[key], claims = i, append(claims, shared{amount: a})
				}
				claims[i].telling = claims[i].telling || a.Number.telling()
				if !slices.Contains(claims[i].projects, s.Project) {
					claims[i].projects = append(claims[i].projects, s.Project)
					claims[i].tables = append(claims[i].tables, s.at)
				}
			}
		}
	}
	return slices.DeleteFunc(claims, func(c shared) bool { return len(c.projects) < 2 || !c.telling })
}

// results are the amounts that the name states, and the actual when it is another one.
func (l line) results() []Amount {
	amounts := slices.Clone(l.amounts)
	if l.actual.Measured() && l.actual.Amount.Unit != "" {
		amounts = append(amounts, l.actual.Amount)
	}
	return slices.DeleteFunc(amounts, func(a Amount) bool { return a.dimension() == Share || a.Number.zero() })
}
