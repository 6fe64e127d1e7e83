package console

import (
	"strings"
	"testing"

	eval "guangsha/internal/evaluation"
	"guangsha/internal/selfeval"
)

func TestThePublicPageHasTheFormAndLoadsNothing(t *testing.T) {
	tables, err := eval.Read(eval.Example, eval.ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	table := tables[0]
	table.Indicators[0].Reason = `<script src="https://x.invalid/a.js"></script>`
	var b strings.Builder
	if err := publicPage.Execute(&b, struct {
		selfeval.Published
		MoneyUnit string
	}{selfeval.Published{Table: table, On: "2025-04-01"}, "万元"}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{table.Project, table.Indicators[1].Name, table.TotalText[1], "2025-04-01 公开"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if !strings.Contains(contentPolicy, styleDigest(page)) {
		t.Errorf("the style of the page is not let in by %q", contentPolicy)
	}
	for _, never := range []string{"<script", "<link", "<img", "src=\""} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %s", never)
		}
	}
}
