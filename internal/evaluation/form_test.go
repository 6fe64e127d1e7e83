package evaluation

import (
	"bytes"
	"os"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/document"
)

// exported writes tables as the official form in one of document.Formats.
func exported(t testing.TB, format string, tables ...Table) []byte {
	t.Helper()
	var filled []FilledTable
	for _, table := range tables {
		filled = append(filled, Reported(table))
	}
	for _, f := range document.Formats {
		if f.Name != format {
			continue
		}
		var out bytes.Buffer
		if err := f.Write(t.Context(), document.FindOffice(), &out, Forms(Default(), filled...)...); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	t.Fatalf("there is no format %s", format)
	return nil
}

// alone are the formats that need no other program.
var alone = []string{"text", "xlsx", "docx"}

func TestAnExportedTableIsReadBackUnchanged(t *testing.T) {
	want := readSeed(t)
	for _, kind := range alone {
		out := exported(t, kind, want...)
		if path := os.Getenv("GUANGSHA_KEEP_EXPORT"); path != "" {
			if err := os.WriteFile(path+"."+kind, out, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		same(t, kind, out, want)
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
		sameTable(t, kind, got[i], want[i])
	}
}

func sameTable(t *testing.T, kind string, got, want Table) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\ngot  %+v\nwant %+v", kind, got, want)
	}
}

func TestATextThatLooksLikeAFormulaStaysText(t *testing.T) {
	tables, _ := edited(t, []string{`第2行.原因 = =HYPERLINK("http://example.invalid","x")`, "第3行.完成值 = +1", "第4行.完成值 = 00012"})
	for _, kind := range alone {
		same(t, kind, exported(t, kind, tables...), tables)
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
		got, err := Read(exported(t, rapid.SampledFrom(alone).Draw(rt, "format"), table), "")
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], table) {
			rt.Fatalf("%v\ngot  %+v\nwant %+v", err, got, table)
		}
	})
}
