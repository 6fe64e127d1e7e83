SELECT u.no AS object, CAST(COALESCE(SUM(a.balance), 0) AS BIGINT) AS value
FROM opening_unit u LEFT JOIN opening_account a ON a.employer = u.no GROUP BY u.no
