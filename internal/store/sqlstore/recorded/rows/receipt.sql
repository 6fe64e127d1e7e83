SELECT id, bank_account, serial, payer_account, payer_name, amount, remark, value_date, booked_on, state, employer, list,
	voucher
FROM receipt
-- by written
WHERE id = $1
