SELECT kind AS object, CAST(SUM(amount) AS BIGINT) AS value FROM opening_suspense GROUP BY kind
