package e2e

import (
	"bufio"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
)

var setUpCode = regexp.MustCompile(`初始设置码[^：]*：([0-9a-f]{40})`)

// firstStart serves an empty folder and gives the address and the set-up code, or no code.
func firstStart(t *testing.T, folder string) (s *server, code string) {
	t.Helper()
	s = &server{Cmd: exec.Command(binary, "serve", "--data", folder, "--listen", "127.0.0.1:0")}
	s.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	for lines := bufio.NewScanner(out); lines.Scan() && !strings.Contains(lines.Text(), "Ctrl+C"); {
		s.said += lines.Text() + "\n"
		if at := address.FindString(lines.Text()); at != "" {
			s.at = at
		}
		if m := setUpCode.FindStringSubmatch(lines.Text()); m != nil {
			code = m[1]
		}
	}
	if s.at == "" {
		t.Fatal("the server does not say where it is")
	}
	return s, code
}

// post sends JSON as a browser with a cookie does.
func (s *server) post(t *testing.T, target, cookie string, body any) (status int, answer map[string]any, kept string) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(http.MethodPost, s.at+target, strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Cookie", cookie)
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	if err := json.NewDecoder(w.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if s.now, err = http.ParseTime(w.Header.Get("Date")); err != nil {
		t.Fatal(err)
	}
	kept, _, _ = strings.Cut(w.Header.Get("Set-Cookie"), ";")
	return w.StatusCode, answer, kept
}

// interrupt ends a server as Ctrl+C does.
func (s *server) interrupt(t *testing.T) {
	t.Helper()
	if err := s.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = s.Wait()
}

// TestTheFirstStartHandsOutACodeOnceAndNobodyIsInBeforeIt begins a centre: nobody may see anything, the code makes
// three administrators, one of them enrols and signs in, and a later start has no code to give.
func TestTheFirstStartHandsOutACodeOnceAndNobodyIsInBeforeIt(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s, code := firstStart(t, folder)
	if code == "" {
		t.Fatal("no set-up code")
	}
	if _, me := s.get(t, "/api/me"); strings.Contains(s.said, "--demo") || !strings.Contains(me, `"closed":false`) {
		t.Errorf("an empty centre is called a demonstration: %s%s", s.said, me)
	}
	for _, target := range []string{"/api/centre", "/api/members", "/api/people"} {
		if status, body := s.get(t, target); status != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", target, status, body)
		}
	}
	founder := func(code, idNo string) map[string]string {
		return map[string]string{"code": code, "name": "示例管理员", "idNo": idNo, "office": "01"}
	}
	form := map[string]any{"code": "wrong", "systems": founder("sys-1", "649901195001010020"),
		"security": founder("sec-1", "649901195001010047"), "auditing": founder("aud-1", "649901195001010063")}
	if status, answer, _ := s.post(t, "/api/set-up", "", form); status != http.StatusUnprocessableEntity {
		t.Fatalf("a wrong code: %d %v", status, answer)
	}
	form["code"] = code
	status, answer, _ := s.post(t, "/api/set-up", "", form)
	if status != http.StatusOK {
		t.Fatalf("set-up: %d %v", status, answer)
	}
	slips := answer["items"].([]any)[1].(map[string]any)
	enrol := map[string]any{"code": slips["code"], "security": slips["security"], "systems": slips["systems"]}
	if status, answer, _ = s.post(t, "/api/enrol/factor", "", enrol); status != http.StatusOK {
		t.Fatalf("factor: %d %v", status, answer)
	}
	device := access.SecretText{Text: answer["secret"].(string)}
	shows := func(later civil.Instant) string {
		text, err := device.Code(civil.InstantOf(s.now) + later)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	enrol["password"], enrol["factor"] = "Lan-Tian-2024-Bai", shows(0)
	if status, answer, _ = s.post(t, "/api/enrol", "", enrol); status != http.StatusOK {
		t.Fatalf("enrol: %d %v", status, answer)
	}
	in := map[string]any{"code": "sec-1", "password": enrol["password"], "factor": shows(30_000_000)}
	status, answer, cookie := s.post(t, "/api/sign-in", "", in)
	if status != http.StatusOK || answer["state"] != "signed-in" || cookie == "" {
		t.Fatalf("sign-in: %d %v", status, answer)
	}
	status, answer, _ = s.post(t, "/api/changes/1/confirm", cookie, map[string]any{})
	if status != http.StatusForbidden {
		t.Errorf("the security administrator confirms: %d %v", status, answer)
	}
	s.interrupt(t)
	s, again := firstStart(t, folder)
	if again != "" || strings.Contains(s.said, "--demo") {
		t.Errorf("a second start, although there are administrators, says %s", s.said)
	}
	s.interrupt(t)
	isLetInAgain(t, folder)
	isNoDemonstration(t, folder)
}

// isLetInAgain has the machine give the systems administrator, who never enrolled, what the security administrator, who
// has, cannot give.
func isLetInAgain(t *testing.T, folder string) {
	t.Helper()
	a := guangsha(t, "access", "reissue", "--data", folder, "--code", "sys-1")
	if a.code != 0 || !strings.Contains(a.out, "安全管理员给的凭条：请安全管理员登录后开具") ||
		!regexp.MustCompile(`系统管理员给的凭条：[0-9a-f]{40}\.0\.`).MatchString(a.out) {
		t.Errorf("slips for an administrator: %d %s%s", a.code, a.out, a.err)
	}
	if a = guangsha(t, "access", "reissue", "--data", folder); a.code != 2 || !strings.Contains(a.err, "--code") {
		t.Errorf("without a code: %d %s", a.code, a.err)
	}
}

// isNoDemonstration asks that a centre with administrators be shown to everybody, and that a city move into it.
func isNoDemonstration(t *testing.T, folder string) {
	t.Helper()
	a := guangsha(t, "serve", "--demo", "--data", folder)
	if a.code != 2 || !strings.Contains(a.err, "这不是示例市") {
		t.Errorf("a centre with administrators is shown to everybody: %d %s", a.code, a.err)
	}
	a = guangsha(t, "demo", "--data", folder, "--members", "100", "--no-serve")
	if a.code != 1 || !strings.Contains(a.err, "已经有管理员") {
		t.Errorf("a city moves into a centre: %d %s", a.code, a.err)
	}
	if _, err := os.Stat(filepath.Join(folder, "demo.json")); err == nil {
		t.Error("it laid its name there")
	}
}

// TestADemonstrationThatNobodyCanSignInToSaysHowItIsLookedAt serves a city that lived its year as a centre that people
// sign in to: the start and the sign-in page say that nobody can, and how the city is looked at.
func TestADemonstrationThatNobodyCanSignInToSaysHowItIsLookedAt(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	must(t, "demo", "--data", folder, "--members", "100", "--no-serve")
	s, code := firstStart(t, folder)
	for _, part := range []string{"示例市", "谁都不能登录", "guangsha serve --data '" + folder + "' --demo", "空目录"} {
		if !strings.Contains(s.said, part) {
			t.Errorf("the start does not say %s: %s", part, s.said)
		}
	}
	if _, me := s.get(t, "/api/me"); code != "" || !strings.Contains(me, `"closed":true`) {
		t.Errorf("code %q, %s", code, me)
	}
	s.interrupt(t)
}
