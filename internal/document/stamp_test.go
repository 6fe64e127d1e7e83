package document

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

func TestTheSineOfAStampIsRightToAThirdOfAPercent(t *testing.T) {
	for turn, want := range map[int]int{0: 0, 30_00: 5000, 45_00: 7071, 60_00: 8660, 90_00: 10_000, 150_00: 5000,
		180_00: 0, 210_00: -5000, 270_00: -10_000, -90_00: -10_000, 450_00: 10_000, -30_00: -5000} {
		if got := sine(turn); got < want-17 || got > want+17 {
			t.Errorf("the sine of %d hundredths is %d, want %d", turn, got, want)
		}
	}
}

// stampedGrid is a page with a figure beside a stamp and the words of whoever stamps over it.
func stampedGrid(edge string) Grid {
	return Grid{Widths: []int{100, 100}, Cells: []Cell{{Text: "0123456789"},
		{Row: 1, Col: 1, Text: "示例中心", Plain: true, Stamp: Stamp{Edge: edge, Foot: "专用章"}}}}
}

// colours counts the red and the black points of the picture of a page.
func colours(t *testing.T, pdf []byte) (red, black int) {
	t.Helper()
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skipf("SKIP-REQUIRED no printed form was looked at: %v", err)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	picture, err := exec.Command(tool, "-r", "60", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var width, height, most int
	if n, err := fmt.Sscanf(string(picture[:40]), "P6\n%d %d\n%d", &width, &height, &most); n != 3 || err != nil {
		t.Fatalf("no picture: %v", err)
	}
	points := picture[len(picture)-3*width*height:]
	for i := 0; i < len(points); i += 3 {
		switch r, g, b := int(points[i]), int(points[i+1]), int(points[i+2]); {
		case r > g+60 && r > b+60:
			red++
		case r < 100 && g < 100 && b < 100:
			black++
		}
	}
	return red, black
}

// A page is looked at as a picture: the stamp is red, is there, and leaves black what stands over and beside it.
func TestAStampIsRedAndHidesNothing(t *testing.T) {
	fonts := machineFonts(t)
	var plain, out bytes.Buffer
	for edge, to := range map[string]*bytes.Buffer{"": &plain, "示例市住房公积金管理中心": &out} {
		if _, err := WritePDF(to, fonts, stampedGrid(edge)); err != nil {
			t.Fatal(err)
		}
	}
	red, black := colours(t, out.Bytes())
	none, text := colours(t, plain.Bytes())
	if none != 0 || red < 300 || red > 3000 {
		t.Errorf("%d red points with a stamp and %d without", red, none)
	}
	if black < text*9/10 { // the same words at another place, which falls on other points
		t.Errorf("%d points of black words with a stamp and %d without", black, text)
	}
}

func TestAStampOfAnyNameStaysInItsCircle(t *testing.T) {
	fonts := machineFonts(t)
	for _, edge := range []string{"中", strings.Repeat("住房公积金", 12)} {
		var out bytes.Buffer
		if _, err := WritePDF(&out, fonts, stampedGrid(edge)); err != nil {
			t.Fatal(err)
		}
		if red, _ := colours(t, out.Bytes()); red < 300 || red > 3000 {
			t.Errorf("%s: %d red points", edge, red)
		}
	}
}

// Without a font that prints it, a page with a stamp is printed by no other program, which would leave the stamp out.
func TestAStampedPageIsNotPrintedWithoutItsStamp(t *testing.T) {
	rare := stampedGrid("示例中心")
	rare.Cells[0].Text = "\U0010fffd"
	var out bytes.Buffer
	ended, end := context.WithCancel(context.Background()) // whoever is asked for another way says so
	end()
	err := printed(ended, &Office{}, &out, rare)
	if !refusal.Is(err, CodeFont) || out.Len() != 0 {
		t.Errorf("%d bytes, %v", out.Len(), err)
	}
}
