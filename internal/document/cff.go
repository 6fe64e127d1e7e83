package document

import (
	"encoding/binary"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// outlineEm is the em in which outlines are kept: thousandths, the unit of PDF.
const outlineEm = 1000

// Operators of the Compact Font Format and of its glyphs (Adobe Technical Notes 5176 and 5177).
const (
	opCharset     = 15
	opGlyphs      = 17
	opPrivate     = 18
	opNominal     = 21
	opEscape      = 12
	opROS         = 30 // behind opEscape, as the next three
	opCIDCount    = 34
	opFontDicts   = 36
	opFontSelect  = 37
	glyphLine     = 5
	glyphCurve    = 8
	glyphEnd      = 14
	glyphMove     = 21
	firstOwnName  = 391 // number of the first string that a font adds to the standard ones
	shortInteger  = 28
	longInteger   = 29
	oneByteOffset = 139
)

// writeCFF makes a font program of outlines, numbered from 0 as they come; the first is what stands for a missing
// character. Made anew, it holds only what a paper shows, whatever kind of file the outlines came from.
func writeCFF(name string, outlines [][]byte) []byte {
	names := cffIndex([]byte(name))
	strings := cffIndex([]byte("Adobe"), []byte("Identity"))
	noSubroutines := []byte{0, 0}
	n := len(outlines)
	charset := binary.BigEndian.AppendUint16([]byte{2, 0, 1}, uint16(max(0, n-2)))
	choice := binary.BigEndian.AppendUint16([]byte{3, 0, 1, 0, 0, 0}, uint16(n))
	glyphs := cffIndex(outlines...)
	private := append(dictInteger(nil, 0), opNominal)
	// The places of the parts stand in the first dictionary, whose length does not depend on them.
	head := []byte{1, 0, 4, 2}
	top := func(charsetAt, choiceAt, glyphsAt, dictsAt int) []byte {
		d := dictInteger(dictInteger(dictInteger(nil, firstOwnName), firstOwnName+1), 0)
		d = append(d, opEscape, opROS)
		d = append(dictInteger(d, n), opEscape, opCIDCount)
		d = append(dictInteger(d, charsetAt), opCharset)
		d = append(dictInteger(d, choiceAt), opEscape, opFontSelect)
		d = append(dictInteger(d, glyphsAt), opGlyphs)
		d = append(dictInteger(d, dictsAt), opEscape, opFontDicts)
		return cffIndex(d)
	}
	charsetAt := len(head) + len(names) + len(top(0, 0, 0, 0)) + len(strings) + len(noSubroutines)
	choiceAt := charsetAt + len(charset)
	glyphsAt := choiceAt + len(choice)
	privateAt := glyphsAt + len(glyphs)
	dictsAt := privateAt + len(private)
	dicts := cffIndex(append(dictInteger(dictInteger(nil, len(private)), privateAt), opPrivate))
	var out []byte
	for _, part := range [][]byte{head, names, top(charsetAt, choiceAt, glyphsAt, dictsAt), strings, noSubroutines,
		charset, choice, glyphs, private, dicts} {
		out = append(out, part...)
	}
	return out
}

// cffIndex is a list of pieces with their offsets.
func cffIndex(pieces ...[]byte) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(pieces)))
	out = append(out, 4)
	at := uint32(1)
	out = binary.BigEndian.AppendUint32(out, at)
	for _, p := range pieces {
		at += uint32(len(p))
		out = binary.BigEndian.AppendUint32(out, at)
	}
	for _, p := range pieces {
		out = append(out, p...)
	}
	return out
}

// dictInteger appends a number of a dictionary, always in five bytes.
func dictInteger(d []byte, n int) []byte {
	return binary.BigEndian.AppendUint32(append(d, longInteger), uint32(int32(n)))
}

// cffGlyph writes an outline as a glyph: its width, then every piece from where the last one ended.
func cffGlyph(width int, outline sfnt.Segments) []byte {
	g := &glyphWriter{code: glyphInteger(nil, width)}
	for _, s := range outline {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			g.to(glyphMove, s.Args[0])
		case sfnt.SegmentOpLineTo:
			g.to(glyphLine, s.Args[0])
		case sfnt.SegmentOpQuadTo: // of TrueType, raised to a cubic one
			from, by, end := g.exact, s.Args[0], s.Args[1]
			g.to(glyphCurve, third(from, by), third(end, by), end)
		case sfnt.SegmentOpCubeTo:
			g.to(glyphCurve, s.Args[0], s.Args[1], s.Args[2])
		}
	}
	return append(g.code, glyphEnd)
}

// third is the point two thirds of the way to the control point of a quadratic curve.
func third(end, by fixed.Point26_6) fixed.Point26_6 {
	return fixed.Point26_6{X: (end.X + 2*by.X) / 3, Y: (end.Y + 2*by.Y) / 3}
}

// glyphWriter keeps where the pen is, rounded and exact, so that roundings do not add up.
type glyphWriter struct {
	code  []byte
	x, y  int
	exact fixed.Point26_6
}

func (g *glyphWriter) to(operator byte, points ...fixed.Point26_6) {
	for _, p := range points {
		x, y := p.X.Round(), -p.Y.Round() // the library's axis points down
		g.code = glyphInteger(glyphInteger(g.code, x-g.x), y-g.y)
		g.x, g.y, g.exact = x, y, p
	}
	g.code = append(g.code, operator)
}

// glyphInteger appends a number of a glyph in as few bytes as it takes.
func glyphInteger(code []byte, n int) []byte {
	switch {
	case n >= -107 && n <= 107:
		return append(code, byte(n+oneByteOffset))
	case n >= 108 && n <= 1131:
		n -= 108
		return append(code, byte(n>>8)+247, byte(n))
	case n >= -1131 && n <= -108:
		n = -n - 108
		return append(code, byte(n>>8)+251, byte(n))
	}
	return binary.BigEndian.AppendUint16(append(code, shortInteger), uint16(int16(n)))
}
