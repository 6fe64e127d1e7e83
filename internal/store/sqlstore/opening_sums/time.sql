SELECT '' AS object, CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS value FROM opening_deposit
