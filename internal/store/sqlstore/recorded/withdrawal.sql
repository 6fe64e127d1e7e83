SELECT id, CAST(state AS TEXT), reason, CAST(amount AS TEXT), CAST(accepted AS TEXT), CAST(decide_by AS TEXT),
	CAST(decided AS TEXT), CAST(principal AS TEXT), CAST(interest AS TEXT), CAST(voucher AS TEXT)
FROM withdrawal_case
