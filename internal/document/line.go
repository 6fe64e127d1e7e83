package document

import (
	"strings"
	"unicode"
)

// advance is the width of a character in thousandths of the type's size.
type advance func(r rune) int

// lines are the lines of a cell's text in its width, by the widths of the font.
func (l *pageLayout) lines(c Cell) []string { return breakLines(c.Text, l.room(c), l.of) }

// room is the width of a cell for its text, in thousandths of an em.
func (l *pageLayout) room(c Cell) int {
	return (l.across(c) - 2*cellMargin) * 1000 / (l.halfPoints(c) * 10)
}

// breaksNumbers reports whether a cell is too narrow for a number in it. Without a font nobody knows.
func (l *pageLayout) breaksNumbers() bool {
	if l.of == nil {
		return false
	}
	for _, c := range l.grid.Cells {
		room := l.room(c)
		for _, piece := range pieces(c.Text) {
			if piece != "" && piece[0] >= '0' && piece[0] <= '9' && widthOf(piece, l.of) > room {
				return true
			}
		}
	}
	return false
}

// breakLines breaks a text into lines of a width in thousandths of an em. What may not be broken is, when it is longer
// than a line.
func breakLines(text string, width int, of advance) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		var line strings.Builder
		used := 0
		next := func() {
			lines, used = append(lines, line.String()), 0
			line.Reset()
		}
		for _, piece := range pieces(paragraph) {
			w := widthOf(piece, of)
			if used > 0 && used+w > width {
				next()
			}
			for _, r := range piece {
				if w > width && used > 0 && used+of(r) > width {
					next()
				}
				line.WriteRune(r)
				used += of(r)
			}
		}
		next()
	}
	return lines
}

// The marks that begin no line, and those that end none.
const (
	closing = "，。；：、！？）》」』”’】〉％,.;:!?)%"
	opening = "（《「『“‘【〈("
)

// pieces cuts a text where a line may be broken: between Chinese characters, not within a number or a Latin word, not
// before a mark that closes and not behind one that opens.
func pieces(text string) []string {
	var all []string
	begin, before := 0, ' '
	for i, r := range text {
		if i > 0 && !(unbroken(r) && unbroken(before)) && !strings.ContainsRune(closing, r) &&
			!strings.ContainsRune(opening, before) {
			all = append(all, text[begin:i])
			begin = i
		}
		before = r
	}
	return append(all, text[begin:])
}

func unbroken(r rune) bool { return r < 0x2000 && !unicode.IsSpace(r) }

func widthOf(text string, of advance) int {
	w := 0
	for _, r := range text {
		w += of(r)
	}
	return w
}
