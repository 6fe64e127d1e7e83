SELECT no AS object, CAST(SUM(balance) AS BIGINT) AS value FROM opening_unit GROUP BY no
