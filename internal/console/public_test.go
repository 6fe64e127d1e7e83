package console

import (
	"strconv"
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

func TestTheListOfPublicTablesSaysWhatThereIs(t *testing.T) {
	list := func(p selfeval.PublicYear) string {
		b, err := publicList(p, "-day")
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"<script", "<link", "<img", "src=\""} {
			if strings.Contains(string(b), never) {
				t.Errorf("the list has %s", never)
			}
		}
		if !strings.Contains(contentPolicy, styleDigest(string(b))) {
			t.Errorf("the style of the list is not let in by %q", contentPolicy)
		}
		return string(b)
	}
	table := eval.Table{Project: "<script>示例", Year: 2024, TotalText: [2]string{"100", "97"}}
	full := selfeval.PublicYear{Year: 2024, Years: []int{2024, 2023},
		Tables: []selfeval.Published{{ID: 7, Table: table}}}
	for page, wants := range map[string][]string{
		list(selfeval.PublicYear{}):                               {"还没有公开的自评表"},
		list(selfeval.PublicYear{Year: 2001, Years: []int{2024}}): {"2001年度没有公开的自评表", `href="/api/public?year=2024&`},
		list(full): {`href="/api/public/2024/7"`, "&lt;script&gt;示例", `href="/api/public?year=2023&amp;sort=-day"`,
			`aria-sort="descending"`, "2024年度，1张"},
	} {
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%q is not on %s", want, page)
			}
		}
	}
}

func TestTheListOfPublicTablesIsSortedByEachColumn(t *testing.T) {
	tables, err := eval.Read(eval.Example, eval.ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	var list []selfeval.Published
	for i, table := range tables {
		list = append(list, selfeval.Published{ID: selfeval.ProjectID(i + 1), Table: table, On: "2025-04-01"})
	}
	list[0].On, list[1].Table.Unit, list[2].Table.Funds[0].Rate = "2025-05-01", "乙", "—"
	for order, want := range map[string]string{
		"day": "231", "-day": "123", "unit": "132", "-unit": "213",
		"budget": "213", "-budget": "312", "rate": "312", "score": "123", "-score": "312", "name": "312"} {
		got := ""
		for _, l := range publicLines(list, order) {
			got += strconv.Itoa(int(l.ID))
		}
		if got != want {
			t.Errorf("%s: %s, want %s", order, got, want)
		}
	}
}
