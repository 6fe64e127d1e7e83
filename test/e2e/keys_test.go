package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"guangsha/internal/store/opentest"
)

// keys is a command line about the keys of a place.
func keys(p place, command string, more ...string) []string {
	return append([]string{"keys"}, p.with(command, more...)...)
}

// fieldKey says which field key a centre seals with, how many rows there are and how many are under an older key.
func fieldKey(t *testing.T, p place) (key, rows, stale int) {
	t.Helper()
	var s struct {
		FieldKey int `json:"field_key"`
		Tables   []struct{ Rows, Stale int }
	}
	a := must(t, keys(p, "status", "--json")...)
	if err := json.Unmarshal([]byte(a.out), &s); err != nil {
		t.Fatalf("keys status: %s: %v", a.out, err)
	}
	for _, table := range s.Tables {
		rows, stale = rows+table.Rows, stale+table.Stale
	}
	return s.FieldKey, rows, stale
}

// TestAFieldKeyIsChanged changes it alone, then beside a server, which seals anew; and refuses where the books do not
// verify, and where there are none.
func TestAFieldKeyIsChanged(t *testing.T) {
	t.Parallel()
	p := lite(t)
	must(t, p.with("demo", "--members", "100", "--no-serve")...)
	if key, rows, stale := fieldKey(t, p); key != 1 || rows < 100 || stale != 0 {
		t.Fatalf("key %d, %d rows, %d stale", key, rows, stale)
	}
	if a := must(t, keys(p, "rotate")...); !strings.Contains(a.out, "第2号") ||
		!strings.Contains(a.out, "重新加密完成") {
		t.Errorf("rotate said %s", a.out)
	}
	if key, _, stale := fieldKey(t, p); key != 2 || stale != 0 {
		t.Errorf("key %d, %d stale", key, stale)
	}
	server, _ := firstStart(t, p.folder)
	if a := must(t, keys(p, "rotate")...); !strings.Contains(a.out, "正由另一个进程使用") {
		t.Errorf("beside a server rotate said %s", a.out)
	}
	for waited := time.Duration(0); ; waited += time.Second {
		key, _, stale := fieldKey(t, p)
		if key == 3 && stale == 0 {
			break
		}
		if waited > 90*time.Second {
			t.Fatalf("the server did not follow: key %d, %d stale", key, stale)
		}
		time.Sleep(time.Second)
	}
	if err := server.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
	if found := broken(t, p); len(found) != 0 {
		t.Errorf("broken are %v", found)
	}

	// Sealing anew enters in the log what it finds: a change that nobody has looked for yet would pass for good.
	if err := opentest.Tamper(filepath.Join(p.folder, "shili.db")); err != nil {
		t.Fatal(err)
	}
	if a := guangsha(t, keys(p, "rotate")...); a.code != 1 || !strings.Contains(a.err, "不能换密钥") {
		t.Errorf("over changed books: exit code %d, %s", a.code, a.err)
	}
	if key, _, _ := fieldKey(t, p); key != 3 {
		t.Errorf("over changed books the key is %d", key)
	}

	empty := t.TempDir()
	if a := guangsha(t, "keys", "rotate", "--data", empty); a.code != 1 || !strings.Contains(a.err, "没有中心") {
		t.Errorf("without books: exit code %d, %s", a.code, a.err)
	}
	if left, err := os.ReadDir(empty); err != nil || len(left) != 0 {
		t.Errorf("without books it left %v: %v", left, err)
	}
}
