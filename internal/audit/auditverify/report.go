package auditverify

// Report is what a verification found (核验结果).
type Report struct {
	OK       bool   `json:"ok"`
	Entries  int64  `json:"entries"`  // entries in the log
	Sealed   int64  `json:"sealed"`   // of them numbered and chained
	Unsealed int64  `json:"unsealed"` // the rest
	Root     string `json:"root"`     // root of the tree over what is sealed, recomputed
	Link     string `json:"link"`     // last link of the chain, recomputed
	// Checkpoints are the files that the log was compared with.
	Checkpoints []File    `json:"checkpoints"`
	Found       int64     `json:"found"`    // findings, also those not listed
	Findings    []Finding `json:"findings"` // the first of them

	// OldestUnsealed is the first unsealed entry, zero when there is none.
	OldestUnsealed int64 `json:"oldest_unsealed,omitempty"`
}

// File is a file of checkpoints that the log was compared with.
type File struct {
	Name   string `json:"name"`
	Count  int    `json:"count"`            // checkpoints in it
	Size   int64  `json:"size"`             // entries under the last one
	At     string `json:"at,omitempty"`     // its instant
	Signer string `json:"signer,omitempty"` // fingerprint of the key that signed them
}

// Finding is one thing that is not as it was made.
type Finding struct {
	Code   string `json:"code"`
	Number int64  `json:"number,omitempty"` // in the log
	Entry  int64  `json:"entry,omitempty"`  // id of the entry
	Text   string `json:"text"`
}

// Codes of findings.
const (
	CodeAltered    = "entry.altered"         // an entry is not what was recorded
	CodeForged     = "entry.forged"          // an entry that nobody sealed was not recorded by the program
	CodeMissing    = "entry.missing"         // a sealed entry is gone
	CodeTwice      = "seal.twice"            // an entry has two numbers
	CodeGap        = "seal.gap"              // a number is missing
	CodeLink       = "seal.link"             // a link does not follow from the one before and the entry
	CodeHead       = "head"                  // the head is not what the seals come to
	CodeForm       = "checkpoint.form"       // a line is no checkpoint
	CodeSignature  = "checkpoint.signature"  // a checkpoint was not signed by the key it names, or by another key
	CodeOrder      = "checkpoint.order"      // checkpoints go back in size or time
	CodeShort      = "checkpoint.short"      // the log is shorter than it was
	CodeRoot       = "checkpoint.root"       // the log is another one than it was
	CodeOtherBooks = "checkpoint.other-logs" // checkpoints of another centre
)

// listed is how many findings a report lists.
const listed = 100

func (r *Report) add(code string, number, entry int64, text string) {
	r.Found++
	if len(r.Findings) < listed {
		r.Findings = append(r.Findings, Finding{Code: code, Number: number, Entry: entry, Text: text})
	}
}
