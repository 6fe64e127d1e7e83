package document

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"guangsha/internal/base/refusal"
)

// CodeFont is the code of the refusal to print without a font.
const CodeFont = "document.font"

// Font is a font of this machine that may be embedded into a paper (字体). It is not safe for concurrent use.
type Font struct {
	Name string
	file *os.File
	face *sfnt.Font
	buf  sfnt.Buffer
}

// mustShow is what every form prints. There are fonts that have all of Chinese and no digit: a table in one of them
// would be a table of blanks.
const mustShow = "0123456789%.,:()-=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz≥≤—（）：，、《》项目支出绩效自评表年度总分"

// OpenFont opens a font file: TrueType or OpenType, alone or a collection, of which the face for simplified Chinese is
// taken. A font without digits or Chinese, and one whose maker forbids embedding, is a *refusal.Refused.
func OpenFont(path string) (*Font, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the font: %w", err)
	}
	f, err := faceOf(file)
	if err != nil {
		return nil, errors.Join(badFont(filepath.Base(path), err), file.Close())
	}
	f.file = file
	return f, nil
}

// Close closes the font file.
func (f *Font) Close() error { return f.file.Close() }

func badFont(name string, err error) *refusal.Refused {
	reason := "不是可用的字体文件"
	if bad, ok := errors.AsType[unusableFont](err); ok {
		reason = string(bad)
	}
	return refusal.New(CodeFont, "字体“"+name+"”不能用于输出："+reason, "", "请换用含数字和汉字的字体，例如宋体、思源宋体")
}

// unusableFont says why a font that can be read is not used.
type unusableFont string

// Error implements error.
func (u unusableFont) Error() string { return string(u) }

// faceOf takes the best face of a font file.
func faceOf(file io.ReaderAt) (*Font, error) {
	faces, err := sfnt.ParseCollectionReaderAt(file)
	if err != nil {
		return nil, err
	}
	var best *Font
	worst := error(unusableFont("没有字形"))
	for i := range faces.NumFonts() {
		face, err := faces.Font(i)
		if err != nil {
			return nil, err
		}
		f := &Font{face: face}
		f.Name, _ = face.Name(&f.buf, sfnt.NameIDFull)
		if missing := f.missing(mustShow); missing != "" {
			worst = unusableFont(fmt.Sprintf("缺少“%s”等字形", cut(missing, 10)))
			continue
		}
		if best == nil || strings.Contains(f.Name, " SC") && !strings.Contains(best.Name, " SC") {
			best = f
		}
	}
	if best == nil {
		return nil, worst
	}
	if forbidsEmbedding(file) {
		return nil, unusableFont("字体厂商不允许嵌入")
	}
	return best, nil
}

// missing are the characters of a text that the font does not have.
func (f *Font) missing(text string) string {
	var missing strings.Builder
	for _, r := range text {
		if i, err := f.face.GlyphIndex(&f.buf, r); err != nil || i == 0 {
			missing.WriteRune(r)
		}
	}
	return missing.String()
}

// glyph is the number of a character's glyph in the font, 0 when it has none.
func (f *Font) glyph(r rune) sfnt.GlyphIndex {
	i, err := f.face.GlyphIndex(&f.buf, r)
	if err != nil {
		return 0
	}
	return i
}

// wide is the width of a glyph in thousandths of an em.
func (f *Font) wide(i sfnt.GlyphIndex) int {
	w, err := f.face.GlyphAdvance(&f.buf, i, fixed.I(outlineEm), font.HintingNone)
	if err != nil {
		return outlineEm
	}
	return w.Round()
}

// outline is a glyph as a font program of PDF has it. A glyph that is damaged is blank.
func (f *Font) outline(i sfnt.GlyphIndex) []byte {
	segments, err := f.face.LoadGlyph(&f.buf, i, fixed.I(outlineEm), nil)
	if err != nil {
		segments = nil
	}
	return cffGlyph(f.wide(i), segments)
}

// forbidsEmbedding reads the maker's word on embedding (OS/2 table, fsType) of the first face of a file.
func forbidsEmbedding(file io.ReaderAt) bool {
	const restricted = 0x0002
	head := make([]byte, 16)
	if _, err := file.ReadAt(head, 0); err != nil {
		return true
	}
	at := int64(0)
	if string(head[:4]) == "ttcf" {
		at = int64(binary.BigEndian.Uint32(head[12:]))
		if _, err := file.ReadAt(head[:12], at); err != nil {
			return true
		}
	}
	entry := make([]byte, 16)
	for i := range int64(binary.BigEndian.Uint16(head[4:])) {
		if _, err := file.ReadAt(entry, at+12+16*i); err != nil {
			return true
		}
		if string(entry[:4]) != "OS/2" {
			continue
		}
		kind := make([]byte, 2)
		if _, err := file.ReadAt(kind, int64(binary.BigEndian.Uint32(entry[8:]))+8); err != nil {
			return true
		}
		return binary.BigEndian.Uint16(kind)&0x000f == restricted
	}
	return false
}
