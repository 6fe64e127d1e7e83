package sqlstore_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/store/sqlstore"
)

// sealedPlaces are how the program names the place of a sealed value.
var sealedPlaces = []*regexp.Regexp{
	regexp.MustCompile(`secret\.Where\("([a-z_]+)", (?:"([a-z_]+)"|f\.column)`),
	regexp.MustCompile(`"([a-z_]+)\.([a-z_]+):(?:"|%)`),
}

// TestEveryPlaceThatIsSealedIsSealedAnew reads the program for places of sealed values, so that a column that comes in
// is not left behind under an old key.
func TestEveryPlaceThatIsSealedIsSealedAnew(t *testing.T) {
	columns := map[string][]string{}
	for _, table := range (*sqlstore.Store)(nil).Rekeying().SealedTables() {
		columns[table.Name] = table.Columns
	}
	program, found := os.DirFS("../.."), 0
	if err := fs.WalkDir(program, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(program, path)
		for _, form := range sealedPlaces {
			for _, m := range form.FindAllStringSubmatch(string(text), -1) {
				found++
				if column := m[2]; len(columns[m[1]]) == 0 || column != "" && !slices.Contains(columns[m[1]], column) {
					t.Errorf("%s seals %s.%s, which a change of keys leaves as it is", path, m[1], column)
				}
			}
		}
		return err
	}); err != nil || found < 12 {
		t.Errorf("found %d places: %v", found, err)
	}
}
