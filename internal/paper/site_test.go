package paper

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

// TestAPhoneReadsOffEveryPaperWhereItIsVerified takes a picture of every kind of paper and has another program read it.
func TestAPhoneReadsOffEveryPaperWhereItIsVerified(t *testing.T) {
	mac := key(t)
	for _, site := range []Site{"https://gjj.example.gov.cn", Site("https://" + strings.Repeat("a", 92))} {
		for _, p := range samples(t) {
			code := CodeOf(mac, p)
			if said, want := scanned(t, p, code, site), string(site)+"/verify#"+code.String(); said != want {
				t.Errorf("a phone reads %q off %s, want %q", said, p.Kind, want)
			}
		}
	}
}

func TestAPaperOfACentreWithoutASiteHasItsCodeInTextAlone(t *testing.T) {
	p := samples(t)[0]
	if said := scanned(t, p, CodeOf(key(t), p), ""); said != "" {
		t.Errorf("a phone reads %q", said)
	}
}

// scanned is what a reader of codes finds on the picture of a paper.
func scanned(t *testing.T, p Paper, code Code, site Site) string {
	t.Helper()
	for _, tool := range []string{"pdftoppm", "zbarimg"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("SKIP-REQUIRED no code was read off a paper: %v", err)
		}
	}
	grid, err := Layout(p, code, stamp, site, 1)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := format(t, "pdf").Write(context.Background(), nil, &out, grid); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(path+".pdf", out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	picture := exec.Command("pdftoppm", "-r", "120", "-png", "-singlefile", path+".pdf", path)
	if said, err := picture.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	said, _ := exec.Command("zbarimg", "--quiet", "--raw", path+".png").Output() // fails where it finds nothing
	return strings.TrimSpace(string(said))
}

func TestAnAddressThatWouldLeadElsewhereIsRefused(t *testing.T) {
	for _, bad := range []string{"gjj.example.gov.cn", "http://gjj.example.gov.cn", "https://", "https://中心.cn",
		"javascript:alert(1)",
		"https://a.cn/?x=1", "https://a.cn/#x", "https://u:p@a.cn", "https://a.cn/ b", "https://a.cn\n", "ftp://a.cn",
		"https://a.cn\\b", "https://" + strings.Repeat("a", 93)} {
		if site, err := ParseSite(bad); !refusal.Is(err, CodeSite) || site != "" {
			t.Errorf("%q: %q %v", bad, site, err)
		}
	}
	for good, want := range map[string]Site{"": "", "https://a.cn/": "https://a.cn",
		"https://a.cn/gjj": "https://a.cn/gjj", "http://127.0.0.1:8640": "http://127.0.0.1:8640"} {
		if site, err := ParseSite(good); err != nil || site != want {
			t.Errorf("%q: %q %v", good, site, err)
		}
	}
}
