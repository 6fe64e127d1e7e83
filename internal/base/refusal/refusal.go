// Package refusal holds the one type of answer that says no (不予办理).
//
// A refusal is an answer, not a failure: a person asked for something that the rules do not allow. Everything
// else that goes wrong is an ordinary error, logged with its cause and shown as 系统繁忙 with a trace number.
package refusal

import (
	"errors"
	"strings"
)

// Refused is a refusal with what the applicant must know. It never holds personal data.
type Refused struct {
	Code  string    // stable, lower case, for example "withdrawal.rent.over-cap"
	Text  string    // one Chinese sentence (理由)
	Basis string    // instrument and article (依据); empty for plain bad input
	Next  string    // what to do now (下一步)
	Also  []Refused // further reasons, in the documented order of the checks (一次性告知)
}

// Error implements error. It gives the sentence and, behind it, all further ones.
func (r *Refused) Error() string {
	texts := []string{r.Text}
	for _, a := range r.Also {
		texts = append(texts, a.Text)
	}
	return strings.Join(texts, "；")
}

// New is a refusal with one reason.
func New(code, text, basis, next string) *Refused {
	return &Refused{Code: code, Text: text, Basis: basis, Next: next}
}

// Bad is a refusal of malformed input (输入有误): there is no clause, and the next step is to correct it.
func Bad(code, text string) *Refused {
	return &Refused{Code: code, Text: text, Next: "请更正后重新提交"}
}

// Join makes one refusal of several, the first giving the code, or nil when there is none (一次性告知). The reasons
// keep the order they are given in, which is the documented order of the checks; nil ones are passed over.
func Join(reasons ...*Refused) error {
	var all []Refused
	for _, r := range reasons {
		if r == nil {
			continue
		}
		alone := *r
		alone.Also = nil
		all = append(append(all, alone), r.Also...)
	}
	if len(all) == 0 {
		return nil
	}
	first := all[0]
	first.Also = all[1:]
	return &first
}

// Of gives the refusal in err's chain, or nil.
func Of(err error) *Refused {
	var r *Refused
	if errors.As(err, &r) {
		return r
	}
	return nil
}

// Is reports whether err is a refusal with this code, as its first reason.
func Is(err error, code string) bool {
	r := Of(err)
	return r != nil && r.Code == code
}
