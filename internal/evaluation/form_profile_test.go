package evaluation

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"guangsha/internal/document"
)

// inProfile is the second and the third published table in the form of a profile, with its fund rows and something in
// each of its further columns.
func inProfile(t *testing.T, p Profile) []Table {
	t.Helper()
	var tables []Table
	for _, table := range readSeed(t)[1:] {
		first := table.Funds
		table.Funds = nil
		for i, name := range p.Form.Funds {
			fund := first[min(i, len(first)-1)]
			fund.Name = name
			table.Funds = append(table.Funds, fund)
		}
		table = table.InForm(p.Form)
		for i := range table.Indicators {
			for k, text := range table.Indicators[i].More {
				if text == "" && p.ID != "yunnan" { // where it would be a unit
					table.Indicators[i].More[k] = fmt.Sprintf("第%d栏第%d行", k+1, i+1)
				}
			}
		}
		tables = append(tables, table)
	}
	return tables
}

// writtenAs writes grids in a format.
func writtenAs(t *testing.T, f document.Format, grids ...document.Grid) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := f.Write(t.Context(), document.FindOffice(), &out, grids...); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return out.Bytes()
}

func TestTheFormOfEveryProfileIsReadBackCellByCell(t *testing.T) {
	profiles, err := Profiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profiles {
		want := inProfile(t, p)
		for _, f := range document.Formats {
			if !slices.Contains(alone, f.Name) {
				continue
			}
			out := writtenAs(t, f, Form(want[0]), Form(want[1]))
			if path := os.Getenv("GUANGSHA_KEEP_EXPORT"); path != "" {
				if err := os.WriteFile(filepath.Join(path, p.ID+f.Extension), out, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			same(t, f.Name+" "+p.ID, out, want)
		}
	}
}

// TestAPrintedFormOfAnyProfileIsReadFromItsLines prints the widest, the narrowest and the one with parts of a target.
func TestAPrintedFormOfAnyProfileIsReadFromItsLines(t *testing.T) {
	r := Reader{Programs: document.Programs{Office: office(t), PDF: document.FindPDF()}}
	if r.Programs.PDF == nil {
		t.Skip("SKIP-REQUIRED poppler is not installed")
	}
	pdf := document.Formats[len(document.Formats)-1]
	for _, id := range []string{"xinjiang", "unscored", "yunnan"} {
		p, err := ProfileOf(id)
		if err != nil {
			t.Fatal(err)
		}
		want := inProfile(t, p)[0]
		got, err := r.Read(t.Context(), writtenAs(t, pdf, Form(want)), "自评表.pdf")
		if err != nil || len(got.Tables) != 1 {
			t.Fatalf("%s: %d tables, %v", id, len(got.Tables), err)
		}
		sameTable(t, "pdf "+id, unspaced(got.Tables[0]), unspaced(want))
	}
}

func TestAFormHasNothingThatItsProfileHasNoPlaceFor(t *testing.T) {
	src, err := os.ReadFile("testdata/foreign/01-deviation-yuan.txt")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Read(src, "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ProfileOf("hubei")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, c := range Form(tables[0].InForm(p.Form)).Cells {
		texts = append(texts, c.Text)
	}
	for _, gone := range []string{"偏差率", "项目负责人", "分值", "1.22%", "偏差原因分析及改进措施"} {
		if slices.Contains(texts, gone) {
			t.Errorf("the form of 湖北 has %s", gone)
		}
	}
	for _, there := range []string{"得分（20分×执行率）", "年初目标值", "13.5"} {
		if !slices.Contains(texts, there) {
			t.Errorf("the form of 湖北 lacks %s", there)
		}
	}
}

// TestAFormOfAnotherPlaceIsWrittenAsItWasRead writes the forms of testdata/foreign in their own columns.
func TestAFormOfAnotherPlaceIsWrittenAsItWasRead(t *testing.T) {
	files, err := filepath.Glob("testdata/foreign/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		reading, err := Reader{}.Read(t.Context(), src, file)
		if err != nil {
			t.Fatal(err)
		}
		if reading.Refused(file) != nil {
			continue // it is damaged, and nothing is written of it
		}
		want := reading.Tables
		var grids []document.Grid
		for _, table := range want {
			grids = append(grids, Form(table))
		}
		for _, f := range document.Formats {
			if slices.Contains(alone, f.Name) {
				same(t, f.Name+" "+filepath.Base(file), writtenAs(t, f, grids...), want)
			}
		}
	}
}
