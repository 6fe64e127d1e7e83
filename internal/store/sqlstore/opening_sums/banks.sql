SELECT number AS object, CAST(SUM(balance) AS BIGINT) AS value FROM opening_bank GROUP BY number
