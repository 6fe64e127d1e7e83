package app

import (
	"os"
	"path/filepath"
	"testing"

	"guangsha/internal/base/refusal"
)

func TestFlagsComeBeforeTheEnvironmentAndThatBeforeTheFile(t *testing.T) {
	folder := t.TempDir()
	file := "# 说明\n\ndb = \"postgres://from-file\"\r\ncentre = \"from_file\"\n"
	if err := os.WriteFile(filepath.Join(folder, configFile), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	none := func(string) string { return "" }
	env := func(key string) string {
		return map[string]string{"GUANGSHA_DATA": folder, "GUANGSHA_CENTRE": "from_env"}[key]
	}
	for _, c := range []struct {
		name        string
		given, want Config
		environment func(string) string
	}{
		{"file", Config{Data: folder}, Config{Data: folder, DB: "postgres://from-file", Centre: "from_file"}, none},
		{"environment", Config{}, Config{Data: folder, DB: "postgres://from-file", Centre: "from_env"}, env},
		{"flags", Config{Centre: "flag"}, Config{Data: folder, DB: "postgres://from-file", Centre: "flag"}, env},
		{"nothing", Config{}, Config{Data: "data", Centre: DefaultCentre}, none},
	} {
		got, err := c.given.Complete(c.environment)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestAConfigurationThatCannotBeReadIsRefusedWithItsLine(t *testing.T) {
	for _, text := range []string{"db", "db = x", `db = "x`, `db = "a"b"`, `dbs = "x"`,
		`db = "a\n"`, `= "x"`, `centre = "X"`, `db = "mysql://x"`} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, configFile), []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := (Config{Data: folder}).Complete(func(string) string { return "" }); refusal.Of(err) == nil {
			t.Errorf("%s: %v, want a refusal", text, err)
		}
	}
}

func TestTheSecondProcessIsToldWhoHoldsTheFolder(t *testing.T) {
	folder := t.TempDir()
	first, err := takeLock(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := takeLock(folder); !refusal.Is(err, CodeLocked) {
		t.Errorf("a second lock gave %v", err)
	}
	if err := first.release(); err != nil {
		t.Fatal(err)
	}
	again, err := takeLock(folder)
	if err != nil {
		t.Fatalf("after its release: %v", err)
	}
	if err := again.release(); err != nil {
		t.Fatal(err)
	}
}

// FuzzConfiguration looks for a file that is neither read nor refused with a line.
func FuzzConfiguration(f *testing.F) {
	for _, text := range []string{"", "db = \"x\"\n", "# 说明\r\ncentre=\"shili\"", "db = \"a\"b\"",
		"=", "centre = \"\\\""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		values, err := parseConfig("guangsha.toml", text)
		if err != nil && !refusal.Is(err, "config.line") {
			t.Errorf("%q: %v", text, err)
		}
		for key, value := range values {
			again, err := parseConfig("guangsha.toml", key+" = \""+value+"\"")
			if err != nil || again[key] != value {
				t.Errorf("%q gave %q = %q, which reads as %q, %v", text, key, value, again[key], err)
			}
		}
	})
}

// Centres of one folder keep their papers apart, and the first keeps the names that people know.
func TestCentresOfOneFolderShareNoPaper(t *testing.T) {
	for centre, want := range map[string]string{DefaultCentre: "自评表.xlsx", "gz": "自评表（gz）.xlsx"} {
		got := Config{Data: "data", Centre: centre}.Export("自评表.xlsx")
		if got != filepath.Join("data", "export", want) {
			t.Errorf("the paper of %s is %s, want %s", centre, got, want)
		}
	}
}
