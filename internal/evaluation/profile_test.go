package evaluation

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestEveryProfileIsWhole(t *testing.T) {
	profiles, err := Profiles()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("profiles/*.json")
	if err != nil || len(files) != len(profiles) {
		t.Errorf("%d files, %d profiles, %v", len(files), len(profiles), err)
	}
	seen := map[string]bool{}
	for _, p := range profiles {
		if seen[p.ID] || p.GradeFor(10_000) != "优" {
			t.Errorf("profile %q is there twice or has no best grade", p.ID)
		}
		seen[p.ID] = true
		sum := p.Execution.Weight
		for _, g := range p.Groups {
			sum += g.Weight
		}
		if whole := []string{"unscored", "transfer", "beijing2016"}; sum != 10_000 &&
			!slices.Contains(whole, p.ID) {
			t.Errorf("profile %s adds up to %s", p.ID, sum)
		}
	}
}

func TestBothGridsOfTheFormAreData(t *testing.T) {
	if len(layouts()) != 2 || layoutOf(G11).Widths == nil || layoutOf(G9).ID != G9 || layoutOf("X").ID != G9 {
		t.Errorf("%d layouts", len(layouts()))
	}
}

// TestAProfileThatContradictsItselfIsRefused breaks the default profile in each way that its rules name.
func TestAProfileThatContradictsItselfIsRefused(t *testing.T) {
	src, err := os.ReadFile("profiles/p2020.json")
	if err != nil {
		t.Fatal(err)
	}
	if p, err := ReadProfile(src, "p2020.json"); err != nil || p.ID != "P2020" {
		t.Fatalf("%+v, %v", p, err)
	}
	for _, tc := range []struct{ old, new, said string }{
		{`"id": "P2020"`, `"id": ""`, "须填写"},
		{`"denominator": "budget"`, `"denominator": "决算"`, "execution.denominator"},
		{`"weight": 5000`, `"weight": 6000`, "合计不超过"},
		{`"weight": 3000`, `"weight": -1`, "权重应在"},
		{`"bands": []`, `"bands": [{"from": 80, "points": 700}, {"from": 100, "points": 1000}]`, "由高到低"},
		{`"over_ask": 30`, `"over_ask": 5`, "over_ask"},
		{`"policy": "proportional"`, `"policy": "随意"`, "over.policy"},
		{`"rule": "grade"`, `"rule": "proportional"`, "late.rule"},
		{`{"name": "差", "from": 0}`, `{"name": "差", "from": 100}`, "最低一档"},
		{`"from": 60, "to": 80`, `"from": 60, "to": 70`, "首尾相接"},
		{`"weight": 1000, "denominator"`, `"weigth": 1000, "denominator"`, "格式不正确"},
		{`{`, ``, "格式不正确"},
	} {
		broken := strings.Replace(string(src), tc.old, tc.new, 1)
		if broken == string(src) {
			t.Fatalf("%s is not in the file", tc.old)
		}
		if _, err := ReadProfile([]byte(broken), "本地.json"); err == nil || !strings.Contains(err.Error(), tc.said) ||
			!strings.Contains(err.Error(), "本地.json") {
			t.Errorf("%s: %v", tc.new, err)
		}
	}
}

func TestTheProfileIsChosenByWhatTheTableShows(t *testing.T) {
	weights := func(edits ...string) func(*Table) {
		return func(t *Table) {
			for _, e := range edits {
				field, value, _ := strings.Cut(e, " = ")
				if err := editTable(t, field, value); err != nil {
					panic(err)
				}
			}
		}
	}
	for _, tc := range []struct {
		why    string
		change func(*Table)
		id     string
		sure   bool
		reason string
	}{
		{"as it is", func(*Table) {}, "P2020", false, "P2021-nocost同样相符而计分不同"},
		{"all was spent", weights("年度资金总额.全年执行数 = 120.00"), "P2020", true, "预算执行率10分、一级指标权重50/30/10，与“财政部2020年办法”相符"},
		{"before the second instrument", weights("年度 = （2020年度）"), "P2020", true, "相符"},
		{"other weights", func(t *Table) {
			for i := range t.Indicators[:6] {
				t.Indicators[i].First = "产出指标（60分）"
			}
		}, "P2020", false, "没有口径与本表相符（预算执行率10分、表头所列一级指标权重60/30/10，但各行分值合计为50/30/10）"},
		{"the place", weights("实施单位 = 天长市水利局", "年度 = （2020年度）"), "anhui", true, "单位名称有“天长”"},
		{"no weights", func(t *Table) {
			for i := range t.Indicators {
				t.Indicators[i].Weight = NoPoints
			}
			t.Funds[0].Weight = "20"
			t.Unit = "襄阳市中心医院"
		}, "hubei", true, "指标没有分值"},
		{"no satisfaction", func(t *Table) {
			t.Indicators = t.Indicators[:9]
			t.Indicators[8].Weight = 2000
			t.Funds[0].Executed = "120.00"
			for i := range t.Indicators {
				t.Indicators[i].First = strings.ReplaceAll(t.Indicators[i].First, "30分", "40分")
			}
		}, "P2021-nosat", true, "一级指标权重50/40"},
	} {
		tables, _ := edited(t, nil)
		table := tables[0]
		tc.change(&table)
		got := ChooseProfile(table)
		if got.Profile.ID != tc.id || got.Sure != tc.sure || !strings.Contains(got.Reason, tc.reason) {
			t.Errorf("%s: %s, sure %v, %s", tc.why, got.Profile.ID, got.Sure, got.Reason)
		}
	}
	for i, table := range readSeed(t) {
		if got := ChooseProfile(table); got.Profile.ID != DefaultProfile || !got.Sure {
			t.Errorf("seed table %d: %s, %s", i+1, got.Profile.ID, got.Reason)
		}
	}
}

func TestATargetCalledTooLowCostsWhatTheProfileSays(t *testing.T) {
	for _, tc := range []struct {
		rule   OverRule
		target string
		want   string
	}{
		{OverRule{Policy: OverNone}, "150%", "0"},
		{OverRule{Policy: OverFixed, Points: 200}, "150%", "2"},
		{OverRule{Policy: OverFixed, Points: 2000}, "150%", "10"},
		{OverRule{Policy: OverProportional, Percent: 100}, "114.1%", "1.41"},
		{OverRule{Policy: OverProportional, Percent: 50}, "150%", "2.5"},
		{OverRule{Policy: OverProportional, Percent: 100}, "500%", "10"},
		{OverRule{Policy: OverFixed, Points: 200}, "100%", "0"},
	} {
		p := Default()
		p.Over = tc.rule
		ratio := ReadCell(tc.target).Amount.Number.times(big64(1)).rat
		if got := p.OverDeduction(1000, ratio.Quo(ratio, hundred)); got.Short() != tc.want {
			t.Errorf("%+v at %s takes off %s, want %s", tc.rule, tc.target, got.Short(), tc.want)
		}
	}
}
