SELECT 'loan' AS source, id AS ref, decided AS day, CASE WHEN decided <= decide_by THEN 1 ELSE 0 END AS n
FROM loan
WHERE decided BETWEEN $1 AND $2 AND opening = 0
