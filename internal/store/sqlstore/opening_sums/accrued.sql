SELECT '' AS object, CAST(COALESCE(SUM(accrued), 0) AS BIGINT) AS value FROM opening_deposit
