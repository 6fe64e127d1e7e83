package material

import (
	"mime"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guangsha/internal/base/refusal"
)

// endings and types are what names and senders call the kinds.
var (
	endings = map[Kind][]string{JPEG: {"jpg", "jpeg", "jpe", "jfif"}, PNG: {"png"}, PDF: {"pdf"}}
	types   = map[Kind][]string{JPEG: {"image/jpeg", "image/jpg", "image/pjpeg"}, PNG: {"image/png"},
		PDF: {"application/pdf", "application/x-pdf"}}
)

// maxName is how long a name is at most, in bytes, as file systems have it.
const maxName = 255

// agrees refuses a file whose name or type says something else than its content. A name that is made to be misread, or
// that leads to another folder, is refused whatever it says: it is kept nowhere, but nobody hands such a file in
// unknowingly.
func (h Handed) agrees(kind Kind) error {
	switch {
	case len(h.Name) > maxName || !utf8.ValidString(h.Name) || strings.ContainsAny(h.Name, `/\:*?"<>|`) ||
		strings.ContainsFunc(h.Name, func(r rune) bool { return unicode.Is(unicode.C, r) }):
		return refusal.New(CodeName, "文件名过长，或者含有路径、控制字符等不能用的字符", "",
			"请给文件改一个简单的名称再上传")
	case h.Name != "" && strings.Trim(h.Name, ". ") == "":
		return refusal.New(CodeName, "文件名只有点或空格", "", "请给文件改一个简单的名称再上传")
	}
	if i := strings.LastIndexByte(h.Name, '.'); i >= 0 {
		ending := strings.ToLower(strings.TrimSpace(h.Name[i+1:]))
		if !slices.Contains(endings[kind], ending) {
			return refusal.New(CodeName, "文件名以“."+shortened(ending)+"”结尾，内容却是"+kind.String(), "",
				"请确认选对了文件，把它另存为正确的格式后再上传")
		}
	}
	if h.Type == "" || h.Type == "application/octet-stream" {
		return nil
	}
	given, _, err := mime.ParseMediaType(h.Type)
	if err != nil || !slices.Contains(types[kind], given) {
		return refusal.New(CodeName, "文件声明的类型与内容不一致，内容是"+kind.String(), "",
			"请确认选对了文件，把它另存为正确的格式后再上传")
	}
	return nil
}

// shortened is as much of a strange ending as a sentence bears.
func shortened(s string) string {
	if r := []rune(s); len(r) > 10 {
		return string(r[:10]) + "…"
	}
	return s
}
