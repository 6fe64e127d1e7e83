package sqlstore

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"guangsha/internal/base/unit"
	"guangsha/internal/opening"
	"guangsha/internal/rekey"
)

// sealedTable is a table with columns that are sealed, all of them as bytes or all in base64.
type sealedTable struct {
	rekey.Table
	key     string // column that names a row, the end of its place
	numbers bool   // the key is a number
	bytes   bool
}

// sealedTables lists them, with the staging area of an opening at the end.
var sealedTables = slices.Concat([]sealedTable{
	{rekey.Table{Name: "person", Title: "职工", Columns: []string{"id_no", "mobile", "card"}}, "id", true, false},
	{rekey.Table{Name: "person_amendment", Title: "个人信息变更前的号码", Columns: []string{"id_no", "mobile"}},
		"id", true, false},
	{rekey.Table{Name: "employer", Title: "单位经办人", Columns: []string{"agent_mobile"}}, "id", true, false},
	{rekey.Table{Name: "access_person", Title: "工作人员", Columns: []string{"name"}}, "id", true, false},
	{rekey.Table{Name: "access_account", Title: "第二因素", Columns: []string{"secret"}}, "person", true, false},
	{rekey.Table{Name: "withdrawal_case", Title: "提取收款账号", Columns: []string{"payee"}}, "id", true, true},
	{rekey.Table{Name: "service_case", Title: "申请表", Columns: []string{"form"}}, "id", true, true},
	{rekey.Table{Name: "work_order", Title: "12345工单", Columns: []string{"body"}}, "id", true, true},
	{rekey.Table{Name: "case_material_content", Title: "申请材料", Columns: []string{"body"}, Files: true},
		"digest", false, true},
	{rekey.Table{Name: "paper", Title: "文书", Columns: []string{"body"}}, "no", false, true},
	{rekey.Table{Name: "paper_file", Title: "电子档案", Columns: []string{"record"}}, "case_id", true, true},
	{rekey.Table{Name: "selfeval_content", Title: "佐证材料", Columns: []string{"body"}, Files: true},
		"digest", false, true},
	{rekey.Table{Name: "selfeval_invitation", Title: "问卷码", Columns: []string{"code"}},
		"CAST(survey AS TEXT) || '/' || CAST(no AS TEXT)", false, false},
}, stagedTables())

// stagedTables are those of the staging area.
func stagedTables() (list []sealedTable) {
	for _, t := range opening.Tables {
		var columns []string
		for _, f := range t.Fields {
			if f.Kind.Sealed() {
				columns = append(columns, f.Column)
			}
		}
		if len(columns) > 0 {
			table := rekey.Table{Name: "opening_" + t.Staging, Title: "期初" + t.Name, Columns: columns}
			list = append(list, sealedTable{table, "ref", true, false})
		}
	}
	return list
}

// heldBy names, of sealed tables whose rows the audit log holds and whose key is no number, the column of the record.
var heldBy = map[string]string{"paper": "case_id"}

// Rekeying is what sealing anew needs of the store.
func (s *Store) Rekeying() rekey.Store { return rekeying{s} }

type rekeying struct{ *Store }

// SealedTables implements rekey.Store.
func (rekeying) SealedTables() (list []rekey.Table) {
	for _, t := range sealedTables {
		list = append(list, t.Table)
	}
	return list
}

// sealedTableOf is the entry of the list of a table.
func sealedTableOf(name string) sealedTable {
	for _, t := range sealedTables {
		if t.Name == name {
			return t
		}
	}
	panic("sqlstore: no sealed table " + name)
}

// Heads implements rekey.Store. Four letters of base64 are three bytes.
func (s rekeying) Heads(u unit.Tx, of rekey.Table, after string, limit int) ([]rekey.Row, error) {
	t := sealedTableOf(of.Name)
	length := 4
	if t.bytes {
		length = 1
	}
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = fmt.Sprintf("substr(%s, 1, %d)", c, length)
	}
	from, args := "", []any{int64(limit)}
	if after != "" {
		from, args = "WHERE "+t.key+" > $2", append(args, t.argument(after))
	}
	return all(s.tx(u), t.query(heads)+from+" ORDER BY "+t.key+" LIMIT $1", args, t.scan)
}

// Sealed implements rekey.Store.
func (s rekeying) Sealed(u unit.Tx, of rekey.Table, key string) (rekey.Row, bool, error) {
	t := sealedTableOf(of.Name)
	return first(s.tx(u), t.query(t.Columns)+"WHERE "+t.key+" = $1", []any{t.argument(key)}, t.scan)
}

// query reads the key of a row and some of its columns. Without its name, PostgreSQL would order by the text of the
// key.
func (t sealedTable) query(columns []string) string {
	return fmt.Sprintf("SELECT CAST(%s AS TEXT) AS key_text, %s FROM %s ", t.key, strings.Join(columns, ", "), t.Name)
}

func (t sealedTable) scan(scan func(...any) error) (r rekey.Row, err error) {
	r.Values = make([][]byte, len(t.Columns))
	text := make([]string, len(t.Columns))
	dest := []any{&r.Key}
	for i := range t.Columns {
		if t.bytes {
			dest = append(dest, &r.Values[i])
		} else {
			dest = append(dest, &text[i])
		}
	}
	if err := scan(dest...); err != nil || t.bytes {
		return r, err
	}
	for i := range text {
		if r.Values[i], err = unsealed(text[i]); err != nil {
			return r, err
		}
	}
	return r, nil
}

// argument is a key as its column has it.
func (t sealedTable) argument(key string) any {
	if !t.numbers {
		return key
	}
	n, _ := strconv.ParseInt(key, 10, 64) // of a column of numbers
	return n
}

// Reseal implements rekey.Store.
func (s rekeying) Reseal(u unit.Tx, of rekey.Table, was, now []rekey.Row) error {
	t := sealedTableOf(of.Name)
	n := len(t.Columns)
	set, where := make([]string, n), make([]string, n)
	for i, c := range t.Columns {
		set[i], where[i] = fmt.Sprintf("%s = $%d", c, i+2), fmt.Sprintf("%s = $%d", c, i+n+2)
	}
	query := fmt.Sprintf("UPDATE %s SET %s WHERE %s = $1 AND %s", t.Name, strings.Join(set, ", "), t.key,
		strings.Join(where, " AND "))
	list := make([]stmt, len(was))
	for i := range was {
		args := []any{t.argument(was[i].Key)}
		for _, values := range [][][]byte{now[i].Values, was[i].Values} {
			for _, v := range values {
				if t.bytes {
					args = append(args, v)
				} else {
					args = append(args, sealed(v))
				}
			}
		}
		list[i] = stmt{query: query, args: args, want: 1}
	}
	if err := s.tx(u).batch(list); err != nil {
		return err
	}
	return s.holdSealed(u, t, now)
}

// holdSealed has the audit log hold anew the records of rows that its entries cannot lead to by their keys.
func (s rekeying) holdSealed(u unit.Tx, t sealedTable, list []rekey.Row) error {
	record := heldBy[t.Name]
	if record == "" {
		return nil
	}
	for _, r := range list {
		var id int64
		query := fmt.Sprintf("SELECT %s FROM %s WHERE %s = $1", record, t.Name, t.key)
		if _, err := s.tx(u).get(query, []any{t.argument(r.Key)}, &id); err != nil {
			return err
		}
		s.tx(u).hold(t.Name, id)
	}
	return nil
}
