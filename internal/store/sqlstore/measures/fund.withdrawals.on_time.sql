SELECT 'withdrawal' AS source, id AS ref, decide_by AS day,
	CASE WHEN decided > 0 AND decided <= decide_by THEN 1 ELSE 0 END AS n
FROM withdrawal_case
WHERE state <> 4 AND decide_by BETWEEN $1 AND $2
