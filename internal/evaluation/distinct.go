package evaluation

import "crypto/sha256"

// Distinct knows tables that were read before. A table that stands in several files, as drafts and copies do, also in
// another format, is checked once: it would otherwise contradict nothing and count double.
type Distinct map[[sha256.Size]byte]bool

// Add reports whether a table is a new one, and knows it from then on.
func (d Distinct) Add(t Table) bool {
	var text []byte
	for _, row := range Form(t).Rows() {
		for _, cell := range row {
			text = append(append(text, compact(cell)...), '\t')
		}
		text = append(text, '\n')
	}
	key := sha256.Sum256(text)
	if d[key] {
		return false
	}
	d[key] = true
	return true
}

// Gathered are the readings of several files as one, each table once.
type Gathered struct {
	Reading
	First, Same []int        // for each file: the number of its first table, and how many of its tables another has
	Again       []Correction // what working papers recorded of these tables
	Gone        []Corrected  // what they recorded of others
}

// Gather puts readings together. What working papers corrected is taken back and comes as corrections, so that a table
// is known again in the copy that a paper has of it, and the file that people wrote counts before the copy.
func Gather(readings []Reading) Gathered {
	var g Gathered
	var all []Table
	for _, r := range readings {
		all = append(all, r.Tables...)
		g.Paper.Explained = append(g.Paper.Explained, r.Paper.Explained...)
		g.Corrected = append(g.Corrected, r.Corrected...)
	}
	before, again, gone := Recall(all, g.Corrected)
	place := distinct(readings, before) // among what is gathered, or -1
	g.Gone = gone
	n := 0
	for _, r := range readings {
		first, same := len(g.Tables), 0
		for i := range r.Tables {
			if place[n+i] < 0 {
				same++
				continue
			}
			g.Tables = append(g.Tables, before[n+i])
		}
		for _, doubt := range r.Doubts {
			if doubt.Table = place[n+doubt.Table]; doubt.Table >= 0 {
				g.Doubts = append(g.Doubts, doubt)
			}
		}
		g.First, g.Same = append(g.First, first), append(g.Same, same)
		n += len(r.Tables)
	}
	for _, c := range again {
		if c.Table = place[c.Table]; c.Table >= 0 {
			g.Again = append(g.Again, c)
		}
	}
	return g
}

// distinct gives each of the tables of readings its number among those that are kept, or -1.
func distinct(readings []Reading, tables []Table) []int {
	place := make([]int, len(tables))
	known := Distinct{}
	for _, copies := range []bool{false, true} {
		n := 0
		for _, r := range readings {
			for i := range r.Tables {
				if r.working() == copies && !known.Add(tables[n+i]) {
					place[n+i] = -1
				}
			}
			n += len(r.Tables)
		}
	}
	kept := 0
	for i := range place {
		if place[i] == 0 {
			place[i] = kept
			kept++
		}
	}
	return place
}

// working reports whether a file is a working paper, whose tables are copies.
func (r Reading) working() bool { return len(r.Corrected) > 0 || len(r.Paper.Explained) > 0 }
