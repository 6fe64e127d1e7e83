SELECT e.office AS object, CAST(SUM(a.product) AS BIGINT) AS value
FROM opening_account a JOIN opening_employer e ON e.no = a.employer GROUP BY e.office
