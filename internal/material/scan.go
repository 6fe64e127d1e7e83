package material

import (
	"context"
	"strings"
	"unicode"

	"guangsha/internal/base/refusal"
)

// Scanner looks for malicious code in files (查毒). What Read lets through runs nothing that is known of its formats; a
// scanner knows what is going round.
type Scanner interface {
	// Scan gives the name of what it found in a file, empty for nothing. Without an answer it is an error.
	Scan(ctx context.Context, content []byte) (found string, err error)
}

// The codes of the refusals of what was scanned, and of what could not be.
const (
	CodeInfected  = "material.infected"
	CodeUnscanned = "material.unscanned"
)

// Scanned refuses a file in which something was found, and one that nobody could look at: what was not scanned is not
// taken. s may be nil where no scanner is connected.
func Scanned(ctx context.Context, s Scanner, content []byte) error {
	unscanned := refusal.New(CodeUnscanned, "查毒服务没有应答，文件没有收下", "", "请稍后再上传；仍不行的，请系统管理员检查查毒服务")
	if s == nil {
		return unscanned
	}
	found, err := s.Scan(ctx, content)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return unscanned
	case found != "":
		return refusal.New(CodeInfected, "文件中查出恶意代码“"+visible(found)+"”，没有收下", "",
			"请更换文件；这份文件请不要再打开，并清查保存它的计算机")
	}
	return nil
}

// visible is as much of a scanner's word as a sentence bears.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	return s[:min(len(s), 60)]
}
