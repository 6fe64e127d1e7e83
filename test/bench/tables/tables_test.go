// Package tables measures a province's self-evaluation tables from outside.
package tables

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var count = flag.Int("tables", 60, "how many tables a province has")

const testdata = "../../../internal/evaluation/testdata"

// TestAProvinceIsCheckedInTime writes the tables of a province, those of published ones under invented names, and
// measures how long evaluation batch takes to read them all and check them, also across:
//
//	go test ./test/bench/tables -v -timeout 0 -args -tables 10000
func TestAProvinceIsCheckedInTime(t *testing.T) {
	dir := t.TempDir()
	binary, folder := filepath.Join(dir, "guangsha"), filepath.Join(dir, "province")
	files := write(t, folder, *count)
	if text, err := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "guangsha/cmd/guangsha").
		CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var out, told strings.Builder
	command := exec.Command(binary, "evaluation", "batch", folder, "--json")
	command.Stdout, command.Stderr = &out, &told
	start := time.Now()
	err := command.Run()
	took := time.Since(start)
	if err != nil {
		t.Fatalf("%v\n%s", err, told.String())
	}
	if want := fmt.Sprintf(`"tables": %d`, *count); !strings.Contains(out.String(), want) {
		t.Errorf("the answer lacks %s", want)
	}
	state := command.ProcessState
	t.Logf("%d tables in %d files: %s, processor %s, answer of %d bytes", *count, files, took.Round(time.Millisecond),
		(state.UserTime() + state.SystemTime()).Round(time.Millisecond), out.Len())
	if *count >= 10_000 && took > 20*time.Second*time.Duration(*count)/10_000 {
		t.Errorf("%d tables took %s", *count, took)
	}
	if *count >= 1000 && !strings.Contains(told.String(), "已用") {
		t.Errorf("nothing was said of the progress: %q", told.String())
	}
}

// write writes so many tables, a folder for each unit, and says in how many files.
func write(t *testing.T, folder string, tables int) int {
	t.Helper()
	samples, err := filepath.Glob(filepath.Join(testdata, "samples", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	seed, files := filepath.Join(testdata, "zhongwei-2024-self-evaluation.txt"), 0
	for unit := 0; tables > 0; unit++ {
		name := fmt.Sprintf("示例%04d", unit)
		invented := strings.NewReplacer("中卫市", name+"市", "天长市", name+"市", "中江县", name+"县", "襄阳市", name+"市",
			"衡山县", name+"县", "北京市", name+"市", "安居区", name+"区", "阜康市", name+"市", "区园林", name+"区园林",
			"云南省", name+"省", "project: ", "project: "+name)
		place := filepath.Join(folder, fmt.Sprintf("%03d", unit/100), name)
		if err := os.MkdirAll(place, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, source := range append([]string{seed}, samples...) {
			holds := 1
			if source == seed {
				holds = 3
			}
			if tables < holds || strings.Contains(source, "36-putuo") {
				continue
			}
			text, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			to := filepath.Join(place, filepath.Base(source))
			if err := os.WriteFile(to, []byte(invented.Replace(string(text))), 0o600); err != nil {
				t.Fatal(err)
			}
			tables, files = tables-holds, files+1
		}
	}
	return files
}
