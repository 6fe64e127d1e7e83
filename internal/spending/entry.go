package spending

// Entry is a record of the register as people know it (台账记录), line by line: facts about it, then its parts.
type Entry []EntryLine

// EntryLine is one line of an Entry.
type EntryLine struct {
	Part     bool // a part of the record and no fact about it
	Label    string
	Kind     EntryKind
	N        int64  // of every kind but EntryText
	Words    string // of EntryText; else what stands for a day that has not come
	Link, To string // kind and id of the record that the line leads to, or empty
}

// EntryKind says how a line is written.
type EntryKind string

// The kinds of lines.
const (
	EntryText  EntryKind = "text"
	EntryDate  EntryKind = "date"  // N is a civil.Date
	EntryMonth EntryKind = "month" // N is a civil.Month
	EntryFen   EntryKind = "fen"
	EntryCount EntryKind = "count"
	EntryScore EntryKind = "score" // N is in hundredths of a point
)
