package sqlstore

// dumpedRows are the registers of the capabilities as a dump says them.
var dumpedRows = []struct{ name, query string }{
	{"terms", `SELECT l.contract || ' ' || l.branch || ' ' || l.purpose || ' ' || l.home_class || ' ' || l.price || ' ' ||
			l.appraisal || ' ' || l.accepted || ' ' || l.decided || ' ' || l.signed || ' ' || l.method || ' ' || r.rate ||
			' ' || r.months || ' ' || r.payment || ' ' || r.due_day || ' ' || r.rate_before || ' ' || r.rate_since
		FROM loan l JOIN loan_running r ON r.loan = l.id`},
	{"arrear", `SELECT l.contract || ' ' || a.number || ' ' || a.due || ' ' || a.principal || ' ' || a.interest || ' ' ||
			a.penalty || ' ' || a.since || ' ' || a.moved || ' ' || a.settled
		FROM loan_arrear a JOIN loan l ON l.id = a.loan`},
	{"repayment", `SELECT l.contract || ' ' || p.number || ' ' || v.month_no || ' ' || p.due || ' ' || p.day || ' ' ||
			p.overdue || ' ' || p.principal || ' ' || p.interest || ' ' || p.penalty
		FROM loan_repayment p JOIN loan l ON l.id = p.loan JOIN voucher v ON v.id = p.voucher`},
	{"registration", `SELECT g.certificate || ' ' || l.contract || ' ' || g.kind || ' ' || g.day || ' ' || g.office || ' ' ||
			g.non_residential || ' ' || g.no_fee || ' ' || g.document || ' ' || g.fee
		FROM loan_registration g JOIN loan l ON l.id = g.loan`},
	{"freeze", `SELECT m.no || ' ' || f.amount || ' ' || f.since || ' ' || f.until || ' ' || f.authority || ' ' ||
			f.document || ' ' || f.lifted || ' ' || f.released
		FROM withdrawal_freeze f JOIN member m ON m.home = f.home AND m.id = f.account`},
	{"ban", `SELECT COALESCE((SELECT MIN(m.no) FROM member m WHERE m.person = b.person), '') || ' ' || b.decided || ' ' ||
			b.until || ' ' || b.decision
		FROM withdrawal_ban b`},
	{"before", `SELECT member || ' ' || reason || ' ' || day || ' ' || amount || ' ' || house FROM withdrawal_before`},
	{"receipt", `SELECT r.bank_account || ' ' || r.serial || ' ' || r.payer_account || ' ' || r.payer_name || ' ' ||
			r.amount || ' ' || r.remark || ' ' || r.value_date || ' ' || r.booked_on || ' ' || r.state || ' ' ||
			COALESCE(e.no, '') || ' ' || COALESCE(l.month, 0) || ' ' || COALESCE(v.month_no, 0)
		FROM receipt r LEFT JOIN employer e ON e.id = r.employer AND r.employer > 0
			LEFT JOIN remittance_list l ON l.id = r.list AND r.list > 0
			LEFT JOIN voucher v ON v.id = r.voucher AND r.voucher > 0`},
	{"due", `SELECT e.no || ' ' || l.month || ' ' || m.no || ' ' || d.base || ' ' || d.employer_part || ' ' || d.member_part
		FROM remittance_line d JOIN remittance_list l ON l.id = d.list JOIN employer e ON e.id = l.employer
			JOIN member m ON m.home = d.home AND m.id = d.member`},
	{"holder", `SELECT v.month_no || ' ' || h.account || ' ' || h.amount
		FROM holder_movement h JOIN voucher v ON v.id = h.voucher`},
	{"bank", `SELECT id || ' ' || name || ' ' || bank || ' ' || number || ' ' || nature || ' ' || opened || ' ' || through
		FROM treasury_bank`},
	{"deposit", `SELECT bank || ' ' || amount || ' ' || rate || ' ' || months || ' ' || placed || ' ' || due || ' ' ||
			accrued || ' ' || drawn
		FROM treasury_deposit`},
	{"plan", `SELECT year || ' ' || family || ' ' || code || ' ' || name || ' ' || document FROM spending_project`},
	{"budget", `SELECT p.year || ' ' || p.name || ' ' || b.cost || ' ' || b.day || ' ' || b.initial || ' ' || b.amount ||
			' ' || b.document
		FROM spending_budget b JOIN spending_project p ON p.id = b.project`},
	{"staff", `SELECT number || ' ' || contract || ' ' || joined || ' ' || left_on FROM spending_staff`},
	{"pay", `SELECT r.month || ' ' || r.due_day || ' ' || r.paid_day || ' ' || l.staff || ' ' || l.due || ' ' || l.paid
		FROM spending_pay_line l JOIN spending_pay_run r ON r.id = l.run`},
	{"training", `SELECT t.month || ' ' || t.first_day || ' ' || t.last_day || ' ' || t.title || ' ' || t.held_day || ' ' ||
			t.document || ' ' || a.staff || ' ' || a.attended
		FROM spending_training t JOIN spending_attendance a ON a.training = t.id`},
	{"print", `SELECT title || ' ' || day || ' ' || amount || ' ' || document || ' ' || accepted_day || ' ' || acceptance ||
			' ' || paid_day
		FROM spending_print_order`},
	{"bill", `SELECT premises || ' ' || kind || ' ' || month || ' ' || due_day || ' ' || amount || ' ' || paid_day
		FROM spending_bill`},
	{"registry", `SELECT b.registry || ' ' || b.document || ' ' || b.day || ' ' || b.pay_by || ' ' || b.amount || ' ' ||
			b.paid_day || ' ' || i.certificate || ' ' || i.no || ' ' || i.amount
		FROM spending_registry_bill b JOIN spending_registry_item i ON i.bill = b.id`},
	{"contract", `SELECT cost || ' ' || vendor || ' ' || document || ' ' || amount || ' ' || signed || ' ' || from_day || ' ' ||
			to_day
		FROM spending_contract`},
	{"service", `SELECT c.document || ' ' || s.month || ' ' || s.month_end || ' ' || s.day || ' ' || s.document
		FROM spending_service_report s JOIN spending_contract c ON c.id = s.contract`},
	{"assessment", `SELECT c.document || ' ' || a.system || ' ' || a.day || ' ' || a.score || ' ' || a.open_high || ' ' ||
			a.passed || ' ' || a.document
		FROM spending_assessment a JOIN spending_contract c ON c.id = a.contract`},
	{"asked", `SELECT topic || ' ' || from_day || ' ' || to_day || ' ' || held_day || ' ' || sent || ' ' || valid || ' ' ||
			very_satisfied || ' ' || satisfied || ' ' || document
		FROM spending_survey`},
	{"outside", `SELECT year || ' ' || paper || ' ' || paper_no || ' ' || dated || ' ' || item || ' ' || measure || ' ' ||
			amount || ' ' || printed || ' ' || page || ' ' || by_code || ' ' || day
		FROM selfeval_outside`},
	{"duty", `SELECT p.year || ' ' || p.name || ' ' || d.row_no || ' ' || d.office || ' ' || d.due || ' ' || d.done || ' ' ||
			d.done_by
		FROM selfeval_duty d JOIN selfeval_project p ON p.id = d.project`},
	{"attachment", `SELECT p.year || ' ' || p.name || ' ' || a.row_no || ' ' || a.name || ' ' || a.digest || ' ' || a.scan_of
		FROM selfeval_attachment a JOIN selfeval_project p ON p.id = a.project`},
	{"also", `SELECT p.year || ' ' || p.name || ' ' || f.step || ' ' || f.row_no || ' ' || f.no || ' ' || f.measure || ' ' ||
			f.known || ' ' || f.n || ' ' || f.behind || ' ' || f.of_count || ' ' || f.printed
		FROM selfeval_figure_also f JOIN selfeval_project p ON p.id = f.project`},
	{"policy", `SELECT key || ' ' || branch || ' ' || since || ' ' || value || ' ' || document || ' ' || version
		FROM policy_row`},
	{"day", `SELECT day || ' ' || state FROM book_day`},
	{"request", `SELECT item || ' ' || member || ' ' || door || ' ' || office || ' ' || state || ' ' || step || ' ' || accepted ||
			' ' || decided || ' ' || due || ' ' || days_left || ' ' || stopped || ' ' || until || ' ' || closed || ' ' ||
			entries || ' ' || stars
		FROM service_case`},
	{"paper", `SELECT kind || ' ' || wording || ' ' || entry || ' ' || prints FROM paper`},
	{"amendment", `SELECT m.no || ' ' || a.day FROM person_amendment a JOIN member m ON m.home = a.home AND m.id = a.account`},
	{"post", `SELECT p.code || ' ' || t.role || ' ' || t.branch || ' ' || t.since || ' ' || t.until
		FROM access_post t JOIN access_person p ON p.id = t.person`},
}
