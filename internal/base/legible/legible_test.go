package legible_test

import (
	"strings"
	"testing"

	"guangsha/internal/base/legible"
)

func TestWhatNobodySeesIsTakenOut(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "提取 办结": "提取 办结", "甲\u202e乙\u200b丙\x00丁\ufeff": "甲乙丙丁", "一行\n二行\t三": "一行\n二行三",
	} {
		if got := legible.Text(text, "\n"); got != want {
			t.Errorf("%q is left as %q, want %q", text, got, want)
		}
	}
	if got := legible.Text("一行\n二行", ""); got != "一行二行" {
		t.Errorf("one line is %q", got)
	}
}

func TestANumberOfSomebodyOutsideIsSeenWhole(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "GD-2024/0001~": true, "GD 1": false, "工单1": false, "GD\n1": false, "GD\x7f": false,
		strings.Repeat("9", 40): true, strings.Repeat("9", 41): false,
	} {
		if got := legible.Number(text, 40); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
