package opening_test

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/opening"
)

// workbook writes the whole small set as one workbook in the form of another program. cells are those of 个人账户 that
// it writes in a form of their own, by row and column from 1, each with its attributes and what is inside.
func workbook(t *testing.T, cells map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, "期初.xlsx"))
	must(t, err)
	z := zip.NewWriter(file)
	part := func(name, text string) {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	const (
		main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
		rel  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		pkg  = "http://schemas.openxmlformats.org/package/2006/"
		kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	)
	var types, sheets, relations strings.Builder
	for i, of := range opening.Tables {
		path := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		fmt.Fprintf(&types, `<Override PartName="/xl/%s" ContentType="%sworksheet+xml"/>`, path, kind)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="r%d"/>`, of.Name, i+1, i+1)
		fmt.Fprintf(&relations, `<Relationship Id="r%d" Type="%s/worksheet" Target="%s"/>`, i+1, rel, path)
		var x strings.Builder
		fmt.Fprintf(&x, `<worksheet xmlns="%s"><sheetData>`, main)
		for r, row := range smallTable(t, of.Name) {
			fmt.Fprintf(&x, `<row r="%d">`, r+1)
			for c, text := range row {
				at := fmt.Sprintf("%c%d", 'A'+c, r+1)
				if form, ok := cells[at]; ok && of.Name == "个人账户" {
					fmt.Fprintf(&x, `<c r="%s"%s</c>`, at, form)
					continue
				}
				fmt.Fprintf(&x, `<c r="%s" t="inlineStr"><is><t>`, at)
				must(t, xml.EscapeText(&x, []byte(text)))
				x.WriteString(`</t></is></c>`)
			}
			x.WriteString(`</row>`)
		}
		part("xl/"+path, x.String()+`</sheetData></worksheet>`)
	}
	part("[Content_Types].xml", `<Types xmlns="`+pkg+`content-types"><Default Extension="rels" ContentType=`+
		`"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="`+
		kind+`sheet.main+xml"/>`+types.String()+`</Types>`)
	part("_rels/.rels", `<Relationships xmlns="`+pkg+`relationships"><Relationship Id="r1" Type="`+rel+
		`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	part("xl/workbook.xml", `<workbook xmlns="`+main+`" xmlns:r="`+rel+`"><sheets>`+sheets.String()+
		`</sheets></workbook>`)
	part("xl/_rels/workbook.xml.rels", `<Relationships xmlns="`+pkg+`relationships">`+relations.String()+
		`</Relationships>`)
	must(t, z.Close())
	must(t, file.Close())
	return dir
}

// TestAWorkbookIsReadAsASpreadsheetShowsIt has the forms in which Excel keeps numbers. GR003 stands in row 4.
func TestAWorkbookIsReadAsASpreadsheetShowsIt(t *testing.T) {
	c, ctx := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"}), context.Background()
	for name, one := range map[string]struct {
		cells map[string]string
		lists string
	}{
		"seventeen digits":              {map[string]string{"G4": `><v>400.00000000000006</v>`}, ""},
		"an exponent":                   {map[string]string{"H4": `><v>2.008E5</v>`}, ""},
		"a formula with its result":     {map[string]string{"H4": `><f>196000+4800</f><v>200800</v>`}, ""},
		"a formula that says nothing":   {map[string]string{"L8": ` t="str"><f>""</f><v></v>`}, ""},
		"a formula without a result":    {map[string]string{"H4": `><f>196000+4800</f>`}, "formula"},
		"one in a column that may lack": {map[string]string{"L4": `><f>TEXT(1,"0")</f><v/>`}, "formula"},
		"one in the last column":        {map[string]string{"P4": `><f>TEXT(1,"0")</f>`}, "formula"},
		"one that names the row":        {map[string]string{"A4": `><f>CONCAT("GR","003")</f>`}, "formula"},
	} {
		must(t, load(t, c, workbook(t, one.cells)))
		checked, err := c.Opening.Check(ctx, by, quiet)
		must(t, err)
		listed := false
		for _, r := range checked.Reasons {
			listed = listed || r.ID == one.lists
		}
		if one.lists == "" && checked.Blocking() != 0 || one.lists != "" && !listed {
			t.Errorf("%s: %+v", name, checked.Reasons)
		}
	}
}
