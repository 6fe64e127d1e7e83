SELECT id, CAST(amount AS TEXT), CAST(months AS TEXT), CAST(accepted AS TEXT), CAST(decide_by AS TEXT),
	CAST(decided AS TEXT), CAST(signed AS TEXT), CAST(disburse_by AS TEXT), CAST(disbursed AS TEXT)
FROM loan
WHERE opening = 0
