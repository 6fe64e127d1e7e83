package evaluation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
)

// readStrictly reads one JSON object into a struct. The text is UTF-8, with or without a byte order mark, and nothing
// stands behind the object: another program may have read the rest, and whoever wrote it would take it for read. A
// field that the struct does not have, or that is given twice, is wrong too. wrong is a phrase in Chinese with its
// line, empty when all is well.
func readStrictly(src []byte, into any) (wrong string) {
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if n := firstNotUTF8(src); n >= 0 {
		return fmt.Sprintf("第%d行不是UTF-8编码（可能是GBK），请另存为UTF-8", lineOf(src, n))
	}
	first := len(src) - len(bytes.TrimLeft(src, " \t\r\n"))
	switch {
	case first == len(src):
		return "是空文件"
	case src[first] != '{':
		return fmt.Sprintf("第%d行：整个文件应是一个JSON对象，以“{”开头", lineOf(src, first))
	}
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return malformed(src, err)
	}
	end := int(d.InputOffset())
	if rest := bytes.TrimLeft(src[end:], " \t\r\n"); len(rest) > 0 {
		return fmt.Sprintf("第%d行：最后一个“}”之后还有别的内容", lineOf(src, len(src)-len(rest)))
	}
	w := walker{src: src, d: json.NewDecoder(bytes.NewReader(src)), at: map[string]int{}}
	if err := w.value(""); err != nil {
		return malformed(src, err)
	}
	return w.twice
}

// firstNotUTF8 is where the text stops being UTF-8, -1 when it never does.
func firstNotUTF8(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for n := 0; ; {
		r, size := utf8.DecodeRune(src[n:])
		if r == utf8.RuneError && size <= 1 {
			return n
		}
		n += size
	}
}

// lineOf is the line on which the byte with an index stands, from 1.
func lineOf(src []byte, index int) int {
	return 1 + bytes.Count(src[:max(0, min(index, len(src)))], []byte{'\n'})
}

// malformed says in Chinese what the decoder could not read, and on which line.
func malformed(src []byte, err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("第%d行不合JSON格式", lineOf(src, int(syntax.Offset)-1))
	case errors.As(err, &kind):
		field := kind.Field[strings.LastIndex(kind.Field, ".")+1:] // before it stand names that no file has
		return fmt.Sprintf("第%d行：“%s”的值应是%s", lineOf(src, int(kind.Offset)-1), field, kindOf(kind.Type))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Sprintf("内容不完整，到第%d行就断了", lineOf(src, len(bytes.TrimRight(src, " \t\r\n"))))
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return fmt.Sprintf("第%d行：不认识“%s”这一项", lineOf(src, bytes.Index(src, []byte(name))),
			strings.Trim(name, `"`))
	}
	return "内容不合要求"
}

// kindOf says how a value of a type is written.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "写在引号中的文字"
	case reflect.Bool:
		return "true或false"
	case reflect.Slice, reflect.Array:
		return "写在[ ]中的一列内容"
	case reflect.Struct, reflect.Map:
		return "写在{ }中的一组内容"
	}
	return "不过大的整数"
}

// walker looks for fields that are given twice in a text that the decoder has read.
type walker struct {
	src []byte
	d   *json.Decoder
	// at is where fields stand, by path: projects[0].name. Their names are in lower case, as the decoder does not tell
	// them apart by it.
	at    map[string]int
	twice string
}

func (w *walker) value(path string) error {
	t, err := w.d.Token()
	if err != nil {
		return fmt.Errorf("evaluation: walk: %w", err)
	}
	switch t {
	case json.Delim('{'):
		for w.d.More() {
			key, err := w.d.Token()
			if err != nil {
				return fmt.Errorf("evaluation: walk: %w", err)
			}
			field := strings.TrimPrefix(path+"."+strings.ToLower(fmt.Sprint(key)), ".")
			here := int(w.d.InputOffset()) - 1
			if before, given := w.at[field]; given && w.twice == "" {
				w.twice = fmt.Sprintf("第%d行：“%v”在第%d行已经写过", lineOf(w.src, here), key, lineOf(w.src, before))
			}
			w.at[field] = here
			if err := w.value(field); err != nil {
				return err
			}
		}
	case json.Delim('['):
		for i := 0; w.d.More(); i++ {
			if err := w.value(fmt.Sprintf("%s[%d]", path, i)); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	if _, err := w.d.Token(); err != nil {
		return fmt.Errorf("evaluation: walk: %w", err)
	}
	return nil
}
