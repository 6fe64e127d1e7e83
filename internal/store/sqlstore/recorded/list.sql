SELECT id, CAST(state AS TEXT), CAST(employer AS TEXT), CAST(month AS TEXT), CAST(members AS TEXT), CAST(due AS TEXT),
	CAST(deadline AS TEXT), CAST(paid_on AS TEXT)
FROM remittance_list
