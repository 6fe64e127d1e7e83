package device_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
	"guangsha/internal/channel/counter/device"
)

const centre = "http://127.0.0.1:8080"

func ask(t *testing.T, at, method, path, origin string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, at+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", origin)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text), answer.Header
}

// The devices answer the centre's pages and nobody else's, each in its own way; one that is off says so.
func TestTheDevicesAnswerTheCentreAlone(t *testing.T) {
	s := device.Simulator{Origins: []string{centre}, IDNo: "640502199001011235", Name: "张小明", Stars: 4}
	server := httptest.NewServer(s)
	defer server.Close()
	for _, c := range []struct {
		method, path, origin string
		status               int
		says                 string
	}{
		{"GET", "/card", centre, 200, `"idNo":"640502199001011235"`}, {"GET", "/camera", centre, 200, "PNG"},
		{"GET", "/pad", centre, 200, "PNG"}, {"POST", "/caller?number=A001&window=3", centre, 200, `"called":true`},
		{"POST", "/caller", centre, 200, `"called":false`},
		{"POST", "/printer", centre, 200, `"printed":false`}, {"POST", "/pad", centre, 404, ""},
		{"POST", "/rating", centre, 200, `"stars":4`}, {"OPTIONS", "/card", centre, 204, ""},
		{"GET", "/card", "https://elsewhere.example", 403, ""}, {"GET", "/card", "", 403, ""},
		{"GET", "/card", "null", 403, ""}, {"GET", "/card", centre + ".evil.example", 403, ""},
		{"POST", "/card", centre, 404, ""}, {"GET", "/rating", centre, 404, ""}, {"GET", "/../card", centre, 404, ""},
		{"GET", "/" + strings.Repeat("x", 5000), centre, 404, ""},
	} {
		status, text, head := ask(t, server.URL, c.method, c.path, c.origin)
		if status != c.status || !strings.Contains(text, c.says) {
			t.Errorf("%s %.20s of %q: %d %.60q", c.method, c.path, c.origin, status, text)
		}
		allowed := head.Get("Access-Control-Allow-Origin")
		if (allowed != "") != (c.status != 403) || allowed != "" && allowed != c.origin {
			t.Errorf("%s %.20s of %q lets in %q", c.method, c.path, c.origin, allowed)
		}
		if c.status == 403 && strings.Contains(text, s.IDNo) {
			t.Errorf("%q is told the number", c.origin)
		}
	}
	off := httptest.NewServer(device.Simulator{Origins: []string{centre}, Stars: 5, Unsigned: true,
		Off: []string{device.Camera}, Garbled: []string{device.Rating}})
	defer off.Close()
	if status, _, _ := ask(t, off.URL, "GET", "/camera", centre); status != http.StatusServiceUnavailable {
		t.Errorf("a camera that is off answers %d", status)
	}
	if status, _, _ := ask(t, off.URL, "GET", "/card", centre); status != http.StatusNoContent {
		t.Errorf("without a card the reader answers %d", status)
	}
	if status, _, _ := ask(t, off.URL, "GET", "/pad", centre); status != http.StatusNoContent {
		t.Errorf("a pad that nobody signed answers %d", status)
	}
	if status, text, _ := ask(t, off.URL, "POST", "/rating", centre); status != 200 || strings.Contains(text, "stars") {
		t.Errorf("a garbled device answers %d %q", status, text)
	}
}

func TestASimulatorThatCannotBeIsRefused(t *testing.T) {
	for _, bad := range []device.Simulator{{Stars: 0}, {Stars: 6}, {Stars: 5, Off: []string{"scanner"}},
		{Stars: 5, Garbled: []string{"scanner"}}} {
		if err := bad.Check(); !refusal.Is(err, device.CodeDevice) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
