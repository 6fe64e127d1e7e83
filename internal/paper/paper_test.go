package paper

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/document"
)

// stamp is a stamp that says what it is.
var stamp = RoundStamp{Foot: "示例专用章"}

func key(t testing.TB) secret.MAC {
	t.Helper()
	keys, err := gm.NewKeys(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return keys.Leaf
}

// samples is a paper of each kind, made of nobody's data.
func samples(t testing.TB) []Paper {
	t.Helper()
	issuer, err := number.NewIssuer("640500")
	if err != nil {
		t.Fatal(err)
	}
	values := map[Form]string{Text: "示例0123456789", Person: "张小明", Identity: "640502199001011235",
		Account: "6228480000000000123", Amount: "100007000.53", Private: "示例的理由"}
	var all []Paper
	for i, k := range Kinds {
		no, err := issuer.Paper(k.Series, 2024, int64(i+1))
		if err != nil {
			t.Fatal(err)
		}
		w := k.Wordings[0]
		p := Paper{Kind: k.Code, Wording: w.No, No: no, Centre: "示例市住房公积金管理中心", Issued: civil.DateOf(2024, 6, 28)}
		for _, f := range w.Fields {
			p.Values = append(p.Values, values[f.Form])
		}
		all = append(all, p)
	}
	return all
}

func TestNoTwoKindsShareACodeOrASeries(t *testing.T) {
	codes, series := map[string]bool{}, map[int]bool{}
	for _, k := range Kinds {
		if codes[k.Code] || series[k.Series] {
			t.Errorf("%s shares its code or series %d", k.Code, k.Series)
		}
		codes[k.Code], series[k.Series] = true, true
	}
}

func TestEveryKindIsPrintedAndReadBack(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skipf("SKIP-REQUIRED no paper was read back: %v", err)
	}
	mac := key(t)
	for _, p := range samples(t) {
		grid, err := Layout(p, CodeOf(mac, p), stamp, "", 3)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "a.pdf")
		var out bytes.Buffer
		if err := format(t, "pdf").Write(context.Background(), nil, &out, grid); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(tool, "-layout", path, "-").CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		wants := []string{string(p.No), "补打（第2次）", CodeOf(mac, p).String(), "2024年6月28日"}
		facts, err := p.Facts()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facts {
			wants = append(append(wants, f.Name), strings.Split(f.Text, "\n")...)
		}
		for _, want := range wants {
			if !strings.Contains(string(said), want) {
				t.Errorf("%s lacks %q:\n%s", p.Kind, want, said)
			}
		}
	}
}

func format(t *testing.T, name string) document.Format {
	t.Helper()
	for _, f := range document.Formats {
		if f.Name == name {
			return f
		}
	}
	t.Fatal("no such format: " + name)
	return document.Format{}
}

func TestAnAmountStandsInFiguresAndInCapitals(t *testing.T) {
	facts, err := samples(t)[0].Facts()
	if err != nil {
		t.Fatal(err)
	}
	want := "人民币壹亿零柒仟元零伍角叁分（￥100,007,000.53）"
	if got := facts[len(facts)-1].Text; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheFirstPrintIsNotMarked(t *testing.T) {
	p := samples(t)[0]
	grid, err := Layout(p, CodeOf(key(t), p), stamp, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range grid.Cells {
		if strings.Contains(c.Text, "补打") {
			t.Errorf("a first print says %q", c.Text)
		}
	}
}

type brokenStamp struct{}

func (brokenStamp) Stamp(Paper, Code) (document.Stamp, error) {
	return document.Stamp{}, errors.New("down")
}

func TestWithoutItsStampThereIsNoPaper(t *testing.T) {
	p := samples(t)[0]
	if grid, err := Layout(p, CodeOf(key(t), p), brokenStamp{}, "", 1); err == nil || len(grid.Cells) > 0 {
		t.Errorf("%d cells, %v", len(grid.Cells), err)
	}
}

func TestAVerifierSeesThePaperMasked(t *testing.T) {
	mac := key(t)
	for _, p := range samples(t) {
		typed := strings.ToLower(CodeOf(mac, p).String())
		code, err := ParseCode(typed)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := Genuine(mac, p, code)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range facts {
			for _, secret := range []string{"张小明", "199001011235", "6228480000000000123", "示例的理由"} {
				if strings.Contains(f.Text, secret) {
					t.Errorf("%s shows %q to anyone", p.Kind, f.Text)
				}
			}
		}
	}
}

// TestAPaperThatWasChangedIsNotGenuine changes each part of each paper, moves bytes between neighbours, and asks with
// the key of another centre.
func TestAPaperThatWasChangedIsNotGenuine(t *testing.T) {
	mac := key(t)
	for _, p := range samples(t) {
		code := CodeOf(mac, p)
		changed := []Paper{p, p, p}
		changed[0].No += "1"
		changed[1].Issued++
		changed[2].Centre += "中"
		for i := range p.Values {
			other := p
			other.Values = append([]string{}, p.Values...)
			other.Values[i] += "1"
			changed = append(changed, other)
		}
		moved := p
		moved.Values = append([]string{}, p.Values...)
		last := len(p.Values[0]) - len("明")
		moved.Values[0], moved.Values[1] = p.Values[0][:last], p.Values[0][last:]+p.Values[1]
		for i, c := range append(changed, moved) {
			if facts, err := Genuine(mac, c, code); !refusal.Is(err, CodeAltered) || facts != nil {
				t.Errorf("%s, change %d: %v %v", p.Kind, i, facts, err)
			}
		}
		if _, err := Genuine(key(t), p, code); !refusal.Is(err, CodeAltered) {
			t.Errorf("the key of another centre made the code of %s: %v", p.Kind, err)
		}
	}
}

func TestASlipOfTheHandIsNotTakenForAForgery(t *testing.T) {
	code := string(CodeOf(key(t), samples(t)[0]))
	for i := range code {
		for _, c := range alphabet {
			bad := code[:i] + string(c) + code[i+1:]
			if _, err := ParseCode(bad); bad != code && !refusal.Is(err, CodeCheck) {
				t.Errorf("%s for %s: %v", bad, code, err)
			}
		}
		for k := range i {
			swapped := []byte(code)
			swapped[i], swapped[k] = swapped[k], swapped[i]
			if _, err := ParseCode(string(swapped)); string(swapped) != code && !refusal.Is(err, CodeCheck) {
				t.Errorf("%s for %s: %v", swapped, code, err)
			}
		}
	}
	for _, bad := range []string{"", "2222", strings.Repeat("0", 16), strings.Repeat("中", 16), code + "2"} {
		if _, err := ParseCode(bad); !refusal.Is(err, CodeMalformed) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAPaperThatItsKindCannotShowIsRefused(t *testing.T) {
	whole := samples(t)[0]
	for name, change := range map[string]func(*Paper){
		CodeKind:             func(p *Paper) { p.Kind = "x" },
		CodeValue:            func(p *Paper) { p.Values = p.Values[1:] },
		CodeValue + " empty": func(p *Paper) { p.Values[0] = " " },
		CodeValue + " sum":   func(p *Paper) { p.Values[7] = "1.234" },
	} {
		p := whole
		p.Values = append([]string{}, whole.Values...)
		change(&p)
		code, _, _ := strings.Cut(name, " ")
		if grid, err := Layout(p, "", stamp, "", 1); !refusal.Is(err, code) || len(grid.Cells) > 0 {
			t.Errorf("%s: %d cells, %v", name, len(grid.Cells), err)
		}
	}
}
