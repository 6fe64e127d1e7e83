package evaluation

import (
	"bytes"
	"os"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestAnExportedTableIsReadBackUnchanged(t *testing.T) {
	want := readSeed(t)
	var filled []FilledTable
	for _, table := range want {
		filled = append(filled, Reported(table))
	}
	var out bytes.Buffer
	if err := Export(&out, Default(), filled...); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("GUANGSHA_KEEP_EXPORT"); path != "" {
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(out.Bytes(), "自评表.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("table %d:\ngot  %+v\nwant %+v", i+1, got[i], want[i])
		}
	}
}

func TestATextThatLooksLikeAFormulaStaysText(t *testing.T) {
	tables, _ := edited(t, []string{`第2行.原因 = =HYPERLINK("http://example.invalid","x")`, "第3行.完成值 = +1", "第4行.完成值 = 00012"})
	var out bytes.Buffer
	if err := Export(&out, Default(), Reported(tables[0])); err != nil {
		t.Fatal(err)
	}
	got, err := Read(out.Bytes(), "")
	if err != nil || !reflect.DeepEqual(got, tables) {
		t.Errorf("%v\ngot  %+v\nwant %+v", err, got, tables)
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
		var out bytes.Buffer
		if err := Export(&out, Default(), Reported(table)); err != nil {
			rt.Fatal(err)
		}
		got, err := Read(out.Bytes(), "")
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], table) {
			rt.Fatalf("%v\ngot  %+v\nwant %+v", err, got, table)
		}
	})
}
