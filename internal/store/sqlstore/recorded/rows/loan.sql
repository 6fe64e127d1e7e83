SELECT id, state, branch, home, account, partner_home, partner, borrower, spouse, purpose, home_class, price, appraisal, amount,
	months, income, other_debt, method, maker, checker, accepted, decide_by, decided, contract, payee, signed, disburse_by,
	disbursed, voucher, opening, case_id, case_number,
	case_open
FROM loan
-- by id
WHERE id = $1
-- by voucher
WHERE id IN (SELECT holder FROM holder_movement WHERE voucher = $1 AND account IN (12101, 12201))
-- by first last voucher due
WHERE state IN (6, 7) AND id IN (SELECT loan FROM loan_repayment WHERE voucher = $3
	UNION SELECT loan FROM loan_arrear WHERE loan BETWEEN $1 AND $2 AND settled = 0 AND due >= $4)
