package sqlstore

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// dumps are what a set of books says, in one line of text for each row: numbers that people see, days, amounts and
// states. No id stands in it, nothing sealed and no instant, and of a case's number only the office and the day, since
// the rest says who came first: the same business gives the same text on every engine, whoever came first.
var dumps = []struct{ name, query string }{
	{"voucher", `SELECT v.month_no || ' ' || v.day || ' ' || v.kind || ' ' || v.branch || ' ' ||
			COALESCE(r.month_no, 0) || ' ' || REPLACE(v.summary, COALESCE(c.number, ''),
			COALESCE(substr(c.number, 1, 14), ''))
		FROM voucher v LEFT JOIN voucher r ON r.id = v.reverses AND v.reverses > 0
			LEFT JOIN withdrawal_case c ON c.voucher = v.id AND c.voucher > 0`},
	{"line", `SELECT v.month_no || ' ' || l.no || ' ' || l.account || ' ' || l.amount
		FROM line l JOIN voucher v ON v.id = l.voucher`},
	{"movement", `SELECT v.month_no || ' ' || m.no || ' ' || mv.seq || ' ' || mv.day || ' ' || mv.kind || ' ' ||
			mv.amount || ' ' || mv.carried || ' ' || mv.balance
		FROM movement mv JOIN voucher v ON v.id = mv.voucher JOIN member m ON m.home = mv.home AND m.id = mv.account`},
	{"balance", `SELECT day || ' ' || branch || ' ' || account || ' ' || debit || ' ' || credit || ' ' || balance
		FROM gl_balance`},
	{"member", `SELECT m.no || ' ' || m.state || ' ' || m.base || ' ' || m.employer_part || ' ' || m.member_part ||
			' ' || a.balance || ' ' || a.carried || ' ' || a.product || ' ' || a.last_day || ' ' || a.seq || ' ' ||
			a.paid_through || ' ' || a.closed
		FROM member m JOIN member_account a ON a.home = m.home AND a.id = m.id`},
	{"employer", `SELECT no || ' ' || uscc || ' ' || state || ' ' || paid_through || ' ' || name FROM employer`},
	{"list", `SELECT e.no || ' ' || l.month || ' ' || l.state || ' ' || l.members || ' ' || l.due || ' ' || l.paid_on
		FROM remittance_list l JOIN employer e ON e.id = l.employer`},
	{"case", `SELECT substr(number, 1, 14) || ' ' || member || ' ' || reason || ' ' || state || ' ' || accepted || ' ' || decided ||
			' ' || principal || ' ' || interest
		FROM withdrawal_case`},
	{"loan", `SELECT l.contract || ' ' || l.state || ' ' || l.amount || ' ' || l.months || ' ' || l.disbursed || ' ' ||
			r.balance || ' ' || r.next || ' ' || r.next_due || ' ' || r.unpaid
		FROM loan l JOIN loan_running r ON r.loan = l.id`},
	{"payment", `SELECT cost || ' ' || day || ' ' || amount || ' ' || payee || ' ' || document FROM spending_payment`},
	{"project", `SELECT year || ' ' || kind || ' ' || name || ' ' || stage || ' ' || goal || ' ' || versions
		FROM selfeval_project`},
	{"step", `SELECT p.year || ' ' || p.name || ' ' || s.no || ' ' || s.stage || ' ' || s.by_code || ' ' || s.day ||
			' ' || s.document || ' ' || s.version
		FROM selfeval_step s JOIN selfeval_project p ON p.id = s.project`},
	{"table", `SELECT p.year || ' ' || p.name || ' ' || v.no || ' ' || v.body
		FROM selfeval_version v JOIN selfeval_project p ON p.id = v.project`},
	{"said", `SELECT p.year || ' ' || p.name || ' ' || e.no || ' ' || e.version || ' ' || e.kind || ' ' || e.body
		FROM selfeval_said e JOIN selfeval_project p ON p.id = e.project`},
	{"figure", `SELECT p.year || ' ' || p.name || ' ' || f.step || ' ' || f.row_no || ' ' || f.measure || ' ' || f.known ||
			' ' || f.n || ' ' || f.behind || ' ' || f.of_count || ' ' || f.printed || ' ' || f.definition
		FROM selfeval_figure f JOIN selfeval_project p ON p.id = f.project`},
	{"survey", `SELECT title || ' ' || asked || ' ' || from_day || ' ' || to_day || ' ' || until_day || ' ' || framed ||
			' ' || sent || ' ' || answer_1 || ' ' || answer_2 || ' ' || answer_3 || ' ' || answer_4 || ' ' || answer_5 ||
			' ' || closed || ' ' || document || ' ' ||
			(SELECT COALESCE(SUM(spent), 0) FROM selfeval_invitation i WHERE i.survey = v.id)
		FROM selfeval_survey v`},
}

// Dump writes what the books say as text, the rows of each kind in the order of their bytes. Two sets of books with
// the same text have done the same business, but for what is sealed and what undumped lists with its reason.
func (s *Store) Dump(ctx context.Context, w io.Writer) error {
	out := bufio.NewWriter(w)
	err := s.Read(ctx, func(u unit.Tx) error {
		for _, d := range slices.Concat(dumps, dumpedRows) {
			lines, err := all(s.tx(u), d.query, nil,
				func(scan func(...any) error) (line string, err error) { return line, scan(&line) })
			if err != nil {
				return fmt.Errorf("dump of %s: %w", d.name, err)
			}
			slices.Sort(lines)
			for _, line := range lines {
				fmt.Fprintf(out, "%s %s\n", d.name, line)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("dump: %w", err)
	}
	return nil
}

// Tally counts the durable use cases by name and the audit entries by kind.
func (s *Store) Tally(ctx context.Context) (operations, entries map[string]int64, err error) {
	count := func(u unit.Tx, query string) (map[string]int64, error) {
		counts := map[string]int64{}
		_, err := all(s.tx(u), query, nil, func(scan func(...any) error) (struct{}, error) {
			var name string
			var n int64
			err := scan(&name, &n)
			counts[name] = n
			return struct{}{}, err
		})
		return counts, err
	}
	err = s.Read(ctx, func(u unit.Tx) (err error) {
		// A use case writes one entry of its chief kind each time, others less often, and a few vouchers perhaps.
		if operations, err = count(u, `SELECT op, COALESCE(MAX(CASE WHEN kind <> 'voucher.posted' THEN n END), MAX(n)) FROM
			(SELECT op, kind, COUNT(*) AS n FROM audit_entry GROUP BY op, kind) k GROUP BY op`); err != nil {
			return err
		}
		entries, err = count(u, `SELECT kind, COUNT(*) FROM audit_entry GROUP BY kind`)
		return err
	})
	return operations, entries, err
}

// CountMembers is the number of accounts that were open when a year began, that were opened in it, and closed in it.
func (s *Store) CountMembers(ctx context.Context, year int) (began, opened, closed int64, err error) {
	from, to := int64(civil.DateOf(year, 1, 1)), int64(civil.DateOf(year+1, 1, 1))
	err = s.Read(ctx, func(u unit.Tx) error {
		_, err := s.tx(u).get(`SELECT CAST(COALESCE(SUM(CASE WHEN opened_on < $1 AND (closed_on = 0 OR closed_on >= $1)
				THEN 1 ELSE 0 END), 0) AS BIGINT),
			CAST(COALESCE(SUM(CASE WHEN opened_on >= $1 AND opened_on < $2 THEN 1 ELSE 0 END), 0) AS BIGINT),
			CAST(COALESCE(SUM(CASE WHEN closed_on >= $1 AND closed_on < $2 THEN 1 ELSE 0 END), 0) AS BIGINT)
			FROM member`, []any{from, to}, &began, &opened, &closed)
		return err
	})
	return began, opened, closed, err
}

// CountMovements is the number of member movements.
func (s *Store) CountMovements(ctx context.Context) (n int64, err error) {
	err = s.Read(ctx, func(u unit.Tx) error {
		_, err := s.tx(u).get(`SELECT COUNT(*) FROM movement`, nil, &n)
		return err
	})
	return n, err
}
