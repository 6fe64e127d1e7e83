package evaluation

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
)

func seedBytes(t testing.TB) []byte {
	t.Helper()
	src, err := os.ReadFile(seedFile)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func TestAPublishedTableIsReadAsPrinted(t *testing.T) {
	tables := readSeed(t)
	if len(tables) != 3 {
		t.Fatalf("%d tables, want 3", len(tables))
	}
	third := tables[2]
	if third.Project != "公积金信息化服务外包项目" || third.Year != 2024 || third.Unit != "中卫市住房公积金管理中心" ||
		third.Layout != G9 || tables[0].Layout != G11 || third.Total != 10000 || third.TotalScore != 9800 {
		t.Errorf("the head of the third table is %+v", third)
	}
	want := Fund{Name: "年度资金总额：", Initial: "207.50", Budget: "207.50", Executed: "207.50", Weight: "10", Rate: "100%",
		Score: "10"}
	if !reflect.DeepEqual(third.Funds[0], want) {
		t.Errorf("its funds are %+v, want %+v", third.Funds[0], want)
	}
	for i, n := range []int{19, 9, 27} {
		if got := len(tables[i].Indicators); got != n {
			t.Errorf("table %d has %d rows, want %d", i+1, got, n)
		}
	}
}

func TestRowsThatAreShiftedAfterAPageBreakKeepTheirColumns(t *testing.T) {
	rows := readSeed(t)[2].Indicators
	benefit, satisfaction := "效益指标 (30分)", "满意度指标 (10分)"
	for _, want := range []Indicator{
		{Row: 17, First: benefit, Second: "经济效益指标", Name: "指标：实现住房公积金增值收益4564.74万元，",
			Target: "4000", Actual: "4564", WeightText: "4", ScoreText: "4", Weight: 400, Score: 400},
		{Row: 21, First: benefit, Second: "生态效益指标", Name: "指标：",
			Target: "无", Actual: "无", WeightText: "2", ScoreText: "0", Weight: 200},
		{Row: 25, First: satisfaction, Second: "服务对象满意度指标", Name: "指标1：减少中心为维护机房和服务器及安全等设备投入的人力、物力。",
			Target: "≥95%", Actual: "≥95%", WeightText: "3", ScoreText: "3", Weight: 300, Score: 300},
		{Row: 27, First: satisfaction, Second: "服务对象满意度指标", Name: "指标3：确保缴存人住房公积金账户资金安全。",
			Target: "≥95%", Actual: "≥95%", WeightText: "4", ScoreText: "4", Weight: 400, Score: 400},
	} {
		if got := rows[want.Row-1]; !reflect.DeepEqual(got, want) {
			t.Errorf("row %d:\ngot  %+v\nwant %+v", want.Row, got, want)
		}
	}
}

func TestTheEncodingOfTheFileDoesNotMatter(t *testing.T) {
	src, want := seedBytes(t), readSeed(t)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(src)
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(string(src))) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	for name, in := range map[string][]byte{
		"GB18030": gbk,
		"BOM":     append([]byte("\xef\xbb\xbf"), src...),
		"UTF-16":  wide,
		"CRLF":    bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n")),
	} {
		got, err := Read(in, name)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: not the same tables (%v)", name, err)
		}
	}
}

// answered fails unless reading gives tables that can be checked and scored, or a refusal in Chinese.
func answered(t interface {
	Helper()
	Fatalf(string, ...any)
}, src []byte) {
	t.Helper()
	tables, err := Read(src, "损坏.txt")
	if err != nil {
		if r := refusal.Of(err); r == nil || r.Text == "" || r.Next == "" || !hasHan(r.Text) {
			t.Fatalf("not a clear answer: %v", err)
		}
		return
	}
	if len(tables) == 0 {
		t.Fatalf("neither tables nor a refusal")
	}
	for _, f := range Check(tables, Context{}) {
		if f.Message == "" || !hasHan(f.Message) || f.MayChange == "" {
			t.Fatalf("a finding without words: %+v", f)
		}
	}
	for _, table := range tables {
		Score(table, Default())
	}
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff })
}

func TestThePublishedFileCutAtAnyLineIsAnswered(t *testing.T) {
	lines := strings.SplitAfter(string(seedBytes(t)), "\n")
	for i := range lines {
		answered(t, []byte(strings.Join(lines[:i], "")))
		answered(t, []byte(strings.Join(lines[i:], "")))
	}
}

func TestThePublishedFileCutAtAnyByteIsAnswered(t *testing.T) {
	src := seedBytes(t)
	rapid.Check(t, func(t *rapid.T) {
		answered(t, src[:rapid.IntRange(0, len(src)).Draw(t, "cut")])
	})
}

func TestACutInsideACharacterDoesNotSpoilTheRest(t *testing.T) {
	src := seedBytes(t)
	at := bytes.LastIndex(src, []byte("勾稽"))
	for _, cut := range []int{at + 1, at + 2, at + 3} {
		tables, err := Read(src[:cut], "")
		if err != nil || len(tables) != 3 || tables[2].Project != "公积金信息化服务外包项目" {
			t.Errorf("cut at byte %d: %d tables, %v", cut, len(tables), err)
		}
	}
}

func TestAHeadThatIsCutOffDoesNotLoseTheTablesBehindIt(t *testing.T) {
	lines := strings.SplitAfter(string(seedBytes(t)), "\n")
	for i := range 40 {
		tables, err := Read([]byte(strings.Join(lines[i:], "")), "")
		if err != nil || len(tables) < 2 || tables[len(tables)-1].TotalScore != 9800 {
			t.Fatalf("cut before line %d: %d tables, %v", i+1, len(tables), err)
		}
	}
}

func TestHalfTheCellsGoneIsAnswered(t *testing.T) {
	src := string(seedBytes(t))
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		random := rand.New(rand.NewPCG(seed, 1))
		drop := rapid.Bool().Draw(t, "drop the tab, too")
		var out strings.Builder
		for line := range strings.SplitSeq(src, "\n") {
			var cells []string
			for cell := range strings.SplitSeq(line, "\t") {
				switch {
				case random.IntN(2) == 0:
					cells = append(cells, cell)
				case !drop:
					cells = append(cells, "")
				}
			}
			out.WriteString(strings.Join(cells, "\t") + "\n")
		}
		answered(t, []byte(out.String()))
	})
}

func TestNoiseOfTenMegabytesIsAnswered(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	bytesOf := func(alphabet string) []byte {
		letters := []rune(alphabet)
		var b bytes.Buffer
		for b.Len() < maxText-8 {
			b.WriteRune(letters[random.IntN(len(letters))])
		}
		return b.Bytes()
	}
	raw := make([]byte, maxText)
	for i := range raw {
		raw[i] = byte(random.IntN(256))
	}
	answered(t, raw)
	answered(t, append(raw, 'x'))
	answered(t, append([]byte("PK\x03\x04"), raw[:1<<20]...))
	answered(t, append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), raw[:1<<20]...))
	answered(t, bytesOf("\t"))
	answered(t, bytesOf("\n"))
	answered(t, bytesOf("指标\t\n 万元%0123456789"))
	line := "\t产出 指标\t数量指标\t指标1：发放3.20亿元贷款730户\t600笔\t625笔\t1\t1\n"
	answered(t, []byte("项目名称\t示例\n"+strings.Repeat(line, 400)))
	answered(t, []byte(strings.Repeat("项目名称\t示例\n"+strings.Repeat(line, 90), 40)))
	answered(t, []byte("项目名称\t示例\n"+strings.Repeat(line, 700)))
	answered(t, []byte("项目名称\t"+strings.Repeat("指标1：600笔、", 100_000)+"\n"+line))
}

func TestARefusalSaysWhatIsWrongWithTheFile(t *testing.T) {
	for _, tc := range []struct{ name, src, code string }{
		{"nothing", " \n\t", "evaluation.read.empty"},
		{"a letter", "尊敬的领导：\n现将情况报告如下。", "evaluation.read.no-table"},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", "evaluation.read.not-text"},
		{"too long", strings.Repeat("\n", maxLines) + "x\n", "evaluation.read.too-long"},
		{"too wide", "a" + strings.Repeat("\t", maxCells), "evaluation.read.too-wide"},
		{"too large", strings.Repeat("x", maxText+1), "evaluation.read.too-large"},
		{"too many rows", "项目名称\t示例\n" + strings.Repeat("\t产出指标\t数量指标\t指标1：次数\t1次\t1次\t1\t1\n", maxRows+1),
			"evaluation.read.too-many-rows"},
		{"too many tables", strings.Repeat("项目名称\t示例\n", maxTables+1), "evaluation.read.too-many"},
		{"no workbook", "PK\x03\x04 and no more", "document.damaged"},
		{"another container", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "document.ole"},
	} {
		if _, err := Read([]byte(tc.src), tc.name); !refusal.Is(err, tc.code) {
			t.Errorf("%s: %v, want %s", tc.name, err, tc.code)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(seedBytes(f))
	clean, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(clean)
	for _, line := range strings.Split(string(clean), "\n") {
		f.Add([]byte(line))
	}
	records, err := filepath.Glob("testdata/samples/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range records {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte(fmt.Sprintf("项目名称\tx\n\t产出指标\t数量指标\t指标1：%d元\t≥%d%%\t约1\t1\t1\n", 1<<62, 1<<62)))
	f.Fuzz(func(t *testing.T, src []byte) { answered(t, src) })
}

// TestATableWithCommasIsReadAsItIs hands the published tables in as the csv that other programs write.
func TestATableWithCommasIsReadAsItIs(t *testing.T) {
	want, err := Read(Example, ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for line := range strings.Lines(string(Example)) {
		if err := w.Write(strings.Split(strings.TrimRight(line, "\r\n"), "\t")); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	got, err := Read(b.Bytes(), "自评表.CSV")
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%d tables, %v: not those of the text", len(got), err)
	}
	open := strings.Replace(b.String(), "项目名称", "\"项目\n名称", 1)
	if _, err := Read([]byte(open), "a.csv"); refusal.Of(err) == nil {
		t.Errorf("a mark that is never closed: %v", err)
	}
}

// TestAHiddenSheetIsToldOf hides one of three tables.
func TestAHiddenSheetIsToldOf(t *testing.T) {
	tables, err := Read(Example, ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	var grids []document.Grid
	for _, table := range tables {
		grids = append(grids, Form(table))
	}
	var b bytes.Buffer
	if err := document.WriteXLSX(&b, grids...); err != nil {
		t.Fatal(err)
	}
	name := grids[1].Name
	hidden := repacked(t, b.Bytes(), map[string]func(string) string{"xl/workbook.xml": func(old string) string {
		return strings.Replace(old, `name="`+name+`"`, `state="hidden" name="`+name+`"`, 1)
	}})
	got, err := Reader{}.Read(t.Context(), hidden, "a.xlsx")
	if err != nil || len(got.Tables) != 2 || !slices.ContainsFunc(got.Doubts, func(d Doubt) bool {
		return strings.Contains(d.Message, "“"+name+"”是隐藏的")
	}) {
		t.Errorf("%d tables, %+v, %v", len(got.Tables), got.Doubts, err)
	}
}
