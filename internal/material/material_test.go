package material_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"image"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/refusal"
	"guangsha/internal/material"
	"guangsha/internal/material/materialtest"
)

var seed = flag.Uint64("seed", rand.Uint64(), "the dice of what is handed in")

// sentence is Chinese that names no folder and nothing of a program.
var sentence = regexp.MustCompile(`^[^/\\]*\p{Han}[^\\]*$`)

func TestThreeHundredHostileFilesAreRefusedInASentence(t *testing.T) {
	t.Logf("seed %d", *seed)
	kinds, longest := map[string]bool{}, int64(0)
	for i, h := range materialtest.Uploads(*seed, 300) {
		kinds[h.What] = true
		watch := elapsed.Start()
		kept, err := material.Read(h.Handed)
		longest = max(longest, watch.Elapsed().Milliseconds())
		r := refusal.Of(err)
		if r == nil {
			t.Errorf("%d, %s: taken as %s, %v", i, h.What, kept.Kind, err)
			continue
		}
		if r.Code != h.Code || !sentence.MatchString(r.Text) || r.Next == "" || len(kept.Content) != 0 {
			t.Errorf("%d, %s: %s %s；%s, want %s", i, h.What, r.Code, r.Text, r.Next, h.Code)
		}
	}
	t.Logf("%d kinds of hostile files, the longest took %d ms", len(kinds), longest)
	if len(kinds) < 100 {
		t.Errorf("only %d kinds", len(kinds))
	}
}

func TestGoodFilesAreTakenUnderTheirNames(t *testing.T) {
	pdf := materialtest.PDF(3, materialtest.Packed("/Type /ObjStm /N 1 /First 4", []byte("9 0 << /Type /Page >>")))
	for name, c := range map[string]struct {
		handed material.Handed
		kind   material.Kind
		pages  int
	}{
		"a photograph": {material.Handed{Name: "身份证 正面.JPG", Type: "image/jpeg",
			Content: materialtest.JPEG(300, 200)}, material.JPEG, 1},
		"one from a camera": {material.Handed{Content: materialtest.JPEG(300, 200)}, material.JPEG, 1},
		"one of no known type": {material.Handed{Type: "application/octet-stream",
			Content: materialtest.JPEG(300, 200)}, material.JPEG, 1},
		"a scan": {material.Handed{Name: "a.b.png", Content: materialtest.PNG(300, 200)}, material.PNG,
			1},
		"a paper": {material.Handed{Name: "合同.pdf", Type: "application/pdf", Content: pdf}, material.PDF,
			4},
	} {
		kept, err := material.Read(c.handed)
		if err != nil || kept.Kind != c.kind || kept.Pages != c.pages || len(kept.Content) == 0 {
			t.Errorf("%s: %s of %d pages, %v", name, kept.Kind, kept.Pages, err)
		}
		if c.kind == material.PDF && !bytes.Equal(kept.Content, pdf) {
			t.Error("a paper is not kept as it came")
		}
	}
}

// TestNothingOfAPictureIsKeptButWhatIsToBeSeen hides things in pictures that people hand in unknowingly: where they
// were taken, and with what.
func TestNothingOfAPictureIsKeptButWhatIsToBeSeen(t *testing.T) {
	const secret = "示例相机 38.4872N 106.2309E"
	photo := materialtest.Behind(materialtest.JPEG(300, 200), materialtest.Segment(0xe1, "Exif\x00\x00"+secret))
	photo = append(materialtest.Behind(photo, materialtest.Segment(0xfe, secret)), "\xff\xd8"+secret...)
	scan := materialtest.PNG(300, 200)
	scan = []byte(string(scan[:33]) + materialtest.Chunk("tEXt", "GPS\x00"+secret) + string(scan[33:]))
	for _, content := range [][]byte{photo, scan} {
		kept, err := material.Read(material.Handed{Content: content})
		if err != nil || bytes.Contains(kept.Content, []byte("106.2309")) || bytes.Contains(kept.Content,
			[]byte("Exif")) {
			t.Errorf("%s: %v", kept.Kind, err)
		}
		if again, err := material.Read(material.Handed{Content: kept.Content}); err != nil || again.Kind != kept.Kind {
			t.Errorf("%s is not taken again: %v", kept.Kind, err)
		}
	}
}

// TestAPictureStandsAsTheCameraWasHeld turns a picture whose black corner is above on the left in all eight ways.
func TestAPictureStandsAsTheCameraWasHeld(t *testing.T) {
	corners := map[byte]string{1: "left top", 2: "right top", 3: "right bottom", 4: "left bottom", 5: "left top",
		6: "right top", 7: "right bottom", 8: "left bottom", 9: "left top"}
	for how, want := range corners {
		kept, err := material.Read(material.Handed{Content: materialtest.Behind(materialtest.JPEG(300, 200),
			materialtest.Orientation(how))})
		if err != nil {
			t.Fatal(how, err)
		}
		p, _, err := image.Decode(bytes.NewReader(kept.Content))
		if err != nil {
			t.Fatal(how, err)
		}
		w, h := p.Bounds().Dx(), p.Bounds().Dy()
		if lying := how >= 5 && how <= 8; lying != (w == 200) {
			t.Errorf("held %d it is %d by %d", how, w, h)
		}
		black := ""
		for name, at := range map[string]image.Point{"left top": {9, 9}, "right top": {w - 9, 9},
			"left bottom": {9, h - 9}, "right bottom": {w - 9, h - 9}} {
			if r, _, _, _ := p.At(at.X, at.Y).RGBA(); r < 0x4000 {
				black += name
			}
		}
		if black != want {
			t.Errorf("held %d it is black at %s, want %s", how, black, want)
		}
	}
}

// TestNoChangeOfABytePanics changes, cuts and doubles parts of good files: whatever comes, it is an answer.
func TestNoChangeOfABytePanics(t *testing.T) {
	t.Logf("seed %d", *seed)
	state := *seed
	next := func(n int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	for _, good := range [][]byte{materialtest.JPEG(120, 110), materialtest.PNG(120, 110),
		materialtest.PDF(2, materialtest.Packed("/Type /ObjStm /N 1 /First 4", []byte("9 0 << /A 1 >>")))} {
		for range 3000 {
			b := bytes.Clone(good)
			for range 1 + next(4) {
				switch at := next(len(b)); next(4) {
				case 0:
					b[at] = byte(next(256))
				case 1:
					b = b[:at+1]
				case 2:
					b = append(b[:at:at], b[next(len(b)):]...)
				case 3:
					if at+4 <= len(b) {
						binary.BigEndian.PutUint32(b[at:], 0xffffffff)
					}
				}
				if len(b) == 0 {
					b = []byte{0xff}
				}
			}
			if _, err := material.Read(material.Handed{Content: b}); err != nil && refusal.Of(err) == nil {
				t.Fatalf("%x: %v", b[:min(len(b), 64)], err)
			}
		}
	}
}

func TestEveryKindHasItsWords(t *testing.T) {
	for _, k := range append(material.Files, material.Shared) {
		if k.String() == "" || k.ContentType() == "" || !strings.HasPrefix(k.Extension(), ".") {
			t.Errorf("%s lacks a word", k)
		}
		if fmt.Sprint(k) == string(k) {
			t.Errorf("%s is called by its code", k)
		}
	}
}
