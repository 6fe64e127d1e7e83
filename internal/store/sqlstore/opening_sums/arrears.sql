SELECT '' AS object, CAST(COALESCE(SUM(principal), 0) AS BIGINT) AS value FROM opening_arrear
