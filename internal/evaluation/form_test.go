package evaluation

import (
	"bytes"
	"io"
	"os"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// exports are the ways in which tables leave as forms.
var exports = map[string]func(io.Writer, Profile, ...FilledTable) error{"xlsx": Export, "docx": ExportDOCX}

func TestAnExportedTableIsReadBackUnchanged(t *testing.T) {
	want := readSeed(t)
	var filled []FilledTable
	for _, table := range want {
		filled = append(filled, Reported(table))
	}
	for kind, export := range exports {
		var out bytes.Buffer
		if err := export(&out, Default(), filled...); err != nil {
			t.Fatal(err)
		}
		if path := os.Getenv("GUANGSHA_KEEP_EXPORT"); path != "" {
			if err := os.WriteFile(path+"."+kind, out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		same(t, kind, out.Bytes(), want)
	}
}

// same fails unless a file holds these tables, cell by cell.
func same(t *testing.T, kind string, file []byte, want []Table) {
	t.Helper()
	got, err := Read(file, "自评表."+kind)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%s: %d tables, %v", kind, len(got), err)
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("%s, table %d:\ngot  %+v\nwant %+v", kind, i+1, got[i], want[i])
		}
	}
}

func TestATextThatLooksLikeAFormulaStaysText(t *testing.T) {
	tables, _ := edited(t, []string{`第2行.原因 = =HYPERLINK("http://example.invalid","x")`, "第3行.完成值 = +1", "第4行.完成值 = 00012"})
	for kind, export := range exports {
		var out bytes.Buffer
		if err := export(&out, Default(), Reported(tables[0])); err != nil {
			t.Fatal(err)
		}
		same(t, kind, out.Bytes(), tables)
	}
}

func TestAnyNumberOfRowsSurvivesTheForm(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tables, _ := edited(t, nil)
		table := tables[0]
		n := rapid.IntRange(1, 60).Draw(rt, "rows")
		kinds := table.Indicators
		table.Indicators = nil
		for i, kind := 0, 0; i < n; i++ {
			kind = min(len(kinds)-1, kind+rapid.IntRange(0, 2).Draw(rt, "step"))
			row := kinds[kind]
			row.Row = i + 1
			row.Name = "指标：" + rapid.StringOfN(rapid.RuneFrom([]rune("缴存提取贷款率、1")), 1, 60, -1).Draw(rt, "name")
			table.Indicators = append(table.Indicators, row)
		}
		table.Layout = rapid.SampledFrom([]Layout{G9, G11}).Draw(rt, "layout")
		kind := rapid.SampledFrom([]string{"xlsx", "docx"}).Draw(rt, "format")
		var out bytes.Buffer
		if err := exports[kind](&out, Default(), Reported(table)); err != nil {
			rt.Fatal(err)
		}
		got, err := Read(out.Bytes(), "")
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], table) {
			rt.Fatalf("%v\ngot  %+v\nwant %+v", err, got, table)
		}
	})
}
