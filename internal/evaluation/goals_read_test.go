package evaluation

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"guangsha/internal/base/refusal"
)

// goodGoals are goals as a centre writes them, a field on each line.
const goodGoals = `{
  "year": 2024,
  "unit": "示例中心",
  "projects": [
    {
      "name": "示例项目",
      "layout": "G9",
      "initial": "1.50",
      "budget": "1.50",
      "spent": {"reported": "=", "measure": "spending.executed"},
      "goal": "",
      "goal_actual": "",
      "indicators": [
        {
          "class": "数量指标",
          "name": "工资发放次数",
          "target": "12次",
          "weight": "50",
          "reported": "=pay.months",
          "also": ["pay.in_full"]
        },
        {"class": "生态效益指标", "name": "无", "target": "", "weight": "40", "score": "0", "reported": ""}
      ]
    }
  ]
}
`

func knownToGoals(measure string) bool {
	return measure == "spending.executed" || measure == "pay.months" || measure == "pay.in_full"
}

func TestGoalsAreReadWithOrWithoutAByteOrderMark(t *testing.T) {
	for _, src := range []string{goodGoals, "\xef\xbb\xbf" + goodGoals, goodGoals + "\r\n\t ",
		strings.ReplaceAll(goodGoals, "\n", "\r\n"), strings.Replace(goodGoals, `"year"`, `"Year"`, 1)} {
		g, err := ReadGoals([]byte(src), "目标.json", 2024, knownToGoals)
		if err != nil || g.Year != 2024 || len(g.Projects) != 1 || len(g.Projects[0].Indicators) != 2 {
			t.Errorf("%q gave %+v, %v", src[:20], g, err)
		}
	}
}

// What cannot be read, or is no goals of the year, is said with the line on which it stands.
func TestGoalsThatCannotBeUsedSayWhere(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(goodGoals)
	if err != nil {
		t.Fatal(err)
	}
	swap := func(old, other string) string { return strings.Replace(goodGoals, old, other, 1) }
	for _, tc := range []struct{ want, src string }{
		{"读不懂：第3行不是UTF-8编码（可能是GBK）", gbk},
		{"读不懂：第1行不是UTF-8编码", "\xff\xfe{\x00}\x00"},
		{"读不懂：是空文件", " \n"},
		{"读不懂：第2行：整个文件应是一个JSON对象", "\n[]"},
		{"第1行：整个文件应是一个JSON对象", "null"},
		{"第1行：没有写年度（year）；第1行：没有写主管部门和实施单位", "{}"},
		{"第1行：一个项目也没有（projects）", "{}\n"},
		{"第2行：写的是2023年度，这里要的是2024年度", swap("2024", "2023")},
		{"第2行：“year”的值应是不过大的整数", swap("2024", `"2024"`)},
		{"第2行：“year”的值应是不过大的", swap("2024", "2024.5")},
		{"第18行：“projects.indicators.weight”的值应是写在引号中的文字", swap(`"50"`, "50")},
		{"第2行：“projects”的值应是写在[ ]中的一列内容", "{\n\"projects\": {}}"},
		{"第27行：最后一个“}”之后还有别的内容", goodGoals + "{}"},
		{"第28行：最后一个“}”之后还有别的内容", goodGoals + "\n还有"},
		{"第16行不合JSON格式", swap("指标\",\n", "指标\"\n")},
		{"内容不完整，到第25行就断了", strings.TrimSuffix(goodGoals, "}\n")},
		{"第18行：不认识“wieght”这一项", swap(`"weight"`, `"wieght"`)},
		{"第3行：“Year”在第2行已经写过", swap(`"unit": "示例中心"`, `"Year": 2024`)},
		{"第6行：第1个项目没有写名称（name）", swap("示例项目", " ")},
		{"第7行：表样应为G11或G9", swap("G9", "G10")},
		{"第8行：年初预算数应是以万元计的数", swap("1.50", "一块五")},
		{"第9行：全年预算数应是以万元计的数", swap(`"budget": "1.50"`, `"budget": "-1"`)},
		{"第10行：没有“no.such”这个取数项（measure）", swap("spending.executed", "no.such")},
		{"第15行：没有写二级指标", swap("数量指标", "")},
		{"第16行：没有写三级指标", swap("工资发放次数", "")},
		{"第17行：没有写年度指标值（target）", swap("12次", "　")},
		{"第14行：没有写年度指标值（target）", swap(`          "target": "12次",`, "")},
		{"第22行：没有写年度指标值（target）", swap(`"name": "无"`, `"name": "生态改善"`)},
		{"第18行：分值应是不小于0的数", swap(`"50"`, `"多"`)},
		{"第19行：没有“pay.month”这个取数项（reported）", swap("=pay.months", "=pay.month")},
		{"第20行：没有“pay”这个取数项（also）", swap("pay.in_full", "pay")},
		{"第22行：得分应是数", swap(`"score": "0"`, `"score": "满"`)},
		{"另有1处", swap("{\n      \"name\": \"示例项目\"", "{}, {\n      \"name\": \"\"")},
	} {
		g, err := ReadGoals([]byte(tc.src), "目标.json", 2024, knownToGoals)
		if !refusal.Is(err, CodeGoals) || !strings.Contains(err.Error(), "“目标.json”") ||
			!strings.Contains(err.Error(), tc.want) || g.Year != 0 {
			t.Errorf("want %s, got %+v, %v", tc.want, g, err)
		}
	}
}

// FuzzGoals reads whatever a file holds: goals, or a refusal.
func FuzzGoals(f *testing.F) {
	for _, src := range []string{goodGoals, "", "null", "{}", "[", `{"year":1e999}`, `{"projects":[null,{}]}`, "\xff",
		"{}{"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		g, err := ReadGoals(src, "目标.json", 2024, knownToGoals)
		if err == nil && (g.Year != 2024 || len(g.Projects) == 0) || err != nil && !refusal.Is(err, CodeGoals) {
			t.Errorf("%q gave %+v, %v", src, g, err)
		}
	})
}
