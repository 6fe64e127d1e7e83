package evaluation

import fen "guangsha/internal/base/money"

// ruleG05: a figure of the books is the one that a paper from outside states. Which of the two is right a person finds
// out: until then the figure keeps the grade that it has by itself.
var ruleG05 = Rule{
	ID: "G05", Severity: Warning, Title: "取数值应与外部文件所列数一致", Basis: basisLogic, MayChange: changeActual,
	Needs: "外部文件所列数",
	has:   func(ctx Context) bool { return len(ctx.Outside) > 0 },
	one: func(s *subject, r *report) {
		for _, b := range s.ctx.Outside {
			if b.Table != s.at || b.Agrees {
				continue
			}
			name := "全年执行数"
			if l, found := s.row(b.Row); found {
				name = "“" + l.label() + "”"
			}
			r.say(b.Row, "%s系统取数%s元，%s“%s”列%s，相差%s元。请查明哪一方有误或口径不同，差异写入偏差原因栏", name,
				fen.Fen(b.Fen+b.Difference).Grouped(), b.Title(), b.Item, b.Amount, fen.Fen(b.Difference).Grouped())
		}
	},
}

// BesideRow is what a paper from outside states of the figure of a row.
type BesideRow struct {
	Table int // index into the tables
	Row   int // 0 for 全年执行数
	Compared
}

// outsideIn is what papers from outside state of the figures that stand beside tables.
func outsideIn(tables []FilledTable) (all []BesideRow) {
	add := func(table, row int, list []Compared) {
		for _, c := range list {
			all = append(all, BesideRow{table, row, c})
		}
	}
	for i, t := range tables {
		add(i, 0, t.Execution.Outside)
		for k, row := range t.Rows {
			add(i, t.Indicators[k].Row, row.Outside)
			for _, also := range row.Also {
				add(i, t.Indicators[k].Row, also.Outside)
			}
		}
	}
	return all
}
