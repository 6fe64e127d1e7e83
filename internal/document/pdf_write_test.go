package document

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

// machineFonts are the fonts of this machine, or none.
func machineFonts(t testing.TB) Fonts {
	t.Helper()
	fonts, err := SystemFonts()
	if err != nil {
		t.Skipf("SKIP-REQUIRED nothing can be printed here: %v", err)
	}
	t.Cleanup(func() {
		if err := fonts.Close(); err != nil {
			t.Error(err)
		}
	})
	return fonts
}

func formGrid() Grid {
	g := Grid{Name: "示例", Widths: []int{100, 300, 80}, Cells: []Cell{
		{Text: "项目支出绩效自评表", ColSpan: 3, Plain: true, Bold: true, Size: 16},
		{Row: 1, Text: "产出\n指标", RowSpan: 3},
	}}
	for i, text := range []string{"0123456789", "≥95%", "4564.74万元"} {
		g.Cells = append(g.Cells, Cell{Row: 1 + i, Col: 1, Text: text, Align: Left},
			Cell{Row: 1 + i, Col: 2, Text: "12.5"})
	}
	return g
}

func TestEveryCharacterOfAPrintedFormCanBeReadBack(t *testing.T) {
	fonts := machineFonts(t)
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skipf("SKIP-REQUIRED the text of a printed form was not read: %v", err)
	}
	var out bytes.Buffer
	if missing, err := WritePDF(&out, fonts, formGrid()); err != nil || missing != "" {
		t.Fatalf("missing %q, %v", missing, err)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.Command(tool, "-layout", path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	for _, want := range []string{"项目支出绩效自评表", "0123456789", "≥95%", "4564.74万元", "12.5"} {
		if !strings.Contains(string(said), want) {
			t.Errorf("the page lacks %q:\n%s", want, said)
		}
	}
}

// TestEveryDigitOfAPrintedFormLeavesInk looks at the page as a picture: each cell with a digit in it has black points
// inside its borders, and each digit other ones than the next.
func TestEveryDigitOfAPrintedFormLeavesInk(t *testing.T) {
	fonts := machineFonts(t)
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skipf("SKIP-REQUIRED no printed form was looked at: %v", err)
	}
	pictures := map[string]string{}
	for _, digit := range []string{"", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "%", "≥", "."} {
		var out bytes.Buffer
		if _, err := WritePDF(&out, fonts, Grid{Cells: []Cell{{Text: digit, Plain: true}}}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "a.pdf")
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		picture, err := exec.Command(tool, "-r", "60", "-gray", path).Output()
		if err != nil {
			t.Fatal(err)
		}
		if before, same := pictures[string(picture)]; same {
			t.Errorf("%q looks like %q", digit, before)
		}
		pictures[string(picture)] = digit
	}
}

func TestACharacterThatNoFontHasIsNamed(t *testing.T) {
	var out bytes.Buffer
	missing, err := WritePDF(&out, machineFonts(t), Grid{Cells: []Cell{{Text: "缴存\U000F0001\U000F0002"}}})
	if err != nil || missing != "\U000F0001\U000F0002" {
		t.Errorf("missing %q, %v", missing, err)
	}
}

func TestWithoutEveryCharacterNothingIsPrinted(t *testing.T) {
	var out bytes.Buffer
	err := printIn(machineFonts(t), &out, Grid{Cells: []Cell{{Text: "缴存\U000F0001"}}})
	if !refusal.Is(err, CodeFont) || out.Len() > 0 {
		t.Errorf("%d bytes, %v", out.Len(), err)
	}
}

func TestALongFormGoesOnOverPages(t *testing.T) {
	g := Grid{Widths: []int{100, 200}, Cells: []Cell{{Text: "侧栏", RowSpan: 200}}}
	for i := range 200 {
		g.Cells = append(g.Cells, Cell{Row: i, Col: 1, Text: "指标"})
	}
	var out bytes.Buffer
	if _, err := WritePDF(&out, machineFonts(t), g); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "/Type/Page/"); n < 3 {
		t.Errorf("%d pages", n)
	}
}

func TestTheSameFormIsPrintedTheSame(t *testing.T) {
	var one, other bytes.Buffer
	for _, out := range []*bytes.Buffer{&one, &other} {
		if _, err := WritePDF(out, machineFonts(t), formGrid()); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Bytes(), other.Bytes()) {
		t.Error("printed twice it differs")
	}
}

func TestWithoutAFontNothingIsPrinted(t *testing.T) {
	empty := t.TempDir()
	lies := filepath.Join(t.TempDir(), "simsun.ttf")
	if err := os.WriteFile(lies, []byte("no font at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, folder := range map[string]string{
		"no folder": empty + "/none", "no font": empty, "no real font": filepath.Dir(lies)} {
		if _, err := fontsIn([]string{folder}); !refusal.Is(err, CodeFont) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := OpenFont(lies); !refusal.Is(err, CodeFont) {
		t.Errorf("a font that is none: %v", err)
	}
}

// TestAFontWithoutDigitsIsRefused looks at the fonts of this machine that are known to have Chinese and no digit.
func TestAFontWithoutDigitsIsRefused(t *testing.T) {
	var lying []string
	for _, path := range fontFiles(fontFolders()) {
		if strings.HasPrefix(strings.ToLower(filepath.Base(path)), "droidsansfallback") {
			lying = append(lying, path)
		}
	}
	if len(lying) == 0 {
		t.Skip("SKIP-REQUIRED no font without digits on this machine")
	}
	for _, path := range lying {
		if _, err := OpenFont(path); !refusal.Is(err, CodeFont) || !strings.Contains(err.Error(), "缺少") {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
}

func TestAFontWhoseMakerForbidsEmbeddingIsNotEmbedded(t *testing.T) {
	font := func(kind uint16) []byte {
		src := make([]byte, 60)
		binary.BigEndian.PutUint16(src[4:], 1)
		copy(src[12:], "OS/2")
		binary.BigEndian.PutUint32(src[20:], 40)
		binary.BigEndian.PutUint16(src[48:], kind)
		return src
	}
	for kind, forbidden := range map[uint16]bool{0: false, 2: true, 4: false, 8: false} {
		if got := forbidsEmbedding(bytes.NewReader(font(kind))); got != forbidden {
			t.Errorf("embedding %d is forbidden: %v", kind, got)
		}
	}
	if !forbidsEmbedding(bytes.NewReader(nil)) {
		t.Error("a font that says nothing may be embedded")
	}
}

func TestNoLineBreaksANumberOrBeginsWithAStop(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"实现增值收益4564.74万元，", "实现增值收益/4564.74万/元，"},
		{"提取（9.63亿元）。", "提取（9.63/亿元）。"},
		{"一二三四五六七八", "一二三四五六/七八"},
		{"甲\n乙", "甲/乙"},
		{"", ""},
		{"12345678901234567890", "1234567890/1234567890"},
	} {
		if got := strings.Join(breakLines(tc.text, 6000, halfOrWhole), "/"); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.text, got, tc.want)
		}
	}
}

func TestATypeAtWhichANumberBreaksIsTooLarge(t *testing.T) {
	g := Grid{Widths: []int{40, 460}, Cells: []Cell{{Text: "4564.74"}, {Col: 1, Text: "万元"}}}
	l := layoutIn(g, halfOrWhole)
	if lines := l.lines(g.Cells[0]); len(lines) != 1 || l.half >= layout(g).half {
		t.Errorf("%q in half points %d", lines, l.half)
	}
}

// halfOrWhole is a font in which a Chinese character is as wide as high and every other a little more than half.
func halfOrWhole(r rune) int {
	if Wide(string(r)) == 2 {
		return 1000
	}
	return 560
}

func FuzzOpenFont(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00OS/2"))
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x10OTTO"))
	f.Fuzz(func(t *testing.T, src []byte) {
		_, _ = faceOf(bytes.NewReader(src)) // it may even be a font, by chance
		forbidsEmbedding(bytes.NewReader(src))
	})
}
