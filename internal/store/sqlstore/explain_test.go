package sqlstore_test

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// statements are the constant texts of the package's source that hold a mark, with the names of constants in them
// put in. A statement that is put together otherwise is not found; batches never are.
func statements(t *testing.T, marks ...string) (list []string) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	consts := map[string]ast.Expr{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, s := range g.Specs {
				if v := s.(*ast.ValueSpec); len(v.Values) == len(v.Names) {
					for i := range v.Names {
						consts[v.Names[i].Name] = v.Values[i]
					}
				}
			}
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			text, ok := value(e, consts)
			if !ok {
				return true
			}
			for _, m := range marks {
				if strings.Contains(text, m) && complete(text) && !slices.Contains(list, text) {
					list = append(list, text)
				}
			}
			return false
		})
	}
	return list
}

// value is the text of a constant expression.
func value(e ast.Expr, consts map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, e.Kind == token.STRING && err == nil
	case *ast.Ident:
		if c, ok := consts[e.Name]; ok {
			return value(c, consts)
		}
	case *ast.BinaryExpr:
		a, ok := value(e.X, consts)
		b, bok := value(e.Y, consts)
		return a + b, ok && bok && e.Op == token.ADD
	}
	return "", false
}

var command = regexp.MustCompile(`(?s)\b(SELECT|INSERT|UPDATE|DELETE)\b`)

// complete tells a statement from the beginning of one, which ends with the parenthesis of its rows.
func complete(text string) bool {
	_, rest, with := strings.Cut(text, "MATERIALIZED")
	if !with {
		return command.MatchString(text)
	}
	depth := 0
	for i, c := range rest {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return command.MatchString(rest[i:])
			}
		}
	}
	return false
}

// batches are the statements that work on a set of rows.
func batches(t *testing.T) []string {
	list := statements(t, "json_each($1)")
	if len(list) < 20 {
		t.Fatalf("only %d batch statements found", len(list))
	}
	return list
}

var accountSearch = regexp.MustCompile(`^SEARCH (member_account|a) USING (INTEGER PRIMARY KEY|INDEX .* \(home=\? AND id=\?)`)

var scanned = regexp.MustCompile(`^SCAN (\w+)`)

// driven are the scans that a batch on SQLite may have: of its json, and of the rows made from it.
func driven(query, line string) bool {
	m := scanned.FindStringSubmatch(line)
	return m == nil || strings.Contains(line, "VIRTUAL TABLE") ||
		strings.Contains(query, "WITH "+m[1]+" AS MATERIALIZED") || m[1] == "CONSTANT"
}

func TestBatchesOnSQLiteAreDrivenByTheirRows(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	for _, query := range batches(t) {
		for _, fault := range faults(t, w.Store, query) {
			t.Errorf("%s\n%s", query, fault)
		}
	}
}

// faults are what is wrong with a batch's plan on SQLite.
func faults(t *testing.T, s *sqlstore.Store, query string) (list []string) {
	t.Helper()
	plan, err := sqlstore.Explain(context.Background(), s, query, parameters(query), "")
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	made := 0
	for _, line := range plan {
		if !driven(query, line) {
			list = append(list, line)
		}
		if strings.HasPrefix(line, "MATERIALIZE ") {
			made++
		}
	}
	if joins := strings.Contains(query, "WITH "); joins && made == 0 {
		list = append(list, "the json is read again for every row: "+strings.Join(plan, "; "))
	}
	if strings.Contains(query, "member_account") && strings.Contains(query, "WITH ") &&
		!slices.ContainsFunc(plan, func(line string) bool {
			return accountSearch.MatchString(line)
		}) {
		list = append(list, "accounts are not found by their key: "+strings.Join(plan, "; "))
	}
	return list
}

// TestABatchThatForgetsMaterializedIsNoticed takes the word out of every batch that has it.
func TestABatchThatForgetsMaterializedIsNoticed(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	noticed := 0
	for _, query := range batches(t) {
		if strings.Contains(query, "MATERIALIZED") {
			if len(faults(t, w.Store, strings.ReplaceAll(query, "MATERIALIZED", ""))) == 0 {
				t.Errorf("not noticed: %s", query)
			}
			noticed++
		}
	}
	if noticed < 5 {
		t.Errorf("only %d batches have it", noticed)
	}
}

// node is a node of a plan on PostgreSQL.
type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Index    string `json:"Index Name"`
	Cond     string `json:"Index Cond"`
	Plans    []node `json:"Plans"`
}

// walk names the tables that a plan reads other than by looking for keys. A table read whole costs time, and under
// SERIALIZABLE it conflicts with every unit that writes to it.
func (n node) walk() (whole []string) {
	switch {
	case n.Type == "Seq Scan",
		(n.Type == "Index Scan" || n.Type == "Index Only Scan" || n.Type == "Bitmap Index Scan") && n.Cond == "":
		whole = append(whole, strings.TrimSpace(n.Type+" of "+n.Relation+" "+n.Index))
	}
	for _, p := range n.Plans {
		whole = append(whole, p.walk()...)
	}
	return whole
}

var parameter = regexp.MustCompile(`\$(\d+)`)

// parameters is how many parameters a statement has.
func parameters(query string) (most int) {
	for _, m := range parameter.FindAllStringSubmatch(query, -1) {
		n, _ := strconv.Atoi(m[1])
		most = max(most, n)
	}
	return most
}

// nulls are as many arguments as a statement has parameters.
func nulls(query string) string { return "(NULL" + strings.Repeat(", NULL", parameters(query)-1) + ")" }

// arrays are the arguments of the posting batch for a list of a home.
func arrays(rows int) string {
	homes, ids, amounts := make([]string, rows), make([]string, rows), make([]string, rows)
	for i := range rows {
		homes[i], ids[i], amounts[i] = "7", strconv.Itoa(i+1), "100"
	}
	return fmt.Sprintf("('{%s}', '{%s}', '{%s}', 1, 0, 0, 2024, 1, 1, 0)", strings.Join(homes, ","),
		strings.Join(ids, ","), strings.Join(amounts, ","))
}

// fill is a statement that puts n rows of nothing in particular into a table.
func fill(t *testing.T, s *sqlstore.Store, table string, n int) string {
	t.Helper()
	columns, err := sqlstore.Columns(context.Background(), s, table)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{"bigint": "g", "integer": "1 + g % 2", "text": "'示例' || g", "bytea": "'示例'"}
	var names, list []string
	for _, c := range columns {
		names, list = append(names, c[0]), append(list, values[c[1]])
	}
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM generate_series(1, %d) g", table,
		strings.Join(names, ", "), strings.Join(list, ", "), n)
}

func TestBatchesOnPostgresAreDrivenByTheirRows(t *testing.T) {
	t.Parallel()
	w := opentest.Postgres(t)
	ctx := context.Background()
	const homes, each = 20, 1000
	fills := []string{
		fmt.Sprintf(`INSERT INTO member_account (pk, home, id, balance, seq, last_day)
			SELECT h * 4294967296 + i, h, i, 100, 1, 1 FROM generate_series(1, %d) h, generate_series(1, %d) i`, homes, each),
		`INSERT INTO movement (home, year, account, seq, voucher, day, kind, amount, carried, balance)
			SELECT home, 2024, id, 1, home, 1, 1, 100, 0, 100 FROM member_account`,
		`INSERT INTO member (home, id, no, person, employer, opening, state, base, employer_part, member_part,
				first_month, opened_on)
			SELECT home, id, CAST(home * 10000 + id AS TEXT), home * 10000 + id, home, 1, 1 + id % 2, 1, 1, 1, 1, 1
			FROM member_account`,
		fmt.Sprintf(`INSERT INTO message (event, template, subject, person, account, amount, rest, month, day, state,
				since, due)
			SELECT g, 'x', g, g, 'x', 1, 1, 1, 1, 1 + g %% 2, g, g FROM generate_series(1, %d) g`, 10*each),
	}
	for _, table := range []string{"person", "employer", "voucher", "loan", "loan_running", "loan_arrear",
		"message_round", "spending_pay_line", "opening_account", "opening_arrear", "policy_change"} {
		fills = append(fills, fill(t, w.Store, table, 10*each))
	}
	// Of these books alone: within one transaction ANALYZE locks all that it looks at, and the server has the schemas
	// of all tests.
	const analyze = `DO $$ DECLARE t TEXT; BEGIN
		FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
			EXECUTE 'ANALYZE ' || quote_ident(t);
		END LOOP; END $$`
	for _, fill := range append(fills, analyze) {
		if err := sqlstore.Tamper(ctx, w.Store, fill); err != nil {
			t.Fatal(err)
		}
	}
	type explained struct{ query, args string }
	var list []explained
	for _, query := range batches(t) {
		if !strings.Contains(query, "v.pk") { // the posting batch of SQLite
			list = append(list, explained{query, nulls(query)})
		}
	}
	moves := statements(t, "unnest($1::bigint[]")
	if len(moves) != 1 {
		t.Fatalf("%d posting batches", len(moves))
	}
	list = append(list, explained{moves[0], arrays(1)}, explained{moves[0], arrays(each)})
	for _, x := range list {
		text, err := sqlstore.Explain(ctx, w.Store, x.query, 0, x.args)
		if err != nil {
			t.Fatalf("%s: %v", x.query, err)
		}
		var plans []struct{ Plan node }
		if err := json.Unmarshal([]byte(strings.Join(text, "\n")), &plans); err != nil {
			t.Fatal(err)
		}
		for _, p := range plans {
			for _, whole := range p.Plan.walk() {
				t.Errorf("%s\n%s", x.query, whole)
			}
		}
	}
}
