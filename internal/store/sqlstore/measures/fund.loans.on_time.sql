SELECT 'loan' AS source, id AS ref, disbursed AS day, CASE WHEN disbursed <= disburse_by THEN 1 ELSE 0 END AS n
FROM loan
WHERE disbursed BETWEEN $1 AND $2 AND opening = 0
