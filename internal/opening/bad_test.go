package opening_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	"guangsha/internal/ledger"
	"guangsha/internal/opening"
	"guangsha/internal/treasury"
)

// replaced changes one place of a text, which must be there.
func replaced(t *testing.T, old, with string) func(string) string {
	return func(text string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("%q is not in the table", old)
		}
		return strings.Replace(text, old, with, 1)
	}
}

func added(line string) func(string) string {
	return func(text string) string { return text + line + "\n" }
}

func TestASetThatCannotBeReadIsRefusedAndNothingIsKept(t *testing.T) {
	gb := func(text string) string {
		head, _, _ := strings.Cut(text, "\n")
		old, err := os.ReadFile(filepath.Join(smallOld, "个人信息.csv"))
		must(t, err)
		_, rest, _ := strings.Cut(string(old), "\n")
		return head + "\n" + rest
	}
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	for _, bad := range []struct {
		name, file string
		change     func(string) string
		code, says string
	}{
		{"a missing column", "个人账户.csv", replaced(t, "GRZHYE", "GRZHYE2"), opening.CodeColumns, "个人账户余额（GRZHYE）"},
		{"a missing table", "总账.csv", func(string) string { return "" }, opening.CodeTable, "缺少标准表“总账”"},
		{"a column twice", "总账.csv", replaced(t, "期末余额方向", "期末余额"), opening.CodeColumns, "期末余额"},
		{"two encodings", "个人信息.csv", gb, "document.table.encoding", "两种编码"},
		{"an open quote", "个人信息.csv", replaced(t, "姓名", "\"姓名"), "document.table.damaged", "引号"},
	} {
		err := load(t, c, copied(t, bad.file, bad.change))
		if !refusal.Is(err, bad.code) || !strings.Contains(err.Error(), bad.says) {
			t.Errorf("%s: %v", bad.name, err)
		}
		st, err := c.Opening.Status(context.Background())
		if must(t, err); st.State != opening.None {
			t.Errorf("%s: the opening is %s", bad.name, st.State)
		}
	}
	strange := copied(t, "", nil)
	must(t, os.WriteFile(filepath.Join(strange, "通讯录.csv"), []byte("姓名\n"), 0o600))
	if err := load(t, c, strange); !refusal.Is(err, opening.CodeTable) || !strings.Contains(err.Error(), "通讯录.csv") {
		t.Errorf("a file that is no table: %v", err)
	}
	for name, dir := range map[string]string{"an empty folder": t.TempDir(), "no folder": "testdata/nowhere"} {
		if err := load(t, c, dir); !refusal.Is(err, opening.CodeFolder) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, ask := range map[string]func() error{
		"check":  func() error { _, err := c.Opening.Check(context.Background(), by, quiet); return err },
		"report": func() error { _, err := c.Opening.Reconcile(context.Background()); return err },
		"accept": func() error { _, err := c.Opening.Accept(context.Background(), by, quiet); return err },
	} {
		if err := ask(); !refusal.Is(err, opening.CodeNotLoaded) {
			t.Errorf("%s without a set: %v", name, err)
		}
	}
}

// planted is a mistake that a reason finds; without a change it is the row of an account again.
type planted struct {
	reason, file string
	change       func(string) string
}

// dirty plants one mistake for each reason at least.
func dirty(t *testing.T) []planted {
	const first17 = "64990119800101001" // of GR001
	return append(unlikely(t), []planted{
		{"empty", "缴存单位信息.csv", replaced(t, "示例县甲局", "")},
		{"format", "个人账户.csv", replaced(t, "8000.00", "八千")},
		{"date", "个人账户.csv", replaced(t, "2015-03-10", "2015-02-30")},
		{"code", "个人账户.csv", replaced(t, "GR001,DW001,01", "GR001,DW001,98")},
		{"id", "个人信息.csv", replaced(t, "64990119800101001", "64990119800101002")},
		{"id-15", "个人信息.csv", replaced(t, "649901750203002", "649901750203002")},
		{"mobile-missing", "个人信息.csv", replaced(t, "13800000001", "")},
		{"mobile", "个人信息.csv", replaced(t, "13800000001", "23800000001")},
		{"card", "个人账户.csv", replaced(t, "6222000000000001", "6222")},
		{"rule", "单位账户.csv", replaced(t, "12,12%", "13,12%")},
		{"rule", "贷款账户.csv", replaced(t, "2024-01-20", "2024-01-21")},
		{"rule", "贷款账户.csv", replaced(t, "1680.00", "600.00")},
		{"rule", "缴存单位信息.csv", replaced(t, ",15,乙", ",32,乙")},
		{"office", "缴存单位信息.csv", replaced(t, ",02,", ",09,")},
		{"bank-main", "银行专户.csv", replaced(t, "2,9901", "5,9901")},
		{"chart", "总账.csv", replaced(t, "21904", "219")},
		{"key-twice", "限制名单.csv", nil},
		{"centre", "建账说明.csv", added("示例二,2024-01-01")},
		{"person-twice", "个人信息.csv", replaced(t, "649901750203002", first17+string(idno.CheckDigit(first17)))},
		{"orphan", "个人账户.csv", replaced(t, "GR003,DW002", "GR003,DW009")},
		{"orphan", "冻结登记.csv", replaced(t, "GR003", "GR099")},
		{"negative", "个人账户.csv", replaced(t, "200800.00,196000.00", "-200800.00,196000.00")},
		{"overdrawn", "银行专户.csv", replaced(t, ",20000", ",-20000")},
		{"split", "个人账户.csv", replaced(t, "200800.00,196000.00", "200800.01,196000.00")},
		{"frozen-state", "个人账户.csv", replaced(t, "GR003,DW002,01", "GR003,DW002,06")},
		{"closed-money", "个人账户.csv", replaced(t, "GR003,DW002,01", "GR003,DW002,05")},
	}...)
}

// unlikely are those that one sees only beside something else: another day, another amount, another row.
func unlikely(t *testing.T) []planted {
	return []planted{
		{"months", "个人账户.csv", replaced(t, "202312,201201", "202312,202401")},
		{"months", "个人账户.csv", replaced(t, "2023-12,2015-03", ",")},
		{"months", "个人账户.csv", replaced(t, "2019-12,2005-07,,,", "2030-12,2005-07,2031-01,01,")},
		{"days", "逾期登记.csv", replaced(t, "2023-12-10", "1993-12-10")},
		{"days", "借款合同.csv", replaced(t, "2020-05-20", "2020-07-20")},
		{"schedule", "逾期登记.csv", replaced(t, ",33,", ",10,")},
		{"arrear", "逾期登记.csv", replaced(t, ",4.94,", ",400000,")},
		{"arrear", "逾期登记.csv", replaced(t, ",380.00,", ",0,")},
		{"share", "个人账户.csv", replaced(t, "8000.00,960.00", "80000.00,9600.00")},
		{"share", "个人账户.csv", replaced(t, "8000.00,960.00,960.00", "0,0,0")},
		{"base", "个人账户.csv", replaced(t, "8000.00,960.00,960.00", "80000.00,9600.00,9600.00")},
		{"base", "个人账户.csv", replaced(t, "8000.00,960.00,960.00", "800.00,96.00,96.00")},
		{"payment", "借款合同.csv", replaced(t, "01,300000.00", "01,3000000.00")},
		{"key-twice", "冻结登记.csv", added("GR003,5000.00,2023-06-01,2024-05-31,示例县人民法院,（2023）示例执001号")},
		{"days", "贷款账户.csv", replaced(t, "2024-01-10", "2023-12-10")},
		{"product", "个人账户.csv", replaced(t, "36535200.00", "99935200.00")},
		{"unit-total", "单位账户.csv", replaced(t, "352960.00", "352960.01")},
		{"unit-count", "单位账户.csv", replaced(t, "2,1,352960.00", "3,1,352960.00")},
		{"method", "借款合同.csv", replaced(t, "等额本金", "03")},
		{"schedule", "贷款账户.csv", replaced(t, "260000.00", "360000.00")},
		{"overdue-total", "贷款账户.csv", replaced(t, "1400.00,1", "1400.00,2")},
		{"payment", "贷款账户.csv", replaced(t, "1680.00", "16800.00")},
		{"suspense-owner", "暂收暂存.csv", replaced(t, "01,DW001", "01,")},
		{"serial-twice", "暂收暂存.csv", added("02,,1,示例,1.00,2023-11-03,LS20231103007,9901000000000001")},
		{"term", "定期存款.csv", replaced(t, ",12,", ",6,")},
		{"first-day", "建账说明.csv", replaced(t, "2024-01-01", "1901-01-01")},
		{"closed-owner", "冻结登记.csv", replaced(t, "GR003", "GR007")},
		{"instalment", "贷款账户.csv", replaced(t, ",43,", ",200,")},
		{"payment", "贷款账户.csv", replaced(t, "1680.00", "700.00")},
		{"rate", "定期存款.csv", replaced(t, ",1.5,", ",0.95,")},
		{"rate", "贷款账户.csv", replaced(t, "0.0310", "0")},
		{"rule", "购房提取记录.csv", replaced(t, "20000.00", "0")},
		{"control", "控制总数.csv", added("个人账户数,01,99")},
		{"control", "控制总数.csv", added("应还日贷款笔数,2024/1/20,1")},
		{"control", "控制总数.csv", replaced(t, "个人账户数,,7", "个人账户数,,7.99")},
		{"product", "个人账户.csv", strings.NewReplacer("25050880.00", "0", "11888160.00", "0", "36535200.00", "0",
			"27955800.00", "0", "14720000.00", "0").Replace},
	}
}

func TestEveryKindOfDirtyDataComesOnTheWorkList(t *testing.T) {
	ctx := context.Background()
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	fired := map[string]bool{}
	for _, d := range dirty(t) {
		file, change := d.file, d.change
		if change == nil { // the same row again
			file = "个人账户.csv"
			change = added("GR001,DW001,01,2015-03-10,0,0,0,0,0,0,0,,,,,")
		}
		must(t, load(t, c, copied(t, file, change)))
		checked, err := c.Opening.Check(ctx, by, quiet)
		must(t, err)
		found := false
		must(t, c.Opening.Findings(ctx, func(f opening.Finding, place string) error {
			why, owner, blocks := f.Describe()
			if f.Reason == d.reason {
				found, fired[d.reason] = true, true
			}
			if why == "" || owner == "" || place == "" || f.Day != first {
				t.Errorf("%s: %+v at %q: %q by %q", d.reason, f, place, why, owner)
			}
			if strings.Contains(why+f.Name, "64990119800101") || strings.Contains(why, "1380000") {
				t.Errorf("the work list holds personal data: %s", why)
			}
			_ = blocks
			return nil
		}))
		if !found {
			t.Errorf("%s in %s: not found among %+v", d.reason, file, checked.Reasons)
		}
		if checked.Blocking() == 0 {
			continue
		}
		if _, err := c.Opening.Accept(ctx, by, quiet); !refusal.Is(err, opening.CodeDirty) {
			t.Errorf("%s: accepted dirty data: %v", d.reason, err)
		}
	}
	fired["formula"] = true // of workbooks alone, see TestAWorkbookIsReadAsASpreadsheetShowsIt
	for _, r := range opening.Reasons {
		if !fired[r.ID] {
			t.Errorf("%s (%s) has never fired", r.ID, r.Title)
		}
	}
	must(t, load(t, c, small)) // a clean set in place of the last one
	if _, err := c.Opening.Accept(ctx, by, quiet); err != nil {
		t.Errorf("the corrected set: %v", err)
	}
	verified(t, c)
}

func TestASetThatDoesNotBalanceIsNotAccepted(t *testing.T) {
	ctx := context.Background()
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	for _, wrong := range []struct {
		name, file string
		change     func(string) string
		item       string
	}{
		{"a control total", "控制总数.csv", replaced(t, "643120.00", "643120.01"), "缴存余额"},
		{"a count", "控制总数.csv", replaced(t, "封存,2", "封存,3"), "个人账户数"},
		{"no freeze, and nothing that says so", "控制总数.csv", replaced(t, "冻结笔数,,1\n", ""), "冻结笔数"},
		{"a total that is missing", "控制总数.csv", replaced(t, "应还日贷款笔数,2024-01-20,1\n", ""), "应还日贷款笔数"},
		{"a total of nothing", "控制总数.csv", added("缴存余额,09,5"), "缴存余额"},
		{"an item that is none", "控制总数.csv", added("职工满意度,,95"), "职工满意度（没有这个核对项目）"},
		{"the general ledger", "总账.csv", replaced(t, "643120.00", "643119.00"), "201 住房公积金"},
		{"its sides", "总账.csv", replaced(t, "301,20000.00", "301,20001.00"), "借贷合计（应为零）"},
		{"a bank account", "银行专户.csv", replaced(t, "171104.59", "171104.58"), "银行专户余额"},
	} {
		must(t, load(t, c, copied(t, wrong.file, wrong.change)))
		sheet, err := c.Opening.Reconcile(ctx)
		must(t, err)
		found := false
		for _, l := range sheet.Lines {
			found = found || !l.OK() && l.Item == wrong.item
		}
		if !found || sheet.Different() == 0 {
			t.Errorf("%s: %d lines differ, %s is not among them", wrong.name, sheet.Different(), wrong.item)
		}
		if _, err := c.Opening.Accept(ctx, by, quiet); !refusal.Is(err, opening.CodeUnbalanced) {
			t.Errorf("%s: %v", wrong.name, err)
		}
		if st, err := c.Opening.Status(ctx); err != nil || st.State != opening.Loaded {
			t.Errorf("%s: the opening is %s, %v", wrong.name, st.State, err)
		}
	}
}

// TestATableThatWasForgottenDoesNotBalance hands in neither a table nor its total: an old system that has none of them
// says so with a nought, or a freeze of a court would be gone without a word.
func TestATableThatWasForgottenDoesNotBalance(t *testing.T) {
	ctx := context.Background()
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	for name, line := range map[string]string{"冻结登记": "冻结笔数", "限制名单": "限制名单人数", "购房提取记录": "购房提取记录数"} {
		for _, said := range []bool{false, true} {
			s := smallSet(t, "控制总数")
			s["控制总数"] = slices.DeleteFunc(s["控制总数"], func(r []string) bool { return r[0] == line })
			if said {
				s.add("控制总数", line, "", "0")
			}
			dir := s.write(t)
			must(t, os.Remove(filepath.Join(dir, name+".csv")))
			must(t, load(t, c, dir))
			sheet, err := c.Opening.Reconcile(ctx)
			must(t, err)
			if balances := sheet.Different() == 0; balances != said {
				t.Errorf("without %s, and with a nought for it %v: %d lines differ", name, said, sheet.Different())
			}
		}
	}
}

// TestOneSetReadsTheSameInEveryForm holds csv in GB18030 and a workbook of all tables against csv in UTF-8.
func TestOneSetReadsTheSameInEveryForm(t *testing.T) {
	both(t, func(t *testing.T, config app.Config) {
		ctx := context.Background()
		c := centre(t, config)
		book := t.TempDir()
		entries, err := os.ReadDir(small)
		must(t, err)
		var grids []document.Grid
		for _, e := range entries {
			text, err := os.ReadFile(filepath.Join(small, e.Name()))
			must(t, err)
			g := document.Grid{Name: strings.TrimSuffix(e.Name(), ".csv")}
			row := 0
			must(t, document.EachCSV(bytes.NewReader(text), func(r document.Row) error {
				for i, cell := range r.Cells {
					g.Cells = append(g.Cells, document.Cell{Row: row, Col: i, Text: cell})
				}
				row++
				return nil
			}))
			grids = append(grids, g)
		}
		var out bytes.Buffer
		must(t, document.WriteXLSX(&out, grids...))
		must(t, os.WriteFile(filepath.Join(book, "期初数据.xlsx"), out.Bytes(), 0o600))
		for _, dir := range []string{small, smallOld, book} {
			must(t, load(t, c, dir))
			checked, err := c.Opening.Check(ctx, by, quiet)
			must(t, err)
			sheet, err := c.Opening.Reconcile(ctx)
			must(t, err)
			if checked.Rows != 78 || checked.Blocking() != 0 || len(checked.Reasons) != 2 || sheet.Different() != 0 {
				t.Errorf("%s: %d rows, %+v, %d lines differ", dir, checked.Rows, checked.Reasons, sheet.Different())
			}
		}
	})
}

func TestBooksThatHoldAnythingTakeNoOpening(t *testing.T) {
	ctx := context.Background()
	c := centre(t, app.Config{Data: t.TempDir(), Centre: "shili"})
	must(t, load(t, c, small))
	if _, err := c.BeginBooks(ctx, by, "other", 1, first+1); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Opening.Accept(ctx, by, quiet); !refusal.Is(err, opening.CodeBegun) {
		t.Errorf("books that began on another day: %v", err)
	}
	must(t, c.Treasury.RegisterBank(ctx, by, "bank", treasury.BankAccount{ID: 9, Name: "示例", Bank: "示例", Number: "1",
		Nature: treasury.FundNature}))
	must(t, c.Treasury.TakeBalances(ctx, by, "live", treasury.TakenBalances{Main: 9,
		Lines: []ledger.Line{ledger.Credit(ledger.FeesPayable, 1)}, Banks: []treasury.TakenBank{{ID: 9, Balance: 1}}}))
	if err := load(t, c, small); !refusal.Is(err, opening.CodeLive) {
		t.Errorf("loaded over a voucher: %v", err)
	}
	if _, err := c.Opening.Accept(ctx, by, quiet); !refusal.Is(err, opening.CodeBegun) {
		t.Errorf("accepted over a voucher: %v", err)
	}
	err := c.Treasury.TakeBalances(ctx, by, "off", treasury.TakenBalances{Main: 9,
		Lines: []ledger.Line{ledger.Credit(ledger.FeesPayable, 5)}, Banks: []treasury.TakenBank{{ID: 9, Balance: 5}}})
	if !refusal.Is(err, "treasury.taken.unbalanced") {
		t.Errorf("a main account that has something else: %v", err)
	}
}
