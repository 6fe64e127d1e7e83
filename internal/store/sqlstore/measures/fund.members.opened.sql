-- An opening balance is looked for in the years in which there was an opening, by the key of movements; a day is
-- counted from 1970.
WITH o AS MATERIALIZED (SELECT DISTINCT 1970 + (4 * day + 2) / 1461 AS year FROM voucher WHERE kind = 90)
SELECT 'member' AS source, m.id AS ref, m.opened_on AS day, CAST(1 AS BIGINT) AS n
FROM member m
WHERE m.opened_on BETWEEN $1 AND $2 AND NOT EXISTS (SELECT 1 FROM o CROSS JOIN movement x
	WHERE x.home = m.home AND x.year = o.year AND x.account = m.id AND x.kind = 90)
