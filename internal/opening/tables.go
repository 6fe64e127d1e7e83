package opening

import "strings"

// Tables lists the tables that an opening reads, in the order in which people check them.
var Tables = []Table{centreTable, employerTable, unitTable, personTable, accountTable, contractTable, loanTable,
	arrearTable, bankTable, depositTable, suspenseTable, ledgerTable, freezeTable, banTable, drawnTable, controlTable}

// departments that put dirty rows right (经办部门).
const (
	collecting = "归集管理科"
	lending    = "贷款管理科"
	accounting = "财务科"
	technical  = "信息科"
)

// tableNamed recognises a table by the name of a file or a sheet: its code or its name, with anything that is not a
// letter behind it, such as 个人账户-2 or GRZHXX_01.
func tableNamed(name string) (Table, bool) {
	name = strings.ToUpper(clean(name))
	var best Table
	for _, t := range Tables {
		for _, is := range []string{t.Code, t.Name} {
			rest, ok := strings.CutPrefix(name, strings.ToUpper(is))
			if ok && strings.Trim(rest, "0123456789-_ ()（）.") == "" {
				return t, true
			}
		}
	}
	return best, false
}

// tableByCode is the table of a code.
func tableByCode(code string) (Table, bool) {
	for _, t := range Tables {
		if t.Code == code {
			return t, true
		}
	}
	return Table{}, false
}

// columns maps the cells of a header to the fields of a table: at[i] is the cell of field i, or -1. missing are the
// needed fields without a cell, twice those with two, strange the cells that are no field.
func (t Table) columns(header []string) (at []int, missing, twice, strange []string) {
	at = make([]int, len(t.Fields))
	for i := range at {
		at[i] = -1
	}
	for cell, text := range header {
		text = clean(text)
		found := false
		for i, f := range t.Fields {
			if !strings.EqualFold(text, f.Code) && text != f.Name {
				continue
			}
			if at[i] >= 0 {
				twice = append(twice, f.Name)
			}
			at[i], found = cell, true
		}
		if !found && text != "" {
			strange = append(strange, text)
		}
	}
	for i, f := range t.Fields {
		if f.Need && at[i] < 0 {
			missing = append(missing, f.Name+"（"+f.Code+"）")
		}
	}
	return at, missing, twice, strange
}
