SELECT 'withdrawal' AS source, id AS ref, decided AS day, principal + interest AS n
FROM withdrawal_case
WHERE state = 2 AND reason = 'rent' AND decided BETWEEN $1 AND $2
