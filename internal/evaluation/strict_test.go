package evaluation

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"guangsha/internal/base/refusal"
)

// goodPaper is a working paper as a program writes it, a field on each line.
const goodPaper = `{
  "explained": [
    {
      "unit": "示例中心",
      "year": 2024,
      "project": "示例项目",
      "check": "C04",
      "saw": ["无"],
      "by": "张三",
      "on": "2025-01-10",
      "text": "该指标由上级统一设置，已电话核实"
    }
  ],
  "judgements": []
}
`

func TestAFileIsReadWithOrWithoutAByteOrderMark(t *testing.T) {
	for _, src := range []string{goodPaper, "\xef\xbb\xbf" + goodPaper, goodPaper + "\r\n\t ",
		strings.ReplaceAll(goodPaper, "\n", "\r\n"), strings.Replace(goodPaper, `"check"`, `"Check"`, 1)} {
		p, err := ReadPaper([]byte(src), "底稿.json")
		if err != nil || len(p.Explained) != 1 || p.Explained[0].Check != "C04" {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

// What cannot be read is said with the line on which it stands.
func TestAFileThatCannotBeReadSaysWhere(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(goodPaper)
	if err != nil {
		t.Fatal(err)
	}
	swap := func(old, other string) string { return strings.Replace(goodPaper, old, other, 1) }
	for _, tc := range []struct{ want, src string }{
		{"第4行不是UTF-8编码（可能是GBK）", gbk},
		{"第1行不是UTF-8编码", "\xff\xfe{\x00}\x00"},
		{"是空文件", " \n"},
		{"第2行：整个文件应是一个JSON对象", "\n[]"},
		{"第1行：整个文件应是一个JSON对象", "null"},
		{"第5行：“year”的值应是不过大的整数", swap("2024", `"2024"`)},
		{"第9行：“by”的值应是写在引号中的文字", swap(`"张三"`, "3")},
		{"第2行：“explained”的值应是写在[ ]中的一列内容", "{\n\"explained\": {}}"},
		{"第16行：最后一个“}”之后还有别的内容", goodPaper + "{}"},
		{"第17行：最后一个“}”之后还有别的内容", goodPaper + "\n还有"},
		{"第5行不合JSON格式", swap("中心\",\n", "中心\"\n")},
		{"内容不完整，到第14行就断了", strings.TrimSuffix(goodPaper, "}\n")},
		{"第7行：不认识“chekc”这一项", swap(`"check"`, `"chekc"`)},
		{"第6行：“Unit”在第4行已经写过", swap(`"project"`, `"Unit"`)},
	} {
		p, err := ReadPaper([]byte(tc.src), "底稿.json")
		if refusal.Of(err) == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("want %s, got %+v, %v", tc.want, p, err)
		}
	}
}

// FuzzPaper reads whatever a file holds: a paper, or a refusal.
func FuzzPaper(f *testing.F) {
	for _, src := range []string{goodPaper, "", "null", "{}", "[", `{"year":1e999}`, `{"explained":[null,{}]}`, "\xff",
		"{}{"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if p, err := ReadPaper(src, "底稿.json"); err != nil && refusal.Of(err) == nil {
			t.Errorf("%q gave %+v, %v", src, p, err)
		}
	})
}
