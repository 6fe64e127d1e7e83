package evaluation

import (
	"bytes"
	"strings"
	"testing"
)

// The page shows every cell of the forms, merged as on paper, loads nothing, runs nothing, and holds no draft.
func TestThePublicPageStandsByItselfAndHoldsNoDraft(t *testing.T) {
	tables := readSeed(t)
	tables[1].Indicators[0].Reason = draftMark + "超额原因：（请填写）"
	tables[1].Indicators[1].Name = `<script>alert("1")</script>`
	var filled []FilledTable
	for _, table := range tables {
		filled = append(filled, Reported(table))
	}
	set, err := Evaluate(filled)
	if err != nil {
		t.Fatal(err)
	}
	n, err := NewNotice(set, Paper{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := n.Public(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{"<!doctype html>", "625笔", "207.50", "<td colspan=\"3\">项目名称</td>", "rowspan=\"5\"",
		"&lt;script&gt;", "default-src &#39;none&#39;"} {
		if !strings.Contains(page, want) && !strings.Contains(page, strings.ReplaceAll(want, "&#39;", "'")) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, bad := range []string{draftMark, "<script", "http://", "https://", "src=", "href=", "url(", "@import"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for _, table := range n.Printed {
		for _, c := range Form(table).Cells {
			if strings.HasPrefix(c.Text, draftMark) || strings.ContainsAny(c.Text, "<>&\"'+") {
				continue
			}
			if text := strings.TrimSpace(c.Text); !strings.Contains(page, text) {
				t.Errorf("the page lacks the cell %q", text)
			}
		}
	}
}
