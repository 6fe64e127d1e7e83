package auditverify

import (
	"bytes"
	"fmt"
	"strings"

	"guangsha/internal/audit"
	"guangsha/internal/base/secret/gm"
)

func emptyRoot() []byte { return gm.Sum(nil) }

// Checkpoints is a file of checkpoints, as it was read.
type Checkpoints struct {
	name   string
	centre string
	list   []line
	bad    []int // lines that are no checkpoints
}

type line struct {
	no    int
	point audit.Checkpoint
}

// Read reads a file of checkpoints of a centre. A last line that was never finished was never answered for and is left
// out.
func Read(name, centre string, text []byte) Checkpoints {
	f := Checkpoints{name: name, centre: centre}
	whole := string(audit.Whole(text))
	for i, l := range strings.Split(strings.TrimSuffix(whole, "\n"), "\n") {
		if whole == "" {
			break
		}
		if c, err := audit.ParseCheckpoint(strings.TrimSuffix(l, "\r")); err == nil {
			f.list = append(f.list, line{i + 1, c})
		} else {
			f.bad = append(f.bad, i+1)
		}
	}
	return f
}

// Len is how many checkpoints a file has.
func (f Checkpoints) Len() int { return len(f.list) }

// checkpoints compares the log with every checkpoint of every file. The signing key is that of the first checkpoint of
// the first file: whoever kept that file knows it.
func (v *verifier) checkpoints() {
	var key []byte
	for _, f := range v.files {
		for _, no := range f.bad {
			v.report.add(CodeForm, 0, 0, fmt.Sprintf("%s 第%d行不是检查点", f.name, no))
		}
		entry := File{Name: f.name, Count: len(f.list)}
		var before audit.Checkpoint
		for _, l := range f.list {
			if key == nil {
				key = l.point.Public
			}
			v.checkpoint(f, l, key)
			if l.point.Size < before.Size {
				v.report.add(CodeOrder, l.point.Size, 0,
					fmt.Sprintf("%s 第%d行的检查点只到第%d号，比前一个少", f.name, l.no, l.point.Size))
			}
			if l.point.At < before.At {
				v.report.add(CodeOrder, l.point.Size, 0, fmt.Sprintf("%s 第%d行的检查点早于前一个，时钟被拨回", f.name, l.no))
			}
			before = l.point
			entry.Size, entry.At, entry.Signer = before.Size, before.At.String(), before.Signer()
		}
		v.report.Checkpoints = append(v.report.Checkpoints, entry)
	}
}

func (v *verifier) checkpoint(f Checkpoints, l line, key []byte) {
	c := l.point
	switch root := v.roots[c.Size]; {
	case c.Centre != f.centre:
		v.report.add(CodeOtherBooks, 0, 0, fmt.Sprintf("%s 第%d行是中心 %s 的检查点", f.name, l.no, c.Centre))
	case !c.Authentic():
		v.report.add(CodeSignature, c.Size, 0, fmt.Sprintf("%s 第%d行的签名不对", f.name, l.no))
	case !bytes.Equal(c.Public, key):
		v.report.add(CodeSignature, c.Size, 0, fmt.Sprintf("%s 第%d行由另一把密钥（%s）签名", f.name, l.no, c.Signer()))
	case c.Size > v.number:
		v.report.add(CodeShort, c.Size, 0, fmt.Sprintf("%s 第%d行的检查点（%s）到第%d号，日志只到第%d号：日志被截短，或是旧的副本",
			f.name, l.no, c.At, c.Size, v.number))
	case root != c.Root.String():
		v.report.add(CodeRoot, c.Size, 0, fmt.Sprintf("日志前%d号与 %s 第%d行的检查点（%s）不符：日志被改动或重算过",
			c.Size, f.name, l.no, c.At))
	}
}
