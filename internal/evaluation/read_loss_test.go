package evaluation

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestNothingInAFileVanishesInSilence reads every table of the test data and looks for each cell in what was
// understood: in the table, or named in a doubt. Only labels that every form prints, and that the written form has
// again, may be missing.
func TestNothingInAFileVanishesInSilence(t *testing.T) {
	cells := 0
	for _, path := range understoodFiles(t) {
		src, err := os.ReadFile(path)
		if err != nil {
			continue // a folder
		}
		lost, n := lostCells(t, src, filepath.Base(path))
		cells += n
		for _, cell := range lost {
			t.Errorf("%s: %q is neither in a table nor in a doubt", path, cell)
		}
	}
	if cells < 2000 {
		t.Errorf("%d cells were looked for", cells)
	}
}

// lostCells are the cells of a file that nothing of its reading has, and how many were looked for.
func lostCells(t *testing.T, src []byte, name string) (lost []string, looked int) {
	t.Helper()
	r, err := Reader{Papers: true}.Read(t.Context(), src, name)
	if err != nil || len(r.Tables) == 0 {
		return nil, 0
	}
	grids, _, err := Reader{}.grids(t.Context(), src, name)
	if err != nil {
		t.Fatal(err)
	}
	var has strings.Builder
	for _, table := range r.Tables {
		texts(t, table, &has)
	}
	for _, d := range r.Doubts {
		texts(t, d, &has)
	}
	all := has.String()
	for _, rows := range grids {
		if looksLikeRecord(rows) {
			continue // its lines are taken apart
		}
		for _, row := range rows {
			for _, cell := range row {
				cell = compact(cell)
				if cell == "" || ofEveryForm(cell) {
					continue
				}
				looked++
				if !hasParts(all, cell) {
					lost = append(lost, cell)
				}
			}
		}
	}
	return lost, looked
}

// hasParts reports whether a text has a cell, or what stands behind the label in it.
func hasParts(all, cell string) bool {
	if _, value := pairOf(cell, cell); value != "" {
		cell = value
	}
	if _, value, _ := goalPart(cell); value != "" {
		cell = value
	}
	body, day, _ := strings.Cut(cell, "填报日期")
	for _, part := range []string{body, day} {
		begin := string([]rune(part)[:min(12, len([]rune(part)))]) // a doubt names it by its beginning
		if !strings.Contains(all, part) && !strings.Contains(all, "…"+begin) {
			return false
		}
	}
	return true
}

// texts writes the texts in a value without blanks, each apart, those that were cut with a mark in front.
func texts(t *testing.T, value any, to *strings.Builder) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var any any
	if err := json.Unmarshal(text, &any); err != nil {
		t.Fatal(err)
	}
	walkTexts(any, to)
}

func walkTexts(value any, to *strings.Builder) {
	switch v := value.(type) {
	case string:
		v = compact(v)
		if strings.HasSuffix(v, "…") {
			v = "…" + v
		}
		to.WriteString(v + "\n")
	case []any:
		for _, e := range v {
			walkTexts(e, to)
		}
	case map[string]any:
		for _, e := range v {
			walkTexts(e, to)
		}
	}
}

// ofEveryForm reports whether a cell is a label that every form prints, alone in its cell.
func ofEveryForm(cell string) bool {
	kind, value := pairOf(cell, cell)
	goal, text, _ := goalPart(cell)
	switch {
	case kind != pairOther:
		return value == ""
	case goal && text == "", isGoal(cell) && len([]rune(cell)) < 20, isGoalActual(cell) && len([]rune(cell)) < 20:
		return true
	case annexLine.MatchString(cell), moneyLine.MatchString(cell):
		return true
	case slices.Contains(totalLabels, strings.TrimSuffix(cell, ":")):
		return true
	case slices.Contains(officialColumns, cell), slices.Contains(officialFunds, cell):
		return true
	case slices.Contains([]string{"(万元)", "自评等级", "指标值"}, cell): // 指标值 where its parts stand below it
		return true
	}
	for _, side := range []string{"项目资金", "绩效指标", "预算执行情况", "年度预算", "预算资金", "预算情况", "项目基本情况", "资金情况", "资金来源"} {
		if strings.HasPrefix(cell, side) && len([]rune(cell)) < 20 {
			return true
		}
	}
	return false
}

// TestATextInAnyCellOfAFormIsFoundAgain writes a text nobody knows, or a figure, into each cell of each form, full or
// empty, one after the other, and looks for it in what is understood.
func TestATextInAnyCellOfAFormIsFoundAgain(t *testing.T) {
	files, err := filepath.Glob("testdata/foreign/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "testdata/clean.txt", seedFile) {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := splitCells(string(src))
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k, cell := range row {
				for _, odd := range []string{"独一份的话", "7654.32"} {
					row[k] = odd
					r, err := readTables(rows, 0)
					row[k] = cell
					if err != nil || len(r.Tables) == 0 {
						continue
					}
					text, err := json.Marshal(r)
					if err != nil {
						t.Fatal(err)
					}
					if !strings.Contains(string(text), odd) {
						t.Errorf("%s line %d cell %d: %s instead of %q vanishes", filepath.Base(file), i+1, k+1, odd, cell)
					}
				}
			}
		}
	}
}
