package console_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"guangsha/internal/console"
	docs "guangsha/internal/document"
	eval "guangsha/internal/evaluation"
)

var chinese = regexp.MustCompile(`\p{Han}{4}`)

// handIn is a file that is handed in.
type handIn struct {
	name string
	body []byte
}

// form is papers as a browser sends them.
func form(t testing.TB, list ...handIn) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for _, p := range list {
		if p.name != "" {
			if err := w.WriteField("name", p.name); err != nil {
				t.Fatal(err)
			}
		}
		head := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="x.txt"`},
			"Content-Type": {"application/octet-stream"}}
		if bytes.HasPrefix(p.body, []byte("{")) {
			head.Set("Content-Type", "application/json") // what was read before
		}
		part, err := w.CreatePart(head)
		if err == nil {
			_, err = part.Write(p.body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

// alone is the part of the console that needs no centre.
func alone(t testing.TB) site {
	log := &strings.Builder{}
	pages := fstest.MapFS{"index.html": {Data: []byte("<!doctype html><title>广厦</title>")}}
	return site{t: t, log: log,
		handler: console.Alone(rand.Reader, slog.New(slog.NewJSONHandler(log, nil)), pages)}
}

// asked sends papers and gives the answer.
func (s site) asked(target, kind string, body io.Reader) *httptest.ResponseRecorder {
	return s.ask(http.MethodPost, target, body, "Content-Type", kind)
}

func TestPapersAreCheckedTogether(t *testing.T) {
	s := alone(t)
	body, kind := form(t, handIn{"甲/2024.txt", eval.Example}, handIn{"乙/又一份.txt", eval.Example},
		handIn{"乙/日记.txt", []byte("今天下雨")}, handIn{"空.txt", nil},
		handIn{"大.txt", append(bytes.Repeat([]byte(" "), 5<<20), eval.Example...)})
	w := s.asked("/api/evaluation/check-files", kind, body)
	var got struct {
		Files []struct {
			Name, Problem       string
			First, Tables, Same int
		}
		Set struct {
			Tables []json.RawMessage
			Across []struct{ ID string }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK || len(got.Files) != 5 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if f := got.Files[0]; f.Name != "甲/2024.txt" || f.Tables != 3 || f.Same != 0 || f.Problem != "" {
		t.Errorf("the first is %+v", f)
	}
	if f := got.Files[1]; f.Tables != 0 || f.Same != 3 {
		t.Errorf("the same once more is %+v", f)
	}
	if f := got.Files[2]; !strings.Contains(f.Problem, "“日记.txt”") || f.Tables != 0 {
		t.Errorf("what is no table is %+v", f)
	}
	if f := got.Files[4]; f.Tables != 0 || !strings.Contains(f.Problem, "超过5 MB") {
		t.Errorf("a file that is too large is %+v", f)
	}
	if got.Files[3].Problem == "" || len(got.Set.Tables) != 3 || len(got.Set.Across) == 0 {
		t.Errorf("%s", w.Body)
	}
}

// What was uncertain in reading a table is said of it once, beside the file that it was taken from.
func TestATableHandedInTwiceIsDoubtedOnce(t *testing.T) {
	s := alone(t)
	cut := []byte(strings.Join(strings.SplitAfter(string(eval.Example), "\n")[:35], "")) // the total is beneath
	one, again := handIn{"甲.txt", cut}, handIn{"乙.txt", cut}
	for _, papers := range [][]handIn{{one}, {one, again}, {{"丙.txt", nil}, one, again}} {
		body, kind := form(t, papers...)
		var got struct{ Doubts []eval.Doubt }
		if err := json.Unmarshal(s.asked("/api/evaluation/check-files", kind, body).Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Doubts) != 1 || got.Doubts[0].Table != 0 {
			t.Errorf("%d files: %+v", len(papers), got.Doubts)
		}
	}
}

// Two years of the same projects say the same words: the findings on them say of which tables.
func TestFindingsOnSeveralTablesSayOfWhich(t *testing.T) {
	s := alone(t)
	before := bytes.ReplaceAll(eval.Example, []byte("2024"), []byte("2023"))
	body, kind := form(t, handIn{"今年.txt", eval.Example}, handIn{"去年.txt", before})
	w := s.asked("/api/evaluation/check-files", kind, body)
	var got struct {
		Set struct {
			Across []struct {
				ID, Message string
				Tables      []struct {
					At          int
					Name, Which string
				}
			}
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	cards := map[string]bool{}
	same := 0
	for _, f := range got.Set.Across {
		if f.ID != "H03" {
			continue
		}
		same++
		cards[fmt.Sprint(f)] = true
		year := "2024年度"
		if len(f.Tables) > 0 && f.Tables[0].At > 2 {
			year = "2023年度"
		}
		if len(f.Tables) != 3 || f.Tables[0].Which != year {
			t.Errorf("%+v", f)
		}
	}
	if same != 2 || len(cards) != 2 {
		t.Errorf("%d findings, %d different", same, len(cards))
	}
}

func TestFormsWithoutPapersAreRefused(t *testing.T) {
	s := alone(t)
	nothing, kind := form(t)
	tooMany, manyKind := form(t, make([]handIn, 501)...)
	w := s.asked("/api/evaluation/check-files", manyKind, tooMany)
	if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "现有501个") {
		t.Errorf("too many: %d %s", w.Code, w.Body)
	}
	for name, c := range map[string]struct {
		kind string
		body io.Reader
	}{
		"no file":          {kind, nothing},
		"no form":          {"text/plain", strings.NewReader("x")},
		"a form cut off":   {"multipart/form-data; boundary=x", strings.NewReader("--x\r\nContent-Disposition: f")},
		"without a border": {"multipart/form-data", strings.NewReader("x")},
	} {
		w := s.asked("/api/evaluation/check-files", c.kind, c.body)
		if w.Code != http.StatusUnprocessableEntity || !chinese.MatchString(w.Body.String()) {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestAPaperIsWrittenInAnotherFormat(t *testing.T) {
	s := alone(t)
	want, err := eval.Read(eval.Example, eval.ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	corrected := `{"corrections":[{"table":0,"row":2,"column":"actual","text":"4次"}]}`
	for _, format := range []string{"text", "xlsx", "docx"} {
		w := s.written("format="+format, corrected, handIn{"a.txt", eval.Example})
		got, err := eval.Read(w.Body.Bytes(), "a")
		if err != nil || w.Code != http.StatusOK || len(got) != len(want) {
			t.Fatalf("%s: %d, %v", format, w.Code, err)
		}
		for i := range want {
			if len(got[i].Indicators) != len(want[i].Indicators) || got[i].Project != want[i].Project {
				t.Errorf("%s: table %d has another content", format, i+1)
			}
		}
		if actual := got[0].Indicators[1].Actual; actual != "4次" {
			t.Errorf("%s: the corrected cell is %q", format, actual)
		}
	}
	for _, query := range []string{"format=pdf", "format=pdf&working=true"} {
		w := s.written(query, corrected, handIn{"a.txt", eval.Example})
		if w.Code != http.StatusOK || docs.KindOf(w.Body.Bytes()) != docs.KindPDF {
			t.Errorf("%s: %d %.200s", query, w.Code, w.Body)
		}
	}
}

func TestWhatCannotBeWrittenIsRefused(t *testing.T) {
	s := alone(t)
	paper := s.written("format=xlsx&working=true", `{}`, handIn{"a.txt", eval.Example})
	for _, c := range []struct {
		query, work string
		file        handIn
	}{
		{"format=exe", `{}`, handIn{"a.txt", eval.Example}}, {"", `{}`, handIn{"a.txt", eval.Example}},
		{"format=text&working=true", `{}`, handIn{"a.txt", eval.Example}},
		{"format=xlsx", `[`, handIn{"a.txt", eval.Example}},
		{"format=xlsx", `{}`, handIn{"日记.txt", []byte("今天下雨")}},
	} {
		w := s.written(c.query, c.work, c.file)
		if w.Code != http.StatusUnprocessableEntity || !chinese.MatchString(w.Body.String()) {
			t.Errorf("%s %s: %d %.200s", c.query, c.work, w.Code, w.Body)
		}
	}
	if w := s.written("format=xlsx", `{}`, handIn{"a-工作底稿.xlsx", paper.Body.Bytes()}); w.Code != http.StatusOK {
		t.Errorf("a working paper holds its tables: %d %s", w.Code, w.Body)
	}
}

func TestAloneAnswersNothingOfACentre(t *testing.T) {
	s := alone(t)
	for _, target := range []string{"/api/centre", "/api/state", "/api/members", "/api/people", "/api/vouchers"} {
		if w := s.ask(http.MethodGet, target, nil); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
	for _, target := range []string{"/api/me", "/api/evaluation/published", "/check"} {
		if w := s.ask(http.MethodGet, target, nil); w.Code != http.StatusOK {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

// said sends papers with what a person says of them.
func (s site) said(target, work string, list ...handIn) *httptest.ResponseRecorder {
	s.t.Helper()
	body, kind := form(s.t, list...)
	end := "--" + strings.TrimPrefix(kind, "multipart/form-data; boundary=")
	whole := strings.TrimSuffix(body.String(), end+"--\r\n") + end +
		"\r\nContent-Disposition: form-data; name=\"work\"\r\n\r\n" + work + "\r\n" + end + "--\r\n"
	return s.asked(target, kind, strings.NewReader(whole))
}

func (s site) written(query, work string, list ...handIn) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.said("/api/evaluation/write?"+query, work, list...)
}

func (s site) worked(work string, list ...handIn) (got workAnswer, code int, text string) {
	s.t.Helper()
	w := s.said("/api/evaluation/check-files", work, list...)
	if w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			s.t.Fatal(err)
		}
	}
	return got, w.Code, w.Body.String()
}

type workAnswer struct {
	Set struct {
		Tables []struct {
			Rows []struct{ Actual, How string }
		}
	}
	Doubts    []eval.Doubt
	Explained int
	Corrected []eval.Corrected
	Gone      []string
}

// TestWhatIsSaidOfPapersTravelsInAFileAndStaysNowhere corrects a cell, explains a finding, takes the working paper
// along and hands it in again, beside its tables and alone: both are back. Without the paper nothing is.
func TestWhatIsSaidOfPapersTravelsInAFileAndStaysNowhere(t *testing.T) {
	s := alone(t)
	paper := handIn{"a.txt", eval.Example}
	said := `{"corrections":[{"table":0,"row":2,"column":"actual","text":"4次"}],` +
		`"explained":[{"table":0,` +
		`"check":"C04","row":15,"by":"某甲","on":"2025-02-14","text":"批复时即无此指标，待财政局文号"}]}`
	got, code, text := s.worked(said, paper)
	if code != http.StatusOK || got.Explained != 1 || len(got.Corrected) != 1 || len(got.Doubts) == 0 {
		t.Fatalf("%d: %d explained, %+v corrected, %.300s", code, got.Explained, got.Corrected, text)
	}
	if actual := got.Set.Tables[0].Rows[1].Actual; actual != "4次" {
		t.Errorf("the corrected cell is %q", actual)
	}
	for _, format := range []string{"xlsx", "docx"} {
		saved := handIn{"工作底稿." + format, s.written("working=true&format="+format, said, paper).Body.Bytes()}
		for _, handed := range [][]handIn{{paper, saved}, {saved, paper}, {saved}} {
			again, code, text := s.worked(`{}`, handed...)
			if code != http.StatusOK || again.Explained != 1 || len(again.Gone) != 0 || len(again.Set.Tables) != 3 {
				t.Fatalf("%s: %d, %d explained, %q, %.300s", format, code, again.Explained, again.Gone, text)
			}
			actual := again.Set.Tables[0].Rows[1].Actual
			if len(again.Corrected) != 1 || again.Corrected[0].Was != "5次" || actual != "4次" {
				t.Errorf("%s: %+v", format, again.Corrected)
			}
		}
	}
	if alone, _, _ := s.worked(`{}`, paper); alone.Explained != 0 || alone.Set.Tables[0].Rows[1].Actual == "4次" {
		t.Errorf("something was kept: %+v", alone)
	}
	for _, work := range []string{
		`{"x":1}`, `[`, `{"corrections":[{"table":9,"row":1,"column":"actual","text":"1"}]}`,
		`{"explained":[{"table":0,"check":"Z99","row":1,"by":"某甲","on":"2025-02-14","text":"有批复文号为证"}]}`,
		`{"explained":[{"table":0,"check":"C04","row":15,"by":"","on":"2025-02-14","text":"有批复文号为证"}]}`,
	} {
		_, code, text := s.worked(work, paper)
		if code != http.StatusUnprocessableEntity || !chinese.MatchString(text) {
			t.Errorf("%s: %d %.200s", work, code, text)
		}
	}
}

// TestNothingThatWasHandedInStaysOnTheDisk hands in a file that is read, and one that is too large to be read.
func TestNothingThatWasHandedInStaysOnTheDisk(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	s := alone(t)
	for _, size := range []int{20_000, 6 << 20} {
		body, kind := form(t, handIn{"x.txt", bytes.Repeat([]byte("表"), size/3)})
		w := s.asked("/api/evaluation/check-files", kind, body)
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 || w.Code != http.StatusOK {
			t.Errorf("%d bytes: answered %d, and %d files are left: %v", size, w.Code, len(left), err)
		}
	}
}

// TestWhatWasReadIsCheckedAsItsFile reads files one by one and hands in what was read of them: the answer is that of
// the files, corrections too, and so is the form that is written.
func TestWhatWasReadIsCheckedAsItsFile(t *testing.T) {
	s := alone(t)
	before := bytes.ReplaceAll(eval.Example, []byte("2024"), []byte("2023"))
	files := []handIn{{"甲/今年.txt", eval.Example}, {"乙/去年.txt", before}, {"乙/又一份.txt", eval.Example}}
	var read []handIn
	for _, f := range files {
		w := s.asked("/api/evaluation/read?name=a.txt", "application/octet-stream", bytes.NewReader(f.body))
		var got struct {
			Tables     int
			Understood json.RawMessage
		}
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK || got.Tables != 3 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
		read = append(read, handIn{f.name, got.Understood})
	}
	work := `{"corrections":[{"table":0,"row":2,"column":"actual","text":"4次"}]}`
	for _, target := range []string{"/api/evaluation/check-files", "/api/evaluation/write?format=text"} {
		want, got := s.said(target, work, files...), s.said(target, work, read...)
		if want.Code != http.StatusOK || got.Code != want.Code || !bytes.Equal(got.Body.Bytes(), want.Body.Bytes()) {
			t.Errorf("%s: of files %d %.200s, of what was read %d %.200s", target, want.Code, want.Body, got.Code, got.Body)
		}
	}
	// What was read of a packed file may be larger than a file may be, and not as large as one likes.
	for size, refused := range map[int]bool{5<<20 + 1: false, 20<<20 + 1: true} {
		one := handIn{"a.txt", append(read[0].body[:len(read[0].body):len(read[0].body)],
			bytes.Repeat([]byte(" "), size-len(read[0].body))...)}
		w := s.said("/api/evaluation/check-files", "{}", one)
		if w.Code != http.StatusOK || bytes.Contains(w.Body.Bytes(), []byte("文件超过5 MB")) != refused {
			t.Errorf("of %d bytes: %d %.200s", size, w.Code, w.Body)
		}
	}
	for _, bad := range []string{`{}`, `{"Tables":[{"Layout":"G9"}],"Doubts":[{"table":5}]}`, `今天下雨`,
		`{"Tables":[{"Layout":"X"}]}`} {
		one := handIn{"a.txt", []byte(bad)}
		w := s.said("/api/evaluation/check-files", "{}", one)
		none := bytes.Contains(w.Body.Bytes(), []byte(`"tables":0`))
		if w.Code != http.StatusOK || !chinese.Match(w.Body.Bytes()) || !none {
			t.Errorf("%s: %d %s", bad, w.Code, w.Body)
		}
		if w := s.said("/api/evaluation/write?format=text", "{}", read[0], one); w.Code == http.StatusOK {
			t.Errorf("%s is written", bad)
		}
	}
}
