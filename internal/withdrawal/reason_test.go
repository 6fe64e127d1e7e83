package withdrawal

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/member"
	"guangsha/internal/policy"
)

var update = flag.Bool("update", false, "rewrite the answers in testdata")

// TestReasonsAnswerAsTheirCaseFilesSay runs testdata/<reason>.txt, which business colleagues review: a line of 参数
// is a parameter, any other line an application, and the indented lines beneath it the answer.
func TestReasonsAnswerAsTheirCaseFilesSay(t *testing.T) {
	for _, r := range Reasons {
		t.Run(r.Title, func(t *testing.T) {
			path := filepath.Join("testdata", string(r.Code)+".txt")
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%s needs a case file: %v", r.Title, err)
			}
			got, cases := answer(t, r, string(want))
			if cases < 6 {
				t.Errorf("%s has %d cases, which cannot show both sides of a rule", path, cases)
			}
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(want) {
				t.Errorf("%s differs; -update rewrites it. It should read:\n%s", path, got)
			}
		})
	}
}

// answer writes a case file with the answers that the rules give.
func answer(t *testing.T, r Reason, text string) (string, int) {
	var b strings.Builder
	var rows []policy.Row
	cases := 0
	for n, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		words := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "  "):
			continue
		case len(words) == 0 || words[0] == "#":
		case words[0] == "参数":
			rows = append(rows, parameter(t, n, words))
		default:
			set, err := policy.NewSet(1, rows)
			if err != nil {
				t.Fatal(err)
			}
			a, on := application(t, r, n, words)
			fmt.Fprintln(&b, line)
			b.WriteString(verdict(t, a, Terms{Policy: set, On: on}))
			cases++
			continue
		}
		fmt.Fprintln(&b, line)
	}
	return b.String(), cases
}

// verdict writes the answer to an application as it stands in a case file.
func verdict(t *testing.T, a Application, terms Terms) string {
	limit, err := Examine(a, terms)
	if err == nil {
		return fmt.Sprintf("  => 准予 可提取额度%s元\n", limit.Grouped())
	}
	r := refusal.Of(err)
	if r == nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, one := range append([]refusal.Refused{*r}, r.Also...) {
		fmt.Fprintf(&b, "  => 不予（%s）%s", one.Code, one.Text)
		if one.Basis != "" {
			fmt.Fprintf(&b, " 依据 %s", one.Basis)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// parameter reads "参数 键 值 自 日期".
func parameter(t *testing.T, n int, words []string) policy.Row {
	if len(words) != 5 {
		t.Fatalf("line %d: a parameter has five words", n+1)
	}
	from, err := civil.ParseDate(words[4])
	if err != nil {
		t.Fatalf("line %d: %v", n+1, err)
	}
	return policy.Row{Key: words[1], Value: words[2], From: from}
}

// application reads pairs of a word and a value over an application that has nothing against it.
func application(t *testing.T, r Reason, n int, line []string) (Application, civil.Date) {
	if len(line)%2 != 0 {
		t.Fatalf("line %d: words and values do not pair", n+1)
	}
	on := civil.DateOf(2026, 10, 8)
	for i := 0; i < len(line); i += 2 {
		if line[i] == "受理" {
			on = date(t, line[i+1])
		}
	}
	a := Application{
		Request: Request{Reason: r.Code, Closing: r.ClosesAccount(), Applicant: 7},
		Facts:   Facts{Owner: 7, Balance: 50_000 * money.Yuan, OwnsCard: true, MonthsPaid: 24},
	}
	switch r.Code {
	case Rent:
		a.Rent = &RentClaim{From: civil.MonthOf(on.Year(), 1), Months: 1, Monthly: 1_500 * money.Yuan,
			Income: 8_000 * money.Yuan, NoHome: true}
	case Retire:
		a.Retired = &Retirement{On: on.AddDays(-30), Document: "示例退字1号"}
	case Left:
		a.SealedOn, a.SealReason = civil.DateOf(2026, 3, 1), member.Resigned
		a.Left = &LeftClaim{Document: "示例离职证明1号", NotElsewhere: true, NotReemployed: true}
	case Death:
		a.Applicant, a.OwnsCard = 8, false
		a.Inherits = &InheritClaim{Died: civil.DateOf(2026, 9, 1), Certificate: "示例死亡证明1号", Right: ByNotary,
			Document: "示例公证书1号", Verified: true}
	case Repay:
		a.Repay = &RepayClaim{Repaid: 24_000 * money.Yuan, Document: "示例还款记录1号"}
	case Purchase:
		a.Purchase = &PurchaseClaim{House: "示例房屋1号", Signed: on.AddMonths(-6), Price: 50 * money.Wan,
			Loan: 40 * money.Wan, Document: "示例发票1号"}
	}
	for i := 0; i < len(line); i += 2 {
		set, known := fields[line[i]]
		for _, more := range []words{homeFields, endFields} {
			if !known {
				set, known = more[line[i]]
			}
		}
		if !known {
			t.Fatalf("line %d: unknown word %s", n+1, line[i])
		}
		set(t, &a, line[i+1])
	}
	return a, on
}

// words says what each word of a case file sets.
type words map[string]func(t *testing.T, a *Application, value string)

// fields are the words that all reasons know, and those about rent and retirement.
var fields = words{
	"受理":   func(*testing.T, *Application, string) {},
	"申请":   func(t *testing.T, a *Application, v string) { a.Amount = yuan(t, v) },
	"余额":   func(t *testing.T, a *Application, v string) { a.Balance = yuan(t, v) },
	"冻结":   func(t *testing.T, a *Application, v string) { a.Frozen = yuan(t, v) },
	"全额冻结": func(t *testing.T, a *Application, v string) { a.FrozenWhole = yes(t, v) },
	"已销户":  func(t *testing.T, a *Application, v string) { a.Closed = yes(t, v) },
	"申请人":  func(t *testing.T, a *Application, v string) { a.Applicant = applicants[v] },
	"委托书":  func(t *testing.T, a *Application, v string) { a.Authority = v },
	"限制至":  func(t *testing.T, a *Application, v string) { a.BannedUntil = date(t, v) },
	"在办":   func(t *testing.T, a *Application, v string) { a.InProgress = yes(t, v) },
	"上次受理": func(t *testing.T, a *Application, v string) { a.LastAccepted = date(t, v) },
	"有贷款":  func(t *testing.T, a *Application, v string) { a.OpenLoan = yes(t, v) },
	"本人卡":  func(t *testing.T, a *Application, v string) { a.OwnsCard = yes(t, v) },
	"销户":   func(t *testing.T, a *Application, v string) { a.Closing = yes(t, v) },
	"缴存月数": func(t *testing.T, a *Application, v string) { a.MonthsPaid = count(t, v) },
	"本年已提": func(t *testing.T, a *Application, v string) { a.RentThisYear = yuan(t, v) },
	"月租":   func(t *testing.T, a *Application, v string) { a.Rent.Monthly = yuan(t, v) },
	"月数":   func(t *testing.T, a *Application, v string) { a.Rent.Months = count(t, v) },
	"起始":   func(t *testing.T, a *Application, v string) { a.Rent.From = month(t, v) },
	"家庭月收入": func(t *testing.T, a *Application, v string) {
		a.Rent.Income = yuan(t, v)
	},
	"子女":   func(t *testing.T, a *Application, v string) { a.Rent.Children = count(t, v) },
	"公租房":  func(t *testing.T, a *Application, v string) { a.Rent.Public = yes(t, v) },
	"无房":   func(t *testing.T, a *Application, v string) { a.Rent.NoHome = yes(t, v) },
	"退休日期": func(t *testing.T, a *Application, v string) { a.Retired.On = date(t, v) },
	"退休材料": func(t *testing.T, a *Application, v string) {
		if !yes(t, v) {
			a.Retired.Document = ""
		}
	},
}

// homeFields are the words about homes.
var homeFields = words{
	"本中心贷款": func(t *testing.T, a *Application, v string) {
		if yes(t, v) {
			a.Repay, a.OpenLoan = &RepayClaim{Here: true}, true
		}
	},
	"本中心已还": func(t *testing.T, a *Application, v string) { a.RepaidHere = yuan(t, v) },
	"已还":    func(t *testing.T, a *Application, v string) { a.Repay.Repaid = yuan(t, v) },
	"还款记录":  func(t *testing.T, a *Application, v string) { a.Repay.Document = document(t, v) },
	"房屋":    func(t *testing.T, a *Application, v string) { a.Purchase.House = document(t, v) },
	"备案日期":  func(t *testing.T, a *Application, v string) { a.Purchase.Signed = date(t, v) },
	"总价":    func(t *testing.T, a *Application, v string) { a.Purchase.Price = yuan(t, v) },
	"贷款":    func(t *testing.T, a *Application, v string) { a.Purchase.Loan = yuan(t, v) },
	"发票":    func(t *testing.T, a *Application, v string) { a.Purchase.Document = document(t, v) },
	"家庭已提":  func(t *testing.T, a *Application, v string) { a.HouseTotal = yuan(t, v) },
	"他人已提":  func(t *testing.T, a *Application, v string) { a.HouseTaken = yes(t, v) },
}

// endFields are the words about leaving a job and about death.
var endFields = words{
	"封存日期": func(t *testing.T, a *Application, v string) {
		if a.SealedOn = 0; v != "无" {
			a.SealedOn = date(t, v)
		}
	},
	"封存原因":  func(t *testing.T, a *Application, v string) { a.SealReason = member.SealReason(count(t, v)) },
	"离职证明":  func(t *testing.T, a *Application, v string) { a.Left.Document = document(t, v) },
	"未就业声明": func(t *testing.T, a *Application, v string) { a.Left.NotReemployed = yes(t, v) },
	"无其他缴存": func(t *testing.T, a *Application, v string) { a.Left.NotElsewhere = yes(t, v) },
	"死亡日期":  func(t *testing.T, a *Application, v string) { a.Inherits.Died = date(t, v) },
	"死亡证明":  func(t *testing.T, a *Application, v string) { a.Inherits.Certificate = document(t, v) },
	"继承证明":  func(t *testing.T, a *Application, v string) { a.Inherits.Document = document(t, v) },
	"继承依据": func(t *testing.T, a *Application, v string) {
		a.Inherits.Right = map[string]Right{"公证书": ByNotary, "法院文书": ByCourt, "声明": ByDeclaration}[v]
	},
	"继承人核验": func(t *testing.T, a *Application, v string) { a.Inherits.Verified = yes(t, v) },
}

// document is the number of one, or none for 无.
func document(_ *testing.T, v string) string {
	if v == "无" {
		return ""
	}
	return v
}

// applicants are the persons of the case files; the account is 本人's.
var applicants = map[string]member.PersonID{"本人": 7, "他人": 8, "未核验": 0}

func yuan(t *testing.T, v string) money.Fen    { return must(t, v, money.ParseYuan) }
func date(t *testing.T, v string) civil.Date   { return must(t, v, civil.ParseDate) }
func month(t *testing.T, v string) civil.Month { return must(t, v, civil.ParseMonth) }
func count(t *testing.T, v string) int         { return must(t, v, strconv.Atoi) }

func yes(t *testing.T, v string) bool {
	if v != "是" && v != "否" {
		t.Fatalf("%s is neither 是 nor 否", v)
	}
	return v == "是"
}

func must[T any](t *testing.T, v string, parse func(string) (T, error)) T {
	got, err := parse(v)
	if err != nil {
		t.Fatalf("%s: %v", v, err)
	}
	return got
}

func TestTheAcceptanceDateChoosesTheRegime(t *testing.T) {
	for _, r := range Reasons {
		before, ok := r.On(civil.DateOf(2026, 9, 19))
		if !ok || before.Effective >= regulation2026 {
			t.Errorf("%s on 2026-09-19 is under the law of %s", r.Title, before.Effective)
		}
		after, ok := r.On(civil.DateOf(2026, 9, 20))
		if !ok || after.Effective != regulation2026 {
			t.Errorf("%s on 2026-09-20 is under the law of %s", r.Title, after.Effective)
		}
		if _, ok := r.On(civil.DateOf(1999, 4, 2)); ok {
			t.Errorf("%s existed before the Regulation", r.Title)
		}
	}
}

func TestReasonsAreWhole(t *testing.T) {
	seen := map[Code]bool{}
	for _, r := range Reasons {
		if seen[r.Code] || r.Title == "" || len(r.Standard) != 2 || len(r.Regimes) == 0 {
			t.Errorf("reason %q is listed twice or lacks something", r.Code)
		}
		seen[r.Code] = true
		for i, g := range r.Regimes {
			if g.Basis == "" || g.Limit == nil || i > 0 && g.Effective >= r.Regimes[i-1].Effective {
				t.Errorf("%s: regime of %s lacks something or is out of order", r.Title, g.Effective)
			}
		}
	}
}
