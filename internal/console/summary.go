package console

import (
	"regexp"

	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
)

// employerIn finds an employer's number in the summary of a voucher (摘要), which holds no name: names change.
var employerIn = regexp.MustCompile(`单位(\d{13})`)

// spoken gives summaries as people read them: behind the number of an employer stands the name that it has now.
func (c *Console) spoken(tx unit.Tx, summaries []string) (func(string) string, error) {
	var nos []number.EmployerNo
	seen := map[string]bool{}
	for _, text := range summaries {
		for _, m := range employerIn.FindAllStringSubmatch(text, -1) {
			if !seen[m[1]] {
				seen[m[1]] = true
				nos = append(nos, number.EmployerNo(m[1]))
			}
		}
	}
	if len(nos) == 0 {
		return func(text string) string { return text }, nil
	}
	names, err := c.MemberList.EmployerNames(tx, nos)
	return func(text string) string {
		return employerIn.ReplaceAllStringFunc(text, func(found string) string {
			name := names[number.EmployerNo(employerIn.FindStringSubmatch(found)[1])]
			if name == "" {
				return found
			}
			return found + "（" + name + "）"
		})
	}, err
}
