// Package material says what a file is that somebody hands in with an application (申请材料). Its content decides: its
// name and the type that its sender gives it only have to agree, and neither is kept.
//
// A picture is decoded and written anew, so that nothing of it is kept but what is to be seen. A PDF is kept as it
// came, once every place of it in which a reader might find something that runs was looked at.
package material

import (
	"bytes"
	"fmt"

	"guangsha/internal/base/refusal"
)

// Kind is what a material is kept as (材料格式).
type Kind string

// The kinds.
const (
	JPEG   Kind = "jpeg"
	PNG    Kind = "png"
	PDF    Kind = "pdf"
	Shared Kind = "shared" // 免提交: no file but the number of the certificate or of the look-up
)

// Files are the kinds of files, in the order in which people are told of them.
var Files = []Kind{JPEG, PNG, PDF}

// String is the kind in words.
func (k Kind) String() string {
	return map[Kind]string{JPEG: "JPEG图片", PNG: "PNG图片", PDF: "PDF文件", Shared: "数据共享核验"}[k]
}

// ContentType is the media type that a file of this kind is given out with.
func (k Kind) ContentType() string {
	return map[Kind]string{JPEG: "image/jpeg", PNG: "image/png", PDF: "application/pdf",
		Shared: "text/plain; charset=utf-8"}[k]
}

// Extension ends the name under which a file of this kind is saved.
func (k Kind) Extension() string {
	return map[Kind]string{JPEG: ".jpg", PNG: ".png", PDF: ".pdf", Shared: ".txt"}[k]
}

// The bounds of a file.
const (
	MaxFile   = 10 << 20   // bytes
	maxSide   = 16_000     // pixels
	minSide   = 100        // pixels; less is no picture of a paper
	maxPixels = 40_000_000 // A4 at 600 points an inch
	maxInside = 32 << 20   // bytes of one stream of a PDF, unpacked
	maxWhole  = 256 << 20  // bytes of all of them
	maxPages  = 200        // of a PDF
	maxPieces = 20_000     // segments, chunks and streams
	maxPasses = 64         // over the pixels of a progressive JPEG, each of which costs as much as the picture
)

// The codes of the refusals.
const (
	CodeSize    = "material.size"
	CodeKind    = "material.kind"
	CodeName    = "material.name"
	CodeDamaged = "material.damaged"
	CodeBounds  = "material.bounds"
	CodeLocked  = "material.locked"
	CodeHostile = "material.hostile"
)

// Handed is a file as somebody hands it in.
type Handed struct {
	Name    string // empty from a document camera
	Type    string // media type by its sender; empty when there is none
	Content []byte
}

// Kept is a file as it is kept.
type Kept struct {
	Kind    Kind
	Pages   int
	Content []byte
}

// turns bounds how many files are unpacked at once: each may take as much memory as maxPixels needs.
var turns = make(chan struct{}, 2)

// Read looks at a file and gives what is kept of it. It refuses with CodeSize, CodeKind or CodeName what is no file
// that is taken, with CodeDamaged and CodeBounds what nobody could read, with CodeLocked what is encrypted, and with
// CodeHostile what is more than it seems.
func Read(h Handed) (Kept, error) {
	switch n := len(h.Content); {
	case n == 0:
		return Kept{}, refusal.New(CodeSize, "文件是空的", "", "请重新扫描或拍摄后再上传")
	case n > MaxFile:
		return Kept{},
			refusal.New(CodeSize, fmt.Sprintf("文件超过%dMB", MaxFile>>20), "",
				"请降低扫描分辨率，或者分成几个文件上传")
	}
	kind, err := kindOf(h.Content)
	if err != nil {
		return Kept{}, err
	}
	if err := h.agrees(kind); err != nil {
		return Kept{}, err
	}
	turns <- struct{}{}
	defer func() { <-turns }()
	switch kind {
	case JPEG:
		return readJPEG(h.Content)
	case PNG:
		return readPNG(h.Content)
	}
	return readPDF(h.Content)
}

// begins are the beginnings of the files that are taken.
var begins = []struct {
	kind  Kind
	bytes string
}{{JPEG, "\xff\xd8\xff"}, {PNG, "\x89PNG\r\n\x1a\n"}, {PDF, "%PDF-"}}

// others are the beginnings of files that people hand in and that are not taken, so that they are told what they have.
var others = []struct{ bytes, is string }{
	{"PK\x03\x04", "压缩包、Office文档或OFD"}, {"PK\x05\x06", "压缩包"}, {"Rar!", "压缩包"}, {"7z\xbc\xaf", "压缩包"},
	{"\x1f\x8b", "压缩包"}, {"BZh", "压缩包"}, {"\xfd7zXZ", "压缩包"}, {"\xd0\xcf\x11\xe0", "旧版Office文档"},
	{"GIF8", "GIF图片"}, {"BM", "BMP图片"}, {"II*\x00", "TIFF图片"}, {"MM\x00*", "TIFF图片"},
	{"RIFF", "WebP图片或音视频"},
	{"\x00\x00\x01\x00", "图标"}, {"MZ", "程序"}, {"\x7fELF", "程序"}, {"\xca\xfe\xba\xbe", "程序"}, {"#!", "脚本"},
	{"{\\rtf", "RTF文档"}, {"%!PS", "PostScript文件"}, {"<", "网页或XML（含SVG）"},
	{"\xef\xbb\xbf<", "网页或XML（含SVG）"},
}

// kindOf is the kind of a file by how it begins.
func kindOf(content []byte) (Kind, error) {
	for _, b := range begins {
		if bytes.HasPrefix(content, []byte(b.bytes)) {
			return b.kind, nil
		}
	}
	const next = "请上传JPEG、PNG图片或PDF文件，其他格式请先转换；OFD请转成PDF"
	trimmed := bytes.TrimLeft(content, " \t\r\n\x00")
	for _, o := range others {
		if bytes.HasPrefix(content, []byte(o.bytes)) || o.bytes == "<" && bytes.HasPrefix(trimmed, []byte("<")) {
			return "", refusal.New(CodeKind, "文件的内容是"+o.is+"，不收这种文件", "", next)
		}
	}
	if len(content) >= 12 && string(content[4:8]) == "ftyp" {
		return "",
			refusal.New(CodeKind, "文件的内容是HEIC图片或视频，不收这种文件", "",
				"请在手机上把照片格式设为“兼容性最佳”（JPEG）后重新拍摄")
	}
	return "", refusal.New(CodeKind, "文件的内容不是JPEG、PNG图片，也不是PDF文件", "", next)
}

// damaged refuses a file that does not hold together.
func damaged(kind Kind, how string) error {
	return refusal.New(CodeDamaged, kind.String()+"已损坏或不完整："+how, "", "请重新扫描、拍摄或导出后再上传")
}

// hostile refuses a file that is more than it seems.
func hostile(how string) error {
	return refusal.New(CodeHostile, how, "",
		"请用“打印为PDF”或重新扫描的方式另存一份，再上传；文件不是自己制作的，请不要再打开")
}
