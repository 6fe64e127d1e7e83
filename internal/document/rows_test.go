package document

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"guangsha/internal/base/refusal"
)

func readCSV(src []byte) (rows [][]string, err error) {
	err = EachCSV(bytes.NewReader(src), func(r Row) error {
		rows = append(rows, slices.Clone(r.Cells))
		return nil
	})
	return rows, err
}

func gb(t testing.TB, text string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestATableReadsTheSameInEveryEncoding(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cell := rapid.StringOf(rapid.RuneFrom([]rune("个人账号缴存单位余额张三丰㐀𠮷12,\". A")))
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 5), 1, 8).Draw(rt, "rows")
		var out bytes.Buffer
		if err := WriteCSV(&out, func(yield func([]string) error) error {
			for _, r := range rows {
				if err := yield(append(r, "末")); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			rt.Fatal(err)
		}
		want, err := readCSV(out.Bytes())
		if err != nil || len(want) != len(rows) {
			rt.Fatalf("%d of %d rows, %v", len(want), len(rows), err)
		}
		plain := out.String()[3:]
		for _, src := range [][]byte{[]byte(plain), gb(t, plain)} {
			got, err := readCSV(src)
			if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
				rt.Fatalf("got %q, %v; want %q", got, err, want)
			}
		}
	})
}

func TestAFileOfTwoEncodingsIsRefused(t *testing.T) {
	one, other := "个人账号,姓名\n1,张三\n", "2,李四光\n"
	for name, src := range map[string][]byte{
		"UTF-8 first": append([]byte(one), gb(t, other)...),
		"GB first":    append(gb(t, one), other...),
		"after codes": append(append([]byte("GRZH,XingMing\n"), gb(t, "1,张三\n")...), other...),
	} {
		_, err := readCSV(src)
		if !refusal.Is(err, CodeTableEncoding) || !strings.Contains(err.Error(), "第3行") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, src := range map[string]string{"UTF-16": "\xff\xfe1\x00", "neither": "\xff\xff\n"} {
		if _, err := readCSV([]byte(src)); !refusal.Is(err, CodeTableEncoding) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDamagedTablesAreRefused(t *testing.T) {
	if _, err := readCSV([]byte("a,b\n\"x,y\n")); !refusal.Is(err, CodeTableDamaged) {
		t.Errorf("an open quote: %v", err)
	}
	if _, err := readCSV([]byte(strings.Repeat("x", maxLine+1<<17))); !refusal.Is(err, CodeTableDamaged) {
		t.Errorf("an endless line: %v", err)
	}
	dir := t.TempDir()
	for name, code := range map[string]string{"a.xls": CodeTableKind, "b.xlsx": "document.xlsx.damaged"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("PK\x03\x04"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := EachRow(path, func(Row) error { return nil }); !refusal.Is(err, code) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAWorkbookIsReadRowByRow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "个人账户.xlsx")
	var out bytes.Buffer
	if err := WriteXLSX(&out, Grid{Name: "甲", Cells: []Cell{{Text: "账号"}, {Row: 2, Col: 1, Text: "0012"}}},
		Grid{Name: "乙", Cells: []Cell{{Text: "余额"}}}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := EachRow(path, func(r Row) error {
		got = append(got, r.Sheet+strings.Join(r.Cells, "|"))
		return nil
	}); err != nil || !slices.Equal(got, []string{"甲账号", "甲|0012", "乙余额"}) {
		t.Errorf("%q, %v", got, err)
	}
}

func FuzzEachCSV(f *testing.F) {
	f.Add([]byte("个人账号,姓名\n1,张三\n"))
	f.Add(gb(f, "个人账号,姓名\n1,\"张\n三\"\n"))
	f.Add([]byte("\xef\xbb\xbfa,b\r\n\"\"\"\",\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := readCSV(src); err != nil && refusal.Of(err) == nil {
			t.Fatalf("not an answer: %v", err)
		}
	})
}
