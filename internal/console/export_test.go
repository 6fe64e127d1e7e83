package console_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/money"
	sheets "guangsha/internal/document"
)

// sheet is the first sheet of a workbook that a route answers with.
func (s site) sheet(target string) [][]string {
	s.t.Helper()
	return s.sheetOf(target, s.ask(http.MethodGet, target, nil))
}

func (s site) sheetOf(target string, w *httptest.ResponseRecorder) [][]string {
	s.t.Helper()
	if w.Code != http.StatusOK {
		s.t.Fatalf("GET %s: %d %s", target, w.Code, w.Body)
	}
	grids, err := sheets.ReadXLSX(w.Body.Bytes())
	if err != nil || len(grids) == 0 {
		s.t.Fatalf("GET %s: %d sheets, %v", target, len(grids), err)
	}
	rows := grids[0].Rows()
	if title := app.Demonstration.Offices[0].Name; !strings.HasPrefix(rows[0][0], title) {
		s.t.Errorf("GET %s: the first line is %s, want %s", target, rows[0][0], title)
	}
	return rows[1:]
}

// TestAListIsExportedWhole puts each list beside its workbook: as many rows, the same names in the same order, and no
// more of a person than on the screen.
func TestAListIsExportedWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		at := s.examples()
		for _, of := range []struct{ list, field, asked string }{
			{"/api/members", "name", "sort=-balance"}, {"/api/employers", "name", "sort=-members"},
			{"/api/loans", "contract", "sort=-amount&overdue=false"},
			{"/api/vouchers", "number", "month=2024-06&sort=-amount"},
			{"/api/withdrawals", "number", "sort=paid&state=2"}, {"/api/late", "ref", "year=2024&sort=-days"},
			{"/api/employers/" + at["/api/employers/{no}"] + "/months", "month", ""},
			{"/api/members/" + at["/api/members/{no}"] + "/statement", "number", "from=2024-01-01"},
		} {
			want := wholeList[object](s, of.list+"?"+of.asked)
			rows := s.sheet(of.list + "/xlsx?" + of.asked)
			if len(rows) != len(want)+1 || len(want) == 0 {
				t.Errorf("%s: %d rows exported of %d", of.list, len(rows)-1, len(want))
				continue
			}
			for i, w := range want {
				name, _ := w[of.field].(string)
				if name != "" && !strings.Contains(strings.Join(rows[i+1], "|"), name) {
					t.Errorf("%s: row %d is %q and not %q", of.list, i, rows[i+1], name)
					break
				}
			}
		}
		s.exportedBeside(t)
		m := "/api/measures/fund.withdrawals.amount"
		listed := wholeList[struct{ Cells []string }](s, m+"/rows?year=2024&sort=-n")
		rows := s.sheet(m + "/rows/xlsx?year=2024&sort=-n")
		if len(rows) != len(listed)+1 || rows[1][2] != listed[0].Cells[2] || !strings.Contains(rows[1][4], ".") {
			t.Errorf("rows behind: %d of %d, first %q of %q", len(rows)-1, len(listed), rows[1], listed[0].Cells)
		}
	})
}

// exportedBeside puts what comes on one page beside its workbook: the lines of a trial balance with their sums, the
// days of a year, and what was repaid of a loan.
func (s site) exportedBeside(t *testing.T) {
	t.Helper()
	type sums struct{ Debit, Credit int64 }
	const day = "?day=2024-06-30"
	trial := get[struct {
		sums
		Lines []sums
	}](s, "/api/trial-balance"+day)
	var found sums
	rows := s.sheet("/api/trial-balance/xlsx" + day)
	for _, r := range rows[1:] {
		found.Debit += fenOf(t, r[3])
		found.Credit += fenOf(t, r[4])
	}
	if len(rows) != len(trial.Lines)+1 || len(trial.Lines) == 0 || found != trial.sums {
		t.Errorf("trial balance: %d rows of %d lines, %d of %d", len(rows)-1, len(trial.Lines), found, trial.sums)
	}
	days := get[struct{ Items []struct{ Day string } }](s, "/api/days?year=2024").Items
	rows = s.sheet("/api/days/xlsx?year=2024")
	if len(rows) != len(days)+1 || len(days) == 0 || rows[1][0] != days[0].Day {
		t.Errorf("days: %d rows exported of %d, first %q", len(rows)-1, len(days), rows[1])
	}
	s.wholeBeside(t)
	loan := "/api/loans/" + url.PathEscape(get[paged](s, "/api/loans?sort=disbursed").Items[0]["ref"].(string))
	repaid := get[struct{ Repayments []struct{ Day string } }](s, loan).Repayments
	rows = s.sheet(loan + "/repayments/xlsx")
	if len(rows) != len(repaid)+1 || len(repaid) == 0 || rows[1][2] != repaid[0].Day {
		t.Errorf("%s: %d rows exported of %d", loan, len(rows)-1, len(repaid))
	}
}

// fenOf reads an exported amount.
func fenOf(t *testing.T, text string) int64 {
	t.Helper()
	fen, err := money.ParseYuan(text)
	if err != nil {
		t.Fatal(err)
	}
	return int64(fen)
}

// TestWorkIsExportedWithinTheOfficeAndAStatementUnderItsAccount exports as a clerk: no case of another office, and
// whose statement went out is on record.
func TestWorkIsExportedWithinTheOfficeAndAStatementUnderItsAccount(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	token, cases := m.session("clerk02"), m.objects["/api/cases/"]
	target := "/api/cases/xlsx?office=02"
	rows := m.sheetOf(target, m.call(token, http.MethodGet, target, ""))
	if len(rows) != 2 || rows[1][0] != cases[0] {
		t.Errorf("%q exported, want the case %s alone", rows, cases[0])
	}
	no := m.objects["/api/members/"][0]
	target = "/api/members/" + no + "/statement/xlsx"
	rows = m.sheetOf(target, m.call(token, http.MethodGet, target, ""))
	list := m.entriesOf("kind=statement.exported&account=" + no)
	if len(list) != 1 || list[0].Actor != "clerk02" || list[0].Account != no || len(rows) < 2 {
		t.Errorf("%d rows, the log says %+v", len(rows), list)
	}
}

// TestTheLogNamesWhatAnExportIsOf exports what belongs to one thing, and finds in the log to which: the employer whose
// months went out by its number, the rest by what it is called or by its record.
func TestTheLogNamesWhatAnExportIsOf(t *testing.T) {
	m := matrixOf(t)
	m.enter()
	m.find()
	n := 0
	for _, r := range app.Routes() {
		if r.Method != http.MethodGet || !strings.HasSuffix(r.Seen, ".exported") || !strings.Contains(r.Path, "{") {
			continue
		}
		target, _ := m.target(r.Method, r.Path, 0)
		for _, who := range []string{"clerk02", "analyst"} {
			if w := m.call(m.session(who), r.Method, target, ""); w.Code != http.StatusOK {
				continue
			}
			n++
			last := m.entriesOf("kind=" + r.Seen)[0]
			of := ""
			for _, f := range last.Fields {
				if f.Name == "对象" {
					of = f.Value
				}
			}
			if last.Actor != who || of == "" && last.Object == "" {
				t.Errorf("%s: the log does not say of what: %+v", target, last)
			}
			if no := m.objects["/api/employers/"][0]; r.ID == "employerMonthsXlsx" && of != no {
				t.Errorf("%s: the log says %q and not the number %s", target, of, no)
			}
		}
	}
	if n < 6 {
		t.Errorf("only %d exports of one thing", n)
	}
}

// TestRowsBehindAFigureAreOrdered reads them in every order page by page.
func TestRowsBehindAFigureAreOrdered(t *testing.T) {
	s := serve(t, sqlite)
	const target = "/api/measures/fund.withdrawals.amount/rows?year=2024&sort="
	type row struct{ Cells []string }
	days := wholeList[row](s, target+"day")
	for order, cell := range map[string]int{"-day": 0, "n": 4, "-n": 4} {
		var all []row
		for cursor := ""; ; {
			p := get[struct {
				Items []row
				Next  string
			}](s, target+order+"&limit=37&cursor="+cursor)
			if all, cursor = append(all, p.Items...), p.Next; cursor == "" {
				break
			}
		}
		if len(all) != len(days) || len(all) < 40 {
			t.Errorf("%s: %d rows of %d", order, len(all), len(days))
		}
		for i := 1; i < len(all); i++ {
			a, b := all[i-1].Cells[cell], all[i].Cells[cell]
			if cell == 4 { // amounts in fen
				a, b = strings.Repeat("0", 20-len(a))+a, strings.Repeat("0", 20-len(b))+b
			}
			if order == "n" && a > b || order != "n" && a < b {
				t.Fatalf("%s: %q stands before %q", order, a, b)
			}
		}
	}
}

// wholeBeside puts lists that come at once beside their workbooks: by name, in their order.
func (s site) wholeBeside(t *testing.T) {
	t.Helper()
	voucher := get[paged](s, "/api/vouchers?kind=18&sort=-amount").Items[0]["ref"].(string)
	for _, of := range []struct{ list, book, field string }{
		{"/api/projects?sort=-name", "/api/projects/xlsx?sort=-name", "name"},
		{"/api/projects?sort=name&stage=used", "/api/projects/xlsx?sort=name&stage=used", "name"},
		{"/api/service-items", "/api/service-items/xlsx", "name"}, {"/api/people", "/api/people/xlsx", "code"},
		{"/api/surveys", "/api/surveys/xlsx", "title"},
		{"/api/vouchers/" + voucher, "/api/vouchers/" + voucher + "/members/xlsx", "no"},
	} {
		answer := get[struct {
			Items   []object
			Members struct{ Items []object }
			All     int64 `json:"membersAll"`
		}](s, of.list)
		want := append(answer.Items, answer.Members.Items...)
		rows := s.sheet(of.book)[1:]
		if len(rows) != max(len(answer.Items), int(answer.All)) {
			t.Errorf("%s: %d rows exported of %d", of.book, len(rows), len(want))
			continue
		}
		for i, w := range want {
			if rows[i][0] != w[of.field] {
				t.Errorf("%s: row %d is %q and not %v", of.book, i, rows[i], w[of.field])
			}
		}
	}
}

// TestProjectsAreOrderedAndNarrowed asks for every order, the other way round too.
func TestProjectsAreOrderedAndNarrowed(t *testing.T) {
	s := serve(t, sqlite)
	type list struct {
		Items []struct {
			ID               int64
			Name, Stage, Due string
			Done, Rows       int
			Findings         struct{ Error, Warning, Note int }
		}
		All    []int64
		Stages []struct{ Code string }
	}
	for _, by := range []string{"due", "name", "done", "evidenced", "doubts"} {
		up, down := get[list](s, "/api/projects?sort="+by), get[list](s, "/api/projects?sort=-"+by)
		if len(up.Items) != len(up.All) || len(up.Items) != len(down.Items) || len(up.Items) < 2 {
			t.Fatalf("%s: %d projects up, %d down, %d in all", by, len(up.Items), len(down.Items), len(up.All))
		}
		for i := 1; i < len(up.Items); i++ {
			a, b := up.Items[i-1], up.Items[i]
			wrong := map[string]bool{"name": a.Name > b.Name, "due": a.Due > b.Due && b.Due != "",
				"done":   a.Done*b.Rows > b.Done*a.Rows,
				"doubts": a.Findings.Error > b.Findings.Error}[by]
			if wrong {
				t.Errorf("%s: %+v stands before %+v", by, a, b)
			}
		}
		if a, b := up.Items[0], down.Items[len(down.Items)-1]; by == "name" && a.ID != b.ID {
			t.Errorf("%s: %+v is first, and %+v last the other way round", by, a, b)
		}
	}
	for _, at := range get[list](s, "/api/projects").Stages {
		narrowed := get[list](s, "/api/projects?stage="+at.Code)
		for _, p := range narrowed.Items {
			if p.Stage != at.Code {
				t.Errorf("asked for %s, and %s is in %s", at.Code, p.Name, p.Stage)
			}
		}
		if len(narrowed.Items) == 0 || len(narrowed.Stages) == 0 {
			t.Errorf("%s: %d projects, %d stages", at.Code, len(narrowed.Items), len(narrowed.Stages))
		}
	}
	if none := get[list](s, "/api/projects?stage=nowhere"); len(none.Items) != 0 || len(none.All) == 0 {
		t.Errorf("in no stage: %d projects of %d", len(none.Items), len(none.All))
	}
}

// TestTheFormCarriesWhatWasReportedAndTheThreeValuesWhatWasMeasured looks for a row in which the two differ.
func TestTheFormCarriesWhatWasReportedAndTheThreeValuesWhatWasMeasured(t *testing.T) {
	s := serve(t, sqlite)
	table := get[struct {
		Summary struct{ Project string }
		Rows    []struct {
			Level3, Actual string
			Measured       *struct{ Text, Shown string }
			Also           []struct{ Title, Shown, Measure, Definition string }
		}
	}](s, "/api/evaluation/2024/tables/1")
	form := s.ask(http.MethodGet, "/api/evaluation/2024/tables/1/xlsx", nil).Body.Bytes()
	paper := s.ask(http.MethodGet, "/api/evaluation/2024/three-values/xlsx", nil).Body.Bytes()
	cells := func(book []byte) string {
		grids, err := sheets.ReadXLSX(book)
		if err != nil {
			t.Fatal(err)
		}
		var all bytes.Buffer
		for _, sheet := range grids[:1] {
			for _, row := range sheet.Rows() {
				all.WriteString("|" + strings.Join(row, "|") + "|\n")
			}
		}
		return all.String()
	}
	for name, book := range map[string][]byte{"the form": form, "the paper": paper} {
		if n := numbersIn(t, book); n < len(table.Rows)*2 {
			t.Errorf("%s has %d numbers, less than the points and scores of %d rows", name, n, len(table.Rows))
		}
	}
	if grids, err := sheets.ReadXLSX(paper); err != nil || !strings.HasPrefix(grids[0].Rows()[0][0],
		app.Demonstration.Offices[0].Name) || !strings.Contains(grids[0].Rows()[0][0], "示例") {
		t.Errorf("the paper does not say whose it is: %v", err)
	}
	onForm, onPaper, differ, also := cells(form), cells(paper), 0, 0
	for _, r := range table.Rows {
		also += len(r.Also)
		for _, a := range r.Also {
			if a.Title == "" || a.Measure == "" || a.Definition == "" || !strings.Contains(onPaper, "佐证："+a.Title) {
				t.Errorf("%s: a figure beside it says %+v", r.Level3, a)
			}
		}
		if r.Measured == nil || r.Measured.Text == r.Actual {
			continue
		}
		differ++
		beside := "|" + r.Actual + "|" + r.Measured.Shown + "|"
		if !strings.Contains(onForm, "|"+r.Actual+"|") || !strings.Contains(onPaper, beside) {
			t.Errorf("%s: reported %s, measured %s; the form or the paper has another", r.Level3, r.Actual, r.Measured.Text)
		}
	}
	if differ == 0 || also == 0 || !strings.Contains(onForm, "【草拟】") {
		t.Errorf("%d rows differ, %d figures stand beside, drafts: %v", differ, also, strings.Contains(onForm, "【草拟】"))
	}
}

// numbersIn counts the cells of the first sheet that a spreadsheet adds up.
func numbersIn(t *testing.T, book []byte) int {
	t.Helper()
	parts, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := parts.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return len(regexp.MustCompile(`<c r="[A-Z]+\d+"( s="\d+")?( t="n")?><v>-?\d`).FindAll(text, -1))
}
