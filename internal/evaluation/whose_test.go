package evaluation

import (
	"strings"
	"testing"
)

func TestATableIsHeldAgainstTheBooksOfItsOwnUnitOnly(t *testing.T) {
	const ours = "示例市住房公积金管理中心"
	for _, c := range []struct{ unit, department, says string }{
		{"示例市住房公积金管理中心", "", ""},
		{"示例市 住房公积金管理中心信息科", "示例市财政局", ""},
		{"机关服务中心", "示例市住房公积金管理中心", ""},
		{"别的市住房公积金管理中心", "", "表上的单位是“别的市住房公积金管理中心”，不是示例市"},
		{"住房公积金管理中心", "", "不是示例市"},
		{"", "别的市财政局", "表上的单位是“别的市财政局”"},
		{" ", "", "表上没有写明单位"},
	} {
		got := Table{Unit: c.unit, Department: c.department}.Foreign(ours)
		if (got == "") != (c.says == "") || !strings.Contains(got, c.says) {
			t.Errorf("%q, %q: %q", c.unit, c.department, got)
		}
	}
}
