package evaluation

import (
	"fmt"
	"strings"
)

// Foreign says in a sentence why a table is not held against the books of a body of a name (不是本单位的表), and nothing
// for a table of that body or of a part of it. A table that names nobody is held against nobody's books.
func (t Table) Foreign(body string) string {
	for _, name := range []string{t.Unit, t.Department} {
		if strings.HasPrefix(compact(name), compact(body)) {
			return ""
		}
	}
	name := strings.TrimSpace(t.Body())
	if blank(name) {
		return fmt.Sprintf("表上没有写明单位，不知道是不是%s的，没有与账对照", body)
	}
	return fmt.Sprintf("表上的单位是“%s”，不是%s，没有与账对照", apart(name), body)
}
