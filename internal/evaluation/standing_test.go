package evaluation

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestEachOfTheFiftyFiveRowsSaysWhereItsActualComesFrom compares with the list that an officer can read: the row, its
// name, and where its actual comes from.
func TestEachOfTheFiftyFiveRowsSaysWhereItsActualComesFrom(t *testing.T) {
	src, err := os.ReadFile("testdata/standing.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	kinds := map[StandingKind]int{}
	for i, table := range readSeed(t) {
		for k, s := range Standings(table) {
			name := line{name: PlainName(table.Indicators[k].Name)}.label()
			got = append(got, fmt.Sprintf("%d.%d %s：%s %s", i+1, s.Row, name, s.Say(), strings.Join(s.Measures, " ")))
			kinds[s.Kind]++
			if (s.Kind == StandingComputed) != (len(s.Measures) > 0) || s.Because == "" {
				t.Errorf("table %d row %d: %+v", i+1, s.Row, s)
			}
		}
	}
	if len(got) != 55 || kinds[StandingComputed] != 35 || kinds[StandingWaiting] != 9 || kinds[StandingPerson] != 11 {
		t.Errorf("%d rows: %v", len(got), kinds)
	}
	var want []string
	for line := range strings.Lines(string(src)) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			want = append(want, line)
		}
	}
	for i := range max(len(got), len(want)) {
		a, b := "", ""
		if i < len(got) {
			a = strings.TrimSpace(got[i])
		}
		if i < len(want) {
			b = want[i]
		}
		if a != b {
			t.Errorf("got  %s\nwant %s", a, b)
		}
	}
}

func TestATableOfAnotherBodyIsNotBoundToTheMeasuresOfACentre(t *testing.T) {
	table := readSeed(t)[0]
	table.Unit, table.Department, table.Project = "示例县水利局", "示例县水利局", "水利管理业务费用项目"
	for _, s := range Standings(table) {
		if s.Kind == StandingComputed || len(s.Measures) > 0 {
			t.Errorf("row %d: %s", s.Row, s.Say())
		}
	}
}
