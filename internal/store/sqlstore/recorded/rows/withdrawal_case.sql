SELECT id, number, branch, home, account, member, spouse, reason, amount, request, payee, state, accepted, decide_by, maker,
	decided, checker, remark, principal, interest, voucher, house, in_case
FROM withdrawal_case
-- by id
WHERE id = $1
-- by first last
WHERE id BETWEEN $1 AND $2
