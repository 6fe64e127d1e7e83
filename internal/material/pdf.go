package material

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"slices"

	"guangsha/internal/base/refusal"
)

// A PDF that is made to deceive is read in one way by one program and in another by the next: lengths lie, objects
// overlap, tables point into the middle of others. So it is not read here in any way: every place of the file in which
// some program might find a name is looked at, as it stands and with everything unpacked that unpacks. What that finds
// too much costs an applicant a second scan.

// never are names of what no paper needs (ISO 32000-1, 12.6.4 and 7.11.4), and what each is to people.
var never = map[string]string{
	"JavaScript": "脚本", "Launch": "启动程序的动作", "EmbeddedFile": "附件", "EmbeddedFiles": "附件",
	"RichMedia": "多媒体",
	"Rendition": "多媒体", "Movie": "多媒体", "Sound": "声音", "XFA": "动态表单", "SubmitForm": "提交数据的动作",
	"ImportData": "导入数据的动作", "GoToE": "打开附件的动作", "GoToR": "打开其他文件的动作",
}

// ofObjects are the names that may stand in the description of a stream of objects (ISO 32000-1, 7.5.7), besides that
// it is packed in the common way. One that says more could be packed in a way behind which nothing is looked at.
var ofObjects = []string{"Type", "ObjStm", "N", "First", "Length", "Extends"}

func readPDF(content []byte) (Kept, error) {
	if err := ends(content); err != nil {
		return Kept{}, err
	}
	pages, err := look(content)
	if err != nil {
		return Kept{}, err
	}
	if err := packedObjects(content); err != nil {
		return Kept{}, err
	}
	inside, err := unpack(content)
	switch pages += inside; {
	case err != nil:
		return Kept{}, err
	case pages == 0:
		return Kept{}, damaged(PDF, "没有页面")
	case pages > maxPages:
		return Kept{},
			refusal.New(CodeBounds, fmt.Sprintf("PDF文件有%d页，超过%d页", pages, maxPages), "", "请只上传需要的页")
	}
	return Kept{PDF, pages, content}, nil
}

// ends refuses a PDF that does not end as one, or goes on behind its end.
func ends(b []byte) error {
	end := bytes.LastIndex(b, []byte("%%EOF"))
	if end < 0 || !bytes.Contains(b[max(0, end-2048):end], []byte("startxref")) {
		return damaged(PDF, "没有完整的结尾")
	}
	if len(bytes.Trim(b[end+5:], " \t\r\n\x00")) > 0 {
		return hostile("PDF文件的结尾之后还接有别的内容")
	}
	const zipTail = 22 + 65_535 // a reader of archives looks for the directory's end in as many last bytes
	if bytes.Contains(b[max(0, len(b)-zipTail):], []byte("PK\x05\x06")) {
		return hostile("PDF文件里夹带了压缩包")
	}
	return plain(PDF, b[:min(len(b), 1024)][5:])
}

// names gives every name that stands in some bytes, in whatever it stands, and where, until f has enough.
func names(b []byte, f func(name string, from, to int) error) error {
	for at := 0; ; {
		i := bytes.IndexByte(b[at:], '/')
		if i < 0 {
			return nil
		}
		at += i + 1
		name, length := nameAt(b[at:])
		if err := f(name, at, at+length); err != nil {
			return err
		}
		at += length
	}
}

// look goes through the names in some bytes and counts the pages.
func look(b []byte) (pages int, err error) {
	before, ended := "", 0
	return pages, names(b, func(name string, from, to int) error {
		if what, bad := never[name]; bad {
			return hostile("PDF文件里含有" + what)
		}
		if name == "Encrypt" {
			return refusal.New(CodeLocked, "PDF文件加了密或设有权限口令，不能核验", "",
				"请去掉口令，或者打印后扫描，再上传")
		}
		if name == "Page" && before == "Type" && len(bytes.Trim(b[ended:from-1], whitespace)) == 0 {
			pages++
		}
		before, ended = name, to
		return nil
	})
}

const whitespace = " \t\r\n\f\x00"

// maxNameLength is how long a name is at most (ISO 32000-1, annex C).
const maxNameLength = 127

// nameAt is the name at the beginning of some bytes, with what is written as #xx, and how long it stands there.
func nameAt(b []byte) (name string, length int) {
	var text []byte
	for length < len(b) && len(text) <= maxNameLength {
		c := b[length]
		if bytes.IndexByte([]byte(whitespace+"()<>[]{}/%"), c) >= 0 {
			break
		}
		one := []byte{c}
		if c == '#' && length+2 < len(b) {
			if n, err := hex.Decode(one, b[length+1:length+3]); err == nil && n == 1 {
				length += 2
			} else {
				one[0] = c
			}
		}
		text, length = append(text, one...), length+1
	}
	return string(text), length
}

// packedObjects refuses a stream of objects whose description does not stand as programs write it: the object's
// number, a dictionary of the names that belong there, without texts and remarks, and a stream that unpacks to its
// end.
func packedObjects(b []byte) error {
	const window = 4096
	strange := hostile("PDF文件用了无法核验的结构")
	var inside bytes.Buffer
	return names(b, func(name string, at, _ int) error {
		if name != "ObjStm" {
			return nil
		}
		start := max(0, at-window)
		from := bytes.LastIndex(b[start:at], []byte("obj"))
		to := bytes.Index(b[at:min(len(b), at+window)], []byte("stream"))
		if from < 0 || to < 0 {
			return strange
		}
		packed, plain := described(b[start:start+from], b[start+from+3:at+to])
		if !plain {
			return strange
		}
		if !packed {
			return nil // it lies open, and was looked at
		}
		if _, err := unpacked(&inside, b[at+to+len("stream"):]); err != nil {
			return strange
		}
		return nil
	})
}

// described reports whether a stream of objects is described as it must be, behind its number, and whether it is
// packed.
func described(number, dictionary []byte) (packed, plain bool) {
	number, dictionary = bytes.TrimRight(number, whitespace), bytes.TrimLeft(dictionary, whitespace)
	if len(number) == 0 || number[len(number)-1] < '0' || number[len(number)-1] > '9' ||
		!bytes.HasPrefix(dictionary, []byte("<<")) || bytes.ContainsAny(dictionary, "()%") {
		return false, false
	}
	filters, packings, others := 0, 0, 0
	_ = names(dictionary, func(name string, _, _ int) error {
		switch {
		case name == "Filter":
			filters++
		case name == "FlateDecode":
			packings++
		case !slices.Contains(ofObjects, name):
			others++
		}
		return nil
	})
	return packings == 1, others == 0 && filters == packings && filters <= 1
}

// unpack looks at the names in every stream that unpacks, wherever one might begin, and counts the pages.
func unpack(b []byte) (pages int, err error) {
	var inside bytes.Buffer
	whole, streams := 0, 0
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("stream"))
		if i < 0 {
			return pages, nil
		}
		at += i + len("stream")
		if streams++; streams > maxPieces {
			return 0, refusal.New(CodeBounds, "PDF文件的结构过于复杂", "", "请用“打印为PDF”的方式另存一份，再上传")
		}
		n, err := unpacked(&inside, b[at:])
		if n == 0 && err != nil {
			continue // packed in another way, or not at all
		}
		if whole += n; n > maxInside || whole > maxWhole {
			return 0,
				refusal.New(CodeBounds, fmt.Sprintf("PDF文件解压后超过%dMB", maxInside>>20), "",
					"请降低扫描分辨率后再上传")
		}
		more, err := look(inside.Bytes())
		if err != nil {
			return 0, err
		}
		pages += more
	}
}

// unpacked unpacks what begins behind the word stream, up to a byte more than is allowed, and gives how much there is:
// also of a stream that breaks off, since some programs read it all the same.
func unpacked(to *bytes.Buffer, b []byte) (n int, err error) {
	to.Reset()
	packed, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(b, whitespace)))
	if err != nil {
		return 0, err
	}
	copied, err := io.Copy(to, io.LimitReader(packed, maxInside+1))
	return int(copied), err
}
